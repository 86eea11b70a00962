// Figures of one axis against time: each at its day, and as a band what they leave of every day.

import { dayInWords, MS_OF_DAY } from "../parts/clocks.js";
import { claims, counted } from "../parts/data.js";
import { bdi, el, svg } from "../parts/dom.js";
import { bandOf } from "../rules/bands.js";
import { bearingRows } from "../rules/figures.js";
import { SHAPES, shapeAt } from "./shapes.js";

/** @import { End, Step } from "../types" */

const CHART = { width: 368, height: 168, left: 58, right: 358, top: 8, bottom: 144 };
const MOST_TICKS = 4;
const MONTHS_APART = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000]; // months between two ticks

/** A group's figures against time, and in words what they leave of each day; nothing where all stand at one day. */
export function bandOfGroup(group, order, colours) {
  const band = bandOf(bearingRows(group.rows, claims), group.over);
  const steps = band.length < 2 ? [] : band;
  const rows = group.rows.filter((row) => row.drawn && placeOf(row) !== null);
  const impossible = group.clashes.filter(({ kind }) => kind === "contradicts").map((verdict) => impossibleStep(verdict, rows)).filter(Boolean);
  if (!steps.length && new Set(rows.map(placeOf)).size < 2) return [];
  const share = group.ticks.some(([, label]) => label.endsWith("%"));
  const words = steps.map((step) => el("li", step.empty ? "grave" : "", bdi(`${daysOf(step)}: ${leftOf(step, share)}`)));
  const disputed = steps.filter(({ empty }) => empty).length;
  const told = `What is sure of each day${disputed ? `; on some days no number fits all figures` : ""}`;
  const key = [steps.some(({ empty }) => !empty) && "grey: the numbers that all these figures leave possible", hollowWords(rows), impossible.length && "✕: the step that cannot be"].filter(Boolean).join(" · ");
  return [
    bandDrawing(group, steps, words, { order, colours, rows, impossible }),
    key ? el("small", "", key) : "",
    steps.length ? el("details", "where band", el("summary", "", `${told} (${counted(steps.length, "step")})`), el("ul", "plainlist", ...words)) : "",
  ];
}

/** What a hollow mark says: of a document without a date nobody knows when it was published, only when it was read. */
function hollowWords(rows) {
  const [read, published] = [true, false].map((isRead) => rows.some((row) => !row.dated && Boolean(claims.get(row.claim)?.recorded) === isRead));
  if (!read && !published) return "";
  const undated = "recorded here, as its document has no date";
  return `hollow: no day is said; it stands at the day when it was ${[published && "published", read && undated].filter(Boolean).join(", or ")}`;
}

/** The day at which a figure stands, counted from 1970 on: the last that it may mean. */
const placeOf = (row) => row.days[1] ?? row.days[0];

/** Two figures of one axis that contradict: the earlier first, of one day the higher. */
function impossibleStep({ claims: ends }, rows) {
  const both = ends.map((id) => rows.find((row) => row.claim === id));
  if (both.length !== 2 || both.includes(undefined)) return null;
  const top = (row) => row.high ?? row.best ?? row.low;
  return both.sort((a, b) => placeOf(a) - placeOf(b) || top(b) - top(a));
}

/** @param {Step} step */
function daysOf({ first, last }) {
  if (first === null) return `up to ${dayInWords(last)}`;
  if (last === null) return `from ${dayInWords(first)}`;
  return first === last ? dayInWords(first) : `${dayInWords(first)} to ${dayInWords(last)}`;
}

/** As `interval_text` in kg/claims/facts/ranges.py. @param {Step} step @param {boolean} share */
function leftOf({ low, high, empty }, share) {
  if (empty) return "no number fits all figures";
  const number = (/** @type {End} */ end) => (share ? `${Number((end.value * 100).toPrecision(15))}%` : end.value.toLocaleString("en", { maximumFractionDigits: 20 }));
  if (low && high) {
    if (low.side === 0 && high.side === 1) return low.value === high.value ? number(low) : `${number(low)}–${number(high)}`;
    return `${low.side === 0 ? "" : "above "}${number(low)} to ${high.side === 1 ? "" : "below "}${number(high)}`;
  }
  if (low) return low.side === 0 ? `${number(low)} or more` : `more than ${number(low)}`;
  return high.side === 1 ? `${number(high)} or less` : `less than ${number(high)}`;
}

