// The network on its canvas: colours, what is shown, what is in focus, and where the view is.

import { DATA, edges, flows, isCalm, isNarrow, kept, nodes } from "../parts/data.js";
import { afterFilter } from "../parts/state.js";
import { STRUCTURE } from "../rules/flows.js";
import { placesBeside } from "../rules/growing.js";
import { drawLinesHere, layLines, withoutLabels } from "./crowd.js";
import { forgetLook, lookOf, tintOf } from "./look.js";
import { besideSaid, laySayingsOut, sayingPicture } from "./saying.js";
import { byWeight, grown, mixed, rim, scene } from "./sizes.js";
import { symbolStyle } from "./symbols.js";

export const stage = document.getElementById("stage");
export const picture = document.getElementById("picture");

export const stageSize = { wide: 0, high: 0 }; // the size of the stage, read once: to ask for it costs a layout
new ResizeObserver(measureStage).observe(picture);
measureStage();
const places = new Map(); // by picture: the places of its entities, while another is seen
if (kept) keepPlaces();
else fitToStage();

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
  const all = [...nodes.values()].filter((node) => scene.picture !== "actors" || node.among);
  if (!all.length) return;
  if (high > wide * 1.15) for (const node of all) [node.x, node.y] = [node.y, node.x];
  const extent = (axis) => Math.max(...all.map((n) => n[axis])) - Math.min(...all.map((n) => n[axis])) + 120;
  const ratio = wide / high / (extent("x") / extent("y"));
  for (const node of all) {
    node.x *= Math.min(Math.max(ratio, 1), 1.35);
    node.y *= Math.min(Math.max(1 / ratio, 1), 1.35);
  }
}

/** Where the graph has grown, what was seen stays at its place, and what is new stands beside it. */
function keepPlaces() {
  for (const [name, before] of kept.places) {
    const all = [...nodes.values()].filter((node) => name !== "actors" || node.among);
    const known = new Map(all.filter(({ iri }) => before.has(iri)).map(({ id, iri }) => [id, before.get(iri)]));
    const lines = [...(name === "actors" ? flows : edges).values()].map(({ from, to }) => /** @type {[string, string]} */ ([from, to]));
    if (known.size) places.set(name, placesBeside(known, all.filter(({ id }) => !known.has(id)).map(({ id }) => id), lines));
  }
  for (const node of nodes.values()) Object.assign(node, places.get("all")?.get(node.id));
}

/** By picture the places of its entities, by their IRIs. */
export function placesNow() {
  const now = new Map(places);
  now.set(scene.picture, new Map([...nodes.values()].map(({ id, x, y }) => [id, { x, y }])));
  now.delete("claims"); // they are laid out by their speakers
  const of = (name) => [...nodes.values()].filter((node) => name !== "actors" || node.among);
  return new Map([...now].map(([name, own]) => [name, new Map(of(name).filter(({ id }) => own.has(id)).map(({ id, iri }) => [iri, own.get(id)]))]));
}

/** Draw actors and what passes between them, all entities, or who says what; each picture keeps its places. */
export function drawPicture(name) {
  if (name === scene.picture || (name === "actors" && !flows.size)) return;
  places.set(scene.picture, new Map([...nodes.values()].map(({ id, x, y }) => [id, { x, y }])));
  scene.picture = name;
  forgetLook();
  const before = places.get(name);
  if (name === "claims") laySayingsOut();
  else for (const node of nodes.values()) Object.assign(node, before?.get(node.id) ?? (name === "actors" && node.among ? { x: node.among[0], y: node.among[1] } : places.get("all").get(node.id)));
  if (!before && name !== "claims") fitToStage();
}

/** Seen from afar, symbols are drawn larger than to scale, with finer borders. */
export function lookAt(scale, { later = true } = {}) {
  const step = Math.max(-8, Math.min(0, Math.round(Math.log2(scale / 0.7) * 3)));
  if (step === scene.look) return;
  scene.look = step;
  if (later) setTimeout(restyle, 0);
}

// Shapes of one size that look of one size.
const EVEN = new Map([["square", 0.88], ["diamond", 1.28], ["triangle", 1], ["triangleDown", 1], ["star", 1.35]]);

function nodeStyle(node) {
  const kind = lookOf(node);
  const faint = scene.focus && !scene.focus.nodes.has(node.id);
  const chosen = (scene.focus && scene.focus.chosen === node.id) || scene.walked === node.id;
  const color = mixed(kind.colour, scene.theme.ground, faint ? 0.78 : 0);
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
  if (edge.tint ?? edge.clash) return tintOf(edge);
  if (edge.contested) return scene.theme.disputed;
  return scene.theme[edge.drawn];
}

/** Dashes in canvas units: a line of its own for each case that the legend explains. */
export function edgeDashes(edge) {
  const dashes = dashesOf(edge);
  return dashes && isBroad(edge) ? dashes.map((length) => 2 * length) : dashes;
}

