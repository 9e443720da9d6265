// The person's next standard learning moment: when it is, into their calendar,
// and "not this week".

import { element, safeAddress } from "./osmosi-card.js";
import { calendar } from "./osmosi-calendar.js";
import { save } from "./osmosi-file.js";
import { article, button, dress, fill as filled, living, locale, mine, plain, remembered, see, small, when } from "./osmosi-item.js";
import { moment as onTheClock } from "./osmosi-moment.js";

/** @typedef {import("./osmosi-sections.js").Context} Context */
/** @typedef {{ touchpoint: string, uid: string, day: string }} Occurrence */
/** @typedef {import("./osmosi-item.js").Item & { terms: string[], time: string, minutes: number, workingTime?: boolean, occurrences: Occurrence[] }} Moment */
/** @typedef {Occurrence & { weeks: number, start: Date, end: Date }} Placed */

/**
 * @param {Context} context
 * @returns {Promise<Node[]>}
 */
export async function fill(context) {
  await dress(context.widget);
  const { content, labels, widget } = context;
  const moments = mine(/** @type {Moment[]} */ (content.moments), context);
  if (moments.length === 0) return [element("p", {}, labels["sections.none"])];
  return [living((redraw) => moments.map((moment) => draw(moment, context, redraw))), ...subscription(widget.calendar, labels)];
}

/**
 * The occurrences of today and later, in order of time, each as many weeks later
 * as the person put it off. One that would come no sooner than the next is left
 * to the next, and none comes after the moments have ended. One at which the
 * person said to have been is over when it ends.
 * @param {Moment} moment
 * @param {Record<string, unknown>} kept weeks by occurrence, and there:occurrence
 * @param {Date} now
 * @returns {Placed[]}
 */
export function upcoming({ occurrences, time, minutes, until }, kept, now) {
  return occurrences.flatMap((occurrence, i) => {
    const weeks = Math.max(0, Math.trunc(Number(kept[occurrence.touchpoint]))) || 0;
    // By its parts, since seven days are not always 168 hours.
    const [year, month, day] = occurrence.day.split("-").map(Number), [hour, minute] = time.split(":").map(Number);
    const start = new Date(year, month - 1, day + 7 * weeks, hour, minute);
    const on = onTheClock(start).slice(0, 10);
    if (on > until || occurrences[i + 1] && on >= occurrences[i + 1].day) return [];
    const end = new Date(start.getTime() + minutes * 60_000);
    const over = on < onTheClock(now).slice(0, 10) || end <= now && kept[`there:${occurrence.touchpoint}`] === true;
    return over ? [] : [{ ...occurrence, weeks, start, end }];
  });
}

/**
 * @param {Moment} moment
 * @param {Context} context
 * @param {() => void} redraw
 */
function draw(moment, context, redraw) {
  const { labels, language, now, emit, say, bundle, record } = context;
  const { get, set } = remembered(context, "moments");
  const at = `item-${moment.touchpoint}`, described = { "aria-describedby": at };
  const next = upcoming(moment, get(), now())[0];
  const actions = element("div", { class: "actions" });
  /** Puts an occurrence a number of weeks off, or back where it was. */
  const move = (/** @type {string} */ touchpoint, /** @type {number} */ weeks) => {
    set(touchpoint, weeks);
    const to = upcoming(moment, get(), now())[0];
    emit("postponed", { campaign: bundle.campaign, touchpoint, next: to ? onTheClock(to.start) : null });
    redraw();
    say(to ? filled(labels["moments.moved"], { when: when(language, to.start) }) : labels["moments.over"]);
  };
  const put = upcoming(moment, {}, now())[0];
  const back = put && put.touchpoint in get() && Number(get()[put.touchpoint]) > 0 ?
    [button(`back-${at}`, labels["moments.back"], () => move(put.touchpoint, 0), described)] : [];
  if (!next) return article(moment, element("p", { part: "when" }, labels["moments.over"]), element("div", { class: "actions" }, ...back));

  see(context, { touchpoint: next.touchpoint, proposition: moment.proposition });
  if (next.end > now()) actions.append(button(`save-${at}`, labels["moments.save"], () => {
    save(`${bundle.campaign}-${onTheClock(next.start).slice(0, 10)}.ics`, "text/calendar;charset=utf-8", calendar({
      uid: next.uid, stamp: now(), sequence: next.weeks, start: next.start, minutes: moment.minutes,
      summary: moment.title, description: [plain(moment.body), moment.terms.join("\n")].filter(Boolean).join("\n\n"), language, busy: moment.workingTime === true,
    }));
    say(labels["moments.saved"]);
  }, described));
  if (next.start > now()) {
    actions.append(button(`later-${at}`, labels["moments.notThisWeek"], () => move(next.touchpoint, next.weeks + 1), described));
  } else if (get()[`there:${next.touchpoint}`]) {
    actions.append(element("p", { class: "about" }, labels["moments.noted"]));
  } else {
    actions.append(button(`there-${at}`, labels["moments.there"], () => {
      // Not completed: that would end all further moments of the proposition.
      record("started", { touchpoint: next.touchpoint, proposition: moment.proposition });
      set(`there:${next.touchpoint}`, true);
      redraw();
      say(labels["moments.noted"]);
    }, described));
  }
  actions.append(...back);
  const span = new Intl.DateTimeFormat(locale(language), { weekday: "long", day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" }).formatRange(next.start, next.end);
  return article(moment, element("p", { class: "when", part: "when" }, element("time", { datetime: onTheClock(next.start) }, span)), ...small(moment.terms), actions);
}

/**
 * The link by which a calendar subscribes to all moments, where the page has one.
 * @param {string} address webcal:, https: or a path on the site
 * @param {Record<string, string>} labels
 */
function subscription(address, labels) {
  const [, webcal] = /^webcal:(.*)$/i.exec(address) ?? [];
  const href = address && safeAddress(webcal ? `https:${webcal}` : address, document.baseURI);
  if (!href) return [];
  return [element("p", { class: "subscribe" }, element("a", { href: webcal ? href.replace(/^https:/, "webcal:") : href, part: "subscribe", rel: "noopener", "data-key": "subscribe" }, labels["moments.subscribe"]))];
}
