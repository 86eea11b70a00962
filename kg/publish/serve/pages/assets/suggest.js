// Suggestions below the search fields, as one types; without this script the fields send what is in them.
"use strict";

const PAUSE = 150;
const MOST = 8;
let last = 0;

for (const field of document.querySelectorAll(".search input[name=q], input[data-names]")) {
  const list = document.createElement("ul");
  list.className = "suggested";
  list.id = `suggested-${++last}`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  field.after(list);
  field.setAttribute("role", "combobox");
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  watch(field, list);
}

function watch(field, list) {
  const opens = !field.hasAttribute("data-names"); // else it fills in the name
  let chosen = -1, hits = [], timer = 0, asking = null;

  const hide = () => {
    list.hidden = true;
    chosen = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  };
  const mark = (at) => {
    chosen = at;
    for (const [place, item] of [...list.children].entries()) item.setAttribute("aria-selected", String(place === at));
    if (at < 0) field.removeAttribute("aria-activedescendant");
    else {
      field.setAttribute("aria-activedescendant", list.children[at].id);
      list.children[at].scrollIntoView({ block: "nearest" });
    }
  };
  const take = (hit) => {
    hide();
    if (opens) location.assign(hit.address);
    else field.value = hit.name;
  };
  const show = (found) => {
    hits = found.filter((hit) => hit.address && (opens || !["claim", "question", "term"].includes(hit.kind)));
    list.replaceChildren(...hits.map((hit, place) => {
      const item = document.createElement("li");
      item.id = `${list.id}-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      const name = document.createElement("bdi");
      name.textContent = hit.name;
      const kind = document.createElement("small");
      kind.textContent = ` ${[hit.kind, hit.note].filter(Boolean).join(" · ").slice(0, 120)}`;
      item.append(name, kind);
      item.addEventListener("pointerdown", (event) => { event.preventDefault(); take(hit); });
      return item;
    }));
    mark(-1);
    list.hidden = hits.length === 0;
    field.setAttribute("aria-expanded", String(hits.length > 0));
  };
  const ask = async () => {
    const text = field.value.trim();
    asking?.abort();
    if (text.length < 2) return hide();
    asking = new AbortController();
    const kept = new URLSearchParams(location.search);
    const given = new URLSearchParams({ q: text, most: String(MOST) });
    for (const name of ["as-of", "known-at", "view", "source", "stated-only", "lang"]) for (const value of kept.getAll(name)) if (value) given.append(name, value);
    try {
      const reply = await fetch(`/search?${given}`, { headers: { Accept: "application/json" }, signal: asking.signal });
      if (reply.ok && document.activeElement === field) show((await reply.json()).hits);
    } catch {
      hide(); // it was typed on, or the server is away: the field still sends what is in it
    }
  };
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, PAUSE); });
  field.addEventListener("blur", hide);
  field.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      mark((chosen + steps[event.key] + hits.length + (chosen < 0 && event.key === "ArrowUp" ? 1 : 0)) % hits.length);
      event.preventDefault();
    } else if (event.key === "Enter" && chosen >= 0) {
      take(hits[chosen]);
      event.preventDefault();
    } else if (event.key === "Escape") {
      hide();
      event.preventDefault();
    }
  });
}
