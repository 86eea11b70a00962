// The documents: two that are chosen stand beside one another, with what the one has and the other lacks or says otherwise.

import { chooseSource, comparing, readSource } from "../parts/comparing.js";
import { claims, counted, DATA, fold, nodes } from "../parts/data.js";
import { bdi, button, el, within } from "../parts/dom.js";
import { openAny } from "../parts/opening.js";
import { afterMove, state } from "../parts/state.js";
import { compared } from "../rules/comparing.js";
import { addView, sheet, sheetState } from "./views.js";

if (DATA.documents.length) addView({ id: "sources", label: "Sources", draw: drawSources });

function drawSources(host) {
  const { chosen, reading } = comparing;
  if (reading !== null) return host.append(...textOf(reading));
  if (chosen.length === 2) return host.append(...comparison(chosen));
  host.append(el("p", "lead", "Choose two to compare them: what the one has and the other lacks or says otherwise. A title opens all that its document claims."));
  host.append(listOfSources());
}

function listOfSources() {
  const find = el("input", "");
  find.type = "search";
  find.placeholder = "Titles, authors, days";
  find.setAttribute("aria-label", "Find among the sources");
  const rows = DATA.documents.map((source, number) => {
    const pick = button("step", () => chooseSource(number), comparing.chosen.includes(number) ? "✓ chosen" : "compare");
    pick.setAttribute("aria-pressed", String(comparing.chosen.includes(number)));
    pick.setAttribute("aria-label", `Compare: ${source.title}`);
    const about = [source.creator, source.issued || "without a date", counted(source.claims, "claim")].filter(Boolean).join(", ");
    const read = source.reading ? button("step", () => readSource(number), "read") : "";
    if (read) read.setAttribute("aria-label", `Read: ${source.title}`);
    const row = el("li", "", el("span", "picks", pick, read), el("span", "", button("link", () => openAny(`d${number}`), bdi(source.title)), el("small", "", bdi(about))));
    row.dataset.words = fold(`${source.title} ${source.creator} ${source.issued} ${source.name}`);
    return row;
  });
  const list = el("ul", "sources", ...rows);
  find.addEventListener("input", () => {
    const words = fold(find.value).split(" ");
    for (const row of within(list, "li")) row.hidden = !words.every((word) => row.dataset.words.includes(word));
  });
  return el("div", "", el("label", "source-find", find), list);
}

/** The text of a document with all its claims marked; a mark opens its claim, and the next one where it holds several. */
function textOf(number) {
  const source = DATA.documents[number];
  const clashing = new Set(state.verdicts.flatMap((verdict) => verdict.claims));
  const passages = source.reading.map(([text, held]) => {
    const near = held.split(" ").filter((id) => claims.get(id)?.near);
    if (!near.length || !text.trim()) return text;
    const mark = el("mark", near.some((id) => clashing.has(id)) ? "said clash" : "said", bdi(text));
    Object.assign(mark.dataset, { claim: near[0], claims: near.join(" ") });
    mark.tabIndex = 0;
    mark.role = "button";
    mark.title = counted(near.length, "claim");
    return mark;
  });
  const own = [...claims.values()].filter((claim) => claim.document === number && claim.near).length;
  return [
    el("p", "near", button("step", () => readSource(null), "‹ All sources"), button("step", () => openAny(`d${number}`), "Its claims")),
    el("h2", "", bdi(source.title)), el("p", "lead", `${counted(own, "claim")} marked in the text: a mark opens what is claimed there. Underlined in red is what contradicts something, or may.`),
    el("div", "reading", ...passages),
  ];
}

afterMove(() => {
  if (sheetState.seen === "sources" && comparing.reading !== null) sheet.querySelector("mark.lit")?.scrollIntoView({ block: "nearest" });
});

function comparison(chosen) {
  const found = compared([...claims.values()].filter((claim) => claim.near), nodes.values(), chosen);
  const [one, other] = chosen.map((number) => DATA.documents[number]);
  const names = chosen.map((number) => {
    const source = DATA.documents[number];
    return el("div", "compared", el("h2", "", button("link", () => openAny(`d${number}`), bdi(source.title))), el("small", "", bdi([source.creator, source.issued || "without a date"].filter(Boolean).join(", "))), button("step", () => chooseSource(number), "another instead"));
  });
  const told = [
    counted(found.figures.length, "quantity of which both give figures", "quantities of which both give figures"),
    `${counted(found.same.length, "statement", "statements")} that both make alike`, `${found.changed.length} otherwise`,
    `${found.only[0].length} only in the first`, `${found.only[1].length} only in the second`,
  ];
  const derived = relayed(chosen);
  return [
    el("div", "beside", ...names), el("p", "sum", `${told.join(" · ")}.${derived}`),
    ...comparedPart("Figures side by side", found.figures.map((sides) => bothSay(sides, quantity(sides)))),
    ...comparedPart("Said otherwise: another hedge, a denial, or another time", found.changed.map((sides) => bothSay(sides, ""))),
    ...comparedPart("Only in one of them", found.only.some((list) => list.length) ? [el("div", "beside", ...[one, other].map((source, side) => onlyOf(source, found.only[side])))] : []),
    ...comparedPart("Said alike by both", found.same.map((sides) => bothSay(sides, ""))),
  ];
}

/** Whether the one takes from the other, so that both are one origin. */
function relayed([one, other]) {
  const from = (a, b) => [...claims.values()].some((claim) => claim.document === a && (claim.derived ?? []).some((id) => id === DATA.documents[b].name || claims.get(id)?.document === b));
  if (from(one, other)) return " The first takes from the second: together they are one origin.";
  return from(other, one) ? " The second takes from the first: together they are one origin." : "";
}

const comparedPart = (title, parts) => (parts.length ? [el("section", "conflicts", el("h2", "", title), ...parts)] : []);

const quantity = (sides) => [sides[0][0].measure, sides[0][0].about, sides[0][0].scope].filter(Boolean).join(", ");

/** What both say of one thing, and the verdict on it where there is one. */
function bothSay(sides, title) {
  const ids = sides.map((list) => new Set(list.map((claim) => claim.key)));
  const verdicts = state.verdicts.filter((verdict) => ids.every((own) => verdict.claims.some((id) => own.has(id))));
  const grave = verdicts.some(({ kind }) => kind === "contradicts" || kind === "cannot all be true");
  const columns = sides.map((list) => el("div", "column", ...list.map(saidIn)));
  const words = verdicts.map((verdict) => el("p", "why", `${verdict.kind}: `, bdi(verdict.why)));
  return el("article", grave ? "conflict grave" : "conflict", title ? el("h3", "", bdi(title)) : "", el("div", "beside", ...columns), ...words);
}

function onlyOf(source, list) {
  return el("div", "column", el("h3", "", bdi(source.title)), ...(list.length ? list.map(saidIn) : [el("p", "nothing", "Nothing that the other lacks.")]));
}

/** A claim in three lines: what, who and how, when. */
function saidIn(claim) {
  const said = claim.figure ? `${claim.figure}` : claim.statement ?? claim.id;
  const how = [claim.speaker, claim.hedge].filter(Boolean).join(", ");
  const row = el("div", "side", button("link", () => openAny(claim.key), bdi(said)), el("small", "", bdi(how)), el("small", "", bdi(claim.asOf ?? claim.time ?? "no day is said")));
  if (claim.figure) row.insertBefore(el("small", "", bdi(claim.measure ?? "")), row.children[1]);
  row.dataset.claim = claim.key;
  return row;
}
