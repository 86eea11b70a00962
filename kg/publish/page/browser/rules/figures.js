// What took the place of a figure, which are denials, and which bound the quantity. The same rules as kg/graph/estimates.py.

import { isWithdrawn, SUPERSEDED } from "./standing.js";

/** @import { Claim, Row } from "../types" */

/**
 * The figures of one axis, each with its status: denied, taken back, or replaced by a later figure.
 * @param {Row[]} rows those that are shown
 * @param {Map<string, Claim>} claims
 * @returns {Row[]}
 */
export function withStatus(rows, claims) {
  const newer = replacements(rows.filter((row) => !isWithdrawn(claims.get(row.claim)?.taken ?? null)));
  return rows.map((row) => {
    const later = claims.get(newer.get(row.claim) ?? "");
    const taken = claims.get(row.claim)?.status || (later ? `${SUPERSEDED} by ${later.id}` : "");
    const status = [row.denied ? "denied" : "", taken].filter(Boolean).join(", ");
    return { ...row, status, words: status ? `${row.words} (${status})` : row.words };
  });
}

/**
 * The figures of one axis that bound the quantity: a fact may rest on them, and they stand.
 * @param {Row[]} rows with their status
 * @param {Map<string, Claim>} claims
 */
export function bearingRows(rows, claims) {
  return rows.filter((row) => {
    const claim = claims.get(row.claim);
    return claim?.bears === true && claim.taken === null && row.status === "";
  });
}

/**
 * By the claim of a figure, the figure of the same speaker that took its place: the latest one, if it does.
 * @param {Row[]} rows the figures of one axis that stand, by their claims
 * @returns {Map<string, string>}
 */
function replacements(rows) {
  /** @type {Map<number, Row>} */
  const latest = new Map(); // by speaker
  const number = (/** @type {Row} */ row) => Number(row.claim.slice(1));
  for (const row of rows) {
    if (row.begins === undefined) continue;
    const before = latest.get(row.speaker);
    const later = before?.begins === undefined || row.begins > before.begins || (row.begins === before.begins && number(row) < number(before));
    if (later) latest.set(row.speaker, row);
  }
  /** @type {Map<string, string>} */
  const newer = new Map();
  for (const row of rows) {
    const last = latest.get(row.speaker);
    if (last?.replaces?.includes(row.claim)) newer.set(row.claim, last.claim);
  }
  return newer;
}
