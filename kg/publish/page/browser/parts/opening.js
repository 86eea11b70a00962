// The panel's frame: what it shows now and showed before. Who fills it says so with addOpener.

import { fitCanvas, setFocus } from "../views/picture.js";
import { scene } from "../views/sizes.js";
import { nodes, speakers } from "./data.js";
import { bdi, button, el, notify } from "./dom.js";
import { afterFilter, hidden, noteMove } from "./state.js";

export const panel = document.getElementById("panel");
export const past = []; // what the panel showed before, for "Back"
export const opened = { current: null }; // what it shows, as an id: "n0", "c3", "falls", "path n0 n1"
let cameFrom = null;

const openers = [];

/** Say how the ids are opened that a function knows. */
export function addOpener(knows, open) {
  openers.push({ knows, open });
}

/** Open what an id stands for; one that nobody knows is passed over. */
export function openAny(id, options = {}) {
  openers.find((opener) => opener.knows(id))?.open(id, options);
}

export const nameOf = (id) => nodes.get(id)?.label ?? speakers.get(id)?.label ?? "";

/** A name that opens its entity, or plain text where there is none to open. */
export function nameLink(id, text) {
  return nodes.has(id) || speakers.has(id) ? button("link", () => openAny(id), bdi(text)) : bdi(text);
}

export function fill(title, ...children) {
  title.id = "panel-title";
  const back = past.length ? button("", goBack, "‹ Back") : el("span");
  const shut = button("", close, "Close ✕");
  panel.replaceChildren(el("div", "bar", back, shut), el("div", "body", ...children));
  panel.hidden = false;
  if (!scene.refreshing) panel.scrollTop = 0;
  document.body.classList.add("panel-open");
  fitCanvas();
}

export function remember(entry) {
  if (opened.current && opened.current !== entry) past.push(opened.current);
  if (!opened.current) cameFrom = document.activeElement;
  opened.current = entry;
  noteMove();
}

function goBack() {
  const before = past.pop();
  const from = cameFrom;
  opened.current = null;
  openAny(before);
  cameFrom = from;
}

/** After a change of the filters: fill the panel anew with what holds now; nothing else moves. */
function refreshPanel() {
  if (panel.hidden || scene.reading || !opened.current) return;
  if (opened.current === "falls" && !hidden.sources.size) return close();
  const [at, within] = [panel.scrollTop, panel.contains(document.activeElement)];
  scene.refreshing = true;
  openAny(opened.current);
  scene.refreshing = false;
  panel.scrollTop = at;
  if (within) panel.focus({ preventScroll: true });
}
afterFilter(refreshPanel);

export function close() {
  past.length = 0;
  opened.current = null;
  panel.hidden = true;
  document.body.classList.remove("panel-open");
  fitCanvas();
  setFocus(null, null, null);
  noteMove();
  if (cameFrom?.isConnected) cameFrom.focus({ preventScroll: true });
}

export function announce(text, take) {
  if (scene.refreshing) return;
  notify(text);
  if (!take) return;
  panel.focus({ preventScroll: true });
  if (panel.getBoundingClientRect().top > innerHeight - 60) panel.scrollIntoView(); // where the page is lower than its parts
}
