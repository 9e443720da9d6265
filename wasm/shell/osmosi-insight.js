// The insight card of an antenna: what they saw, where, what somebody said, and
// a photograph. A card has an author, whom the host adds; the draft stays in
// the browser until it is sent or erased.

import { element } from "./osmosi-card.js";
import { uuid } from "./osmosi-uuid.js";
import { dress, field, once, say } from "./osmosi-form.js";
import { outbox } from "./osmosi-outbox.js";
import { maxBytes, shrink } from "./osmosi-photo.js";
import { cardAddress, due, localDay } from "./osmosi-asked.js";
import { button, remembered } from "./osmosi-item.js";
import { ownKey } from "./osmosi-key.js";

const longest = 2000, short = 200; // characters
const mostTags = 12;

/** @typedef {{ text: string, where: string, quote: string, tags: string, alt: string }} Draft */
/** @typedef {{ touchpoint: string, cards: number, perDay: number, about: { segment?: string, need?: string } }} Call */

/**
 * The keywords of a line, each once.
 * @param {string} line
 */
export function keywords(line) {
  return [...new Set(line.split(/[,;\n]/).map((one) => one.trim().replace(/\s+/g, " ").toLowerCase()).filter(Boolean))];
}

/**
 * The document that is sent.
 * @param {{ id: string, at: string, language: string, about: Call["about"] }} of
 * @param {Draft} draft
 * @param {string} [photo] data address
 */
export function cardOf({ id, at, language, about }, draft, photo) {
  const { text, where, quote, tags, alt } = draft;
  return {
    osmosi: "card/v1", id, at, language, text: text.trim(),
    ...(where.trim() ? { where: where.trim() } : {}),
    ...(quote.trim() ? { quote: quote.trim() } : {}),
    ...(photo ? { media: [{ kind: "photo", url: photo, alt: alt.trim() }] } : {}),
    tags: keywords(tags),
    ...(about.segment ? { segment: about.segment } : {}),
    ...(about.need ? { need: about.need } : {}),
  };
}

/**
 * How many cards there are with one more, today and in all.
 * @param {unknown} kept
 * @param {string} day
 * @param {number} more
 */
export function counted(kept, day, more = 0) {
  const { day: last, today, all } = /** @type {any} */ (kept ?? {});
  const whole = (/** @type {unknown} */ n) => Number.isSafeInteger(n) && /** @type {number} */ (n) > 0 ? /** @type {number} */ (n) : 0;
  return { day, today: (last === day ? whole(today) : 0) + more, all: whole(all) + more };
}

/** @param {import("./osmosi-sections.js").Context} context */
export function fill(context) {
  const { content, widget, labels, scope } = context;
  dress(widget);
  const call = due(context, /** @type {any[]} */ (content.insight));
  if (!call || !cardAddress(context)) return [element("p", {}, labels["pulse.closed"])];
  const key = JSON.stringify([content.campaign, scope, call.touchpoint, content.language, cardAddress(context)]);
  return once(context, "insight", key, () => [form(context, call)]);
}

/**
 * @param {import("./osmosi-sections.js").Context} context
 * @param {Call} call
 */
