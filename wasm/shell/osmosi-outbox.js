// Getting answers and insight cards to the host. They do not travel with the
// events, so that no request ties the one to the other.
//
// An anonymous letter goes without cookies and without a referrer, and names
// neither person nor scope nor session nor time. The random id in its header is
// made for it alone, lets the host keep it once however often it comes, and is
// forgotten here as soon as it has arrived. What a page cannot hide is the
// network address from which it comes: that is the host's to not write down.

import { uuid } from "./osmosi-uuid.js";
import { localDay, outboxKey } from "./osmosi-asked.js";

/**
 * @typedef {{ id: string, day: string, body: string }} Letter day on which it was
 * written, to drop it when it is old; it is not sent
 */

/** @typedef {"sent" | "waiting" | "refused"} Fate */

const capacity = 5; // letters that wait; beyond it the oldest go
const lasting = 30; // days; then nobody waits for it any more
const shortest = 20_000, longest = 120_000; // milliseconds of a wait, drawn at random: a letter shall not come together with the events of a page
const patience = 30_000; // milliseconds that the server may take
const small = 60_000; // bytes that may outlive the page

/** The outboxes of this page. @type {Map<string, Outbox>} */
const all = new Map();

/**
 * The outbox of an address.
 * @param {{ store: import("./osmosi-store.js").Store, now: () => Date }} context
 * @param {string} address
 * @param {string | null} scope null for anonymous letters
 */
export function outbox({ store, now }, address, scope) {
  const key = outboxKey(address, scope);
  const one = all.get(key) ?? new Outbox({ address, scope, store, now });
  all.set(key, one);
  return one;
}

export class Outbox {
  #address;
  #anonymous;
  #key;
  #store;
  #now;
  #page;
  #random;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {Set<string>} ids that are under way */
  #flying = new Set();

  /**
   * @param {object} options
   * @param {string} options.address URL that takes one JSON document by POST
   * @param {string | null} options.scope null for anonymous letters
   * @param {import("./osmosi-store.js").Store} options.store
   * @param {() => Date} options.now
   * @param {any} [options.page] the window
   * @param {() => number} [options.random] from 0 to 1
   */
  constructor({ address, scope, store, now, page = globalThis, random = Math.random }) {
    this.#address = address;
    this.#anonymous = scope === null;
    this.#key = outboxKey(address, scope);
    this.#store = store;
    this.#now = now;
    this.#page = page;
    this.#random = random;
    page.addEventListener("online", () => this.later());
  }

  /**
   * Sends a document once.
   * @param {object} document
   * @param {string} [id] of the document itself, where it has one
   * @returns {Promise<Fate>} refused where sending it again would not help: then it is not kept
   */
  async send(document, id = uuid()) {
    const letter = { id, day: localDay(this.#now()), body: JSON.stringify(document) };
    this.#keep([...this.#waiting(), letter].slice(-capacity));
    const fate = await this.#deliver(letter);
    if (fate === "waiting") this.later();
    return fate;
  }

  /** Tries again after a while that nobody can foresee. */
  later() {
    if (this.#timer !== undefined || this.#waiting().length === 0) return;
    this.#timer = setTimeout(async () => {
      this.#timer = undefined;
      for (const letter of this.#waiting()) await this.#deliver(letter);
      this.later();
    }, shortest + this.#random() * (longest - shortest));
    /** @type {any} */ (this.#timer).unref?.(); // outside a page, nothing waits for it
  }

  /**
   * @param {Letter} letter
   * @returns {Promise<Fate>}
   */
  async #deliver(letter) {
    if (this.#flying.has(letter.id)) return "waiting";
    this.#flying.add(letter.id);
    const status = await this.#post(letter);
    this.#flying.delete(letter.id);
    const sent = status >= 200 && status < 300, refused = [400, 413, 415, 422].includes(status);
    if (sent || refused) this.#keep(this.#waiting().filter(({ id }) => id !== letter.id));
    return sent ? "sent" : refused ? "refused" : "waiting";
  }

  /**
   * @param {Letter} letter
   * @returns {Promise<number>} HTTP status; 0 without an answer
   */
  async #post({ id, body }) {
    try {
      const response = await this.#page.fetch(this.#address, {
        method: "POST",
        headers: { "Content-Type": "application/json", "Idempotency-Key": id },
        body,
        cache: "no-store",
        credentials: this.#anonymous ? "omit" : "same-origin",
        referrerPolicy: this.#anonymous ? "no-referrer" : "same-origin",
        keepalive: new Blob([body]).size < small,
        signal: AbortSignal.timeout(patience),
      });
      return response.status;
    } catch {
      return 0;
    }
  }

  /** @returns {Letter[]} */
  #waiting() {
    const kept = this.#store.get(this.#key), oldest = this.#now();
    oldest.setDate(oldest.getDate() - lasting);
    return Array.isArray(kept) ? kept.filter((one) => typeof one?.id === "string" && typeof one.body === "string" && one.day >= localDay(oldest)) : [];
  }

  /** @param {Letter[]} letters */
  #keep(letters) {
    if (letters.length > 0) this.#store.set(this.#key, letters);
    else this.#store.remove(this.#key);
  }
}
