// The panel: all that is said of an entity, or on a relation, with speaker and evidence.

import { edgeShown, keepInView, network, setFocus, show } from "../views/picture.js";
import { rangesOf } from "../views/ranges.js";
import { badges, card, cards, clashesInWords, contradictions, namesOf, nearness, part, section, supportOf } from "./cards.js";
import { inWords } from "./clocks.js";
import { claims, counted, edges, edgesOf, kindOf, LAYERS, linesOf, nodes, speakers } from "./data.js";
import { docsLink, itsPage, moreLink } from "./docs.js";
import { bdi, button, el, glyph, link } from "./dom.js";
import { unfoldFor } from "./folding.js";
import { addOpener, announce, fill, nameLink, nameOf, opened, panel, past, remember } from "./opening.js";

/** Open an entity (or a speaker that is no node) by its made-up id. */
export function openNode(id, { move = true } = {}) {
  const node = nodes.get(id) ?? speakers.get(id);
  if (!node) return;
  remember(id);
  const title = el("h2", "", bdi(node.label));
  const kind = nodes.has(id) ? el("p", "kind", glyph(node.kind), bdi(kindOf(node).label)) : el("p", "kind", "Speaker");
  const aliases = el("ul", "aliases", ...node.aliases.map((alias) => el("li", "", bdi(alias))));
  fill(title, kind, title, aliases, nodes.has(id) ? summaryOf(node) : "", nodes.has(id) ? nearness(node) : "", ...sectionsOf(node), el("small", "iri", link(node.iri, node.iri)), docsLink(node.iri, itsPage()), nodes.has(id) ? moreLink(node.iri) : "");
  if (!nodes.has(id)) setFocus(null, null, null);
  else {
    unfoldFor([id]);
    const own = linesOf(id).filter(edgeShown);
    const near = [id, ...own.flatMap((edge) => [edge.from, edge.to])];
    setFocus(id, near, own.map((edge) => edge.id));
    if (move) show([...new Set(near)]);
    else keepInView([id]);
  }
  announce(`${node.label}: ${counted((edgesOf.get(id) ?? []).length, "relation")}`, move);
}

const linesNear = (node) => (edgesOf.get(node.id) ?? []).filter((edge) => edge.claims.some((claim) => claims.get(claim).near));

/** All claims that are about an entity: what is said of it, its figures, and its relations. */
const claimsAbout = (node) => [...new Set([...node.estimates, ...node.judgements, ...sharesOf(node.id), ...node.said.flatMap((row) => row.claims), ...linesNear(node).flatMap((edge) => edge.claims)])].filter((id) => claims.get(id).near);

/** Three lines of what there is: what it is in a word, who says how much of it and when, and what contradicts. */
function summaryOf(node) {
  const own = claimsAbout(node).map((id) => claims.get(id));
  const days = own.flatMap(({ asOfFrom, from, to }) => asOfFrom ?? from ?? to ?? []).sort();
  const span = days.length ? `, of ${[...new Set([days[0], days.at(-1)])].map(inWords).join(" to ")}` : "";
  const words = node.said.filter((row) => row.claims.some((id) => claims.get(id).near) && !row.denied).map((row) => row.value).filter((word) => !node.aliases.includes(word));
  const belongs = linesNear(node).filter((edge) => edge.on && edge.drawn === "fact" && edge.from === node.id && /\/(partOf|belongsTo)$/.test(edge.iri)).map((edge) => `${edge.label} ${nameOf(edge.to)}`);
  const lead = [...new Set([...words, ...belongs])].slice(0, 4).join(" · ");
  const speaking = new Set(own.map((claim) => claim.by)).size;
  return el(
    "ul", "summary", lead ? el("li", "", bdi(lead)) : "",
    el("li", "", `${supportOf(own.map((claim) => claim.key))}; ${counted(speaking, "speaker")}${span}.`),
    el("li", "", clashesInWords(own.map((claim) => claim.key))),
  );
}

/** The figures of an entity as drawings, and folded below them the claims in words. */
function figures(title, groups, ids, options = {}) {
  const drawn = rangesOf(groups, options);
  const list = cards(ids, true);
  const near = ids.filter((id) => claims.get(id).near).length;
  return part(title, near, list.length && drawn.length ? [...drawn, el("details", "where", el("summary", "", `${counted(near, "claim")} in words`), ...list)] : [...drawn, ...list], options.open);
}

const FEW = 6; // of more relations, judgements or claims a section is folded

function sectionsOf(node) {
  const own = linesNear(node);
  const related = new Set();
  for (const edge of own) for (const end of [edge.from, edge.to]) if (end !== node.id) related.add(end);
  const shares = sharesOf(node.id);
  const isOther = (id) => !shares.includes(id);
  const near = [...related].map((id) => nodes.get(id));
  const nearby = near.flatMap((other) => other.estimates).filter(isOther);
  const nearGroups = near.flatMap((other) => other.ranges).filter((group) => group.rows.some((row) => isOther(row.claim)));
  const [out, into] = [own.filter((edge) => edge.from === node.id), own.filter((edge) => edge.from !== node.id)];
  const judged = cards(node.judgements ?? [], true);
  return [
    contradictions([...(node.estimates ?? []), ...shares, ...(node.judgements ?? []), ...own.flatMap((edge) => edge.claims)]),
    figures("Estimates", node.ranges ?? [], node.estimates ?? [], { clashes: false }),
    figures("Shares of it", groupsOf(shares), shares, { named: true, clashes: false }),
    said(node),
    part("Judgements: never facts", judged.length, judged, judged.length < 3),
    part("Relations from here", out.length, relations(out, node.id), out.length <= FEW),
    part("Relations to here", into.length, relations(into, node.id), into.length <= FEW),
    figures("Estimates of what it is related to", nearGroups, nearby, { named: true, open: false }),
    part("Says", node.says.length, cards(node.says, true), !nodes.has(node.id) || own.length === 0),
  ].flat();
}

