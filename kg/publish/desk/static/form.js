// The form of a claim: the cells of a row, completed as one types, its sentence and what it meets before it is saved.
import { ask, at, button, el, say } from "./ask.js";
import { maker, offersOf } from "./offers.js";

const MAIN = {
  relation: ["who", "relation", "whom", "when"],
  figure: ["who", "figure", "measure", "counted", "unit", "as of", "when", "share of"],
};
const ALWAYS = ["speaker", "how said", "stance", "explicitness", "wording", "quote"];
const LONG = ["quote", "statement", "note"];
const SIGNS = { contradicts: "✕", undecided: "?", fits: "✓", "not comparable": "≠" };
const PAUSE = 350;

/**
 * The form of one claim.
 * @param {{columns: any[], source: string, cells: Record<string, string>, claim?: string, draft?: string, why?: string[],
 *   selected?: string, others?: {words: string, take: () => void}[], tag: () => string, saved: (told: any) => void, left: () => void, reload: () => void, mayWrite: boolean}} given
 */
export function claimForm(given) {
  const cells = { ...given.cells };
  /** What became of events that have no status yet, by name. @type {Record<string, string>} */
  const statuses = {};
  /** @type {Map<string, any>} */
  const fields = new Map();
  const outcome = el("div", { class: "outcome", "aria-live": "polite" });
  let sort = cells.figure || cells.measure || cells.lowest || cells.best ? "figure" : "relation";
  const body = el("div");
  const form = el("form", { class: "claim", "aria-label": given.claim ? `Change ${given.claim}` : "A new claim", onsubmit: save });
  let asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;

  /** @param {string} name */
  function field(name) {
    const column = given.columns.find((one) => one.name === name);
    if (!column) return null;
    const id = `f-${name.replace(/ /g, "-")}`;
    const input = el(LONG.includes(name) ? "textarea" : "input", {
      id, name, autocomplete: "off", spellcheck: "false", placeholder: "", "aria-describedby": `${id}-fault ${id}-help`, ...(LONG.includes(name) ? { rows: 2 } : {}),
    });
    input.value = cells[name] || "";
    input.addEventListener("input", () => { typed(name, input.value); });
    const fault = el("span", { id: `${id}-fault`, class: "fault" });
    const making = el("div");
    fields.set(name, { input, fault, making });
    const help = el("span", { id: `${id}-help`, class: "unseen" }, column.means);
    const label = el("label", { for: id, title: `${column.means}${column.example ? ` (${column.example})` : ""}` }, name);
    const box = el("div", { class: "field" }, label, input, help, fault, making);
    if (name === "quote" && given.selected && given.selected !== cells.quote && (cells.quote || "").includes(given.selected)) box.append(narrower(given.selected));
    if (!LONG.includes(name)) completing(box, input, name, () => ({ ...cells, source: given.source }), (/** @type {string} */ text) => typed(name, text));
    return box;
  }

  /** A button that makes the selected words alone the passage on which the claim stands. @param {string} words */
  const narrower = (words) => {
    const box = el("span", { class: "buttons" }, button("Only the words that you selected", () => {
      Object.assign(cells, { quote: words, start: "", end: "" });
      if (cells.wording && !words.includes(cells.wording)) cells.wording = "";
      box.remove();
      draw();
      reach("quote");
      changed();
    }));
    return box;
  };

  /** A cell gets another text. The kind that a draft gave a name is not that of another name. @param {string} name @param {string} text */
  function typed(name, text) {
    const kind = `${name} kind`;
    if (cells[kind] && cells[kind] === given.cells[kind] && text !== given.cells[name]) {
      cells[kind] = "";
      const shown = fields.get(kind);
      if (shown) shown.input.value = "";
    }
    cells[name] = text;
    changed();
  }

  function draw() {
    fields.clear();
    const main = MAIN[/** @type {"relation" | "figure"} */ (sort)];
    const shown = [...main, ...ALWAYS];
    const kinds = ["who", "whom", "speaker"].filter((name) => shown.includes(name) && cells[`${name} kind`]).map((name) => `${name} kind`);
    const filled = Object.keys(cells).filter((name) => cells[name] && !shown.includes(name) && !kinds.includes(name) && name !== "claim" && name !== "source");
    /** @type {string[]} */
    const ordered = [];
    for (const name of shown) {
      ordered.push(name);
      if (kinds.includes(`${name} kind`)) ordered.push(`${name} kind`);
    }
    const rest = given.columns.map((one) => one.name).filter((name) => !ordered.includes(name));
    const more = el("details", { class: "more", open: filled.some((name) => !["start", "end", "note"].includes(name)) },
      el("summary", {}, `More fields (${rest.length})`), el("div", { class: "fields" }, ...rest.map(field)));
    body.replaceChildren(
      el("div", { class: "sorts", role: "radiogroup", "aria-label": "What the claim is" },
        ...["relation", "figure"].map((name) => el("label", {},
          el("input", { type: "radio", name: "sort", value: name, checked: sort === name, onchange: () => { sort = name; draw(); changed(); body.querySelector("input:checked")?.focus(); } }),
          name === "relation" ? " who does what to whom" : " a figure"))),
      el("div", { class: "fields" }, ...ordered.map(field)), more);
  }

  function changed() {
    clearTimeout(waiting);
    waiting = setTimeout(preview, PAUSE);
  }

  const figures = new Set(given.columns.filter((one) => one.group === "figure" && !["scope", "basis"].includes(one.name)).map((one) => one.name));
  /** Whether a cell is of the other sort of claims: what was filled for that is kept, and not said. @param {string} name */
  const isOther = (name) => (sort === "relation" ? figures.has(name) : ["relation", "whom", "whom kind"].includes(name));

  const sent = () => {
    /** @type {Record<string, string>} */
    const filled = {};
    for (const [name, text] of Object.entries(cells)) if (text.trim() && name !== "source" && !isOther(name)) filled[name] = text;
    if (given.claim) filled.claim = given.claim.split("/").pop() || "";
    return filled;
  };

  const message = () => {
    const named = Object.entries(statuses).filter(([event]) => [cells.who, cells.whom].includes(event));
    return { cells: sent(), ...(named.length ? { statuses: Object.fromEntries(named) } : {}) };
  };

  /** What a button beside a field does. */
  const may = {
    /** @param {Record<string, string>} texts @param {string} column */
    take: (texts, column) => { Object.assign(cells, texts); draw(); reach(column); changed(); },
    /** @param {string} column @param {string | null} kind */
    kind: (column, kind) => {
      cells[`${column} kind`] = kind || " ";
      draw();
      if (!kind) cells[`${column} kind`] = "";
      reach(kind ? column : `${column} kind`);
      changed();
    },
    /** @param {string} event @param {string} status */
    status: (event, status) => { statuses[event] = status; reach("", "[type=submit]"); changed(); },
    /** @param {string} column @param {any} make */
    make: (column, make) => {
      const here = fields.get(column);
      if (!here) return;
      const close = () => { here.making.replaceChildren(); here.input.focus(); };
      const made = (/** @type {string} */ label) => {
        close();
        if (label !== make.label) { cells[column] = label; here.input.value = label; }
        changed();
      };
      const { box, first } = maker({ column, make, made, left: close });
      here.making.replaceChildren(box);
      first.focus();
      if (first.setSelectionRange) first.setSelectionRange(first.value.length, first.value.length);
    },
  };

  /** The field of a column, else what is named, gets the focus. @param {string} column @param {string} [other] */
  function reach(column, other = "input:not([type=radio])") {
    (fields.get(column)?.input || form.querySelector(other))?.focus();
  }

  async function preview() {
    const mine = ++asked;
    outcome.classList.add("waiting");
    try {
      const answer = await ask("POST", `${at(given.source)}/preview`, message());
      if (mine === asked) show(answer);
    } catch (error) {
      if (mine === asked) fail(/** @type {any} */ (error));
    }
  }

  /** @param {any} told */
  function show(told) {
    outcome.classList.remove("waiting");
    const findings = told.findings || [];
    for (const { input, fault } of fields.values()) { fault.replaceChildren(); input.removeAttribute("aria-invalid"); }
    const others = [];
    for (const finding of findings) {
      if (!fields.has(finding.column) && cells[finding.column] === undefined && finding.column && given.columns.some((one) => one.name === finding.column)) {
        cells[finding.column] = "";
      }
      const here = fields.get(finding.column);
      const words = [finding.problem, finding.remedy && el("span", { class: "remedy" }, ` → ${finding.remedy}`)];
      const offer = offersOf(finding, may);
      if (here) {
        here.input.setAttribute("aria-invalid", "true");
        here.fault.append(el("span", {}, ...words), offer);
      } else others.push(el("li", {}, finding.event ? `${finding.event}: ` : finding.column ? `${finding.column}: ` : "", ...words, offer));
    }
    outcome.replaceChildren(...statusesOf(statuses, () => reach("", "[type=submit]"), changed), ...outcomeOf(told, findings, others, wordsOf(cells, sort)));
  }

  /** @param {any} error */
  function fail(error) {
    outcome.classList.remove("waiting");
    if (error.status === 422 && error.told.findings) { show({ ok: false, findings: error.told.findings }); return; }
    const again = error.status === 412 ? button("Look at the document again", given.reload) : null;
    outcome.replaceChildren(el("p", { class: "grave", role: "alert" }, error.message), again || "");
  }

  /** @param {Event} event */
  async function save(event) {
    event.preventDefault();
    clearTimeout(waiting);
    asked += 1;
    if (!given.mayWrite) return;
    outcome.classList.add("waiting");
    try {
      const saved = await ask("POST", `${at(given.source)}/claims`, { ...message(), draft: given.draft }, given.tag());
      const names = Object.keys(saved.claims);
      say(names.length ? `Saved as ${names.join(", ")}.` : "This is there already; nothing was written.");
      given.saved(saved);
    } catch (error) {
      fail(/** @type {any} */ (error));
      form.querySelector("[aria-invalid]")?.focus();
    }
  }

  const keys = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    else if (event.key === "Escape" && !event.defaultPrevented) given.left();
    else if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
  };
  form.addEventListener("keydown", keys);
  // A button that was pressed may be gone, and nothing have the focus: the form has the keys then too.
  const ofNothing = (/** @type {KeyboardEvent} */ event) => {
    if (!form.isConnected) document.removeEventListener("keydown", ofNothing);
    else if (event.target === document.body) keys(event);
  };
  setTimeout(() => document.addEventListener("keydown", ofNothing)); // when the form is in the page
  form.append(
    el("h2", {}, given.claim ? `Change ${given.claim}` : "A new claim"),
    given.why?.length ? el("ul", { class: "why", "aria-label": "What to look at" }, ...given.why.map((why) => el("li", {}, why))) : "",
    given.others?.length ? el("div", { class: "others" }, el("p", { class: "soft" }, "The words are of several sentences, and a claim stands on one. Take another:"),
      el("div", { class: "buttons" }, ...given.others.map((one) => button(one.words, one.take)))) : "",
    body, outcome,
    el("p", { class: "buttons" },
      el("button", { type: "submit", class: "first", disabled: !given.mayWrite, "aria-keyshortcuts": "Control+Enter" }, "Save ", el("kbd", {}, "Ctrl Enter")),
      el("button", { type: "button", onclick: given.left, "aria-keyshortcuts": "Escape" }, "Leave ", el("kbd", {}, "Esc"))));
  draw();
  preview();
  return form;
}

