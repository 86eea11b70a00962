// A story: saved views with notes, which a reader clicks through; made, put in order and downloaded here.

import { movedTo, storyAsToml } from "../rules/story.js";
import { writeAddress } from "./address.js";
import { DATA, RECORD } from "./data.js";
import { bdi, button, el, notify } from "./dom.js";
import { download } from "./download.js";
import { afterMove } from "./state.js";

const host = document.getElementById("story");
const story = { title: DATA.story.title || RECORD.title, steps: [...DATA.story.steps] };
let [seenStep, isEdited] = [-1, false]; // the step that is seen, and whether the story is being made

/** The words of a view that has no title yet. */
const usualTitle = () => document.querySelector("#panel:not([hidden]) #panel-title")?.textContent || `${document.querySelector("[role=tab][aria-selected=true]").textContent}`;

/** Add the view that is seen as a step behind the one that was. */
export function addStep() {
  const place = seenStep < 0 ? story.steps.length : seenStep + 1;
  story.steps.splice(place, 0, { title: usualTitle(), note: "", state: writeAddress() });
  [seenStep, isEdited] = [place, true];
  draw();
  notify(`Step ${place + 1} is saved in the story; the page keeps it until it is closed.`);
  /** @type {HTMLElement} */ (host.querySelector("[aria-current] input")).focus();
}

/** Go to a step: the view as it was saved. */
function go(place) {
  seenStep = place;
  location.hash = `#${story.steps[seenStep].state}`;
  draw();
  const { title, note } = story.steps[seenStep];
  notify(`Step ${seenStep + 1} of ${story.steps.length}: ${title}. ${note}`);
}

function draw() {
  host.hidden = story.steps.length === 0;
  if (host.hidden) return;
  const step = story.steps[seenStep];
  const move = (words, to, name) => {
    const key = button("step wide", () => { go(to); /** @type {HTMLElement} */ (host.querySelector(`[data-go=${name}]`))?.focus(); }, words);
    key.dataset.go = name;
    key.disabled = to < 0 || to >= story.steps.length;
    return key;
  };
  const edit = button("step", () => { isEdited = !isEdited; draw(); }, isEdited ? "Done" : "Edit");
  const again = step && step.state !== writeAddress() ? button("link", () => go(seenStep), "back to the step") : "";
  const head = el("div", "story-head", el("strong", "", bdi(story.title)), el("small", "", step ? `step ${seenStep + 1} of ${story.steps.length}` : `a story in ${story.steps.length} steps`), again, el("span", "story-moves", ...(step ? [move("‹ Back", seenStep - 1, "back"), move("Next ›", seenStep + 1, "next")] : [move("Start ›", 0, "next")]), edit));
  const told = step && !isEdited ? [el("p", "story-title", bdi(step.title)), ...(step.note ? [el("p", "story-note", bdi(step.note))] : [])] : [];
  host.replaceChildren(head, ...told, ...(isEdited ? editor() : []));
}

function editor() {
  const title = el("input", "");
  title.value = story.title;
  title.setAttribute("aria-label", "Title of the story");
  title.addEventListener("input", () => { story.title = title.value; });
  const rows = story.steps.map((step, place) => {
    const name = el("input", "");
    name.value = step.title;
    name.setAttribute("aria-label", `Title of step ${place + 1}`);
    name.addEventListener("input", () => { step.title = name.value; });
    const note = el("textarea", "");
    Object.assign(note, { value: step.note, rows: 2, placeholder: "What is to be seen here?" });
    note.setAttribute("aria-label", `Note of step ${place + 1}`);
    note.addEventListener("input", () => { step.note = note.value; });
    const does = (words, label, action) => {
      const key = button("step", action, words);
      key.setAttribute("aria-label", `${label} step ${place + 1}`);
      return key;
    };
    const shift = (to) => () => {
      story.steps = movedTo(story.steps, place, to);
      seenStep = -1;
      draw();
      /** @type {HTMLElement} */ (host.querySelectorAll("li")[to]?.querySelector("input"))?.focus();
    };
    const [up, down] = [does("↑", "Move up", shift(place - 1)), does("↓", "Move down", shift(place + 1))];
    [up.disabled, down.disabled] = [place === 0, place === story.steps.length - 1];
    const row = el("li", "", name, note, el("span", "story-moves", does("Show", "Show", () => go(place)), up, down, does("✕", "Take away", () => { story.steps.splice(place, 1); seenStep = -1; draw(); })));
    if (place === seenStep) row.setAttribute("aria-current", "step");
    return row;
  });
  const save = button("step wide", () => download("story.toml", "application/toml", [storyAsToml(story)]), "Download story.toml");
  return [el("label", "story-name", "Title ", title), el("ol", "story-steps", ...rows), el("p", "story-save", button("step wide", addStep, "Add this view"), " ", save, " ", el("small", "", "This page forgets it when it is closed. ", el("code", "", "kg export html --story story.toml"), " puts it into a page."))];
}

afterMove(() => { if (!host.hidden && !isEdited) draw(); });
draw();
