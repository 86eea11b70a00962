// The answer as a drawing: against time, as ranges of figures, on a map.

import { bdi, el, svg } from "page/parts/dom.js";
import { spanOf } from "page/rules/dates.js";
import { scaleOf, ticksOf } from "page/rules/scale.js";
import { ask } from "./asking.js";
import { iriLink, labelOf, learnLabels, numberOf, shownTerm, wordsOf } from "./terms.js";

const MOST = 150; // rows that are drawn
const LOW = /^(low|lower|least|min|minimum|from_?figure)$/i;
const HIGH = /^(high|upper|most|max|maximum|to_?figure)$/i;
const LAT = /^(lat|latitude)$/i;
const LONG = /^(long?|lng|longitude)$/i;
const POINT = /^\s*(?:<[^>]*>\s*)?POINT\s*\(\s*(-?[\d.]+)\s+(-?[\d.]+)\s*\)\s*$/i;
const GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#";

const dayOf = (iso) => Math.round(Date.parse(`${iso}T00:00:00Z`) / 86_400_000);

/** The first and last day of a term that says a date; null where it says none. */
function daysOf(term) {
  if (term?.type !== "literal" || numberOf(term) !== null) return null;
  const text = term.value.replace(/^(-?\d{4}-\d\d-\d\d)T.*$/, "$1").replace(/[?~%]/g, "");
  const span = spanOf(text);
  if (!span) return null;
  const [from, to] = span.map((end) => (end ? dayOf(end) : null));
  return Number.isNaN(from ?? 0) || Number.isNaN(to ?? 0) ? null : { from, to };
}

/** The columns of which most values, and one at least, fit. */
const columnsWith = ({ vars, rows }, fits) => vars.filter((name) => {
  const own = rows.filter((row) => row[name]).slice(0, 200);
  return own.length > 0 && own.filter((row) => fits(row[name])).length * 2 > own.length;
});

export const dateColumns = (answer) => columnsWith(answer, daysOf);
const numberColumns = (answer) => columnsWith(answer, (term) => numberOf(term) !== null).filter((name) => !LAT.test(name) && !LONG.test(name));

/** How the figures of an answer are told: by columns of both bounds, else by each column of numbers. */
export function figureColumns(answer) {
  const numbers = numberColumns(answer);
  const [low, high] = [numbers.find((name) => LOW.test(name)), numbers.find((name) => HIGH.test(name))];
  return low || high ? { low, high, points: [] } : { low: undefined, high: undefined, points: numbers };
}

const PROOF = /^(claims?|c|source|document|evidence|characters|sentence)$/i; // in the table
const SPEAKER = /^(speaker|who|says|said_by|by|attributedTo|attributed_to)$/i;

/** What a row is about, in words: its first columns that say neither a day nor a number, and who says it. */
function nameOfRow(row, vars, others) {
  const own = vars.filter((name) => row[name] && !others.includes(name) && !PROOF.test(name) && numberOf(row[name]) === null && !daysOf(row[name]));
  const [speaker] = own.filter((name) => SPEAKER.test(name));
  const names = [...own.filter((name) => name !== speaker).slice(0, 2), ...(speaker ? [speaker] : [])];
  const parts = names.map((name) => shownTerm(row[name]));
  return parts.flatMap((part, place) => (place ? [" · ", part] : [part]));
}

const tooMany = (rows) => (rows.length > MOST ? [el("p", "hint", `The first ${MOST} of ${rows.length.toLocaleString("en")}.`)] : []);

/** A row of a drawing: words beside marks. */
function drawnRow(words, told, marks) {
  const track = svg("svg", { viewBox: "0 0 600 24", preserveAspectRatio: "none", role: "img", "aria-label": told }, ...marks);
  return el("li", "", el("span", "what", ...words), track, el("small", "", told));
}

function axisOf(ticks, place) {
  return el("div", "axis", ...ticks.map(({ at, label }) => {
    const tick = el("span", "", label);
    tick.style.left = `${place(at) * 100}%`;
    return tick;
  }));
}

