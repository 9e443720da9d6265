// What the widget remembers in the browser: outcomes, and events on their way.
// A page whose storage is closed, full or corrupt works on; it forgets sooner.

/** Texts by key, in the browser's storage or, where that fails, in memory. */
export class Store {
  #storage;
  /** @type {Map<string, string>} */
  #memory = new Map();

  /** @param {Storage | null} storage */
  constructor(storage) {
    this.#storage = storage;
  }

  /**
   * @param {string} key
   * @returns {unknown} what was set; null where nothing was, undefined where it cannot be read
   */
  get(key) {
    let text = this.#memory.get(key) ?? null;
    try {
      text ??= this.#storage?.getItem(key) ?? null;
    } catch {
      // Closed: as if nothing was set.
    }
    try {
      return JSON.parse(text ?? "null");
    } catch {
      return undefined;
    }
  }

  /**
   * @param {string} key
   * @param {unknown} value anything that JSON can write
   */
  set(key, value) {
    const text = JSON.stringify(value);
    this.#memory.set(key, text);
    try {
      if (!this.#storage) return;
      this.#storage.setItem(key, text);
      this.#memory.delete(key);
    } catch {
      // Closed or full: the memory keeps it while the page lives.
    }
  }

  /** @param {string} key */
  remove(key) {
    this.forget(key);
    try {
      this.#storage?.removeItem(key);
    } catch {
      // Closed: nothing is there.
    }
  }

  /**
   * The keys that begin so, in order.
   * @param {string} prefix
   */
  keys(prefix) {
    const all = new Set(this.#memory.keys());
    try {
      for (let i = 0; this.#storage && i < this.#storage.length; i++) all.add(this.#storage.key(i) ?? "");
    } catch {
      // Closed: there is the memory alone.
    }
    return [...all].filter((key) => key.startsWith(prefix)).sort();
  }

  /** Goes by the storage alone again, which another page changed.
   * @param {string} key */
  forget(key) { this.#memory.delete(key); }
}

/** The storage of the page; null where the browser keeps it closed. */
export function pageStorage() {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
}

const outcomes = ["started", "dismissed", "completed"];

/** The latest outcome of each proposition, for one campaign and scope. */
export class History {
  #store;
  #key;

  /**
   * @param {Store} store
   * @param {string} campaign
   * @param {string} scope whose history it is: opaque, empty where the page has one person
   */
  constructor(store, campaign, scope) {
    this.#store = store;
    this.#key = `osmosi:v1:${campaign}:${scope}`;
  }

  /** @returns {Record<string, string>} outcome by proposition */
  all() {
    const kept = this.#store.get(this.#key);
    if (typeof kept !== "object" || kept === null || Array.isArray(kept)) return {};
    return Object.fromEntries(Object.entries(kept).filter(([, outcome]) => outcomes.includes(outcome)));
  }

  /**
   * @param {string} proposition
   * @param {string} outcome started, dismissed or completed
   */
  set(proposition, outcome) {
    this.#store.set(this.#key, Object.fromEntries([...Object.entries(this.all()), [proposition, outcome]]));
  }
}
