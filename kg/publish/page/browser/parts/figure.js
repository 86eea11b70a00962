// A view as a figure for paper: on white, with its title, what is filtered, a legend, the sources and the licence.

import { FONT } from "../views/labels.js";
import { colourKey, isRecoloured } from "../views/look.js";
import { allLines, edgeColor, edgeDashes, edgeShown, isBroad, nodeShown, widthOf } from "../views/picture.js";
import { shapeAt } from "../views/shapes.js";
import { signAt } from "../views/signs.js";
import { readTheme, scene } from "../views/sizes.js";
import { sheet, sheetState, views } from "../views/views.js";
import { chips } from "./chips.js";
import { claims, counted, DATA, kindOf, nodes, RECORD } from "./data.js";
import { el, svg, within } from "./dom.js";
import { shownNow } from "./state.js";

const PAD = 32;
const LISTED = 30; // sources that a figure names; more are counted

/** Do something while the page has its colours for light ground, as paper is. */
export function onWhite(work) {
  const root = document.documentElement;
  const before = root.dataset.theme;
  root.dataset.theme = "light";
  scene.theme = { ...readTheme(), ground: "#ffffff", sheet: "#ffffff" };
  try {
    return work();
  } finally {
    if (before === undefined) delete root.dataset.theme;
    else root.dataset.theme = before;
    scene.theme = readTheme();
  }
}

/** What is filtered, in words. */
export const filtersInWords = () => [...chips.querySelectorAll(".chip:not(.falls, .clear) > span, .chip-note")].map((chip) => chip.textContent);

/** Title, what is shown, the sources that say it, and the licence: the words around a figure or a printed page. */
export function wordsAround() {
  const shown = shownNow();
  const own = new Set(seenClaims(shown).map((claim) => claim.document));
  const named = DATA.documents.map((source, number) => ({ source, number })).filter(({ number }) => own.has(number)).map(({ source }) => source.title + (source.creator || source.issued ? ` (${[source.creator, source.issued].filter(Boolean).join(", ")})` : ""));
  const listed = named.length > LISTED ? [...named.slice(0, LISTED), `and ${named.length - LISTED} more`] : named;
  const view = sheetState.seen === "graph" ? "" : views.get(sheetState.seen).label;
  return {
    title: [RECORD.title, view].filter(Boolean).join(": "),
    told: [`${counted(shown.claims.length, "claim")} about ${counted(shown.nodes.length, "entity", "entities")}`, document.querySelector(".scope")?.textContent, ...filtersInWords()].filter(Boolean).join(" · "),
    sources: `${named.length === 1 ? "Source" : "Sources"}: ${listed.join("; ")}.`,
    licence: [RECORD.licence ? `Data: ${RECORD.licence}.` : "", `Entente, build ${RECORD.build.slice(0, 12)}.`].filter(Boolean).join(" "),
  };
}

/** The claims that stand behind what is drawn; where a view marks none, all that are shown. */
function seenClaims(shown) {
  if (sheetState.seen === "graph") {
    const lines = allLines().filter(edgeShown).flatMap((line) => line.claims.map((id) => claims.get(id)));
    return lines.filter((claim) => claim.on);
  }
  const marked = within(sheet, "[data-claim]").map((mark) => claims.get(mark.dataset.claim)).filter(Boolean);
  return marked.length ? marked : shown.claims;
}

/** Text as lines of a width, each an SVG text; gives them and the height that they take. */
function linesOfText(text, { x, y, width, size, bold = false, fill }) {
  const ctx = document.createElement("canvas").getContext("2d");
  ctx.font = `${bold ? "bold " : ""}${size}px ${FONT}`;
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (ctx.measureText(longer).width <= width || !lines.at(-1)) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const step = Math.round(size * 1.35);
  const parts = lines.map((line, place) => svg("text", { x, y: y + step * (place + 1) - 4, "font-size": size, fill, ...(bold ? { "font-weight": 650 } : {}) }, line));
  return { parts, high: step * lines.length };
}

/** The symbol of a kind in a key. */
function kindMark(kind, theme) {
  const at = { x: 10, y: -4, size: 6.5 };
  if (kind.framed) return svg("g", {}, svg("path", { d: document.querySelector(".glyph.framed path").getAttribute("d"), transform: "translate(10 -4)", fill: "#ffff80", stroke: "#555" }), signAt(kind, at, "#000000"));
  return svg("g", {}, shapeAt(kind.shape, at, { fill: theme.families[kind.family] }), signAt(kind, at, theme.ground));
}

