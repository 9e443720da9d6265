// What a widget shows: a bundle, and its content in one language. Both come over
// the network, so that they are taken for what they say only within bounds: from
// where the page expects them, of a size that a page can bear, and with the bytes
// that were promised.

import { matchLanguage } from "./osmosi-language.js";

/**
 * @typedef {object} Bundle
 * @property {string} osmosi bundle/v1
 * @property {string} campaign
 * @property {string[]} languages
 * @property {Record<string, string>} content file by language
 * @property {Record<string, string>} [integrity] hashes of files, by name: "sha384-…"
 * @property {string} [expires] last day on which it may be shown
 * @property {import("./osmosi-decide.js").Program} program
 * @property {Record<string, string[]>} [holdouts] touchpoints held back, by experiment
 */

/** @typedef {{ text: string, bundle: Bundle, content: import("./osmosi-card.js").Content }} Source */

/** Something that went wrong, with a code that stays. */
export class Problem extends Error {
  /**
   * @param {string} code
   * @param {unknown} what
   */
  constructor(code, what) {
    super(what instanceof Error ? what.message : String(what));
    this.code = code;
  }
}

const largest = 2e6; // bytes of a document: some hundred times what a campaign needs
const deepest = 200; // brackets within brackets

const isObject = (/** @type {unknown} */ value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** The documents of one address, each fetched once. */
export class Documents {
  /** @type {Map<string, Promise<{ text: string, json: any }>>} */
  #got = new Map();

  clear() { this.#got.clear(); }

  /**
   * @param {string} src
   * @param {string} integrity what the bytes of the bundle must hash to, or empty
   * @param {string} language
   * @param {RequestCache} [cache]
   * @returns {Promise<Source>}
   */
  async source(src, integrity, language, cache) {
    if (!src) throw new Problem("OSM-WIDGET-001", "the attribute src is missing");
    const address = new URL(src, document.baseURI);
    const { text, json: bundle } = await this.#document(address, "OSM-WIDGET-001", integrity, isBundle, cache);
    const spoken = matchLanguage(bundle.languages, language), file = bundle.content?.[spoken] ?? `content.${spoken}.json`;
    const promised = bundle.integrity?.[file] ?? "";
    try {
      const { json: content } = await this.#document(new URL(file, address), "OSM-WIDGET-002", promised, isContent, cache);
      return { text, bundle, content };
    } catch (error) {
      // A campaign is published file by file: one of the two may be the older one.
      if (cache || /** @type {Problem} */ (error).code !== "OSM-WIDGET-011") throw error;
      this.clear();
      return this.source(src, integrity, language, "reload");
    }
  }

  /**
   * @param {URL} address
   * @param {string} code of the problem where it cannot be had
   * @param {string} integrity
   * @param {(json: any) => boolean} fits
   * @param {RequestCache} [cache]
   */
  #document(address, code, integrity, fits, cache) {
    const { href } = address, key = `${href} ${integrity}`;
    let got = this.#got.get(key);
    if (!got) {
      got = fetchDocument(href, integrity, fits, cache).catch((error) => {
        this.#got.delete(key);
        throw new Problem(error instanceof Problem ? error.code : code, `${href}: ${error?.message ?? error}`);
      });
      this.#got.set(key, got);
    }
    return got;
  }
}

/** @param {any} json */
function isBundle(json) {
  const { osmosi, campaign, languages, program } = json ?? {};
  return osmosi === "bundle/v1" && typeof campaign === "string" && Array.isArray(languages) && typeof languages[0] === "string" &&
    Array.isArray(program?.propositions) && Array.isArray(program.touchpoints);
}

/** @param {any} json */
function isContent(json) {
  return json?.osmosi === "content/v1" && [json.labels, json.touchpoints, json.propositions, json.why].every(isObject);
}

/**
 * @param {string} href
 * @param {string} integrity
 * @param {(json: any) => boolean} fits
 * @param {RequestCache} [cache]
 */
async function fetchDocument(href, integrity, fits, cache) {
  expected(href, integrity);
  // Without TLS the page has no hashes, but fetch has.
  const subtle = globalThis.crypto?.subtle;
  const response = await fetch(href, { cache, integrity: subtle ? "" : integrity });
  expected(response.url || href, integrity);
  if (!response.ok) throw new Error(`status ${response.status}`);
  const bytes = await read(response);
  if (integrity && subtle && !await matches(bytes, integrity)) throw new Problem("OSM-WIDGET-011", "the bytes are not those that were promised");
  const text = new TextDecoder().decode(bytes);
  if (tooDeep(bytes)) throw new Problem("OSM-WIDGET-010", `nested deeper than ${deepest}`);
  const json = JSON.parse(text);
  if (!fits(json)) throw new Error(`not a document that this widget reads: ${json?.osmosi}`);
  return { text, json };
}

/**
 * A document comes from the page's own origin or the widget's; from elsewhere
 * only with bytes that somebody promised.
 * @param {string} href
 * @param {string} integrity
 */
function expected(href, integrity) {
  const { origin } = new URL(href);
  if (!integrity && origin !== location.origin && origin !== new URL(import.meta.url).origin) {
    throw new Problem("OSM-WIDGET-013", `another origin, and no integrity`);
  }
}

/**
 * The bytes of a response, which ends where it is too large.
 * @param {Response} response
 */
export async function read(response, most = largest) {
  const parts = [];
  let size = 0;
  const reader = response.body?.getReader();
  for (let part; reader && !(part = await reader.read()).done;) {
    size += part.value.length;
    if (size > most) {
      reader.cancel().catch(() => {});
      throw new Problem("OSM-WIDGET-010", `larger than ${most} bytes`);
    }
    parts.push(part.value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/**
 * Whether bytes hash to one of the values of the strongest kind, as browsers
 * take the attribute integrity; not where it names no hash.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string} integrity such as sha384-… sha512-…
 */
export async function matches(bytes, integrity) {
  const hashes = integrity.split(/\s+/).map((one) => one.split("?")[0]);
  const kind = ["512", "384", "256"].find((size) => hashes.some((one) => one.startsWith(`sha${size}-`)));
  if (!kind) return false;
  const digest = new Uint8Array(await crypto.subtle.digest(`SHA-${kind}`, bytes));
  return hashes.includes(`sha${kind}-${btoa(String.fromCharCode(...digest))}`);
}

/**
 * Whether brackets nest too deep, outside of texts. What does takes long to read,
 * and overflows whoever reads it by recursion.
 * @param {Uint8Array} bytes JSON
 */
export function tooDeep(bytes, most = deepest) {
  let now = 0, quoted = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (byte === 34) quoted = !quoted;
    else if (quoted) i += byte === 92 ? 1 : 0;
    else if (byte === 91 || byte === 123) {
      if (++now > most) return true;
    } else if (byte === 93 || byte === 125) now--;
  }
  return false;
}
