// Which claims bear a fact: of rivals the ones that the view chooses, which facts are disputed, and
// what is said of events. The same rules as kg/claims/facts/edges.py and kg/claims/facts/view.py.

/** @import { Claim, Edge, Facts, Origins, Standing, Statement } from "../types" */

/** @typedef {{ edge: Edge, edges: Edge[], own: Claim[], strength: string | number }} Option */

/**
 * The statements that lines draw: a fact may be drawn apart from what is only claimed of the same.
 * @param {Iterable<Edge>} edges
 * @param {Map<string, Claim>} claims
 * @returns {Statement[]}
 */
export function statementsOf(edges, claims) {
  /** @type {Map<string, Statement>} */
  const statements = new Map();
  for (const edge of edges) {
    const key = `${edge.from} ${edge.iri} ${edge.to}`;
    const statement = statements.get(key) ?? { edges: [], claims: [] };
    statements.set(key, statement);
    statement.edges.push(edge);
    for (const id of edge.claims) {
      const claim = claims.get(id);
      if (claim) statement.claims.push(claim);
    }
  }
  return [...statements.values()];
}

/**
 * The facts at the clocks: the claims that bear them, and the lines whose fact is disputed.
 * @param {Statement[]} statements see `statementsOf`
 * @param {Map<string, Claim>} claims
 * @param {Map<string, Standing>} standing
 * @param {{ view: string, origins: Origins }} by the rule of the facts
 * @returns {Facts}
 */
export function factsAt(statements, claims, standing, { view, origins }) {
  /** @type {Set<string>} */
  const bearing = new Set();
  /** @type {Set<string>} */
  const disputing = new Set();
  for (const [id, { bears, disputes }] of claims) {
    const stands = standing.get(id);
    if (stands === undefined || !stands.held || stands.taken !== null) continue;
    if (bears === true) bearing.add(id);
    if (disputes === true) disputing.add(id);
  }
  /** @type {Option[]} */
  const options = [];
  /** @type {Set<Edge>} */
  const denied = new Set();
  for (const { edges, claims: said } of statements) {
    const [edge] = edges;
    if (edge === undefined) continue;
    const own = said.filter((claim) => bearing.has(claim.key));
    const denials = disputing.size ? said.filter((claim) => disputing.has(claim.key)) : [];
    if (isDenied(own, denials, edge.timeless === true)) for (const each of edges) denied.add(each);
    if (!(edge.single || edge.whole)) continue; // of all others several can hold
    if (own.length) options.push({ edge, edges, own, strength: strengthOf(own, view, origins) });
  }
  const { beaten, rivalled } = weigh(options, view === "latest" || view === "most-independent");
  for (const option of beaten) for (const claim of option.own) bearing.delete(claim.key);
  return {
    bearing, disputing,
    rivalled: new Set([...rivalled].flatMap((option) => option.edges)),
    denied,
    wholes: wholesOf(options.filter((option) => !beaten.has(option)).map((option) => option.edge)),
  };
}

/**
 * Of values of which only one can hold: those that stronger rivals beat (where the view weighs
 * them), and those that stay beside a rival.
 * @param {Option[]} options
 * @param {boolean} weighs
 */
function weigh(options, weighs) {
  const wholes = wholesOf(options.map((option) => option.edge));
  const clash = (/** @type {Option} */ one, /** @type {Option} */ other) => !isNested(wholes, one.edge.to, other.edge.to) && canMeet(one.own, other.own);
  /** @type {Map<string, Option[]>} */
  const groups = new Map();
  for (const option of options) {
    const key = `${option.edge.from} ${option.edge.iri}`;
    if (!option.edge.single) continue;
    const group = groups.get(key);
    if (group) group.push(option);
    else groups.set(key, [option]);
  }
  /** @type {Set<Option>} */
  const beaten = new Set();
  /** @type {Set<Option>} */
  const rivalled = new Set();
  for (const group of groups.values()) {
    if (group.length === 1) continue;
    /** @type {Option[]} */
    const kept = [];
    for (const option of [...group].sort((a, b) => Number(a.strength < b.strength) - Number(a.strength > b.strength))) {
      if (weighs && kept.some((rival) => rival.strength > option.strength && clash(rival, option))) beaten.add(option);
      else kept.push(option);
    }
    for (const option of kept) if (kept.some((other) => other !== option && clash(option, other))) rivalled.add(option);
  }
  return { beaten, rivalled };
}

