// One document: what it is, and all its claims.

import { setFocus } from "../views/picture.js";
import { cards, contradictions, section, supportOf } from "./cards.js";
import { claims, counted, DATA } from "./data.js";
import { chooseSource } from "./comparing.js";
import { bdi, button, el, link } from "./dom.js";
import { resetFilters } from "./drawer.js";
import { addOpener, announce, fill, remember } from "./opening.js";
import { hidden, refilter } from "./state.js";

const sourceOf = (id) => DATA.documents[/^d\d+$/.test(id ?? "") ? Number(id.slice(1)) : -1];

/** Open a document by its made-up id, "d" and its place among the documents. */
function openSource(id) {
  const source = sourceOf(id);
  const own = [...claims.values()].filter((claim) => claim.document === Number(id.slice(1)));
  remember(id);
  const title = el("h2", "", bdi(source.title));
  const alone = button("step wide", () => {
    resetFilters();
    DATA.documents.forEach((_, number) => { if (`d${number}` !== id) hidden.sources.add(number); });
    refilter();
  }, "Show only this source");
  const beside = button("step", () => chooseSource(Number(id.slice(1))), "Compare with…");
  const ids = own.map((claim) => claim.key);
  fill(
    title, el("p", "kind", "Source"), title, el("p", "", bdi([source.creator, source.issued].filter(Boolean).join(", ") || "without an author or a date")),
    source.url ? el("small", "iri", link(source.url, source.url)) : "", el("p", "near", alone, beside), el("p", "note", supportOf(ids), "."),
    ...section(counted(own.length, "claim"), cards(ids, true)), ...contradictions(ids),
  );
  setFocus(null, null, null);
  announce(`${source.title}: ${counted(own.length, "claim")}`, true);
}

addOpener((id) => sourceOf(id) !== undefined, openSource);
