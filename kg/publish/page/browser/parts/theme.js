// How it looks: light or dark, how large symbols are, and whether they move.

import { network, restyle } from "../views/picture.js";
import { CLAIM_PROPERTIES, chooseColour, colourKey, isRecoloured, look, PROPERTIES } from "../views/look.js";
import { keyMark } from "../views/shapes.js";
import { readTheme, scene, setSizing } from "../views/sizes.js";
import { life, nodes } from "./data.js";
import { bdi, el, svg } from "./dom.js";
import { afterPicture } from "./folding.js";
import { afterFilter, noteMove } from "./state.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
const lamp = document.getElementById("lamp");
const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";

function relight() {
  lamp.setAttribute("aria-pressed", String(isDark()));
  scene.theme = readTheme();
  restyle();
  showKey();
}

lamp.addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  relight();
});
dark.addEventListener("change", relight, life);

const sizes = /** @type {HTMLSelectElement} */ (document.getElementById("sizes"));

/** Choose what makes a symbol large; what is no choice is passed over. */
export function chooseSizing(value) {
  setSizing([...sizes.options].some((option) => option.value === value) ? value : "relations");
  sizes.value = scene.sizing;
}
sizes.addEventListener("change", () => {
  chooseSizing(sizes.value);
  restyle();
  noteMove();
});

const colours = /** @type {HTMLSelectElement} */ (document.getElementById("colours"));
const sayers = /** @type {HTMLSelectElement} */ (document.getElementById("sayers"));
colours.append(...[...PROPERTIES].map(([name, { label }]) => new Option(label, name)));
sayers.append(...[...CLAIM_PROPERTIES].map(([name, { label }]) => new Option(label, name)));

/** Choose what colours stand for, of entities and of claims; what is no choice is passed over. */
export function recolour(ofEntities, ofClaims) {
  chooseColour(ofEntities, ofClaims);
  [colours.value, sayers.value] = [look.colour, look.claims];
  showKey();
}
for (const choice of [colours, sayers])
  choice.addEventListener("change", () => {
    recolour(colours.value, sayers.value);
    restyle();
    noteMove();
  });

/** What the colours of the picture stand for, below the choice; the symbols of the legend have a colour only where they keep it. */
function showKey() {
  const isSaying = scene.picture === "claims";
  colours.closest("label").hidden = isSaying;
  sayers.closest("label").hidden = !isSaying;
  document.documentElement.classList.toggle("recoloured", isRecoloured());
  const rows = colourKey().map(({ label, count, colour, shape }) => el("li", "", svg("svg", { class: "glyph", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, keyMark(shape, colour)), el("span", "", bdi(label)), el("small", "", count.toLocaleString("en"))));
  if (isSaying) rows.push(...[["disputed", "", "contradicts"], ["disputed", "7 4", "may contradict"]].map(([colour, dash, words]) => el("li", "", svg("svg", { class: "glyph", viewBox: "-8 -8 16 16", "aria-hidden": "true" }, svg("path", { d: "M-8 0H8", stroke: scene.theme[colour], "stroke-width": 3, "stroke-dasharray": dash || "none" })), el("span", "", words))));
  document.getElementById("colour-key").replaceChildren(...rows);
}
afterFilter(showKey);
afterPicture(showKey);

// Physics: only where a graph is small enough for it to come to rest.
const motion = /** @type {HTMLInputElement | null} */ (document.getElementById("motion"));
motion?.addEventListener("change", () => {
  network.setOptions({
    physics: motion.checked
      ? { enabled: true, solver: "forceAtlas2Based", forceAtlas2Based: { gravitationalConstant: -90, springLength: 110, avoidOverlap: 0.6 }, stabilization: false }
      : { enabled: false },
  });
  if (!motion.checked) for (const node of nodes.values()) Object.assign(node, network.getPosition(node.id));
});

/** Where symbols move by themselves, labels and lines follow. */
export function followMotion() {
  if (!motion?.checked) return;
  for (const node of nodes.values()) {
    const at = network.body.nodes[node.id];
    [node.x, node.y] = [at.x, at.y];
  }
}
