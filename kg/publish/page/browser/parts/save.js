// What is shown, taken away: any view as a figure, PNG or SVG, the claims as CSV or JSON, a link to this view.

import { defused } from "../rules/formulas.js";
import { FONT, middleOf } from "../views/labels.js";
import { lookOf } from "../views/look.js";
import { allLines, allMarks, edgeColor, edgeDashes, edgeShown, isBroad, markOf, nodeShown, paleness, restyle, widthOf } from "../views/picture.js";
import { shapeAt } from "../views/shapes.js";
import { signAt } from "../views/signs.js";
import { grown, mixed, readTheme, scene } from "../views/sizes.js";
import { answerNow } from "../views/view_questions.js";
import { sheetState } from "../views/views.js";
import { symbolUrl } from "../views/symbols.js";
import { writeAddress } from "./address.js";
import { copy } from "./cards.js";
import { claims, counted, kindOf, life, nodes, RECORD } from "./data.js";
import { asPng, figure, filtersInWords, onWhite, wordsAround } from "./figure.js";
import { el, notify, svg, within } from "./dom.js";
import { download } from "./download.js";
import { shownNow, state } from "./state.js";
import { addStep } from "./story.js";

/** A line below a picture that says what it shows. */
function caption() {
  const shown = shownNow();
  return [`Entente: ${counted(shown.claims.length, "claim")} on ${counted(shown.nodes.length, "entity", "entities")}`, document.querySelector(".scope")?.textContent, ...filtersInWords(), `build ${RECORD.build.slice(0, 12)}`].filter(Boolean).join(" · ");
}

/** The outline of a symbol in an SVG, as large as on the canvas. */
function outline(node) {
  const size = grown(node);
  if (node.symbol !== undefined) {
    const half = size * 1.3;
    return svg("image", { href: symbolUrl(node), x: node.x - half, y: node.y - half, width: 2 * half, height: 2 * half });
  }
  const { colour, shape, hollow } = lookOf(node);
  const at = { x: node.x, y: node.y, size };
  const drawn = shapeAt(shape, at, hollow ? { fill: scene.theme.ground, stroke: colour, "stroke-width": 3 } : { fill: colour });
  return nodes.has(node.id) ? svg("g", {}, drawn, signAt(kindOf(node), at, scene.theme.ground)) : drawn;
}

function strokeOf(edge) {
  const [from, to] = [markOf(edge.from), markOf(edge.to)];
  const middle = middleOf(edge);
  const bent = { x: 2 * middle.x - (from.x + to.x) / 2, y: 2 * middle.y - (from.y + to.y) / 2 };
  const far = Math.hypot(to.x - bent.x, to.y - bent.y) || 1;
  const gap = grown(to) + 2;
  const end = { x: to.x - ((to.x - bent.x) / far) * gap, y: to.y - ((to.y - bent.y) / far) * gap };
  const dashes = edgeDashes(edge);
  const d = `M${from.x} ${from.y}Q${bent.x.toFixed(1)} ${bent.y.toFixed(1)} ${end.x.toFixed(1)} ${end.y.toFixed(1)}`;
  const line = svg("path", { d, fill: "none", stroke: mixed(edgeColor(edge), scene.theme.ground, paleness(edge)), "stroke-width": (isBroad(edge) ? 2 : 1) * widthOf(edge), ...(edge.mutual ? {} : { "marker-end": "url(#tip)" }), ...(dashes ? { "stroke-dasharray": dashes.join(" ") } : {}) });
  line.append(svg("title", {}, `${from.label} – ${edge.label} – ${to.label}`));
  return line;
}

/** The picture that is drawn, of actors or of all entities, as an SVG document. */
export function asSvg() {
  const [drawn, lines] = [allMarks().filter(nodeShown), allLines().filter(edgeShown)];
  const xs = drawn.map((node) => node.x);
  const ys = drawn.map((node) => node.y);
  const beside = scene.picture === "claims" ? 200 : 90; // for names
  const [left, top] = [Math.min(...xs, 0) - beside, Math.min(...ys, 0) - 40];
  const [wide, high] = [Math.max(...xs, 0) + beside - left, Math.max(...ys, 0) + 100 - top];
  const isColumn = scene.picture === "claims";
  // Drawn on a page of paper, a wide picture is made smaller; names are not, as far as there is room for them.
  const type = 11 * Math.min(Math.max(1, wide / 1136), scene.picture === "actors" ? 1.5 : 1.15);
  const text = (x, y, words, more) => svg("text", { x, y, "text-anchor": "middle", "font-size": type.toFixed(1), fill: scene.theme.ink, stroke: scene.theme.ground, "stroke-width": 3, "paint-order": "stroke", ...more }, words);
  const words = lines.filter((line) => isBroad(line)).map((flow) => text(middleOf(flow).x, middleOf(flow).y + type * 0.35, flow.label, { "font-style": "italic", fill: scene.theme.soft }));
  const label = (node, line, index) => {
    if (!isColumn) return text(node.x, node.y + grown(node) * 1.2 + type + index * type * 1.18, line);
    const side = node.side === "left" ? -1 : 1; // beside its symbol, in the middle of its height
    return text(node.x + side * (grown(node) + 5), node.y + type * (0.35 + 1.18 * (index - (node.lines.length - 1) / 2)), line, { "text-anchor": side < 0 ? "end" : "start" });
  };
  const labels = [...words, ...drawn.flatMap((node) => node.lines.map((line, index) => label(node, line, index)))];
  const tip = svg("marker", { id: "tip", viewBox: "0 0 8 8", refX: 8, refY: 4, markerWidth: 8, markerHeight: 8, markerUnits: "userSpaceOnUse", orient: "auto" }, svg("path", { d: "M0 0 8 4 0 8z", fill: scene.theme.fact }));
  return svg(
    "svg", { viewBox: `${left} ${top} ${wide} ${high}`, "font-family": FONT },
    svg("title", {}, caption()), svg("defs", {}, tip),
    svg("rect", { x: left, y: top, width: wide, height: high, fill: scene.theme.ground }),
    ...lines.map(strokeOf), ...drawn.map(outline), ...labels,
    svg("text", { x: left + 12, y: top + high - 12, "font-size": 12, fill: scene.theme.soft }, caption()),
  );
}

