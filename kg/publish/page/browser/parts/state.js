// What the reader has set, and what follows of it for each claim, line and entity.

import { hasFallen } from "../rules/filters.js";
import { claims, counted, edges, nodes, world } from "./data.js";
import { notify } from "./dom.js";
import { markAll } from "./world.js";

/** @import { Filters, Origins, State } from "../types" */

/** @type {Filters} */
export const hidden = { kinds: new Set(), layers: new Set(), relations: new Set(), sources: new Set(), speakers: new Set(), likelihoods: new Set() };
/** @type {State} */
export const state = {
  asOf: null, knownAt: null, // ISO days; null: open
  asSince: null, knownSince: null, // the first day of a span that ends at the clock
  dated: false, // only what says its day
  clashing: false, // only what contradicts
  fallen: false, // also what is denied, retracted, corrected or superseded
  around: null, // { id, hops }: only what is so near to an entity
  verdicts: [], // the contradictions among what stands now
};

/** The step of the story that is seen, from 0 (-1: none), and how many there are. */
export const told = { step: -1, steps: 0 };

/**
 * The independent origins of some claims at the clocks, without the documents that are switched off.
 * @type {Origins}
 */
export let originsOf = (ids) => new Set(ids);

/** Ask the rules anew, and mark each claim, line and entity by what they say. */
export function evaluate() {
  const moment = markAll(world, hidden, state);
  state.verdicts = moment.verdicts;
  originsOf = moment.origins;
}

/** How many claims are hidden for nothing but that they are denied, retracted or superseded. */
export function countFallen() {
  if (state.fallen || state.clashing || ![...claims.values()].some((claim) => claim.near && hasFallen(claim))) return 0;
  state.fallen = true;
  evaluate();
  const count = [...claims.values()].filter((claim) => claim.on && hasFallen(claim)).length;
  state.fallen = false;
  evaluate();
  return count;
}

/** What passes all filters, for the views. */
export function shownNow() {
  const on = (all) => [...all.values()].filter((each) => each.on);
  return { nodes: on(nodes), edges: on(edges), claims: on(claims), asOf: state.asOf, knownAt: state.knownAt };
}

const filterListeners = [];
const moveListeners = [];

/** Call a function after each change of the filters. */
export function afterFilter(listener) {
  filterListeners.push(listener);
}

/** Call a function after each change of what is open or how it looks, which an address can name. */
export function afterMove(listener) {
  moveListeners.push(listener);
}

export function noteMove() {
  for (const listener of moveListeners) listener();
}

/** After a change of the filters: count anew, draw anew, tell, and put it into the address. */
export function refilter({ quiet = false } = {}) {
  evaluate();
  for (const listener of filterListeners) listener();
  noteMove();
  if (quiet) return;
  const shown = shownNow();
  notify(`${counted(shown.nodes.length, "entity", "entities")}, ${counted(shown.edges.length, "relation")}, ${counted(shown.claims.length, "claim")} shown`);
}
