// Which picture is drawn: actors and what passes between them, or all entities and events.

import { foldPicture, nodeShown, restyle, showAll } from "../views/picture.js";
import { scene } from "../views/sizes.js";
import { flows, nodes } from "./data.js";
import { notify, within } from "./dom.js";
import { noteMove } from "./state.js";

const choices = within(document, "[data-folded]");

/** Draw the one picture or the other; a page in which nothing passes has only the one of all entities. */
export function setFolded(yes, { calmly = false } = {}) {
  const folded = yes && flows.size > 0;
  for (const choice of choices) choice.setAttribute("aria-pressed", String((choice.dataset.folded === "yes") === folded));
  if (folded === scene.folded) return;
  foldPicture(folded);
  restyle();
  showAll({ calmly });
}

/** Draw all entities where some of these, which pass the filters, are not in the picture of actors. */
export function unfoldFor(ids) {
  if (scene.folded && ids.some((id) => nodes.get(id)?.on && !nodeShown(nodes.get(id)))) setFolded(false, { calmly: true });
}

for (const choice of choices) {
  choice.addEventListener("click", () => {
    setFolded(choice.dataset.folded === "yes");
    noteMove();
    notify(scene.folded ? "Actors and what passes between them are drawn." : "All entities and events are drawn.");
  });
}