/** What the colours, the strokes and the widths of the picture mean, as far as they are in it. */
function legendOf(x, y, width) {
  const drawn = [...nodes.values()].filter(nodeShown);
  const lines = allLines().filter(edgeShown);
  const { theme } = scene;
  const used = new Set(drawn.map(kindOf));
  const kinds = DATA.kinds.filter((kind) => used.has(kind)).map((kind) => [kindMark(kind, theme), kind.label]);
  const stroke = (line, words) => {
    const dashes = edgeDashes(line);
    return [svg("path", { d: "M0 -4H26", stroke: edgeColor(line), "stroke-width": Math.max(1.5, (isBroad(line) ? 2 : 1) * Math.min(widthOf(line), 3)), fill: "none", ...(dashes ? { "stroke-dasharray": dashes.join(" ") } : {}) }), words];
  };
  const sorts = [
    { words: "fact, from claims", is: (line) => line.drawn === "fact" && !line.status && !line.contested && !line.clash },
    { words: "judgement, no fact", is: (line) => line.drawn === "judgement" },
    { words: "claim without a fact", is: (line) => line.drawn === "claim" },
    { words: "only agreed, planned or alleged", is: (line) => line.drawn === "fact" && line.status },
    { words: "disputed", is: (line) => line.contested },
    { words: "contradicts", is: (line) => line.clash === "contradicts" },
    { words: "may contradict", is: (line) => line.clash === "may contradict" },
  ];
  const entries = [
    ...(isRecoloured() ? colourKey().map(({ label, colour, shape }) => [shapeAt(shape, { x: 10, y: -4, size: 6 }, { fill: colour }), label]) : kinds),
    ...sorts.flatMap(({ words, is }) => { const line = lines.find(is); return line ? [stroke(line, words)] : []; }),
    [svg("path", { d: "M0 -4H12M16 -4H28", stroke: theme.fact, "stroke-width": 1.5 }), "the wider, the more independent origins"],
  ];
  const ctx = document.createElement("canvas").getContext("2d");
  ctx.font = `12px ${FONT}`;
  const parts = [];
  let [left, top] = [x, y + 16];
  for (const [mark, words] of entries) {
    const wide = 36 + ctx.measureText(words).width + 18;
    if (left + wide > x + width && left > x) [left, top] = [x, top + 20];
    parts.push(svg("g", { transform: `translate(${left} ${top})` }, mark, svg("text", { x: 34, y: 0, "font-size": 12, fill: theme.ink }, words)));
    left += wide;
  }
  return { parts, high: top - y + 10 };
}

/** The view as it stands on the screen, inside an SVG: only browsers draw that. */
function viewInside(y) {
  const view = /** @type {HTMLElement} */ (sheet.querySelector(".view"));
  const [width, height] = [view.offsetWidth, view.scrollHeight];
  const copy = /** @type {HTMLElement} */ (view.cloneNode(true));
  const choices = view.querySelectorAll("select");
  copy.querySelectorAll("select").forEach((choice, place) => choice.replaceWith(el("strong", "", choices[place].selectedOptions[0]?.textContent ?? "")));
  const host = el("div", "sheet-figure", copy);
  host.style.width = `${width}px`;
  const style = document.createElementNS("http://www.w3.org/2000/svg", "style");
  style.textContent = `${document.querySelector("style").textContent}\n.sheet-figure{font:14px/1.45 ${FONT};color:var(--ink);background:#fff}.sheet-figure .view-questions{display:block}.sheet-figure .asked-list,.sheet-figure .tools,.sheet-figure .zoom,.sheet-figure .command{display:none}`;
  return { width, height, parts: [style, svg("foreignObject", { x: PAD, y, width, height }, host)] };
}

/** The view that is seen as a figure; `picture` draws the graph as an SVG. */
export function figure(picture) {
  const graph = sheetState.seen === "graph" ? picture() : null;
  const inside = graph ? null : viewInside(0);
  const wide = inside?.width ?? 1136;
  const { title, told, sources, licence } = wordsAround();
  const { ink, soft } = scene.theme;
  const at = { x: PAD, width: wide };
  const head = linesOfText(title, { ...at, y: PAD - 8, size: 22, bold: true, fill: ink });
  const below = linesOfText(told, { ...at, y: PAD - 8 + head.high, size: 13, fill: soft });
  let y = PAD + head.high + below.high;
  const parts = [...head.parts, ...below.parts];
  if (graph) {
    graph.lastChild.remove(); // its own caption
    const [, , across, down] = graph.getAttribute("viewBox").split(" ").map(Number);
    const high = Math.min(900, Math.round((wide * down) / across));
    for (const [name, value] of Object.entries({ class: "picture", x: PAD, y, width: wide, height: high })) graph.setAttribute(name, String(value));
    y += high + 6;
    const legend = legendOf(PAD, y, wide);
    parts.push(graph, ...legend.parts);
    y += legend.high;
  } else {
    parts.push(...inside.parts);
    inside.parts[1].setAttribute("y", String(y));
    y += inside.height + 8;
  }
  for (const [text, fill] of [[sources, ink], [licence, soft]]) {
    const own = linesOfText(text, { ...at, y, size: 11, fill });
    parts.push(...own.parts);
    y += own.high + 2;
  }
  const [width, height] = [wide + 2 * PAD, Math.ceil(y + PAD / 2)];
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "font-family": FONT, "data-theme": "light" }, svg("title", {}, title), svg("rect", { width, height, fill: "#ffffff" }), ...parts);
}

/** A drawing as the bytes of a PNG, twice as fine as on the screen. */
export async function asPng(drawing) {
  const [width, height] = ["width", "height"].map((name) => Number(drawing.getAttribute(name)));
  const scale = Math.min(2, 16000 / Math.max(width, height));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(drawing))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [Math.round(width * scale), Math.round(height * scale)];
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => { canvas.toBlob(resolve, "image/png"); });
}
