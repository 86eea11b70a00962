// The network on its canvas: colours, what is shown, what is in focus, and where the view is.

import { DATA, edges, flows, isCalm, isNarrow, kindOf, nodes } from "../parts/data.js";
import { afterFilter } from "../parts/state.js";
import { STRUCTURE } from "../rules/flows.js";
import { grown, rim, scene } from "./sizes.js";
import { symbolStyle } from "./symbols.js";

export const stage = document.getElementById("stage");
export const picture = document.getElementById("picture");

export const stageSize = { wide: 0, high: 0 }; // the size of the stage, read once: to ask for it costs a layout
new ResizeObserver(measureStage).observe(picture);
measureStage();
fitToStage();

const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
const options = JSON.parse(DATA.options);
export const network = new vis.Network(picture, { nodes: nodeSet, edges: edgeSet }, options);

export function measureStage() {
  [stageSize.wide, stageSize.high] = [picture.clientWidth || 1, picture.clientHeight || 1];
}

/** Where the panel takes the room of other parts, the canvas is as large as the stage at once, before the view is moved. */
export function fitCanvas() {
  network.setSize("100%", "100%");
  measureStage();
}

/** Turn the picture on an upright stage, and stretch it a little towards the stage's shape. */
function fitToStage() {
  const { wide, high } = stageSize;
  const all = [...nodes.values()].filter((node) => !scene.folded || node.among);
  if (!all.length) return;
  if (high > wide * 1.15) for (const node of all) [node.x, node.y] = [node.y, node.x];
  const extent = (axis) => Math.max(...all.map((n) => n[axis])) - Math.min(...all.map((n) => n[axis])) + 120;
  const ratio = wide / high / (extent("x") / extent("y"));
  for (const node of all) {
    node.x *= Math.min(Math.max(ratio, 1), 1.35);
    node.y *= Math.min(Math.max(1 / ratio, 1), 1.35);
  }
}

const otherPlaces = new Map(); // by entity: its place in the picture that is not seen now

/** Draw actors and what passes between them, or all entities; each picture keeps its places. */
export function foldPicture(yes) {
  if (yes === scene.folded || (yes && !flows.size)) return;
  scene.folded = yes;
  const isFirst = !otherPlaces.size;
  for (const node of nodes.values()) {
    if (!node.among) continue;
    const now = { x: node.x, y: node.y };
    const [x, y] = node.among;
    Object.assign(node, otherPlaces.get(node.id) ?? { x, y });
    otherPlaces.set(node.id, now);
  }
  if (isFirst) fitToStage();
}

/** A colour (#rrggbb) moved towards another by a share of the way. */
export function mixed(from, to, share) {
  const part = (color, at) => parseInt(color.slice(at, at + 2), 16);
  const mix = (at) => Math.round(part(from, at) * (1 - share) + part(to, at) * share);
  return `#${[1, 3, 5].map((at) => mix(at).toString(16).padStart(2, "0")).join("")}`;
}

/** Seen from afar, symbols are drawn larger than to scale, with finer borders. */
export function lookAt(scale, { later = true } = {}) {
  const step = Math.max(-8, Math.min(0, Math.round(Math.log2(scale / 0.7) * 3)));
  if (step === scene.look) return;
  scene.look = step;
  if (later) setTimeout(restyle, 0);
}

// Shapes of one size that look of one size.
const EVEN = new Map([["square", 0.88], ["diamond", 1.15], ["triangle", 1.1], ["triangleDown", 1.1], ["star", 1.35]]);

function nodeStyle(node) {
  const kind = kindOf(node);
  const faint = scene.focus && !scene.focus.nodes.has(node.id);
  const chosen = (scene.focus && scene.focus.chosen === node.id) || scene.walked === node.id;
  const color = mixed(scene.theme.families[kind.family], scene.theme.ground, faint ? 0.78 : 0);
  if (node.symbol !== undefined) return { ...symbolStyle(node, faint, chosen), id: node.id, x: node.x, y: node.y };
  return {
    id: node.id, x: node.x, y: node.y, shape: kind.shape, size: grown(node) * (EVEN.get(kind.shape) ?? 1),
    chosen: false, label: undefined, borderWidth: rim(chosen ? 2.5 : kind.hollow ? 3 : 1.5),
    color: {
      background: kind.hollow ? mixed(color, scene.theme.ground, chosen ? 0.6 : 1) : color,
      border: chosen ? scene.theme.ink : kind.hollow ? color : scene.theme.ground,
    },
  };
}

export function edgeColor(edge) {
  if (edge.contested) return scene.theme.disputed;
  return scene.theme[edge.drawn];
}

/** Dashes in canvas units: a line of its own for each case that the legend explains. */
export function edgeDashes(edge) {
  if (edge.contested) return [10, 4, 2, 4];
  if (edge.drawn === "judgement") return [2.5, 3.5];
  if (edge.drawn === "claim") return [1.5, 6];
  return edge.status ? [8, 5] : false;
}

// Among so many lines arrowheads are drawn only of those in focus: nobody tells the others apart.
const CROWDED = edges.size > 2000;

/** As wide as it has independent origins; a line without any is a hair. */
export const widthOf = (edge) => [0.9, 1.5, 2.6, 3.8][Math.min(edge.support, 3)];

/** How far a line fades into the ground: the less likely, the more, yet never below a contrast of 3 : 1. */
export const paleness = (edge) => (edge.chance < 0.5 ? 0.3 * (1 - edge.chance) : 0);

