// The text of a document: its claims and drafts marked in it, words selected by mouse, finger or keyboard.
import { el } from "./ask.js";
import { pieces, words } from "./marks.js";

/** @type {{key: string, sort: string, start: number, end: number}[]} */
let marks = [];
/** @type {string[]} */
let characters = [];

/**
 * The pane of a text. Arrows move in it, with Shift they select, Enter takes the words; nothing types.
 * @param {string} text
 * @param {(start: number, end: number) => void} taken
 * @param {(key: string) => void} opened
 */
export function textPane(text, taken, opened) {
  characters = Array.from(text);
  const pane = el("div", {
    id: "text", class: "text", tabindex: 0, contenteditable: "true", spellcheck: "false", autocorrect: "off", autocapitalize: "off",
    role: "textbox", "aria-multiline": "true", "aria-readonly": "true", "aria-label": "The text of the document", "aria-describedby": "text-help",
    "aria-keyshortcuts": "Enter",
  });
  for (const event of ["beforeinput", "drop", "paste", "cut", "dragstart"]) {
    pane.addEventListener(event, (/** @type {Event} */ e) => e.preventDefault());
  }
  pane.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const span = selected(pane);
    if (span) taken(...span);
    else openHere(pane, opened, taken);
  });
  pane.addEventListener("click", (/** @type {MouseEvent} */ event) => {
    const mark = /** @type {HTMLElement} */ (event.target).closest("mark");
    if (mark instanceof HTMLElement && !selected(pane)) opened((mark.dataset.keys || "").split(" ")[0]);
  });
  return pane;
}

/**
 * What lies under the caret is opened; where nothing does, the word at it is taken, and with it its sentence.
 * @param {HTMLElement} pane
 * @param {(key: string) => void} opened
 * @param {(start: number, end: number) => void} taken
 */
function openHere(pane, opened, taken) {
  const node = document.getSelection()?.anchorNode;
  const mark = node instanceof Element ? node.closest("mark") : node?.parentElement?.closest("mark");
  if (mark instanceof HTMLElement && pane.contains(mark)) { opened((mark.dataset.keys || "").split(" ")[0]); return; }
  const { start } = caret(pane);
  const span = words(characters, start, start + 1) || words(characters, start - 1, start);
  if (span) taken(...span);
}

/**
 * Mark claims and drafts. A mark has the keys of all that lie on it, claims first.
 * @param {HTMLElement} pane
 * @param {{key: string, sort: string, start: number, end: number}[]} given
 * @param {string} [chosen]
 */
export function mark(pane, given, chosen = "") {
  marks = given;
  const nodes = pieces(characters, marks).map((piece) => {
    if (!piece.marks.length) return piece.text;
    const keys = piece.marks.map((one) => one.key);
    const sorts = [...new Set(piece.marks.map((one) => one.sort))];
    const on = keys.includes(chosen) ? " on" : "";
    return el("mark", { class: sorts.join(" ") + on, "data-keys": keys.join(" ") }, piece.text);
  });
  // The marks come after a claim is saved, when the next words may be selected already.
  const held = ends(pane);
  pane.replaceChildren(...nodes);
  if (held) {
    const [from, to] = held.map((at) => point(pane, at));
    document.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
  }
}

/** Where a selection in the pane begins and where it ends, in the order in which it was made; null where there is none. @param {HTMLElement} pane */
function ends(pane) {
  const selection = document.getSelection();
  const { anchorNode, anchorOffset, focusNode, focusOffset } = selection ?? {};
  if (!anchorNode || !focusNode || !pane.contains(anchorNode) || !pane.contains(focusNode)) return null;
  return [place(pane, anchorNode, anchorOffset ?? 0), place(pane, focusNode, focusOffset ?? 0)];
}

/** Show where something stands. @param {HTMLElement} pane @param {string} key */
export function choose(pane, key) {
  let first = null;
  for (const one of /** @type {NodeListOf<HTMLElement>} */ (pane.querySelectorAll("mark"))) {
    const on = (one.dataset.keys || "").split(" ").includes(key);
    one.classList.toggle("on", on);
    if (on && !first) first = one;
  }
  first?.scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
}

/**
 * The words that are selected in the pane, in characters; null where none are.
 * @param {HTMLElement} pane
 * @returns {[number, number] | null}
 */
export function selected(pane) {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!pane.contains(range.commonAncestorContainer)) return null;
  return words(characters, place(pane, range.startContainer, range.startOffset), place(pane, range.endContainer, range.endOffset));
}

/** The place of a point of the document, in characters of the text. @param {HTMLElement} pane @param {Node} node @param {number} offset */
function place(pane, node, offset) {
  const before = document.createRange();
  before.selectNodeContents(pane);
  before.setEnd(node, offset);
  return Array.from(before.toString()).length;
}

/** The places of the selection in the pane, the same where it is a caret; the begin of the text without one. @param {HTMLElement} pane */
export function caret(pane) {
  const selection = document.getSelection();
  if (!selection?.rangeCount || !pane.contains(selection.getRangeAt(0).commonAncestorContainer)) return { start: 0, end: 0 };
  const range = selection.getRangeAt(0);
  return { start: place(pane, range.startContainer, range.startOffset), end: place(pane, range.endContainer, range.endOffset) };
}

/** Select some characters of the text, and bring them into view. @param {HTMLElement} pane @param {number} start @param {number} end */
export function select(pane, start, end) {
  pane.focus();
  const [from, to] = [point(pane, start), point(pane, end)];
  document.getSelection()?.setBaseAndExtent(from.node, from.offset, to.node, to.offset);
  from.node.parentElement?.scrollIntoView({ block: "nearest" });
  const [line, shown] = [document.getSelection()?.getRangeAt(0).getBoundingClientRect(), scrolled(pane)];
  if (line && shown) shown.scrollTop += line.top - shown.getBoundingClientRect().top - shown.clientHeight / 3;
}

/** What scrolls the text: the pane, or the column in which it stands. @param {HTMLElement} pane */
const scrolled = (pane) => (pane.scrollHeight > pane.clientHeight + 1 ? pane : /** @type {HTMLElement | null} */ (pane.closest(".left")));

/** The point of the document at a place of the text. @param {HTMLElement} pane @param {number} at @returns {{node: Node, offset: number}} */
function point(pane, at) {
  const walker = document.createTreeWalker(pane, NodeFilter.SHOW_TEXT);
  let before = 0;
  /** @type {Text | null} */
  let last = null;
  for (let node = /** @type {Text | null} */ (walker.nextNode()); node; node = /** @type {Text | null} */ (walker.nextNode())) {
    const length = Array.from(node.data).length;
    if (at <= before + length) return { node, offset: Array.from(node.data).slice(0, at - before).join("").length };
    before += length;
    last = node;
  }
  return { node: last || pane, offset: last?.data.length || 0 };
}

/** Some characters of the text. @param {number} start @param {number} end */
export const textAt = (start, end) => characters.slice(start, end).join("");
