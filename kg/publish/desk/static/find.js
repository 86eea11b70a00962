// Words looked for in the text by keys, and the sentences one after the other.
import { el } from "./ask.js";
import { matches } from "./marks.js";
import { caret, select } from "./text.js";

/**
 * A field that finds words in the text: Enter selects them there, from where the caret is.
 * @param {string} text
 * @param {HTMLElement} pane
 */
export function finder(text, pane) {
  const input = el("input", { id: "find", type: "search", autocomplete: "off", spellcheck: "false", "aria-keyshortcuts": "/", placeholder: "" });
  const told = el("span", { class: "soft", role: "status" });
  const characters = Array.from(text);
  /** @param {number} step 1 onwards, -1 back */
  const next = (step) => {
    const found = matches(characters, input.value);
    if (!found.length) { told.textContent = input.value.trim() ? "It is not in the text." : ""; return false; }
    const from = caret(pane);
    const later = found.findIndex(([start]) => start >= from.end);
    const before = found.findLastIndex(([, end]) => end <= from.start);
    const number = step > 0 ? (later < 0 ? 0 : later) : (before < 0 ? found.length - 1 : before);
    told.textContent = `${number + 1} of ${found.length}`;
    select(pane, ...found[number]);
    return true;
  };
  input.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter") { event.preventDefault(); event.stopPropagation(); next(event.shiftKey ? -1 : 1); }
    else if (event.key === "Escape") { event.preventDefault(); pane.focus(); }
  });
  return { box: el("p", { class: "find" }, el("label", { for: "find" }, "Find ", el("kbd", {}, "/"), " "), input, " ", told), input, next };
}

/**
 * The sentence after the caret, or before it, is selected.
 * @param {HTMLElement} pane
 * @param {[number, number][]} sentences
 * @param {number} step
 */
export function sentence(pane, sentences, step) {
  const from = caret(pane);
  const here = sentences.findIndex(([start, end]) => start < Math.max(from.end, from.start + 1) && end > from.start);
  const isWhole = here >= 0 && sentences[here][0] === from.start && sentences[here][1] === from.end;
  let number = here >= 0 && !isWhole ? here : here + step;
  if (here < 0) number = step > 0 ? sentences.findIndex(([start]) => start >= from.start) : sentences.findLastIndex(([, end]) => end <= from.start);
  const wanted = sentences[number];
  if (wanted) select(pane, ...wanted);
}