function form(context, call) {
  const { labels, store, content, scope } = context;
  const draftKey = ownKey("card", content.campaign, scope);
  const counts = remembered(context, "cards"), count = () => counts.get()[call.touchpoint];
  const today = () => localDay(context.now());
  const area = (/** @type {string} */ rows) => element("textarea", { rows, maxlength: String(longest) });
  const line = () => element("input", { type: "text", maxlength: String(short), autocomplete: "off" });
  const fields = {
    text: field("card-text", labels["insight.text"], area("4")),
    where: field("card-where", labels["insight.where"], line(), labels["insight.where.hint"]),
    quote: field("card-quote", labels["insight.quote"], area("2"), labels["insight.quote.hint"]),
    tags: field("card-tags", labels["insight.tags"], line(), labels["insight.tags.hint"]),
    alt: field("card-alt", labels["insight.alt"], line()),
  };
  fields.text.control.setAttribute("aria-required", "true");
  fields.tags.control.setAttribute("aria-required", "true");
  const names = /** @type {(keyof typeof fields)[]} */ (Object.keys(fields));
  const value = (/** @type {keyof typeof fields} */ name) => /** @type {HTMLInputElement} */ (fields[name].control);
  const draft = () => /** @type {Draft} */ (Object.fromEntries(names.map((name) => [name, value(name).value])));

  const told = element("p", { class: "progress", part: "insight-count" });
  const enough = element("p", { class: "hint" }, labels["insight.enough"]);
  const recount = () => {
    const { today: n, all } = counted(count(), today());
    told.textContent = say(labels["insight.count"], { n, of: call.perDay, all, cards: call.cards });
    enough.hidden = n < call.perDay;
  };

  /** @type {string | undefined} */
  let photo;
  const file = /** @type {HTMLInputElement} */ (element("input", { type: "file", class: "unseen", accept: "image/*", capture: "environment", "data-key": "card-photo" }));
  // In the words of the page: a browser's own are in the language of the browser.
  const pick = element("label", { class: "action pick", part: "action insight-pick" }, labels["insight.photo.choose"], file);
  const chosen = field("card-photo", labels["insight.photo"], file, labels["insight.photo.hint"], pick);
  const preview = element("div", { class: "field", part: "insight-photo", hidden: true });
  const without = () => {
    photo = undefined;
    file.value = "";
    preview.hidden = true;
    preview.replaceChildren();
  };
  file.addEventListener("change", async () => {
    const picked = file.files?.[0];
    without(); // also gives the same file a change when it is chosen again
    chosen.wrong("");
    if (!picked) return;
    try {
      const { url, bytes, canvas } = await shrink(picked);
      photo = url;
      canvas.setAttribute("class", "preview");
      canvas.setAttribute("aria-hidden", "true"); // the person has seen it, and now says what it shows
      preview.replaceChildren(canvas, fields.alt.made, button("card-remove", labels["insight.remove"], () => {
        without();
        file.focus();
      }, { class: "quiet", part: "insight-remove" }));
      preview.hidden = false;
      context.say(say(labels["insight.photo.ready"], { kb: Math.ceil(Math.min(bytes, maxBytes) / 1024) }));
    } catch {
      chosen.wrong(labels["insight.photo.error"]);
      context.say(labels["insight.photo.error"]);
    }
  });

  const kept = /** @type {any} */ (store.get(draftKey));
  for (const name of names) {
    if (typeof kept?.[name] === "string") value(name).value = kept[name];
    value(name).addEventListener("input", () => {
      fields[name].wrong("");
      const now = draft();
      if (Object.values(now).some(Boolean)) store.set(draftKey, now);
      else store.remove(draftKey);
    });
  }
  const wipe = () => {
    store.remove(draftKey);
    for (const name of names) {
      value(name).value = "";
      fields[name].wrong("");
    }
    chosen.wrong("");
    without();
  };

  const made = element("form", { class: "form", part: "insight-form", novalidate: true, "aria-label": labels.insight, autocomplete: "off" });
  let busy = false, id = uuid(); // of one card, however often the person tries to send it
  made.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    const written = draft(), tags = keywords(written.tags);
    const faults = /** @type {[keyof typeof fields, string][]} */ ([
      ["text", written.text.trim() ? "" : labels["insight.missing"]],
      ["tags", tags.length === 0 ? labels["insight.missing"] : tags.length > mostTags ? say(labels["insight.many"], { n: mostTags }) : ""],
      ["alt", !photo || written.alt.trim() ? "" : labels["insight.missing"]],
    ]);
    for (const [name, text] of faults) fields[name].wrong(text);
    const lacking = faults.filter(([, text]) => text);
    if (lacking.length > 0) {
      context.say(say(labels["insight.mend"], { n: lacking.length }));
      value(lacking[0][0]).focus();
      return;
    }
    busy = true;
    send.setAttribute("aria-disabled", "true");
    const card = cardOf({ id, at: today(), language: content.language, about: call.about }, written, photo);
    const fate = await outbox(context, cardAddress(context), scope).send(card, id);
    busy = false;
    send.removeAttribute("aria-disabled");
    if (fate === "refused") {
      context.say(labels["insight.refused"]);
      return;
    }
    id = uuid();
    counts.set(call.touchpoint, counted(count(), today(), 1));
    wipe();
    recount();
    context.say(labels[fate === "sent" ? "insight.thanks" : "insight.waiting"]);
    value("text").focus();
  });
  const send = element("button", { type: "submit", class: "action start", part: "action insight-send" }, labels["insight.send"]);
  made.append(
    element("p", {}, labels["insight.lead"]), told, enough,
    fields.text.made, fields.where.made, fields.quote.made, fields.tags.made, chosen.made, preview,
    element("p", { class: "hint" }, labels["insight.draft"]),
    element("div", { class: "actions" }, send, button("card-clear", labels["insight.clear"], () => {
      wipe();
      context.say(labels["insight.cleared"]);
      value("text").focus();
    }, { class: "action not-now", part: "action insight-clear" })),
  );
  recount();
  return made;
}