function edgeStyle(edge) {
  const faint = scene.focus && !scene.focus.edges.has(edge.id);
  const color = mixed(edgeColor(edge), scene.theme.ground, faint ? 0.8 : Math.max(scene.focus ? 0 : 0.08, paleness(edge)));
  const bend = { enabled: edge.bend !== 0, type: "curvedCW", roundness: edge.bend };
  return {
    id: edge.id, from: edge.from, to: edge.to, chosen: false,
    width: (isBroad(edge) ? 2 : 1) * widthOf(edge) + (scene.focus && !faint ? 0.8 : 0), color: { color, inherit: false }, dashes: edgeDashes(edge),
    arrows: { to: { enabled: !edge.mutual && (!CROWDED || (scene.focus !== null && !faint)), scaleFactor: isBroad(edge) ? 0.9 : 0.5 } },
    smooth: options.edges.smooth === false ? false : bend,
  };
}

/** Whether a line is an arrow that stands for what passes between two actors. */
export const isBroad = (line) => line.sort !== undefined && line.sort !== STRUCTURE;

/** @type {Map<string, any>} */
const lines = new Map(/** @type {[string, any][]} */ ([...edges, ...flows]));
const drawnAs = new Map(); // by id: the style that it has now

/** Give the network what has changed, past its data sets: those go through all lines for each change. */
export function restyle() {
  const { body } = network;
  body.emitter.emit("_blockRedraw");
  for (const [all, style, set, drawn] of [[nodes, nodeStyle, nodeSet, body.nodes], [lines, edgeStyle, edgeSet, body.edges]]) {
    const added = [];
    for (const each of all.values()) {
      if (!isDrawn(each)) continue; // what is not seen keeps its style, and is not made before
      const now = style(each);
      const key = JSON.stringify(now);
      if (drawnAs.get(each.id) === key) continue;
      if (drawnAs.has(each.id)) drawn[each.id].setOptions(now);
      else added.push(now);
      drawnAs.set(each.id, key);
    }
    if (added.length) set.add(added);
    for (const each of all.values()) if (drawn[each.id]) drawn[each.id].options.hidden = !isDrawn(each);
  }
  const shown = (all) => [...all.values()].filter(isDrawn).map((each) => each.id);
  [body.nodeIndices, body.edgeIndices] = [shown(nodes), shown(lines)];
  if (/** @type {HTMLInputElement | null} */ (document.getElementById("motion"))?.checked) network.physics.updatePhysicsData();
  body.emitter.emit("_allowRedraw");
  if (scene.started) body.emitter.emit("_requestRedraw"); // the first is asked for since the network is there
}

/** Bring some nodes and lines forward; without any, all are alike again. */
export function setFocus(chosen, nodeIds, edgeIds) {
  scene.focus = nodeIds ? { chosen, nodes: new Set(nodeIds), edges: new Set(edgeIds) } : null;
  restyle();
}

const [ABOVE, BELOW] = [24, 52]; // pixels around what is shown: names mostly hang below

/** The part of the stage that no panel covers, in pixels. */
export function freeArea() {
  const area = { left: 0, top: 0, right: picture.clientWidth, bottom: picture.clientHeight };
  const panel = document.getElementById("panel");
  if (!panel.hidden) {
    const stage = picture.getBoundingClientRect();
    const cover = panel.getBoundingClientRect();
    if (isNarrow()) [area.top, area.bottom] = [48, Math.max(cover.top - stage.top, 140)];
    else area.right = Math.max(cover.left - stage.left, 120);
  }
  return area;
}

/** Move the view so that some nodes fill the free area, with room around them for names, whose size no zoom changes. */
export function show(ids, nearest = 1.15, calmly = isCalm() || !scene.started) {
  const some = [...ids].map((id) => nodes.get(id)).filter(nodeShown);
  if (some.length === 0 || scene.refreshing) return;
  const [left, right] = [Math.min(...some.map((n) => n.x)), Math.max(...some.map((n) => n.x))];
  const [top, bottom] = [Math.min(...some.map((n) => n.y)), Math.max(...some.map((n) => n.y))];
  const area = freeArea();
  const side = Math.min(44, (area.right - area.left) / 9);
  const [wide, high] = [area.right - area.left - 2 * side, area.bottom - area.top - ABOVE - BELOW];
  const scale = Math.min(nearest, wide / (right - left), high / (bottom - top)); // of one place: 1 / 0, so the nearest
  const middle = { x: (area.left + area.right) / 2, y: area.top + ABOVE + high / 2 };
  network.moveTo({
    position: { x: (left + right) / 2, y: (top + bottom) / 2 },
    scale: Math.max(scale, 0.02),
    offset: { x: middle.x - picture.clientWidth / 2, y: middle.y - picture.clientHeight / 2 },
    animation: calmly ? false : { duration: 320, easingFunction: "easeInOutQuad" },
  });
}

/** Move the view only if the free area does not hold all of these nodes. */
export function keepInView(ids) {
  const area = freeArea();
  const inside = ids.every((id) => {
    const at = network.canvasToDOM(nodes.get(id));
    return at.x > 20 && at.y > area.top + 20 && at.x < area.right - 20 && at.y < area.bottom - 20;
  });
  if (!inside) show(ids, network.getScale());
}

/** @param {{ calmly?: boolean }} options */
export function showAll({ calmly } = {}) {
  show([...nodes.values()].filter(nodeShown).map((node) => node.id), undefined, calmly);
  scene.moved = false;
}

export const nodeShown = (node) => node.on && (!scene.folded || node.flowing);
export const edgeShown = (edge) => edge.on && flows.has(edge.id) === scene.folded;
const isDrawn = (each) => (nodes.has(each.id) ? nodeShown(each) : edgeShown(each));

export function zoom(factor) {
  scene.moved = true;
  network.moveTo({ scale: network.getScale() * factor, animation: isCalm() ? false : { duration: 150, easingFunction: "easeInOutQuad" } });
}
afterFilter(restyle);
