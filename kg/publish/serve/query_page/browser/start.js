// The page: questions to begin with, the query, its answer in several views, and all of it in the address.

import { bdi, button, el, notify } from "page/parts/dom.js";
import { download } from "page/parts/download.js";
import { ask, file } from "./asking.js";
import { entities } from "./completion.js";
import { makeEditor } from "./editor.js";
import { START, written } from "./terms.js";
import { dateColumns, drawDays, drawFigures, drawMap, figureColumns } from "./view_drawn.js";
import { drawGraph, linesOf } from "./view_graph.js";
import { drawTable } from "./view_table.js";

const find = (id) => document.getElementById(id);
/** @returns {HTMLInputElement} */
const field = (id) => /** @type {HTMLInputElement} */ (find(id));

const BEGIN = `# Who gives which figures?
SELECT ?about ?measure ?low ?high ?as_of ?speaker ?claim WHERE {
  ?claim a kg:Estimate ;
    kg:about ?about ;
    kg:measure ?measure ;
    kg:attributedTo ?speaker .
  OPTIONAL { ?claim kg:lower ?lower }
  OPTIONAL { ?claim kg:impliedLower ?from }
  OPTIONAL { ?claim kg:upper ?upper }
  OPTIONAL { ?claim kg:impliedUpper ?to }
  OPTIONAL { ?claim kg:asOf ?as_of }
  BIND(COALESCE(?lower, ?from) AS ?low)
  BIND(COALESCE(?upper, ?to) AS ?high)
}
LIMIT 100
`;
const PLAIN = "SELECT * WHERE { ?s ?p ?o } LIMIT 100\n";

const VIEWS = [
  { id: "table", label: "Table", draw: drawTable, fits: () => true },
  { id: "graph", label: "Graph", draw: drawGraph, fits: (answer) => linesOf(answer).length > 0 },
  { id: "timeline", label: "Timeline", draw: drawDays, fits: (answer) => dateColumns(answer).length > 0 },
  { id: "figures", label: "Estimates", draw: drawFigures, fits: (answer) => { const { low, high, points } = figureColumns(answer); return Boolean(low || high || points.length); } },
  { id: "map", label: "Map", draw: drawMap, fits: (answer) => answer.vars.some((name) => /^(lat|latitude)$/i.test(name)) || answer.rows.some((row) => Object.values(row).some(({ type, value }) => type === "uri" || /^\s*POINT/i.test(value))) },
];
const state = { answer: null, query: "", clocks: {}, view: "table", stop: null };

const clocksNow = () => Object.fromEntries(["as-of", "known-at"].map((name) => [name, field(name).value.trim()]).filter(([, value]) => value));

const editor = makeEditor(find("editor"), Object.keys(START.prefixes).length ? BEGIN : PLAIN, {
  run: () => { run(); },
  changed: (byHand) => {
    find("problem").hidden = true;
    if (!byHand) return;
    find("parameters").hidden = true; // they would write over it
    find("questions").querySelector("[aria-current]")?.removeAttribute("aria-current");
  },
});

/** The query, its clocks and the view in the address, so that it can be sent to others. */
function writeAddress() {
  const view = state.view === "table" ? {} : { show: state.view };
  history.replaceState(null, "", `#${new URLSearchParams({ query: editor.text(), ...clocksNow(), ...view })}`);
}

function readAddress() {
  const given = new URLSearchParams(location.hash.slice(1));
  const query = given.get("query") ?? new URLSearchParams(location.search).get("query");
  if (query === null) return;
  for (const name of ["as-of", "known-at"]) field(name).value = given.get(name) ?? "";
  state.view = given.get("show") ?? "table";
  if (query !== editor.text()) {
    find("parameters").hidden = true;
    editor.write(query);
  }
  run();
}

