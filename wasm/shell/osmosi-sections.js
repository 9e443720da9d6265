// What a card has below it besides the proposition, each to be opened: its words
// and its module, which is loaded when the person opens it.

/**
 * What a section may use: the content and the bundle, what was decided, how to
 * draw, and what the widget does for it.
 * @typedef {object} Context
 * @property {import("./osmosi-card.js").Content} content
 * @property {import("./osmosi-source.js").Bundle} bundle
 * @property {import("./osmosi-decide.js").Decision} decision
 * @property {Record<string, string>} labels
 * @property {string} language
 * @property {typeof import("./osmosi-card.js").element} element
 * @property {typeof import("./osmosi-card.js").draw} draw
 * @property {typeof import("./osmosi-card.js").safeAddress} safeAddress
 * @property {import("./osmosi-store.js").Store} store
 * @property {string} scope
 * @property {string} answers address that takes answers, or empty
 * @property {import("./osmosi-widget.js").OsmosiWidget} widget
 * @property {() => Date} now
 * @property {(name: string, detail: object) => void} emit
 * @property {(verb: string, detail?: object) => void} record
 * @property {(text: string) => void} say tells it also to those who do not see
 * @property {() => void} refresh decides and draws anew
 */

/** @typedef {(globalThis.Node | string)[]} Drawn */

/**
 * @typedef {object} Section
 * @property {string} name of the label, of the part and, but for "data", of the content
 * @property {boolean} [managers] only for those who lead others
 * @property {boolean} [learning] only where the page learns; drawn anew whenever it is opened
 * @property {() => Promise<{ fill(context: Context): Drawn | Promise<Drawn> }>} load
 */

/** In the order of the card.
 * @type {Section[]} */
export const sections = [
  { name: "data", learning: true, load: () => import("./osmosi-data.js") },
];
