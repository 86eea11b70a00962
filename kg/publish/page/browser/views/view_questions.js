// The questions of kg ask: one click asks, and the answer stands beside with what contradicts in it.

import { answerOf, filled } from "../rules/answers.js";
import { datesInWords, spanOf } from "../rules/dates.js";
import { ask, asking, questions, valuesOf } from "../parts/asking.js";
import { contradictions } from "../parts/cards.js";
import { claims, compareNames, counted, isNarrow, nodes, speakers } from "../parts/data.js";
import { bdi, button, el } from "../parts/dom.js";
import { nameOf, openAny } from "../parts/opening.js";
import { groupsOf } from "../parts/panel.js";
import { state } from "../parts/state.js";
import { rangesOf } from "./ranges.js";
import { roles } from "./view_table.js";
import { addView } from "./views.js";

/** @import { Question } from "../types" */

const FOLDED = new Map([["characters", "claim"], ["hedge", "speaker"]]); // columns that stand below another's text

if (questions.size) addView({ id: "questions", label: "Questions", draw: drawQuestions });

function drawQuestions(host) {
  const question = questions.get(asking.name);
  const list = el("details", "asked-list", el("summary", "", counted(questions.size, "question")), listOf(question));
  list.open = !isNarrow();
  host.append(list, el("div", "answer", ...answerParts(question)));
}

/** The answer that is seen: the question, the titles of its columns, and its rows that pass the filters. */
export function answerNow() {
  const question = questions.get(asking.name);
  const rows = (question && answerOf(question, valuesOf(question), claims)) ?? [];
  const near = rows.filter((row) => row.claims.every((id) => claims.get(id)?.near));
  return { question: question?.name ?? "", columns: (question?.columns ?? []).map(({ title }) => title), rows: near.map(({ cells, claims: ids }) => ({ cells, claims: ids.map((id) => claims.get(id).id) })) };
}

/** All questions, those first that are most asked. */
function listOf(chosen) {
  const rank = (each) => each.headline ?? Infinity;
  const sorted = [...questions.values()].sort((a, b) => rank(a) - rank(b) || compareNames(a.title, b.title));
  return el("ul", "", ...sorted.map((question) => {
    const open = button("", () => ask(question.name), bdi(question.title));
    open.title = question.question.replaceAll(/[{}]/g, "");
    if (question === chosen) open.setAttribute("aria-current", "true");
    return el("li", question.headline === undefined ? "" : "headline", open);
  }));
}

/** @param {Question} question */
function answerParts(question) {
  const values = valuesOf(question);
  const words = new Map(question.parameters.map((parameter, place) => [parameter.name, datesInWords(wordOf(parameter, values[place])) || "…"]));
  const title = el("h2", "", bdi(filled(question.question, words)));
  const fields = question.parameters.map((parameter, place) => fieldOf(question, parameter, values[place]));
  const rows = answerOf(question, values, claims);
  const parts = [title, fields.length ? el("div", "fields", ...fields) : ""];
  if (rows === null) return [...parts, el("p", "nothing", missing(question, values)), command(question, values)];
  if (!rows.length) return [...parts, el("p", "nothing", bdi(filled(question.none, words))), command(question, values)];
  const near = rows.filter((row) => row.claims.every((id) => claims.get(id)?.near));
  const ids = [...new Set(near.flatMap((row) => row.claims))];
  return [
    ...parts, near.length ? tableOf(question, near) : "", el("p", "sum", noteOf(rows, near)),
    ...contradictions(ids), ...rangesOf(groupsOf(ids), { named: true, heading: "h3" }), command(question, values),
  ];
}

function noteOf(rows, near) {
  const hiddenRows = rows.length - near.length;
  const set = state.asOf || state.knownAt;
  return [
    `${counted(near.length, "row")}.`,
    hiddenRows ? `${counted(hiddenRows, "more row rests", "more rows rest")} on claims outside the filters.` : "",
    set ? "The rows are those of all times that hold on the days set; what follows only on that day the command below finds." : "",
  ].filter(Boolean).join(" ");
}

function missing(question, values) {
  if (question.beyond !== undefined) return `This page does not carry the answers: ${question.beyond}. The command gives it.`;
  const lacking = question.parameters.find((_, place) => !values[place]);
  return lacking ? `Choose ${lacking.meaning}.` : "This is no date: write 2025, 2025-01, 2025-01-20 or January 2025.";
}

/** A value in words: an entity by its name, all else as it is. */
const wordOf = (/** @type {Question["parameters"][number]} */ { kind, label, default: usual }, value) => (kind !== "entity" ? value : nameOf(value) || (value === usual ? label ?? value : value));

