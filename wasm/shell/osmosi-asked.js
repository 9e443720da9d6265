// What people are asked, by a pulse or for an insight card: whether it is their
// turn, and what waits to be sent.

import { ownKey } from "./osmosi-key.js";
import { moment } from "./osmosi-moment.js";
import { suits } from "./osmosi-sections.js";

/** @typedef {import("./osmosi-sections.js").Context} Context */

/**
 * When something is asked, and of whom.
 * @typedef {{ touchpoint: string, from: string, until: string, segment?: string, managers?: boolean }} Occasion
 */

/**
 * The first occasion that is today and for this person. Who they are the engine
 * and the page know, and nobody else is told.
 * @template {Occasion} T
 * @param {Context} context
 * @param {T[] | undefined} occasions
 * @param {string[]} [done] touchpoints that are answered
 */
export function due(context, occasions, done = []) {
  return occasions?.find(({ segment, ...occasion }) => suits({ ...occasion, segments: segment ? [segment] : [] }, context.asked) && !done.includes(occasion.touchpoint));
}

/** The day where the page is, such as 2027-02-03.
 * @param {Date} date */
export function localDay(date) { return moment(date).slice(0, 10); }

/** @param {Context} context */
function askedKey({ bundle, scope }) { return ownKey("asked", bundle.campaign, scope); }

/**
 * The pulses that the person answered or put aside; never what they answered.
 * @param {Context} context
 * @returns {string[]}
 */
export function asked(context) {
  const kept = context.store.get(askedKey(context));
  return Array.isArray(kept) ? kept.filter((one) => typeof one === "string") : [];
}

/**
 * @param {Context} context
 * @param {string} touchpoint not to be asked again
 */
export function setAsked(context, touchpoint) {
  context.store.set(askedKey(context), [...new Set([...asked(context), touchpoint])]);
}

/** The address that takes insight cards, from the attribute insights; empty
 * where there is none.
 * @param {Context} context */
export function cardAddress({ widget }) {
  const address = widget.insights;
  return address ? new URL(address, document.baseURI).href : "";
}

/** The addresses that take what people write.
 * @param {Context} context */
export function addresses(context) { return [context.answers, cardAddress(context)].filter(Boolean); }

/**
 * Where letters wait in the browser: anonymous ones with nothing that tells
 * whose they are.
 * @param {string} address
 * @param {string | null} scope null for anonymous ones
 */
export function outboxKey(address, scope) {
  return scope === null ? `osmosi:answers:v1:${address}` : `osmosi:letters:v1:${address}:${scope}`;
}

/**
 * Goes on with what an earlier page could not send.
 * @param {Context} context
 */
export async function resume(context) {
  for (const [address, scope] of /** @type {[string, string | null][]} */ ([[context.answers, null], [context.answers, context.scope], [cardAddress(context), context.scope]])) {
    const waiting = address && context.store.get(outboxKey(address, scope));
    if (Array.isArray(waiting) && waiting.length > 0) (await import("./osmosi-outbox.js")).outbox(context, address, scope).later();
  }
}
