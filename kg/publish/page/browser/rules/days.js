// What days say of claims: which have none, which lie in a span, and what had not begun.

/** @import { Choice, Claim, Standing } from "../types" */

/**
 * Whether a claim says of which day it is, by its time or by that of which a figure speaks.
 * @param {Claim} claim
 */
export const isDated = (claim) => [claim.from, claim.to, claim.asOfFrom, claim.asOfTo].some((day) => day !== undefined);

/**
 * Whether a claim passes what is asked of days beside the clocks: spans that end at the clocks, and that it has a date.
 * @param {Claim} claim
 * @param {Choice} choice
 */
export function isOfDays(claim, { asSince, knownSince, dated }) {
  if (dated && !isDated(claim)) return false;
  if (knownSince && !(claim.known !== undefined && claim.known >= knownSince)) return false;
  const last = claim.to ?? (claim.from === undefined ? claim.asOfTo : undefined);
  return !asSince || last === undefined || last >= asSince;
}

/**
 * The events that had not begun by a day: they have dates, and all of these are later. What is said of them
 * without a date does not hold yet either. The same rule as kg/build/later.py.
 * @param {Map<string, Claim>} claims
 * @param {Map<string, Standing>} standing
 * @param {string | null} asOf
 * @returns {Set<string>} ids of entities
 */
export function laterEvents(claims, standing, asOf) {
  /** @type {Set<string>} */
  const events = new Set();
  /** @type {Set<string>} */
  const later = new Set();
  /** @type {Set<string>} */
  const begun = new Set();
  if (asOf === null) return later;
  for (const [key, claim] of claims) {
    const subject = claim.edge?.from ?? claim.ends[0];
    const stands = standing.get(key);
    if (subject === undefined || claim.stance === "denies" || !stands?.heard || stands.taken) continue;
    if (claim.event) events.add(subject);
    if (claim.from !== undefined) (claim.from > asOf ? later : begun).add(subject);
  }
  return new Set([...later].filter((id) => events.has(id) && !begun.has(id)));
}
