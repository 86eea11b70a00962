// The timeline: what happened, and the days that figures speak of, on one axis; one line each.

import { counted, DATA, kindOf, nodes } from "../parts/data.js";
import { bdi, button, el } from "../parts/dom.js";
import { openAny } from "../parts/opening.js";
import { symbolOf } from "./symbols.js";
import { addView } from "./views.js";

addView({ id: "timeline", label: "Timeline", draw: drawTimeline });

const ONE_DAY = 86400000;
const FIRST_GROUPS = 120; // drawn at once; the others on request
let timeZoom = 1; // how many times wider than the sheet the axis is

function drawTimeline(host, shown) {
  const groups = readTimes(shown);
  const dated = groups.filter((group) => group.rows.length);
  const undated = groups.filter((group) => !group.rows.length && group.event);
  if (dated.length) {
    const axis = timeAxis(dated);
    host.append(timeTools(host, shown), timeKey(), timeChart(dated, axis, { asOf: shown.asOf, wide: host.clientWidth }));
  } else host.append(el("p", "nothing", "No claim with a date passes the filters."));
  if (undated.length) host.append(undatedList(undated));
}

/** Claims by what they are about, with the rows that have a date, the earliest first. */
function readTimes(shown) {
  const homes = claimHomes(shown);
  const groups = new Map();
  for (const node of shown.nodes) if (isEvent(node)) groups.set(node.id, { node, event: true, claims: [] });
  for (const claim of shown.claims) {
    const node = nodes.get(homes.get(claim.key));
    if (!node) continue;
    if (!groups.has(node.id)) groups.set(node.id, { node, event: isEvent(node), claims: [] });
    groups.get(node.id).claims.push(claim);
  }
  for (const group of groups.values()) {
    group.rows = timeRows(group.claims);
    group.status = group.node.status;
    group.start = Math.min(...group.rows.map((row) => row.from ?? row.to));
  }
  return [...groups.values()].sort((a, b) => a.start - b.start || a.node.label.localeCompare(b.node.label));
}

export const isEvent = (node) => DATA.families[kindOf(node).family] === "Events";

/** The entity that a claim is words under: the event of its two ends, else its subject. */
function claimHomes(shown) {
  const homes = new Map();
  for (const node of shown.nodes) {
    for (const id of [...node.estimates, ...node.judgements]) homes.set(id, node.id);
    for (const row of node.said) for (const id of row.claims) homes.set(id, node.id);
  }
  for (const edge of shown.edges) {
    const home = !isEvent(nodes.get(edge.from)) && isEvent(nodes.get(edge.to)) ? edge.to : edge.from;
    for (const id of edge.claims) homes.set(id, home);
  }
  return homes;
}

/** One row for each time that is stated, and for each figure of a day. */
function timeRows(own) {
  const rows = new Map();
  for (const claim of own) {
    const when = claim.from || claim.to;
    const [from, to, words] = when ? [claim.from, claim.to, claim.time] : [claim.asOfFrom, claim.asOfTo, claim.asOf];
    if (!from && !to) continue;
    const denied = claim.stance === "denies";
    const key = claim.figure ? claim.key : `${words} ${when ? "time" : "day"} ${denied}`;
    if (!rows.has(key)) rows.set(key, { from: dayOf(from), to: dayOf(to), words, day: !when, denied, claims: [] });
    rows.get(key).claims.push(claim);
  }
  return [...rows.values()].sort((a, b) => (a.from ?? a.to) - (b.from ?? b.to) || (a.to ?? Infinity) - (b.to ?? Infinity));
}

const dayOf = (text) => (text ? Date.parse(`${text}T00:00:00Z`) : null);

/** The days that the axis spans, and its ticks: years, quarters or months. */
function timeAxis(groups) {
  const days = groups.flatMap((group) => group.rows.flatMap((row) => [row.from, row.to && row.to + ONE_DAY])).filter((day) => day !== null && !Number.isNaN(day));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const margin = Math.max((last - first) * 0.04, 20 * ONE_DAY);
  const start = first - margin;
  const end = last + margin * 2.5; // room for what has no end
  return { start, end, place: (day) => ((day - start) / (end - start)) * 100 };
}

function timeTicks(axis, width) {
  const months = (axis.end - axis.start) / (30.4 * ONE_DAY);
  const fit = width / 58; // so many labels have room
  const step = [1, 3, 6, 12, 24, 60, 120, 240, 600, 1200].find((each) => months / each <= fit) ?? 6000;
  const ticks = [];
  const first = new Date(axis.start);
  let month = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth() + 1) / step) * step;
  for (;; month += step) {
    const date = new Date(0);
    date.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
    if (date.getTime() > axis.end) return ticks;
    const name = date.toLocaleDateString("en-GB", { month: "short", timeZone: "UTC" });
    const year = String(date.getUTCFullYear());
    const label = month % 12 === 0 ? year : ticks.length ? name : `${name} ${year}`; // the first one says of which year
    ticks.push({ day: date.getTime(), label, year: month % 12 === 0 });
  }
}

function timeTools(host, shown) {
  const set = (zoom) => {
    timeZoom = Math.min(16, Math.max(1, zoom));
    host.replaceChildren();
    drawTimeline(host, shown);
    host.querySelector(zoom > 1 ? ".time-near" : ".time-far").focus();
  };
  const far = button("time-far", () => set(timeZoom / 2), "−");
  const near = button("time-near", () => set(timeZoom * 2), "+");
  far.setAttribute("aria-label", "Show a longer time");
  near.setAttribute("aria-label", "Show a shorter time");
  far.disabled = timeZoom === 1;
  return el("div", "tools", el("span", "", "Scale"), far, near);
}