/** Draw the rows against time. */
export async function drawDays(host, answer) {
  const columns = dateColumns(answer);
  const all = answer.rows.map((row) => ({ row, spans: columns.map((name) => ({ name, days: daysOf(row[name]) })).filter(({ days }) => days) })).filter(({ spans }) => spans.length);
  const first = ({ spans }) => Math.min(...spans.map(({ days }) => days.from ?? days.to));
  all.sort((a, b) => first(a) - first(b));
  const drawn = all.slice(0, MOST);
  await learnLabels(drawn.flatMap(({ row }) => Object.values(row)).filter((term) => term.type === "uri").map((term) => term.value));
  const ends = drawn.flatMap(({ spans }) => spans.flatMap(({ days }) => [days.from, days.to])).filter((day) => day !== null);
  const scale = scaleOf(ends);
  const margin = Math.max((scale.end - scale.start) * 0.03, 5);
  const [start, end] = [scale.start - margin, scale.end + margin];
  const place = (unit) => (unit - start) / (end - start);
  const x = (day) => place(scale.place(day)) * 600;
  const rows = drawn.map(({ row, spans }) => {
    const marks = spans.map(({ days }, number) => {
      const [from, to] = [days.from === null ? 0 : x(days.from), days.to === null ? 600 : x(days.to)];
      return svg("rect", { class: `span of-${number % 3}${days.from === null || days.to === null ? " open" : ""}`, x: from, y: 6, width: Math.max(to - from, 6), height: 12, rx: 3 });
    });
    const told = spans.map(({ name }) => (columns.length > 1 ? `${name.replaceAll("_", " ")} ${row[name].value}` : row[name].value)).join(", ");
    return drawnRow(nameOfRow(row, answer.vars, columns), told, marks);
  });
  const cuts = scale.cuts.length ? [el("p", "hint", "Empty years between are left out.")] : [];
  const without = answer.rows.length - all.length;
  host.replaceChildren(el("div", "chart", axisOf(ticksOf(scale, start, end, 7), place), el("ul", "rows", ...rows)), ...cuts, ...tooMany(all), ...(without ? [el("p", "hint", `${without.toLocaleString("en")} without a date.`)] : []));
}

/** Draw the figures: a bar between two bounds, an open end where there is one bound, else a dot. */
export async function drawFigures(host, answer) {
  const { low, high, points } = figureColumns(answer);
  const used = [low, high, ...points].filter(Boolean);
  const all = answer.rows.map((row) => {
    const [least, most] = [low && numberOf(row[low]), high && numberOf(row[high])].map((value) => value ?? null);
    return { row, least, most, dots: points.map((name) => numberOf(row[name])).filter((value) => value !== null) };
  }).filter(({ least, most, dots }) => least !== null || most !== null || dots.length);
  await learnLabels(all.slice(0, MOST).flatMap(({ row }) => Object.values(row)).filter((term) => term.type === "uri").map((term) => term.value));
  const group = answer.vars.find((name) => !used.includes(name) && /^(counted|measure|item|unit|kind|what|quantity|of)$/i.test(name));
  const groups = new Map();
  for (const each of all.slice(0, MOST)) {
    const title = group ? wordsOf(each.row[group]) : "";
    groups.set(title, [...(groups.get(title) ?? []), each]);
  }
  const parts = [...groups].map(([title, own]) => figureGroup(title, own, answer.vars, [...used, ...(group ? [group] : [])]));
  host.replaceChildren(...parts, ...tooMany(all));
}

const counted = (value) => value.toLocaleString("en", { maximumFractionDigits: 3 });

const inShort = (value) => value.toLocaleString("en", Math.abs(value) < 1e6 ? { maximumFractionDigits: 3 } : { notation: "compact" });

function figureGroup(title, rows, vars, others) {
  const values = rows.flatMap(({ least, most, dots }) => [least, most, ...dots]).filter((value) => value !== null);
  const [first, last] = [Math.min(0, ...values), Math.max(...values, 0)];
  const end = last + ((last - first) || 1) * 0.06;
  const place = (value) => (value - first) / (end - first);
  const x = (value) => place(value) * 600;
  const step = 10 ** Math.floor(Math.log10((end - first) / 3));
  const each = [1, 2, 5, 10].map((factor) => factor * step).find((size) => (end - first) / size <= 6) ?? 10 * step;
  const ticks = Array.from({ length: Math.floor((end - first) / each) + 1 }, (_, number) => Math.ceil(first / each) * each + number * each).filter((at) => at <= end).map((at) => ({ at, label: inShort(at) }));
  const items = rows.map(({ row, least, most, dots }) => {
    const marks = dots.map((value) => svg("ellipse", { class: "span of-0", cx: x(value), cy: 12, rx: 5, ry: 6 }));
    if (least !== null || most !== null) {
      const [from, to] = [least === null ? 0 : x(least), most === null ? 600 : x(most)];
      marks.push(svg("rect", { class: `span of-0${least === null || most === null ? " open" : ""}`, x: from, y: 7, width: Math.max(to - from, 5), height: 10, rx: 2 }));
    }
    const range = least !== null && most !== null ? (least === most ? counted(least) : `${counted(least)}–${counted(most)}`) : least !== null ? `from ${counted(least)}` : most !== null ? `up to ${counted(most)}` : dots.map(counted).join(", ");
    return drawnRow(nameOfRow(row, vars, others), range, marks);
  });
  return el("div", "chart", title ? el("h2", "", bdi(title)) : "", axisOf(ticks, place), el("ul", "rows", ...items));
}

