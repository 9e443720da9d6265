// Getting events to the server. Each event stays in the queue until the server
// has said that it has it; sending one twice does no harm, since the server
// knows it by its id.
//
// Each event has a place of its own in the browser's storage, so that tabs that
// write at once take nothing from each other, and one tab sends at a time where
// the browser can tell tabs apart.

import { Problem } from "./osmosi-source.js";

/**
 * What a person did with a touchpoint; never a trait.
 * @typedef {object} WidgetEvent
 * @property {string} id UUID
 * @property {string} at moment, in UTC
 * @property {string} campaign
 * @property {string} touchpoint
 * @property {string} proposition
 * @property {"shown" | "started" | "dismissed" | "completed" | "shared"} verb
 * @property {string} language
 */

/** @typedef {{ code: string, what: string }} Fault */

/**
 * How statements are written, where the endpoint is a learning record store.
 * @typedef {object} Terms
 * @property {string | object} actor whose events these are: {"account": {"homePage", "name"}}, also as
 *   JSON, under a pseudonym that the host made. Anything else that tells who it is is refused
 * @property {string} activities IRI that those of campaigns begin with; it ends in a slash
 * @property {string} [platform] name of the system in which people meet touchpoints
 * @property {string} [src] address of the bundle, beside which activities.json lies
 */

const capacity = 200; // events; beyond it the oldest go
const batchSize = 50; // events in one request
const batchBytes = 60_000; // in one request: a browser lets 64 KiB outlive a page
const firstWait = 2_000; // milliseconds; doubles with each failure
const longestWait = 300_000; // milliseconds, unless the server asks for more
const longestAsked = 24 * 3_600_000; // milliseconds that a server may ask for
const patience = 30_000; // milliseconds that the server may take

