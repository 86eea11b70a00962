// The claims, lines and entities of a page, and the marks that the rules put on them at a moment: at
// two clocks, without some sources, behind the reader's filters. Nothing here touches the page itself.

import { isOfDays } from "../rules/days.js";
import { hasFallen, isNear, lineOf } from "../rules/filters.js";
import { flowAt, flowingNodes, STRUCTURE } from "../rules/flows.js";
import { originsAt } from "../rules/origins.js";
import { reached } from "../rules/reach.js";
import { standingAt } from "../rules/standing.js";
import { verdictsAt } from "../rules/verdicts.js";
import { eventStatuses, factsAt, isDenied, statementsOf, statusOf } from "../rules/weighing.js";

/** @import { Choice, Claim, Data, Edge, Filters, Moment, Said, World } from "../types" */

const FIGURES = "figures";
const NONE = "none stated";

/**
 * What a page holds, by made-up id; each claim gets the fields that the page adds (see types.d.ts).
 * @param {Data} data
 * @param {string} view the rule of the facts
 * @returns {World}
 */
export function makeWorld(data, view) {
  const nodes = new Map(data.nodes.map((node) => [node.id, node]));
  const edges = new Map(data.edges.map((edge) => [edge.id, edge]));
  const claims = new Map(Object.entries(data.claims));
  /** @type {Map<string, Edge[]>} */
  const edgesOf = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of edges.values()) {
    edgesOf.get(edge.from)?.push(edge);
    if (edge.to !== edge.from) edgesOf.get(edge.to)?.push(edge);
  }
  for (const [key, claim] of claims) {
    claim.key = key;
    claim.stance ??= "asserts";
    claim.modality ??= "asserted";
    claim.source = data.documents[claim.document]?.name ?? "";
    claim.by = claim.speakerId ?? "";
    claim.hedged = claim.likelihood ?? NONE;
    claim.of = claim.kind === "Estimate" ? FIGURES : claim.relation ?? "without a relation";
    claim.ends = [];
    claim.edge = null;
  }
  for (const edge of edges.values())
    for (const claim of claimsOf(claims, edge.claims)) Object.assign(claim, { edge, ends: [edge.from, edge.to] });
  for (const node of nodes.values())
    for (const claim of claimsOf(claims, [...node.estimates, ...node.judgements, ...node.said.flatMap((row) => row.claims)])) claim.ends.push(node.id);
  /** @type {Map<Edge | Said, Claim[]>} */
  const own = new Map();
  for (const edge of edges.values()) own.set(edge, claimsOf(claims, edge.claims));
  for (const node of nodes.values()) for (const row of node.said) own.set(row, claimsOf(claims, row.claims));
  const statements = statementsOf(edges.values(), claims);
  const flows = new Map(data.flows.map((flow) => [flow.id, { ...flow, label: flow.sort === STRUCTURE ? edges.get(flow.parts[0]?.gives[0] ?? "")?.label ?? "" : flow.sort }]));
  return { nodes, edges, flows, claims, edgesOf, own, statements, documents: data.documents, links: data.links, verdicts: data.verdicts, view };
}

/**
 * @param {Map<string, Claim>} claims
 * @param {Iterable<string>} ids
 * @returns {Claim[]}
 */
function claimsOf(claims, ids) {
  /** @type {Claim[]} */
  const known = [];
  for (const id of ids) {
    const claim = claims.get(id);
    if (claim) known.push(claim);
  }
  return known;
}

/**
 * Ask the rules, and mark each claim, line and entity by what they say.
 * @param {World} world
 * @param {Filters} hidden
 * @param {Choice} choice
 * @returns {Moment}
 */
