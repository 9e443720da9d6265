// The sections under the card. Each is a module of its own, which a page loads
// when the person opens the section for the first time.

/**
 * Says for whom something is and when: whoever is in all the segments, and
 * leads a team where only managers get it.
 * @typedef {object} Due
 * @property {string} touchpoint
 * @property {string} proposition
 * @property {string[]} [segments]
 * @property {boolean} [managers]
 * @property {string} from moment from which on it shows, on the clock of the page: 2027-04-12T08:30
 * @property {string} until its last day
 */

/**
 * What is asked of a section: who looks, without any trait but that they lead a
 * team, and when.
 * @typedef {object} Asked
 * @property {string} at moment on the clock of the page
 * @property {string[]} segments
 * @property {boolean} manager
 * @property {string} briefed day on which the person's own manager is briefed; empty where there is none
 * @property {string[]} held touchpoints that experiments hold the person out of
 */

/**
 * What a section is given.
 * @typedef {object} Context
 * @property {import("./osmosi-card.js").Content & Record<string, any>} content
 * @property {{ campaign: string, program: import("./osmosi-decide.js").Program }} bundle
 * @property {import("./osmosi-decide.js").Decision} decision
 * @property {Record<string, string>} labels
 * @property {string} language
 * @property {HTMLElement & { profile: object | null, arms: string, briefed: string, calendar: string, standing: unknown }} element the widget
 * @property {import("./osmosi-store.js").Store} store
 * @property {string} scope
 * @property {() => Date} now
 * @property {(name: string, detail: object) => void} emit tells the page
 * @property {(verb: string, detail?: object) => void} record tells the page and the endpoint
 * @property {(text: string) => void} say tells the person
 * @property {Asked} asked
 */

/** The sections, in their order; their labels are those of the same names. */
export const sections = [
  { name: "moments", load: () => import("./osmosi-moments.js") },
  { name: "toolkit", load: () => import("./osmosi-toolkit.js") },
  { name: "stories", load: () => import("./osmosi-stories.js") },
  { name: "recognition", load: () => import("./osmosi-recognition.js") },
];

/**
 * Whether something is for the person, now.
 * @param {Due} due
 * @param {Asked} asked
 */
export function suits({ touchpoint, segments = [], managers, from, until }, { at, segments: mine, manager, briefed, held }) {
  const day = at.slice(0, 10);
  return from <= at && day <= until && !(briefed && day <= briefed) && (!managers || manager) &&
    segments.every((segment) => mine.includes(segment)) && !held.includes(touchpoint);
}

/**
 * The moment on the clock of the page, as contents and the engine have it.
 * @param {Date} date
 */
export function onTheClock(date) {
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
