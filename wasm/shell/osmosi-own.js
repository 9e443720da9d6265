// What the browser keeps of one person in one campaign: what they may carry away
// and erase.

import { outboxKey } from "./osmosi-asked.js";

/** Tells the widgets of a page of what one of them, which is the detail, changed. */
export const changes = new EventTarget();

/**
 * The keys of all that is kept of a person in a campaign, whoever keeps it: those
 * of the form osmosi:…:v1:<campaign>:<scope>, and letters that wait. Not among
 * them are anonymous letters, which nobody can tell whose they are, events on
 * their way, and the wish to not be learnt of, which is for every campaign.
 * @param {import("./osmosi-store.js").Store} store
 * @param {string} campaign
 * @param {string} scope
 * @param {string[]} addresses to which letters go
 */
export function own(store, campaign, scope, addresses) {
  const letters = addresses.map((address) => outboxKey(address, scope));
  return store.keys("osmosi:").filter((key) => {
    const [, kind, whose] = /^osmosi:(?:([a-z]+):)?v\d+:(.*)$/s.exec(key) ?? [];
    return letters.includes(key) || kind !== "paused" && whose === `${campaign}:${scope}`;
  });
}
