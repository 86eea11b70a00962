// What stands beside a text: claims, drafts, findings, a second coding, the log.
import { ask, at, button, el } from "./ask.js";
import { wordsOf } from "./form.js";

/** Claims one after the other, those that were looked for in the text with the result. @param {any} given */
export function claimList({ claims, verified, chosen, open, edit, takeOut, mayWrite }) {
  if (!claims.length) return el("p", { class: "soft" }, "There is no claim yet: select words in the text and press Enter, or take a draft.");
  return el("ol", { class: "claims" }, ...claims.map((/** @type {any} */ claim) => {
    const result = verified[claim.id];
    return el("li", { id: `claim-${claim.id.split("/").pop()}`, class: claim.id === chosen ? "on" : "" },
      button(claim.statement || claim.id, () => open(claim.id), { class: "plain", "aria-pressed": String(claim.id === chosen) }),
      el("span", { class: "soft" }, ` ${claim.id.split("/").pop()}`, claim.denied ? " · denied" : "", claim.cells.speaker ? ` · ${claim.cells.speaker}` : ""),
      result ? el("div", { class: result.result.replace(/ /g, "-") }, `${{ verified: "✓", failed: "✕" }[/** @type {"verified"} */ (result.result)] || "○"} ${result.result}`,
        ...result.reasons.map((/** @type {any} */ reason) => el("div", { class: "reason" }, reason.problem, reason.remedy ? ` → ${reason.remedy}` : ""))) : "",
      mayWrite ? el("div", { class: "buttons" }, button("Change", () => edit(claim)), button("Take out", () => takeOut(claim))) : "");
  }));
}

/** Drafts to take, change or refuse: A, E, R, and arrows from one to the next. @param {any} given */
export function draftList({ drafts, chosen, open, accept, edit, refuse, mayWrite }) {
  if (!drafts.length) return el("p", { class: "soft" }, "There is no draft left.");
  const list = el("ol", { class: "drafts" });
  drafts.forEach((/** @type {any} */ draft, /** @type {number} */ number) => {
    const { cells } = draft;
    const words = wordsOf(cells);
    const item = el("li", { tabindex: number ? -1 : 0, class: `${draft.level}${draft.key === chosen ? " on" : ""}`, "data-key": draft.key, "aria-label": `Draft, ${draft.level}: ${words}`,
      "aria-keyshortcuts": "A E R" },
    el("div", {}, el("span", { class: "level" }, draft.level), " ", el("bdi", {}, words)),
    el("div", { class: "soft" }, [cells.speaker, cells.when || cells["as of"]].filter(Boolean).join(" · ")),
    draft.why.length ? el("ul", { class: "why" }, ...draft.why.map((/** @type {string} */ why) => el("li", {}, why))) : "",
    mayWrite ? el("div", { class: "buttons" }, button("Accept", () => accept(draft), { tabindex: -1 }), button("Edit", () => edit(draft), { tabindex: -1 }), button("Refuse", () => refuse(draft), { tabindex: -1 })) : "");
    item.addEventListener("focus", () => open(draft.key));
    list.append(item);
  });
  list.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
    const here = /** @type {HTMLElement} */ (event.target).closest("li[data-key]");
    if (!(here instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.altKey) return;
    const draft = drafts.find((/** @type {any} */ one) => one.key === here.dataset.key);
    const go = /** @type {Record<string, () => void>} */ ({
      ArrowDown: () => /** @type {HTMLElement | null} */ (here.nextElementSibling)?.focus(),
      ArrowUp: () => /** @type {HTMLElement | null} */ (here.previousElementSibling)?.focus(),
      ...(mayWrite ? { a: () => accept(draft), e: () => edit(draft), Enter: () => edit(draft), r: () => refuse(draft) } : {}),
    })[event.key];
    if (!go) return;
    event.preventDefault();
    go();
  });
  return list;
}

