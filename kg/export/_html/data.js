// What the page holds, by made-up id, and how names are compared.
// The names of the data are never keys of an object, and never markup.

const DATA = JSON.parse(document.getElementById("data").textContent);
const nodes = new Map(DATA.nodes.map((node) => [node.id, node]));
const edges = new Map(DATA.edges.map((edge) => [edge.id, edge]));
const claims = new Map(Object.entries(DATA.claims));
for (const [key, claim] of claims) claim.key = key; // its made-up id; claim.id is the one that people cite
const speakers = new Map(DATA.speakers.map((speaker) => [speaker.id, speaker]));

const edgesOf = new Map(DATA.nodes.map((node) => [node.id, []]));
for (const edge of edges.values()) {
  edgesOf.get(edge.from).push(edge);
  if (edge.to !== edge.from) edgesOf.get(edge.to).push(edge);
}

const LAYERS = new Map([
  ["fact", "Fact"],
  ["judgement", "Judgement"],
  ["claim", "Claim"],
]);

const kindOf = (node) => DATA.kinds[node.kind];
const isNarrow = () => matchMedia("(max-width: 760px)").matches;
const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Text without case, accents and punctuation, one space between words. */
function fold(text) {
  const bare = text.toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/\p{M}/gu, "");
  return bare.normalize("NFC").replace(/[^\p{L}\p{N}_]+/gu, " ").trim();
}

/** "1 claim", "3 claims". */
function counted(number, word) {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
