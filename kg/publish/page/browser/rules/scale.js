// A scale of days on which a few things long before (or after) the rest do not squeeze the rest to nothing:
// the years between, in which nothing begins or ends, are cut out. Its unit is a day; days are counted from 1970 on.

/**
 * Days without a gap, and where they stand: from ``at`` on, a day a unit. ``few``: it lies apart from the rest.
 * @typedef {{ from: number, to: number, at: number, few: boolean }} Piece
 * @typedef {{ from: number, to: number, at: number, end: number }} Cut the days left out, and where the break is drawn
 * @typedef {{ first: number, last: number, start: number, end: number, pieces: Piece[], cuts: Cut[],
 *   place: (day: number) => number, dayAt: (unit: number) => number }} Scale
 * @typedef {{ at: number, label: string, year: boolean }} Tick
 */

const YEAR = 365.25;
const MONTH = YEAR / 12;
const SHORTEST = 2 * YEAR; // a shorter gap is left as it is,
const MOST_CUTS = 3;
const LEAST_SHARE = 0.25; // and so is one that takes less of what is drawn
const BREAK = 0.05; // so wide is a break, of all that is drawn
const NAMES = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/**
 * The scale of days. A gap of two years and more that takes a quarter of it is cut, where no more than a tenth of
 * the days lie on one side of it (of four to nineteen days: one).
 * @param {number[]} days as many times as something falls on them; one at least
 * @returns {Scale}
 */
export function scaleOf(days) {
  const sorted = [...days].sort((a, b) => a - b);
  const [first, last] = [sorted[0], sorted[sorted.length - 1]];
  const gaps = gapsOf(sorted);
  const left = last - first - gaps.reduce((sum, gap) => sum + gap.to - gap.from, 0);
  const wide = Math.max(2, Math.round(left * BREAK));
  /** @type {Piece[]} */
  const pieces = [];
  /** @type {Cut[]} */
  const cuts = [];
  let from = first;
  let at = 0;
  for (const { from: ends, to } of gaps) {
    pieces.push({ from, to: ends, at, few: false });
    cuts.push({ from: ends, to, at: at + ends - from, end: at + ends - from + wide });
    at += ends - from + wide;
    from = to;
  }
  pieces.push({ from, to: last, at, few: false });
  const counts = pieces.map((piece) => sorted.filter((day) => day >= piece.from && day <= piece.to).length);
  const main = counts.indexOf(Math.max(...counts));
  const shift = pieces[main].from - pieces[main].at; // in the main piece a unit is its day
  pieces.forEach((piece, index) => {
    piece.at += shift;
    piece.few = index !== main;
  });
  for (const cut of cuts) {
    cut.at += shift;
    cut.end += shift;
  }
  /** @param {number} day */
  const place = (day) => {
    const cut = cuts.find((each) => day > each.from && day < each.to);
    if (cut) return cut.at + ((day - cut.from) / (cut.to - cut.from)) * (cut.end - cut.at);
    const piece = pieces.find((each) => day <= each.to) ?? pieces[pieces.length - 1];
    return piece.at + day - piece.from;
  };
  /** @param {number} unit */
  const dayAt = (unit) => {
    const cut = cuts.find((each) => unit > each.at && unit < each.end);
    if (cut) return Math.round(cut.from + ((unit - cut.at) / (cut.end - cut.at)) * (cut.to - cut.from));
    const piece = pieces.find((each) => unit <= each.at + each.to - each.from) ?? pieces[pieces.length - 1];
    return Math.round(piece.from + unit - piece.at);
  };
  return { first, last, start: place(first), end: place(last), pieces, cuts, place, dayAt };
}

/**
 * The gaps to cut, in the order of time.
 * @param {number[]} sorted
 */
