// The map: places and states where sources give coordinates, with what claims put there.

import { badges } from "../parts/cards.js";
import { claims, counted, DATA, kindOf, nodes } from "../parts/data.js";
import { bdi, button, el, link, svg } from "../parts/dom.js";
import { nameOf, openAny } from "../parts/opening.js";
import { arcsNow, arcsOf, wordsOfArc } from "./arcs.js";
import { broken, FONT, Room } from "./labels.js";
import { symbolOf } from "./symbols.js";
import { isEvent } from "./view_timeline.js";
import { addView } from "./views.js";

addView({ id: "map", label: "Map", draw: drawMap });

// Gall's isographic projection: true scale at 45 degrees, and linear, so that the outline needs no work.
const SHRINK = Math.SQRT1_2;
const KM = 1 / 111.195; // degrees of latitude to a kilometre
const WHERE = new Set(["locatedIn", "deployedTo", "targeted"]); // what puts an event at a place
let mapView = null; // { x, y, wide } in degrees as drawn; null for all that is placed

function drawMap(host, shown) {
  const placed = shown.nodes.filter((node) => node.point);
  const here = thingsAt(shown);
  const places = shown.nodes.filter((node) => !node.point && kindOf(node).name === "Place");
  if (placed.length) host.append(mapFrame(placed, here));
  else host.append(el("p", "nothing", "No source gives coordinates for what passes the filters."));
  host.append(el("div", "columns", ...mapLists(placed, places, here, shown)));
}

/** What is at a place, by the id of the place: edges from events and others. */
function thingsAt(shown) {
  const here = new Map();
  for (const edge of shown.edges) {
    const there = nodes.get(edge.to);
    if (!there.point && kindOf(there).name !== "Place") continue;
    if (!WHERE.has(edge.iri.slice(edge.iri.lastIndexOf("/") + 1)) || edge.drawn !== "fact") continue;
    here.set(edge.to, [...(here.get(edge.to) ?? []), edge]);
  }
  return here;
}

const mapX = (node) => node.point.long * SHRINK;
const mapY = (node) => -node.point.lat;

/** A view that holds all these points, in the shape of the frame. */
function mapWhole(placed, shape) {
  const reach = (node) => (node.point.radius ?? 0) / 1000 * KM;
  const xs = placed.flatMap((node) => [mapX(node) - reach(node), mapX(node) + reach(node)]);
  const ys = placed.flatMap((node) => [mapY(node) - reach(node), mapY(node) + reach(node)]);
  const [left, right, top, bottom] = [Math.min(...xs) - 6, Math.max(...xs) + 6, Math.min(...ys) - 6, Math.max(...ys) + 6];
  const wide = Math.min(Math.max(right - left, (bottom - top) / shape, 12), 360 * SHRINK);
  return { x: (left + right) / 2, y: (top + bottom) / 2, wide };
}

function mapFrame(placed, here) {
  const frame = el("div", "map");
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", "Map. Arrow keys move it, plus and minus change its scale; the lists below say the same in words.");
  const drawing = svg("svg", { class: "world", "aria-hidden": "true" });
  frame.append(drawing, mapTools((factor) => scaleMap(factor), () => { mapView = null; paint(); }));
  const paint = () => paintMap(drawing, placed, here);
  const scaleMap = (factor) => {
    mapView = { ...currentMap(drawing, placed), wide: Math.min(Math.max(currentMap(drawing, placed).wide * factor, 3), 360 * SHRINK) };
    paint();
  };
  const move = (dx, dy) => {
    const view = currentMap(drawing, placed);
    mapView = { ...view, x: Math.min(Math.max(view.x + dx, -180 * SHRINK), 180 * SHRINK), y: Math.min(Math.max(view.y + dy, -85), 85) };
    paint();
  };
  frame.addEventListener("keydown", (event) => {
    const step = currentMap(drawing, placed).wide / 8;
    const keys = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] };
    if (keys[event.key]) move(...keys[event.key]);
    else if (event.key === "+" || event.key === "=") scaleMap(1 / 1.4);
    else if (event.key === "-") scaleMap(1.4);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  dragMap(drawing, (dx, dy) => {
    const unit = currentMap(drawing, placed).wide / drawing.clientWidth;
    move(-dx * unit, -dy * unit);
  });
  new ResizeObserver(paint).observe(drawing);
  return frame;
}

function mapTools(scale, whole) {
  const near = button("", () => scale(1 / 1.4), "+");
  const far = button("", () => scale(1.4), "−");
  const all = button("", whole, document.querySelector("#whole svg").cloneNode(true));
  near.setAttribute("aria-label", "Zoom in");
  far.setAttribute("aria-label", "Zoom out");
  all.setAttribute("aria-label", "Show all places");
  return el("div", "zoom", near, far, all);
}