/** What cells say so far, in the order of a sentence. @param {Record<string, string>} cells @param {string} [sort] */
export const wordsOf = (cells, sort = cells.figure ? "figure" : "relation") => (sort === "figure"
  ? `${cells.who || "…"}, ${cells.measure || "…"}: ${cells.figure || "…"} (${cells.counted || "…"})`
  : `${cells.who || "…"} ${cells.relation || "…"} ${cells.whom || "…"}`) + (/^den/.test(cells.stance || "") ? " (denied)" : "");

/** The statuses of events that are said with the claim. @param {Record<string, string>} statuses @param {() => void} reach @param {() => void} changed */
const statusesOf = (statuses, reach, changed) => Object.entries(statuses).map(([event, status]) => el("p", { class: "soft" },
  el("bdi", {}, event), `: ${status} `, button("Take this away", () => { delete statuses[event]; reach(); changed(); })));

/**
 * What a row would say and do, in words.
 * @param {any} told
 * @param {any[]} findings
 * @param {Node[]} others
 * @param {string} said what the cells say so far
 */
function outcomeOf(told, findings, others, said) {
  if (!told.ok && findings.length) {
    return [el("p", { class: "sentence soft" }, el("bdi", {}, said)), el("p", { class: "open" }, `${findings.length === 1 ? "One thing is" : `${findings.length} things are`} open.`), el("ul", {}, ...others)];
  }
  const sentences = Object.values(told.claims || {});
  const shown = [];
  for (const sentence of sentences) shown.push(el("p", { class: "sentence" }, el("bdi", {}, sentence)));
  if (!sentences.length && told.present?.length) shown.push(el("p", {}, `This is said already: ${told.present.join(", ")}.`));
  shown.push(...verdictsOf(told));
  if (told.entities?.length) shown.push(el("p", { class: "soft" }, "New: ", el("bdi", {}, told.entities.join(", "))));
  for (const finding of told.reviews || []) {
    if (finding.check !== "fill-in") shown.push(el("p", { class: "soft" }, `To look at: ${finding.problem}`));
  }
  if (told.difference) shown.push(el("details", {}, el("summary", {}, "What is written"), el("pre", { tabindex: 0 }, told.difference)));
  return shown;
}