export function markAll(world, hidden, choice) {
  const { nodes, edges, claims } = world;
  const standing = standingAt(claims, world.links, { asOf: choice.asOf, knownAt: choice.knownAt, without: hidden.sources });
  const origins = originsAt(claims, world.documents, standing, hidden.sources);
  const facts = factsAt(world.statements, claims, standing, { view: world.view, origins });
  const ownOf = (/** @type {Edge | Said} */ line) => world.own.get(line) ?? [];
  const verdicts = verdictsAt(world.verdicts, claims, standing, facts);
  const clashing = choice.clashing ? new Set(verdicts.flatMap((verdict) => verdict.claims)) : null;
  for (const [id, claim] of claims) {
    const stands = standing.get(id);
    claim.held = stands?.held === true;
    claim.taken = stands?.taken ?? null;
    claim.bearing = facts.bearing.has(id);
    claim.status = claim.taken ? `${claim.taken.kind} by ${claims.get(claim.taken.later)?.id ?? claim.taken.name}` : "";
    claim.near = isNear(claim, hidden, clashing) && isOfDays(claim, choice);
    claim.on = claim.near && (choice.fallen || clashing !== null || !hasFallen(claim));
  }
  for (const edge of edges.values()) {
    const shown = ownOf(edge).filter((claim) => claim.on);
    Object.assign(edge, lineOf(edge, shown, { rivalled: facts.rivalled.has(edge), denied: facts.denied.has(edge) }, origins));
    edge.passes = shown.length > 0 && !hidden.layers.has(edge.drawn);
  }
  for (const node of nodes.values())
    for (const row of node.said) {
      const same = (/** @type {Said} */ other) => other.iri === row.iri && other.value === row.value;
      const alike = node.said.filter(same).flatMap(ownOf);
      const [bearing, denials] = [facts.bearing, facts.disputing].map((some) => alike.filter((claim) => some.has(claim.key)));
      const denied = isDenied(bearing, denials, row.timeless === true);
      Object.assign(row, lineOf(row, ownOf(row).filter((claim) => claim.near), { rivalled: false, denied }, origins));
    }
  const statuses = eventStatuses(claimsOf(claims, facts.bearing));
  for (const node of nodes.values()) node.status = statuses.get(node.id) ?? "";
  for (const edge of edges.values())
    edge.status = edge.drawn === "fact" ? statusOf(statuses, edge) : "";
  markNodes(world, hidden, choice);
  const isOn = (/** @type {string} */ id) => nodes.get(id)?.on === true;
  for (const edge of edges.values()) edge.on = edge.passes && isOn(edge.from) && isOn(edge.to);
  for (const flow of world.flows.values()) Object.assign(flow, flowAt(flow, edges, nodes, ownOf, origins));
  const flowing = flowingNodes(world.flows.values(), nodes, edges);
  for (const node of nodes.values()) node.flowing = flowing.has(node.id);
  for (const flow of world.flows.values()) flow.on &&= flowing.has(flow.from) && flowing.has(flow.to);
  for (const claim of claims.values()) claim.on &&= claim.ends.every(isOn) && (claim.edge === null || claim.edge.on);
  return { verdicts, origins };
}

/**
 * An entity is shown when its kind is, when it is near enough, and when anything shown is said of it.
 * @param {World} world
 * @param {Filters} hidden
 * @param {Choice} choice
 */
function markNodes(world, hidden, { around }) {
  /** @type {Set<string>} */
  const named = new Set();
  for (const claim of world.claims.values())
    if (claim.on && (claim.edge === null || claim.edge.passes)) for (const id of claim.ends) named.add(id);
  const near = around ? nearTo(world, hidden, around) : world.nodes;
  for (const node of world.nodes.values()) {
    node.near = near.has(node.id);
    node.counts = named.has(node.id) && node.near;
    node.on = node.counts && !hidden.kinds.has(node.kind);
  }
}

/**
 * The entities within so many hops of one, over lines that pass the filters.
 * @param {World} world
 * @param {Filters} hidden
 * @param {{ id: string, hops: number }} middle
 */
export function nearTo({ nodes, edgesOf }, hidden, { id, hops }) {
  const linesOf = (/** @type {string} */ end) => (edgesOf.get(end) ?? []).filter((edge) => edge.passes);
  return reached(id, hops, linesOf, (other) => !hidden.kinds.has(nodes.get(other)?.kind ?? -1));
}
