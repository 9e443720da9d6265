// Keeping room for the cards that are not shown.

import { card, section } from "./osmosi-card.js";
import { isOpen } from "./osmosi-decide.js";

const most = 4; // cards that are drawn to see how much room they take

/**
 * Cards that nobody sees, drawn as they are asked for: the largest of those that the person could get. They
 * lie under the one that is shown and keep room for each other, so that what
 * stands below does not move when another comes, at whatever width and in
 * whatever type.
 * @param {import("./osmosi-card.js").Content} content
 * @param {{ touchpoint: string, proposition: string }[]} open
 * @param {string[]} arms
 * @param {string[]} footers words of what each has below it
 */
export function* ghosts(content, open, arms, footers) {
  const cards = open.flatMap(({ touchpoint, proposition }) => {
    const { body, ...told } = content.touchpoints[touchpoint] ?? {}, offered = content.propositions[proposition];
    if (!offered || !told.title) return [];
    const gains = [offered.gain, ...Object.values(offered.wording ?? {})].map((gain) => JSON.stringify(gain));
    const gain = gains.reduce((one, other) => other.length > one.length ? other : one);
    const variants = Object.fromEntries(Object.entries(told.variants ?? {}).map(([arm, { title }]) => [arm, { title }]));
    const small = {
      ...content,
      touchpoints: { [touchpoint]: { ...told, variants } },
      propositions: { [proposition]: { ...offered, gain: JSON.parse(gain), wording: undefined, problem: [], ability: [] } },
      expectations: [],
      why: {},
    };
    return [{ small, decision: { touchpoint, proposition, why: [], arms }, size: gain.length + JSON.stringify([told.title, told.drivers, offered.intervention, offered.also]).length }];
  });
  for (const { small, decision } of cards.sort((one, other) => other.size - one.size).slice(0, most)) {
    const made = card(small, decision, () => {});
    made.append(...[content.labels.why, ...(content.expectations?.length ? [content.labels.questions] : []), ...footers].map((words) => section("", words)));
    made.classList.add("ghost");
    made.inert = true;
    yield made;
  }
}

/**
 * The touchpoints that a card could be of at a moment, whoever looks.
 * @param {import("./osmosi-decide.js").Program} program
 * @param {string} at
 * @returns {{ touchpoint: string, proposition: string }[]}
 */
export function openTouchpoints({ touchpoints, propositions }, at) {
  return touchpoints.filter((touchpoint) => touchpoint.widget && !touchpoint.invited && isOpen(touchpoint, at) && propositions[touchpoint.proposition])
    .map(({ id, proposition }) => ({ touchpoint: id, proposition: propositions[proposition].id }));
}
