// A text cut where marks begin and end, and places in it: pure, in characters as the sources count them.

/**
 * The pieces of a text by the marks that lie on them.
 * @param {string[]} characters of the text, one a code point
 * @param {{key: string, sort: string, start: number, end: number}[]} marks
 * @returns {{text: string, start: number, marks: {key: string, sort: string}[]}[]}
 */
export function pieces(characters, marks) {
  const length = characters.length;
  const inside = marks.filter((mark) => mark.start < mark.end && mark.start >= 0 && mark.end <= length);
  const cuts = [...new Set([0, length, ...inside.flatMap((mark) => [mark.start, mark.end])])].sort((a, b) => a - b);
  const byStart = inside.map((mark, order) => ({ mark, order })).sort((a, b) => a.mark.start - b.mark.start);
  const found = [];
  /** @type {{mark: {key: string, sort: string, start: number, end: number}, order: number}[]} */
  let open = [];
  let begun = 0;
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const [start, end] = [cuts[i], cuts[i + 1]];
    while (begun < byStart.length && byStart[begun].mark.start <= start) open.push(byStart[begun++]);
    open = open.filter(({ mark }) => mark.end >= end);
    const on = [...open].sort((a, b) => a.order - b.order).map(({ mark: { key, sort } }) => ({ key, sort }));
    found.push({ text: characters.slice(start, end).join(""), start, marks: on });
  }
  return found;
}

/**
 * A span of words from a span of characters: blanks at its ends are left out, a word that is cut is taken whole.
 * @param {string[]} characters
 * @param {number} from
 * @param {number} to
 * @returns {[number, number] | null}
 */
export function words(characters, from, to) {
  let [start, end] = [from, to];
  const isBlank = (/** @type {string} */ c) => /\s/u.test(c);
  const isLetter = (/** @type {string | undefined} */ c) => c !== undefined && /[\p{L}\p{N}]/u.test(c);
  while (start < end && isBlank(characters[start])) start += 1;
  while (end > start && isBlank(characters[end - 1])) end -= 1;
  if (start >= end) return null;
  while (isLetter(characters[start - 1]) && isLetter(characters[start])) start -= 1;
  while (isLetter(characters[end]) && isLetter(characters[end - 1])) end += 1;
  return [start, end];
}

/** A character as it is looked for: small, blanks and quotation marks as plain ones; always one. @param {string} c */
const plain = (c) => {
  if (/\s/u.test(c)) return " ";
  const small = /[‘’ʼ]/u.test(c) ? "'" : /[“”„«»]/u.test(c) ? "\"" : c.toLowerCase();
  return Array.from(small).length === 1 ? small : c;
};

/**
 * Where words stand in a text, in characters.
 * @param {string[]} characters
 * @param {string} wanted
 * @returns {[number, number][]}
 */
export function matches(characters, wanted) {
  const sought = Array.from(wanted.trim().replace(/\s+/gu, " "), plain);
  if (!sought.length) return [];
  const text = characters.map(plain);
  /** @type {[number, number][]} */
  const found = [];
  for (let at = text.indexOf(sought[0]); at >= 0; at = text.indexOf(sought[0], at + 1)) {
    if (sought.every((c, i) => text[at + i] === c)) found.push([at, at + sought.length]);
  }
  return found;
}
