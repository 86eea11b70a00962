// Claims in the panel: what is said, in which words, by whom, how surely; where it stands; what contradicts it.

import { isDated } from "../rules/days.js";
import { speaksFor } from "../rules/filters.js";
import { RETRACTED } from "../rules/standing.js";
import { showAll } from "../views/picture.js";
import { inWords } from "./clocks.js";
import { readSource } from "./comparing.js";
import { claims, counted, DATA, nodes } from "./data.js";
import { docsLink } from "./docs.js";
import { bdi, button, el, glyph, link, notify } from "./dom.js";
import { nameLink, nameOf, openAny } from "./opening.js";
import { askPath } from "./search.js";
import { originsOf, refilter, state } from "./state.js";

/** The cards of some claims; those that the clocks or filters pass over are told of, not shown. */
export function cards(ids, brief = false) {
  const own = ids.map((id) => claims.get(id));
  const near = own.filter((claim) => claim.near);
  const rest = own.length - near.length;
  const more = rest ? el("details", "where", el("summary", "", `${counted(rest, "claim")} outside the filters`), ...own.filter((claim) => !claim.near).map((claim) => card(claim, true))) : "";
  return [...near.map((claim) => card(claim, brief)), ...(more ? [more] : [])];
}

export function card(claim, brief) {
  const published = claim.recorded ? "recorded" : "published";
  const who = [
    ["speaker", nameLink(claim.speakerId, claim.speaker)],
    ["how said", claim.hedge],
    ["in the text", claim.explicitness],
    ["rests on", claim.restsOn],
    ["time", claim.time ?? (state.asOf && !isDated(claim) ? "no day is said: it stands at every day" : "")],
    ["as of", claim.asOf],
    ["status", claim.status],
  ];
  const where = [
    ["about", claim.about ? nameLink(claim.aboutId, claim.about) : ""],
    ["share of", claim.shareOf ? nameLink(claim.wholeId, claim.shareOf) : ""],
    ["scope", claim.scope],
    ["basis", claim.basis],
    ["document", documentOf(claim)],
    [published, claim.known ? inWords(claim.known) : ""],
    ["evidence", claim.placeUrl ? link(claim.placeUrl, claim.place) : claim.place],
    ["accessed", claim.accessed],
    ["note", claim.note],
    ["claim", docsLink(claim.iri, claim.id) || link(claim.iri, claim.id)],
  ];
  const figure = claim.figure && el("p", "figure", bdi(claim.figure), el("small", "", bdi(claim.measure ?? "")));
  const cite = citing(claim);
  return el(
    "article", `claim${claim.taken ? " taken" : ""}`, figure,
    claim.statement && el("p", "", bdi(claim.statement)),
    quoted(claim),
    ...(brief ? [fields(who), folded(claim, where), cite] : [fields([...who, ...where]), cite]),
  );
}

/** The sentence itself with the claim's span marked, or the few words that carry the claim. */
function quoted(claim) {
  if (!claim.sentence) return claim.wording && el("blockquote", "", "“", bdi(claim.wording), "”");
  const [before, span, after] = claim.sentence;
  const place = DATA.documents[claim.document]?.reading ? button("link in-text", () => { readSource(claim.document); openAny(claim.key); }, "read in the document") : "";
  return el("blockquote", "", "“", el("bdi", "", before, before || after ? el("mark", "", span) : span, after), "”", place ? " " : "", place);
}

function fields(rows) {
  const given = rows.filter(([, value]) => value);
  return el("dl", "", ...given.flatMap(([name, value]) => [el("dt", "", name), el("dd", "", value instanceof Node ? value : bdi(value))]));
}

function folded(claim, where) {
  const place = claim.placeUrl ? "web address" : claim.place;
  return el("details", "where", el("summary", "", bdi([claim.id, place].filter(Boolean).join(", "))), fields(where));
}

function documentOf(claim) {
  const source = DATA.documents[claim.document];
  return source ? button("link", () => openAny(`d${claim.document}`), bdi(source.title)) : "";
}

/** "3 claims (1 denied), 2 independent origins", of those claims that stand now. */
export function supportOf(ids) {
  const own = ids.map((id) => claims.get(id)).filter((claim) => claim.near);
  const denied = own.filter((claim) => claim.stance === "denies").length;
  const back = own.filter((claim) => claim.taken?.kind === RETRACTED).length;
  const marks = [denied && `${denied} denied`, back && `${back} retracted`].filter(Boolean).join(", ");
  const good = own.filter(speaksFor);
  const origins = originsOf(good.map((claim) => claim.key)).size;
  return `${counted(own.length, "claim")}${marks ? ` (${marks})` : ""}, ${origins ? counted(origins, "independent origin") : "no independent origin"}`;
}

/** How verdicts are told, the gravest first: as what, in a summary, and of which kinds. */
const TELLING = [
  { title: "Contradictions", words: ["contradiction"], of: ["contradicts"], open: true },
  { title: "Cannot all be true", words: ["set that cannot all be true", "sets that cannot all be true"], of: ["cannot all be true"], open: true },
  { title: "May contradict", words: ["that may contradict", "that may contradict"], of: ["undecided", "implausible jump"], open: true },
  { title: "Does not compare", words: [], of: ["not comparable"], open: false },
  { title: "Fits, and yet is odd", words: [], of: ["supersedes", "alternative", "not independent", "part of", "grows", "overlaps", "narrower", "agrees"], open: false },
];
const verdictsOn = (ids) => {
  const own = new Set(ids);
  return state.verdicts.filter((verdict) => verdict.claims.some((id) => own.has(id)));
};

