// The engine without an element, for those who draw for themselves: in a page, in
// a worker and in Node from version 20 on. Its types, osmosi-headless.d.ts, lie in wasm/pack/package.
//
//   const osmosi = await load({ bundle });
//   const decision = osmosi.decide({ profile, history, at: new Date() });
//   const sentences = osmosi.explain(decision, content);
//
// It holds what it was given and what it learnt, and sends and stores nothing.

import { heldBack } from "./osmosi-decide.js";
import { Refusal } from "./osmosi-decider.js";
import { loadEngine } from "./osmosi-engine.js";

export { Refusal };

/** @typedef {import("./osmosi-decide.js").Decision} Decision */
/** @typedef {import("../pack/package/osmosi-headless.js").State} State */

/**
 * Loads an engine of its own with a bundle.
 * @param {object} options
 * @param {object | string | URL} options.bundle the bundle, its JSON, or where it is
 * @param {URL | string | BufferSource | WebAssembly.Module} [options.engine] where the engine is, or what it
 *   is; else what lies beside this module
 * @param {State | null} [options.state] what was learnt, as {@link Osmosi#state} gave it; null to begin to
 *   learn. Left out, nothing is learnt
 * @param {number} [options.seed] randomness of what is learnt, from 0 to 2³¹−1, where learning begins; else
 *   it is drawn
 * @returns {Promise<Osmosi>}
 * @throws {Refusal} OSM-ENGINE-001 or -004 for a bundle, OSM-ENGINE-002 or -007 for a state
 */
export async function load({ bundle, engine = new URL("osmosi-engine.wasm", import.meta.url), state, seed }) {
  const text = bundle instanceof URL ? new TextDecoder().decode(await read(bundle)) : typeof bundle === "string" ? bundle : JSON.stringify(bundle);
  const local = onDisk(engine);
  return new Osmosi(await loadEngine(local ? await read(local) : engine), text, state, seed);
}

/** A campaign, decided for one person at a time. */
export class Osmosi {
  #engine;
  #holdouts;
  /** @type {string} */
  #campaign;
  /** @type {State | null} */
  #state = null;

  /**
   * {@link load} makes it.
   * @param {import("./osmosi-engine.js").Engine} engine
   * @param {string} bundle JSON
   * @param {State | null} [state]
   * @param {number} [seed]
   */
  constructor(engine, bundle, state, seed = crypto.getRandomValues(new Uint32Array(1))[0] >>> 1) {
    this.#engine = engine;
    this.#campaign = this.#ask("load", bundle).loaded;
    this.#holdouts = JSON.parse(bundle).holdouts ?? {};
    if (state === undefined) return;
    this.#state = { campaign: this.#campaign, learnt: "", seed, counter: 0, ...state };
    if (this.#state.campaign !== this.#campaign) {
      throw new Refusal({ code: "OSM-ENGINE-007", what: `what was learnt is of the campaign ${this.#state.campaign}, not ${this.#campaign}` });
    }
    this.#relate();
  }