function dashesOf(edge) {
  if (edge.clash) return edge.clash === "contradicts" ? false : edge.clash === "may contradict" ? [7, 4] : [2, 5];
  if (edge.contested) return [10, 4, 2, 4];
  if (edge.drawn === "judgement") return [2.5, 3.5];
  if (edge.drawn === "claim") return [1.5, 6];
  return edge.status ? [8, 5] : false;
}

// Among so many lines arrowheads are drawn only of those in focus: nobody tells the others apart. Those that
// cross the picture lie below the others, and pale: what stands together is seen.
const CROWDED = edges.size > 2000;
const CROSSING = 0.12; // of the width of the picture: so long is a line that crosses it

if (CROWDED) drawLinesHere(network);

const lengthOf = (edge) => {
  const [one, other] = [nodes.get(edge.from), nodes.get(edge.to)];
  return one && other ? Math.hypot(one.x - other.x, one.y - other.y) : 0;
};
let crossing = Infinity; // in canvas units
const layers = new Map(); // by picture: its lines, the longest first, as it was laid out

/** The lines in the order in which they are drawn. */
function layered() {
  if (!CROWDED || scene.picture === "claims") return allLines();
  if (!layers.has(scene.picture)) {
    const across = [...nodes.values()].map((node) => node.x);
    crossing = CROSSING * (Math.max(...across) - Math.min(...across));
    layers.set(scene.picture, [...lines.values()].map((line) => ({ line, long: lengthOf(line) })).sort((a, b) => b.long - a.long).map(({ line }) => line));
  }
  return [...layers.get(scene.picture), ...sayingPicture.lines.values()];
}

/** As wide as it has independent origins; a line without any is a hair. */
export const widthOf = (edge) => [0.9, 1.5, 2.6, 3.8][Math.min(edge.support, 3)];

/** How far a line fades into the ground: the less likely, the more, yet never below a contrast of 3 : 1. */
export const paleness = (edge) => (edge.chance < 0.5 ? 0.3 * (1 - edge.chance) : 0);

function edgeStyle(edge) {
  const faint = scene.focus && !scene.focus.edges.has(edge.id);
  const crosses = CROWDED && !scene.focus && lengthOf(edge) > crossing;
  const color = mixed(edgeColor(edge), scene.theme.ground, faint ? 0.8 : crosses ? 0.72 : Math.max(scene.focus ? 0 : 0.08, paleness(edge)));
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

/** All that can stand in a picture, by id: entities, and claims and speakers where they are drawn. */
export const markOf = (id) => nodes.get(id) ?? sayingPicture.marks.get(id);
export const lineOfId = (id) => lines.get(id) ?? sayingPicture.lines.get(id);
export const allMarks = () => [...nodes.values(), ...sayingPicture.marks.values()];
export const allLines = () => [...lines.values(), ...sayingPicture.lines.values()];

/** What is drawn, the weightier first. */
export const weighed = () => (scene.picture === "claims" ? allMarks().filter(nodeShown).sort((a, b) => Number(a.sort === "claim") - Number(b.sort === "claim") || grown(b) - grown(a)) : byWeight);
const drawnAs = new Map(); // by id: the style that it has now

/** Give the network what has changed, past its data sets: those go through all lines for each change. */
export function restyle() {
  const { body } = network;
  const ordered = layered();
  const looks = [];
  body.emitter.emit("_blockRedraw");
  for (const [all, style, set, drawn] of /** @type {any[]} */ ([[allMarks(), nodeStyle, nodeSet, body.nodes], [ordered, edgeStyle, edgeSet, body.edges]])) {
    const added = [];
    for (const each of all) {
      if (!isDrawn(each)) continue; // what is not seen keeps its style, and is not made before
      const now = style(each);
      if (CROWDED && drawn === body.edges) {
        looks.push(now);
        if (!scene.symbolsReady && !now.arrows.to.enabled) continue; // none is pointed at before the first picture
      }
      const key = JSON.stringify(now);
      if (drawnAs.get(each.id) === key) continue;
      if (drawnAs.has(each.id)) drawn[each.id].setOptions(now);
      else added.push(now);
      drawnAs.set(each.id, key);
    }
    addTo(set, drawn, added);
    for (const each of all) if (drawn[each.id]) drawn[each.id].options.hidden = !isDrawn(each);
  }
  if (CROWDED) layLines(looks);
  thinLines();
  const shown = (all, drawn) => all.filter((each) => drawn[each.id] && isDrawn(each)).map((each) => each.id);
  [body.nodeIndices, body.edgeIndices] = [shown(allMarks(), body.nodes), shown(ordered, body.edges)];
  if (/** @type {HTMLInputElement | null} */ (document.getElementById("motion"))?.checked) network.physics.updatePhysicsData();
  body.emitter.emit("_allowRedraw");
  if (scene.started) body.emitter.emit("_requestRedraw"); // the first is asked for since the network is there
}

/** Add styles to one of the network's sets; `drawn` is what it makes of them, by id. */
function addTo(set, drawn, added) {
  if (!added.length) return;
  if (!set.length) {
    const first = added.shift();
    set.add(first);
    withoutLabels(drawn[first.id]);
  }
  set.add(added);
}

/** Of many lines, seen from near, only those are drawn that end at something in sight. */
function thinLines() {
  if (!CROWDED || scene.picture === "claims") return;
  const [start, end] = [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x: stageSize.wide, y: stageSize.high })];
  const isSeen = (id) => { const { x, y } = nodes.get(id); return x > start.x && x < end.x && y > start.y && y < end.y; };
  for (const edge of edges.values()) {
    const drawn = network.body.edges[edge.id];
    if (drawn) drawn.options.hidden = !edgeShown(edge) || !(isSeen(edge.from) || isSeen(edge.to));
  }
}