/** What contradicts these claims now, what may, and what would if it meant the same, each apart; why, and what would settle it. */
export function contradictions(ids, here = "") {
  const listed = verdictsOn(ids);
  return TELLING.flatMap(({ title, of, open }) => {
    const rows = listed.filter(({ kind }) => of.includes(kind)).map((verdict) => verdictRow(verdict, here));
    return part(here && title === "Contradictions" ? "Contradicts" : title, rows.length, rows, open || rows.length < 3);
  });
}

/** How many contradict, in words; that nothing does, too. */
export function clashesInWords(ids) {
  const listed = verdictsOn(ids);
  const told = TELLING.flatMap(({ words: [one, many], of }) => {
    const count = listed.filter(({ kind }) => of.includes(kind)).length;
    return one && count ? counted(count, one, many) : [];
  });
  return told.length ? `${told.join(", ")}.` : "Nothing shown here contradicts it.";
}

function verdictRow(verdict, here) {
  const sides = verdict.claims.filter((id) => id !== here).map((id) => {
    const claim = claims.get(id);
    const said = claim.figure ? `${claim.figure} (${claim.measure ?? ""})` : claim.statement ?? claim.id;
    const when = claim.asOf ?? claim.time;
    return el("li", "", button("link", () => openAny(id), bdi(said)), " ", el("small", "", bdi(claim.speaker), when ? `, ${when}` : ""));
  });
  const remedy = verdict.remedy ? el("p", "remedy", "→ ", bdi(verdict.remedy)) : "";
  const kind = ["contradicts", "cannot all be true"].includes(verdict.kind) ? "" : `${verdict.kind}: `;
  return el("div", "clashing", el("p", "clash", kind, bdi(verdict.why)), el("ul", "plainlist", ...sides), remedy);
}

/** The entities that a claim names, to go on from it. */
export function namesOf(claim) {
  const ends = [...new Set(claim.ends)].map((id) => el("li", "", glyph(nodes.get(id).kind), " ", nameLink(id, nameOf(id))));
  return section("Names", ends.length ? [el("ul", "plainlist", ...ends)] : []);
}

/** Buttons for what is near to an entity, and for the way to another. */
export function nearness(node) {
  const hops = [1, 2, 3].map((number) => {
    const chosen = () => state.around?.id === node.id && state.around.hops === number;
    const step = button("step", () => {
      state.around = chosen() ? null : { id: node.id, hops: number };
      refilter();
      openAny(node.id);
      showAll();
    }, String(number));
    step.setAttribute("aria-pressed", String(chosen()));
    step.setAttribute("aria-label", `Show only what is within ${counted(number, "step")}`);
    return step;
  });
  const box = el("p", "near", el("span", "", "Only within"), ...hops, el("span", "", "steps"), button("step wide", () => askPath(node.id), "Path to…"));
  return box;
}

const LANGUAGES = new Intl.DisplayNames("en", { type: "language" });

/** The words that cite a claim, in the order of most styles. */
function citation(claim) {
  const source = DATA.documents[claim.document];
  const by = source?.creator ? `${source.creator}: ` : "";
  const issued = source?.issued ? `, ${source.issued}` : "";
  const said = claim.statement ?? `${[claim.figure, claim.measure].filter(Boolean).join(" ")}.`;
  const tongue = source?.language && source.language !== "en" ? ` (in ${LANGUAGES.of(source.language)})` : "";
  const place = [claim.place, claim.accessed && `accessed ${claim.accessed}`].filter(Boolean).map((words) => `, ${words}`).join("");
  // The sentence of a denial often has its “not” already: “denied” after it would take it back.
  const how = claim.hedge.replace(/^denied\b/, "a denial");
  return `${said} ${claim.speaker ?? "Nobody named"} (${how}), in: ${by}“${source?.title ?? ""}”${tongue}${issued}${place}. Claim ${claim.iri}`;
}

function citing(claim) {
  const box = el("span", "citing");
  const text = citation(claim);
  box.append(button("link", async () => {
    const copied = await copy(text);
    box.replaceChildren(el("span", "cited", bdi(text)));
    notify(copied ? "The footnote is copied." : "Copy the footnote from here.");
    box.prepend(el("small", "", copied ? "copied: " : "copy this: "));
  }, "Copy as footnote"));
  return box;
}

/** Put text on the clipboard; gives whether that was allowed. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** Titled parts of the panel; nothing where there are none. */
export function section(title, parts) {
  return parts.length ? [el("h3", "", title), ...parts] : [];
}

const turned = new Map(); // by title: whether the reader has opened or closed the section

/** A section that is folded, with the number of what is in it; nothing where it is empty. */
export function part(title, count, parts, open = true) {
  const filled = parts.filter(Boolean);
  if (!filled.length) return [];
  const head = el("summary", "", el("h3", "", title), " ", el("small", "", count.toLocaleString("en")));
  const box = /** @type {HTMLDetailsElement} */ (el("details", "part", head, ...filled));
  box.open = turned.get(title) ?? open;
  head.addEventListener("click", () => { turned.set(title, !box.open); });
  return [box];
}

export function badges(edge) {
  const marks = [];
  const layer = edge.drawn;
  if (layer === "judgement") marks.push(el("span", "badge judgement", "judgement"));
  if (layer === "claim") marks.push(el("span", "badge claim-layer", "no fact"));
  if (edge.status) marks.push(el("span", "badge", edge.status));
  if (edge.denied) marks.push(el("span", "badge disputed", "denied"));
  if (edge.contested) marks.push(el("span", "badge disputed", "disputed"));
  if (edge.implied) marks.push(el("span", "badge", "implied"));
  return marks;
}
