// The answer as a table: sorted by any column, so many rows at a time.

import { bdi, button, el } from "page/parts/dom.js";
import { iriLink, learnLabels, numberOf, shownTerm, START, wordsOf } from "./terms.js";

const AT_ONCE = 200;
const names = new Intl.Collator("en", { numeric: true });

/** All IRIs that stand in some rows. */
export const irisOf = (rows) => rows.flatMap((row) => Object.values(row)).filter((term) => term.type === "uri").map((term) => term.value);

/** Draw a table of the rows into a box. */
export async function drawTable(host, answer) {
  const state = { by: "", down: false, shown: AT_ONCE };
  const paint = async (again = "") => {
    const rows = sorted(answer.rows, state).slice(0, state.shown);
    await learnLabels(irisOf(rows));
    const head = el("tr", "", ...answer.vars.map((name) => headOf(name, state, paint)));
    const body = rows.map((row) => el("tr", "", ...answer.vars.map((name) => cellOf(row[name], name))));
    const told = answer.rows.length > rows.length ? `Rows 1 to ${rows.length.toLocaleString("en")} of ${answer.rows.length.toLocaleString("en")}` : "";
    const table = el("table", "", el("caption", told ? "" : "unseen", told || "Answer"), el("thead", "", head), el("tbody", "", ...body));
    const more = told ? button("more", () => { state.shown += 5 * AT_ONCE; paint(); }, "Show more rows") : "";
    const frame = el("div", "wide", table);
    frame.tabIndex = 0;
    frame.setAttribute("role", "group");
    frame.setAttribute("aria-label", "Table of the answer");
    host.replaceChildren(frame, more);
    if (again) host.querySelector(`[data-by="${CSS.escape(again)}"]`)?.focus();
  };
  await paint();
}

function sorted(rows, { by, down }) {
  if (!by) return rows;
  const keyed = rows.map((row) => ({ row, number: numberOf(row[by]), words: wordsOf(row[by]) }));
  keyed.sort((a, b) => Number(a.words === "") - Number(b.words === "") || (down ? -1 : 1) * (a.number !== null && b.number !== null ? a.number - b.number : names.compare(a.words, b.words)));
  return keyed.map(({ row }) => row);
}

function headOf(name, state, paint) {
  const chosen = state.by === name;
  const sort = button("sort", () => {
    Object.assign(state, { by: name, down: chosen && !state.down });
    paint(name);
  }, name.replaceAll("_", " "), chosen ? (state.down ? " ▾" : " ▴") : "");
  sort.dataset.by = name;
  const cell = el("th", "", sort);
  cell.scope = "col";
  if (chosen) cell.setAttribute("aria-sort", state.down ? "descending" : "ascending");
  return cell;
}

const CLAIMS = new Set(["claim", "claims"]); // in which the named questions give ``stem/c001``, or several

/** Names of claims as links to their pages; other words stay as they are. */
const claimLinks = (text) => text.split(/([,;\s]+)/).map((word) => (/^[\p{L}\p{N}_.-]+\/[\p{L}\p{N}_.-]+$/u.test(word) ? iriLink(`${START.prefixes.src ?? ""}${word}`) : bdi(word)));

function cellOf(term, name) {
  const cell = el("td", numberOf(term) !== null ? "number" : /^\d{4}(-\d\d){0,2}$/.test(term?.value ?? "") ? "day" : "", ...(CLAIMS.has(name) && term?.type === "literal" ? claimLinks(term.value) : [shownTerm(term)]));
  cell.dataset.label = name.replaceAll("_", " ");
  return cell;
}
