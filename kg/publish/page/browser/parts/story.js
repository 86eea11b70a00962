// A story: saved views with notes, which a reader clicks through; made, put in order and downloaded here.

import { movedTo, storyAsToml } from "../rules/story.js";
import { addressOf, writeAddress } from "./address.js";
import { DATA, RECORD } from "./data.js";
import { bdi, button, el, notify } from "./dom.js";
import { download } from "./download.js";
import { handOn } from "./growing.js";
import { afterMove, told } from "./state.js";

const host = document.getElementById("story");
const story = { title: DATA.story.title || RECORD.title, steps: [...DATA.story.steps] };
let isEdited = false; // whether the story is being made
told.steps = story.steps.length;
handOn("story", () => story);

/** The words of a view that has no title yet. */
const usualTitle = () => document.querySelector("#panel:not([hidden]) #panel-title")?.textContent || `${document.querySelector("[role=tab][aria-selected=true]").textContent}`;

/** Add the view that is seen as a step behind the one that was. */
export function addStep() {
  const place = told.step < 0 ? story.steps.length : told.step + 1;
  story.steps.splice(place, 0, { title: usualTitle(), note: "", state: writeAddress() });
  isEdited = true;
  changeSteps(place);
  notify(`Step ${place + 1} is saved in the story; the page keeps it until it is closed.`);
  /** @type {HTMLElement} */ (host.querySelector("[aria-current] input")).focus();
}

/** After steps came, went or moved: which of them is seen now. */
function changeSteps(seen) {
  [told.step, told.steps] = [seen, story.steps.length];
  draw();
}

/** Go to a step: the view as it was saved. */
function go(place) {
  told.step = place;
  const { title, note, state } = story.steps[place];
  location.hash = `#${addressOf(state, place)}`;
  draw();
  notify(`Step ${place + 1} of ${story.steps.length}: ${title}. ${note}`);
}

function draw() {
  host.hidden = story.steps.length === 0;
  if (host.hidden) return;
  const focused = /** @type {HTMLElement | null} */ (host.contains(document.activeElement) ? document.activeElement : null)?.dataset.go;
  const step = story.steps[told.step];
  const move = (label, to, name) => {
    const key = button("step wide", () => go(to), label);
    key.dataset.go = name;
    key.disabled = to < 0 || to >= story.steps.length;
    return key;
  };
  const edit = button("step", () => { isEdited = !isEdited; draw(); }, isEdited ? "Done" : "Edit");
  const again = step && step.state !== writeAddress() ? button("link", () => go(told.step), "back to the step") : "";
  const head = el("div", "story-head", el("strong", "", bdi(story.title)), el("small", "", step ? `step ${told.step + 1} of ${story.steps.length}` : `a story in ${story.steps.length} steps`), again, el("span", "story-moves", ...(step ? [move("‹ Back", told.step - 1, "back"), move("Next ›", told.step + 1, "next")] : [move("Start ›", 0, "next")]), edit));
  const words = step && !isEdited ? [el("p", "story-title", bdi(step.title)), ...(step.note ? [el("p", "story-note", bdi(step.note))] : [])] : [];
  host.replaceChildren(head, ...words, ...(isEdited ? editor() : []));
  if (focused) /** @type {HTMLElement} */ (host.querySelector(`[data-go=${focused}]`))?.focus();
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
      changeSteps(-1);
      /** @type {HTMLElement} */ (host.querySelectorAll("li")[to]?.querySelector("input"))?.focus();
    };
    const [up, down] = [does("↑", "Move up", shift(place - 1)), does("↓", "Move down", shift(place + 1))];
    [up.disabled, down.disabled] = [place === 0, place === story.steps.length - 1];
    const row = el("li", "", name, note, el("span", "story-moves", does("Show", "Show", () => go(place)), up, down, does("✕", "Take away", () => { story.steps.splice(place, 1); changeSteps(-1); })));
    if (place === told.step) row.setAttribute("aria-current", "step");
    return row;
  });
  const save = button("step wide", () => download("story.toml", "application/toml", [storyAsToml(story)]), "Download story.toml");
  return [el("label", "story-name", "Title ", title), el("ol", "story-steps", ...rows), el("p", "story-save", button("step wide", addStep, "Add this view"), " ", save, " ", el("small", "", "This page forgets it when it is closed. ", el("code", "", "kg export html --story story.toml"), " puts it into a page."))];
}

afterMove(() => { if (!host.hidden && !isEdited) draw(); });
draw();
