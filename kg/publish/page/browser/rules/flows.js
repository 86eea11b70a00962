// The arrows from actor to actor as they stand at the clocks. What they are folded from is said when
// the page is made (kg/publish/page/flows.py); which parts count depends on the lines that are shown.

import { lineOf } from "./filters.js";

/** @import { Claim, Edge, Entity, Flow, FlowPart, Origins } from "../types" */

export const STRUCTURE = "structure";
const LAYERS_BY_FORCE = ["fact", "judgement", "claim"];

/**
 * How an arrow stands: it is shown with a part that is, and drawn as the surest of these.
 * @param {Flow} flow
 * @param {Map<string, Edge>} edges
 * @param {Map<string, Entity>} nodes
 * @param {(edge: Edge) => Claim[]} claimsOf
 * @param {Origins} origins
 */
export function flowAt(flow, edges, nodes, claimsOf, origins) {
  const shownOf = (/** @type {string[]} */ ids) => ids.flatMap((id) => edges.get(id) ?? []).filter((edge) => edge.passes);
  const isOn = (/** @type {string | undefined} */ id) => id === undefined || nodes.get(id)?.on === true;
  const ends = isOn(flow.from) && isOn(flow.to);
  const parts = flow.parts.map((/** @type {FlowPart} */ part) => {
    const [gives, takes] = [shownOf(part.gives), shownOf(part.takes)];
    const on = ends && isOn(part.node) && gives.length > 0 && (takes.length > 0 || part.takes.length === 0);
    const lines = on ? [...gives, ...takes] : [];
    // Both its lines are needed, so that it is no surer than the weaker of them.
    const force = Math.max(surest(gives), part.takes.length ? surest(takes) : 0);
    const status = nodes.get(part.node ?? "")?.status || lines.find((line) => line.status)?.status || "";
    return { part: { ...part, on }, lines, force, status };
  });
  const standing = parts.filter(({ part }) => part.on);
  const lines = standing.flatMap((each) => each.lines);
  const shown = [...new Set(lines.flatMap(claimsOf))].filter((claim) => claim.on);
  const marks = { rivalled: lines.some((line) => line.rivalled), denied: lines.some((line) => line.contested && !line.rivalled) };
  const force = Math.min(...standing.map((each) => each.force), LAYERS_BY_FORCE.length - 1);
  return {
    ...lineOf({ layer: LAYERS_BY_FORCE[force] ?? "claim" }, shown, marks, origins), drawn: LAYERS_BY_FORCE[force] ?? "claim",
    parts: parts.map(({ part }) => part), on: standing.length > 0, claims: shown.map((claim) => claim.key),
    status: standing.every((each) => each.status) ? standing[0]?.status ?? "" : "",
  };
}

/** @param {Edge[]} lines */
const surest = (lines) => Math.min(...lines.map((line) => LAYERS_BY_FORCE.indexOf(line.drawn)), LAYERS_BY_FORCE.length - 1);

/**
 * The entities of the picture of arrows: between which something passes, and what hangs at these or
 * they at it. Who only speaks, beside that, is not among them.
 * @param {Iterable<Flow>} flows
 * @param {Map<string, Entity>} nodes
 * @param {Map<string, Edge>} edges
 * @returns {Set<string>}
 */
export function flowingNodes(flows, nodes, edges) {
  /** @type {Set<string>} */
  const found = new Set();
  /** @type {Map<string, string[]>} */
  const beside = new Map();
  /** @type {Set<string>} */
  const busy = new Set(); // has a line of its own beside what it belongs to
  const structural = new Set();
  for (const flow of flows) {
    if (flow.sort === STRUCTURE) for (const part of flow.parts) for (const id of part.gives) structural.add(id);
    if (!flow.on) continue;
    if (flow.sort !== STRUCTURE) found.add(flow.from).add(flow.to);
    else for (const [one, other] of [[flow.from, flow.to], [flow.to, flow.from]]) beside.set(one, [...(beside.get(one) ?? []), other]);
  }
  for (const edge of edges.values()) if (!structural.has(edge.id)) busy.add(edge.from).add(edge.to);
  const onlySpeaks = (/** @type {string} */ id) => !busy.has(id) && (nodes.get(id)?.says.length ?? 0) > 0;
  for (const id of found) for (const other of beside.get(id) ?? []) if (!onlySpeaks(other)) found.add(other); // it grows on the way
  return found;
}
