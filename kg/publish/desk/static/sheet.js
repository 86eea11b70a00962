// A sheet brought to the desk: what it would add, or each cell that was not understood with its remedy.
import { ask, button, el, say } from "./ask.js";

/** The bytes of a file in base64. @param {File} file @returns {Promise<string>} */
const content = (file) => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(String(reader.result).split(",", 2)[1] || "");
  reader.onerror = () => reject(reader.error);
  reader.readAsDataURL(file);
});

/** The part of the page that takes a sheet. @param {{source?: string, added: () => void}} given */
export function sheetPart({ source, added }) {
  const outcome = el("div", { "aria-live": "polite" });
  /** @type {any} */
  let sent = null;
  const input = el("input", { type: "file", id: "sheet", accept: ".csv,.tsv,.xlsx,.jsonl,.json" });
  const look = async (/** @type {Record<string, any>} */ more) => {
    outcome.replaceChildren(el("p", { class: "soft" }, "It is being read …"));
    try { show(await ask("POST", "api/sheets", { ...sent, ...more })); }
    catch (error) { outcome.replaceChildren(el("p", { class: "grave", role: "alert" }, String(/** @type {Error} */ (error).message))); }
  };
  input.addEventListener("change", async () => {
    const file = input.files[0];
    if (!file) return;
    if (file.size > 16e6) { outcome.replaceChildren(el("p", { class: "grave", role: "alert" }, "This is larger than 16 MB: add it with kg add.")); return; }
    sent = { name: file.name, content: await content(file), ...(source ? { source } : {}) };
    await look({});
  });
  const show = (/** @type {any} */ told) => {
    if (told.added) { say(`${told.count} claims were added.`); outcome.replaceChildren(el("p", {}, `${told.count} claims were added.`)); added(); }
    else if (told.mapping) outcome.replaceChildren(...mapping(told));
    else if (told.ok) outcome.replaceChildren(...addable(told));
    else outcome.replaceChildren(...faults(told));
  };
  const addable = (/** @type {any} */ told) => [
    el("p", {}, `${told.count} claims and ${told.entities} new names would be added${told.present ? `; ${told.present} rows say what is there already` : ""}.`),
    el("ol", {}, ...told.claims.slice(0, 50).map((/** @type {any} */ one) => el("li", { value: one.row }, el("bdi", {}, one.statement)))),
    told.count ? button(`Add ${told.count} claims`, () => look({ add: true, ...(sent.mapping ? { mapping: sent.mapping } : {}) }), { class: "first" }) : "",
  ];
  const mapping = (/** @type {any} */ told) => {
    const area = el("textarea", { id: "mapping", rows: 14, spellcheck: "false" });
    area.value = told.mapping;
    return [
      el("p", {}, "The columns of this sheet are not ours. This is what they seem to be; look it through:"),
      el("div", { class: "wide", tabindex: 0, role: "region", "aria-label": "Columns" }, el("table", {}, el("thead", {}, el("tr", {}, ...["column of the sheet", "is", "because", "cells"].map((one) => el("th", { scope: "col" }, one)))),
        el("tbody", {}, ...told.columns.map((/** @type {any} */ one) => el("tr", {}, el("th", { scope: "row" }, `${one.letters}: ${one.header}`), el("td", {}, one.column || "(left out)"), el("td", {}, one.reason), el("td", {}, one.samples.join(" · ")))))),
      ),
      el("p", {}, el("label", { for: "mapping" }, "The mapping, which is kept for the next sheet like it:")), area,
      el("p", {}, button("Read it so", () => { sent = { ...sent, mapping: area.value }; look({}); }, { class: "first" })),
    ];
  };
  const faults = (/** @type {any} */ told) => {
    /** @type {Map<string, any[]>} */
    const byCell = new Map();
    for (const one of told.findings) byCell.set(one.cell || `row ${one.row}`, [...(byCell.get(one.cell || `row ${one.row}`) || []), one]);
    const letter = (/** @type {number} */ index) => (index < 26 ? "" : String.fromCharCode(64 + Math.floor(index / 26))) + String.fromCharCode(65 + (index % 26));
    return [
      el("p", { class: "grave" }, `${told.count} ${told.count === 1 ? "thing was" : "things were"} not understood, so nothing is added. Mend the sheet and bring it again.`),
      el("ul", {}, ...told.causes.map((/** @type {string} */ one) => el("li", {}, one))),
      el("div", { class: "wide", tabindex: 0, role: "region", "aria-label": "The rows with faults" }, el("table", { class: "cells" }, el("tbody", {}, ...told.rows.map((/** @type {any} */ row) => el("tr", {},
        el("th", { scope: "row" }, String(row.row)), ...row.cells.map((/** @type {string} */ cell, /** @type {number} */ index) => {
          const found = byCell.get(letter(index) + row.row);
          return el("td", { class: found ? "wrong" : "" }, el("bdi", {}, cell), ...(found || []).map((one) => el("div", { class: "fault" }, one.problem, el("span", { class: "remedy" }, ` → ${one.remedy}`))));
        }), el("td", {}, ...(byCell.get(`row ${row.row}`) || []).map((one) => el("div", { class: "fault" }, one.problem, el("span", { class: "remedy" }, ` → ${one.remedy}`))))))))),
    ];
  };
  return el("section", { class: "sheet" }, el("p", {}, el("label", { for: "sheet" }, "A sheet of claims (CSV, XLSX, JSON lines): "), input), outcome);
}
