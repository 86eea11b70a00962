// Terms as people read them: short names, labels, and the pages at which they are looked up.

import { bdi, el } from "page/parts/dom.js";
import { ask } from "./asking.js";

/** What the server told at the start: prefixes, paths, questions, limits, formats. */
export const START = await (await fetch("/query-page/start.json")).json();

const PREFIXES = Object.entries(START.prefixes).sort(([, one], [, other]) => other.length - one.length);
const LOCAL = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_-])?$/u;

/** ``kg:State`` of an IRI with a known prefix; else the IRI. */
export function shortened(iri) {
  for (const [prefix, space] of PREFIXES)
    if (iri.startsWith(space) && LOCAL.test(iri.slice(space.length))) return `${prefix}:${iri.slice(space.length)}`;
  return iri;
}

/** A short name or an IRI as SPARQL writes it. */
export const written = (name) => (/^[a-z][\w-]*:[^/]/i.test(name) && START.prefixes[name.split(":")[0]] !== undefined ? name : `<${name}>`);

/** The address of the page of an IRI; of others that are web addresses, they themselves. */
export function pageOf(iri) {
  for (const [space, path] of START.paths) if (iri.startsWith(space)) return path + iri.slice(space.length).split("/").map(encodeURIComponent).join("/");
  return /^https?:\/\//i.test(iri) ? iri : "";
}

const labels = new Map();
const AT_ONCE = 400;

/** A label; where there is none the short name, of ours without the prefix (``stem/c001`` of a claim). */
export function labelOf(iri) {
  const short = labels.get(iri) || shortened(iri);
  const [space] = short === iri ? START.paths.find(([each]) => iri.startsWith(each)) ?? [""] : [""];
  return short.slice(space.length);
}

/** Ask for the labels of IRIs that are not known yet; where that fails, short names stand for them. */
export async function learnLabels(iris) {
  const wanted = [...new Set(iris)].filter((iri) => !labels.has(iri) && START.paths.some(([space]) => iri.startsWith(space)));
  for (let first = 0; first < wanted.length; first += AT_ONCE) {
    const some = wanted.slice(first, first + AT_ONCE);
    const values = some.map((iri) => `<${iri.replace(/[<>"{}|^`\\\s]/g, encodeURIComponent)}>`).join(" ");
    const query = `SELECT ?s (SAMPLE(?l) AS ?label) { VALUES ?s { ${values} } ?s <http://www.w3.org/2000/01/rdf-schema#label>|<http://purl.org/dc/terms/title> ?l FILTER(LANGMATCHES(LANG(?l), "en") || LANG(?l) = "") } GROUP BY ?s`;
    const found = await ask(query).catch(() => null);
    for (const iri of some) labels.set(iri, "");
    for (const row of found?.rows ?? []) labels.set(row.s.value, row.label.value);
  }
}

/** An IRI as a link to its page, by its label. */
export function iriLink(iri) {
  const address = pageOf(iri);
  const words = bdi(labelOf(iri));
  if (!address) return words;
  const link = el("a", "", words);
  link.href = address;
  link.title = shortened(iri);
  if (/^https?:/i.test(address)) Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
  return link;
}

const NUMBER = /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(?:decimal|integer|double|float|(?:non)?(?:positive|negative)Integer|long|int|short|byte|nonNegativeInteger)$/;

/** The number of a term; null where it is none. */
export function numberOf(term) {
  if (term?.type !== "literal" || !NUMBER.test(term.datatype ?? "") || !term.value.trim()) return null;
  const value = Number(term.value);
  return Number.isFinite(value) ? value : null;
}

/** A term as an element of a table, or of a list. */
export function shownTerm(term) {
  if (!term) return "";
  if (term.type === "uri") return iriLink(term.value);
  if (term.type === "bnode") return el("span", "node", `_:${term.value}`);
  if (term.type === "triple") return el("span", "", "⟨ ", shownTerm(term.value.subject), " ", shownTerm(term.value.predicate), " ", shownTerm(term.value.object), " ⟩");
  const number = numberOf(term);
  const text = bdi(number !== null && Number.isInteger(number) && Math.abs(number) >= 10_000 ? number.toLocaleString("en") : term.value);
  if (term["xml:lang"]) text.lang = term["xml:lang"];
  return text;
}

/** A term in plain words. */
export const wordsOf = (term) => (!term ? "" : term.type === "uri" ? labelOf(term.value) : String(term.value));
