// What can be opened under the card: each section is a module of its own, which
// comes when the person opens it for the first time.

/**
 * What a section has to work with.
 * @typedef {object} Context
 * @property {any} content of the bundle, in one language
 * @property {any} bundle
 * @property {{ segments?: string[] }} decision
 * @property {Record<string, string>} labels
 * @property {HTMLElement & { profile?: any }} element the widget
 * @property {import("./osmosi-store.js").Store} store
 * @property {string} scope opaque name of who uses the browser
 * @property {() => Date} now
 * @property {(name: string, detail: object) => void} emit
 * @property {(verb: any) => void} record
 * @property {(text: string) => void} say to the live region
 * @property {string} answers address that takes answers; empty where there is none
 * @property {() => void} refresh decides and draws anew
 */

/**
 * When something is asked, and of whom.
 * @typedef {{ touchpoint: string, from: string, until: string, segment?: string, managers?: boolean }} Occasion
 */

/**
 * @typedef {object} Section
 * @property {string} name of its content, its label and its part
 * @property {boolean} [managers] whether it is for line managers only
 * @property {(context: Context) => boolean} open whether there is anything in it now
 * @property {() => Promise<{ fill: (context: Context) => (Node | string)[] | Promise<(Node | string)[]> }>} load
 */

/** @type {Section[]} */
export const sections = [
  { name: "pulse", open: (context) => context.answers !== "" && due(context, context.content.pulse, asked(context)) !== undefined, load: () => import("./osmosi-pulse.js") },
  { name: "insight", open: (context) => cardAddress(context) !== "" && due(context, context.content.insight) !== undefined, load: () => import("./osmosi-insight.js") },
];

/**
 * The first occasion that is today and for this person. Who they are the engine
 * and the page know, and nobody else is told.
 * @template {Occasion} T
 * @param {Context} context
 * @param {T[] | undefined} occasions
 * @param {string[]} [done] touchpoints that are answered
 */
export function due({ decision, element, now }, occasions, done = []) {
  const today = localDay(now());
  return occasions?.find(({ touchpoint, from, until, segment, managers }) => from <= today && today <= until &&
    (!segment || decision.segments?.includes(segment)) && (!managers || element.profile?.manager === true) && !done.includes(touchpoint));
}

/** The day where the page is, such as 2027-02-03.
 * @param {Date} date */
export function localDay(date) {
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** @param {Context} context */
function askedKey({ bundle, scope }) { return `osmosi:asked:v1:${bundle.campaign}:${scope}`; }

/**
 * The pulses that the person answered or put aside; never what they answered.
 * @param {Context} context
 * @returns {string[]}
 */
export function asked(context) {
  const kept = context.store.get(askedKey(context));
  return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
}

/**
 * @param {Context} context
 * @param {string} touchpoint not to be asked again
 */
export function setAsked(context, touchpoint) {
  context.store.set(askedKey(context), [...new Set([...asked(context), touchpoint])]);
}

/** The address that takes insight cards, from the attribute insights; empty
 * where there is none.
 * @param {Context} context */
export function cardAddress({ element }) {
  const address = element.getAttribute("insights");
  return address ? new URL(address, document.baseURI).href : "";
}

/**
 * Where letters wait in the browser: anonymous ones with nothing that tells
 * whose they are.
 * @param {string} address
 * @param {string | null} scope null for anonymous ones
 */
export function outboxKey(address, scope) {
  return scope === null ? `osmosi:answers:v1:${address}` : `osmosi:letters:v1:${address}:${scope}`;
}

/**
 * Goes on with what an earlier page could not send.
 * @param {Context} context
 */
export async function resume(context) {
  for (const [address, scope] of /** @type {[string, string | null][]} */ ([[context.answers, null], [context.answers, context.scope], [cardAddress(context), context.scope]])) {
    const waiting = address && context.store.get(outboxKey(address, scope));
    if (Array.isArray(waiting) && waiting.length > 0) (await import("./osmosi-outbox.js")).outbox(context, address, scope).later();
  }
}
