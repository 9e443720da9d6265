// What a card has below it besides the proposition, each to be opened: its words,
// whether there is anything in it, and its module, which is loaded when the person
// opens it.

import { asked, cardAddress, due } from "./osmosi-asked.js";

/**
 * Says for whom something is and when: whoever is in all the segments, and
 * leads a team where only managers get it.
 * @typedef {object} Due
 * @property {string} touchpoint
 * @property {string} proposition
 * @property {string[]} [segments]
 * @property {boolean} [managers]
 * @property {string} from day, or moment on the clock of the page, from which on it shows: 2027-04-12T08:30
 * @property {string} until its last day
 */

/**
 * What is asked of a section: who looks, without any trait but that they lead a
 * team, and when.
 * @typedef {object} Asked
 * @property {string} at moment on the clock of the page
 * @property {string[]} segments
 * @property {boolean} manager
 * @property {boolean} [anyone] whether there is anything for anyone at all, whoever looks
 * @property {string} briefed day on which the person's own manager is briefed; empty where there is none
 * @property {string[]} held touchpoints that experiments hold the person out of
 */

/**
 * What a section may use: the content and the bundle, what was decided, how to
 * draw, and what the widget does for it.
 * @typedef {object} Context
 * @property {import("./osmosi-card.js").Content & Record<string, any>} content
 * @property {import("./osmosi-source.js").Bundle} bundle
 * @property {import("./osmosi-decide.js").Decision} decision
 * @property {Record<string, string>} labels
 * @property {string} language
 * @property {typeof import("./osmosi-card.js").element} element
 * @property {typeof import("./osmosi-card.js").draw} draw
 * @property {import("./osmosi-store.js").Store} store
 * @property {string} scope
 * @property {string} answers address that takes answers, or empty
 * @property {import("./osmosi-widget.js").OsmosiWidget} widget
 * @property {Asked} asked
 * @property {() => Date} now
 * @property {(name: string, detail: object) => void} emit tells the page
 * @property {(verb: string, detail?: object) => void} record tells the page and the endpoint
 * @property {(text: string) => void} say tells it also to those who do not see
 * @property {() => void} refresh decides and draws anew
 * @property {Map<string, { key: string, nodes: globalThis.Node[] }>} forms that stay as they are when the card is drawn anew, with what was typed in them, by section: in memory
 */

/** @typedef {(globalThis.Node | string)[]} Drawn */

/**
 * @typedef {object} Section
 * @property {string} name of the label, of the part and, but for "data", of the content
 * @property {boolean} [form] people write in it, so that it stays as it is while the card does
 * @property {boolean} [learning] only where the page learns; drawn anew whenever it is opened
 * @property {(context: Context) => boolean} [open] whether there is anything in it; else where its content has something for the person
 * @property {() => Promise<{ fill(context: Context): Drawn | Promise<Drawn> }>} load
 */

/** In the order of the card.
 * @type {Section[]} */
export const sections = [
  { name: "moments", load: () => import("./osmosi-moments.js") },
  { name: "toolkit", load: () => import("./osmosi-toolkit.js") },
  { name: "stories", load: () => import("./osmosi-stories.js") },
  { name: "recognition", load: () => import("./osmosi-recognition.js") },
  { name: "pulse", form: true, open: (context) => context.answers !== "" && due(context, context.content.pulse, asked(context)) !== undefined, load: () => import("./osmosi-pulse.js") },
  { name: "insight", form: true, open: (context) => cardAddress(context) !== "" && due(context, context.content.insight) !== undefined, load: () => import("./osmosi-insight.js") },
  { name: "data", learning: true, open: () => true, load: () => import("./osmosi-data.js") },
];

/**
 * Whether a section has something for the person, now.
 * @param {Section} section
 * @param {Context} context
 */
export function has({ name, open }, context) {
  return open ? open(context) : !!context.content[name]?.some((/** @type {Due} */ one) => suits(one, context.asked));
}

/**
 * Whether something is for the person, now.
 * @param {Omit<Due, "proposition">} due
 * @param {Asked} asked
 */
export function suits({ touchpoint, segments = [], managers, from, until }, { at, segments: mine, manager, anyone, briefed, held }) {
  const day = at.slice(0, 10);
  return from <= at && day <= until && !(briefed && day <= briefed) && !held.includes(touchpoint) &&
    (!!anyone || (!managers || manager) && segments.every((segment) => mine.includes(segment)));
}
