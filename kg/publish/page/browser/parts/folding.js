// Which picture is drawn: actors and what passes between them, all entities and events, or who says what.

import { drawPicture, nodeShown, restyle, showAll } from "../views/picture.js";
import { sayingPicture } from "../views/saying.js";
import { scene } from "../views/sizes.js";
import { flows, nodes } from "./data.js";
import { notify, within } from "./dom.js";
import { afterFilter, noteMove, state } from "./state.js";

const choices = within(document, "[data-picture]");
const listeners = [];
const TOLD = new Map([["actors", "Actors and what passes between them are drawn."], ["all", "All entities and events are drawn."], ["claims", "Speakers, their claims and what these are about are drawn."]]);

/** The picture that is drawn unless another is asked for. */
export const usualPicture = () => (state.clashing ? "claims" : flows.size ? "actors" : "all");

/** Call a function after each change of the picture. */
export const afterPicture = (listener) => { listeners.push(listener); };

/** Draw a picture by its name; a page in which nothing passes has none of actors. */
export function choosePicture(name, { calmly = false } = {}) {
  const wanted = TOLD.has(name) && (name !== "actors" || flows.size) ? name : usualPicture();
  for (const choice of choices) choice.setAttribute("aria-pressed", String(choice.dataset.picture === wanted));
  if (wanted === scene.picture) return;
  drawPicture(wanted);
  restyle();
  showAll({ calmly });
  for (const listener of listeners) listener();
}

/** Draw all entities where some of these, which pass the filters, are not in the picture that is seen. */
export function unfoldFor(ids) {
  if (scene.picture !== "all" && ids.some((id) => nodes.get(id)?.on && !nodeShown(nodes.get(id)))) choosePicture("all", { calmly: true });
}

for (const choice of choices) {
  choice.addEventListener("click", () => {
    choosePicture(choice.dataset.picture);
    noteMove();
    notify(TOLD.get(scene.picture));
  });
}

let [wasClashing, before] = [false, ""];
// What contradicts is seen from claim to claim; without that filter the picture is the one of before.
afterFilter(() => {
  if (state.clashing === wasClashing) return;
  wasClashing = state.clashing;
  if (scene.reading || !scene.started) return;
  if (state.clashing) before = scene.picture;
  if (state.clashing || scene.picture === "claims") choosePicture(state.clashing ? "claims" : before || usualPicture());
});

/** Where a mark of the picture leads: a claim, a speaker, an entity. */
export const leadsTo = (id) => sayingPicture.marks.get(id)?.opens ?? sayingPicture.lines.get(id)?.claims[0] ?? id;
