// The panel: all that is said of an entity, or on a relation, with speaker and evidence.

import { edgeShown, keepInView, network, setFocus, show } from "../views/picture.js";
import { rangesOf } from "../views/ranges.js";
import { badges, card, cards, contradictions, namesOf, nearness, section, supportOf } from "./cards.js";
import { claims, counted, edges, edgesOf, kindOf, LAYERS, linesOf, nodes, speakers } from "./data.js";
import { docsLink } from "./docs.js";
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
  fill(title, kind, title, aliases, el("small", "iri", link(node.iri, node.iri)), docsLink(node.iri, "Its page in the docs"), nodes.has(id) ? nearness(node) : "", ...sectionsOf(node));
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

function sectionsOf(node) {
  const own = (edgesOf.get(node.id) ?? []).filter((edge) => edge.claims.some((claim) => claims.get(claim).near));
  const related = new Set();
  for (const edge of own) for (const end of [edge.from, edge.to]) if (end !== node.id) related.add(end);
  const shares = sharesOf(node.id);
  const isOther = (id) => !shares.includes(id);
  const near = [...related].map((id) => nodes.get(id));
  const nearby = near.flatMap((other) => other.estimates).filter(isOther);
  const nearGroups = near.flatMap((other) => other.ranges).filter((group) => group.rows.some((row) => isOther(row.claim)));
  return [
    said(node),
    contradictions([...(node.estimates ?? []), ...shares, ...(node.judgements ?? []), ...own.flatMap((edge) => edge.claims)]),
    section("Estimates", [...rangesOf(node.ranges ?? []), ...cards(node.estimates ?? [], true)]),
    section("Shares of it", [...rangesOf(groupsOf(shares), { named: true }), ...cards(shares, true)]),
    section("Judgements: never facts", cards(node.judgements ?? [], true)),
    section("Relations from here", relations(own.filter((edge) => edge.from === node.id), node.id)),
    section("Relations to here", relations(own.filter((edge) => edge.from !== node.id), node.id)),
    section("Estimates of what it is related to", [...rangesOf(nearGroups, { named: true }), ...cards(nearby, true)]),
    section(`Says (${node.says.length})`, cards(node.says, true)),
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
  return section("Said of it", rows.length ? [el("ul", "relations", ...rows)] : []);
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
  fill(title, title, ...contradictions([id], id), card(claim), ...namesOf(claim));
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