let thinning = 0;

/** After the view has moved, and come to rest. */
export function thinSoon() {
  if (!CROWDED) return;
  clearTimeout(thinning);
  thinning = setTimeout(() => { thinLines(); network.redraw(); }, 120);
}

/** Bring some nodes and lines forward; without any, all are alike again. */
export function setFocus(chosen, nodeIds, edgeIds) {
  const beside = nodeIds && scene.picture === "claims" ? besideSaid(chosen) : null;
  const focus = nodeIds ? { chosen, nodes: new Set(nodeIds), edges: new Set(edgeIds), ...beside } : null;
  // Where nothing of it is in this picture, to turn all else pale would say nothing.
  const isSeen = focus && ([...focus.nodes].some((id) => markOf(id) && nodeShown(markOf(id))) || [...focus.edges].some((id) => lineOfId(id) && edgeShown(lineOfId(id))));
  scene.focus = isSeen ? focus : null;
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
  const wanted = scene.picture === "claims" && scene.focus ? scene.focus.nodes : ids;
  const some = [...wanted].map(markOf).filter((mark) => mark && nodeShown(mark));
  if (some.length === 0 || scene.refreshing) return;
  const [left, right] = [Math.min(...some.map((n) => n.x)), Math.max(...some.map((n) => n.x))];
  const [top, bottom] = [Math.min(...some.map((n) => n.y)), Math.max(...some.map((n) => n.y))];
  const area = freeArea();
  const side = Math.min(scene.picture === "claims" ? 190 : 44, (area.right - area.left) / (scene.picture === "claims" ? 4 : 9));
  const [wide, high] = [area.right - area.left - 2 * side, area.bottom - area.top - ABOVE - BELOW];
  const scale = Math.min(nearest, wide / (right - left), high / (bottom - top)); // of one place: 1 / 0, so the nearest
  const middle = { x: (area.left + area.right) / 2, y: area.top + ABOVE + high / 2 };
  network.moveTo({
    position: { x: (left + right) / 2, y: (top + bottom) / 2 },
    scale: Math.max(scale, 0.004),
    offset: { x: middle.x - picture.clientWidth / 2, y: middle.y - picture.clientHeight / 2 },
    animation: calmly ? false : { duration: 320, easingFunction: "easeInOutQuad" },
  });
}

/** Move the view only if the free area does not hold all of these nodes. */
export function keepInView(ids) {
  const area = freeArea();
  const inside = ids.every((id) => {
    const at = network.canvasToDOM(markOf(id));
    return at.x > 20 && at.y > area.top + 20 && at.x < area.right - 20 && at.y < area.bottom - 20;
  });
  if (!inside) show(ids, network.getScale());
}

/** @param {{ calmly?: boolean }} options */
export function showAll({ calmly } = {}) {
  const { focus } = scene;
  scene.focus = null; // also where only some are in it
  show(allMarks().filter(nodeShown).map((node) => node.id), undefined, calmly);
  scene.focus = focus;
  scene.moved = false;
}

export const nodeShown = (node) => (scene.picture === "claims" ? sayingPicture.shown.has(node.id) : node.on && (scene.picture === "all" || node.flowing));
export const edgeShown = (edge) => (scene.picture === "claims" ? sayingPicture.drawn.has(edge.id) : edge.on && flows.has(edge.id) === (scene.picture === "actors"));
const isDrawn = (each) => (markOf(each.id) ? nodeShown(each) : edgeShown(each));

export function zoom(factor) {
  scene.moved = true;
  network.moveTo({ scale: network.getScale() * factor, animation: isCalm() ? false : { duration: 150, easingFunction: "easeInOutQuad" } });
}
afterFilter(() => {
  if (scene.picture === "claims") laySayingsOut();
  restyle();
});
