// What a page learns of the person who uses it: how they respond to the cards
// that they get. It is kept in the browser and goes to the engine within the
// page, and nowhere else. No trait is kept: what the engine learnt is told by
// number, feature by feature, after the names of the plan, which are the same for
// everyone. Who reads the storage and has the plan can tell from it which
// segments and reasons the responses taught.

import { Refusal } from "./osmosi-decide.js";

/** @typedef {import("./osmosi-store.js").Store} Store */

/**
 * What is kept: what the engine learnt, the randomness of decisions, and when
 * what got no response yet was shown, by touchpoint.
 * @typedef {{ state: string, seed: number, counter: number, shown: Record<string, string> }} Kept
 */

/**
 * What is known of a person.
 * @typedef {object} Known
 * @property {boolean} paused the person does not want to be learnt of
 * @property {number} responses from which it learnt
 * @property {number} least responses from which on they move a decision
 * @property {{ proposition: string, responses: number, more: boolean }[]} propositions
 *   whether the person responds to each more than is usual
 * @property {Record<string, string>} outcomes the latest, by proposition
 * @property {Record<string, string>} waiting when each touchpoint was shown that got no response yet
 */

const patience = 24 * 60; // minutes after which what was shown got no response

/** Tells the widgets of a page of what one of them, which is the detail, changed. */
export const changes = new EventTarget();

/** The learning of one campaign and scope. */
export class Learning {
  #store;
  #key;
  #off;

  /**
   * @param {Store} store
   * @param {string} campaign
   * @param {string} scope whose it is: opaque, empty where the page has one person
   */
  constructor(store, campaign, scope) {
    this.#store = store;
    this.#key = `osmosi:learning:v1:${campaign}:${scope}`;
    this.#off = `osmosi:paused:v1:${scope}`;
  }

  /** Whether the person does not want to be learnt of, in any campaign. */
  get paused() { return this.#store.get(this.#off) !== null; }
  set paused(value) {
    if (value) this.#store.set(this.#off, true);
    else this.#store.remove(this.#off);
  }

  /**
   * What is kept, or a beginning.
   * @returns {Kept}
   */
  kept() {
    const kept = /** @type {Kept | null | undefined} */ (this.#store.get(this.#key));
    if (kept === null) return { state: "", seed: crypto.getRandomValues(new Uint32Array(1))[0] >>> 1, counter: 0, shown: {} };
    const moments = typeof kept?.shown === "object" && kept.shown !== null && Object.values(kept.shown).every((at) => !Number.isNaN(minute(at)));
    const whole = (/** @type {unknown} */ n) => Number.isInteger(n) && Number(n) >= 0 && Number(n) < 2 ** 31; // as the engine reads them
    if (typeof kept?.state === "string" && whole(kept.seed) && whole(kept.counter) && moments) return kept;
    throw new Refusal({ code: "OSM-WIDGET-009", what: "expected what the page kept" });
  }

  /** @param {Kept} kept */
  keep(kept) { this.#store.set(this.#key, kept); }

  /** What is kept, whatever it is. */
  raw() { return this.#store.get(this.#key); }

  erase() { this.#store.remove(this.#key); }

  /**
   * Takes in a change that another page made, and tells whether it matters here:
   * that learning was paused, goes on, or was erased.
   * @param {{ key: string | null, newValue: string | null }} change
   */
  hear({ key, newValue }) {
    const keys = [this.#off, ...(newValue === null ? [this.#key] : [])].filter((own) => key === null || key === own);
    for (const own of keys) this.#store.forget(own);
    return keys.length > 0;
  }
}

/**
 * The touchpoints that were shown so long ago that a response does not come.
 * @param {Kept} kept
 * @param {string} at moment on the clock of the page
 */
export function unanswered({ shown }, at) {
  return Object.keys(shown).filter((touchpoint) => minute(at) - minute(shown[touchpoint]) >= patience);
}

/** @param {string} moment such as 2027-02-03T09:30 */
function minute(moment) {
  return typeof moment === "string" && moment.length === 16 ? Date.parse(`${moment}Z`) / 60_000 : NaN;
}
