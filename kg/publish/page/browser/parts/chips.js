// What is filtered, in words above the picture, each to be taken away; and what falls without a source.

import { nodeShown, showAll } from "../views/picture.js";
import { scene } from "../views/sizes.js";
import { section } from "./cards.js";
import { CLOCKS, clockInWords, inWords, syncClocks } from "./clocks.js";
import { claims, counted, DATA, edges, nodes } from "./data.js";
import { bdi, button, el } from "./dom.js";
import { LISTS, resetFilters, syncBoxes } from "./drawer.js";
import { afterPicture } from "./folding.js";
import { addOpener, announce, fill, nameOf, openAny, remember } from "./opening.js";
import { afterFilter, evaluate, hidden, originsOf, refilter, state } from "./state.js";

export const chips = document.getElementById("chips");

function showChips() {
  const entries = [];
  const chip = (text, undo) => {
    const shut = button("chip", () => { undo(); syncBoxes(); syncClocks(); refilter(); }, el("span", "", ...[text].flat()), " ✕");
    shut.setAttribute("aria-label", `${shut.textContent.slice(0, -2)}: take this filter away`);
    entries.push(shut);
  };
  if (state.around) chip(["within ", counted(state.around.hops, "step"), " of ", bdi(nameOf(state.around.id))], () => { state.around = null; });
  for (const clock of CLOCKS) if (state[clock.slot] || state[clock.since]) chip(clockInWords(clock), () => { state[clock.slot] = state[clock.since] = null; });
  if (state.dated) chip("only what says its day", () => { state.dated = false; });
  if (state.clashing) chip("only what contradicts or may", () => { state.clashing = false; });
  if (state.fallen) chip("also denied and superseded", () => { state.fallen = false; });
  for (const { set, title, name } of LISTS) {
    if (!hidden[set].size) continue;
    const values = [...hidden[set]];
    const word = { relations: "relation", sources: "source", speakers: "speaker", likelihoods: "likelihood" }[set];
    const text = values.length === 1 ? ["without ", bdi(name(values[0]))] : `without ${values.length} ${word === "likelihood" ? "likelihoods" : `${word}s`}`;
    chip(text, () => hidden[set].clear());
    if (set === "sources") entries.push(button("chip falls", openFalls, title === "Source" ? "what falls?" : ""));
  }
  if (hidden.kinds.size) chip(`without ${counted(hidden.kinds.size, "kind")}`, () => hidden.kinds.clear());
  if (hidden.layers.size) chip(`without ${counted(hidden.layers.size, "sort of line", "sorts of lines")}`, () => hidden.layers.clear());
  if (entries.length > 1) entries.push(button("chip clear", () => { resetFilters(); refilter(); }, "show all"));
  const early = state.knownAt ? [...claims.values()].filter((claim) => claim.recorded && claim.known > state.knownAt) : [];
  if (early.length) {
    const note = el("span", "chip-note", `${counted(early.length, "claim")} of sources without a date: known only from when they were recorded, ${inWords(early.map((claim) => claim.known).sort()[0])}`);
    note.title = [...new Set(early.map((claim) => DATA.documents[claim.document]?.title))].join("\n");
    entries.push(note);
  }
  const shown = [...nodes.values()].filter(nodeShown).length;
  if (entries.length && !shown) entries.push(el("span", "nothing", "Nothing passes these filters."));
  chips.replaceChildren(...entries);
  chips.hidden = entries.length === 0;
}
afterFilter(showChips);
afterPicture(showChips);

/** The facts, origins and contradictions of now, to compare before and after. */
function standingNow() {
  const facts = new Map();
  for (const edge of edges.values()) {
    const own = edge.claims.filter((id) => claims.get(id).bearing);
    if (edge.layer !== "judgement" && own.length) facts.set(edge.id, originsOf(own).size);
  }
  const left = [...claims.values()].filter((claim) => claim.held);
  return { facts, origins: originsOf, verdicts: new Set(state.verdicts), claims: new Set(left), taken: new Set(left.filter((claim) => claim.taken)) };
}

/** What changes at these clocks when the sources that are switched off are withdrawn. */
function falls() {
  const off = new Set(hidden.sources);
  hidden.sources.clear();
  evaluate();
  const before = standingNow();
  for (const each of off) hidden.sources.add(each);
  evaluate();
  const after = standingNow();
  return {
    claims: [...before.claims].filter((claim) => !after.claims.has(claim)),
    facts: [...before.facts.keys()].filter((id) => !after.facts.has(id)),
    weaker: [...before.facts].filter(([id, count]) => after.facts.has(id) && after.facts.get(id) < count),
    verdicts: [...before.verdicts].filter((verdict) => !after.verdicts.has(verdict)),
    orphans: [...after.claims].filter((claim) => claim.derived && !after.origins([claim.key]).size && before.origins([claim.key]).size),
    again: [...after.claims].filter((claim) => before.taken.has(claim) && !claim.taken),
  };
}

function openFalls() {
  const change = falls();
  const names = [...hidden.sources].map((index) => el("li", "", bdi(DATA.documents[index].title)));
  const lines = (ids) => ids.map((id) => {
    const edge = edges.get(id);
    return el("li", "", button("link", () => openAny(id), bdi(nameOf(edge.from)), " ", bdi(edge.label), " ", bdi(nameOf(edge.to))));
  });
  const said = (list) => list.map((claim) => el("li", "", button("link", () => openAny(claim.key), bdi(claim.statement ?? claim.id))));
  const part = (list, one, many, rows) => section(`${counted(list.length, one, many)}`, list.length ? [el("ul", "plainlist", ...rows)] : []);
  const words = [
    counted(change.claims.length, "claim is gone", "claims are gone"),
    counted(change.facts.length, "fact falls", "facts fall"),
    counted(change.weaker.length, "fact loses an origin", "facts lose an origin"),
    counted(change.verdicts.length, "contradiction falls", "contradictions fall"),
  ].join(", ");
  const title = el("h2", "", hidden.sources.size === 1 ? "Without this source" : "Without these sources");
  remember("falls");
  fill(
    title, el("p", "kind", "What falls"), title, el("ul", "plainlist", ...names), el("p", "note", `${words}.`),
    ...part(change.facts, "fact falls", "facts fall", lines(change.facts)),
    ...part(change.weaker, "fact loses an origin", "facts lose an origin", lines(change.weaker.map(([id]) => id))),
    ...part(change.verdicts, "contradiction falls", "contradictions fall", change.verdicts.map((v) => el("li", "", bdi(v.why)))),
    ...part(change.orphans, "claim has no origin any more", "claims have no origin any more", said(change.orphans)),
    ...part(change.again, "claim stands again", "claims stand again", said(change.again)),
  );
  if (!scene.moved) showAll(); // beside the panel
  announce(`${words}.`, true);
}

addOpener((id) => id === "falls", openFalls);
