// The ranges of all speakers on one axis, as small drawings in the panel.

import { supportOf } from "../parts/cards.js";
import { claims, nodes } from "../parts/data.js";
import { bdi, el, svg } from "../parts/dom.js";
import { state } from "../parts/state.js";
import { withStatus } from "../rules/figures.js";
import { bandOfGroup } from "./bands.js";
import { SHAPES, shapeAt } from "./shapes.js";

const COLOURS = 6; // classes speaker-0 to speaker-5
const PLOT = { width: 368, left: 22, right: 346, row: 52, beyond: 16 };

const along = (place) => Math.round((PLOT.left + place * (PLOT.right - PLOT.left)) * 10) / 10;

/** "A" to "Z", then "AA". */
function letterOf(number) {
  const rest = String.fromCharCode(65 + (number % 26));
  return number < 26 ? rest : letterOf(Math.floor(number / 26) - 1) + rest;
}

/** All groups of some entities; a speaker has one letter and one colour in all of them. */
export function rangesOf(groups, { named = false, heading = "h4", mark = "near", clashes = true } = {}) {
  const left = groups.map((group) => standingOf(group, mark)).filter((group) => group.rows.length);
  const order = new Map();
  for (const group of left) for (const row of group.rows) if (!order.has(row.speaker)) order.set(row.speaker, order.size);
  return left.map((group) => rangeGroup(group, order, { named, heading, clashes }));
}

/** A group as it stands now: the rows whose claims have a mark (see types.d.ts), counted anew, and what clashes. */
function standingOf(group, mark) {
  const passes = (id) => claims.get(id)[mark];
  const rows = group.rows.filter((row) => passes(row.claim));
  return {
    ...group, rows: withStatus(rows, claims), support: supportOf(rows.map((row) => row.claim)),
    clashes: clashesOf(group).filter((verdict) => verdict.claims.every(passes)),
  };
}

const homes = new Map(); // by the claim of a figure: the group that it is drawn in, and its place among all groups
let groupCount = 0;
for (const node of nodes.values())
  for (const group of node.ranges) {
    for (const row of group.rows) homes.set(row.claim, { group, place: groupCount });
    groupCount += 1;
  }

/** The verdicts that count now on figures, shown in the last of their groups. */
function clashesOf(group) {
  return state.verdicts.filter((verdict) => {
    const drawn = verdict.claims.map((id) => homes.get(id));
    if (!drawn.every(Boolean)) return false;
    return drawn.reduce((last, home) => (home.place > last.place ? home : last)).group === group;
  });
}

/** A verdict in words; where its figures are of several groups, with what each of them counts. */
function clashText({ kind, claims: ends, why }) {
  const across = new Set(ends.map((id) => homes.get(id).group)).size > 1;
  const sides = ends.map((id) => {
    const { figure, speaker, asOf, time, scope, basis } = claims.get(id);
    const counts = across ? [homes.get(id).group.measure, scope, basis] : [];
    const described = [counts, [speaker, asOf ?? time]].map((parts) => parts.filter(Boolean).join(", ")).filter(Boolean);
    return `${figure} (${described.join("; ")})`;
  });
  const linked = sides.flatMap((side, index) => [index ? " – " : "", quietLink(ends[index], side)]);
  return [`${kind}: `, ...linked, ": ", bdi(why)];
}

/** Words in a sentence that open a claim: a button would not break between lines. */
function quietLink(id, text) {
  const words = el("span", "quiet", bdi(text));
  [words.role, words.tabIndex, words.dataset.claim] = ["button", 0, id];
  return words;
}

function rangeGroup(group, order, { named, heading, clashes: told }) {
  const clashes = (told ? group.clashes : []).flatMap((clash) => [
    el("p", "clash", ...clashText(clash)),
    clash.remedy ? el("p", "remedy", "→ ", bdi(clash.remedy)) : "",
  ]);
  return el(
    "section", "ranges",
    el(heading, "", bdi(group.measure), named ? el("small", "", bdi(group.about)) : ""),
    el("small", "", bdi(group.facts.join(" · "))),
    rangeDrawing(group, order), ...bandOfGroup(group, order, COLOURS), el("p", "support", group.support), ...clashes,
  );
}

function rangeDrawing(group, order) {
  let y = 0;
  const rows = [];
  const firstUndated = group.rows.findIndex((row) => !row.dated);
  group.rows.forEach((row, index) => {
    if (index === firstUndated) {
      rows.push(svg("text", { x: 0, y: y + 12, class: "soft" }, "of no stated day:"));
      y += 18;
    }
    rows.push(rangeRow(row, order.get(row.speaker), y));
    y += PLOT.row;
  });
  const words = group.rows.map((row) => row.words).join("; ");
  const grid = group.ticks.flatMap(([place, label]) => {
    const x = along(place);
    const half = 3.2 * label.length; // kept inside the drawing
    const middle = Math.max(half, Math.min(x, PLOT.width - half));
    return [
      svg("path", { class: "grid", d: `M${x} 0V${y + 4}` }),
      svg("text", { class: "soft", x: middle, y: y + 16, "text-anchor": "middle" }, label),
    ];
  });
  const line = svg("path", { class: "grid", d: `M${PLOT.left - PLOT.beyond} ${y}H${PLOT.right + PLOT.beyond}` });
  const high = y + 22;
  return svg("svg", { class: "range", viewBox: `0 0 ${PLOT.width} ${high}`, role: "group", "aria-label": `${group.measure}: ${words}` }, ...grid, line, ...rows);
}

function rangeRow(row, number, y) {
  const faint = row.status ? " faint" : "";
  const title = svg("title", {}, row.words);
  return svg(
    "g", { class: `speaker-${number % COLOURS}${faint}`, "data-claim": row.claim, role: "button", tabindex: 0, "aria-label": row.words }, title,
    svg("rect", { class: "field", x: -4, y: y - 1, width: PLOT.width + 4, height: PLOT.row - 4 }),
    svg("text", { class: "letter", x: 0, y: y + 13 }, letterOf(number)),
    shapeAt(SHAPES[number % SHAPES.length], { x: 5, y: y + 24, size: 4 }, { class: row.dated ? "full" : "hollow" }),
    svg("text", { class: "strong", x: 18, y: y + 13 }, row.figure),
    svg("text", { class: "soft", x: 18, y: y + 27 }, row.who),
    ...(row.drawn ? rangeBar(row, y + 40) : []),
  );
}

/** The line and its ends: a stroke is included, a ring is not, an arrowhead is open. */
function rangeBar(row, y) {
  const openLow = row.low === undefined;
  const openHigh = row.high === undefined;
  const start = openLow ? PLOT.left - PLOT.beyond : along(row.low);
  const end = openHigh ? PLOT.right + PLOT.beyond : along(row.high);
  const dot = (x) => svg("circle", { class: "full", cx: x, cy: y, r: 4 });
  if (end - start < 1) return [dot(start)];
  const parts = [svg("path", { class: "bar", d: `M${start + (openLow ? 6 : 0)} ${y}H${end - (openHigh ? 6 : 0)}` })];
  for (const [x, open, included, sign] of [[start, openLow, row.lowIn, 1], [end, openHigh, row.highIn, -1]]) {
    if (open) parts.push(svg("path", { class: "full open", d: `M${x} ${y}l${sign * 9} -5v10z` }));
    else if (included) parts.push(svg("path", { class: "bar end", d: `M${x} ${y - 5}v10` }));
    else parts.push(svg("circle", { class: "hollow", cx: x, cy: y, r: 3.5 }));
  }
  if (row.best !== undefined) parts.push(dot(along(row.best)));
  return parts;
}
