// Figures of one axis against time: each at its day, and as a band what they leave of every day.

import { dayInWords, MS_OF_DAY } from "../parts/clocks.js";
import { claims, counted } from "../parts/data.js";
import { bdi, el, svg } from "../parts/dom.js";
import { bandOf } from "../rules/bands.js";
import { bearingRows } from "../rules/figures.js";

/** @import { End, Step } from "../types" */

const CHART = { width: 368, height: 168, left: 58, right: 358, top: 8, bottom: 144 };
const MOST_TICKS = 4;
const MONTHS_APART = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000]; // months between two ticks

/** The band of a group's figures as a drawing and in words; nothing where it says no more than one of them. */
export function bandOfGroup(group, order, colours) {
  const steps = bandOf(bearingRows(group.rows, claims), group.over);
  if (steps.length < 2) return [];
  const share = group.ticks.some(([, label]) => label.endsWith("%"));
  const rows = steps.map((step) => el("li", step.empty ? "grave" : "", bdi(`${daysOf(step)}: ${leftOf(step, share)}`)));
  const disputed = steps.filter(({ empty }) => empty).length;
  const told = `What is sure of each day${disputed ? `; on some days no number fits all figures` : ""}`;
  return [
    bandDrawing(group, steps, rows, { order, colours }),
    el("details", "where band", el("summary", "", `${told} (${counted(steps.length, "step")})`), el("ul", "plainlist", ...rows)),
  ];
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

const up = (place) => Math.round((CHART.bottom - 6 - place * (CHART.bottom - CHART.top - 12)) * 10) / 10;

function bandDrawing(group, steps, words, { order, colours }) {
  const axis = daysAxis(group.rows, steps);
  const marks = group.rows.filter((row) => row.drawn && row.days.some((day) => day !== null)).map((row) => dayMark(row, axis, order.get(row.speaker) % colours));
  const ticks = daysTicks(axis).flatMap(([x, label]) => {
    const middle = Math.max(CHART.left + 4, Math.min(x, CHART.right - 24));
    return [svg("path", { class: "grid", d: `M${x} ${CHART.top}V${CHART.bottom + 4}` }), svg("text", { class: "soft", x: middle, y: CHART.bottom + 17, "text-anchor": "middle" }, label)];
  });
  const values = group.ticks.flatMap(([place, label]) => [
    svg("path", { class: "grid", d: `M${CHART.left} ${up(place)}H${CHART.right}` }),
    svg("text", { class: "soft", x: CHART.left - 6, y: up(place) + 4, "text-anchor": "end" }, label),
  ]);
  const label = `${group.measure} against time. ${words.map((row) => row.textContent).join("; ")}`;
  return svg("svg", { class: "range overtime", viewBox: `0 0 ${CHART.width} ${CHART.height}`, role: "img", "aria-label": label }, ...thinned(values), ...ticks, ...steps.flatMap((step, index) => stepMarks(step, words[index].textContent, axis)), ...marks);
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

/** A figure at its day, over its days where these are several; hollow where no day is said and it stands at the last possible one. */
function dayMark(row, axis, colour) {
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
  parts.push(svg("circle", { class: row.dated ? "full" : "hollow", cx: x, cy: middle, r: 4 }));
  return svg("g", { class: `speaker-${colour}${row.status ? " faint" : ""}`, "data-claim": row.claim }, svg("title", {}, row.words), ...parts);
}
