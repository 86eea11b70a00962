// How many independent origins stand behind some claims. The same rules as kg/claims/independence.py:
// three articles that repeat one agency are one origin; who names no speaker is none.

/** @import { Claim, Origins, Standing } from "../types" */

/**
 * A function that gives the origins of some claims at the clocks: speakers, or documents that name
 * none. A claim that is derived from others has their origins; of withdrawn ones it has none.
 * @param {Map<string, Claim>} claims
 * @param {{ name: string }[]} documents
 * @param {Map<string, Standing>} standing
 * @param {Set<number>} without documents that are withdrawn
 * @returns {Origins}
 */
export function originsAt(claims, documents, standing, without) {
  const numbers = new Map(documents.map((document, number) => [document.name, number]));
  const isTimely = (/** @type {string} */ id) => standing.get(id)?.timely === true;
  /** @type {string[]} */
  const nothing = [];
  const isGone = (/** @type {string} */ id) => {
    const claim = claims.get(id);
    if (claim) return isTimely(id) && without.has(claim.document);
    const number = numbers.get(id);
    return number !== undefined && without.has(number);
  };
  /** What a claim is derived from that is left, and whether it speaks for nobody.
   * @param {Claim} claim
   */
  const testimony = (claim) => {
    if (claim.derived === undefined) return { derived: nothing, own: claim.own === true };
    const { derived } = claim;
    const left = derived.filter((id) => !isGone(id));
    return { derived: left, own: claim.own === true || (derived.length > 0 && left.length === 0) };
  };
  /** @type {Map<number, Set<string>>} */
  const speakers = new Map(); // by document: all whom it names
  for (const [id, claim] of claims) {
    if (!isTimely(id) || isGone(id) || testimony(claim).own) continue;
    const names = speakers.get(claim.document);
    if (names) names.add(claim.by);
    else speakers.set(claim.document, new Set([claim.by]));
  }

  return (ids) => {
    /** @type {Set<string>} */
    const origins = new Set();
    const seen = new Set();
    const todo = [...ids];
    for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      const claim = claims.get(id);
      if (isGone(id)) continue;
      if (claim && isTimely(id)) {
        const { derived, own } = testimony(claim);
        if (derived.length) todo.push(...derived);
        else if (!own) origins.add(claim.by);
      } else {
        // A whole document is one origin: the one speaker that it relays, or itself.
        const names = speakers.get(numbers.get(id) ?? -1);
        if (names?.size === 1) for (const name of names) origins.add(name);
        else origins.add(id);
      }
    }
    return origins;
  };
}
