// The drawer: the legend that is the filter, with the number of what stands behind each box.

import { isDated } from "../rules/days.js";
import { hasFallen } from "../rules/filters.js";
import { syncClocks } from "./clocks.js";
import { claims, DATA, edges, nodes, world } from "./data.js";
import { bdi, boxesOf, button, el } from "./dom.js";
import { nameOf } from "./opening.js";
import { afterFilter, evaluate, hidden, refilter, state } from "./state.js";
import { nearTo } from "./world.js";

const filter = document.getElementById("filter");
const boxes = boxesOf("[data-kind]");

export function setHidden(set, value, isHidden) {
  if (isHidden) set.add(value);
  else set.delete(value);
}

/** A family's box is ticked, empty, or in between, as its kinds are. */
function syncFamilies() {
  for (const family of boxesOf("[data-family]")) {
    const own = boxes.filter((box) => box.dataset.of === family.dataset.family);
    const ticked = own.filter((box) => box.checked).length;
    family.checked = ticked > 0;
    family.indeterminate = ticked > 0 && ticked < own.length;
  }
}

/** The lists that are made of the data: values of claims, the commonest first. */
export const LISTS = [
  { set: "relations", title: "Relation", value: (claim) => claim.of, name: (value) => value },
  { set: "sources", title: "Source", value: (claim) => claim.document, name: (value) => DATA.documents[value]?.title ?? "no source" },
  { set: "speakers", title: "Speaker", value: (claim) => claim.by, name: (value) => nameOf(value) || "nobody named" },
  { set: "likelihoods", title: "How likely", value: (claim) => claim.hedged, name: (value) => value },
];
const rowsOf = new Map(); // by list: [value, box, counter]

export function makeLists() {
  for (const list of LISTS) {
    const counts = tally(claims.values(), list.value);
    if (counts.size < 2) continue;
    const ordered = [...counts].sort((a, b) => b[1] - a[1] || String(list.name(a[0])).localeCompare(list.name(b[0])));
    const rows = ordered.map(([value, count]) => {
      const box = el("input", "");
      box.type = "checkbox";
      box.checked = true;
      box.addEventListener("change", () => {
        setHidden(hidden[list.set], value, !box.checked);
        refilter();
      });
      const number = el("small", "", count.toLocaleString("en"));
      return { value, box, number, row: el("label", "", box, el("span", "", bdi(list.name(value))), number) };
    });
    rowsOf.set(list.set, rows);
    const all = (checked) => () => {
      for (const { value, box } of rows) {
        box.checked = checked;
        setHidden(hidden[list.set], value, !checked);
      }
      refilter();
    };
    const both = el("p", "both", button("link", all(true), "all"), " · ", button("link", all(false), "none"));
    document.getElementById("lists").append(el("details", "list", el("summary", "", list.title), both, ...rows.map(({ row }) => row)));
  }
}

filter.addEventListener("change", (event) => {
  const { dataset, checked } = /** @type {HTMLInputElement} */ (event.target);
  const { kind, family, layer, mark } = dataset;
  if (family !== undefined) for (const box of boxes.filter((each) => each.dataset.of === family)) box.checked = checked;
  if (layer !== undefined) setHidden(hidden.layers, layer, !checked);
  if (kind !== undefined || family !== undefined) {
    for (const box of boxes) setHidden(hidden.kinds, Number(box.dataset.kind), !box.checked);
    syncFamilies();
  }
  if (mark !== undefined) state[mark] = checked;
  if ([kind, family, layer, mark].some((each) => each !== undefined)) refilter();
});

/** Behind each box the number of what it shows or hides now; in the lists, of claims that can be shown. */
export function showCounts() {
  const may = (id) => nodes.get(id).near && !hidden.kinds.has(nodes.get(id).kind);
  const able = [...edges.values()].filter((edge) => edge.known && may(edge.from) && may(edge.to));
  const lines = tally(able, (edge) => edge.drawn);
  const put = (box, number) => { if (box) box.closest("label, .key").querySelector("small").textContent = number.toLocaleString("en"); };
  for (const box of boxesOf("[data-layer]")) put(box, lines.get(box.dataset.layer) ?? 0);
  put(filter.querySelector(".line-unsure"), able.filter((edge) => edge.status).length);
  put(filter.querySelector(".line-disputed"), able.filter((edge) => edge.contested).length);
  put(filter.querySelector("[data-mark=clashing]"), state.verdicts.length);
  put(filter.querySelector("[data-mark=dated]"), [...claims.values()].filter((claim) => claim.held && isDated(claim)).length);
  const kinds = tally([...nodes.values()].filter((node) => node.counts), (node) => node.kind);
  for (const box of boxes) put(box, kinds.get(Number(box.dataset.kind)) ?? 0);
  const said = [...claims.values()].filter((claim) => state.fallen || state.clashing || !hasFallen(claim));
  for (const { set, value } of LISTS) {
    const counts = tally(said, value);
    for (const row of rowsOf.get(set) ?? []) row.number.textContent = (counts.get(row.value) ?? 0).toLocaleString("en");
  }
}
afterFilter(showCounts);

/** How many there are of each value. */
function tally(all, value) {
  const counts = new Map();
  for (const each of all) counts.set(value(each), (counts.get(value(each)) ?? 0) + 1);
  return counts;
}

/** Set all boxes as the state is, after it came from elsewhere. */
export function syncBoxes() {
  for (const box of boxes) box.checked = !hidden.kinds.has(Number(box.dataset.kind));
  syncFamilies();
  for (const box of boxesOf("[data-layer]")) box.checked = !hidden.layers.has(box.dataset.layer);
  for (const box of boxesOf("[data-mark]")) box.checked = state[box.dataset.mark];
  for (const [set, rows] of rowsOf) for (const { value, box } of rows) box.checked = !hidden[set].has(value);
}

/** Everything as it was when the page was opened. */
export function resetFilters() {
  for (const set of Object.values(hidden)) set.clear();
  Object.assign(state, { asOf: null, knownAt: null, asSince: null, knownSince: null, dated: false, clashing: false, fallen: false, around: null });
  syncBoxes();
  syncClocks();
}

/** Show an entity again when it is asked for: without the filters that hide it. */
export function reveal(node) {
  if (node.on) return;
  const open = hidden.kinds.delete(node.kind);
  if (state.around && open) evaluate();
  if (state.around && !nearTo(world, hidden, state.around).has(node.id)) state.around = null;
  syncBoxes();
  refilter({ quiet: true });
  if (node.on) return;
  resetFilters();
  refilter({ quiet: true });
}
