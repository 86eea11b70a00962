// The picture by keyboard: arrows go to the nearest entity in that direction, n and b along relations.

import { allMarks, edgeShown, keepInView, markOf, network, nodeShown, picture, restyle, showAll, weighed, zoom } from "../views/picture.js";
import { sayingPicture } from "../views/saying.js";
import { scene } from "../views/sizes.js";
import { counted, kindOf, linesOf, nodes } from "./data.js";
import { notify } from "./dom.js";
import { leadsTo } from "./folding.js";
import { openAny } from "./opening.js";

const linesAt = (id) => (scene.picture === "claims" ? [...sayingPicture.drawn].map((line) => sayingPicture.lines.get(line)).filter((line) => line.from === id || line.to === id) : linesOf(id));
const AHEAD = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** The nearest shown entity in a direction; what lies aside counts as farther. */
function ahead(from, [x, y]) {
  let [best, least] = [null, Infinity];
  for (const node of allMarks()) {
    if (!nodeShown(node) || node.id === from.id) continue;
    const [dx, dy] = [node.x - from.x, node.y - from.y];
    const along = dx * x + dy * y;
    const aside = Math.abs(dx * y - dy * x);
    if (along <= 0 || aside > 2 * along) continue;
    const far = along + 2 * aside;
    if (far < least) [best, least] = [node, far];
  }
  return best;
}

/** The neighbours of an entity over shown lines, in the order of the clock. */
function neighbours(id) {
  const here = markOf(id);
  const ends = new Set(linesAt(id).filter(edgeShown).map((edge) => (edge.from === id ? edge.to : edge.from)));
  ends.delete(id);
  return [...ends].map(markOf).sort((a, b) => Math.atan2(a.y - here.y, a.x - here.x) - Math.atan2(b.y - here.y, b.x - here.x));
}

let base = null; // the entity whose neighbours n and b go through

function walk(node) {
  scene.walked = node.id;
  scene.hovered = node.id;
  restyle();
  keepInView([node.id]);
  notify(`${node.label}, ${nodes.has(node.id) ? kindOf(node).label : node.sort}, ${counted(linesAt(node.id).filter(edgeShown).length, "relation")}`);
}

picture.addEventListener("keydown", (event) => {
  const here = markOf(scene.walked) ?? markOf(scene.focus?.chosen) ?? weighed().find(nodeShown);
  if (!here || event.ctrlKey || event.metaKey || event.altKey) return;
  const { key } = event;
  if (AHEAD[key] && event.shiftKey) {
    const at = network.getViewPosition();
    const far = 80 / network.getScale();
    network.moveTo({ position: { x: at.x + AHEAD[key][0] * far, y: at.y + AHEAD[key][1] * far } });
  } else if (AHEAD[key]) {
    base = null;
    walk(scene.walked === null ? here : ahead(here, AHEAD[key]) ?? here);
  } else if (key === "n" || key === "b") {
    base ??= here.id;
    const ring = neighbours(base);
    if (!ring.length) return;
    const at = ring.findIndex((node) => node.id === scene.walked);
    const next = at < 0 ? 0 : (at + (key === "n" ? 1 : -1) + ring.length) % ring.length;
    walk(ring[next]);
  } else if (key === "Enter" || key === " ") openAny(leadsTo(here.id));
  else if (key === "+" || key === "=") zoom(1.35);
  else if (key === "-") zoom(1 / 1.35);
  else if (key === "0" || key === "Home") showAll();
  else return;
  event.preventDefault();
});
picture.addEventListener("focusout", () => {
  if (scene.walked === null) return;
  [scene.walked, scene.hovered, base] = [null, null, null];
  restyle();
});
