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
  const found = [];
  for (let i = 0; i + 1 < cuts.length; i += 1) {
    const [start, end] = [cuts[i], cuts[i + 1]];
    const on = inside.filter((mark) => mark.start <= start && mark.end >= end).map(({ key, sort }) => ({ key, sort }));
    found.push({ text: characters.slice(start, end).join(""), start, marks: on });
  }
  return found;
}

/**
 * A span of words from a span of characters: blanks at its ends are left out, a word that is cut is taken whole.
 * @param {string[]} characters
 * @param {number} start
 * @param {number} end
 * @returns {[number, number] | null}
 */
export function words(characters, start, end) {
  const isBlank = (/** @type {string} */ c) => /\s/u.test(c);
  const isLetter = (/** @type {string | undefined} */ c) => c !== undefined && /[\p{L}\p{N}]/u.test(c);
  while (start < end && isBlank(characters[start])) start += 1;
  while (end > start && isBlank(characters[end - 1])) end -= 1;
  if (start >= end) return null;
  while (isLetter(characters[start - 1]) && isLetter(characters[start])) start -= 1;
  while (isLetter(characters[end]) && isLetter(characters[end - 1])) end += 1;
  return [start, end];
}
