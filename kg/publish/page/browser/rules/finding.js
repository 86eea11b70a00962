// How well what is typed fits a text: words in any order, plurals and slips of typing forgiven, numbers
// by their value however they are written.

/** @import { Found, Sought } from "../types" */

const SCALES = new Map([["k", 3], ["thousand", 3], ["m", 6], ["mln", 6], ["million", 6], ["bn", 9], ["billion", 9]]);
const SCALED = /(\d+(?:\.\d+)?)[ -]?(k|thousand|m|mln|million|bn|billion)(?![\p{L}\p{N}])/giu;

/**
 * Text without case, accents and punctuation, one space between words; numbers without separators and
 * magnitudes: "12,000,000" and "12 million" are one.
 * @param {string} text
 */
export function searchable(text) {
  const plain = text.replace(/(\d),(?=\d{3}(?!\d))/g, "$1").replace(SCALED, (_, number, word) => String(Math.round(Number(number) * 10 ** (SCALES.get(word.toLowerCase()) ?? 0))));
  const bare = plain.toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/\p{M}/gu, "");
  return bare.normalize("NFC").replace(/[^\p{L}\p{N}_]+/gu, " ").trim();
}

/** @param {string} word */
const singular = (word) => (word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word);

/**
 * What can be found under some texts, each with its weight: a name weighs more than a word of a sentence.
 * @param {string} id
 * @param {string} sort
 * @param {[string, number][]} texts
 * @param {number} size what stands first among equals
 * @returns {Sought}
 */
export function sought(id, sort, texts, size) {
  const own = texts.filter(([text]) => text).map(([text, weight]) => {
    const whole = searchable(text);
    return { text, weight, whole, words: whole.split(" ") };
  });
  return { id, sort, size, texts: own };
}

/**
 * What fits every word that is typed, the best first; `text` is the one by which it is found.
 * @param {Sought[]} all
 * @param {string} typed
 * @returns {Found[]}
 */
export function bestOf(all, typed) {
  const whole = searchable(typed);
  if (!whole) return [];
  const words = whole.split(" ");
  /** @type {Found[]} */
  const found = [];
  for (const entry of all) {
    const fit = fitOf(entry, words, whole);
    if (fit) found.push({ id: entry.id, sort: entry.sort, size: entry.size, ...fit });
  }
  return found.sort((a, b) => b.score - a.score || b.size - a.size || a.text.length - b.text.length);
}

/**
 * @param {Sought} entry
 * @param {string[]} words
 * @param {string} whole
 * @returns {{ score: number, text: string } | null}
 */
function fitOf({ texts }, words, whole) {
  /** @type {{ score: number, text: string } | null} */
  let best = null;
  let [sum, told] = [0, ""];
  let most = 0;
  const reached = words.map(() => 0);
  for (const { text, weight, whole: own, words: parts } of texts) {
    const scores = words.map((word) => Math.max(...parts.map((part) => wordFit(word, part)), word.length > 2 && own.includes(word) ? 2 : 0));
    scores.forEach((score, index) => { reached[index] = Math.max(reached[index] ?? 0, score * weight); });
    sum = scores.reduce((a, b) => a + b, 0) * weight;
    if (sum > most) [most, told] = [sum, text];
    if (scores.some((score) => score === 0)) continue;
    const bonus = own === whole ? 6 : words.length / parts.length + (words.length > 1 && ` ${own} `.includes(` ${whole} `) ? 2 : 0);
    const score = (scores.reduce((a, b) => a + b, 0) / words.length + bonus) * weight;
    if (best === null || score > best.score) best = { score, text };
  }
  if (best !== null || reached.some((score) => score === 0)) return best;
  return { score: (reached.reduce((a, b) => a + b, 0) / words.length) * 0.8, text: told }; // its words stand in several texts
}

/**
 * From 0 (not at all) to 5 (the word itself).
 * @param {string} word
 * @param {string} part
 */
function wordFit(word, part) {
  if (word === part) return 5;
  if (singular(word) === singular(part)) return 4.8;
  if (/^\d+$/.test(word)) return 0; // another number is not nearly this one
  if (part.startsWith(word)) return word.length > 1 ? 4 : 1;
  if (word.length < 4 || /\d/.test(part)) return 0;
  const most = word.length < 8 ? 1 : 2;
  if (Math.abs(word.length - part.length) > most) return 0;
  return isSlip(word, part, most) ? 2.5 : 0;
}

/**
 * Whether a word becomes another by so many slips: a letter too many, too few, another, or two that
 * changed places (optimal string alignment).
 * @param {string} one
 * @param {string} other
 * @param {number} most
 */
function isSlip(one, other, most) {
  /** @type {number[]} */
  let above = [];
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      let cost = Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) cost = Math.min(cost, (above[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    if (Math.min(...next) > most) return false;
    [above, row] = [row, next];
  }
  return (row[other.length] ?? Infinity) <= most;
}
