// Who is near to whom: some hops around an entity, and the shortest paths between two.

/** @import { Edge } from "../types" */

/** @typedef {(id: string) => Edge[]} LinesOf the lines that may be gone over from an entity */

/**
 * @param {Edge} edge
 * @param {string} end
 */
const otherEnd = (edge, end) => (edge.from === end ? edge.to : edge.from);

/**
 * The entities within so many hops of one.
 * @param {string} id
 * @param {number} hops
 * @param {LinesOf} linesOf
 * @param {(id: string) => boolean} mayEnter whether an entity is passed through
 * @returns {Set<string>}
 */
export function reached(id, hops, linesOf, mayEnter) {
  const near = new Set([id]);
  let rim = [id];
  for (let step = 0; step < hops; step += 1) {
    /** @type {string[]} */
    const next = [];
    for (const end of rim)
      for (const edge of linesOf(end)) {
        const other = otherEnd(edge, end);
        if (near.has(other) || !mayEnter(other)) continue;
        near.add(other);
        next.push(other);
      }
    rim = next;
  }
  return near;
}

export const MOST_PATHS = 12;

/**
 * The shortest paths between two entities in either direction of the lines, as lists of lines; at
 * most `MOST_PATHS` of them.
 * @param {string} from
 * @param {string} to
 * @param {LinesOf} linesOf
 * @returns {Edge[][]}
 */
export function shortestPaths(from, to, linesOf) {
  const steps = new Map([[from, 0]]);
  /** @type {Map<string, { edge: Edge, back: string }[]>} */
  const into = new Map(); // by entity: the lines over which it is reached first
  let rim = [from];
  while (rim.length && !steps.has(to)) {
    /** @type {string[]} */
    const next = [];
    for (const end of rim)
      for (const edge of linesOf(end)) {
        const other = otherEnd(edge, end);
        if (other === end) continue;
        const step = (steps.get(end) ?? 0) + 1;
        if (!steps.has(other)) {
          steps.set(other, step);
          next.push(other);
        }
        if (steps.get(other) === step) into.set(other, [...(into.get(other) ?? []), { edge, back: end }]);
      }
    rim = next;
  }
  /** @type {Edge[][]} */
  const paths = [];
  const walkBack = (/** @type {string} */ id, /** @type {Edge[]} */ rest) => {
    if (paths.length >= MOST_PATHS) return;
    if (id === from) paths.push(rest);
    else for (const { edge, back } of into.get(id) ?? []) walkBack(back, [edge, ...rest]);
  };
  if (from !== to && steps.has(to)) walkBack(to, []);
  return paths;
}
