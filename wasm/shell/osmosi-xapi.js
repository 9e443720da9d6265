// Events as statements of the Experience API, version 1.0.3: those that the Go
// package evaluation/xapi writes of the same events, where its doc says what each
// verb and activity is.

/** @typedef {import("./osmosi-delivery.js").WidgetEvent} WidgetEvent */

/**
 * What the touchpoints of a campaign are, as activities.json of a bundle tells it.
 * @typedef {{ campaign: string, touchpoints: Record<string, { kind: string, name?: Record<string, string> }> }} Definitions
 */

const adl = "http://adlnet.gov/expapi/";

/** @type {Record<string, [string, Record<string, string>]>} */
const verbs = {
  shown: [`${adl}verbs/experienced`, { it: "ha avuto davanti", nl: "kreeg te zien", en: "experienced" }],
  dismissed: ["http://id.tincanapi.com/verb/skipped", { it: "ha messo da parte", nl: "legde opzij", en: "skipped" }],
  started: [`${adl}verbs/initialized`, { it: "ha iniziato", nl: "begon met", en: "initialized" }],
  completed: [`${adl}verbs/completed`, { it: "ha completato", nl: "voltooide", en: "completed" }],
  shared: [`${adl}verbs/shared`, { it: "ha condiviso", nl: "deelde", en: "shared" }],
};

const meetings = ["kickOff", "learningMoment", "coCreation", "managerBriefing"];

/**
 * Makes what turns an event into a statement.
 * @param {object} options
 * @param {{ homePage: string, name: string }} options.account whose events these are, under a pseudonym
 * @param {string} options.activities IRI that those of campaigns begin with; it ends in a slash
 * @param {string} [options.platform] name of the system in which people meet touchpoints
 * @param {Definitions | null} [options.definitions] without them statements name touchpoints by their IRI alone
 * @returns {(event: WidgetEvent) => object | null} null for what is no deed of a person with a touchpoint,
 *   such as an answer to a pulse, which is anonymous
 */
export function writer({ account, activities, platform, definitions }) {
  return ({ id, at, campaign, touchpoint, proposition, verb, language }) => {
    if (!Object.hasOwn(verbs, verb) || !campaign || !touchpoint) return null;
    const base = `${activities}campaigns/${segment(campaign)}`;
    const [iri, display] = verbs[verb];
    const own = definitions?.campaign === campaign ? definitions.touchpoints[touchpoint] : undefined;
    const activity = (/** @type {string} */ of) => ({ objectType: "Activity", id: base + of });
    return {
      id: isUUID(id) ? id : uuidOf(`${base}/events/${id}`),
      actor: { objectType: "Agent", account: { homePage: account.homePage, name: account.name } },
      verb: { id: iri, display },
      object: {
        ...activity(`/touchpoints/${segment(touchpoint)}`),
        ...(own ? { definition: { ...(own.name ? { name: own.name } : {}), type: typeOf(own.kind) } } : {}),
      },
      context: {
        registration: uuidOf(`${base}/registrations/${account.name}`),
        ...(platform ? { platform } : {}),
        ...(language ? { language } : {}),
        contextActivities: {
          grouping: [activity("")],
          ...(proposition ? { other: [activity(`/propositions/${segment(proposition)}`)] } : {}),
        },
      },
      timestamp: at,
    };
  };
}

/**
 * The definitions that lie beside a bundle; null where it has none. It throws
 * where nobody answers.
 * @param {string} src address of the bundle
 * @param {typeof globalThis.fetch} fetch
 * @returns {Promise<Definitions | null>}
 */
export async function definitionsBeside(src, fetch) {
  const response = await fetch(new URL("activities.json", src));
  if (response.status >= 500) throw new Error(`status ${response.status}`);
  if (!response.ok) return null;
  const told = await response.json().catch(() => null);
  return told?.osmosi === "activities/v1" ? told : null;
}

/** @param {string} kind of a touchpoint */
function typeOf(kind) {
  if (kind === "evaluation") return "http://id.tincanapi.com/activitytype/survey";
  return `${adl}activities/${meetings.includes(kind) ? "meeting" : "media"}`;
}

/**
 * A segment of a path, of which the same characters are escaped as Go escapes.
 * @param {string} text
 */
function segment(text) {
  return encodeURIComponent(text).replace(/%(24|26|2B|3A|3D|40)/g, decodeURIComponent)
    .replace(/[!'()*]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** @param {string} id */
function isUUID(id) {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
}

/**
 * The UUID, version 5, of a name among URLs (RFC 9562): always the same one.
 * @param {string} name
 */
function uuidOf(name) {
  const namespace = [0x6b, 0xa7, 0xb8, 0x11, 0x9d, 0xad, 0x11, 0xd1, 0x80, 0xb4, 0x00, 0xc0, 0x4f, 0xd4, 0x30, 0xc8];
  const bytes = sha1(Uint8Array.of(...namespace, ...new TextEncoder().encode(name))).subarray(0, 16);
  bytes[6] = bytes[6] & 0x0f | 0x50;
  bytes[8] = bytes[8] & 0x3f | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/**
 * SHA-1 (FIPS 180-4), for names alone: crypto.subtle has it too, but neither on
 * pages without TLS nor at once, as a page that goes away needs it.
 * @param {Uint8Array} data
 */
function sha1(data) {
  const padded = new Uint8Array((data.length + 72) & ~63);
  padded.set(data);
  padded[data.length] = 0x80;
  const view = new DataView(padded.buffer), words = new Uint32Array(80);
  view.setUint32(padded.length - 4, data.length * 8);
  const hash = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const turn = (/** @type {number} */ word, /** @type {number} */ by) => word << by | word >>> 32 - by;
  for (let block = 0; block < padded.length; block += 64) {
    let [a, b, c, d, e] = hash;
    for (let i = 0; i < 80; i++) {
      words[i] = i < 16 ? view.getUint32(block + 4 * i) : turn(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
      const [f, k] = i < 20 ? [b & c | ~b & d, 0x5a827999] : i < 40 ? [b ^ c ^ d, 0x6ed9eba1] : i < 60 ? [b & c | b & d | c & d, 0x8f1bbcdc] : [b ^ c ^ d, 0xca62c1d6];
      [a, b, c, d, e] = [turn(a, 5) + f + e + k + words[i] | 0, a, turn(b, 30), c, d];
    }
    [a, b, c, d, e].forEach((word, i) => { hash[i] += word; });
  }
  const digest = new DataView(new ArrayBuffer(20));
  hash.forEach((word, i) => digest.setUint32(4 * i, word));
  return new Uint8Array(digest.buffer);
}