async function run() {
  state.stop?.abort();
  if (state.query && state.query !== editor.text()) state.view = "table";
  const stop = new AbortController();
  Object.assign(state, { query: editor.text(), clocks: clocksNow(), stop });
  writeAddress();
  editor.mark(null);
  find("problem").hidden = true;
  find("stop").hidden = false;
  notify("Asked …");
  try {
    const answer = await ask(state.query, state.clocks, stop.signal);
    state.answer = answer;
    await show(answer);
  } catch (problem) {
    if (problem.name === "AbortError") { if (state.stop === stop) notify("Stopped."); return; }
    find("answer").hidden = true;
    notify("");
    tell(problem);
  } finally {
    if (state.stop === stop) find("stop").hidden = true;
  }
}

function tell(problem) {
  const place = problem.line ? `Line ${problem.line}, column ${problem.column}: ` : "";
  find("problem").replaceChildren(el("strong", "", place), bdi(problem.message), problem.remedy ? el("span", "remedy", "→ ", bdi(problem.remedy)) : "");
  find("problem").hidden = false;
  editor.mark(problem);
  if (problem.line) editor.view.focus();
}

async function show(answer) {
  const seconds = `${answer.seconds.toLocaleString("en", { maximumFractionDigits: 2 })} s`;
  find("formats").replaceChildren(...formatsOf(answer));
  if (answer.truth !== undefined) {
    find("views").replaceChildren();
    find("sheet").replaceChildren(el("p", "truth", answer.truth ? "Yes" : "No"));
    find("answer").hidden = false;
    notify(`${answer.truth ? "Yes" : "No"}, in ${seconds}`);
    return;
  }
  const what = answer.triples ? ["triple", "triples"] : ["row", "rows"];
  const count = answer.rows.length;
  notify(`${count ? count.toLocaleString("en") : "No"} ${what[count === 1 ? 0 : 1]}, in ${seconds}`);
  const fitting = VIEWS.filter((view) => view.id === "table" || (count && view.fits(answer)));
  if (!fitting.some(({ id }) => id === state.view)) state.view = "table";
  find("views").replaceChildren(...fitting.map((view) => {
    const choice = button("view", () => choose(view.id), view.label);
    choice.dataset.view = view.id;
    return choice;
  }));
  find("answer").hidden = false;
  await choose(state.view);
}

async function choose(id) {
  state.view = id;
  for (const choice of find("views").children) choice.setAttribute("aria-pressed", String(/** @type {HTMLElement} */ (choice).dataset.view === id));
  find("sheet").className = `of-${id}`;
  writeAddress();
  if (!state.answer.rows.length) find("sheet").replaceChildren(el("p", "hint", "Nothing fits the query. That may mean that nobody says so, or that a name in it is another: complete it with Ctrl and Space."));
  else await VIEWS.find((view) => view.id === id).draw(find("sheet"), state.answer);
}

function formatsOf(answer) {
  return START.formats[answer.triples ? "graphs" : "rows"].filter(([name]) => answer.truth === undefined || ["json", "xml"].includes(name)).map(([name, label, type]) => button("", async () => {
    try {
      download(`answer.${name}`, type, [await file(state.query, state.clocks, type)]);
    } catch (problem) {
      tell(problem);
    }
  }, label));
}

/** The PREFIX lines of what a query uses and does not declare: other servers need them. */
function declared(text) {
  const bare = text.replace(/<[^>\s]*>|"(?:[^"\\\n]|\\.)*"|#.*$/gm, " ");
  const used = new Set([...bare.matchAll(/(?<![\w:-])([A-Za-z][\w-]*):/g)].map(([, prefix]) => prefix));
  const own = new Set([...text.matchAll(/^\s*PREFIX\s+([\w-]*):/gim)].map(([, prefix]) => prefix));
  const lines = Object.entries(START.prefixes).filter(([prefix]) => used.has(prefix) && !own.has(prefix)).map(([prefix, space]) => `PREFIX ${prefix}: <${space}>`);
  return lines.length ? `${lines.join("\n")}\n${text}` : text;
}

/** A question's query with its parameters written in. */
function filled(question, values) {
  return question.parameters.reduce((text, { name, kind }) => {
    const value = values.get(name) ?? "";
    const term = kind === "entity" ? written(value) : kind === "number" ? value : kind === "date" ? `"${lastDay(value)}"^^xsd:date` : JSON.stringify(value);
    return text.replace(new RegExp(`[?$]${name}(?![\\p{L}\\p{N}_])`, "gu"), () => term);
  }, `# ${question.question.replace(/\{(\w+)\}/g, (_, name) => values.get(name) ?? name)}\n${question.sparql.replace(/^#.*\n/gm, "")}`);
}