function dragMap(drawing, move) {
  let last = null;
  drawing.addEventListener("pointerdown", (event) => { last = [event.clientX, event.clientY]; });
  drawing.addEventListener("pointermove", (event) => {
    if (!last || !event.buttons) return;
    if (!drawing.hasPointerCapture(event.pointerId)) drawing.setPointerCapture(event.pointerId);
    move(event.clientX - last[0], event.clientY - last[1]);
    last = [event.clientX, event.clientY];
  });
  for (const end of ["pointerup", "pointercancel"]) drawing.addEventListener(end, () => { last = null; });
}

const mapShape = (drawing) => (drawing.clientHeight || 1) / (drawing.clientWidth || 1);
const currentMap = (drawing, placed) => mapView ?? mapWhole(placed, mapShape(drawing));

function paintMap(drawing, placed, here) {
  const view = currentMap(drawing, placed);
  const high = view.wide * mapShape(drawing);
  const unit = view.wide / (drawing.clientWidth || 1); // degrees to a pixel
  const land = svg("path", { class: "land", d: DATA.land, transform: `scale(${SHRINK / 10} 0.1)`, "vector-effect": "non-scaling-stroke" });
  drawing.setAttribute("viewBox", `${view.x - view.wide / 2} ${view.y - high / 2} ${view.wide} ${high}`);
  const box = { left: view.x - view.wide / 2, right: view.x + view.wide / 2, top: view.y - high / 2, bottom: view.y + high / 2 };
  const ordered = [...placed].sort((a, b) => (here.get(b.id)?.length ?? 0) - (here.get(a.id)?.length ?? 0) || b.size - a.size);
  const room = new Room();
  room.take({ left: box.right / unit - 54, right: box.right / unit, top: box.bottom / unit - 118, bottom: box.bottom / unit, owner: "buttons" });
  for (const node of ordered) room.take(mapBox(mapX(node), mapY(node), 18, 18, unit, node.id));
  const passing = arcsNow().placed;
  const sides = arcSides(passing);
  const marks = ordered.map((node) => mapMark(node, here.get(node.id) ?? [], unit, { room, box, side: sides.get(node.id) ?? 0 })); // names go before the words of arcs
  const label = (words, x, y) => {
    const place = mapBox(x, y, mapWidth(words) + 6, 15, unit, "arc");
    if (!isInside(place, box, unit) || !room.free(place, "")) return null;
    room.take(place);
    return svg("text", { "text-anchor": "middle", y: 4, transform: `translate(${x} ${y}) scale(${unit})` }, words);
  };
  const arcs = arcsOf(passing, { unit, at: (node) => [mapX(node), mapY(node)], label });
  drawing.replaceChildren(land, ...ordered.map((node) => mapReach(node, unit)), ...arcs, ...marks);
}

/** On which side of each place more arcs lie: below 0 on the left, above 0 on the right. */
function arcSides(passing) {
  const sides = new Map();
  for (const { from, to } of passing) {
    const way = Math.sign(mapX(nodes.get(to)) - mapX(nodes.get(from)));
    sides.set(from, (sides.get(from) ?? 0) + way);
    sides.set(to, (sides.get(to) ?? 0) - way);
  }
  return sides;
}

const isInside = (place, box, unit) => place.left > box.left / unit && place.right < box.right / unit && place.top > box.top / unit && place.bottom < box.bottom / unit;

/** A box of so many pixels around a point, in pixels of the whole world. */
function mapBox(x, y, wide, high, unit, owner) {
  return { left: x / unit - wide / 2, right: x / unit + wide / 2, top: y / unit - high / 2, bottom: y / unit + high / 2, owner };
}

/** How far off a place may be: what its source says, else a ring of no size that can be measured. */
function mapReach(node, unit) {
  const stated = node.point.radius;
  const degrees = stated ? stated / 1000 * KM : 15 * unit;
  const wide = stated ? (degrees / Math.cos(node.point.lat * Math.PI / 180)) * SHRINK : degrees;
  const name = stated ? "reach" : "reach unstated";
  return svg("ellipse", { class: name, cx: mapX(node), cy: mapY(node), rx: wide, ry: degrees, "vector-effect": "non-scaling-stroke" });
}