/** What the checks find, at its claim where it is in one. @param {any} given */
export function findingList({ findings, open }) {
  if (!findings.length) return el("p", { class: "soft" }, "The checks find nothing.");
  return el("ul", { class: "findings" }, ...findings.map((/** @type {any} */ one) => el("li", { class: one.severity },
    one.claim ? button(one.claim, () => open(one.claim), { class: "plain" }) : el("span", { class: "soft" }, one.where), ` ${one.problem}`,
    one.remedy ? el("div", { class: "remedy" }, `→ ${one.remedy}`) : "")));
}

/** Who changed what, and when. @param {any[]} entries */
export function logList(entries) {
  if (!entries.length) return el("p", { class: "soft" }, "Nobody has changed anything here yet.");
  return el("ol", { class: "log" }, ...entries.map((one) => el("li", {},
    el("time", { datetime: one.when }, one.when.slice(0, 16).replace("T", " ")), ` ${one.who} ${one.did}`, one.claims.length ? `: ${one.claims.slice(0, 5).join(", ")}${one.claims.length > 5 ? ", …" : ""}` : "")));
}

/** Another curator's claims of the same text beside these. @param {string} source @param {HTMLElement} place */
export async function codings(source, place) {
  const { others } = await ask("GET", `${at(source)}/codings`);
  if (!others.length) {
    place.replaceChildren(el("p", { class: "soft" }, "Nobody else has read this text into claims. A second curator brings the same text as a document of their own; it is known by its hash."));
    return;
  }
  const beside = el("div");
  const show = async (/** @type {string} */ other) => {
    try { beside.replaceChildren(...compared(await ask("GET", `${at(source)}/codings?other=${encodeURIComponent(other)}`))); }
    catch (error) { beside.replaceChildren(el("p", { class: "grave" }, String(/** @type {Error} */ (error).message))); }
  };
  const choice = el("select", { id: "other", onchange: () => show(choice.value) }, ...others.map((/** @type {any} */ one) => el("option", { value: one.id }, `${one.id} (${one.curator})`)));
  place.replaceChildren(el("p", {}, el("label", { for: "other" }, "Beside: "), choice), beside);
  await show(others[0].id);
}

/** @param {any} told */
function compared(told) {
  const half = (/** @type {any} */ one) => el("td", {}, el("bdi", {}, one.statement), el("div", { class: "soft" }, one.id));
  const apart = (/** @type {string} */ title, /** @type {any[]} */ ones) => ones.length
    ? [el("h3", {}, title), el("ul", {}, ...ones.map((one) => el("li", {}, el("bdi", {}, one.statement), el("span", { class: "soft" }, ` ${one.id}`))))] : [];
  const share = (/** @type {any} */ one) => el("tr", {}, el("th", { scope: "row" }, one.field), el("td", {}, `${one.agreed} of ${one.n}`), el("td", {}, one.alpha === null ? "–" : one.alpha.toFixed(2)), el("td", { class: "soft" }, one.note));
  return [
    el("div", { class: "wide", tabindex: 0, role: "region", "aria-label": "Claims of both" }, el("table", {},
      el("thead", {}, el("tr", {}, el("th", { scope: "col" }, told.first.id), el("th", { scope: "col" }, told.second.id), el("th", { scope: "col" }, "differs in"))),
      el("tbody", {}, ...told.pairs.map((/** @type {any} */ pair) => el("tr", {}, half(pair.first), half(pair.second),
        el("td", {}, ...pair.differences.map((/** @type {any} */ one) => el("div", {}, `${one.field}: ${one.first} / ${one.second}`)), pair.differences.length ? "" : "✓")))))),
    ...apart(`Only in ${told.first.id}`, told["only first"]), ...apart(`Only in ${told.second.id}`, told["only second"]),
    el("details", {}, el("summary", {}, "Agreement by field"), el("div", { class: "wide", tabindex: 0, role: "region", "aria-label": "Agreement by field" }, el("table", {},
      el("thead", {}, el("tr", {}, ...["field", "agreed", "alpha", ""].map((one) => el("th", { scope: "col" }, one || el("span", { class: "unseen" }, "note"))))), el("tbody", {}, ...told.scores.map(share))))),
  ];
}
