// What passes between actors and places, as arcs on the map.

import { flows, nodes } from "../parts/data.js";
import { svg } from "../parts/dom.js";
import { openAny } from "../parts/opening.js";
import { STRUCTURE } from "../rules/flows.js";
import { edgeColor, edgeDashes, isBroad, widthOf } from "./picture.js";

/** The arrows that are shown now, those with a place at both ends first. */
export function arcsNow() {
  const all = [...flows.values()].filter((flow) => flow.on && flow.sort !== STRUCTURE);
  const isPlaced = (flow) => Boolean(nodes.get(flow.from).point && nodes.get(flow.to).point);
  return { placed: all.filter(isPlaced), others: all.filter((flow) => !isPlaced(flow)) };
}

const ALONG_ARC = [0.5, 0.38, 0.62, 0.28, 0.72];
const GAP = 14; // pixels from the middle of a mark to an arc's end

/**
 * The arcs as SVG groups; those of two same ends lie beside one another, and each direction on a side of its own.
 * @param {{ unit: number, at: (node: any) => [number, number], label: (words: string, x: number, y: number) => any }} frame
 *   degrees to a pixel, where a node stands, and what writes a word where there is room for it
 */
export function arcsOf(placed, frame) {
  const among = new Map();
  return placed.map((flow) => {
    const pair = flow.mutual ? [flow.from, flow.to].sort().join(" ") : `${flow.from} ${flow.to}`;
    const place = among.get(pair) ?? 0;
    among.set(pair, place + 1);
    return arcOf(flow, 0.1 + 0.09 * place, frame);
  });
}

function arcOf(flow, bend, { unit, at, label }) {
  const [from, to] = [at(nodes.get(flow.from)), at(nodes.get(flow.to))];
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const far = Math.hypot(dx, dy) || unit;
  const middle = [(from[0] + to[0]) / 2 + dy * 2 * bend, (from[1] + to[1]) / 2 - dx * 2 * bend];
  const end = toward(to, middle, Math.min(GAP * unit, far / 3));
  const start = toward(from, middle, Math.min(GAP * unit, far / 3));
  const point = (part) => [0, 1].map((axis) => (1 - part) ** 2 * start[axis] + 2 * part * (1 - part) * middle[axis] + part ** 2 * end[axis]);
  const d = `M${start}Q${middle} ${end}`;
  const colour = edgeColor(flow);
  const dashes = edgeDashes(flow);
  const line = svg("path", { class: "line", d, stroke: colour, "stroke-width": (isBroad(flow) ? 1.4 : 1) * widthOf(flow), "vector-effect": "non-scaling-stroke", ...(dashes ? { "stroke-dasharray": dashes.join(" ") } : {}) });
  const turn = (Math.atan2(end[1] - middle[1], end[0] - middle[0]) * 180) / Math.PI;
  const tip = flow.mutual ? "" : svg("path", { d: "M0 0L-10 -4.5V4.5z", fill: colour, transform: `translate(${end}) scale(${unit}) rotate(${turn})` });
  const words = ALONG_ARC.map((part) => label(flow.label, point(part)[0], point(part)[1])).find(Boolean) ?? "";
  const arc = svg("g", { class: "arc", "data-node": flow.id }, svg("title", {}, wordsOfArc(flow)), svg("path", { class: "wide", d, "vector-effect": "non-scaling-stroke" }), line, tip, words);
  arc.addEventListener("click", () => openAny(flow.id));
  return arc;
}

/** An arrow in words: "North Korea → Russia: arms". */
export const wordsOfArc = (flow) => `${nodes.get(flow.from).label} ${flow.mutual ? "–" : "→"} ${nodes.get(flow.to).label}: ${flow.label}`;

/** A point moved towards another. */
function toward(point, goal, far) {
  const [[x, y], [tx, ty]] = [point, goal];
  const all = Math.hypot(tx - x, ty - y) || 1;
  return [x + ((tx - x) / all) * far, y + ((ty - y) / all) * far];
}
