// The two clocks: of what day the world is shown, and what had been published by a day.

import { spanOf } from "../rules/dates.js";
import { scaleOf, ticksOf } from "../rules/scale.js";
import { claims, life } from "./data.js";
import { el, notify, svg, within } from "./dom.js";
import { refilter, state } from "./state.js";

export const MS_OF_DAY = 86400000;
const toDay = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / MS_OF_DAY);
const toIso = (day) => new Date(day * MS_OF_DAY).toISOString().slice(0, 10);
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

export function inWords(iso) {
  const [year, month, day] = iso.split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** A day, counted from 1970 on, in words. */
export const dayInWords = (day) => inWords(toIso(day));

/** What the clocks set: the day itself, and the first day of a span that ends there. */
export const CLOCKS = [
  { name: "as of", slot: "asOf", since: "asSince", open: "all times", span: "between" },
  { name: "known at", slot: "knownAt", since: "knownSince", open: "to this day", span: "new from" },
];

/** What a clock says: "as of 31 January 2025", "new from 1 to 31 January 2025". */
export function clockInWords({ name, slot, since, span }) {
  const [first, last] = [state[since], state[slot]].map((iso) => (iso ? inWords(iso) : ""));
  if (!first) return last ? `${name} ${last}` : "";
  return last ? `${span} ${first} ${span === "between" ? "and" : "to"} ${last}` : `${span === "between" ? "since" : span} ${first}${span === "between" ? "" : " on"}`;
}

/** The slider of one clock, and the field for a day that is typed; the slider's last place means that the clock stands open. */
function makeClock(/** @type {typeof CLOCKS[number]} */ about, days, host) {
  const sorted = days.filter(Boolean).map(toDay).sort((a, b) => a - b);
  const clock = { ...about, first: sorted[0], last: sorted.at(-1) + 1, scale: /** @type {any} */ (null), input: host.querySelector("[type=range]"), typed: host.querySelector("[type=text]"), shut: host.querySelector("[data-open]"), showSpan: /** @type {any} */ (null) };
  const { slot } = clock;
  if (!sorted.length || sorted[0] === sorted.at(-1)) {
    host.hidden = true;
    return clock;
  }
  clock.scale = scaleOf([...sorted, clock.last]);
  clock.typed.placeholder = clock.open;
  clock.typed.addEventListener("change", () => takeTyped(clock));
  clock.typed.addEventListener("focus", () => clock.typed.select());
  clock.typed.addEventListener("keydown", (event) => {
    if (event.key === "Enter") takeTyped(clock);
  });
  Object.assign(clock.input, { min: clock.scale.start, max: clock.scale.end, step: 1, value: clock.scale.end });
  clock.input.addEventListener("input", () => {
    const day = clock.scale.dayAt(Number(clock.input.value));
    setClock(slot, day >= clock.last ? null : toIso(day));
  });
  clock.input.addEventListener("keydown", (event) => {
    const begin = event.shiftKey ? { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key] : 0;
    if (begin) {
      moveBegin(clock, begin);
      event.preventDefault();
      return;
    }
    const step = { PageUp: 1, PageDown: -1 }[event.key]; // by months
    if (!step) return;
    moveMonth(clock, step);
    event.preventDefault();
  });
  clock.shut.addEventListener("click", () => setSpan(clock, null, null));
  drawTicks(clock, host.querySelector(".ticks"));
  drawBins(clock, sorted, host.querySelector("svg"));
  brushOver(clock, host.querySelector("svg"));
  return clock;
}

/** Drag over the bars: a span from day to day. What is drawn over them is the span that is set. */
function brushOver(clock, drawing) {
  const band = svg("rect", { class: "band", y: 0, height: 10, width: 0 });
  drawing.prepend(band);
  clock.showSpan = (from, to) => {
    const at = (day) => Math.min(Math.max(shareOf(clock, clock.scale.place(day)), 0), 1) * 60;
    band.setAttribute("x", String(at(from)));
    band.setAttribute("width", String(Math.max(0, at(to) - at(from))));
  };
  const dayAt = (event) => {
    const box = drawing.getBoundingClientRect();
    const { start, end, dayAt: dayOf } = clock.scale;
    return dayOf(start + Math.min(Math.max((event.clientX - box.left) / box.width, 0), 1) * (end - start));
  };
  let start = null; // the day, and the pixel, where a drag began
  const span = (event) => [start.day, dayAt(event)].sort((a, b) => a - b);
  drawing.addEventListener("pointerdown", (event) => {
    start = { day: dayAt(event), x: event.clientX };
    drawing.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  drawing.addEventListener("pointermove", (event) => { if (start) clock.showSpan(...span(event)); });
  drawing.addEventListener("pointercancel", () => { start = null; syncClocks(); });
  drawing.addEventListener("pointerup", (event) => {
    if (!start) return;
    const [from, to] = span(event);
    const isDrag = Math.abs(event.clientX - start.x) > 3;
    start = null;
    if (isDrag) setSpan(clock, toIso(from), to >= clock.last ? null : toIso(to));
    else syncClocks();
  });
}

/** The first day of a span one month on or back; without a span it begins a month before the clock. */
function moveBegin(clock, step) {
  const end = state[clock.slot] ?? toIso(clock.last - 1);
  const [year, month, day] = (state[clock.since] ?? end).split("-").map(Number);
  const first = Math.round(Date.UTC(year, month - 1 + step, Math.min(day, 28)) / MS_OF_DAY);
  setSpan(clock, toIso(first) >= end ? null : toIso(Math.max(first, clock.first)), state[clock.slot]);
  notify(clockInWords(clock) || clock.open);
}

/** A date as it is typed: its last day counts; of a span both ends. Nothing opens the clock, what is no date stays to be mended. */
function takeTyped(clock) {
  const text = clock.typed.value.trim();
  if (text === wordsOf(clock)) return;
  const span = text === "" || text === clock.open ? ["", ""] : spanOf(text);
  clock.typed.setAttribute("aria-invalid", String(span === null));
  if (span) setSpan(clock, text.includes("/") ? span[0] || null : null, span[1] || null);
  else notify(`“${text}” is no date. Write 2025-01-20, January 2025 or 2025; from one to another 2024-11/2025-01.`);
}

/** Where a place of the scale is, from 0 at its begin to 1 at its end. */
const shareOf = ({ scale }, place) => (place - scale.start) / (scale.end - scale.start);

/** Years below a slider, or months or days, as many as there is room for. */
function drawTicks(clock, host) {
  const { start, end, pieces } = clock.scale;
  const edge = (end - start) * 0.04; // no room for half a label
  const wide = host.clientWidth;
  let behind = -Infinity; // where the label before ends, in pixels: none stands on another
  for (const { at, label } of ticksOf(clock.scale, start + edge, end - edge, 8)) {
    const middle = shareOf(clock, at) * wide;
    const half = label.length * 3.6;
    if (wide && middle - half < behind + 4) continue;
    behind = middle + half;
    const apart = pieces.some((piece) => piece.few && at >= piece.at && at <= piece.at + piece.to - piece.from);
    const tick = el("span", apart ? "apart" : "", label);
    tick.style.left = `${(shareOf(clock, at) * 100).toFixed(2)}%`;
    host.append(tick);
  }
}

/** How many claims begin in each part of the time, as a small drawing above the slider; and where years are left out. */
function drawBins(clock, days, drawing) {
  const count = 60;
  const bins = new Array(count).fill(0);
  for (const day of days) bins[Math.min(count - 1, Math.floor(shareOf(clock, clock.scale.place(day)) * count))] += 1;
  const most = Math.max(...bins);
  drawing.setAttribute("viewBox", `0 0 ${count} 10`);
  const bars = bins.map((number, index) => {
    const high = number && Math.max(1, 10 * Math.sqrt(number / most));
    return number ? `M${(index + 0.12).toFixed(2)} 10v${(-high).toFixed(2)}h.76V10z` : "";
  });
  drawing.append(svg("path", { d: bars.join("") })); // one outline for all: each element would cost a layout
  const breaks = clock.scale.cuts.map((cut) => {
    const middle = shareOf(clock, (cut.at + cut.end) / 2) * count;
    return [-0.5, 0.2].map((beside) => `M${(middle + beside).toFixed(2)} 10l.5 -6h.2l-.5 6z`).join("");
  });
  if (breaks.length) drawing.append(svg("path", { class: "break", d: breaks.join("") }));
}

const clockBar = document.getElementById("clocks");
const DAYS = { asOf: (claim) => claim.from ?? claim.asOfFrom, knownAt: (claim) => claim.known };
const clocks = CLOCKS.map((about) => makeClock(about, [...claims.values()].map(DAYS[about.slot]), clockBar.querySelector(`[data-clock=${about.slot}]`)));

export function setClock(slot, iso) {
  const { since } = CLOCKS.find((each) => each.slot === slot);
  setSpan({ slot, since }, iso !== null && state[since] > iso ? null : state[since], iso);
}

/** Set a clock and the first day of its span. */
function setSpan({ slot, since }, first, last) {
  if (state[slot] === last && state[since] === first) return syncClocks();
  state[slot] = last;
  state[since] = first;
  syncClocks();
  refilter();
  return undefined;
}

/** What the field of a clock shows. */
function wordsOf({ slot, since }) {
  const [first, last] = [state[since], state[slot]];
  if (first) return `${first}/${last ?? ".."}`;
  return last ? inWords(last) : "";
}

/** Put the sliders where the state is, and say it in words. */
export function syncClocks() {
  for (const clock of clocks) {
    const iso = state[clock.slot];
    if (clock.scale) clock.input.value = iso === null ? clock.scale.end : Math.round(clock.scale.place(toDay(iso)));
    clock.input.setAttribute("aria-valuetext", iso === null ? clock.open : inWords(iso));
    clock.typed.value = wordsOf(clock);
    clock.typed.removeAttribute("aria-invalid");
    clock.shut.hidden = iso === null && !state[clock.since];
    const since = state[clock.since];
    clock.showSpan?.(since ? toDay(since) : clock.last, iso ? toDay(iso) : clock.last);
  }
  document.getElementById("time-told").textContent = clocks.map(clockInWords).filter(Boolean).join(", ") || "all times";
}

/** One month on or back. */
function moveMonth(clock, step) {
  if (state[clock.slot] === null && step > 0) return; // behind all days there is no later one
  const iso = state[clock.slot] ?? toIso(step < 0 ? clock.last - 1 : clock.first);
  const [year, month] = iso.split("-").map(Number);
  let end = Math.round(Date.UTC(year, month - 1 + step + 1, 0) / MS_OF_DAY);
  const left = clock.scale.cuts.find((cut) => end > cut.from && end < cut.to); // nothing begins there: over it at once
  if (left) end = step > 0 ? left.to : left.from;
  setClock(clock.slot, end >= clock.last ? null : toIso(Math.max(end, clock.first)));
}

let playing = null;
life.signal.addEventListener("abort", () => clearInterval(playing));
const player = document.getElementById("play");
// Nothing to slide, no drawer; the player moves the first clock.
const slides = (clock) => !within(clockBar, `[data-clock=${clock.slot}]`)[0].hidden;
document.getElementById("time").hidden = !clocks.some(slides);
player.hidden = !slides(clocks[0]);

function stopPlaying() {
  clearInterval(playing);
  playing = null;
  player.classList.remove("playing");
  player.setAttribute("aria-label", "Play the time, month by month");
}

player.addEventListener("click", () => {
  if (playing !== null) return stopPlaying();
  const [clock] = clocks;
  if (state.asOf === null) setClock("asOf", toIso(clock.first));
  player.classList.add("playing");
  player.setAttribute("aria-label", "Stop");
  playing = setInterval(() => {
    moveMonth(clock, 1);
    if (state.asOf === null) stopPlaying(); // at the end, or set free meanwhile
  }, 700);
  return undefined;
});
