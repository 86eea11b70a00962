// Rules of look: which classes a property has, so that colours and sizes can stand for it.

/** @import { Edge, LookClass } from "../types" */

/**
 * The values of a property as classes, the commonest first; beyond so many the rest is one class, "other".
 * @param {Map<string, string>} values by what has them
 * @param {number} most
 * @returns {LookClass[]}
 */
export function classesOf(values, most) {
  /** @type {Map<string, string[]>} */
  const byValue = new Map();
  for (const [id, value] of values) {
    const own = byValue.get(value);
    if (own) own.push(id);
    else byValue.set(value, [id]);
  }
  const ordered = [...byValue].sort(([a, one], [b, other]) => Number(a === "") - Number(b === "") || other.length - one.length || (a < b ? -1 : 1));
  const kept = ordered.length > most + 1 ? ordered.slice(0, most) : ordered;
  const classes = kept.map(([value, ids]) => ({ value, ids, rest: value === "" }));
  const rest = ordered.slice(kept.length).flatMap(([, ids]) => ids);
  return rest.length ? [...classes, { value: "other", ids: rest, rest: true }] : classes;
}

/**
 * Numbers as at most so many steps of about as many each; one number lies in one step.
 * @param {Map<string, number>} numbers by what has them
 * @param {number} most
 * @returns {LookClass[]} from the least to the greatest, each named by its first and last number
 */
export function stepsOf(numbers, most) {
  /** @type {Map<number, string[]>} */
  const byNumber = new Map();
  for (const [id, number] of [...numbers].sort(([, a], [, b]) => a - b)) {
    const own = byNumber.get(number);
    if (own) own.push(id);
    else byNumber.set(number, [id]);
  }
  /** @type {{ first: number, last: number, ids: string[] }[]} */
  const steps = [];
  const areFew = byNumber.size <= most;
  let [left, share] = [numbers.size, numbers.size / most];
  for (const [number, ids] of byNumber) {
    const last = steps[steps.length - 1];
    if (last && !areFew && (last.ids.length < share || steps.length === most)) {
      last.last = number;
      last.ids.push(...ids);
    } else {
      share = left / (most - steps.length); // of what is left, for each step that is left
      steps.push({ first: number, last: number, ids: [...ids] });
    }
    left -= ids.length;
  }
  return steps.map(({ first, last, ids }) => ({ value: first === last ? String(first) : `${first}–${last}`, ids, rest: false }));
}

/**
 * Of each entity the states to which it belongs, directly or by what it is a part of; a state belongs to itself.
 * @param {Iterable<string>} ids
 * @param {Iterable<Edge>} edges
 * @param {(id: string) => boolean} isState
 * @returns {Map<string, Set<string>>}
 */
export function allegiances(ids, edges, isState) {
  /** @type {Map<string, string[]>} */
  const above = new Map();
  for (const edge of edges) {
    if (edge.drawn !== "fact" || edge.contested || !/\/(partOf|belongsTo)$/.test(edge.iri)) continue;
    above.set(edge.from, [...(above.get(edge.from) ?? []), edge.to]);
  }
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  for (const id of ids) {
    /** @type {Set<string>} */
    const states = new Set();
    const [seen, todo] = [new Set([id]), [id]];
    for (let one = todo.pop(); one !== undefined; one = todo.pop()) {
      if (isState(one)) states.add(one);
      else for (const other of above.get(one) ?? []) if (!seen.has(other)) todo.push(seen.add(other) && other);
    }
    found.set(id, states);
  }
  return found;
}
