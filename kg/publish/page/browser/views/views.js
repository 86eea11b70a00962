// The views of one and the same data, one tab each. A view is a file that calls addView once.
//
//   addView({ id, label, draw(host, shown) })
//
// `draw` gets an empty element and what passes all filters: { nodes, edges, claims, asOf, knownAt },
// arrays of the objects of the data; the clocks are ISO days, or null where they stand open. It is
// called again whenever the filters change while its view is seen. It may use el, bdi, button, link,
// svg, glyph, openNode, openEdge and openClaim.

import { button, el, within } from "../parts/dom.js";
import { claims, edges, flows } from "../parts/data.js";
import { openAny, opened } from "../parts/opening.js";
import { afterFilter, afterMove, noteMove, shownNow } from "../parts/state.js";
import { stage } from "./picture.js";

const ORDER = ["graph", "orbat", "timeline", "estimates", "conflicts", "questions", "map", "table", "sources"];
export const views = new Map();
const tabs = document.getElementById("tabs");
export const sheet = document.getElementById("sheet");
export const sheetState = { seen: "graph" }; // the id of the view that is seen

export function addView(view) {
  views.set(view.id, view);
}

addView({ id: "graph", label: "Graph", draw: null }); // the canvas below, see picture.js

/** A tab for each view; called once, when all files have been read. */
export function makeTabs() {
  const ordered = ORDER.filter((id) => views.has(id));
  const others = [...views.keys()].filter((id) => !ORDER.includes(id));
  for (const id of [...ordered, ...others]) {
    const tab = button("tab", () => showView(id), views.get(id).label);
    tab.id = `tab-${id}`;
    tab.role = "tab";
    tab.setAttribute("aria-controls", id === "graph" ? "stage" : "sheet");
    tabs.append(tab);
  }
  tabs.addEventListener("keydown", (event) => {
    const all = within(tabs, ".tab");
    const from = all.findIndex((tab) => tab === document.activeElement);
    const to = { ArrowRight: from + 1, ArrowLeft: from - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined || from < 0) return;
    const next = all[(to + all.length) % all.length];
    next.click();
    next.focus();
    event.preventDefault();
  });
  markTabs();
}

function markTabs() {
  for (const tab of within(tabs, ".tab")) {
    const chosen = tab.id === `tab-${sheetState.seen}`;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  }
}

/** Show a view by its id; one that is not there is passed over. */
export function showView(id) {
  if (!views.has(id)) return;
  sheetState.seen = id;
  markTabs();
  document.getElementById(`tab-${id}`).scrollIntoView({ block: "nearest", inline: "nearest" });
  const graph = id === "graph";
  sheet.hidden = graph;
  stage.classList.toggle("behind", !graph);
  stage.inert = !graph;
  sheet.setAttribute("aria-labelledby", `tab-${id}`);
  if (!graph) sheet.scrollTop = 0;
  drawView();
  noteMove();
}

/** Draw the view that is seen anew, after a change of the filters. */
function drawView() {
  if (sheetState.seen === "graph") return;
  const host = el("div", `view view-${sheetState.seen}`);
  sheet.replaceChildren(host);
  views.get(sheetState.seen).draw(host, shownNow());
  light();
}
afterFilter(drawView);

/** Mark what is open wherever it is drawn: the entity itself, and each claim that is open or that the open line rests on. */
function light() {
  const id = opened.current ?? "";
  const own = new Set([id, ...(edges.get(id) ?? flows.get(id))?.claims ?? [], claims.get(id)?.edge?.id ?? ""]);
  own.delete("");
  for (const each of within(sheet, "[data-claim], [data-node]")) {
    const held = each.dataset.claims?.split(" ") ?? [each.dataset.claim ?? each.dataset.node ?? ""];
    each.classList.toggle("lit", held.some((one) => own.has(one)));
    if (each.dataset.claims) each.dataset.claim = held[(held.indexOf(id) + 1) % held.length]; // again: the next of them
  }
}
afterMove(light);

// Whatever stands for a claim opens it, in every view and in the panel.
for (const host of [sheet, document.getElementById("panel")]) {
  const open = (event) => {
    const target = /** @type {Element} */ (event.target);
    if (target.closest("button, a, summary, input")) return false;
    const mark = /** @type {HTMLElement | null} */ (target.closest("[data-claim]"));
    if (mark) openAny(mark.dataset.claim);
    return mark !== null;
  };
  host.addEventListener("click", open);
  host.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && open(event)) event.preventDefault();
  });
}