function timeKey() {
  const marks = [
    ["bar", "lasts so long"], ["span", "at some time within"], ["bar open", "end not stated"], ["point", "figure of that day"],
    ["bar unsure", "only planned, agreed or alleged"], ["span denied", "denied"],
  ];
  return el("ul", "time-key", ...marks.map(([name, text]) => el("li", "", el("i", `mark ${name}`), text)));
}

function timeChart(groups, axis, { asOf, wide }) {
  const chart = el("div", "time-chart");
  chart.style.setProperty("--wide", String(timeZoom));
  const room = Math.max((wide - (wide < 640 ? 40 : 320)) * timeZoom, 200);
  const ticks = timeTicks(axis, room);
  const head = el("div", "time-axis", ...ticks.map((tick) => {
    const mark = el("span", tick.year ? "year" : "", tick.label);
    const place = axis.place(tick.day);
    mark.style.left = `${place}%`;
    mark.style.transform = `translateX(max(-50%, ${-10 - (place / 100) * room}px))`; // none before the axis begins
    return mark;
  }));
  head.setAttribute("aria-hidden", "true");
  const now = dayOf(asOf);
  const lines = [...ticks.map((tick) => ["line", tick.day]), ...(now ? [["line now", now]] : [])].filter(([, day]) => day >= axis.start && day <= axis.end);
  const grid = el("div", "time-grid", ...lines.map(([name, day]) => {
    const line = el("i", name);
    line.style.left = `${axis.place(day)}%`;
    return line;
  }));
  grid.setAttribute("aria-hidden", "true");
  chart.append(grid, head, ...groups.slice(0, FIRST_GROUPS).map((group) => timeGroup(group, axis)));
  const rest = groups.slice(FIRST_GROUPS);
  if (rest.length) {
    const more = button("time-more", () => {
      const added = rest.map((group) => timeGroup(group, axis));
      more.replaceWith(...added);
      added[0].querySelector("button").focus();
    }, `Show the ${rest.length} later ones`);
    chart.append(more);
  }
  const frame = el("div", timeZoom > 1 ? "time-frame zoomed" : "time-frame", chart);
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", "Timeline");
  if (timeZoom > 1) frame.tabIndex = 0; // it scrolls by itself
  return frame;
}

function timeGroup(group, axis) {
  const name = button("link", () => openAny(group.node.id), bdi(group.node.label));
  const status = group.status ? el("span", "badge", group.status) : "";
  const title = el("h2", "", symbolOf(group.node), name, status);
  return el("section", "time-group", title, el("ul", "", ...group.rows.map((row) => timeRow(row, group, axis))));
}

function timeRow(row, group, axis) {
  const [claim] = row.claims;
  const figure = claim.figure && `${claim.figure} (${claim.measure ?? ""})`;
  const said = row.claims.length > 1 ? counted(row.claims.length, "claim") : (figure || claim.statement || claim.id);
  const words = [row.day ? "" : row.words, claim.figure && claim.asOf ? `as of ${claim.asOf}` : ""].filter(Boolean).join(", ") || `as of ${row.words}`;
  const text = el("span", "", el("b", "", bdi(words)), " ", bdi(said), el("small", "", bdi([...new Set(row.claims.map((each) => each.speaker))].join("; "))));
  const open = button("time-text", () => (row.claims.length > 1 ? openAny(group.node.id) : openAny(claim.key)), text);
  const track = el("div", "track", timeMark(row, group, axis));
  // The period of a figure, and the day that it speaks of.
  if (!row.day && claim.figure && claim.asOfFrom) track.append(timeMark({ from: dayOf(claim.asOfFrom), to: dayOf(claim.asOfTo), day: true }, group, axis));
  track.setAttribute("aria-hidden", "true");
  const line = el("li", row.denied ? "denied" : "", open, track);
  if (row.claims.length === 1) line.dataset.claim = claim.key;
  else line.dataset.node = group.node.id;
  return line;
}

/** A bar for what lasts, a bracket for a day unknown within a span, a diamond for a figure's day. */
function timeMark(row, group, axis) {
  const lasting = /^(since|from|until) | to /.test(row.words ?? "");
  const names = ["mark", row.day ? "point" : lasting ? "bar" : "span"];
  if (row.from === null) names.push("early");
  if (row.to === null) names.push("open");
  if (group.status) names.push("unsure");
  if (/\((about|uncertain|about, uncertain)\)/.test(row.words ?? "")) names.push("vague");
  if (row.denied) names.push("denied");
  const mark = el("i", names.join(" "));
  const left = row.from === null ? 0 : axis.place(row.from);
  const right = row.to === null ? 100 : axis.place(row.to + ONE_DAY);
  mark.style.left = `${left}%`;
  mark.style.width = `${right - left}%`;
  return mark;
}

function undatedList(groups) {
  const rows = groups.map((group) => {
    const status = group.status ? el("span", "badge", group.status) : "";
    return el("li", "", symbolOf(group.node), el("span", "", button("link", () => openAny(group.node.id), bdi(group.node.label)), " ", status));
  });
  const words = groups.length === 1 ? "No claim that is shown says when this was." : "No claim that is shown says when these were.";
  return el("section", "undated", el("h2", "", "Without a date"), el("p", "", words), el("ul", "", ...rows));
}
