// What the figures of one quantity leave of it, day by day. The same rule as `band` in
// kg/claims/facts/day_range.py: only what holds whichever day of its time a figure means.

/** @import { End, Row, Step } from "../types" */

/**
 * The range of each day that some figures surely bound, in the order of the days, which are counted from 1970 on.
 * @param {Row[]} rows the figures of one axis that bear a fact
 * @param {string | undefined} over "grows": a count that never falls; "level": what rises and falls; else no band
 * @returns {Step[]}
 */
export function bandOf(rows, over) {
  const numbered = rows.filter((row) => row.least !== undefined || row.most !== undefined);
  if (numbered.length < 2) return [];
  if (over === "grows") return growing(numbered);
  return over === "level" ? ofSingleDays(numbered) : [];
}

/** @param {number} one @param {number} other */
const byNumber = (one, other) => one - other;

/** @param {Row[]} rows */
function growing(rows) {
  const begin = Math.min(...rows.flatMap((row) => row.counts ?? []));
  /** @type {{ day: number, end: End }[]} */
  const least = [];
  /** @type {{ day: number, end: End }[]} */
  const most = [];
  for (const row of rows) {
    const [first, last] = row.days ?? [null, null];
    const [low, high] = endsOf(row);
    const isPart = row.counts !== undefined && row.counts > begin;
    if (low && last !== null) least.push({ day: last, end: low });
    if (high && first !== null && !isPart) most.push({ day: first, end: high });
  }
  const begins = [...new Set([...least.map(({ day }) => day), ...most.map(({ day }) => day + 1)])].sort(byNumber);
  /** @type {Step[]} */
  const steps = [];
  [-Infinity, ...begins].forEach((first, index) => {
    const low = inmost(least.filter(({ day }) => day <= first).map(({ end }) => end), 1);
    const high = inmost(most.filter(({ day }) => day >= first).map(({ end }) => end), -1);
    const next = begins[index];
    const last = next === undefined ? null : next - 1;
    const step = stepOf(index === 0 ? null : first, last, low, high);
    const before = steps[steps.length - 1];
    if (before && isSame(before, step)) before.last = last;
    else if (low || high) steps.push(step);
  });
  return steps;
}

/** @param {Row[]} rows */
function ofSingleDays(rows) {
  const days = new Set(rows.flatMap(({ days: [first, last] = [null, null] }) => (first !== null && first === last ? first : [])));
  return [...days].sort(byNumber).map((day) => {
    const ends = rows.filter((row) => row.days?.[0] === day && row.days[1] === day).map(endsOf);
    return stepOf(day, day, inmost(ends.flatMap(([low]) => low ?? []), 1), inmost(ends.flatMap(([, high]) => high ?? []), -1));
  });
}

/**
 * The two ends of a figure; an open one is null. `side` says on which side of its number an end cuts.
 * @param {Row} row
 * @returns {[End | null, End | null]}
 */
function endsOf({ least, most, low, high, lowIn, highIn }) {
  return [
    least === undefined ? null : { value: least, side: lowIn ? 0 : 1, place: low ?? 0 },
    most === undefined ? null : { value: most, side: highIn ? 1 : 0, place: high ?? 1 },
  ];
}

/** @param {End} one @param {End} other */
const order = (one, other) => one.value - other.value || one.side - other.side;

/**
 * The end that leaves the least: of lower ends (sign 1) the highest, of upper ones (-1) the lowest.
 * @param {End[]} ends
 * @param {1 | -1} sign
 * @returns {End | null}
 */
function inmost(ends, sign) {
  /** @type {End | null} */
  let found = null;
  for (const end of ends) if (found === null || order(end, found) * sign > 0) found = end;
  return found;
}

/**
 * @param {number | null} first
 * @param {number | null} last
 * @param {End | null} low
 * @param {End | null} high
 * @returns {Step}
 */
const stepOf = (first, last, low, high) => ({ first, last, low, high, empty: low !== null && high !== null && order(low, high) >= 0 });

/** @param {Step} one @param {Step} other */
function isSame(one, other) {
  const same = (/** @type {End | null} */ a, /** @type {End | null} */ b) => a?.value === b?.value && a?.side === b?.side;
  return one.empty === other.empty && (one.empty || (same(one.low, other.low) && same(one.high, other.high)));
}
