// The desk: sign in, the documents, and one of them read into claims.
import { ask, at, button, el, say } from "./ask.js";
import { finder, sentence } from "./find.js";
import { claimForm } from "./form.js";
import { sheetPart } from "./sheet.js";
import { claimList, codings, draftList, findingList, logList } from "./sides.js";
import { choose, mark, selected, textAt, textPane } from "./text.js";

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
/** @type {{name: string, role: string} | null} */
let user = null;
const mayWrite = () => user !== null && user.role !== "read";

async function start() {
  const token = new URLSearchParams(location.hash.slice(1)).get("token");
  if (token) {
    history.replaceState(null, "", location.pathname);
    await ask("POST", "session", { token }).catch((error) => say(error.message));
  }
  user = await ask("GET", "session").catch(() => null);
  showUser();
  if (!user) signIn();
  else if (/^\/desk\/.+/.test(location.pathname)) await openDocument(decodeURIComponent(location.pathname.slice("/desk/".length)));
  else await listDocuments();
}

function showUser() {
  const place = /** @type {HTMLElement} */ (document.getElementById("who"));
  place.replaceChildren(...(user ? [`${user.name} (${user.role}) `, button("Sign out", async () => { await ask("DELETE", "session"); location.href = "/desk"; })] : []));
}

function signIn() {
  document.title = "Sign in · Desk · Entente";
  const input = el("input", { id: "token", type: "password", autocomplete: "current-password", required: true });
  const fault = el("p", { class: "grave", role: "alert" });
  main.replaceChildren(el("h1", {}, "Sign in"), el("form", {
    class: "sign", onsubmit: async (/** @type {Event} */ event) => {
      event.preventDefault();
      try { await ask("POST", "session", { token: input.value }); location.reload(); }
      catch (error) { fault.textContent = /** @type {Error} */ (error).message; input.focus(); }
    },
  }, el("label", { for: "token" }, "Your token"), input, el("button", { class: "first" }, "Sign in")), fault,
  el("p", { class: "soft" }, "Whoever keeps this server makes one with kg token add; where it was started for you alone, its first line has the address to open."));
  input.focus();
}

