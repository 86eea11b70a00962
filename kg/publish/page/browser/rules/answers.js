// The answers to the questions of kg ask, as the store gave them when the page was made.

import { spanOf } from "./dates.js";

/** @import { AnswerRow, Claim, Question } from "../types" */

/**
 * The rows of an answer; none where the sources say nothing, null where the page does not carry it.
 * @param {Question} question
 * @param {string[]} values of its parameters, in their order: ids of entities, dates as they are typed
 * @param {Map<string, Claim>} claims
 * @returns {AnswerRow[] | null}
 */
export function answerOf(question, values, claims) {
  if (question.beyond !== undefined || values.length !== question.parameters.length) return null;
  const wanted = question.parameters.map(({ kind, days }, place) => (kind === "date" ? dayBefore(days ?? [], values[place] ?? "") : values[place] ?? ""));
  if (wanted.includes(null)) return null;
  const found = (question.answers ?? []).find((answer) => wanted.every((value, place) => answer[place] === value));
  const places = /** @type {number[]} */ (found?.[wanted.length] ?? []);
  return places.map((place) => rowOf(question, question.rows?.[place] ?? [""], claims));
}

/**
 * The latest of some days that is not after the last day of a date; before all of them the first, null for no date.
 * @param {string[]} days ISO, in their order
 * @param {string} typed
 */
function dayBefore(days, typed) {
  const last = spanOf(typed)?.[1];
  if (last === undefined || last === "") return null;
  const before = days.filter((day) => day <= last);
  return before[before.length - 1] ?? days[0] ?? "";
}

/**
 * @param {Question} question
 * @param {(string | number)[]} row the ids of its claims in one text, then the cells that no claim says again
 * @param {Map<string, Claim>} claims
 * @returns {AnswerRow}
 */
function rowOf(question, row, claims) {
  const ids = String(row[0]).split(" ").filter(Boolean);
  const first = claims.get(ids[0] ?? "");
  let next = 1;
  const cells = (question.columns ?? []).map((column) => {
    if (column.claims) return ids.map((id) => claims.get(id)?.id ?? "").join(", ");
    const cell = column.cells ? row[next++] : 0;
    return typeof cell === "string" ? cell : repeated(first, column.of ?? "");
  });
  return { claims: ids, cells };
}

/**
 * What a cell repeats of the claim of its row; of its place the characters alone, of an address the host.
 * @param {Claim | undefined} claim
 * @param {string} field
 */
function repeated(claim, field) {
  const text = String(/** @type {any} */ (claim)?.[field] ?? "");
  return field === "place" ? text.replace(/^https?:\/\/([^/]+)\/.*|^characters /, "$1") : text;
}

/**
 * A sentence with the words of its parameters, which stand in it as {name}.
 * @param {string} text
 * @param {Map<string, string>} words
 */
export const filled = (text, words) => text.replace(/\{(\w+)\}/g, (place, name) => words.get(name) ?? place);
