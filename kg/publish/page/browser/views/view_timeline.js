// The timeline: what happened, and the days that figures speak of, on one axis; one line each.

import { counted, DATA, kindOf, nodes } from "../parts/data.js";
import { bdi, button, el } from "../parts/dom.js";
import { openAny } from "../parts/opening.js";
import { scaleOf, ticksOf } from "../rules/scale.js";
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
    host.append(timeTools(host, shown), timeKey(axis), timeChart(dated, axis, { asOf: shown.asOf, wide: host.clientWidth }));
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

/** The days that the axis spans, with room before the first and behind the last. */
function timeAxis(groups) {
  const rows = groups.flatMap((group) => group.rows);
  const days = rows.flatMap((row) => [row.from, row.to && row.to + ONE_DAY]).filter((day) => day !== null && !Number.isNaN(day));
  const scale = scaleOf(days.map((day) => day / ONE_DAY));
  const margin = Math.max((scale.end - scale.start) * 0.04, 20);
  const start = scale.start - margin;
  const end = scale.end + margin * 2.5; // room for what has no end
  const part = (at) => ((at - start) / (end - start)) * 100;
  return { scale, start, end, part, place: (day) => part(scale.place(day / ONE_DAY)) };
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

function timeKey(axis) {
  const marks = [
    ["bar", "lasts so long"], ["span", "at some time within"], ["bar open", "end not stated"], ["point", "figure of that day"],
    ["bar unsure", "only planned, agreed or alleged"], ["span denied", "denied"],
  ];
  const key = el("ul", "time-key", ...marks.map(([name, text]) => el("li", "", el("i", `mark ${name}`), text)));
  if (axis.scale.cuts.length) key.append(el("li", "", el("i", "mark cut"), `left out, as nothing begins or ends in them: ${axis.scale.cuts.map(leftOut).join("; ")}`));
  return key;
}

/** The years between what lies apart and the rest. */
function leftOut({ from, to }) {
  const [first, last] = [from, to].map((day) => new Date(day * ONE_DAY).getUTCFullYear());
  return `${first} to ${last}`;
}

function timeChart(groups, axis, { asOf, wide }) {
  const chart = el("div", "time-chart");
  chart.style.setProperty("--wide", String(timeZoom));
  const room = Math.max((wide - (wide < 640 ? 40 : 320)) * timeZoom, 200);
  const ticks = ticksOf(axis.scale, axis.start, axis.end, room / 58);
  const head = el("div", "time-axis", ...ticks.map((tick) => {
    const mark = el("span", tick.year ? "year" : "", tick.label);
    const place = axis.part(tick.at);
    mark.style.left = `${place}%`;
    mark.style.transform = `translateX(max(-50%, ${-10 - (place / 100) * room}px))`; // none before the axis begins
    return mark;
  }));
  head.setAttribute("aria-hidden", "true");
  const now = dayOf(asOf);
  const lines = [...ticks.map((tick) => ["line", axis.part(tick.at)]), ...(now ? [["line now", axis.place(now)]] : [])].filter(([, at]) => at >= 0 && at <= 100);
  const grid = el("div", "time-grid", ...lines.map(([name, at]) => {
    const line = el("i", name);
    line.style.left = `${at}%`;
    return line;
  }), ...axis.scale.cuts.map((cut) => {
    const left = el("i", "cut");
    left.style.left = `${axis.part(cut.at)}%`;
    left.style.width = `${axis.part(cut.end) - axis.part(cut.at)}%`;
    return left;
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
