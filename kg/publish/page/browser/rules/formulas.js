// Texts in cells that no spreadsheet takes for a formula. The same rule as kg/text/formulas.py.

const CALCULATED = /^'*[ \u00a0\u3000]*[=+\-@\t\r\n＝＋－＠]/;

/**
 * The text as a cell: one that a spreadsheet would calculate begins with an apostrophe.
 * @param {string} text
 */
export const defused = (text) => (CALCULATED.test(text) ? `'${text}` : text);
