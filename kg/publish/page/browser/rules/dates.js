// Dates as people type them, as their first and last day. The same days as kg/claims/edtf.py gives.

const MONTH_NAMES = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
/** @type {Map<string, number>} */
const SEASON_MONTHS = new Map([["spring", 3], ["summer", 6], ["autumn", 9], ["fall", 9], ["winter", 12]]);
const SEASON_CODES = new Map([[21, 3], [22, 6], [23, 9], [24, 12]]);

/**
 * The first and the last day of a date, ISO; an end that is open is empty, null stands for no date.
 *
 * Year, month, day and season as EDTF writes them (2025, 2025-01, 2025-01-20, 2024-23), or in words
 * (January 2025, 20 January 2025, autumn 2024), and from one to another (2024-11/2025-01, ../2025).
 * @param {string} text
 * @returns {[string, string] | null}
 */
export function spanOf(text) {
  const ends = text.trim().split("/");
  if (ends.length === 1) return oneDate(ends[0] ?? "");
  if (ends.length !== 2) return null;
  const [from, to] = ends.map((end) => (/^\s*(\.\.)?\s*$/.test(end) ? /** @type {[string, string]} */ (["", ""]) : oneDate(end)));
  if (!from || !to || (!from[0] && !to[1])) return null;
  return from[0] && to[1] && from[0] > to[1] ? null : [from[0], to[1]];
}

/**
 * @param {string} text
 * @returns {[string, string] | null}
 */
function oneDate(text) {
  const plain = text.trim().toLowerCase();
  const numbers = /^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?$/.exec(plain);
  if (numbers) {
    const [year, month, day] = [Number(numbers[1]), Number(numbers[2] ?? 0), Number(numbers[3] ?? 0)];
    if (numbers[2] === undefined) return spanOfMonths(year, 1, 12);
    if (SEASON_CODES.has(month) && numbers[3] === undefined) return spanOfMonths(year, SEASON_CODES.get(month) ?? 0, 3);
    return numbers[3] === undefined ? spanOfMonths(year, month, 1) : oneDay(year, month, day);
  }
  const words = plain.replace(/[,.]/g, " ").replace(/(\d)(st|nd|rd|th)\b/, "$1").split(/\s+/);
  const year = words.find((word) => /^\d{4}$/.test(word));
  const name = words.find((word) => /^\p{L}+$/u.test(word));
  const rest = words.filter((word) => word && word !== year && word !== name);
  if (year === undefined || name === undefined || rest.length > 1) return null;
  const season = SEASON_MONTHS.get(name);
  if (season !== undefined) return rest.length ? null : spanOfMonths(Number(year), season, 3);
  const month = name.length < 3 ? -1 : MONTH_NAMES.findIndex((each) => each.startsWith(name));
  if (month < 0) return null;
  if (!rest.length) return spanOfMonths(Number(year), month + 1, 1);
  return /^\d{1,2}$/.test(rest[0] ?? "") ? oneDay(Number(year), month + 1, Number(rest[0])) : null;
}

/**
 * @param {number} year
 * @param {number} first
 * @param {number} count
 * @returns {[string, string] | null}
 */
function spanOfMonths(year, first, count) {
  if (year < 1 || first < 1 || first > 12) return null;
  const end = first + count - 1;
  const [lastYear, lastMonth] = end > 12 ? [year + 1, end - 12] : [year, end];
  return [isoOf(year, first, 1), isoOf(lastYear, lastMonth, daysIn(lastYear, lastMonth))];
}

/**
 * @param {number} year
 * @param {number} month
 * @param {number} day
 * @returns {[string, string] | null}
 */
function oneDay(year, month, day) {
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  const iso = isoOf(year, month, day);
  return [iso, iso];
}

/**
 * @param {number} year
 * @param {number} month
 */
function daysIn(year, month) {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 ? (leap ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** @param {number[]} numbers year, month and day */
const isoOf = (...numbers) => numbers.map((number, place) => String(number).padStart(place ? 2 : 4, "0")).join("-");

/** A date of our own as it is read aloud in running text: no part of a name, an address or an id (as in kg/claims/edtf.py). */
const IN_TEXT = /(?<![\w./-])\d{4}-\d\d(?:-\d\d)?(?:\/(?:\.\.|\d{4}(?:-\d\d){0,2}))?(?![\w/-]|\.\w)/g;
const SEASON_NAMES = new Map([[21, "spring"], [22, "summer"], [23, "autumn"], [24, "winter"]]);

/**
 * A text in which each date that stands by itself is in words: "2024-23/.." is "since autumn 2024".
 * @param {string} text
 * @returns {string}
 */
export const datesInWords = (text) => text.replace(IN_TEXT, (found) => {
  const [start, end] = found.split("/");
  const [first, last] = [oneInWords(start ?? ""), oneInWords(end ?? "")];
  if (end === undefined) return first ?? found;
  if (first && end === "..") return `since ${first}`;
  return first && last ? `${first} to ${last}` : found;
});

/**
 * A year, a month, a season or a day in words; null for none of them.
 * @param {string} date
 * @returns {string | null}
 */
function oneInWords(date) {
  if (!oneDate(date)) return null;
  const [year, month, day] = date.split("-");
  if (month === undefined) return year ?? null;
  const name = MONTH_NAMES[Number(month) - 1] ?? "";
  const words = SEASON_NAMES.get(Number(month)) ?? `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
  return `${day === undefined ? "" : `${Number(day)} `}${words} ${year}`;
}
