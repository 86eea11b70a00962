// What the endpoint is asked, and what it answers: rows, triples, a truth value, or what is wrong and where.

const MOST_BYTES = 32 << 20; // of more a table in a page is no help
const ROWS = "application/sparql-results+json";
const TRIPLES = "application/n-triples";

/**
 * A term of RDF, as SPARQL 1.1 Query Results JSON has it.
 * @typedef {{ type: string, value: string, datatype?: string, "xml:lang"?: string }} Term
 * @typedef {{ vars: string[], rows: Record<string, Term>[], triples: boolean, truth?: boolean, seconds: number }} Answer
 */

/** What went wrong, as the endpoint says it; ``line`` and ``column`` (from 1) where it names a place of the query. */
export class Problem extends Error {
  constructor(what, remedy = "", place = null) {
    super(what);
    this.remedy = remedy;
    this.line = place?.line ?? 0;
    this.column = place?.column ?? 0;
  }
}

/** The form of a query at two clocks. */
function formOf(query, clocks) {
  const given = Object.entries({ query, ...clocks }).filter(([, value]) => value);
  return new URLSearchParams(given);
}

async function sent(query, clocks, accept, signal) {
  let answer;
  try {
    const headers = { Accept: accept, "Entente-Errors": "in-content" };
    answer = await fetch("/sparql", { method: "POST", body: formOf(query, clocks), headers, signal });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem("the server does not answer", "is it still running?");
  }
  if (!answer.ok) throw await problemOf(answer);
  return answer;
}

async function problemOf(answer) {
  const text = await answer.text();
  let told = { title: text.trim() || answer.statusText, detail: "" };
  if (/json/.test(answer.headers.get("Content-Type") ?? "")) told = { ...told, ...JSON.parse(text) };
  const found = /^query, line (\d+), column (\d+): /.exec(told.title);
  return new Problem(told.title.replace(/^query(, line \d+, column \d+)?: /, ""), told.detail ?? "", found && { line: Number(found[1]), column: Number(found[2]) });
}

/**
 * The answer to a query. Throws Problem, and AbortError when it is stopped.
 * @returns {Promise<Answer>}
 */
export async function ask(query, clocks = {}, signal = undefined) {
  const start = performance.now();
  const answer = await sent(query, clocks, `${ROWS}, ${TRIPLES}, application/problem+json;q=0.1`, signal);
  const text = await textOf(answer);
  const seconds = (performance.now() - start) / 1000;
  if ((answer.headers.get("Content-Type") ?? "").startsWith(TRIPLES)) {
    if (lateErrorOf(text)) throw brokenOff(text);
    return { vars: ["subject", "predicate", "object"], rows: triplesOf(text), triples: true, seconds };
  }
  let told;
  try {
    told = JSON.parse(text);
  } catch {
    throw brokenOff(text);
  }
  if ("boolean" in told) return { vars: [], rows: [], triples: false, truth: told.boolean, seconds };
  return { vars: told.head.vars, rows: told.results.bindings, triples: false, seconds };
}

const LATE = /\n(?:\/\*|#|<!--) error: (.*?)(?: \*\/| -->)?\s*$/;
const lateErrorOf = (text) => LATE.exec(text.slice(-2000))?.[1];

/** What is told of an answer without its end: the server writes why into it, as a comment. */
function brokenOff(text) {
  return new Problem(lateErrorOf(text) ?? "the answer broke off", "ask for less: add a LIMIT");
}

/** The text of an answer, as far as a page can show it. */
async function textOf(answer) {
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  let [text, size] = ["", 0];
  for (;;) {
    const { done, value } = await reader.read().catch((error) => {
      throw error.name === "AbortError" ? error : brokenOff(text);
    });
    if (done) return text + decoder.decode();
    size += value.length;
    if (size > MOST_BYTES) {
      await reader.cancel();
      throw new Problem("the answer is larger than a page can show", "add a LIMIT, or download it");
    }
    text += decoder.decode(value, { stream: true });
  }
}

/** The answer in a format, as a file for the reader. */
export async function file(query, clocks, type) {
  const content = await (await sent(query, clocks, `${type}, application/problem+json;q=0.1`)).blob();
  const end = await content.slice(-2000).text();
  if (lateErrorOf(end)) throw brokenOff(end);
  return content;
}

const TERM = /<([^>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^>]*)>)?/gy;
const ESCAPES = { t: "\t", b: "\b", n: "\n", r: "\r", f: "\f", '"': '"', "'": "'", "\\": "\\" };

/** The triples of N-Triples (https://www.w3.org/TR/n-triples/), each as a row. */
export function triplesOf(text) {
  return text.split("\n").filter((line) => line && !line.startsWith("#")).map((line) => {
    const terms = [];
    TERM.lastIndex = 0;
    for (let place = 0; terms.length < 3; place = TERM.lastIndex + 1) {
      TERM.lastIndex = place;
      const found = TERM.exec(line);
      if (!found) throw brokenOff(text);
      terms.push(termOf(found));
    }
    return { subject: terms[0], predicate: terms[1], object: terms[2] };
  });
}

function termOf([, iri, node, text, language, datatype]) {
  if (iri !== undefined) return { type: "uri", value: plain(iri) };
  if (node !== undefined) return { type: "bnode", value: node };
  return { type: "literal", value: plain(text), ...(language ? { "xml:lang": language } : {}), ...(datatype ? { datatype } : {}) };
}

const plain = (text) => text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, four, eight, one) => (one ? ESCAPES[one] ?? one : String.fromCodePoint(parseInt(four ?? eight, 16))));
