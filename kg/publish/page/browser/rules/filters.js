// What passes the filters: claims, lines and entities, given how the claims stand.

import { RETRACTED } from "./standing.js";

/** @import { Claim, Filters, LineMarks, Origins } from "../types" */

/**
 * Whether a claim holds at the clocks and is not switched off by who says it, how, or of what.
 * @param {Claim} claim
 * @param {Filters} hidden
 * @param {Set<string> | null} clashing where only what contradicts is asked for: the claims that do
 */
export function isNear(claim, hidden, clashing) {
  return claim.held && !hidden.speakers.has(claim.by) && !hidden.likelihoods.has(claim.hedged)
    && !hidden.relations.has(claim.of) && (clashing === null || clashing.has(claim.key));
}

/**
 * Whether a claim is denied, retracted, corrected or superseded.
 * @param {Claim} claim
 */
export const hasFallen = (claim) => claim.taken !== null || claim.stance === "denies";

/**
 * Whether a claim asserts something for which its speaker still stands.
 * @param {Claim} claim
 */
export const speaksFor = (claim) => claim.stance !== "denies" && claim.taken?.kind !== RETRACTED;

/**
 * How a line, or what is said in a word, is drawn at the clocks, by those of its claims that are shown.
 * @param {{ layer: string }} line
 * @param {Claim[]} shown
 * @param {{ rivalled: boolean, denied: boolean }} marks of its fact
 * @param {Origins} origins
 * @returns {LineMarks}
 */
export function lineOf(line, shown, { rivalled, denied }, origins) {
  let [chance, isFact, isSaid] = [0, false, false];
  /** @type {string[]} */
  const speaking = [];
  for (const claim of shown) {
    chance = Math.max(chance, claim.chance ? (claim.chance[0] + claim.chance[1]) / 2 : 1);
    isFact ||= claim.bearing;
    isSaid ||= claim.bearing && claim.implied !== true;
    if (speaksFor(claim)) speaking.push(claim.key);
  }
  const drawn = line.layer === "judgement" ? "judgement" : isFact ? "fact" : "claim";
  return {
    drawn, known: shown.length, chance, rivalled,
    contested: drawn === "fact" && (rivalled || denied),
    implied: drawn === "fact" && !isSaid,
    denied: shown.length > 0 && shown.every((claim) => claim.stance === "denies"),
    support: speaking.length ? origins(speaking).size : 0,
  };
}