/** A field for a parameter: of entities those first of which the sources say something. */
function fieldOf(question, parameter, value) {
  const change = (chosen) => {
    ask(question.name, new Map([...asking.values, [parameter.name, chosen]]));
    document.getElementById(`ask-${parameter.name}`)?.focus();
  };
  const field = parameter.kind === "entity" ? choiceOf(question, parameter, value) : el("input", "");
  field.id = `ask-${parameter.name}`;
  if (parameter.kind !== "entity") {
    field.value = value;
    field.spellcheck = false;
    field.setAttribute("aria-invalid", String(parameter.kind === "date" && value !== "" && !spanOf(value)));
  }
  field.addEventListener("change", () => change(field.value.trim()));
  const label = el("label", "", el("span", "", bdi(parameter.meaning)), field);
  return label;
}

function choiceOf(question, parameter, value) {
  const place = question.parameters.indexOf(parameter);
  const answered = new Set((question.answers ?? []).map((answer) => answer[place]));
  const byName = (a, b) => compareNames(wordOf(parameter, a), wordOf(parameter, b));
  const every = [...new Set([...(parameter.default ? [parameter.default] : []), ...nodes.keys(), ...speakers.keys()])].sort(byName);
  const option = (id) => {
    const entry = el("option", "", wordOf(parameter, id));
    entry.value = id;
    entry.selected = id === value;
    return entry;
  };
  const group = (label, ids) => {
    const box = el("optgroup", "", ...ids.map(option));
    box.label = label;
    return ids.length ? box : "";
  };
  const none = option("");
  none.textContent = "…";
  const choice = el(
    "select", "", value ? "" : none, group("The sources say something", every.filter((id) => answered.has(id))), group("The sources say nothing", every.filter((id) => !answered.has(id))),
  );
  return choice;
}

function tableOf(question, rows) {
  const columns = question.columns.map((column, place) => ({ ...column, place }));
  const whole = (title) => columns.find((each) => each.title === title || (title === "claim" && each.claims));
  const under = new Map();
  for (const column of columns) {
    const host = whole(FOLDED.get(column.title) ?? "");
    if (host) under.set(host.place, [...(under.get(host.place) ?? []), column.place]);
  }
  const folded = new Set([...under.values()].flat());
  const shown = columns.filter(({ place }) => !folded.has(place) && rows.some((row) => row.cells[place]));
  const told = (row, place) => (columns[place].title === "wording" ? row.cells[place] : datesInWords(row.cells[place])); // a quotation stays as it is
  const head = el("tr", "", ...shown.map((column) => {
    const cell = el("th", "", bdi(column.title));
    cell.scope = "col";
    return cell;
  }));
  const body = rows.map((row) => {
    const cells = shown.map((column) => {
      const source = column.claims && row.claims.length === 1 ? [claims.get(row.claims[0]).source] : [];
      const small = [...source, ...(under.get(column.place) ?? []).map((place) => told(row, place))].filter(Boolean).map((text) => el("small", "", bdi(text)));
      const text = told(row, column.place);
      const cell = el("td", text ? "" : "blank", column.claims ? claimsOfRow(row) : bdi(text), ...small);
      if (/^[\d,.]+$/.test(text)) cell.classList.add("number");
      if (text.length < 11) cell.classList.add("short");
      cell.dataset.label = column.title;
      return cell;
    });
    const line = el("tr", "", ...cells);
    if (row.claims.length) line.dataset.claim = row.claims[0];
    return line;
  });
  const table = el("table", "claims answers", el("thead", "", head), el("tbody", "", ...body));
  roles(table);
  return table;
}

/** The claims of a row, each to open. */
function claimsOfRow(row) {
  return el("span", "", ...row.claims.flatMap((id, place) => {
    const open = button("link", () => openAny(id), bdi(claims.get(id).id.split("/").at(-1)));
    open.setAttribute("aria-label", `Claim ${claims.get(id).id}`);
    open.title = claims.get(id).id;
    return place ? [", ", open] : [open];
  }));
}

/** The command that gives the same answer, at the clocks that are set. */
function command(question, values) {
  const quoted = (text) => (/^[\w:./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  const given = question.parameters.flatMap(({ name, kind }, place) => {
    const value = values[place];
    const iri = (nodes.get(value) ?? speakers.get(value))?.iri;
    return value && asking.values.has(name) ? [`${name}=${quoted(kind === "entity" ? iri ?? value : value)}`] : [];
  });
  const clocks = [state.asOf ? `--as-of ${state.asOf}` : "", state.knownAt ? `--known-at ${state.knownAt}` : ""].filter(Boolean);
  return el("p", "command", "The same in a terminal: ", el("code", "", ["kg ask", question.name, ...given, ...clocks].join(" ")));
}