function mapMark(node, edges, unit, { room, box, side }) {
  const [x, y] = [mapX(node), mapY(node)];
  const count = edges.length ? String(edges.length) : "";
  const title = svg("title", {}, `${node.label}${count ? `: ${counted(edges.length, "thing")} here` : ""}`);
  const dot = svg("circle", { class: count ? "spot full" : "spot", cx: 0, cy: 0, r: count ? 9 : 5 });
  const isArea = kindOf(node).name === "State" || node.point.radius; // its name is that of an area, not of the point
  const mark = svg("g", { class: `place family-${kindOf(node).family}${isArea ? " area" : ""}`, transform: `translate(${x} ${y}) scale(${unit})`, "data-node": node.id }, title, dot);
  if (count) mark.append(svg("text", { class: "count", x: 0, y: 4, "text-anchor": "middle" }, count));
  mark.addEventListener("click", () => openAny(node.id));
  const lines = broken(node.label, 26);
  const wide = Math.max(...lines.map((line) => mapWidth(line) * (isArea ? 1.18 : 1)));
  const off = lines.length * 7 + 12;
  // The name of an area that is drawn stands at its edge, any other where fewer arcs are.
  const edge = node.point.radius ? (node.point.radius / 1000) * KM / unit + lines.length * 7 + 4 : 0;
  /** @type {[number, number, string][]} */
  const beside = [[19, 0, "start"], [-19, 0, "end"]];
  /** @type {[number, number, string][]} */
  const spots = [
    ...(edge > 40 ? /** @type {[number, number, string][]} */ ([[0, edge, "middle"], [0, -edge, "middle"]]) : []),
    ...(side > 0 ? beside.reverse() : beside), [0, -off, "middle"], [0, off, "middle"], [14, -off, "start"], [14, off, "start"], [-14, -off, "end"], [-14, off, "end"],
    [34, -off, "start"], [34, off, "start"], [-34, -off, "end"], [-34, off, "end"], [46, 0, "start"], [-46, 0, "end"], [0, -off - 30, "middle"], [0, off + 30, "middle"],
  ];
  for (const [dx, dy, anchor] of spots) {
    const middle = x + (dx + (anchor === "start" ? wide / 2 : anchor === "end" ? -wide / 2 : 0)) * unit;
    const place = mapBox(middle, y + dy * unit, wide + 6, lines.length * 14 + 2, unit, `label ${node.id}`);
    if (!isInside(place, box, unit) || !room.free(place, node.id)) continue;
    room.take(place);
    lines.forEach((line, index) => mark.append(svg("text", { x: dx, y: dy + 4 + (index - (lines.length - 1) / 2) * 14, "text-anchor": anchor }, line)));
    break;
  }
  return mark;
}

const mapPen = document.createElement("canvas").getContext("2d");

function mapWidth(text) {
  mapPen.font = `500 12px ${FONT}`;
  return mapPen.measureText(text).width;
}

function mapLists(placed, places, here, shown) {
  const rows = (list) => list.map((node) => el("li", "", el("h3", "", symbolOf(node), button("link", () => openAny(node.id), bdi(node.label))), mapNote(node), mapThings(here.get(node.id) ?? [])));
  const byLabel = (a, b) => (here.get(b.id)?.length ?? 0) - (here.get(a.id)?.length ?? 0) || a.label.localeCompare(b.label);
  const somewhere = new Set([...here.values()].flat().map((edge) => edge.from));
  const nowhere = shown.nodes.filter((node) => isEvent(node) && !somewhere.has(node.id));
  const arcs = arcsNow();
  const titled = (title, words, items) => (items.length ? [el("section", "", el("h2", "", title), el("p", "", words), el("ul", "spots", ...items))] : []);
  return [
    ...titled("What passes", "Arcs from actor to actor or place; of a state they end at the one point that stands for it.", [...arcs.placed, ...arcs.others].map((flow) => el("li", "", el("span", "", button("link", () => openAny(flow.id), bdi(wordsOfArc(flow))), " ", ...badges(flow), arcs.others.includes(flow) ? el("small", "", " not drawn: no source says where one end is") : "")))),
    ...titled("On the map", "Where their sources put them. No borders are drawn: where one runs is a claim.", rows([...placed].sort(byLabel))),
    ...titled("Without coordinates", "No source says where these are.", rows([...places].sort(byLabel))),
    ...titled("Events without a place", "No claim that is shown says where.", nowhere.map((node) => el("li", "", el("h3", "", symbolOf(node), button("link", () => openAny(node.id), bdi(node.label)))))),
  ];
}

function mapNote(node) {
  if (!node.point) return "";
  const { lat, long, radius, source } = node.point;
  const where = `${Math.abs(lat)}° ${lat < 0 ? "S" : "N"}, ${Math.abs(long)}° ${long < 0 ? "W" : "E"}`;
  const kind = kindOf(node).name;
  const words = radius ? `a region, up to ${Math.round(radius / 1000)} km around` : kind === "State" ? "one point for a whole state" : "how far it reaches is not stated";
  return el("small", "", `${where}; ${words}. `, source ? link(source, "Source") : "");
}

function mapThings(edges) {
  if (!edges.length) return "";
  return el("ul", "", ...edges.map((edge) => {
    const open = button("link", () => openAny(edge.id), bdi(nameOf(edge.from)));
    return el("li", "", symbolOf(nodes.get(edge.from)), el("span", "", open, " ", el("small", "", bdi([edge.label, ...new Set(edge.claims.map((id) => claims.get(id)).filter((claim) => claim.on).map(({ time, asOf }) => time ?? (asOf ? `as of ${asOf}` : "")).filter(Boolean))].join(", "))), " ", ...badges(edge)));
  }));
}
