// Completion in the editor: variables, keywords, prefixes, terms of the ontology and entities, by name in any script.

import { ask } from "./asking.js";
import { shortened, START } from "./terms.js";

const KEYWORDS = "SELECT DISTINCT WHERE CONSTRUCT DESCRIBE ASK FILTER OPTIONAL UNION MINUS GRAPH VALUES BIND GROUP ORDER BY HAVING LIMIT OFFSET PREFIX FROM NAMED EXISTS NOT COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT COALESCE CONTAINS LCASE LANG LANGMATCHES DATATYPE REGEX STRSTARTS STR IF BOUND DESC ASC AS IN".split(" ");
const MOST = 40;
/** Case and accents aside. */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

let terms = null;

/** The terms of the ontology: name, label and definition, asked for once. */
function termsOf() {
  const spaces = START.paths.filter(([, path]) => !/^\/(id|source)\/$/.test(path)).map(([space]) => `<${space}>`).join(" ");
  const query = `SELECT ?term ?label (SAMPLE(?d) AS ?definition) { VALUES ?g { ${spaces} } GRAPH ?g { ?term <http://www.w3.org/2000/01/rdf-schema#label> ?label FILTER(ISIRI(?term)) OPTIONAL { ?term <http://www.w3.org/2004/02/skos/core#definition> ?d } } } GROUP BY ?term ?label`;
  terms ??= ask(query).then(({ rows }) => rows.map((row) => ({ name: shortened(row.term.value), label: row.label.value, told: row.definition?.value ?? "" })), () => []);
  return terms;
}

const begins = (text, wanted) => folded(text).split(/[\s:-]+/).some((_, place, words) => words.slice(place).join(" ").startsWith(wanted));

async function fittingTerms(prefix, word) {
  const wanted = folded(word);
  const own = (await termsOf()).filter(({ name }) => !prefix || name.startsWith(`${prefix}:`));
  const local = (name) => folded(name.slice(name.indexOf(":") + 1));
  const ranked = own.map((term) => ({ term, rank: local(term.name).startsWith(wanted) ? 0 : begins(term.label, wanted) ? 1 : local(term.name).includes(wanted) ? 2 : 9 })).filter(({ rank }) => rank < 9);
  ranked.sort((a, b) => a.rank - b.rank || a.term.name.length - b.term.name.length || (a.term.name < b.term.name ? -1 : 1));
  return ranked.slice(0, MOST).map(({ term, rank }) => ({ label: term.name, detail: term.label, info: term.told || undefined, type: /:[A-Z]/.test(term.name) ? "class" : "property", boost: -rank }));
}

/** Entities of which a name begins with a word, or whose identifier is meant. */
export async function entities(word, signal) {
  const answer = await fetch(`/reconcile/suggest/entity?${new URLSearchParams({ prefix: word })}`, { signal }).catch(() => null);
  if (!answer?.ok) return [];
  const { result } = await answer.json();
  return result.map(({ id, name, notable }) => ({ id, name, kind: (notable ?? []).map((each) => each.name).join(", ") }));
}

async function fittingEntities(word) {
  const found = await entities(word.replace(/^(?:state|person|unit|organisation|place|weapon|agreement|group|event)-(?=.)/, "").replaceAll("-", " "));
  return found.filter(({ id }) => id.includes(":") && !/[/<>]/.test(id)).map(({ id, name, kind }, place) => ({ label: id, detail: `${name}${kind ? ` · ${kind}` : ""}`, type: "constant", boost: -3 - place / 100 }));
}

const variables = (text, wanted) => [...new Set(text.match(/[?$][\p{L}_][\p{L}\p{N}_]*/gu) ?? [])].filter((name) => name !== wanted).map((label) => ({ label, type: "variable" }));

/** What may stand where the cursor is; a source of CodeMirror. */
export async function complete(context) {
  const variable = context.matchBefore(/[?$][\p{L}\p{N}_]*/u);
  if (variable) return { from: variable.from, options: variables(context.state.doc.toString(), variable.text), validFor: /^[?$][\p{L}\p{N}_]*$/u };
  const found = context.matchBefore(/(?:[A-Za-z][\w-]*:)?[\p{L}\p{N}_-]*/u);
  if (!found || (found.text.length < 2 && !context.explicit)) return null;
  if (/<[^>\s]*$|"[^"]*$|#.*$/.test(context.state.doc.lineAt(context.pos).text.slice(0, found.from - context.state.doc.lineAt(context.pos).from))) return null;
  const [, prefix, word] = /^(?:([A-Za-z][\w-]*):)?(.*)$/u.exec(found.text);
  const isEntity = prefix === "kgd";
  const [some, others] = await Promise.all([
    isEntity ? [] : fittingTerms(prefix ?? "", word),
    word && (!prefix || isEntity) ? fittingEntities(word) : [],
  ]);
  const plain = prefix ? [] : [
    ...KEYWORDS.filter((each) => each.toLowerCase().startsWith(word.toLowerCase())).map((label) => ({ label, type: "keyword", boost: 2 })),
    ...Object.keys(START.prefixes).filter((each) => each.startsWith(word)).map((each) => ({ label: `${each}:`, detail: START.prefixes[each], type: "namespace", boost: 1 })),
  ];
  if (context.aborted) return null;
  return { from: found.from, options: [...plain, ...some, ...others], filter: false };
}
