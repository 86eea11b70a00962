// Names on the picture, as on a map: of one size at every zoom, the weightier first, none on another.

import { counted, flows, nodes } from "../parts/data.js";
import { STRUCTURE } from "../rules/flows.js";
import { edgeColor, edgeShown, freeArea, lineOfId, lookAt, markOf, network, nodeShown, stageSize, weighed } from "./picture.js";
import { sayingPicture } from "./saying.js";
import { grown, scene } from "./sizes.js";

export const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK KR", sans-serif';
const widths = new Map();
const MOST_LABELS = 260; // tried in one frame; of more the weightier
const MOST_DRAGGED = 40;
const CLAIMS_NAMED = 0.42; // from this scale on claims are named in the picture

/** Boxes on the screen, to ask whether a place is free. */
export class Room {
  cells = new Map();

  *keys(box) {
    for (let x = Math.floor(box.left / 80); x <= Math.floor(box.right / 80); x += 1)
      for (let y = Math.floor(box.top / 80); y <= Math.floor(box.bottom / 80); y += 1) yield `${x} ${y}`;
  }

  take(box) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  free(box, ignored) {
    for (const key of this.keys(box))
      for (const other of this.cells.get(key) ?? [])
        if (other.owner !== ignored && box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom) return false;
    return true;
  }
}

// Text is measured and drawn at one size of the font, and scaled: it is shaped but once, and as wide as measured.
const SET = 100;

/** The width of a text, in sizes of its font. */
function measured(ctx, text, font) {
  const key = `${font} ${text}`;
  if (!widths.has(key)) {
    ctx.font = font;
    widths.set(key, ctx.measureText(text).width / SET);
  }
  return widths.get(key);
}

const FONTS = { strong: `600 ${SET}px ${FONT}`, plain: `400 ${SET}px ${FONT}`, edge: `italic 400 ${SET}px ${FONT}` };

function fontOf(node) {
  return node.size > 14 && node.sort !== "claim" ? { font: FONTS.strong, size: 14 } : { font: FONTS.plain, size: 11.5 };
}

/** The boxes where a label may stand: below its symbol, above it, to the right, to the left. */
function placesOf(at, radius, { width, height, side }) {
  const half = width / 2;
  const middle = at.y - height / 2;
  const spots = [
    { left: at.x - half, top: at.y + radius + 2 },
    { left: at.x - half, top: at.y - radius - height - 2 },
    { left: at.x + radius + 4, top: middle },
    { left: at.x - radius - width - 4, top: middle },
  ].map((box) => ({ ...box, left: box.left - 3, right: box.left + width + 3, bottom: box.top + height }));
  return side ? [spots[side === "left" ? 3 : 2], spots[0]] : spots;
}

/** Lines of text in a box of the screen, drawn in the canvas' own units. */
function write(ctx, lines, box, look) {
  const { scale, corner } = look.view;
  const unit = 1 / scale;
  const height = look.size / SET; // pixels of the screen to one of the font
  ctx.save();
  const at = { left: box.left + 3, right: box.right - 3, center: (box.left + box.right) / 2 }[look.align ?? "center"];
  ctx.translate(corner.x + at * unit, corner.y + box.top * unit);
  ctx.scale(height * unit, height * unit);
  ctx.font = look.font;
  ctx.textAlign = look.align ?? "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.strokeStyle = scene.theme.ground;
  ctx.lineWidth = 3.5 / height;
  if (look.plate) {
    const [wide, high] = [(box.right - box.left + 8) / height, (box.bottom - box.top) / height];
    ctx.fillStyle = scene.theme.ground;
    ctx.fillRect(-wide / 2, 0, wide, high);
  }
  ctx.fillStyle = look.color;
  lines.forEach((line, index) => {
    const y = (look.line * (index + 0.5)) / height;
    ctx.strokeText(line, 0, y);
    ctx.fillText(line, 0, y);
  });
  ctx.restore();
}

export function drawLabels(ctx) {
  const view = { scale: network.getScale(), corner: network.DOMtoCanvas({ x: 0, y: 0 }) };
  const { wide, high } = stageSize;
  lookAt(view.scale);
  const { right, bottom } = document.getElementById("panel").hidden ? { right: wide, bottom: high } : freeArea();
  view.seen = { right, bottom };
  const room = new Room();
  room.take({ left: right - 56, right, top: high - 120, bottom: high, owner: "zoom" }); // its buttons
  const seen = [];
  for (const node of weighed()) {
    if (!nodeShown(node)) continue;
    const at = { x: (node.x - view.corner.x) * view.scale, y: (node.y - view.corner.y) * view.scale };
    if (at.x < -80 || at.y < -60 || at.x > wide + 80 || at.y > high + 60) continue;
    const radius = grown(node) * view.scale;
    // Seen from afar the many small symbols make way for the names of the large ones.
    if (radius > 4 || nodes.size < 300) room.take({ left: at.x - radius, right: at.x + radius, top: at.y - radius, bottom: at.y + radius, owner: node.id });
    seen.push({ node, at, radius });
  }
  const first = ({ node }) => (node.id === scene.hovered ? 0 : scene.focus?.chosen === node.id ? 1 : scene.focus?.nodes.has(node.id) ? 2 : 3);
  if (scene.focus || scene.hovered) seen.sort((a, b) => first(a) - first(b));
  seen.slice(0, scene.dragged ? MOST_DRAGGED : MOST_LABELS).forEach((entry, rank) => label(ctx, view, room, entry, rank));
  drawEdgeLabels(ctx, view, room);
}

