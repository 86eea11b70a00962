// Who says what: claims between their speakers and the things that they are about, in three columns.

/** @import { Claim, Saying, SayingLine, Verdict } from "../types" */

const GRAVE = ["contradicts", "cannot all be true"];
const OPEN = ["undecided", "implausible jump"];

/**
 * Which claims contradict which: each pair once, as the gravest that is said of it.
 * @param {Verdict[]} verdicts
 * @param {Set<string>} shown the claims that are drawn
 * @returns {SayingLine[]}
 */
export function clashLines(verdicts, shown) {
  /** @type {Map<string, SayingLine>} */
  const lines = new Map();
  const force = (/** @type {string} */ sort) => ["contradicts", "may contradict", "does not compare"].indexOf(sort);
  for (const { kind, claims } of verdicts) {
    const sort = GRAVE.includes(kind) ? "contradicts" : OPEN.includes(kind) ? "may contradict" : kind === "not comparable" ? "does not compare" : "";
    if (!sort) continue;
    claims.forEach((one, place) => {
      for (const other of claims.slice(place + 1)) {
        if (!shown.has(one) || !shown.has(other) || one === other) continue;
        const [from, to] = one < other ? [one, other] : [other, one];
        const id = `x${from}-${to}`;
        const before = lines.get(id);
        if (!before || force(before.sort) > force(sort)) lines.set(id, { id, from, to, sort });
      }
    });
  }
  return [...lines.values()];
}

/**
 * The claims as they are drawn: each by itself, or of more than so many those of one speaker, document and
 * subject as one. What contradicts stays by itself.
 * @param {Claim[]} claims
 * @param {Set<string>} clashing
 * @param {number} most
 * @returns {Saying[]}
 */
export function sayingsOf(claims, clashing, most) {
  /** @type {Map<string, Saying>} */
  const sayings = new Map();
  for (const claim of claims) {
    const ends = [...new Set(claim.ends)];
    const isAlone = claims.length <= most || clashing.has(claim.key);
    const key = isAlone ? claim.key : `${claim.by} ${claim.document} ${[...ends].sort().join(" ")}`;
    const saying = sayings.get(key);
    if (saying) saying.claims.push(claim.key);
    else sayings.set(key, { id: claim.key, by: `by ${claim.by}`, ends, claims: [claim.key] });
  }
  return [...sayings.values()].map((saying) => (saying.claims.length > 1 ? { ...saying, id: `of ${saying.id}` } : saying));
}

/** @param {Map<string, number>} places @param {string[]} ids */
const meanOf = (places, ids) => {
  const known = ids.flatMap((id) => places.get(id) ?? []);
  return known.length ? known.reduce((sum, place) => sum + place, 0) / known.length : 0.5;
};

/**
 * The order of the three columns: each near to the middle of what it is joined to, so that few lines cross;
 * claims that contradict one another stand together.
 * @param {Saying[]} sayings
 * @param {SayingLine[]} clashes
 * @returns {{ speakers: string[], claims: string[], things: string[] }} ids, from the top
 */
export function columnsOf(sayings, clashes) {
  /** @type {Map<string, string[]>} */
  const groups = new Map(sayings.map(({ id }) => [id, [id]])); // claims by what they are told together with
  for (const { from, to } of clashes) {
    const [one, other] = [groups.get(from), groups.get(to)];
    if (!one || !other || one === other) continue;
    one.push(...other);
    for (const id of other) groups.set(id, one);
  }
  const speaking = [...new Set(sayings.map(({ by }) => by))];
  /** @type {Map<string, string[]>} */
  const joined = new Map();
  const join = (/** @type {string} */ one, /** @type {string} */ other) => joined.set(one, [...(joined.get(one) ?? []), other]);
  for (const { id, by, ends } of sayings) {
    join(by, id);
    for (const end of ends) join(end, id);
  }
  const things = [...new Set(sayings.flatMap(({ ends }) => ends))];
  /** @type {Map<string, number>} */
  const places = new Map();
  const spread = (/** @type {string[]} */ ids) => ids.forEach((id, place) => places.set(id, (place + 0.5) / ids.length));
  const byJoined = (/** @type {string} */ a, /** @type {string} */ b) => (joined.get(b)?.length ?? 0) - (joined.get(a)?.length ?? 0) || (a < b ? -1 : 1);
  let order = { speakers: speaking.sort(byJoined), claims: sayings.map(({ id }) => id), things: things.sort(byJoined) };
  const byId = new Map(sayings.map((saying) => [saying.id, saying]));
  spread(order.speakers);
  for (let round = 0; round < 8; round += 1) {
    const own = new Map(sayings.map(({ id, by, ends }) => [id, meanOf(places, round ? [by, ...ends] : [by])]));
    const together = (/** @type {string} */ id) => meanOf(own, groups.get(id) ?? [id]);
    const group = (/** @type {string} */ id) => groups.get(id)?.[0] ?? id;
    const rank = new Map(order.claims.map((id) => [id, { mean: together(id), own: own.get(id) ?? 0, group: group(id), by: byId.get(id)?.by ?? "" }]));
    const none = { mean: 0, own: 0, group: "", by: "" };
    const claims = [...order.claims].sort((a, b) => {
      const [one, other] = [rank.get(a) ?? none, rank.get(b) ?? none];
      return one.mean - other.mean || (one.group < other.group ? -1 : one.group > other.group ? 1 : 0) || one.own - other.own || (one.by < other.by ? -1 : one.by > other.by ? 1 : a < b ? -1 : 1);
    });
    spread(claims);
    const sorted = (/** @type {string[]} */ ids) => {
      const means = new Map(ids.map((id) => [id, meanOf(places, joined.get(id) ?? [])]));
      return [...ids].sort((a, b) => (means.get(a) ?? 0) - (means.get(b) ?? 0) || (a < b ? -1 : 1));
    };
    order = { claims, speakers: sorted(order.speakers), things: sorted(order.things) };
    spread(order.speakers);
    spread(order.things);
  }
  return order;
}
