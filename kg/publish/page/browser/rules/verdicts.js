// Which contradictions are there at the clocks. A verdict on two claims is reached when the page is
// made (kg/claims/verdicts); whether it counts depends on who stands. As in kg/graph/contradictions.py.

import { isNested } from "./weighing.js";

/** @import { Claim, Facts, Standing, Verdict } from "../types" */

/**
 * The verdicts that count at the clocks, the gravest first.
 *
 * All their claims must stand, and of two values none may be a part of the other. Of verdicts that answer
 * one question (`question`) the first counts. One that rests on the begin of a third figure counts beside that one
 * (`needs`), where no figure with an earlier begin stands (`unless`). A verdict that is found by looking from one figure at
 * others gives way where enough of the figures before it stand (`after`). One on a relay that only
 * repeats the verdict on the original is left out.
 * @param {Verdict[]} verdicts
 * @param {Map<string, Claim>} claims
 * @param {Map<string, Standing>} standing
 * @param {Facts} facts
 * @returns {Verdict[]}
 */
export function verdictsAt(verdicts, claims, standing, { wholes }) {
  const stands = (/** @type {string} */ id) => standing.get(id)?.held === true && standing.get(id)?.taken === null;
  const answered = new Set();
  const listed = verdicts.filter((verdict) => {
    if (!verdict.claims.every(stands) || !(verdict.needs ?? []).every(stands) || (verdict.unless ?? []).some(stands)) return false;
    if (verdict.values && isNested(wholes, verdict.values[0], verdict.values[1])) return false;
    if (verdict.after && !verdict.after.some(([most, ...before]) => before.filter((id) => stands(String(id))).length < Number(most))) return false;
    if (verdict.question === undefined) return true;
    if (answered.has(verdict.question)) return false;
    answered.add(verdict.question);
    return true;
  });
  const pairs = new Set(listed.filter((verdict) => verdict.figures).map(pairOf));
  const repeats = (/** @type {Verdict} */ verdict) => verdict.claims.some((relay, side) => {
    const other = verdict.claims[1 - side];
    return [...relayedBy(relay, claims)].some((original) => pairs.has(pairOf({ ...verdict, claims: [original, other] })));
  });
  return listed.filter((verdict) => !verdict.figures || !repeats(verdict)).sort(byGravity);
}

/**
 * What a claim relays, at any distance.
 * @param {string} relay
 * @param {Map<string, Claim>} claims
 */
function relayedBy(relay, claims) {
  const found = new Set(claims.get(relay)?.derived);
  for (const id of found) for (const original of claims.get(id)?.derived ?? []) found.add(original); // it grows on the way
  return found;
}

/**
 * The kind of a verdict and its two claims in any order, as one text.
 * @param {Verdict} verdict
 */
const pairOf = ({ kind, claims }) => [kind, ...[...claims].sort()].join(" ");

// As VERDICTS in kg/claims/verdicts/verdict.py, and the sets: what fits can be odd, too.
const GRAVEST_FIRST = [
  "contradicts", "cannot all be true", "undecided", "implausible jump", "not comparable", "supersedes", "alternative", "not independent", "part of",
  "grows", "overlaps", "narrower", "agrees",
];

/**
 * The order of two verdicts: the graver first, then by their claims.
 * @param {Verdict} one
 * @param {Verdict} other
 */
function byGravity(one, other) {
  const keys = [one, other].map(({ kind, claims }) => [GRAVEST_FIRST.indexOf(kind), ...claims.map((id) => Number(id.slice(1)))]);
  const place = keys[0].findIndex((key, index) => key !== keys[1][index]);
  return place < 0 ? 0 : keys[0][place] - keys[1][place];
}
