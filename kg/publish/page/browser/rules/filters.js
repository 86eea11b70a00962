// What passes the filters: the state that the reader sets, and what follows of it for each object.

const hidden = { kinds: new Set(), layers: new Set(), relations: new Set(), sources: new Set(), speakers: new Set(), likelihoods: new Set() };
const state = {
  asOf: null, knownAt: null, // ISO days; null: open
  clashing: false, // only what contradicts
  fallen: false, // also what is denied, retracted, corrected or superseded
  around: null, // { id, hops }: only what is so near to an entity
};
let verdicts = []; // the contradictions among what stands now
const NO_CLAIMS = new Set();

function evaluate() {
  setStanding({ asOf: state.asOf, knownAt: state.knownAt, without: hidden.sources });
  weighRivals(hidden.sources);
  const stands = (id) => claims.get(id).held && (!claims.get(id).taken || claims.get(id).taken.kind === SUPERSEDED);
  verdicts = DATA.verdicts.filter((verdict) => verdict.claims.every(stands));
  const clashing = state.clashing ? new Set(verdicts.flatMap((verdict) => verdict.claims)) : null;
  for (const claim of claims.values()) {
    claim.near = claim.held && !hidden.speakers.has(claim.by) && !hidden.likelihoods.has(claim.hedged)
      && !hidden.relations.has(claim.of) && (clashing === null || clashing.has(claim.key));
    const stood = clashing !== null || !hasFallen(claim);
    claim.on = claim.near && (state.fallen || stood);
  }
  for (const edge of edges.values()) judge(edge);
  tellStatuses();
  showNodes();
  for (const edge of edges.values())
    edge.on = edge.passes && nodes.get(edge.from).on && nodes.get(edge.to).on;
  for (const claim of claims.values())
    claim.on &&= claim.ends.every((id) => nodes.get(id).on) && (claim.edge === null || claim.edge.on);
}

/** What a line is at the clocks: its layer, whether it is disputed, on how many origins it rests. */
function judge(edge) {
  let [on, bearing, chance] = [0, 0, 0];
  const own = [];
  for (const id of edge.claims) {
    const claim = claims.get(id);
    if (!claim.on) continue;
    on += 1;
    chance = Math.max(chance, claim.chance ? (claim.chance[0] + claim.chance[1]) / 2 : 1);
    if (claim.bearing) bearing += 1;
    if (claim.stance !== "denies" && claim.taken?.kind !== RETRACTED) own.push(id);
  }
  edge.drawn = edge.layer === "judgement" ? "judgement" : bearing ? "fact" : "claim";
  edge.chance = chance;
  edge.known = on;
  edge.support = originsOf(own, hidden.sources).size;
  edge.contested = edge.drawn === "fact" && (edge.rivalled || denials(edge).some((claim) => claim.held && !claim.taken));
  edge.passes = on > 0 && !hidden.layers.has(edge.drawn);
}

const denying = new Map();
for (const claim of claims.values()) {
  if (claim.stance !== "denies" || claim.edge === null) continue;
  const key = `${claim.edge.from} ${claim.edge.to} ${claim.edge.iri}`;
  denying.set(key, [...(denying.get(key) ?? []), claim]);
}
const denials = (edge) => (denying.size ? denying.get(`${edge.from} ${edge.to} ${edge.iri}`) ?? [] : []);

/** An entity is shown when its kind is, when it is near enough, and when anything shown is said of it. */
function showNodes() {
  for (const node of nodes.values()) node.on = false;
  for (const claim of claims.values())
    if (claim.on && (claim.edge === null || claim.edge.passes)) for (const id of claim.ends) nodes.get(id).on = true;
  const near = state.around ? reached(state.around.id, state.around.hops) : nodes;
  for (const node of nodes.values()) {
    node.near = near.has(node.id);
    node.counts = node.on && node.near; // the box of its kind shows or hides it
    node.on = node.counts && !hidden.kinds.has(node.kind);
  }
}

const hasFallen = (claim) => claim.taken !== null || claim.stance === "denies";

/** How many claims are hidden for nothing but that they are denied, retracted or superseded. */
function countFallen() {
  if (state.fallen || state.clashing || ![...claims.values()].some((claim) => claim.near && hasFallen(claim))) return 0;
  state.fallen = true;
  evaluate();
  const found = [...claims.values()].filter((claim) => claim.on && hasFallen(claim)).length;
  state.fallen = false;
  evaluate();
  return found;
}

const nodeShown = (node) => node.on;
const edgeShown = (edge) => edge.on;

/** What passes all filters, for the views. */
function shownNow() {
  const on = (all) => [...all.values()].filter((each) => each.on);
  return { nodes: on(nodes), edges: on(edges), claims: on(claims), asOf: state.asOf, knownAt: state.knownAt };
}

const listeners = [];
/** After a change of the filters: count anew, draw anew, tell, and put it into the address. */
function refilter({ quiet = false } = {}) {
  evaluate();
  restyle();
  drawView();
  for (const listener of listeners) listener();
  if (quiet) return;
  const shown = shownNow();
  tell(`${counted(shown.nodes.length, "entity", "entities")}, ${counted(shown.edges.length, "relation")}, ${counted(shown.claims.length, "claim")} shown`);
}

function tell(text) {
  document.getElementById("told").textContent = text;
}
