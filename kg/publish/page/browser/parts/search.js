// One field for all that can be found: names and aliases, claims with their figures and words, questions, sources.

import { filled } from "../rules/answers.js";
import { bestOf, sought } from "../rules/finding.js";
import { questions } from "./asking.js";
import { claims, DATA, kindOf, nodes, speakers } from "./data.js";
import { bdi, el, glyph, notify } from "./dom.js";
import { reveal } from "./drawer.js";
import { nameOf, openAny } from "./opening.js";

export const query = /** @type {HTMLInputElement} */ (document.getElementById("query"));
const results = document.getElementById("results");
const HINT = query.placeholder;
const MOST = 6; // of each sort
let hits = []; // what is listed
let at = -1; // the one that is chosen, by its place

let entries = null; // made when first asked

/** "UK" of "United Kingdom"; of one word nothing. */
function initialsOf(label) {
  const initials = label.match(/(?<![\p{L}\p{N}'’])\p{Lu}/gu) ?? [];
  return initials.length > 1 ? initials.join("") : "";
}

/** @returns {[string, number][]} */
const named = ({ label, aliases }) => [[label, 1.2], [initialsOf(label), 1], ...aliases.map((name) => /** @type {[string, number]} */ ([name, 1.15]))];

/** All that can be found; the name of a thing weighs more than a word of a sentence about it. */
function index() {
  entries ??= [
    ...[...nodes.values()].map((node) => sought(node.id, "Names", named(node), node.size)),
    ...[...speakers.values()].map((speaker) => sought(speaker.id, "Names", named(speaker), 0)),
    ...[...claims.values()].map((claim) => sought(claim.key, "Claims and figures", [
      [claim.figure ? `${claim.figure} ${claim.measure ?? ""} ${claim.about ?? ""}` : "", 1.05], [claim.statement ?? "", 1], [claim.wording ?? "", 1],
      [claim.id, 1.1], [claim.sentence?.join("") ?? "", 0.8], [claim.speaker, 0.7], [claim.place ?? "", 0.5], [claim.note ?? "", 0.5],
    ], claim.figure ? 1 : 0)),
    ...DATA.questions.map(({ name, title, question }) => sought(`q:${name}`, "Questions", [[title, 1.1], [name, 1], [question.replaceAll(/[{}]/g, ""), 0.9]], 1)),
    ...DATA.documents.map((source, number) => sought(`d${number}`, "Sources", [[source.title, 1], [source.creator, 0.9], [source.name, 0.9], [source.issued, 0.8]], source.claims)),
  ];
  return entries;
}

/** What fits the words that are typed, sort by sort: first the sort of what fits best. */
export function find(text) {
  const bySort = new Map();
  for (const hit of bestOf(index(), text)) {
    if (pathFrom && !nodes.has(hit.id)) continue;
    if (!bySort.has(hit.sort)) bySort.set(hit.sort, []);
    bySort.get(hit.sort).push(hit);
  }
  return [...bySort.values()];
}

/** What stands in the list for a hit: its symbol, its name, and what it is. */
function lineOfHit({ id, text }) {
  const entry = nodes.get(id) ?? speakers.get(id);
  const also = (name) => (text === name ? "" : bdi(text));
  if (entry) {
    const [other, kind] = [also(entry.label), nodes.has(id) ? kindOf(entry).label : "Speaker"];
    return [nodes.has(id) ? glyph(entry.kind) : el("span", "", "“”"), bdi(entry.label), el("small", "", other, other && " · ", kind)];
  }
  const claim = claims.get(id);
  if (claim) {
    const said = claim.figure ? `${claim.figure}: ${claim.measure ?? ""}` : claim.statement ?? claim.id;
    const when = claim.asOf ?? claim.time;
    return [el("span", "", claim.figure ? "#" : "“”"), bdi(said), el("small", "", bdi(claim.speaker), when ? `, ${when}` : "", " · ", bdi(claim.id.split("/").at(-1)), claim.figure ? el("span", "", " · ", bdi(claim.about ?? "")) : "")];
  }
  const question = id.startsWith("q:") ? questions.get(id.slice(2)) : null;
  if (question) return [el("span", "", "?"), bdi(question.title), el("small", "", bdi(filled(question.question, new Map(question.parameters.map((each) => [each.name, nameOf(each.default) || "…"])))))];
  const source = DATA.documents[Number(id.slice(1))];
  return [el("span", "", "▤"), bdi(source.title), el("small", "", [source.creator, source.issued].filter(Boolean).join(", "))];
}

function list() {
  const sorts = find(query.value);
  hits = sorts.flatMap((sort) => sort.slice(0, MOST));
  at = hits.length ? 0 : -1;
  const rows = hits.map((hit, index) => {
    const row = el("li", "", ...lineOfHit(hit));
    if (hit.sort !== hits[index - 1]?.sort) {
      const all = sorts.find((sort) => sort[0].sort === hit.sort).length;
      row.dataset.sort = all > MOST ? `${hit.sort}: the best ${MOST} of ${all}` : hit.sort;
    }
    row.id = `result-${index}`;
    row.role = "option";
    row.addEventListener("mousedown", (event) => event.preventDefault());
    row.addEventListener("click", () => choose(index));
    return row;
  });
  if (query.value.trim() && rows.length === 0) rows.push(el("li", "none", "Nothing here fits these words."));
  results.replaceChildren(...rows);
  unfold(rows.length > 0);
  mark();
}

function unfold(yes) {
  results.hidden = !yes;
  query.setAttribute("aria-expanded", String(yes));
}

function mark() {
  hits.forEach((_, index) => results.children[index].setAttribute("aria-selected", String(index === at)));
  if (at < 0 || results.hidden) query.removeAttribute("aria-activedescendant");
  else {
    query.setAttribute("aria-activedescendant", `result-${at}`);
    results.children[at].scrollIntoView({ block: "nearest" });
  }
}

function choose(index) {
  const hit = hits[index];
  if (!hit) return;
  unfold(false);
  const from = pathFrom;
  forgetPath();
  if (nodes.has(hit.id)) reveal(nodes.get(hit.id));
  openAny(from && nodes.has(hit.id) ? `path ${from} ${hit.id}` : hit.id);
}

query.addEventListener("input", list);
query.addEventListener("focus", () => query.value.trim() && list());
query.addEventListener("blur", () => {
  unfold(false);
  if (!query.value) forgetPath();
});
query.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && hits.length) {
    if (results.hidden) list();
    else at = (at + step + hits.length) % hits.length;
    mark();
    event.preventDefault();
  } else if (event.key === "Enter") {
    if (results.hidden) list();
    choose(at);
    event.preventDefault();
  } else if (event.key === "Escape" && !results.hidden) {
    unfold(false);
    event.stopPropagation();
    event.preventDefault();
  }
});

let pathFrom = null; // the entity that a path is asked from, by id

export function askPath(id) {
  pathFrom = id;
  query.value = "";
  query.placeholder = `Path from ${nameOf(id)} to…`;
  query.setAttribute("aria-label", `Path from ${nameOf(id)} to`);
  query.focus();
  notify(`Name the entity to which a path from ${nameOf(id)} is to be found.`);
}

function forgetPath() {
  pathFrom = null;
  query.placeholder = HINT;
  query.removeAttribute("aria-label");
}
