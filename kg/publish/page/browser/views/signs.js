// The signs of kinds inside their symbols: on the canvas, and in a drawing that is saved.

import { DATA, kindOf } from "../parts/data.js";
import { svg } from "../parts/dom.js";
import { FONT } from "./labels.js";
import { network, nodeShown, stageSize } from "./picture.js";
import { byWeight, grown, scene } from "./sizes.js";

const RADIUS = 6.5; // of a symbol, in the units of signs (kg/publish/draw/signs.py)
const STROKE = 1.5;
const SIGNS_FROM = 4.5; // pixels from the middle of a symbol to its rim; a smaller one is its silhouette alone

const paths = DATA.kinds.map(({ sign }) => sign.split("|").map((path) => (path ? new Path2D(path) : null)));
const letterSize = (letter) => [8, 6, 4.5][letter.length - 1] ?? 4;

/** Draw the sign of each kind over what the network has drawn. */
export function drawSigns(ctx) {
  const scale = network.getScale();
  const [start, end] = [network.DOMtoCanvas({ x: -20, y: -20 }), network.DOMtoCanvas({ x: stageSize.wide + 20, y: stageSize.high + 20 })];
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = scene.theme.ground;
  Object.assign(ctx, { lineWidth: STROKE, lineCap: "round", lineJoin: "round", textAlign: "center" });
  for (const node of byWeight) {
    const size = grown(node);
    if (size * scale < SIGNS_FROM && scene.sizing === "relations") break; // the others are smaller
    if (size * scale < SIGNS_FROM || node.symbol !== undefined || !nodeShown(node)) continue;
    if (node.x < start.x || node.x > end.x || node.y < start.y || node.y > end.y) continue;
    const { letter } = kindOf(node);
    const [lines, filled] = paths[node.kind];
    ctx.save();
    ctx.translate(node.x, node.y);
    ctx.scale(size / RADIUS, size / RADIUS);
    if (lines) ctx.stroke(lines);
    if (filled) ctx.fill(filled);
    if (letter) {
      ctx.font = `700 ${letterSize(letter)}px ${FONT}`;
      ctx.fillText(letter, 0, letterSize(letter) / 3);
    }
    ctx.restore();
  }
  ctx.restore();
}

/** The sign of a kind in an SVG, at the middle of its symbol. */
export function signAt({ sign, letter }, { x, y, size }, colour) {
  const [lines, filled] = sign.split("|");
  return svg(
    "g", { transform: `translate(${x} ${y}) scale(${(size / RADIUS).toFixed(3)})`, fill: colour },
    ...(lines ? [svg("path", { d: lines, fill: "none", stroke: colour, "stroke-width": STROKE, "stroke-linecap": "round", "stroke-linejoin": "round" })] : []),
    ...(filled ? [svg("path", { d: filled })] : []),
    ...(letter ? [svg("text", { y: letterSize(letter) / 3, "font-size": letterSize(letter), "font-weight": 700, "text-anchor": "middle" }, letter)] : []),
  );
}
