// Numbers of entities at the clocks, by which they can be coloured and sized.

import { claims, edgesOf, nodes } from "../parts/data.js";
import { afterFilter, originsOf } from "../parts/state.js";

let byEnd = null; // the claims that are shown, by the entities that they name; until the filters change
const numbersByName = new Map(); // by property: the number of each entity, and the greatest

function shownClaims(id) {
  if (!byEnd) {
    byEnd = new Map();
    for (const claim of claims.values())
      if (claim.on) for (const end of new Set(claim.ends)) byEnd.set(end, [...(byEnd.get(end) ?? []), claim.key]);
  }
  return byEnd.get(id) ?? [];
}

export const NUMBERS = new Map([
  ["relations", { label: "relations", of: (node) => edgesOf.get(node.id).filter((edge) => edge.on).length }],
  ["claims", { label: "claims", of: (node) => shownClaims(node.id).length }],
  ["origins", { label: "origins", of: (node) => originsOf(shownClaims(node.id)).size }],
]);

/** The number of each entity that is shown, and the greatest of them. */
export function numbersOf(name) {
  if (!numbersByName.has(name)) {
    const own = new Map([...nodes.values()].filter((node) => node.on).map((node) => [node.id, NUMBERS.get(name).of(node)]));
    numbersByName.set(name, { own, most: [...own.values()].reduce((most, number) => Math.max(most, number), 1) });
  }
  return numbersByName.get(name);
}

afterFilter(() => {
  byEnd = null;
  numbersByName.clear();
});
