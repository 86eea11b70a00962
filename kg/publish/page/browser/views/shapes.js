// Shapes that are told apart without colour: of kinds, speakers and sources.

import { svg } from "../parts/dom.js";

/** The shapes of classes, in their order. */
export const SHAPES = ["dot", "square", "diamond", "triangle", "triangleDown", "hexagon", "star"];
// As in kg/publish/draw/signs.py; `down` moves a triangle to where its middle is the symbol's.
const OUTLINES = new Map([
  ["square", { corners: 4, turn: 45, scale: 1.2, down: 0 }], ["diamond", { corners: 4, turn: 0, scale: 1.28, down: 0 }], ["triangle", { corners: 3, turn: -90, scale: 1.33, down: 0.32 }],
  ["triangleDown", { corners: 3, turn: 90, scale: 1.33, down: -0.32 }], ["hexagon", { corners: 6, turn: 0, scale: 1.05, down: 0 }], ["star", { corners: 10, turn: -90, scale: 1.3, down: 0 }],
]);

/** A shape by its name around a point, as an SVG element: "dot" or one of the others. */
export function shapeAt(shape, { x, y, size }, look) {
  const outline = OUTLINES.get(shape);
  if (!outline) return svg("circle", { cx: x, cy: y, r: size, ...look });
  const { corners, turn, scale, down } = outline;
  const points = Array.from({ length: corners }, (_, index) => {
    const far = size * scale * (corners === 10 && index % 2 ? 0.5 : 1);
    const angle = ((turn + (index * 360) / corners) * Math.PI) / 180;
    return `${(x + far * Math.cos(angle)).toFixed(1)},${(y + size * down + far * Math.sin(angle)).toFixed(1)}`;
  });
  return svg("polygon", { points: points.join(" "), ...look });
}

/** The mark of a class in a key. */
export const keyMark = (shape, colour) => shapeAt(shape, { x: 0, y: 0, size: 5.5 }, { fill: colour });