/** What a claim contradicts, leaves open and fits. @param {any} told */
function verdictsOf(told) {
  const verdicts = told.verdicts || [];
  const item = (/** @type {any} */ one) => el("li", { class: one.outcome.replace(/ /g, "-") },
    el("strong", {}, `${SIGNS[/** @type {keyof typeof SIGNS} */ (one.outcome)] || "·"} ${one.kind} `), el("bdi", {}, one.statement), " ", el("a", { href: `/source/${one.claim.split("/").map(encodeURIComponent).join("/")}`, target: "_blank", rel: "noopener" }, one.claim),
    el("div", { class: "reason" }, one.reason), one.remedy ? el("div", { class: "remedy" }, `→ ${one.remedy}`) : "");
  const facts = (told.effects || []).map((/** @type {any} */ one) => el("li", {}, `${one.kind} ${one.change}: ${one.what}`,
    el("div", { class: "soft" }, [one.before, one.after].filter(Boolean).join(" → "))));
  return [
    told.verdicts ? el("p", { class: "soft" }, verdicts.length ? "Beside what is said already:" : "Nothing that is said already contradicts it, or confirms it.") : "",
    verdicts.length ? el("ul", { class: "verdicts" }, ...verdicts.map(item)) : "",
    facts.length ? el("details", { open: true }, el("summary", {}, "What follows"), el("ul", {}, ...facts)) : "",
  ].filter(Boolean);
}

