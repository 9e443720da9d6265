// Getting events to the server. Each event stays in the queue until the server
// has said that it has it; sending one twice does no harm, since the server
// knows it by its id.

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

const capacity = 200; // events; beyond it the oldest go
const batchSize = 50; // events in one request: well within what keepalive allows
const firstWait = 2_000; // milliseconds; doubles with each failure
const longestWait = 300_000; // milliseconds
const patience = 30_000; // milliseconds that the server may take

/** Sends the events of one endpoint and scope, and keeps them until then. */
export class Delivery {
  #endpoint;
  #key;
  #store;
  #page;
  #onFault;
  #stopped = false;
  #failures = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {Set<string>} ids of the events in a request that is under way */
  #flying = new Set();
  #online = () => {
    this.#failures = 0;
    this.flush();
  };
  #leave = () => this.#beacon();

  /**
   * @param {object} options
   * @param {string} options.endpoint URL that takes a JSON array of events by POST
   * @param {string} options.scope
   * @param {import("./osmosi-store.js").Store} options.store
   * @param {(fault: Fault) => void} options.onFault hears of events that were given up
   * @param {any} [options.page] the window
   */
  constructor({ endpoint, scope, store, onFault, page = globalThis }) {
    this.#endpoint = endpoint;
    this.#key = `osmosi:queue:v1:${endpoint}:${scope}`;
    this.#store = store;
    this.#onFault = onFault;
    this.#page = page;
    page.addEventListener("online", this.#online);
    page.addEventListener("pagehide", this.#leave);
    this.flush();
  }

  /** Stops trying; what is in the queue waits for the next page. */
  stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#page.removeEventListener("online", this.#online);
    this.#page.removeEventListener("pagehide", this.#leave);
  }

  /** @param {WidgetEvent} event */
  push(event) {
    const queue = [...this.#queue(), event];
    const lost = queue.length - capacity;
    this.#keep(queue.slice(Math.max(0, lost)));
    if (lost > 0) this.#onFault({ code: "OSM-WIDGET-006", what: `the queue is full: ${lost} events dropped, the oldest` });
    this.flush();
  }

  /** Sends what waits, unless a request is under way. */
  async flush() {
    if (this.#flying.size > 0) return;
    clearTimeout(this.#timer);
    while (!this.#stopped) {
      const batch = this.#queue().slice(0, batchSize);
      if (batch.length === 0) return;
      this.#flying = new Set(batch.map((event) => event.id));
      const status = await this.#post(batch);
      const sent = this.#flying;
      this.#flying = new Set();
      const refused = status === 400 || status === 422;
      if (!refused && (status < 200 || status > 299)) {
        this.#later();
        return;
      }
      this.#failures = 0;
      this.#keep(this.#queue().filter((event) => !sent.has(event.id)));
      if (refused) this.#onFault({ code: "OSM-WIDGET-005", what: `the server refused ${batch.length} events with status ${status}` });
    }
  }

  /**
   * @param {WidgetEvent[]} batch
   * @returns {Promise<number>} HTTP status; 0 without an answer
   */
  async #post(batch) {
    try {
      const response = await this.#page.fetch(this.#endpoint, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(batch),
        keepalive: true,
        signal: AbortSignal.timeout(patience),
      });
      return response.status;
    } catch {
      return 0;
    }
  }

  #later() {
    if (this.#stopped) return;
    const wait = Math.min(longestWait, firstWait * 2 ** this.#failures);
    this.#failures++;
    // Up to a quarter more, so that many pages do not come back all at once.
    this.#timer = setTimeout(() => this.flush(), wait * (1 + Math.random() / 4));
  }

  /** The page goes away: hands over what is not under way yet. It stays in the
   * queue, since nobody hears whether it arrived. */
  #beacon() {
    const waiting = this.#queue().filter((event) => !this.#flying.has(event.id)).slice(0, batchSize);
    if (waiting.length === 0) return;
    this.#page.navigator.sendBeacon(this.#endpoint, new Blob([JSON.stringify(waiting)], { type: "application/json" }));
  }

  /** @returns {WidgetEvent[]} */
  #queue() {
    const kept = this.#store.get(this.#key);
    return Array.isArray(kept) ? kept.filter((event) => typeof event?.id === "string") : [];
  }

  /** @param {WidgetEvent[]} queue */
  #keep(queue) {
    this.#store.set(this.#key, queue);
  }
}

/** A random UUID; also on pages without TLS, where randomUUID is not to be had. */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = bytes[6] & 0x0f | 0x40;
  bytes[8] = bytes[8] & 0x3f | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