  /** What was learnt, to be kept and given to {@link load}: after each decision and each
   * response. Null where nothing is learnt. It names no trait. */
  get state() { return this.#state && { ...this.#state }; }

  /**
   * Decides what to show to a person.
   * @param {import("../pack/package/osmosi-headless.js").Question} question
   * @returns {Decision}
   * @throws {Refusal} OSM-ENGINE-002 for a question that cannot be read
   */
  decide({ arms = [], at, ...question }) {
    /** @type {Record<string, unknown>} */
    const asked = { ...question, ...this.#held(arms), at: moment(at) };
    if (this.#state) {
      asked.seed ??= this.#state.seed;
      asked.counter ??= this.#state.counter;
    }
    const decision = this.#ask("decide", JSON.stringify(asked));
    if (this.#state) this.#state.counter = (this.#state.counter + 1) % 2 ** 31;
    return decision;
  }

  /**
   * Learns how a person responded to what they were shown.
   * @param {import("../pack/package/osmosi-headless.js").Response} response
   * @returns {State} as {@link state} gives it
   * @throws {Refusal} OSM-ENGINE-008 where nothing is learnt, OSM-ENGINE-009 for a touchpoint that is not for
   *   the person, OSM-ENGINE-002 for a response that cannot be read
   */
  record({ at, ...response }) {
    const { state } = this.#ask("record", JSON.stringify({ ...response, at: moment(at) }));
    const known = /** @type {State} */ (this.#state); // else the engine refused
    known.learnt = state;
    return { ...known };
  }

  /**
   * What comes to a person, in order of time, and what does not and why not.
   * @param {import("../pack/package/osmosi-headless.js").Calendar} [calendar]
   * @returns {{ due: import("../pack/package/osmosi-headless.js").Item[], withheld: import("../pack/package/osmosi-headless.js").Item[] }}
   * @throws {Refusal} OSM-ENGINE-002 for what cannot be read
   */
  due({ arms = [], from, to, now, facts, earlier, ...calendar } = {}) {
    const dated = (/** @type {any} */ one) => ({ ...one, at: moment(one.at) });
    const request = JSON.stringify({
      ...calendar, ...this.#held(arms), now: moment(now), facts: facts?.map(dated), earlier: earlier?.map(dated),
    });
    const [begin, end] = [moment(from) ?? "", moment(to) ?? "~"];
    const within = (/** @type {{ day: string, time: string }} */ { day, time }) => `${day}T${time}` >= begin && `${day}T${time}` < end;
    return { due: this.#ask("schedule", request).filter(within), withheld: this.#ask("withheld", request).filter(within) };
  }

  /**
   * Says in the language of a content why this comes, why now, or why it does not.
   * @param {{ why: string[], none?: "early" | "over" | "nothing" }} what a decision, or an item that is due or withheld
   * @param {import("../pack/package/osmosi-headless.js").Content} content of the same bundle
   * @returns {string[]} sentences; none for codes that the content does not know
   */
  explain({ why, none }, { why: sentences, labels }) {
    if (none) return labels?.[none] ? [labels[none]] : [];
    return why.flatMap((code) => Object.hasOwn(sentences, code) ? [sentences[code]] : []);
  }

  /**
   * What was learnt, in figures.
   * @returns {import("../pack/package/osmosi-headless.js").Known}
   * @throws {Refusal} OSM-ENGINE-008 where nothing is learnt
   */
  knows() {
    const { people, least, propositions = {} } = this.#ask("knows", "{}");
    const told = /** @type {[string, { people: number, more: boolean }][]} */ (Object.entries(propositions));
    return { responses: people, least, propositions: told.map(([proposition, { people, more }]) => ({ proposition, responses: people, more })) };
  }

  /**
   * Forgets what was learnt. Learning begins anew, where there was any.
   * @returns {State | null} as {@link state} gives it
   */
  erase() {
    if (this.#state) {
      this.#state.learnt = "";
      this.#relate();
    }
    return this.state;
  }

  /**
   * All that is held of a person, for them to carry away.
   * @returns {import("../pack/package/osmosi-headless.js").OwnData}
   */
  export() {
    const known = this.#state ? this.knows() : { responses: 0, least: 0, propositions: [] };
    return { osmosi: "own-data/v1", campaign: this.#campaign, ...known, kept: this.state };
  }

  /**
   * Asks the engine itself, JSON in and out, as the Go package wasm/exchange documents it. It refuses
   * nothing: a problem is answered as {"error": {"code", "what"}}. What is loaded or learnt this way is
   * not in {@link state}.
   * @param {string} name
   * @param {string} request
   */
  call(name, request) { return this.#engine.call(name, request); }

  #relate() {
    this.#ask("relate", JSON.stringify({ state: /** @type {State} */ (this.#state).learnt || undefined }));
  }

  /** @param {string[]} arms */
  #held(arms) {
    const held = heldBack(this.#holdouts, arms);
    return held.length > 0 ? { held } : {};
  }

  /**
   * @param {string} name
   * @param {string} request
   */
  #ask(name, request) {
    const answer = JSON.parse(this.#engine.call(name, request));
    if (answer.error) throw new Refusal(answer.error);
    return answer;
  }
}

/**
 * A moment as the engine reads it: a text is taken as it is, a date by the clock
 * of this machine.
 * @template {string | Date | undefined} Moment
 * @param {Moment} at
 */
function moment(at) {
  if (!(at instanceof Date)) return at;
  const two = (/** @type {number} */ n) => String(n).padStart(2, "0");
  const day = [String(at.getFullYear()).padStart(4, "0"), two(at.getMonth() + 1), two(at.getDate())].join("-");
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/**
 * The address of a file, which fetch does not read in Node.
 * @param {unknown} source
 */
function onDisk(source) {
  const url = source instanceof URL ? source : typeof source === "string" && URL.canParse(source) ? new URL(source) : null;
  return url?.protocol === "file:" && /** @type {any} */ (globalThis).process?.versions?.node ? url : null;
}

/**
 * @param {URL} url
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
async function read(url) {
  // @ts-ignore who checks this for pages has no types of Node
  if (onDisk(url)) return (await import("node:fs/promises")).readFile(url);
  const response = await fetch(url);
  if (!response.ok) throw new Error(`status ${response.status} at ${response.url}`);
  return new Uint8Array(await response.arrayBuffer());
}
