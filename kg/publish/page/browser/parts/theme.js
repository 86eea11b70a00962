// How it looks: light or dark, how large symbols are, and whether they move.

import { network, restyle } from "../views/picture.js";
import { readTheme, scene, setSizing } from "../views/sizes.js";
import { nodes } from "./data.js";
import { noteMove } from "./state.js";

const dark = matchMedia("(prefers-color-scheme: dark)");
const lamp = document.getElementById("lamp");
const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark";

function relight() {
  lamp.setAttribute("aria-pressed", String(isDark()));
  scene.theme = readTheme();
  restyle();
}

lamp.addEventListener("click", () => {
  document.documentElement.dataset.theme = isDark() ? "light" : "dark";
  relight();
});
dark.addEventListener("change", relight);

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