/** The figures that are shares of an entity: each is about its part, and whoever reads of the whole shall find it. */
const sharesOf = (id) => [...claims.values()].filter((claim) => claim.wholeId === id).map((claim) => claim.key);

/** The groups in which some figures are drawn. */
export function groupsOf(ids) {
  const wanted = new Set(ids);
  return [...nodes.values()].flatMap((node) => node.ranges).filter((group) => group.rows.some((row) => wanted.has(row.claim)));
}

/** What is said of a node in a word: status, branch, nickname. */
function said(node) {
  const rows = (node.said ?? []).map((row) => ({ ...row, near: row.claims.filter((id) => claims.get(id).near) })).filter((row) => row.near.length).map((row) => {
    const open = button("count", () => openSaid(node, row), counted(row.near.length, "claim"));
    return el("li", "", el("span", "", bdi(row.value)), open, el("span", "verb", row.label, " ", ...badges(row)));
  });
  return part("Said of it", rows.length, rows.length ? [el("ul", "relations", ...rows)] : []);
}

function openSaid(node, row) {
  past.push(node.id);
  opened.current = null;
  const title = el("h2", "triple", nameLink(node.id, node.label), el("span", "verb", row.label), bdi(row.value));
  fill(title, title, ...section(counted(row.claims.length, "claim"), cards(row.claims)));
  panel.focus({ preventScroll: true });
}

/** Relations of an entity as a list that leads to their other ends and to their claims. */
export function relations(list, here) {
  if (list.length === 0) return [];
  const rows = list.map((edge) => {
    const other = edge.from === here ? edge.to : edge.from;
    const verb = edge.from === here ? `${edge.label} →` : `→ ${edge.label}`;
    const open = button("count", () => openEdge(edge.id), counted(edge.claims.length, "claim"));
    open.setAttribute("aria-label", `${nameOf(edge.from)} ${edge.label} ${nameOf(edge.to)}: ${counted(edge.claims.length, "claim")}`);
    const parts = [nameLink(other, nameOf(other)), open, el("span", "verb", bdi(verb), " ", ...badges(edge))];
    if (edge.from === here) parts.unshift(parts.pop());
    return el("li", "", ...parts);
  });
  return [el("ul", "relations", ...rows)];
}

/** Open a relation by its made-up id: its claims, and what else is said on the same relation. */
export function openEdge(id, { move = true } = {}) {
  const edge = edges.get(id);
  if (!edge) return;
  remember(id);
  const verb = el("span", "verb", bdi(edge.label), " →", ...badges(edge));
  const ends = [edge.from, edge.to].map((end) => {
    const name = nameLink(end, nameOf(end));
    return el("span", "", glyph(nodes.get(end).kind), " ", name);
  });
  const title = el("h2", "triple", ends[0], verb, ends[1]);
  const beside = edgesOf.get(edge.from).filter(
    (other) => other.id !== id && other.to === edge.to && other.from === edge.from && other.iri === edge.iri,
  );
  fill(
    title, title, el("p", "note", meaning(edge)), ...contradictions(edge.claims),
    ...section(supportOf(edge.claims), cards(edge.claims)),
    ...beside.flatMap((other) => section(`On the same relation: ${LAYERS.get(other.layer).toLowerCase()}`, cards(other.claims))),
  );
  unfoldFor([edge.from, edge.to]);
  setFocus(id, [edge.from, edge.to], [id, ...beside.map((other) => other.id)]);
  if (move) show([edge.from, edge.to], Math.max(network.getScale(), 0.8));
  else keepInView([edge.from, edge.to]);
  announce(`${nameOf(edge.from)} ${edge.label} ${nameOf(edge.to)}: ${counted(edge.claims.length, "claim")}`, move);
}

/** Open one claim by its made-up id. */
export function openClaim(id) {
  const claim = claims.get(id);
  if (!claim) return;
  remember(id);
  const title = el("h2", "", claim.figure ? "A figure" : claim.kind === "Judgement" ? "A judgement" : "A claim");
  fill(title, title, card(claim), ...contradictions([id], id), ...namesOf(claim));
  if (claim.edge?.on) setFocus(claim.edge.id, claim.ends, [claim.edge.id]);
  else setFocus(claim.ends[0] ?? null, claim.ends.length ? claim.ends : null, []);
  announce(claim.statement ?? claim.id, true);
}

/** What a line is, in a sentence. */
export function meaning(edge) {
  if (edge.drawn === "judgement") return "A judgement: somebody's assessment, comparison, warning or forecast. It is never a fact.";
  if (edge.drawn === "claim") return "A claim from which no fact follows, such as a denial or a forecast.";
  const resting = edge.claims.filter((id) => claims.get(id).bearing);
  const rests = `A fact that rests on ${counted(resting.length, "claim")}`;
  const status = edge.status ? `. The event is only ${edge.status}: that it took place is not said` : "";
  const why = edge.rivalled ? "another value is claimed, and only one can hold" : "somebody denies it";
  const implied = edge.implied ? ". No text says it in words: it is implied" : "";
  return `${rests}${status}${implied}${edge.contested ? `. It is disputed: ${why}` : ""}.`;
}

addOpener((id) => nodes.has(id) || speakers.has(id), openNode);
addOpener((id) => claims.has(id), openClaim);
addOpener((id) => edges.has(id), openEdge);