/** The days that the drawing spans, with room at both ends, and where a day stands in it. */
function daysAxis(rows, steps) {
  const days = [...rows.flatMap((row) => row.days), ...steps.flatMap(({ first, last }) => [first, last])].filter((day) => day !== null);
  const pad = Math.max(14, (Math.max(...days) - Math.min(...days)) * 0.08);
  const [from, to] = [Math.min(...days) - pad, Math.max(...days) + pad];
  const x = (day) => Math.round((CHART.left + ((day - from) / (to - from)) * (CHART.right - CHART.left)) * 10) / 10;
  return { from, to, x };
}

/** First days of months, at most so many as have room, with their labels. */
function daysTicks({ from, to, x }) {
  const [start, end] = [new Date(from * MS_OF_DAY), new Date(to * MS_OF_DAY)];
  const months = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
  const step = MONTHS_APART.find((each) => months / each <= MOST_TICKS) ?? MONTHS_APART.at(-1);
  const ticks = [];
  for (let month = Math.ceil((start.getUTCFullYear() * 12 + start.getUTCMonth() + 1) / step) * step; ; month += step) {
    const day = Date.UTC(Math.floor(month / 12), month % 12, 1) / MS_OF_DAY;
    if (day > to) return ticks;
    const [, name, year] = dayInWords(day).split(" ");
    ticks.push([x(day), step % 12 === 0 ? year : `${name.slice(0, 3)} ${year}`]);
  }
}

/** The label of a tick, in the room beside the drawing: "4,000 m" for 4,000,000,000. */
const short = (label) => (label.length > 9 ? label.replace(/,000,000$/, " m") : label);

const up = (place) => Math.round((CHART.bottom - 6 - place * (CHART.bottom - CHART.top - 12)) * 10) / 10;

function bandDrawing(group, steps, words, { order, colours, rows, impossible }) {
  const axis = daysAxis(rows, steps);
  const marks = rows.map((row) => dayMark(row, axis, order.get(row.speaker), colours));
  const ticks = daysTicks(axis).flatMap(([x, label]) => {
    const middle = Math.max(CHART.left + 4, Math.min(x, CHART.right - 24));
    return [svg("path", { class: "grid", d: `M${x} ${CHART.top}V${CHART.bottom + 4}` }), svg("text", { class: "soft", x: middle, y: CHART.bottom + 17, "text-anchor": "middle" }, label)];
  });
  const values = group.ticks.flatMap(([place, label]) => [
    svg("path", { class: "grid", d: `M${CHART.left} ${up(place)}H${CHART.right}` }),
    svg("text", { class: "soft", x: CHART.left - 6, y: up(place) + 4, "text-anchor": "end" }, short(label)),
  ]);
  const label = `${group.measure} against time. ${(words.length ? words.map((row) => row.textContent) : rows.map((row) => row.words)).join("; ")}`;
  return svg("svg", { class: "range overtime", viewBox: `0 0 ${CHART.width} ${CHART.height}`, role: "img", "aria-label": label }, ...thinned(values), ...ticks, ...steps.flatMap((step, index) => stepMarks(step, words[index].textContent, axis)), ...growthOf(group, steps, axis), ...impossible.map((pair) => impossibleMark(pair, axis)), ...marks);
}

/** Ticks of the values that do not lie on one another. */
function thinned(values) {
  const kept = [];
  let last = Infinity;
  for (let at = 0; at < values.length; at += 2) {
    const y = Number(values[at + 1].getAttribute("y"));
    if (last - y < 16) continue;
    kept.push(values[at], values[at + 1]);
    last = y;
  }
  return kept;
}

