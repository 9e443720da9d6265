// Recognition of what a person did, and contests that they may join. Nobody is
// entered unasked, and nobody is shown in last place.

import { element } from "./osmosi-card.js";
import { article, button, dress, fill as filled, living, locale, mine, remembered, see, small } from "./osmosi-item.js";
import { History } from "./osmosi-store.js";

/** @typedef {import("./osmosi-sections.js").Context} Context */
/** @typedef {import("./osmosi-item.js").Item & { terms?: string[], for?: "allWhoCompleted" | "drawnAmongActive", ranking?: "ownProgress" | "teams" | "topOnly" }} Recognition */
/** @typedef {{ name: string, points: number, people: number }} Standing */

const least = 5; // people in a group that is told of
const places = 3; // that are shown at most

/**
 * @param {Context} context
 * @returns {Promise<Node[]>}
 */
export async function fill(context) {
  await dress(context.widget);
  const all = mine(/** @type {Recognition[]} */ (context.content.recognition), context);
  const history = new History(context.store, context.bundle.campaign, context.scope).all();
  const rewards = all.filter((one) => earned(one, history)), contests = all.filter(({ ranking }) => ranking);
  for (const one of [...rewards, ...contests]) see(context, one);
  return [
    element("div", { class: "items" }, progressOf(context, history), ...rewards.map((one) => article(one, ...small(one.terms ?? [])))),
    living((redraw) => contests.map((one) => contest(one, context, redraw))),
  ];
}

/**
 * Whether a person earned a reward: by what it leads to, or, where it is drawn
 * among the active, by anything that they took up.
 * @param {{ proposition: string, for?: string }} reward
 * @param {Record<string, string>} history
 */
export function earned({ proposition, for: whom }, history) {
  return whom === "allWhoCompleted" && history[proposition] === "completed" ||
    whom === "drawnAmongActive" && Object.values(history).some((outcome) => outcome !== "dismissed");
}

/**
 * How much a person completed of what the page can show them.
 * @param {any} program
 * @param {import("./osmosi-sections.js").Asked} asked
 * @param {Record<string, string>} history
 */
export function progress({ segments = [], propositions, touchpoints }, { segments: mine, manager }, history) {
  const fits = (/** @type {{ segment: number, managers?: boolean }} */ { segment, managers }) =>
    (!managers || manager) && (segment === -1 || mine.includes(segments[segment]?.id));
  const theirs = propositions.filter((/** @type {any} */ one, /** @type {number} */ i) => fits(one) &&
    touchpoints.some((/** @type {any} */ t) => t.widget && !t.invited && t.proposition === i && fits(t)));
  return { done: theirs.filter((/** @type {any} */ { id }) => history[id] === "completed").length, of: theirs.length };
}

/**
 * The groups that may be shown of a standing, best first: none that is too
 * small, at most three, and never the last.
 * @param {unknown} standing
 * @returns {Standing[]}
 */
export function firstPlaces(standing) {
  if (!Array.isArray(standing)) return [];
  const all = standing.filter((one) => typeof one?.name === "string" && Number.isFinite(one.points)).sort((a, b) => b.points - a.points);
  const last = all.at(-1)?.points;
  return all.filter(({ people, points }) => people >= least && points > last).slice(0, places);
}

/**
 * @param {Context} context
 * @param {Record<string, string>} history
 */
function progressOf({ bundle, labels, language, asked }, history) {
  const { done, of } = progress(bundle.program, asked, history);
  const n = (/** @type {number} */ x) => new Intl.NumberFormat(locale(language)).format(x);
  const form = new Intl.PluralRules(locale(language)).select(done) === "one" ? "one" : "other";
  const told = done === 0 ? labels["recognition.none"] : filled(labels[`recognition.${form}`], { done: n(done), of: n(of) });
  return element("div", { class: "progress", part: "progress" }, element("p", { id: "progress" }, told),
    ...(of > 0 ? [element("progress", { max: String(of), value: String(done), "aria-labelledby": "progress" })] : []));
}

/**
 * @param {Recognition} one
 * @param {Context} context
 * @param {() => void} redraw
 */
function contest(one, context, redraw) {
  const { labels, language, emit, say, bundle, widget } = context;
  const { get, set } = remembered(context, "contest");
  const { touchpoint } = one, at = `item-${touchpoint}`, joined = get()[touchpoint] === true;
  const act = () => {
    set(touchpoint, !joined);
    emit(joined ? "left" : "joined", { campaign: bundle.campaign, touchpoint });
    redraw();
    say(labels[joined ? "recognition.left" : "recognition.joined"]);
  };
  const shown = joined && one.ranking !== "ownProgress" ? firstPlaces(widget.standing) : [];
  const table = shown.length > 0 ? [element("div", { part: "standing" }, element("p", { class: "about" }, labels["recognition.standing"]),
    element("ol", {}, ...shown.map(({ name, points }) => element("li", {}, `${name}: ${new Intl.NumberFormat(locale(language)).format(points)}`))))] : [];
  return article(one, ...small(one.terms ?? []),
    ...(joined ? [element("p", { class: "about" }, labels["recognition.in"])] : []), ...table,
    element("div", { class: "actions" }, button(`join-${at}`, labels[joined ? "recognition.leave" : "recognition.join"], act, { "aria-describedby": at })));
}