/**
 * Complete a field by names and words: a list below it, by arrows and Enter or by a click.
 * @param {HTMLElement} box
 * @param {HTMLInputElement} input
 * @param {string} column
 * @param {() => Record<string, string>} cells
 * @param {(text: string) => void} taken
 */
function completing(box, input, column, cells, taken) {
  const id = `${input.id}-list`;
  const list = el("ul", { id, role: "listbox", class: "offers", hidden: true, "aria-label": `${column}: what may stand here` });
  let place = -1;
  let asked = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const items = () => /** @type {HTMLElement[]} */ ([...list.children]);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-expanded": "false", "aria-controls": id, "aria-autocomplete": "list" })) input.setAttribute(name, value);
  const close = () => { list.hidden = true; place = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const take = (/** @type {HTMLElement} */ item) => { input.value = item.dataset.text || ""; close(); taken(input.value); };
  const point = (/** @type {number} */ to) => {
    const all = items();
    if (!all.length) return;
    place = (to + all.length) % all.length;
    all.forEach((one, number) => one.setAttribute("aria-selected", String(number === place)));
    all[place].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", all[place].id);
  };
  const offer = async () => {
    const mine = ++asked;
    const parameters = new URLSearchParams({ column, typed: input.value });
    for (const name of ["relation", "source"]) if (cells()[name]) parameters.set(name, cells()[name]);
    const found = await ask("GET", `api/complete?${parameters}`).catch(() => []);
    if (mine !== asked || document.activeElement !== input) return;
    const same = found.length === 1 && found[0].text === input.value;
    list.replaceChildren(...(same ? [] : found).map((/** @type {any} */ one, /** @type {number} */ number) => el("li", {
      id: `${id}-${number}`, role: "option", "aria-selected": "false", "data-text": one.text, onmousedown: (/** @type {Event} */ e) => { e.preventDefault(); take(/** @type {HTMLElement} */ (e.currentTarget)); },
    }, el("bdi", {}, one.label || one.text), one.note ? el("small", {}, ` ${one.note}`) : "")));
    list.hidden = !list.children.length;
    place = -1;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };
  input.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(offer, 120); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") { event.preventDefault(); if (list.hidden) offer(); else point(place + 1); }
    else if (event.key === "ArrowUp" && !list.hidden) { event.preventDefault(); point(place - 1); }
    else if (event.key === "Enter" && !event.ctrlKey && place >= 0) { event.preventDefault(); take(items()[place]); }
    else if (event.key === "Escape" && !list.hidden) { event.preventDefault(); close(); }
  });
  input.addEventListener("blur", close);
  box.append(list);
}