function gapsOf(sorted) {
  const count = sorted.length;
  const few = Math.max(Math.floor(count / 10), count >= 4 ? 1 : 0);
  const gaps = sorted.slice(1)
    .map((to, index) => ({ from: sorted[index], to, before: index + 1 }))
    .filter(({ from, to, before }) => to - from >= SHORTEST && (before <= few || count - before <= few))
    .sort((a, b) => b.to - b.from - (a.to - a.from));
  let drawn = sorted[count - 1] - sorted[0];
  const cut = [];
  for (const gap of gaps.slice(0, MOST_CUTS)) {
    if (gap.to - gap.from < drawn * LEAST_SHARE) break;
    drawn -= gap.to - gap.from;
    cut.push(gap);
  }
  return cut.sort((a, b) => a.from - b.from);
}

/**
 * The year, month (from 0) and day of the month of a day: the year is taken to begin in March, so that a
 * leap day is its last, and 400 years have 146,097 days.
 * @param {number} day
 */
function dateOf(day) {
  const since = day + 719468; // from 1 March of the year 0
  const era = Math.floor(since / 146097);
  const left = since - era * 146097;
  const year = Math.floor((left - Math.floor(left / 1460) + Math.floor(left / 36524) - Math.floor(left / 146096)) / 365);
  const ofYear = left - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = (fromMarch + 2) % 12;
  return { year: year + era * 400 + (month < 2 ? 1 : 0), month, day: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1 };
}

/**
 * The first day of a month, of which the months are counted from January of the year 0 on.
 * @param {number} months
 */
function beginOf(months) {
  const [shifted, fromMarch] = [months - 2, (((months - 2) % 12) + 12) % 12];
  const year = Math.floor(shifted / 12);
  const leaps = Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
  return 365 * year + leaps + Math.floor((153 * fromMarch + 2) / 5) - 719468;
}

/**
 * What is written along a scale: the first days of years, quarters or months, or days, no more than there is
 * room for; of what lies apart its years.
 * @param {Scale} scale
 * @param {number} start where it is drawn from, and ``end`` where to
 * @param {number} end
 * @param {number} fit so many labels have room
 * @returns {Tick[]} in the order of time
 */
export function ticksOf(scale, start, end, fit) {
  const room = (end - start) / fit;
  let before = -Infinity;
  const apart = scale.pieces.filter((piece) => piece.few).map((piece) => {
    const at = piece.at + (piece.to - piece.from) / 2;
    const [first, last] = [piece.from, piece.to].map((day) => dateOf(day).year);
    const short = first === last || at - before < room * 1.5; // its first year alone, where there is no room for more
    before = at;
    return { at, label: short ? String(first) : `${first}–${last}`, year: true };
  });
  const seen = new Set();
  const rows = [];
  for (const day of steps(scale.dayAt(start), scale.dayAt(end), end - start, fit)) {
    const at = scale.place(day);
    const hidden = at < start || at > end || scale.cuts.some((cut) => day > cut.from && day < cut.to);
    const near = apart.some((tick) => Math.abs(tick.at - at) < room * 1.1);
    if (hidden || near || scale.pieces.some((piece) => piece.few && day >= piece.from && day <= piece.to)) continue;
    const date = dateOf(day);
    const [year, name] = [String(date.year), NAMES[date.month]];
    const newYear = date.month === 0 && date.day === 1;
    const words = end - start < 2 * MONTH ? `${date.day} ${name}` : name;
    rows.push({ at, label: newYear ? year : seen.has(year) ? words : `${words} ${year}`, year: newYear });
    if (!seen.size || newYear) seen.add(year); // the first one says of which year
  }
  return [...apart, ...rows].sort((a, b) => a.at - b.at);
}

/**
 * The first days of as many months, quarters or years as have room between two days; of less than two months, days.
 * @param {number} first
 * @param {number} last
 * @param {number} drawn so many days are drawn of them
 * @param {number} fit
 */
function steps(first, last, drawn, fit) {
  if (drawn < 2 * MONTH) {
    const step = Math.max(1, Math.ceil(drawn / fit));
    return Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);
  }
  const step = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((each) => drawn / MONTH / each <= fit) ?? 6000;
  const date = dateOf(first);
  const days = [];
  const from = date.year * 12 + date.month + (date.day > 1 ? 1 : 0);
  for (let month = Math.ceil(from / step) * step; beginOf(month) <= last; month += step) days.push(beginOf(month));
  return days;
}
