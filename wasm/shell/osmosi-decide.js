// Deciding which proposition to show by the one rule that needs no engine: for
// the first paint, and where there is no engine.

/**
 * What the engine answers: a touchpoint and its proposition, or none and why.
 * @typedef {object} Decision
 * @property {string} [touchpoint]
 * @property {string} [proposition]
 * @property {string} [phase]
 * @property {"early" | "over" | "nothing"} [none]
 * @property {string} [wording] segment in whose words the gain is told
 * @property {string[]} segments
 * @property {string[]} why codes that explain the choice
 */

/**
 * The decision program of a bundle, as far as the default card needs it.
 * @typedef {object} Program
 * @property {string} campaign
 * @property {string} start
 * @property {string} end
 * @property {{ id: string, segment: number, managers?: boolean }[]} propositions
 * @property {{ id: string, phase: string, proposition: number, segment: number, managers?: boolean,
 *   widget?: boolean, invited?: boolean, day: string, time: string, until: string,
 *   step?: number, after?: string, when?: object, wait?: string, instead?: number, escalation?: boolean,
 *   occasion?: string }[]} touchpoints
 */

/**
 * The touchpoints that experiments hold a person out of who is in these arms.
 * @param {Record<string, string[]>} holdouts
 * @param {string[]} arms
 */
export function heldBack(holdouts, arms) {
  return Object.entries(holdouts).flatMap(([id, touchpoints]) => arms.includes(`${id}:holdout`) ? touchpoints : []);
}

/**
 * The decision without an engine, as the engine decides on an empty profile:
 * of the touchpoints that are open and for everyone the one that opened last,
 * rather one that was not put aside; none whose proposition was completed. Steps
 * that ask who somebody is, wait or stand in for others are left to the engine.
 * @param {Program} program
 * @param {{ history: Record<string, string>, at: string, briefed?: string, held?: string[] }} question
 * @returns {Decision}
 */
export function decideForEveryone(program, { history, at, briefed, held = [] }) {
  const [day] = at.split("T");
  /** @type {Program["touchpoints"][number] | undefined} */
  let best;
  let points = 0;
  for (const touchpoint of briefed && day <= briefed ? [] : program.touchpoints) {
    const proposition = program.propositions[touchpoint.proposition];
    if (!proposition) continue;
    const everyone = touchpoint.widget && !touchpoint.invited && touchpoint.segment === -1 && proposition.segment === -1 &&
      !touchpoint.managers && !proposition.managers;
    const outcome = history[proposition.id];
    const { after } = touchpoint; // a step may wait for an outcome; all else stops when the goal is met
    const admitted = !after ? outcome !== "completed" : after === "none" ? !outcome : outcome === after;
    const { when, wait, instead, escalation } = touchpoint;
    if (held.includes(touchpoint.id) || !everyone || !isOpen(touchpoint, at) || !admitted || when || wait || instead || escalation) continue;
    const mine = outcome === "dismissed" ? -1 : outcome === "started" ? 1 : 0;
    const later = !best || touchpoint.day > best.day || touchpoint.day === best.day && touchpoint.time > best.time;
    if (!best || mine > points || mine === points && later) [best, points] = [touchpoint, mine];
  }
  if (best) {
    const proposition = program.propositions[best.proposition];
    const why = ["everyone", `phase:${best.phase}`];
    if (best.step) why.push(`step:${best.step}`);
    if (best.after) why.push(`after:${best.after}`);
    if (best.occasion) why.push(best.occasion);
    if (history[proposition.id] === "started") why.push("started");
    return { touchpoint: best.id, proposition: proposition.id, phase: best.phase, segments: [], why };
  }
  return { none: day < program.start ? "early" : day > program.end ? "over" : "nothing", segments: [], why: [] };
}

/**
 * Whether a moment is within the time of a touchpoint.
 * @param {Program["touchpoints"][number]} touchpoint
 * @param {string} at
 */
export function isOpen({ day, time, until }, at) {
  return at.slice(0, 10) <= until && at >= `${day}T${time}`;
}
