// How large symbols and borders are on the screen, and what the picture shares with the other parts.

import { nodes } from "../parts/data.js";
import { NUMBERS, numbersOf } from "./numbers.js";

/** @import { Theme } from "../types" */

/** What changes while the page is looked at, beside the filters. */
export const scene = {
  picture: "all", // what is drawn: all entities, "actors" and what passes between them, or "claims" with who says them
  look: 0, // the step of zoom that symbols are drawn for
  sizing: "relations", // what makes a symbol large
  started: false, // the first picture is there
  moved: false, // the reader has chosen a view of their own
  refreshing: false, // while the panel is filled anew nothing moves
  reading: false, // while the address is read it is not written
  dragged: false, // while the view is dragged, few labels are enough
  symbolsReady: false, // a browser takes its time to read an SVG: the first picture does without
  focus: null, // { nodes: Set, edges: Set, chosen: id } or null for all alike
  walked: null, // the entity that the keys stand on, by id
  hovered: null, // a node's id
  hoveredEdge: null,
  theme: readTheme(),
};

export function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  const families = Array.from({ length: 5 }, (_, index) => read(`--family-${index}`));
  const names = ["ground", "sheet", "ink", "soft", "fact", "judgement", "claim", "disputed", "mark"];
  const speakers = Array.from({ length: 6 }, (_, index) => read(`--speaker-${index}`));
  return /** @type {Theme} */ ({ families, speakers, ...Object.fromEntries(names.map((name) => [name, read(`--${name}`)])) });
}

/** A colour (#rrggbb) moved towards another by a share of the way. */
export function mixed(from, to, share) {
  const part = (color, at) => parseInt(color.slice(at, at + 2), 16);
  const mix = (at) => Math.round(part(from, at) * (1 - share) + part(to, at) * share);
  return `#${[1, 3, 5].map((at) => mix(at).toString(16).padStart(2, "0")).join("")}`;
}

/** A length of the canvas in pixels of the screen, at this step of zoom. */
export const onScreen = (length) => length * 0.7 * 2 ** (scene.look / 3);

/** The width of a border in pixels of the screen, finer from afar; none where nobody would see it. */
export function rim(width) {
  const fine = width * 2 ** (scene.look / 4);
  return fine < 0.5 ? 0 : fine;
}

const RANKS = ["pagerank", "betweenness"];

/** The size of a symbol before zoom: by its relations, or by a number or a rank that the reader chose. */
function sizeOf(node) {
  if (scene.picture === "claims") return node.sort ? node.size : 8;
  if (scene.sizing !== "relations" && NUMBERS.has(scene.sizing)) {
    const { own, most } = numbersOf(scene.sizing);
    return 6 + 22 * Math.sqrt((own.get(node.id) ?? 0) / most);
  }
  const rank = RANKS.indexOf(scene.sizing);
  if (rank >= 0) return 6 + 22 * Math.sqrt(node.ranks[rank]);
  return scene.sizing === "even" ? 9 : node.size;
}

export const grown = (node) => sizeOf(node) * Math.min(2 ** (-scene.look / 4), 2);

export const byWeight = [...nodes.values()].sort((a, b) => b.size - a.size || Number(a.id.slice(1)) - Number(b.id.slice(1)));

/** Choose what makes a symbol large; the names of the larger ones go first. */
export function setSizing(value) {
  scene.sizing = value;
  sortByWeight();
}

function sortByWeight() {
  byWeight.sort((a, b) => sizeOf(b) - sizeOf(a) || Number(a.id.slice(1)) - Number(b.id.slice(1)));
}
