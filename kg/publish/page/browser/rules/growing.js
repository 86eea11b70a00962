// Where what is new in a picture stands, while what was there stays at its place.

/** @import { Place } from "../types" */

const [WIDE, HIGH] = [130, 84]; // pixels: the room of a symbol with its name
const TURN = Math.PI * (3 - Math.sqrt(5)); // the golden angle: no two steps of the spiral lie in one direction

/**
 * The places of all, by id: of what is new the first free one around those that it is joined with.
 * @param {Map<string, Place>} known the places of what was there
 * @param {string[]} fresh
 * @param {[string, string][]} links
 * @returns {Map<string, Place>}
 */
export function placesBeside(known, fresh, links) {
  const places = new Map(known);
  /** @type {Map<string, string[]>} */
  const beside = new Map(fresh.map((id) => [id, []]));
  for (const [one, other] of links) {
    beside.get(one)?.push(other);
    beside.get(other)?.push(one);
  }
  const waiting = new Set(fresh);
  while (waiting.size) {
    const joined = [...waiting].filter((id) => beside.get(id)?.some((other) => places.has(other)));
    for (const id of joined.length ? joined : [...waiting].slice(0, 1)) {
      const around = (beside.get(id) ?? []).flatMap((other) => places.get(other) ?? []);
      places.set(id, freeAround(middleOfAll(around.length ? around : [...places.values()]), places));
      waiting.delete(id);
    }
  }
  return places;
}

/**
 * @param {Place[]} all
 * @returns {Place}
 */
function middleOfAll(all) {
  const mean = (/** @type {number[]} */ values) => values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
  return { x: mean(all.map(({ x }) => x)), y: mean(all.map(({ y }) => y)) };
}

/**
 * The first place of a spiral around another that has room.
 * @param {Place} middle
 * @param {Map<string, Place>} places
 * @returns {Place}
 */
function freeAround(middle, places) {
  for (let step = 0; ; step += 1) {
    const far = Math.sqrt(step);
    const at = { x: Math.round(middle.x + WIDE * far * Math.cos(step * TURN)), y: Math.round(middle.y + HIGH * far * Math.sin(step * TURN)) };
    if (![...places.values()].some(({ x, y }) => Math.hypot((x - at.x) / WIDE, (y - at.y) / HIGH) < 1)) return at;
  }
}