async function listDocuments() {
  document.title = "Desk · Entente";
  const documents = await ask("GET", "api/documents");
  const row = (/** @type {any} */ one) => el("tr", {},
    el("th", { scope: "row" }, el("a", { href: `/desk/${encodeURIComponent(one.id)}` }, el("bdi", {}, one.title)), el("div", { class: "soft" }, one.id)),
    el("td", {}, el("bdi", {}, one.publisher)), el("td", {}, one.issued), el("td", {}, String(one.claims)), el("td", {}, one.review), el("td", {}, one.curator));
  main.replaceChildren(el("h1", {}, "Documents"),
    el("div", { class: "wide", tabindex: 0, role: "region", "aria-label": "Documents" }, el("table", {},
      el("thead", {}, el("tr", {}, ...["document", "publisher", "published", "claims", "review", "curator"].map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, ...documents.map(row)))),
    ...(mayWrite() ? [bringDocument(), el("details", {}, el("summary", {}, "Bring a sheet"), sheetPart({ added: listDocuments }))] : []),
    await logPart());
}

async function logPart() {
  return el("details", {}, el("summary", {}, "What was changed"), logList(await ask("GET", "api/log").catch(() => [])));
}

function bringDocument() {
  const fault = el("p", { class: "grave", role: "alert" });
  const names = [["title", "title, as the document gives it"], ["publisher", "publisher"], ["authors", "authors (several with ;)"], ["issued", "published (2025-01-22)"], ["address", "web address"], ["language", "language (en, ko, ru, uk)"]];
  const inputs = names.map(([name, label]) => [el("label", { for: `new-${name}` }, label), el("input", { id: `new-${name}`, name, required: name === "title" })]);
  const text = el("textarea", { id: "new-text", rows: 8, spellcheck: "false" });
  return el("details", {}, el("summary", {}, "Bring a document"), el("form", {
    class: "bring", onsubmit: async (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      /** @type {Record<string, string>} */
      const fields = {};
      for (const [, input] of inputs) fields[input.name] = input.value;
      try { location.href = `/desk/${encodeURIComponent((await ask("POST", "api/documents", { fields, text: text.value })).source)}`; }
      catch (error) { fault.textContent = /** @type {Error} */ (error).message; }
    },
  }, ...inputs.flat(), el("label", { for: "new-text" }, "its text, as plain text; it stays in texts/ and is never published"), text, el("button", { class: "first" }, "Bring it"), fault));
}

/** One document: its text, and what stands beside it. @param {string} source */
async function openDocument(source) {
  const columns = await ask("GET", "api/form");
  /** @type {any} */
  let told;
  /** @type {any[]} */
  let drafts = [];
  /** @type {any} */
  let found = { findings: [], verified: {} };
  let chosen = "";
  let tab = "claims";
  /** @type {any} */
  let form = null;
  /** @type {HTMLElement | null} */
  let pane = null;
  /** @type {{input: HTMLInputElement, next: (step: number) => boolean} | null} */
  let find = null;
  const side = el("section", { class: "side", "aria-label": "Beside the text" });

  const load = async () => {
    told = await ask("GET", at(source));
    document.title = `${told.title} · Desk · Entente`;
    if (told.text !== null) drafts = await ask("GET", `${at(source)}/drafts`).catch(() => []);
  };
  const check = async () => {
    const now = await ask("GET", `${at(source)}/findings`).catch(() => null);
    if (!now) return;
    found = now;
    if (!form) show();
  };
  const marks = () => [
    ...told.claims.flatMap((/** @type {any} */ claim) => claim.spans.map((/** @type {number[]} */ [start, end]) => ({ key: claim.id, sort: "claim", start, end }))),
    ...drafts.map((draft) => ({ key: draft.key, sort: "draft", start: draft.start, end: draft.end })),
  ];
  const open = (/** @type {string} */ key) => {
    chosen = key;
    if (pane) choose(pane, key);
    for (const item of side.querySelectorAll("li")) item.classList.toggle("on", item.dataset.key === key || item.id === `claim-${key.split("/").pop()}`);
  };
  const fromText = (/** @type {string} */ key) => {
    form = null;
    tab = drafts.some((draft) => draft.key === key) && !told.claims.some((/** @type {any} */ one) => one.id === key) ? "drafts" : "claims";
    show();
    open(key);
    const item = /** @type {HTMLElement | null} */ (side.querySelector("li.on"));
    item?.scrollIntoView({ block: "nearest" });
    if (tab === "drafts") item?.focus();
  };
  const leave = () => { form = null; if (pane) mark(pane, marks(), chosen); show(); pane?.focus(); };
  const renew = async () => {
    await load();
    if (pane) mark(pane, marks(), chosen);
    showTitle();
    show();
  };
  const put = (/** @type {any} */ given) => {
    if (pane) mark(pane, given.span ? [...marks(), { key: "selection", sort: "selection", start: given.span[0], end: given.span[1] }] : marks(), given.span ? "selection" : chosen);
    form = claimForm({
      columns, source, tag: () => told.tag, mayWrite: mayWrite(), left: leave, reload: () => load().then(() => { if (pane) mark(pane, marks(), chosen); say("This is the document as it is now."); }), ...given,
      saved: async (/** @type {any} */ saved) => {
        form = null;
        chosen = Object.keys(saved.claims)[0] || chosen;
        tab = given.draft && !given.span ? "drafts" : "claims";
        await renew();
        if (pane && chosen) choose(pane, chosen);
        if (tab === "drafts") /** @type {HTMLElement | null} */ (side.querySelector("li[tabindex='0']"))?.focus(); else pane?.focus();
        check();
      },
    });
    show();
    const empty = [...form.querySelectorAll("input:not([type=radio])")].find((input) => !input.value);
    (empty || form.querySelector("input:not([type=radio])"))?.focus();
  };
  const fromWords = async (/** @type {number} */ start, /** @type {number} */ end) => {
    try {
      const draft = await ask("POST", `${at(source)}/draft`, { start, end });
      const take = (/** @type {any} */ one) => put({
        cells: one.cells, why: one.why, draft: one.key, span: [start, end], selected: /** @type {any} */ (pane && textAt(start, end)),
        others: [draft, ...draft.others].filter((other) => other !== one).map((other) => ({ words: other.cells.quote, take: () => take(other) })),
      });
      take(draft);
    } catch (error) { say(/** @type {Error} */ (error).message); }
  };
  const accept = async (/** @type {any} */ draft) => {
    try {
      const saved = await ask("POST", `${at(source)}/claims`, { cells: draft.cells, draft: draft.key }, told.tag);
      say(`Saved as ${Object.keys(saved.claims).join(", ") || "what is there already"}.`);
      await renew();
      /** @type {HTMLElement | null} */ (side.querySelector("li[tabindex='0']"))?.focus();
      check();
    } catch { put({ cells: draft.cells, why: draft.why, draft: draft.key }); }
  };
  const refuse = async (/** @type {any} */ draft) => {
    try { await ask("POST", `${at(source)}/refuse`, { draft: draft.key }); } catch (error) { say(/** @type {Error} */ (error).message); return; }
    drafts = drafts.filter((one) => one.key !== draft.key);
    if (pane) mark(pane, marks(), chosen);
    show();
    /** @type {HTMLElement | null} */ (side.querySelector("li[tabindex='0']"))?.focus();
    say("Refused; it is not offered again.");
  };
  const takeOut = async (/** @type {any} */ claim) => {
    if (!confirm(`Take out “${claim.statement}”?`)) return;
    try { await ask("DELETE", `${at(source)}/claims/${encodeURIComponent(claim.id.split("/").pop())}`, undefined, told.tag); await renew(); check(); say("Taken out; Undo brings it back."); }
    catch (error) { failed(error); }
  };
  const undo = async () => {
    try { const done = await ask("POST", `${at(source)}/undo`, {}, told.tag); await renew(); check(); say(`Undone: ${done.undone}.`); }
    catch (error) { failed(error); }
  };
  const review = async (/** @type {string} */ status) => {
    try { await ask("POST", `${at(source)}/review`, { status }, told.tag); await renew(); say(`It is ${status} now.`); }
    catch (error) { failed(error); }
  };
  const failed = (/** @type {any} */ error) => {
    const words = error.told?.findings?.map((/** @type {any} */ one) => one.problem).join("; ");
    say(words ? `${error.message}: ${words}` : error.message);
    if (error.status === 412) renew();
  };

  const showTitle = () => {
    const where = /** @type {HTMLElement} */ (document.getElementById("where"));
    where.replaceChildren(el("bdi", {}, told.title), el("span", { class: "soft" }, ` ${told.review}`));
  };
  const tabs = [["claims", "Claims"], ["drafts", "Drafts"], ["findings", "Findings"], ["codings", "Second coding"], ["sheet", "Sheet"], ["log", "Log"]];
  function show() {
    const counts = /** @type {Record<string, number>} */ ({ claims: told.claims.length, drafts: drafts.length, findings: found.findings.length });
    const place = el("div", { id: "tab", role: "tabpanel", "aria-labelledby": `tab-${tab}`, tabindex: -1 });
    const bar = el("div", { class: "tabs", role: "tablist", "aria-label": "Beside the text" }, ...tabs.map(([name, label]) => el("button", {
      type: "button", role: "tab", id: `tab-${name}`, "aria-selected": String(!form && name === tab), "aria-controls": "tab", tabindex: name === tab ? 0 : -1,
      onclick: () => { tab = name; form = null; show(); document.getElementById(`tab-${name}`)?.focus(); },
    }, counts[name] === undefined ? label : `${label} ${counts[name]}`)));
    bar.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      event.preventDefault();
      const number = tabs.findIndex(([name]) => name === tab);
      tab = tabs[(number + step + tabs.length) % tabs.length][0];
      form = null;
      show();
      document.getElementById(`tab-${tab}`)?.focus();
    });
    const active = side.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null;
    const [held, name] = [active?.dataset.key, active?.id];
    side.replaceChildren(bar, place);
    if (form) place.append(form);
    else if (tab === "claims") place.append(claimsTab());
    else if (tab === "drafts") place.append(draftList({ drafts, chosen, open, accept, refuse, mayWrite: mayWrite(), edit: (/** @type {any} */ draft) => put({ cells: draft.cells, why: draft.why, draft: draft.key }) }));
    else if (tab === "findings") place.append(findingList({ findings: found.findings, open: fromText }));
    else if (tab === "codings") codings(source, place).catch((error) => say(error.message));
    else if (tab === "sheet") place.append(mayWrite() ? sheetPart({ source, added: () => renew().then(() => { tab = "claims"; show(); check(); }) }) : el("p", { class: "soft" }, "You may read here, and not write."));
    else ask("GET", `${at(source)}/log`).then((entries) => place.append(logList(entries))).catch((error) => say(error.message));
    if (held) /** @type {HTMLElement | null} */ (side.querySelector(`[data-key="${held}"]`))?.focus();
    else if (name) document.getElementById(name)?.focus();
  }
  const claimsTab = () => el("div", {}, mayWrite() ? el("p", { class: "buttons" },
    button("New claim", () => put({ cells: { source } }), { "aria-keyshortcuts": "N" }), button("Undo", undo),
    user?.role === "admin" ? button(told.review === "reviewed" ? "Back to draft" : "Mark as reviewed", () => review(told.review === "reviewed" ? "draft" : "reviewed")) : "") : "",
  claimList({ claims: told.claims, verified: found.verified, chosen, open, takeOut, mayWrite: mayWrite(), edit: (/** @type {any} */ claim) => put({ cells: claim.cells, claim: claim.id }) }));

  await load();
  const help = el("p", { id: "text-help", class: "soft help" }, "Select words (Shift and arrows, Ctrl for whole words) and press ", el("kbd", {}, "Enter"), " for a claim. ", el("kbd", {}, "/"), " finds words, ", el("kbd", {}, "G"), " finds them again, ", el("kbd", {}, "S"), " selects the next sentence (Shift: back). ", el("kbd", {}, "T"), " text, ", el("kbd", {}, "D"), " drafts, ", el("kbd", {}, "C"), " claims, ", el("kbd", {}, "N"), " new.");
  const left = el("section", { class: "left", "aria-label": "Document" }, el("h1", {}, el("bdi", {}, told.title)), el("p", { class: "soft" }, el("bdi", {}, [told.publisher, told.issued, told.curator].filter(Boolean).join(" · ")), " · ", el("a", { href: `/source/${encodeURIComponent(told.id)}` }, "its page")));
  if (told.text === null) left.append(el("p", { class: "open" }, `Its text is not here: ${told.why}.`));
  else {
    pane = textPane(told.text, mayWrite() ? fromWords : () => {}, fromText);
    mark(/** @type {HTMLElement} */ (pane), marks());
    const take = button("Make a claim of the selected words", () => { const span = pane && selected(pane); if (span) fromWords(...span); else say("Select words in the text first."); });
    const search = finder(told.text, /** @type {HTMLElement} */ (pane));
    find = search;
    left.append(help, search.box, pane, el("p", { class: "take" }, mayWrite() ? take : ""));
  }
  main.className = "document";
  main.replaceChildren(left, side);
  showTitle();
  show();
  document.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest("input, textarea, select") || (form && target.closest("form"))) return;
    const key = event.key.toLowerCase();
    if (target.closest("[data-key]") && "aer".includes(key)) return;
    const step = event.shiftKey ? -1 : 1;
    const go = /** @type {Record<string, () => void>} */ ({
      t: () => pane?.focus(),
      "/": () => { find?.input.focus(); find?.input.select(); },
      g: () => find?.next(step),
      s: () => { if (pane) sentence(pane, told.sentences, step); },
      d: () => { form = null; tab = "drafts"; show(); /** @type {HTMLElement | null} */ (side.querySelector("li[tabindex='0']"))?.focus(); },
      c: () => { form = null; tab = "claims"; show(); document.getElementById("tab-claims")?.focus(); },
      ...(mayWrite() ? { n: () => put({ cells: {} }) } : {}),
    })[key];
    if (!go) return;
    event.preventDefault();
    go();
  });
  check();
}

start().catch((error) => main.replaceChildren(el("p", { class: "grave", role: "alert" }, error.message)));
