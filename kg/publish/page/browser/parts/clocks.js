// The two clocks: of what day the world is shown, and what had been published by a day.

import { claims } from "./data.js";
import { svg, within } from "./dom.js";
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

/** The slider of one clock; its last place, behind all days, means that the clock stands open. */
function makeClock({ name, days, host, slot }) {
  const sorted = days.filter(Boolean).map(toDay).sort((a, b) => a - b);
  const clock = { name, slot, first: sorted[0], last: sorted.at(-1) + 1, input: host.querySelector("input"), output: host.querySelector("output"), bins: [] };
  clock.shut = host.querySelector("[data-open]");
  if (!sorted.length || sorted[0] === sorted.at(-1)) {
    host.hidden = true;
    return clock;
  }
  Object.assign(clock.input, { min: clock.first, max: clock.last, step: 1, value: clock.last });
  clock.input.addEventListener("input", () => {
    const day = Number(clock.input.value);
    setClock(slot, day >= clock.last ? null : toIso(day));
  });
  clock.input.addEventListener("keydown", (event) => {
    const step = { PageUp: 1, PageDown: -1 }[event.key]; // by months
    if (!step) return;
    moveMonth(clock, step);
    event.preventDefault();
  });
  clock.shut.addEventListener("click", () => setClock(slot, null));
  drawBins(clock, sorted, host.querySelector("svg"));
  return clock;
}

/** How many claims begin in each part of the time, as a small drawing above the slider. */
function drawBins(clock, days, drawing) {
  const count = 60;
  const bins = new Array(count).fill(0);
  const long = clock.last - clock.first;
  for (const day of days) bins[Math.min(count - 1, Math.floor(((day - clock.first) / long) * count))] += 1;
  const most = Math.max(...bins);
  drawing.setAttribute("viewBox", `0 0 ${count} 10`);
  const bars = bins.map((number, index) => {
    const high = number && Math.max(1, 10 * Math.sqrt(number / most));
    return number ? `M${(index + 0.12).toFixed(2)} 10v${(-high).toFixed(2)}h.76V10z` : "";
  });
  drawing.append(svg("path", { d: bars.join("") })); // one outline for all: each element would cost a layout
}

const clockBar = document.getElementById("clocks");
const clocks = [
  makeClock({ name: "as of", slot: "asOf", host: clockBar.querySelector("[data-clock=asOf]"), days: [...claims.values()].map((claim) => claim.from ?? claim.asOfFrom) }),
  makeClock({ name: "known at", slot: "knownAt", host: clockBar.querySelector("[data-clock=knownAt]"), days: [...claims.values()].map((claim) => claim.known) }),
];

export function setClock(slot, iso) {
  if (state[slot] === iso) return;
  state[slot] = iso;
  syncClocks();
  refilter();
}

/** Put the sliders where the state is, and say it in words. */
export function syncClocks() {
  for (const clock of clocks) {
    const iso = state[clock.slot];
    const words = iso === null ? (clock.slot === "asOf" ? "all times" : "to this day") : inWords(iso);
    if (Number.isFinite(clock.first)) clock.input.value = iso === null ? clock.last : toDay(iso);
    clock.input.setAttribute("aria-valuetext", words);
    clock.output.textContent = words;
    clock.shut.hidden = iso === null;
  }
  const set = clocks.filter((clock) => state[clock.slot] !== null).map((clock) => `${clock.name} ${inWords(state[clock.slot])}`);
  document.getElementById("time-told").textContent = set.length ? set.join(", ") : "all times";
}

/** One month on or back. */
function moveMonth(clock, step) {
  if (state[clock.slot] === null && step > 0) return; // behind all days there is no later one
  const iso = state[clock.slot] ?? toIso(step < 0 ? clock.last - 1 : clock.first);
  const [year, month] = iso.split("-").map(Number);
  const end = Math.round(Date.UTC(year, month - 1 + step + 1, 0) / MS_OF_DAY);
  setClock(clock.slot, end >= clock.last ? null : toIso(Math.max(end, clock.first)));
}

let playing = null;
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
