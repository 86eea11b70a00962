// Who says what, as a picture: speakers, their claims, and what these are about, in three columns.

import { claims, counted, DATA, edges, flows, isNarrow, nodes, speakers } from "../parts/data.js";
import { state } from "../parts/state.js";
import { clashLines, columnsOf, sayingsOf } from "../rules/saying.js";
import { scene } from "./sizes.js";

/** @import { Saying } from "../types" */

const MOST_SAYINGS = 120; // claims that are drawn each by itself; of more, those of one speaker on the same things together
const MOST_MARKS = 600; // of more than these, kinds of things stand for the things
const ROW = 34; // pixels between two claims
const SPREAD = 92; // and at most between two speakers or things, where there are few claims
const FEW_CLAIMS = 60;

/** What stands in the picture: claims and speakers beside the entities, and the lines between them. */
export const sayingPicture = { marks: new Map(), lines: new Map(), shown: new Set(), drawn: new Set(), bundles: /** @type {Map<string, Saying>} */ (new Map()) };

const CLASH_COLOURS = { "contradicts": "disputed", "may contradict": "disputed", "does not compare": "soft" };
const shortened = (text, most) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);

/** The words of a claim in the picture: its figure, else what it says of the one thing. */
function wordsOfSaying(saying) {
  if (saying.claims.length > 1) return [counted(saying.claims.length, "claim")];
  const claim = claims.get(saying.claims[0]);
  if (claim.figure) return [shortened(claim.figure, 34), shortened(claim.measure ?? "", 40)].filter(Boolean);
  return [shortened(claim.edge?.label ?? claim.statement ?? claim.id, 40)];
}

const nameOfSpeaker = (id) => (nodes.get(id) ?? speakers.get(id))?.label ?? "nobody named";

function inTwoLines(label) {
  const lines = [""];
  for (const word of label.split(" ")) {
    if (lines.at(-1).length + word.length > 26 && lines.at(-1)) lines.push(word);
    else lines[lines.length - 1] = `${lines.at(-1)} ${word}`.trim();
  }
  return lines.length > 2 ? [lines[0], `${lines[1]}…`] : lines;
}

function put(id, fields) {
  const mark = sayingPicture.marks.get(id) ?? { id, on: false };
  sayingPicture.marks.set(id, Object.assign(mark, fields));
  sayingPicture.shown.add(id);
  return mark;
}

function line(id, fields) {
  const own = sayingPicture.lines.get(id) ?? { id, label: "", claims: [], bend: 0, support: 1, chance: 1, status: "", contested: false, drawn: "fact" };
  sayingPicture.lines.set(id, Object.assign(own, fields));
  sayingPicture.drawn.add(id);
}