function label(ctx, view, room, { node, at, radius }, rank) {
  const near = !scene.focus || scene.focus.nodes.has(node.id);
  const full = node.id === scene.hovered;
  if (!near && !full) return;
  const { font, size } = fontOf(node);
  const isColumn = scene.picture === "claims";
  const side = isColumn ? node.side ?? "right" : "";
  const look = { font, size, line: size * 1.18, view, color: scene.theme.ink, align: { left: "right", right: "left" }[side] };
  const whole = full || scene.focus?.chosen === node.id;
  const urgent = whole || (rank < 2 && !isColumn);
  if (node.sort === "claim" && !whole && !scene.focus && view.scale < CLAIMS_NAMED) return;
  const ways = whole ? [broken(node.label, 30)] : [node.lines, ...shorter(node.lines)];
  for (const lines of ways) {
    const width = Math.max(...lines.map((line) => measured(ctx, line, look.font))) * look.size;
    const boxes = placesOf(at, radius, { width, height: lines.length * look.line, side });
    const last = urgent && lines === ways.at(-1) ? (boxes.find((place) => inSight(place, view)) ?? boxes[0]) : null;
    const box = boxes.find((place) => inSight(place, view) && room.free(place, node.id)) ?? last;
    if (!box) continue;
    room.take({ ...box, owner: `label ${node.id}` });
    write(ctx, lines, box, look);
    return;
  }
}

/** Two lines of a label of three, for where that is all the room. */
function shorter(lines) {
  return lines.length > 2 ? [[lines[0], `${lines[1].replace(/…$/, "")}…`]] : [];
}

/** Whether a box is on the stage, and not under the panel. */
function inSight(box, { seen }) {
  return box.left > 0 && box.top > 0 && box.right < seen.right && box.bottom < seen.bottom;
}

/** Text in lines of about so many characters. */
export function broken(text, most) {
  const lines = [""];
  for (const word of text.split(" ")) {
    const last = lines.length - 1;
    if (lines[last] && lines[last].length + word.length >= most) lines.push(word);
    else lines[last] = lines[last] ? `${lines[last]} ${word}` : word;
  }
  return lines.flatMap((line) => line.match(/.{1,44}/gu) ?? [line]).slice(0, 8);
}

function drawEdgeLabels(ctx, view, room) {
  const isActors = scene.picture === "actors";
  const clashing = [...sayingPicture.drawn].filter((id) => sayingPicture.lines.get(id).clash === "contradicts");
  const named = isActors ? [...flows.values()].filter((flow) => flow.sort !== STRUCTURE && flow.on).map((flow) => flow.id) : scene.picture === "claims" ? clashing : [];
  const wanted = [...(scene.focus?.edges ?? named)];
  if (scene.hoveredEdge && !wanted.includes(scene.hoveredEdge)) wanted.unshift(scene.hoveredEdge);
  const look = { font: FONTS.edge, size: isActors ? 12.5 : 11, line: 13, view };
  for (const id of wanted.slice(0, 60)) {
    const edge = lineOfId(id);
    if (!edge?.label || !edgeShown(edge)) continue;
    const words = id === scene.hoveredEdge ? [edgeWords(edge), ...originsWords(edge)] : [edgeWords(edge)];
    const width = Math.max(...words.map((line) => measured(ctx, line, look.font))) * look.size;
    const half = (look.line * words.length) / 2;
    const boxes = (isActors ? ALONG : ALONG.slice(0, 1)).map((part) => {
      const point = pointOf(edge, part);
      const at = { x: (point.x - view.corner.x) * view.scale, y: (point.y - view.corner.y) * view.scale };
      return { left: at.x - width / 2, right: at.x + width / 2, top: at.y - half, bottom: at.y + half };
    });
    const box = boxes.find((place) => room.free(place, "")) ?? (id === scene.hoveredEdge ? boxes[0] : null);
    if (!box) continue;
    room.take({ ...box, owner: id });
    write(ctx, words, box, { ...look, plate: id === scene.hoveredEdge, color: edge.drawn === "fact" && !edge.contested ? scene.theme.soft : edgeColor(edge) });
  }
}

/** The word of a line; a judgement is called one where it is drawn: a colour alone would be taken for a fact's. */
const edgeWords = (edge) => (edge.drawn === "judgement" ? `${edge.label} (judgement)` : edge.label);

/** What the width of a line says, where one points at it. */
const originsWords = (edge) => (scene.picture === "claims" ? [] : [edge.support ? counted(edge.support, "independent origin") : "no independent origin"]);

const ALONG = [0.5, 0.36, 0.64, 0.25, 0.75]; // where the word of an arrow may stand

/** The point half-way along a line, bent ones too. */
export const middleOf = (edge) => pointOf(edge, 0.5);

function pointOf(edge, part) {
  const drawn = network.body.edges[edge.id]?.edgeType;
  if (drawn?.getPoint) return drawn.getPoint(part);
  const [from, to] = [markOf(edge.from), markOf(edge.to)];
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}