/** Sends the events of one endpoint and scope, and keeps them until then. */
export class Delivery {
  #endpoint;
  #name;
  #store;
  #page;
  #onFault;
  #terms;
  /** @type {((event: WidgetEvent) => object | null) | null} writes statements, once it is there */
  #write = null;
  #stopped = new AbortController();
  #failures = 0;
  #most = batchSize; // events that the server takes at once
  #count = 0;
  #sending = false;
  #again = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} until which it waits after a failure */
  #timer;
  #online = () => {
    this.#failures = 0;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.flush();
  };
  #leave = () => this.#handOver();

  /**
   * @param {object} options
   * @param {string} options.endpoint URL that takes a JSON array by POST
   * @param {string} options.scope
   * @param {import("./osmosi-store.js").Store} options.store
   * @param {(fault: Fault) => void} options.onFault hears of events that were given up
   * @param {string} [options.format] "xapi" for statements of xAPI 1.0.3; else events
   * @param {Terms} [options.terms] for statements
   * @param {any} [options.page] the window
   * @throws {Problem} OSM-WIDGET-020 for a format that is none, OSM-WIDGET-021 for
   *   statements without terms by which they can be written
   */
  constructor({ endpoint, scope, store, onFault, format = "", terms, page = globalThis }) {
    this.#terms = format ? checked(format, terms) : null;
    // Statements tell whose they are, so what one actor left does not go out in the next one's name.
    const whose = this.#terms ? JSON.stringify([scope, this.#terms.account]) : scope;
    this.#endpoint = endpoint;
    this.#name = `osmosi:queue:v2:${encodeURIComponent(endpoint)}:${encodeURIComponent(whose)}:`;
    this.#store = store;
    this.#onFault = onFault;
    this.#page = page;
    page.addEventListener("online", this.#online);
    page.addEventListener("pagehide", this.#leave);
    this.flush();
  }

  /** Stops trying; what is in the queue waits for the next page. */
  stop() {
    this.#stopped.abort();
    clearTimeout(this.#timer);
    this.#page.removeEventListener("online", this.#online);
    this.#page.removeEventListener("pagehide", this.#leave);
  }

  /** @param {WidgetEvent} event */
  push(event) {
    const moment = String(Date.now()).padStart(15, "0"), number = String(this.#count++).padStart(6, "0");
    this.#store.set(`${this.#name}${moment}-${number}-${event.id}`, event);
    const waiting = this.#store.keys(this.#name), lost = waiting.length - capacity;
    for (const key of waiting.slice(0, Math.max(0, lost))) this.#store.remove(key);
    if (lost > 0) this.#onFault({ code: "OSM-WIDGET-006", what: `the queue is full: ${lost} events dropped, the oldest` });
    if (this.#timer === undefined) this.flush();
  }

  /** Sends what waits, after whoever is sending. */
  async flush() {
    if (this.#stopped.signal.aborted) return;
    if (this.#sending) {
      this.#again = true;
      return;
    }
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#again = false;
    if (this.#store.keys(this.#name).length === 0) return;
    this.#sending = true;
    try {
      await this.#alone(() => this.#drain());
    } finally {
      this.#sending = false;
    }
    if (this.#again && this.#timer === undefined) this.flush();
  }

  /**
   * Does something while no other tab does it, where the browser can tell.
   * @param {() => Promise<void>} work
   */
  async #alone(work) {
    const locks = this.#page.navigator?.locks;
    if (!locks) return work();
    let begun = false;
    try {
      await locks.request(this.#name, { signal: this.#stopped.signal }, () => {
        begun = true;
        return work();
      });
    } catch (error) {
      if (begun) throw error;
      if (!this.#stopped.signal.aborted) await work(); // no locks here after all
    }
  }

  async #drain() {
    let most = this.#most;
    while (!this.#stopped.signal.aborted) {
      const asked = this.#asked();
      if (asked > 0) return this.#later(asked);
      if (this.#terms && !this.#write && this.#store.keys(this.#name).length > 0 && !await this.#learnToWrite()) return this.#later();
      const { keys, body, bytes } = this.#batch(most);
      if (keys.length === 0) return;
      const { status, after } = await this.#post(body, bytes);
      const large = status === 413;
      const refused = large || status === 400 || status === 422 || status === 409 && this.#terms !== null;
      if (refused && keys.length > 1 && (large || this.#terms)) {
        // Too much at once, or one that a store refuses with all that come with it.
        most = Math.ceil(keys.length / 2);
        if (large) this.#most = most;
        continue;
      }
      if (!refused && (status < 200 || status > 299)) {
        if (after > 0) this.#store.set(this.#heldUntil, Date.now() + after);
        return this.#later(after);
      }
      this.#failures = 0;
      for (const key of keys) this.#store.remove(key);
      if (refused) {
        most = this.#most;
        this.#onFault({ code: "OSM-WIDGET-005", what: `the server refused ${keys.length} events with status ${status}` });
      }
    }
  }

  /**
   * The oldest events that fit in one request. What is no event goes.
   * @param {number} most
   */
  #batch(most) {
    const keys = [], texts = [];
    let bytes = 1;
    for (const key of this.#store.keys(this.#name)) {
      if (keys.length === most) break;
      const event = /** @type {WidgetEvent | undefined} */ (this.#store.get(key));
      const told = typeof event?.id !== "string" ? null : this.#write ? this.#write(event) : event;
      if (told === null) {
        this.#store.remove(key);
        if (event !== null) this.#onFault({ code: "OSM-WIDGET-005", what: "what waited to be sent is no event, and was dropped" });
        continue;
      }
      const text = JSON.stringify(told), size = new TextEncoder().encode(text).length + 1;
      if (keys.length > 0 && bytes + size > batchBytes) break;
      keys.push(key);
      texts.push(text);
      bytes += size;
    }
    return { keys, body: `[${texts.join()}]`, bytes };
  }

  /**
   * @param {string} body
   * @param {number} bytes
   * @returns {Promise<{ status: number, after: number }>} HTTP status, 0 without an answer; how long
   *   the server asks to wait, in milliseconds
   */
  async #post(body, bytes) {
    try {
      const response = await this.#page.fetch(this.#endpoint, {
        ...this.#request(body),
        keepalive: bytes <= batchBytes,
        signal: AbortSignal.timeout(patience),
      });
      return { status: response.status, after: milliseconds(response.headers.get("Retry-After")) };
    } catch {
      return { status: 0, after: 0 };
    }
  }

  /** @param {string} body */
  #request(body) {
    /** @type {Record<string, string>} */
    const headers = { "Content-Type": "application/json" };
    if (this.#terms) headers["X-Experience-API-Version"] = "1.0.3";
    return { method: "POST", headers, body };
  }

  /** @param {number} [asked] milliseconds that the server asked for */
  #later(asked = 0) {
    if (this.#stopped.signal.aborted) return;
    const wait = Math.min(longestWait, firstWait * 2 ** this.#failures);
    this.#failures++;
    // Up to a quarter more, so that many pages do not come back all at once.
    this.#timer = setTimeout(() => this.flush(), Math.max(wait, asked) + wait * Math.random() / 4);
  }

  /** How long the server still asks to wait, also of pages before this one. */
  #asked() {
    const until = this.#store.get(this.#heldUntil);
    if (typeof until !== "number") return 0;
    const left = until - Date.now();
    if (left > 0 && left <= longestAsked) return left;
    this.#store.remove(this.#heldUntil);
    return 0;
  }

  get #heldUntil() { return `osmosi:wait:v1:${this.#endpoint}`; }

  /** The page goes away: hands over all that waits, what is under way too, since a
   * request to another site may end with its page while that site is still asked
   * whether it takes it. It stays in the queue, since nobody hears whether it arrived. */
  #handOver() {
    if (this.#asked() > 0 || this.#terms && !this.#write) return;
    const { keys, body, bytes } = this.#batch(this.#most);
    if (keys.length === 0 || bytes > batchBytes) return;
    // A beacon has no headers of its own, and browsers differ on whether one of
    // this type may go to another site.
    const { navigator, location } = this.#page;
    const here = !this.#terms && new URL(this.#endpoint, location.href).origin === location.origin;
    if (here && navigator.sendBeacon?.(this.#endpoint, new Blob([body], { type: "application/json" }))) return;
    this.#page.fetch(this.#endpoint, { ...this.#request(body), keepalive: true }).catch(() => {});
  }

  /** Loads what writes statements, and tells whether it is there. */
  async #learnToWrite() {
    const { account, activities, platform, src } = /** @type {NonNullable<ReturnType<typeof checked>>} */ (this.#terms);
    try {
      const { definitionsBeside, writer } = await import("./osmosi-xapi.js");
      const definitions = src ? await definitionsBeside(src, this.#page.fetch.bind(this.#page)) : null;
      this.#write = writer({ account, activities, platform, definitions });
      return true;
    } catch {
      return false;
    }
  }
}

/**
 * The terms of statements, or a refusal.
 * @param {string} format
 * @param {Terms | undefined} terms
 */
function checked(format, terms) {
  if (format !== "xapi") throw new Problem("OSM-WIDGET-020", `events cannot be sent as ${format}: the format is xapi, or none`);
  let actor = terms?.actor;
  try {
    if (typeof actor === "string") actor = JSON.parse(actor);
  } catch {
    actor = undefined;
  }
  const { account, objectType = "Agent", ...more } = /** @type {any} */ (actor ?? {});
  const { homePage, name, ...other } = account ?? {};
  const told = objectType === "Agent" && typeof homePage === "string" && URL.canParse(homePage) && typeof name === "string" && name !== "";
  if (!told || Object.keys({ ...more, ...other }).length > 0) {
    throw new Problem("OSM-WIDGET-021", 'statements need an actor, {"account": {"homePage", "name"}} under a pseudonym and nothing else');
  }
  const { activities = "", platform = "", src = "" } = terms ?? {};
  if (!URL.canParse(activities) || !activities.endsWith("/")) {
    throw new Problem("OSM-WIDGET-021", `statements need the IRI that activities begin with, and a slash at its end: ${activities}`);
  }
  return { account: { homePage, name }, activities, platform, src };
}

/**
 * How long a server asks to wait: seconds, or until a date.
 * @param {string | null} told
 * @returns {number} milliseconds; 0 where it asks nothing that can be read
 */
function milliseconds(told) {
  if (!told) return 0;
  const wait = /^\d+$/.test(told.trim()) ? Number(told) * 1000 : Date.parse(told) - Date.now();
  return Number.isNaN(wait) ? 0 : Math.min(Math.max(0, wait), longestAsked);
}