/** Lay the picture out for what passes the filters now. */
export function laySayingsOut() {
  for (const set of [sayingPicture.shown, sayingPicture.drawn, sayingPicture.bundles]) set.clear();
  const on = [...claims.values()].filter((claim) => claim.on && claim.ends.length);
  let clashes = clashLines(state.verdicts, new Set(on.map((claim) => claim.key)));
  let sayings = sayingsOf(on, new Set(clashes.flatMap(({ from, to }) => [from, to])), MOST_SAYINGS);
  if (sayings.length > MOST_MARKS) {
    // Of so many only who speaks of which kinds of things; a filter, or what is near to one of them, shows the claims.
    sayings = sayingsOf(on.map((claim) => ({ ...claim, document: 0, ends: [...new Set(claim.ends.map((id) => `kind ${nodes.get(id).kind}`))] })), new Set(), 0);
    clashes = [];
  }
  const order = columnsOf(sayings, clashes);
  const high = Math.max(order.claims.length, order.speakers.length, order.things.length, 1) * ROW;
  const wide = Math.max(330, high * (isNarrow() ? 0.3 : 0.62));
  const spread = order.claims.length > FEW_CLAIMS ? Infinity : SPREAD;
  const placed = (ids, x, most) => ids.map((id, place) => [id, { x: Math.round(x), y: Math.round((place - (ids.length - 1) / 2) * Math.min(most, high / ids.length)) }]);
  const places = new Map([...placed(order.speakers, -wide, spread), ...placed(order.claims, 0, spread), ...placed(order.things, wide, spread)]);
  const [counts, first] = [new Map(), new Map()];
  for (const { by, claims: own } of sayings) {
    counts.set(by, (counts.get(by) ?? 0) + own.length);
    if (!first.has(by)) first.set(by, own[0]);
  }
  for (const id of order.speakers) {
    const label = nameOfSpeaker(id.slice(3));
    put(id, { ...places.get(id), label, lines: inTwoLines(label), size: 6 + 1.6 * Math.sqrt(counts.get(id)), opens: id.slice(3), side: "left", sort: "speaker", first: first.get(id), claims: [] });
  }
  for (const saying of sayings) {
    const { id, by, ends } = saying;
    const words = wordsOfSaying(saying);
    put(id, { ...places.get(id), label: words.join(", "), lines: words, size: 4.5 + 2 * Math.sqrt(saying.claims.length), opens: id, side: "right", sort: "claim", claims: saying.claims });
    if (saying.claims.length > 1) sayingPicture.bundles.set(id, saying);
    const drawn = saying.claims.some((key) => claims.get(key).bearing) ? "fact" : claims.get(id)?.kind === "Judgement" ? "judgement" : "claim";
    line(`${id}<${by}`, { from: by, to: id, claims: saying.claims, mutual: true, tint: id });
    for (const end of ends) line(`${id}>${end}`, { from: id, to: end, claims: saying.claims, drawn, tint: id });
  }
  for (const id of order.things) {
    if (nodes.has(id)) Object.assign(nodes.get(id), places.get(id));
    else put(id, { ...places.get(id), label: DATA.kinds[Number(id.slice(5))].label, lines: [DATA.kinds[Number(id.slice(5))].label], size: 9, opens: id, side: "right", sort: "kind", claims: [] });
    sayingPicture.shown.add(id);
  }
  clashes.forEach(({ id, from, to, sort }, place) => {
    const far = Math.abs(places.get(from).y - places.get(to).y);
    const isDown = places.get(from).y < places.get(to).y;
    const bend = Math.min(0.5, Math.max(0.14, 70 / Math.max(far, 1))) + 0.04 * (place % 3);
    line(id, { from, to, label: sort, claims: [from, to], mutual: true, clash: sort, colour: CLASH_COLOURS[sort], bend: isDown ? -bend : bend, support: sort === "contradicts" ? 3 : 1 });
  });
}

const farEnd = (each, id) => (each.from === id ? each.to : each.from);

/** What stands beside something in the picture: of a speaker its claims and their things, and so on. */
export function besideSaid(id) {
  const held = new Set((edges.get(id) ?? flows.get(id))?.claims ?? []);
  const starts = [...sayingPicture.shown].filter((one) => one === id || sayingPicture.marks.get(one)?.opens === id || sayingPicture.marks.get(one)?.claims.some((claim) => claim === id || held.has(claim)));
  const [near, drawn] = [new Set(starts), new Set()];
  const all = [...sayingPicture.drawn].map((each) => sayingPicture.lines.get(each));
  const step = (from, wanted) => all.filter((each) => (from.has(each.from) || from.has(each.to)) && wanted(each));
  for (const each of step(new Set(starts), () => true)) { drawn.add(each.id); near.add(each.from).add(each.to); }
  const middle = new Set([...near].filter((one) => sayingPicture.marks.get(one)?.sort === "claim"));
  for (const each of all) if (!each.clash && (middle.has(each.from) || middle.has(each.to))) { drawn.add(each.id); near.add(farEnd(each, middle.has(each.from) ? each.from : each.to)); }
  return starts.length ? { nodes: near, edges: drawn } : null;
}

/** Whether the picture of who says what is drawn. */
export const isSaying = () => scene.picture === "claims";
