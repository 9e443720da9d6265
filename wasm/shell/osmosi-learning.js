// What a page learns of the person who uses it: how they respond to the cards
// that they get. It is kept in the browser and goes to the engine within the
// page, and nowhere else. No trait is kept: what the engine learnt is told by
// number, feature by feature, after the names of the plan, which are the same for
// everyone. Who reads the storage and has the plan can tell from it which
// segments and reasons the responses taught.

import { Refusal } from "./osmosi-decider.js";
import { ownKey } from "./osmosi-key.js";
import { Problem } from "./osmosi-source.js";

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

/**
 * Where a widget is when it learns.
 * @typedef {object} Here
 * @property {Learning} learning
 * @property {import("./osmosi-decider.js").Decider} decider
 * @property {string} bundle as it was fetched
 * @property {string} of name of the campaign and scope
 * @property {string} at moment on the clock of the page
 * @property {(at: string, more: object) => string} question what the engine is asked of this person
 */

const patience = 24 * 60; // minutes after which what was shown got no response

/** Codes of refusals of what was kept. */
const broken = ["OSM-WIDGET-009", "OSM-ENGINE-002", "OSM-ENGINE-007"];

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
    this.#key = ownKey("learning", campaign, scope);
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

/** @type {Promise<unknown>} what learns now: one after the other, since each goes by what is kept */
let last = Promise.resolve();
let era = 0; // grows when a person or another page changes what is kept

/**
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
function alone(work) {
  const done = last.then(work);
  last = done.catch(() => {});
  return done;
}

/** How one widget learns. */
export class Learner {
  #fault;
  /** @type {Set<string>} what got a response, which is learnt from once */
  #answered = new Set();
  /** @type {{ of: string, counter: number } | null} randomness that stays until the person responds, so that what they read stays too */
  #draw = null;

  /** @param {(error: unknown) => void} fault hears of what was kept and cannot be read */
  constructor(fault) {
    this.#fault = fault;
  }

  /** Draws anew at the next decision. */
  anew() { this.#draw = null; }

  /** What the person or another page changed holds at once, whatever learns now. */
  changed() {
    era++;
    this.#draw = null;
  }

  /** Everything may be answered again. */
  forget() { this.#answered.clear(); }

  /**
   * What was learnt, for a decision: with what got no response for long, and
   * with randomness of its own; null where nothing is to be learnt.
   * @param {Here} here
   * @returns {Promise<{ state: string, seed: number, counter: number } | null>}
   */
  drawn(here) {
    return alone(async () => {
      const now = era, kept = await this.#kept(here);
      if (!kept) {
        this.#draw = null;
        return null;
      }
      const late = unanswered(kept, here.at);
      for (const touchpoint of late) await this.#teach(here, kept, touchpoint, false);
      if (this.#draw?.of !== here.of) {
        kept.counter = (kept.counter + 1) % 2 ** 31;
        this.#draw = { of: here.of, counter: kept.counter };
      } else if (late.length === 0) return { ...kept, counter: this.#draw.counter };
      if (now === era) here.learning.keep(kept);
      return { ...kept, counter: this.#draw.counter };
    });
  }

  /**
   * Learns once how the person responded to a touchpoint.
   * @param {Here} here
   * @param {string} touchpoint
   * @param {boolean} responded
   */
  respond(here, touchpoint, responded) {
    const key = JSON.stringify([here.of, touchpoint]);
    if (this.#answered.has(key)) return Promise.resolve();
    return alone(async () => {
      const now = era, kept = await this.#kept(here);
      if (!kept) return;
      this.#answered.add(key);
      await this.#teach(here, kept, touchpoint, responded);
      if (now === era) here.learning.keep(kept);
      this.#draw = null;
    });
  }

  /**
   * Notes when a card was shown, in case that no response comes.
   * @param {Here} here
   * @param {string} touchpoint
   */
  shown(here, touchpoint) {
    return alone(async () => {
      if (this.#answered.has(JSON.stringify([here.of, touchpoint]))) return;
      const now = era, kept = await this.#kept(here);
      if (!kept || Object.hasOwn(kept.shown, touchpoint) || now !== era) return;
      kept.shown = { ...kept.shown, [touchpoint]: here.at }; // an ID may be the name of what objects inherit
      here.learning.keep(kept);
    });
  }

  /**
   * What was learnt, also while it is paused.
   * @param {Here} here
   * @returns {Promise<Omit<Known, "outcomes">>}
   */
  known(here) {
    return alone(async () => {
      const kept = /** @type {Kept} */ (await this.#kept(here, true));
      const { people, least, propositions } = await here.decider.knows(here.bundle, kept.state);
      return {
        paused: here.learning.paused, responses: people, least,
        propositions: Object.entries(propositions).map(([proposition, { people, more }]) => ({ proposition, responses: people, more })),
        waiting: kept.shown,
      };
    });
  }

  /**
   * What was learnt and may be used, with which the engine then decides; null
   * where there is none. What cannot be read, or is of another plan, is dropped.
   * @param {Here} here
   * @param {boolean} [paused] also while the person paused it
   * @returns {Promise<Kept | null>}
   */
  async #kept({ learning, decider, bundle }, paused = false) {
    if (learning.paused && !paused) return null;
    try {
      const kept = learning.kept();
      await decider.prepare(bundle, kept.state);
      return kept;
    } catch (error) {
      if (!(error instanceof Refusal) || !broken.includes(error.code)) throw error;
      learning.erase();
      const kept = learning.kept();
      learning.keep(kept);
      this.#fault(new Problem("OSM-WIDGET-009", `what was learnt cannot be read, and learning begins anew: ${error.message}`));
      return kept;
    }
  }

  /**
   * @param {Here} here
   * @param {Kept} kept
   * @param {string} touchpoint
   * @param {boolean} responded
   */
  async #teach({ decider, bundle, at, question }, kept, touchpoint, responded) {
    const shown = Object.hasOwn(kept.shown, touchpoint) ? kept.shown[touchpoint] : at;
    delete kept.shown[touchpoint];
    try {
      kept.state = await decider.record(bundle, question(shown, { touchpoint, responded }), kept.state);
    } catch (error) {
      // It may not be for the person any more, whose profile is another one now.
      if (!(error instanceof Refusal) || error.code !== "OSM-ENGINE-009") throw error;
    }
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
