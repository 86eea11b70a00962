// Links to the site of `kg docs`, or to the server, where the page knows of one; and more of the graph from there.

import { DATA } from "./data.js";
import { bdi, el } from "./dom.js";
import { growTo } from "./growing.js";

// What has its page at the path of its IRI (kg/publish/site/addresses.py).
const PART = String.raw`(?!index\.html(?:/|$))[\w~-][\w.~-]*`;
const PAGED = new RegExp(`^https://w3id\\.org/entente/((?:id|ns|source)/${PART}(?:/${PART})?)$`);

/** A link to the page of an entity, a source or a claim; nothing where there is no site, or no such page. */
export function docsLink(iri, text) {
  const path = PAGED.exec(iri)?.[1];
  if (DATA.served && path) return linkTo(`/${path}${DATA.served.kept && `?${DATA.served.kept}`}`, text);
  if (!DATA.docs || !path) return "";
  return linkTo(`${DATA.docs}${path}/index.html`, text);
}

function linkTo(address, text) {
  const element = el("a", "docs", bdi(text));
  element.href = address;
  return element;
}

/** The words for the page of an entity, in the panel. */
export const itsPage = () => (DATA.served ? "Its page" : "Its page in the docs");

/** A link that adds what is around one more entity to the picture, as it looks now; nothing where all is here, or that is. */
export function moreLink(iri) {
  const centres = DATA.served?.centres ?? [];
  if (!centres.length || centres.includes(iri)) return "";
  const given = new URLSearchParams(location.search);
  given.append("about", iri);
  const element = linkTo(`/graph?${given}`, "Show more around this");
  element.classList.add("more");
  element.addEventListener("click", (event) => {
    element.hash = location.hash; // what is open, and at which dates, stays
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return; // in a tab of its own
    event.preventDefault();
    element.setAttribute("aria-busy", "true");
    growTo(element.href);
  });
  return element;
}
