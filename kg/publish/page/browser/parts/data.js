// What the page holds, by made-up id, and how names are compared.
// The names of the data are never keys of an object, and never markup.

import { makeWorld } from "./world.js";

export const DATA = await PAGE.data;
export const kept = PAGE.kept; // of the part that was seen before, where the graph of a server has grown: see growing.js
export const life = new AbortController(); // until then; who listens beyond the body gives its signal
document.documentElement.classList.add("scripted"); // until then nothing that needs this script is seen
const { record, sha256 } = JSON.parse(document.getElementById("record").textContent);
export const RECORD = { ...record, sha256 }; // what the file is of
export const world = makeWorld(DATA, RECORD.view);
export const nodes = world.nodes;
export const edges = world.edges;
export const flows = world.flows;
export const claims = world.claims;
export const edgesOf = world.edgesOf;
/** The lines that end at an entity: relations, and arrows that stand for what passes. */
export const linesOf = (id) => [...(edgesOf.get(id) ?? []), ...[...flows.values()].filter((flow) => flow.from === id || flow.to === id)];
export const speakers = new Map(DATA.speakers.map((speaker) => [speaker.id, speaker]));

export const LAYERS = new Map([
  ["fact", "Fact"],
  ["judgement", "Judgement"],
  ["claim", "Claim"],
]);

export const kindOf = (node) => DATA.kinds[node.kind];
export const isNarrow = () => matchMedia("(max-width: 900px)").matches;
export const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Text without case, accents and punctuation, one space between words. */
export function fold(text) {
  const bare = text.toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/\p{M}/gu, "");
  return bare.normalize("NFC").replace(/[^\p{L}\p{N}_]+/gu, " ").trim();
}

/** "1 claim", "3 claims". */
export function counted(number, word, many = `${word}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? word : many}`;
}

let collator = null;

/** The order of two names: numbers by their value, case and accents passed over. */
export function compareNames(one, other) {
  collator ??= new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }); // costly to make: not before the first picture
  return collator.compare(one, other);
}
