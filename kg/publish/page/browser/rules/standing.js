// Which claims stand at two clocks and without some sources. The same rules as kg/build/scope.py and
// kg/claims/corrections.py, so that the page and the command give the same claims.

import { laterEvents } from "./days.js";

/** @import { Claim, Clocks, Link, Standing } from "../types" */

export const RETRACTED = "retracted";
export const SUPERSEDED = "superseded";

/**
 * How each claim stands, by its id: see `Standing`.
 * @param {Map<string, Claim>} claims
 * @param {Link[]} links who takes back whom
 * @param {Clocks} clocks
 * @returns {Map<string, Standing>}
 */
export function standingAt(claims, links, { asOf, knownAt, without }) {
  /** @type {Map<string, Standing>} */
  const standing = new Map();
  for (const [id, claim] of claims) {
    const known = knownAt === null || isBy(claim.known, knownAt);
    const begun = asOf === null || !(isAfter(claim.from, asOf) || isAfter(claim.asOfFrom, asOf));
    const over = asOf !== null && claim.state === true && claim.to !== undefined && claim.to < asOf;
    const timely = known && begun && !over;
    const asked = !without.has(claim.document);
    standing.set(id, { heard: known && asked, begun, timely, held: timely && asked, taken: null });
  }
  takeAll(claims, links, standing, { knownAt, without });
  if (withholdLater(claims, standing, asOf)) takeAll(claims, links, standing, { knownAt, without });
  return standing;
}

/**
 * Say of each claim what takes it back, if anything does.
 * @param {Map<string, Claim>} claims
 * @param {Link[]} links
 * @param {Map<string, Standing>} standing
 * @param {Omit<Clocks, "asOf">} clocks
 */
function takeAll(claims, links, standing, { knownAt, without }) {
  for (const own of standing.values()) own.taken = null;
  /** @type {Map<string, Link>} */
  const gone = new Map(); // also whole documents, by the name under which a claim is derived from one
  for (const link of overtaking(linksAt(standing, links, knownAt, without))) {
    const earlier = standing.get(link.earlier);
    if (earlier) earlier.taken ??= link;
    for (const id of [link.earlier, link.was]) if (id !== undefined && !gone.has(id)) gone.set(id, link);
  }
  takeRelays(claims, standing, gone);
}

/**
 * What is said, without a day of its own, of an event that happens after the day does not hold yet.
 * @param {Map<string, Claim>} claims
 * @param {Map<string, Standing>} standing
 * @param {string | null} asOf
 * @returns {boolean} whether anything is
 */
function withholdLater(claims, standing, asOf) {
  const later = laterEvents(claims, standing, asOf);
  let found = false;
  if (later.size === 0) return found;
  for (const [id, claim] of claims) {
    if (claim.from !== undefined || claim.asOfFrom !== undefined) continue;
    const named = claim.wholeId === undefined ? claim.ends : [...claim.ends, claim.wholeId];
    if (!named.some((end) => later.has(end))) continue;
    Object.assign(standing.get(id) ?? {}, { begun: false, timely: false, held: false });
    found = true;
  }
  return found;
}

/**
 * What only relays such as no longer stands does not stand either, at any distance: it is taken as its
 * original is. What itself takes something back stays.
 * @param {Map<string, Claim>} claims
 * @param {Map<string, Standing>} standing
 * @param {Map<string, Link>} gone by what no longer stands, the link that takes it back
 */
function takeRelays(claims, standing, gone) {
  const takers = new Set([...gone.values()].map((link) => link.later));
  const relays = [...claims].filter(([id, claim]) => claim.derived?.length && !gone.has(id) && !takers.has(id) && standing.get(id)?.heard);
  for (let found = true; found;) {
    found = false;
    for (const [id, claim] of relays) {
      if (gone.has(id)) continue;
      const link = gone.get((claim.derived ?? []).find((origin) => gone.has(origin)) ?? "");
      if (link === undefined || !claim.derived?.every((origin) => gone.has(origin))) continue;
      const own = standing.get(id);
      if (own) own.taken = link;
      gone.set(id, link);
      found = true;
    }
  }
}

/**
 * Whether a day is known and not after another.
 * @param {string | undefined} day
 * @param {string} clock
 */
const isBy = (day, clock) => day !== undefined && day <= clock;

/**
 * Whether a day is known and after another.
 * @param {string | undefined} day
 * @param {string} clock
 */
const isAfter = (day, clock) => day !== undefined && day > clock;

/**
 * The links that are known at a clock; what supersedes does so only once it has begun.
 * @param {Map<string, Standing>} standing
 * @param {Link[]} links
 * @param {string | null} knownAt
 * @param {Set<number>} without
 */
function linksAt(standing, links, knownAt, without) {
  return links.filter(({ later, earlier, kind, known, document }) => {
    if (later === earlier) return false;
    const claim = standing.get(later);
    if (claim) return claim.heard && (kind !== SUPERSEDED || claim.begun);
    return !(document !== undefined && without.has(document)) && (knownAt === null || isBy(known, knownAt));
  });
}

/**
 * The links that count, a retraction before any other; what is itself retracted takes nothing back.
 * @param {Link[]} links
 * @returns {Link[]}
 */
function overtaking(links) {
  const out = retracted(links);
  const counting = links.filter((link) => !out.has(link.later));
  return [...counting.filter((link) => link.kind === RETRACTED), ...counting.filter((link) => link.kind !== RETRACTED)];
}

/**
 * What is retracted by something that is not retracted itself (grounded labelling).
 * @param {Link[]} links
 * @returns {Set<string>}
 */
function retracted(links) {
  /** @type {Map<string, Set<string>>} */
  const victims = new Map();
  /** @type {Map<string, Set<string>>} */
  const attackers = new Map();
  for (const { later, earlier, kind } of links) {
    if (kind !== RETRACTED) continue;
    victims.set(later, (victims.get(later) ?? new Set()).add(earlier));
    attackers.set(earlier, (attackers.get(earlier) ?? new Set()).add(later));
  }
  const openAttacks = new Map([...victims.keys(), ...attackers.keys()].map((id) => [id, attackers.get(id)?.size ?? 0]));
  const standing = [...openAttacks].filter(([, count]) => count === 0).map(([id]) => id);
  /** @type {Set<string>} */
  const out = new Set();
  for (const attacker of standing) // it grows on the way
    for (const victim of victims.get(attacker) ?? []) {
      if (out.has(victim)) continue;
      out.add(victim);
      for (const id of victims.get(victim) ?? []) {
        const left = (openAttacks.get(id) ?? 0) - 1;
        openAttacks.set(id, left);
        if (left === 0) standing.push(id);
      }
    }
  return out;
}

/**
 * Whether nobody stands by a claim any more; what was only superseded was true in its day.
 * @param {Link | null} taken the link that takes it back
 */
export const isWithdrawn = (taken) => taken !== null && taken.kind !== SUPERSEDED;