/** The points of an answer: of columns of coordinates, or of literals of WKT; else what is stated of its entities. */
async function pointsOf(answer) {
  const [lat, long] = [answer.vars.find((name) => LAT.test(name)), answer.vars.find((name) => LONG.test(name))];
  const given = answer.rows.flatMap((row) => {
    const words = nameOfRow(row, answer.vars, []);
    const own = lat && long && [row[long], row[lat]].map((term) => (term ? Number(term.value) : NaN));
    const wkt = Object.values(row).map((term) => POINT.exec(term.value)).find(Boolean);
    const point = own || (wkt && [Number(wkt[1]), Number(wkt[2])]);
    return point && point.every(Number.isFinite) && Math.abs(point[1]) <= 90 && Math.abs(point[0]) <= 180 ? [{ iri: Object.values(row).find(({ type }) => type === "uri")?.value, words, long: point[0], lat: point[1] }] : [];
  });
  if (given.length) return given;
  const iris = [...new Set(answer.rows.flatMap((row) => Object.values(row)).filter((term) => term.type === "uri" && !/[<>"{}|^`\\\s]/.test(term.value)).map((term) => term.value))].slice(0, 400);
  if (!iris.length) return [];
  const found = await ask(`SELECT DISTINCT ?s ?lat ?long { VALUES ?s { ${iris.map((iri) => `<${iri}>`).join(" ")} } ?s <${GEO}lat> ?lat ; <${GEO}long> ?long }`).catch(() => null);
  return (found?.rows ?? []).map((row) => ({ iri: row.s.value, words: [iriLink(row.s.value)], long: Number(row.long.value), lat: Number(row.lat.value) }));
}

const SHRINK = Math.SQRT1_2; // Gall's isographic projection, as the map of the exported page

/** Draw the places of an answer on a map. */
export async function drawMap(host, answer) {
  const points = await pointsOf(answer);
  if (!points.length) {
    host.replaceChildren(el("p", "hint", "No coordinates are stated of what is in the answer. Columns named lat and long are drawn too."));
    return;
  }
  await learnLabels(points.flatMap(({ iri }) => iri ?? []));
  const land = await (await fetch(document.body.dataset.land)).text();
  const at = points.map((point) => ({ ...point, x: point.long * SHRINK, y: -point.lat }));
  const [left, right, top, bottom] = [Math.min(...at.map(({ x }) => x)), Math.max(...at.map(({ x }) => x)), Math.min(...at.map(({ y }) => y)), Math.max(...at.map(({ y }) => y))];
  const wide = Math.min(Math.max(right - left + 12, (bottom - top + 12) * 2, 16), 360 * SHRINK);
  const [x, y] = [(left + right) / 2 - wide / 2, (top + bottom) / 2 - wide / 4];
  const marks = at.map((point, number) => {
    const isRight = point.x > x + wide * 0.8; // where a name would be cut off
    const words = svg("text", { "text-anchor": isRight ? "end" : "start", x: point.x + (isRight ? -wide : wide) / 90, y: point.y + wide / 150, "font-size": wide / 60 }, at.length > 40 ? String(number + 1) : `${number + 1} ${point.iri ? labelOf(point.iri) : ""}`);
    return svg("g", {}, svg("circle", { class: "span of-0", cx: point.x, cy: point.y, r: wide / 160 }), words);
  });
  const map = svg("svg", { class: "world", viewBox: `${x} ${y} ${wide} ${wide / 2}`, role: "img", "aria-label": `Map of ${points.length} places; the list below names them.` }, svg("path", { class: "land", d: land, transform: `scale(${SHRINK / 10} 0.1)`, "vector-effect": "non-scaling-stroke" }), ...marks);
  const list = at.map(({ iri, words, lat, long }) => el("li", "", ...(words.length ? words : iri ? [iriLink(iri)] : []), el("small", "", ` ${Math.abs(lat)}° ${lat < 0 ? "S" : "N"}, ${Math.abs(long)}° ${long < 0 ? "W" : "E"}`)));
  host.replaceChildren(map, el("ol", "places", ...list), el("p", "hint", "No borders are drawn: where one runs is a claim."));
}
