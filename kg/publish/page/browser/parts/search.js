// Search by name and alias; case and accents forgiven.

const query = document.getElementById("query");
const results = document.getElementById("results");
const MOST = 12;
let found = [];
let at = -1;

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
function find(text) {
  const whole = fold(text);
  if (!whole) return [];
  const words = whole.split(" ");
  const hits = [];
  for (const { entry, names } of index()) {
    const scored = names.map((each) => ({ name: each.name, score: fit(each.folded, words, whole) }));
    const best = scored.reduce((one, other) => (other.score > one.score ? other : one));
    if (best.score) hits.push({ entry, matched: best.name, score: best.score });
  }
  const weight = (hit) => hit.entry.size ?? 0;
  return hits.sort((a, b) => b.score - a.score || weight(b) - weight(a) || a.matched.length - b.matched.length);
}

function list() {
  const all = find(query.value).filter((hit) => !pathFrom || nodes.has(hit.entry.id));
  found = all.slice(0, MOST);
  at = found.length ? 0 : -1;
  const rows = found.map((hit, index) => {
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
  open(rows.length > 0);
  mark();
}

function open(yes) {
  results.hidden = !yes;
  query.setAttribute("aria-expanded", String(yes));
}

function mark() {
  found.forEach((_, index) => results.children[index].setAttribute("aria-selected", String(index === at)));
  if (at < 0 || results.hidden) query.removeAttribute("aria-activedescendant");
  else {
    query.setAttribute("aria-activedescendant", `result-${at}`);
    results.children[at].scrollIntoView({ block: "nearest" });
  }
}

function choose(index) {
  const hit = found[index];
  if (!hit) return;
  open(false);
  const from = pathFrom;
  forgetPath();
  if (nodes.has(hit.entry.id)) reveal(hit.entry);
  if (from && nodes.has(hit.entry.id)) openPath(from, hit.entry.id);
  else openNode(hit.entry.id);
}

query.addEventListener("input", list);
query.addEventListener("focus", () => query.value.trim() && list());
query.addEventListener("blur", () => {
  open(false);
  if (!query.value) forgetPath();
});
query.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && found.length) {
    if (results.hidden) list();
    else at = (at + step + found.length) % found.length;
    mark();
    event.preventDefault();
  } else if (event.key === "Enter") {
    if (results.hidden) list();
    choose(at);
    event.preventDefault();
  } else if (event.key === "Escape" && !results.hidden) {
    open(false);
    event.stopPropagation();
    event.preventDefault();
  }
});
