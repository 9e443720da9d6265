// Deciding by the engine, wherever it runs.

import { Problem } from "./osmosi-source.js";

/** @typedef {import("./osmosi-decide.js").Decision} Decision */

/**
 * An engine: in the page it answers at once, elsewhere by a promise.
 * @typedef {{ call(name: string, request: string): string | Promise<string> }} Engine
 */

/** A refusal by the engine, with the engine's code. */
export class Refusal extends Problem {
  /** @param {{ code: string, what: string }} error */
  constructor({ code, what }) {
    super(code, what);
  }
}

/**
 * Lets several widgets share one engine, which holds one bundle at a time. One
 * asks after the other, since an answer goes by what was loaded before.
 */
export class Decider {
  #engine;
  #loaded = "";
  /** @type {string | null} what was learnt that decisions go by, or null */
  #related = null;
  /** @type {Promise<unknown>} */
  #last = Promise.resolve();

  /** @param {Engine} engine */
  constructor(engine) {
    this.#engine = engine;
  }

  /**
   * @param {string} bundle the bundle as it was fetched
   * @param {string} question {"profile", "history", "at"} as JSON
   * @param {string | null} [state] what was learnt; empty at first, null where nothing is to be learnt
   * @returns {Promise<Decision>}
   */
  decide(bundle, question, state = null) {
    return this.#next(bundle, state, () => this.#ask("decide", question));
  }

  /**
   * Learns from a response.
   * @param {string} bundle
   * @param {string} response {"profile", "history", "at", "touchpoint", "responded"} as JSON
   * @param {string} state
   * @returns {Promise<string>} the state that follows
   */
  record(bundle, response, state) {
    return this.#next(bundle, state, async () => (this.#related = (await this.#ask("record", response)).state));
  }

  /**
   * What was learnt. Each response counts by itself, since a page has one person.
   * @param {string} bundle
   * @param {string} state
   * @returns {Promise<{ people: number, least: number, propositions: Record<string, { people: number, more: boolean }> }>}
   */
  knows(bundle, state) {
    return this.#next(bundle, state, () => this.#ask("knows", "{}"));
  }

  /**
   * Has the engine go by a bundle and by what was learnt.
   * @param {string} bundle
   * @param {string | null} state
   */
  prepare(bundle, state) {
    return this.#next(bundle, state, async () => {});
  }

  /**
   * @template T
   * @param {string} bundle
   * @param {string | null} state
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  #next(bundle, state, work) {
    const done = this.#last.then(async () => {
      if (bundle !== this.#loaded || state === null && this.#related !== null) {
        await this.#ask("load", bundle);
        [this.#loaded, this.#related] = [bundle, null];
      }
      if (state !== null && state !== this.#related) {
        await this.#ask("relate", JSON.stringify({ state: state || undefined }));
        this.#related = state;
      }
      return work();
    });
    this.#last = done.catch(() => {});
    return done;
  }

  /**
   * @param {string} call
   * @param {string} request
   */
  async #ask(call, request) {
    const answer = JSON.parse(await this.#engine.call(call, request));
    if (answer.error) throw new Refusal(answer.error);
    return answer;
  }
}
