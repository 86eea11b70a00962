// The answer as a network: triples, or rows of which two columns or more hold entities.

import { bdi, el } from "page/parts/dom.js";
import { iriLink, labelOf, learnLabels, wordsOf } from "./terms.js";

const MOST = 600; // lines that are drawn
const NAMED = 30; // of so many lines each has its word
const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

const isNode = (term) => term?.type === "uri" || term?.type === "bnode";

/** The lines between entities: of triples, else of the first two columns that hold them, with the word of a third. */
export function linesOf({ vars, rows, triples }) {
  if (triples) return rows.filter(({ predicate, object }) => isNode(object) && predicate.value !== TYPE).map(({ subject, predicate, object }) => ({ from: subject, to: object, word: predicate }));
  const ends = vars.filter((name) => rows.some((row) => isNode(row[name])) && rows.every((row) => !row[name] || isNode(row[name])));
  if (ends.length < 2) return [];
  const [from, to] = ends.length > 2 ? [ends[0], ends[2]] : ends;
  const word = ends.length > 2 ? ends[1] : vars.find((name) => !ends.includes(name));
  return rows.filter((row) => row[from] && row[to]).map((row) => ({ from: row[from], to: row[to], word: word ? row[word] : undefined }));
}

let library = null;

function loadLibrary() {
  library ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = document.body.dataset.vis;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
  return library;
}

/** Draw the network into a box. */
export async function drawGraph(host, answer) {
  const joined = new Map(); // what is said of the same two is one line
  for (const { from, to, word } of linesOf(answer)) {
    const key = `${from.value}\n${to.value}`;
    const line = joined.get(key) ?? { from, to, words: new Map() };
    if (word) line.words.set(word.value, word);
    joined.set(key, line);
  }
  const all = [...joined.values()];
  const lines = all.slice(0, MOST);
  await Promise.all([loadLibrary(), learnLabels(lines.flatMap(({ from, to, words }) => [from, to, ...words.values()].filter((term) => term?.type === "uri").map((term) => term.value)))]);
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const nodes = new Map();
  for (const term of lines.flatMap(({ from, to }) => [from, to])) nodes.set(term.value, term);
  const said = ({ words }) => [...words.values()].map(wordsOf).join("; ");
  const label = (text) => (text.length > 32 ? `${text.slice(0, 31)}…` : text);
  const picture = el("div", "picture");
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", `A network of ${nodes.size} things and ${lines.length} lines; the table says the same in words.`);
  const told = el("p", "hint", lines.length < all.length ? `The first ${MOST} of ${all.length.toLocaleString("en")} lines. ` : "", "Click a thing to read of it; drag to move, turn the wheel to zoom.");
  host.replaceChildren(picture, told);
  const network = new globalThis.vis.Network(picture, {
    nodes: [...nodes.values()].map((term) => ({ id: term.value, label: label(term.type === "uri" ? labelOf(term.value) : `_:${term.value}`) })),
    edges: lines.map((line, place) => ({ id: place, from: line.from.value, to: line.to.value, label: lines.length > NAMED ? undefined : label(said(line)) })),
  }, {
    nodes: { shape: "dot", size: 9, color: { background: colour("--mark"), border: colour("--sheet"), highlight: { background: colour("--ink"), border: colour("--mark") } }, font: { color: colour("--ink"), size: 14, strokeWidth: 4, strokeColor: colour("--sheet") } },
    edges: { arrows: { to: { enabled: true, scaleFactor: 0.6 } }, color: { color: colour("--fact"), highlight: colour("--mark") }, font: { color: colour("--soft"), size: 11, strokeWidth: 4, strokeColor: colour("--sheet") }, smooth: lines.length < 200 },
    layout: { randomSeed: 7, improvedLayout: nodes.size < 120 },
    physics: { solver: "forceAtlas2Based", forceAtlas2Based: { gravitationalConstant: -60, springLength: 150, avoidOverlap: 0.3 }, stabilization: { iterations: nodes.size > 300 ? 120 : 250 } },
    interaction: { hover: true, keyboard: false, hideEdgesOnDrag: lines.length > 300 },
  });
  network.once("stabilizationIterationsDone", () => {
    network.fit();
    const larger = Math.min(Math.max(1 / network.getScale(), 1), 2.2); // names that can be read where all is seen
    network.setOptions({ physics: false, nodes: { size: 9 * larger, font: { size: 13 * larger } }, edges: { font: { size: 11 * larger } } });
  });
  network.on("selectNode", ({ nodes: [id] }) => {
    const term = nodes.get(id);
    told.replaceChildren(term.type === "uri" ? iriLink(id) : bdi(`_:${id}`), ": ", ...network.getConnectedEdges(id).slice(0, 12).flatMap((place) => {
      const line = lines[place];
      const other = line.from.value === id ? line.to : line.from;
      return [el("span", "beside", line.from.value === id ? "→ " : "← ", said(line), " ", other.type === "uri" ? iriLink(other.value) : bdi(`_:${other.value}`)), " "];
    }));
  });
}