/**
 * What makes a value stronger than its rivals: its origins, or the last day of which a claim speaks
 * and the day since when that is known.
 * @param {Claim[]} own
 * @param {string} view
 * @param {Origins} origins
 */
function strengthOf(own, view, origins) {
  if (view === "most-independent") return origins(own.map((claim) => claim.key)).size;
  const days = own.map((claim) => `${claim.asOfTo ?? claim.to ?? claim.known ?? ""} ${claim.known ?? ""}`).sort();
  return days[days.length - 1];
}

/** @typedef {{ from?: string, to?: string }} Days */

/**
 * Whether one of some denials can speak of the time of a claim that bears what they deny.
 * @param {Claim[]} bearing
 * @param {Claim[]} denials
 * @param {boolean} timeless
 */
export const isDenied = (bearing, denials, timeless) =>
  denials.some((denial) => (timeless ? bearing.length > 0 : canMeet(bearing.map(daysSaid), [daysDenied(denial)])));

/**
 * The days on which what a claim states may have happened; none after it was told, if none is stated, or if it says
 * that it has.
 * @param {Claim} claim
 * @returns {Days}
 */
function daysSaid({ from, to, known, event }) {
  const knows = known !== undefined && (from === undefined || from <= known);
  const isPast = event !== undefined && event[0] < 0;
  return { from, to: knows && (to === undefined || (isPast && to > known)) ? known : to };
}

/**
 * The days of which a claim speaks as a denial: none after its publication, unless it looks ahead.
 * @param {Claim} claim
 * @returns {Days}
 */
function daysDenied({ from, to, known, modality, event }) {
  if (known === undefined || modality === "forecast" || modality === "warned" || (from !== undefined && from > known)) return { from, to };
  const looksAhead = event !== undefined && event[0] >= 0;
  return { from, to: to === undefined || (to > known && !looksAhead) ? known : to };
}

/**
 * Whether the times of two values can overlap; an end that is not said is open.
 * @param {Days[]} ones
 * @param {Days[]} others
 */
function canMeet(ones, others) {
  const isBefore = (/** @type {Days} */ a, /** @type {Days} */ b) => a.to !== undefined && b.from !== undefined && a.to < b.from;
  return ones.some((a) => others.some((b) => !isBefore(a, b) && !isBefore(b, a)));
}

/**
 * Of each unit all that it is a part of, directly or by others.
 * @param {Iterable<Edge>} lines
 * @returns {Map<string, Set<string>>}
 */
function wholesOf(lines) {
  /** @type {Map<string, string[]>} */
  const above = new Map();
  for (const { from, to, whole } of lines) if (whole) above.set(from, [...(above.get(from) ?? []), to]);
  /** @type {Map<string, Set<string>>} */
  const wholes = new Map();
  for (const unit of above.keys()) {
    /** @type {Set<string>} */
    const seen = new Set();
    const todo = [unit];
    for (const part of todo) // it grows on the way
      for (const whole of above.get(part) ?? [])
        if (!seen.has(whole)) {
          seen.add(whole);
          todo.push(whole);
        }
    wholes.set(unit, seen);
  }
  return wholes;
}

/**
 * Whether one unit is a part of the other.
 * @param {Map<string, Set<string>>} wholes
 * @param {string} one
 * @param {string} other
 */
export const isNested = (wholes, one, other) => wholes.get(one)?.has(other) === true || wholes.get(other)?.has(one) === true;

/**
 * By event, what it only is (planned, agreed or alleged): nothing where somebody says that it took
 * place, else the weakest that is said.
 * @param {Iterable<Claim>} bearing the claims that bear facts
 * @returns {Map<string, string>}
 */
export function eventStatuses(bearing) {
  /** @type {Map<string, [number, string]>} */
  const weakest = new Map(); // [its place among the weakest first, its label]; -1: it took place
  for (const { event, ends } of bearing) {
    if (!event) continue;
    for (const id of ends) if (!weakest.has(id) || event[0] < (weakest.get(id)?.[0] ?? 0)) weakest.set(id, event);
  }
  return new Map([...weakest].filter(([, [place]]) => place >= 0).map(([id, [, label]]) => [id, label]));
}

/**
 * What the event is that a line is about: of two events the first that did not take place counts.
 * @param {Map<string, string>} statuses
 * @param {{ from: string, to: string }} line
 */
export const statusOf = (statuses, { from, to }) => statuses.get(from) ?? statuses.get(to) ?? "";
