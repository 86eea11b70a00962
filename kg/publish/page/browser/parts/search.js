// Search by name and alias; case and accents forgiven.

import { fold, kindOf, nodes, speakers } from "./data.js";
import { bdi, el, glyph, notify } from "./dom.js";
import { reveal } from "./drawer.js";
import { nameOf, openAny } from "./opening.js";

export const query = /** @type {HTMLInputElement} */ (document.getElementById("query"));
const results = document.getElementById("results");
const MOST = 12;
let hits = []; // what is listed
let at = -1; // the one that is chosen, by its place

let entries = null; // made when first asked

/** All names that can be found, folded. */
function index() {
  entries ??= [...nodes.values(), ...speakers.values()].map((entry) => ({
    entry,
    names: [entry.label, ...entry.aliases].map((name) => ({ name, folded: fold(name) })),
  }));
  return entries;
}

/** How well a name fits: 0 not at all, 4 exactly. */
function fit(folded, words, whole) {
  if (!words.every((word) => folded.includes(word))) return 0;
  if (folded === whole) return 4;
  if (folded.startsWith(whole)) return 3;
  return ` ${folded}`.includes(` ${words[0]}`) ? 2 : 1;
}

/** Entities and speakers whose name or alias holds every word, best first. */
export function find(text) {
  const whole = fold(text);
  if (!whole) return [];
  const words = whole.split(" ");
  const fitting = [];
  for (const { entry, names } of index()) {
    const scored = names.map((each) => ({ name: each.name, score: fit(each.folded, words, whole) }));
    const best = scored.reduce((one, other) => (other.score > one.score ? other : one));
    if (best.score) fitting.push({ entry, matched: best.name, score: best.score });
  }
  const weight = (hit) => hit.entry.size ?? 0;
  return fitting.sort((a, b) => b.score - a.score || weight(b) - weight(a) || a.matched.length - b.matched.length);
}

function list() {
  const all = find(query.value).filter((hit) => !pathFrom || nodes.has(hit.entry.id));
  hits = all.slice(0, MOST);
  at = hits.length ? 0 : -1;
  const rows = hits.map((hit, index) => {
    const { entry, matched } = hit;
    const symbol = nodes.has(entry.id) ? glyph(entry.kind) : el("span", "", "“”");
    const kind = nodes.has(entry.id) ? kindOf(entry).label : "Speaker";
    const also = matched === entry.label ? "" : bdi(matched);
    const row = el("li", "", symbol, bdi(entry.label), el("small", "", also, also && " · ", kind));
    row.id = `result-${index}`;
    row.role = "option";
    row.addEventListener("mousedown", (event) => event.preventDefault());
    row.addEventListener("click", () => choose(index));
    return row;
  });
  if (query.value.trim() && rows.length === 0) rows.push(el("li", "none", "Nothing here has that name."));
  if (all.length > MOST) rows.push(el("li", "none", `… and ${all.length - MOST} more`));
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
  if (nodes.has(hit.entry.id)) reveal(hit.entry);
  openAny(from && nodes.has(hit.entry.id) ? `path ${from} ${hit.entry.id}` : hit.entry.id);
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
  query.placeholder = "Find a name or an alias";
  query.removeAttribute("aria-label");
}