const COLUMNS = ["id", "statement", "figure", "measure", "about", "scope", "speaker", "stance", "modality", "explicitness", "restsOn", "likelihood", "time", "asOf", "known", "status", "source", "place", "wording", "iri"];

/** A cell, quoted. */
function cell(text) {
  return `"${defused(text).replaceAll('"', '""')}"`;
}

const csv = (rows) => `\uFEFF${rows.map((cells) => cells.join(",")).join("\r\n")}\r\n`;

export function asCsv() {
  return csv([COLUMNS, ...shownNow().claims.map((claim) => COLUMNS.map((name) => cell(String(claim[name] ?? ""))))]);
}

/** The answer to the question that is asked. */
function answerAsCsv() {
  const { columns, rows } = answerNow();
  return csv([columns.map(cell), ...rows.map((row) => row.cells.map(cell))]);
}

/** What is shown, and what it is a part of. */
export function asJson() {
  const shown = shownNow();
  const plain = (claim) => Object.fromEntries(COLUMNS.filter((name) => claim[name]).map((name) => [name, claim[name]]));
  return JSON.stringify({
    about: RECORD, address: `#${writeAddress()}`, asOf: state.asOf, knownAt: state.knownAt,
    entities: shown.nodes.map((node) => ({ iri: node.iri, label: node.label, kind: kindOf(node).name, aliases: node.aliases })),
    relations: shown.edges.map((edge) => ({
      subject: nodes.get(edge.from).iri, predicate: edge.iri, object: nodes.get(edge.to).iri, layer: edge.drawn, disputed: edge.contested, implied: edge.implied,
      status: edge.status, origins: edge.support, claims: edge.claims.filter((id) => claims.get(id).on).map((id) => claims.get(id).id),
    })),
    claims: shown.claims.map(plain),
    ...(sheetState.seen === "questions" ? { answer: answerNow() } : {}),
  }, null, 1);
}

const SAVES = {
  png: async () => download("entente.png", "image/png", [await asPng(onWhite(() => figure(asSvg)))]),
  svg: () => download("entente.svg", "image/svg+xml", [new XMLSerializer().serializeToString(onWhite(() => figure(asSvg)))]),
  csv: () => download("entente.csv", "text/csv;charset=utf-8", [sheetState.seen === "questions" ? answerAsCsv() : asCsv()]),
  json: () => download("entente.json", "application/json", [asJson()]),
  link: async () => notify((await copy(location.href)) ? "The link to this view is copied." : "Copy the link from the address bar."),
  print: () => window.print(),
  story: () => addStep(),
};
export const saving = /** @type {HTMLDetailsElement} */ (document.getElementById("save"));
for (const each of within(saving, "[data-save]")) {
  each.addEventListener("click", () => {
    saving.open = false;
    SAVES[each.dataset.save]();
  });
}

// On paper: light colours, and below the view what it is of.
const printed = document.getElementById("printed");
let shownAs; // the theme before
const printedFamilies = /** @type {HTMLDetailsElement[]} */ (within(document.getElementById("legend"), ".family details"));
let unfoldedForPrint = []; // those that were before
addEventListener("beforeprint", () => {
  const { title, told, sources, licence } = wordsAround();
  printed.replaceChildren(el("p", "", el("strong", "", title)), ...[told, sources, licence].map((text) => el("p", "", text)));
  const drawn = new Set(allMarks().filter(nodeShown).map((mark) => mark.kind));
  for (const box of within(document.getElementById("legend"), "[data-kind]")) box.closest("label").classList.toggle("undrawn", !drawn.has(Number(box.dataset.kind)));
  unfoldedForPrint = printedFamilies.filter((each) => !each.open);
  for (const each of unfoldedForPrint) each.open = true;
  shownAs = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
  scene.theme = readTheme();
  restyle();
}, life);
addEventListener("afterprint", () => {
  for (const each of unfoldedForPrint) each.open = false;
  if (shownAs === undefined) delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = shownAs;
  scene.theme = readTheme();
  restyle();
}, life);
