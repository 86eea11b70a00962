// What may be done at once about a field that is refused: a button for each, and a word that is made in its place.
import { ask, button, el, say } from "./ask.js";

const MEASURES = ["stock", "flow", "cumulative", "share", "constant"];

/**
 * The buttons for a finding.
 * @param {any} finding
 * @param {{take: (cells: Record<string, string>, column: string) => void, kind: (column: string, kind: string | null) => void,
 *   status: (event: string, status: string) => void, make: (column: string, make: any) => void}} may
 */
export function offersOf(finding, may) {
  const buttons = [
    ...(finding.offers || []).map((/** @type {any} */ one) => button(one.say, () => may.take(one.cells, finding.column))),
    ...(finding.kinds || []).map((/** @type {string} */ kind) => button(`New: ${kind}`, () => may.kind(finding.column, kind))),
    finding.kinds ? button("New, of another kind", () => may.kind(finding.column, null)) : null,
    finding.make ? button(`Make “${finding.make.label}”`, () => may.make(finding.column, finding.make), { "aria-expanded": "false" }) : null,
    ...(finding.statuses || []).map((/** @type {string} */ word) => button(word, () => may.status(finding.event, word), { "aria-label": `${finding.event}: ${word}` })),
  ].filter(Boolean);
  return buttons.length ? el("span", { class: "buttons", role: "group", "aria-label": finding.event ? `What became of ${finding.event}` : `What may stand in ${finding.column}` }, ...buttons) : "";
}

/**
 * The little form that makes a relation or a word. Enter makes it, Escape leaves it.
 * @param {{column: string, make: any, made: (label: string) => void, left: () => void}} given
 */
export function maker({ column, make, made, left }) {
  const isRelation = make.sort === "property";
  const fault = el("span", { class: "fault", role: "alert" });
  /** @type {Record<string, any>} */
  const inputs = {};
  const line = (/** @type {string} */ name, /** @type {string} */ label, /** @type {any} */ input) => {
    inputs[name] = input;
    input.id = `make-${name}`;
    return el("div", { class: "field" }, el("label", { for: input.id }, label), input);
  };
  const text = (/** @type {string} */ value) => { const input = el("input", { autocomplete: "off", spellcheck: "false" }); input.value = value; return input; };
  const flag = (/** @type {string} */ name, /** @type {string} */ label) => { inputs[name] = el("input", { type: "checkbox" }); return el("label", {}, inputs[name], ` ${label}`); };
  const list = (/** @type {string} */ value) => value.split(";").map((one) => one.trim()).filter(Boolean);

  const send = async () => {
    const label = inputs.label.value.trim();
    /** @type {Record<string, any>} */
    const said = {};
    const definition = inputs.definition.value.trim();
    if (definition && definition !== "Relation that") said.definition = definition;
    if (isRelation) {
      said.subject = list(inputs.subject.value);
      if (list(inputs.object.value).length) said.object = list(inputs.object.value);
      for (const name of ["state", "single", "once"]) if (inputs[name].checked) said[name] = true;
    } else {
      said.like = make.said.like;
      if (inputs["measure-kind"]) said["measure-kind"] = inputs["measure-kind"].value;
    }
    fault.replaceChildren();
    try {
      await ask("POST", "api/words", { sort: make.sort, label, said });
      say(`Made “${label}”.`);
      made(label);
    } catch (error) {
      const told = /** @type {any} */ (error).told;
      const words = (told?.findings || []).map((/** @type {any} */ one) => `${one.problem} → ${one.remedy}`).join("; ");
      fault.textContent = words || /** @type {Error} */ (error).message;
    }
  };
  const label = line("label", isRelation ? "the relation, between who and whom" : "the word", text(make.label));
  const define = line("definition", "what it means, in one sentence (it can be written later)", text(isRelation ? "Relation that " : ""));
  const own = isRelation
    ? [line("subject", "kinds of who (several with ;)", text((make.said.subject || []).join("; "))),
      line("object", "kinds of whom; empty: a text stands there", text((make.said.object || []).join("; "))),
      el("div", { class: "flags" }, flag("state", "holds for a time"), flag("single", "one at a time"), flag("once", "happens once"))]
    : "measure-kind" in make.said ? [line("measure-kind", "what kind of measure it is", el("select", {}, ...MEASURES.map((one) => el("option", { value: one, selected: one === make.said["measure-kind"] }, one))))] : [];
  const box = el("div", { class: "making", role: "group", "aria-label": `Make a ${isRelation ? "relation" : column}` }, label, ...own, define, fault,
    el("span", { class: "buttons" }, button("Make it", send, { class: "first" }), button("Leave it", left)));
  box.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const go = event.key === "Escape" ? left : event.key === "Enter" && !event.ctrlKey && !(event.target instanceof HTMLButtonElement) ? send : null;
    if (!go) return;
    event.preventDefault();
    event.stopPropagation();
    go();
  });
  return { box, first: "measure-kind" in inputs ? inputs["measure-kind"] : inputs.definition };
}
