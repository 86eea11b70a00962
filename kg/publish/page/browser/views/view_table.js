// The table of all claims that pass the filters: sorted by any column, so many rows a page.

import { compareNames, counted, DATA } from "../parts/data.js";
import { bdi, button, el, link } from "../parts/dom.js";
import { syncBoxes } from "../parts/drawer.js";
import { nameLink, openAny } from "../parts/opening.js";
import { countFallen, refilter, state } from "../parts/state.js";
import { addView, sheet } from "./views.js";

addView({ id: "table", label: "Table", draw: drawTable });

const PER_PAGE = 100;
const tableState = { by: "", down: false, page: 0 };
const TABLE_COLUMNS = [
  { id: "statement", label: "Claim", text: (claim) => claim.statement ?? claim.id },
  { id: "speaker", label: "Who says it", text: (claim) => claim.speaker ?? "" },
  { id: "figure", label: "Figure", text: (claim) => claim.figure ?? "" },
  { id: "hedge", label: "How said", text: (claim) => [claim.hedge, claim.status].filter(Boolean).join(", ") },
  { id: "time", label: "Time", text: (claim) => [claim.time, claim.asOf && `as of ${claim.asOf}`].filter(Boolean).join("; "), key: (claim) => claim.from ?? claim.asOfFrom ?? claim.to ?? "" },
  { id: "document", label: "Document", text: (claim) => DATA.documents[claim.document]?.title ?? "" },
  { id: "place", label: "Place in it", text: (claim) => (claim.placeUrl ? "web address" : (claim.place ?? "")) },
];

function drawTable(host, shown) {
  if (!shown.claims.length) {
    host.append(el("p", "nothing", "No claim passes the filters."), ...fallenNote(shown));
    return;
  }
  const rows = sortedClaims(shown.claims);
  const pages = Math.ceil(rows.length / PER_PAGE);
  tableState.page = Math.min(tableState.page, pages - 1);
  const first = tableState.page * PER_PAGE;
  const part = rows.slice(first, first + PER_PAGE);
  const again = (selector) => {
    host.replaceChildren();
    drawTable(host, shown);
    host.querySelector(selector)?.focus();
  };
  const range = rows.length > PER_PAGE ? `Claims ${first + 1} to ${first + part.length} of ${rows.length}` : counted(rows.length, "claim");
  const caption = el("caption", "", range, tableState.by ? `, by ${TABLE_COLUMNS.find((each) => each.id === tableState.by).label.toLowerCase()}` : "");
  const head = el("tr", "", ...TABLE_COLUMNS.map((column) => tableHead(column, again)));
  const table = el("table", "claims", caption, el("thead", "", head), el("tbody", "", ...part.map(tableRow)));
  roles(table);
  const onPhone = tableSorter(again);
  host.append(onPhone, ...fallenNote(shown), table, ...(pages > 1 ? [tablePager(pages, again)] : []));
}

/** What is hidden because it no longer stands, and the switch of the legend that shows it. */
function fallenNote(shown) {
  const many = (shown.fallen ??= countFallen());
  if (!many) return [];
  const [more, it] = many === 1 ? ["1 more is", "it"] : [`${many.toLocaleString("en")} more are`, "them"];
  const open = button("link fallen", () => { state.fallen = true; syncBoxes(); refilter(); }, `show ${it} too`);
  open.title = "The switch “Also denied, retracted, superseded” of the legend";
  return [el("p", "fallen-note", `${more} denied, retracted or superseded, and hidden: `, open)];
}

/** The claims in the order that was asked for; what says nothing in that column comes last. */
function sortedClaims(own) {
  const column = TABLE_COLUMNS.find((each) => each.id === tableState.by);
  if (!column) return own;
  const keyed = own.map((claim) => ({ claim, key: tableKey(column, claim) }));
  const sign = tableState.down ? -1 : 1;
  keyed.sort((a, b) => Number(a.key === "") - Number(b.key === "") || sign * compareNames(a.key, b.key));
  return keyed.map((each) => each.claim);
}

/** A figure sorts by its first number: 4,000 before 11,000. */
function tableKey(column, claim) {
  const text = (column.key ?? column.text)(claim);
  if (column.id !== "figure") return text;
  return text.replaceAll(/(\d),(?=\d)/g, "$1").match(/\d.*/)?.[0] ?? text;
}

function tableHead(column, again) {
  const chosen = tableState.by === column.id;
  const sort = button(`sort sort-${column.id}`, () => {
    sortBy(column.id, chosen && !tableState.down);
    again(`.sort-${column.id}`);
  }, column.label, el("span", "arrow", chosen ? (tableState.down ? " ▾" : " ▴") : ""));
  const cell = el("th", "", sort);
  cell.scope = "col";
  if (chosen) cell.setAttribute("aria-sort", tableState.down ? "descending" : "ascending");
  return cell;
}

function sortBy(id, down) {
  Object.assign(tableState, { by: id, down, page: 0 });
}

/** Where the rows are cards and there is no head to press. */
function tableSorter(again) {
  const choice = el("select", "sort-choice", ...[{ id: "", label: "source" }, ...TABLE_COLUMNS].map((column) => {
    const option = el("option", "", column.label);
    option.value = column.id;
    option.selected = column.id === tableState.by;
    return option;
  }));
  choice.addEventListener("change", () => { sortBy(choice.value, false); again(".sort-choice"); });
  return el("label", "table-sorter", "Sort by ", choice);
}

function tableRow(claim) {
  const cells = TABLE_COLUMNS.map((column, index) => {
    const text = column.text(claim);
    const content = index === 0 ? button("link", () => openAny(claim.key), bdi(text)) : tableCell(column, claim, text);
    const cell = el(index === 0 ? "th" : "td", `cell-${column.id}${text ? "" : " blank"}`, content);
    if (index === 0) cell.scope = "row";
    cell.dataset.label = column.label;
    return cell;
  });
  cells[0].append(el("small", "", bdi(`${claim.kind.toLowerCase()} ${claim.id}`)));
  const row = el("tr", claim.stance === "denies" ? "denied" : "", ...cells);
  row.dataset.claim = claim.key;
  return row;
}

function tableCell(column, claim, text) {
  if (column.id === "speaker") return nameLink(claim.speakerId, text);
  if (column.id === "figure" && text) return el("span", "", bdi(text), el("small", "", bdi(claim.measure ?? "")));
  if (column.id === "place" && claim.placeUrl) return link(claim.placeUrl, text);
  const said = bdi(text);
  if (column.id === "document") said.title = text; // of which two lines are shown
  return said;
}

/** A table stays one for a screen reader where narrow pages show its rows as cards. */
export function roles(table) {
  table.role = "table";
  for (const [tag, role] of [["thead", "rowgroup"], ["tbody", "rowgroup"], ["tr", "row"], ["td", "cell"], ["thead th", "columnheader"], ["tbody th", "rowheader"]])
    for (const part of table.querySelectorAll(tag)) part.role = role;
}

function tablePager(pages, again) {
  const go = (page, name) => () => {
    tableState.page = page;
    again(name);
    sheet.scrollTop = 0;
  };
  const back = button("table-back", go(tableState.page - 1, ".table-back:enabled, .table-next"), "‹ Back");
  const next = button("table-next", go(tableState.page + 1, ".table-next:enabled, .table-back"), "Next ›");
  back.disabled = tableState.page === 0;
  next.disabled = tableState.page === pages - 1;
  const words = el("span", "", `Page ${tableState.page + 1} of ${pages}`);
  words.role = "status";
  const pager = el("nav", "pager", back, words, next);
  pager.setAttribute("aria-label", "Pages of the table");
  return pager;
}