/** @param {Step} step */
function stepMarks({ first, last, low, high: most, empty }, words, axis) {
  const left = first === null ? CHART.left : axis.x(first);
  const right = Math.max(left + 3, last === null ? CHART.right : axis.x(last + 1));
  const title = svg("title", {}, words);
  if (empty) {
    const [hatch, high] = [[], CHART.bottom - CHART.top];
    for (let x = left - high + 7; x < right; x += 7) {
      const [from, to] = [Math.max(x, left), Math.min(x + high, right)];
      hatch.push(`M${from} ${CHART.bottom - (from - x)}L${to} ${CHART.bottom - (to - x)}`);
    }
    return [svg("g", { class: "impossible" }, title, svg("rect", { x: left, y: CHART.top, width: right - left, height: high }), svg("path", { d: hatch.join("") }))];
  }
  const [top, bottom] = [most ? up(most.place) : CHART.top, low ? up(low.place) : CHART.bottom];
  const lines = [low && `M${left} ${bottom}H${right}`, most && `M${left} ${top}H${right}`].filter(Boolean).join("");
  return [svg("g", { class: "left" }, title, svg("rect", { x: left, y: Math.min(top, bottom - 2), width: right - left, height: Math.max(2, bottom - top) }), svg("path", { d: lines }))];
}

/** What a count that never falls has surely reached, as steps that go up. */
function growthOf(group, steps, axis) {
  if (group.over !== "grows") return [];
  const parts = steps.filter(({ low, empty }) => low && !empty).map(({ first, last, low }) => `${first === null ? CHART.left : axis.x(first)} ${up(low.place)}H${last === null ? CHART.right : axis.x(last + 1)}`);
  return parts.length ? [svg("path", { class: "growth", d: `M${parts.join("L")}` })] : [];
}

/** From the least that the one figure leaves to the most that the other leaves: down, which a count cannot go, or two numbers of one day. */
function impossibleMark([one, other], axis) {
  const [from, to] = [axis.x(placeOf(one)), axis.x(placeOf(other))];
  const [high, low] = [up(one.low ?? one.best ?? 0), up(other.high ?? other.best ?? 1)];
  const middle = (high + low) / 2;
  return svg("g", { class: "cannot" }, svg("title", {}, `${one.figure} and ${other.figure} contradict`), svg("path", { d: `M${from} ${high}H${to}V${low}` }), svg("path", { class: "cross", d: `M${to - 5} ${middle - 5}l10 10m0 -10l-10 10` }));
}

/** A figure at its day, over its days where these are several; hollow where no day is said and it stands at the last possible one. */
function dayMark(row, axis, speaker, colours) {
  const [first, last] = row.days;
  const x = axis.x(last ?? first);
  const start = row.dated && first !== null ? axis.x(first) : x;
  const [low, high] = [row.low, row.high].map((place) => (place === undefined ? null : up(place)));
  const middle = row.best !== undefined ? up(row.best) : low === null ? high : high === null ? low : (low + high) / 2;
  const parts = [];
  if (low !== null && high !== null && low - high > 2) parts.push(svg("path", { class: "bar", d: `M${x} ${low}V${high}` }));
  if (low === null) parts.push(svg("path", { class: "bar", d: `M${x} ${high}v14` }), svg("path", { class: "full", d: `M${x} ${high + 20}l-4 -7h8z` }));
  if (high === null) parts.push(svg("path", { class: "bar", d: `M${x} ${low}v-8` }), svg("path", { class: "full", d: `M${x} ${low - 15}l-4 7h8z` }));
  if (x - start > 3) parts.push(svg("path", { class: "bar", d: `M${start} ${middle}H${x}` }));
  parts.push(shapeAt(SHAPES[speaker % SHAPES.length], { x, y: middle, size: 4.5 }, { class: row.dated ? "full" : "hollow" }));
  return svg("g", { class: `speaker-${speaker % colours}${row.status ? " faint" : ""}`, "data-claim": row.claim }, svg("title", {}, row.words), ...parts);
}
