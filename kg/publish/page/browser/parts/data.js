// What the page holds, by made-up id, and how names are compared.
// The names of the data are never keys of an object, and never markup.

const DATA = await UNPACKED;
document.documentElement.classList.add("scripted"); // until then nothing that needs this script is seen
const { record, sha256 } = JSON.parse(document.getElementById("record").textContent);
const RECORD = { ...record, sha256 }; // what the file is of
const nodes = new Map(DATA.nodes.map((node) => [node.id, node]));
const edges = new Map(DATA.edges.map((edge) => [edge.id, edge]));
const claims = new Map(Object.entries(DATA.claims));
const speakers = new Map(DATA.speakers.map((speaker) => [speaker.id, speaker]));

const edgesOf = new Map(DATA.nodes.map((node) => [node.id, []]));
for (const edge of edges.values()) {
  edgesOf.get(edge.from).push(edge);
  if (edge.to !== edge.from) edgesOf.get(edge.to).push(edge);
}

const FIGURES = "figures";
const NONE = "none stated";
for (const [key, claim] of claims) {
  claim.key = key; // its made-up id; claim.id is the one that people cite
  claim.stance ??= "asserts";
  claim.modality ??= "asserted";
  claim.source = DATA.documents[claim.document]?.name ?? "";
  claim.by = claim.speakerId ?? "";
  claim.hedged = claim.likelihood ?? NONE;
  claim.of = claim.kind === "Estimate" ? FIGURES : claim.relation ?? "without a relation";
  claim.ends = []; // the entities that it names
  claim.edge = null; // the line that it stands on
}
for (const edge of edges.values())
  for (const id of edge.claims) Object.assign(claims.get(id), { edge, ends: [edge.from, edge.to] });
for (const node of nodes.values()) {
  const own = [...node.estimates, ...node.judgements, ...node.said.flatMap((row) => row.claims)];
  for (const id of own) claims.get(id).ends.push(node.id);
}

const LAYERS = new Map([
  ["fact", "Fact"],
  ["judgement", "Judgement"],
  ["claim", "Claim"],
]);

const kindOf = (node) => DATA.kinds[node.kind];
const isNarrow = () => matchMedia("(max-width: 900px)").matches;
const isCalm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Text without case, accents and punctuation, one space between words. */
function fold(text) {
  const bare = text.toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/\p{M}/gu, "");
  return bare.normalize("NFC").replace(/[^\p{L}\p{N}_]+/gu, " ").trim();
}

/** "1 claim", "3 claims". */
function counted(number, word, many = `${word}s`) {
  return `${number.toLocaleString("en")} ${number === 1 ? word : many}`;
}

let collator = null;

/** The order of two names: numbers by their value, case and accents passed over. */
function compareNames(one, other) {
  collator ??= new Intl.Collator(undefined, { numeric: true, sensitivity: "base" }); // costly to make: not before the first picture
  return collator.compare(one, other);
}
