// Links to the site of `kg docs`, where the page knows of one.

import { DATA } from "./data.js";
import { bdi, el } from "./dom.js";

// What has its page at the path of its IRI (kg/publish/site/addresses.py).
const PART = String.raw`(?!index\.html(?:/|$))[\w~-][\w.~-]*`;
const PAGED = new RegExp(`^https://w3id\\.org/entente/((?:id|ns|source)/${PART}(?:/${PART})?)$`);

/** A link to the page of an entity, a source or a claim; nothing where there is no site, or no such page. */
export function docsLink(iri, text) {
  const path = PAGED.exec(iri)?.[1];
  if (!DATA.docs || !path) return "";
  const element = el("a", "docs", bdi(text));
  element.href = `${DATA.docs}${path}/index.html`;
  return element;
}