/** The last day of a date: a question that asks "by 2024" means its end. */
function lastDay(text) {
  const [year, month, day] = text.split("-").map(Number);
  if (day) return text;
  return new Date(Date.UTC(year, month || 12, 0)).toISOString().slice(0, 10);
}

function begin(question) {
  const values = new Map(question.parameters.map(({ name, value }) => [name, value]));
  const write = () => editor.write(filled(question, values));
  const fields = question.parameters.map((parameter) => parameterField(parameter, values, write));
  const form = find("parameters");
  form.hidden = !fields.length;
  form.replaceChildren(...fields);
  for (const each of find("questions").querySelectorAll("button")) each.toggleAttribute("aria-current", each.dataset.name === question.name);
  write();
  if ([...values.values()].every(Boolean)) run();
  else /** @type {HTMLElement} */ (form.querySelector("input")).focus();
}

function parameterField({ name, kind, meaning }, values, write) {
  const input = /** @type {HTMLInputElement} */ (el("input", ""));
  Object.assign(input, { id: `parameter-${name}`, value: values.get(name), placeholder: kind === "date" ? "2024-12-31" : kind === "entity" ? "a name, or kgd:…" : "" });
  const label = /** @type {HTMLLabelElement} */ (el("label", "", bdi(meaning), " ", input));
  const list = el("datalist", "");
  list.id = `names-${name}`;
  if (kind === "entity") {
    input.setAttribute("list", list.id);
    input.addEventListener("input", async () => {
      if (input.value.length < 2 || input.value.includes(":")) return;
      list.replaceChildren(...(await entities(input.value)).map(({ id, name: words, kind: sort }) => {
        const option = /** @type {HTMLOptionElement} */ (el("option", "", `${words} · ${sort}`));
        option.value = id;
        return option;
      }));
    });
  }
  input.addEventListener("change", async () => {
    let value = input.value.trim();
    if (kind === "entity" && value && !value.includes(":")) value = (await entities(value))[0]?.id ?? value;
    input.value = value;
    values.set(name, value);
    write();
    if ([...values.values()].every(Boolean)) run();
  });
  return el("p", "", label, list);
}

function listQuestions() {
  const typed = field("sought").value.trim().toLowerCase();
  const fitting = START.questions.filter(({ title, question, name }) => `${title} ${question} ${name}`.toLowerCase().includes(typed));
  find("questions").replaceChildren(...fitting.map((question) => {
    const choice = button("", () => begin(question), question.title);
    choice.title = question.question.replace(/\{(\w+)\}/g, (_, name) => question.parameters.find((each) => each.name === name)?.meaning ?? name);
    choice.dataset.name = question.name;
    return el("li", question.isFirst ? "first" : "", choice);
  }));
}

find("examples").hidden = !START.questions.length && !START.unread;
if (START.unread) find("examples").append(el("p", "hint", bdi(START.unread)));
if (innerWidth < 900) /** @type {HTMLDetailsElement} */ (find("examples")).open = false;
field("sought").addEventListener("input", listQuestions);
find("parameters").addEventListener("submit", (event) => { event.preventDefault(); run(); });
find("run").addEventListener("click", () => { run(); });
find("stop").addEventListener("click", () => state.stop?.abort());
find("declare").addEventListener("click", () => { editor.write(declared(editor.text())); editor.view.focus(); });
find("share").addEventListener("click", async () => {
  writeAddress();
  const copied = await navigator.clipboard?.writeText(location.href).then(() => true, () => false);
  notify(copied ? "The link to this query is copied." : "The link to this query is in the address.");
});
listQuestions();
addEventListener("hashchange", readAddress);
readAddress();
// For tests.
globalThis.queryPage = Object.freeze({ editor, run, begin: (name) => begin(START.questions.find((each) => each.name === name)) });
document.documentElement.classList.add("ready");
