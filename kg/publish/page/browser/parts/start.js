// Wire the parts together.

import { drawLabels } from "../views/labels.js";
import { drawPicture, edgeShown, lookAt, markOf, measureStage, network, nodeShown, picture, restyle, showAll, thinSoon, zoom } from "../views/picture.js";
import { drawSigns } from "../views/signs.js";
import { scene } from "../views/sizes.js";
import { makeTabs, sheet, showView } from "../views/views.js";
import { readAddress } from "./address.js";
import "./flows.js";
import { figure, onWhite } from "./figure.js";
import { choosePicture, leadsTo } from "./folding.js";
import { setClock, syncClocks } from "./clocks.js";
import { DATA, edges, flows, isNarrow, life, nodes, RECORD } from "./data.js";
import { makeLists, showCounts, syncBoxes } from "./drawer.js";
import { goOn, isHere } from "./growing.js";
import "./keys.js";
import { close, openAny, panel } from "./opening.js";
import { openClaim, openEdge, openNode } from "./panel.js";
import { openPath } from "./paths.js";
import { asCsv, asJson, asSvg, saving } from "./save.js";
import { find, query } from "./search.js";
import "./saying.js";
import "./sources.js";
import { evaluate, refilter, shownNow, state } from "./state.js";
import { followMotion } from "./theme.js";

const [legend, time, about] = ["legend", "time", "about"].map((id) => /** @type {HTMLDetailsElement} */ (document.getElementById(id)));
if (isNarrow()) legend.open = time.open = false;

makeTabs();
evaluate();
drawPicture("actors"); // actors first, where something passes between them
showAll(); // first the view, as the style depends on how near it is
lookAt(network.getScale(), { later: false });
restyle();
network.on("beforeDrawing", followMotion);
network.on("afterDrawing", drawSigns);
network.on("afterDrawing", drawLabels);
network.on("click", (event) => {
  if (event.nodes.length) openAny(leadsTo(event.nodes[0]), { move: false });
  else if (event.edges.length) openAny(leadsTo(event.edges[0]), { move: false });
  else if (!panel.hidden) close();
});
const point = (yes) => { picture.style.cursor = yes ? "pointer" : ""; };
network.on("hoverNode", ({ node }) => { scene.hovered = node; point(true); });
network.on("blurNode", () => { scene.hovered = null; point(false); });
network.on("hoverEdge", ({ edge }) => { scene.hoveredEdge = edge; point(true); });
network.on("blurEdge", () => { scene.hoveredEdge = null; point(false); });
const follow = ({ nodes: ids }) => {
  scene.moved = true;
  for (const id of ids) Object.assign(markOf(id), network.getPosition(id));
};
network.on("dragStart", () => { scene.dragged = nodes.size > 300; });
network.on("dragEnd", () => { scene.dragged = false; });
network.on("dragging", follow);
network.on("dragEnd", follow);
network.on("zoom", () => { scene.moved = true; thinSoon(); });
network.on("dragEnd", thinSoon);
network.on("animationFinished", thinSoon);

document.getElementById("nearer").addEventListener("click", () => zoom(1.35));
document.getElementById("farther").addEventListener("click", () => zoom(1 / 1.35));
document.getElementById("whole").addEventListener("click", () => showAll());
// The library draws before the stage is measured anew, and puts back its view after its event: the picture is fitted then.
network.on("resize", () => {
  measureStage();
  queueMicrotask(() => { if (!scene.moved && panel.hidden) showAll({ calmly: true }); });
});

document.getElementById("skip").addEventListener("click", () => {
  /** @type {HTMLElement} */ (sheet.hidden ? picture.querySelector("[tabindex]") : sheet).focus();
});

const menus = [about, saving];
document.addEventListener("click", ({ target }) => {
  for (const menu of menus) if (!menu.contains(/** @type {Node} */ (target))) menu.open = false;
}, life);
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    const open = menus.find((menu) => menu.open);
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    } else if (!panel.hidden) close();
  } else if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
    query.focus();
    event.preventDefault();
  }
}, life);

syncClocks();
readAddress();
scene.started = true;
goOn();
// The picture first: symbols are read, the drawer is laid out and its long lists are made once it is seen.
requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => {
  scene.symbolsReady = true;
  restyle();
  document.documentElement.classList.add("drawn");
  makeLists();
  syncBoxes();
  showCounts();
}, 0)));
addEventListener("hashchange", () => { if (isHere()) readAddress(); }, life);

// For scripts and tests: made-up ids ("n0", "e0") by what they stand for, and what a click does.
window.entente = Object.freeze({
  nodes: [...nodes.values()], edges: [...edges.values()], flows: [...flows.values()], claims: DATA.claims, questions: DATA.questions, record: RECORD,
  network, find, open: openAny, choosePicture, setFolded: (yes) => choosePicture(yes ? "actors" : "all"), openNode, openEdge, openClaim, openPath, close, showView, shownNow, setClock, asSvg, asCsv, asJson, asFigure: () => onWhite(() => figure(asSvg)),
  around: (id, hops) => { state.around = { id, hops }; refilter(); },
  verdicts: () => state.verdicts,
  isNodeShown: (id) => nodeShown(nodes.get(id)),
  isEdgeShown: (id) => edgeShown(edges.get(id) ?? flows.get(id)),
});
