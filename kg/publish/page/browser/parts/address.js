// The state in the address bar: a link opens the same view again. What it does not know it passes over.

import { look } from "../views/look.js";
import { scene } from "../views/sizes.js";
import { sheetState, showView, views } from "../views/views.js";
import { asking, questions } from "./asking.js";
import { syncClocks } from "./clocks.js";
import { readChosenSources, readReading, writeChosenSources, writeReading } from "./comparing.js";
import { claims, DATA, edges, flows, LAYERS, nodes, speakers } from "./data.js";
import { resetFilters, syncBoxes } from "./drawer.js";
import { choosePicture, usualPicture } from "./folding.js";
import { close, openAny, opened, panel } from "./opening.js";
import { afterMove, hidden, noteMove, refilter, state, told } from "./state.js";
import { chooseSizing, recolour } from "./theme.js";

const stem = (iri) => iri.replace(/^https:\/\/w3id\.org\/entente\/(id|ns|source)\//, "");
const iris = new Map([...nodes.values(), ...speakers.values()].map((each) => [stem(each.iri), each.id]));
const claimIds = new Map([...claims.values()].map((claim) => [claim.id, claim.key]));
const ISO = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/** How the values of each filter are written, and read again. */
const WRITTEN = {
  kinds: { write: (index) => DATA.kinds[index].name, all: () => DATA.kinds.map((_, index) => index) },
  layers: { write: (layer) => layer, all: () => [...LAYERS.keys()] },
  relations: { write: (value) => value, all: () => [...new Set([...claims.values()].map((claim) => claim.of))] },
  sources: { write: (index) => DATA.documents[index]?.name ?? "", all: () => [...DATA.documents.keys()] },
  speakers: { write: (id) => stem((nodes.get(id) ?? speakers.get(id))?.iri ?? ""), all: () => [...new Set([...claims.values()].map((claim) => claim.by))] },
  likelihoods: { write: (value) => value, all: () => [...new Set([...claims.values()].map((claim) => claim.hedged))] },
};

const edgeName = (edge) => [edge.from, edge.to].map((id) => stem(nodes.get(id).iri)).concat(stem(edge.iri), edge.layer).join("|");

const flowName = (flow) => [flow.from, flow.to].map((id) => stem(nodes.get(id).iri)).concat(flow.sort, flow.mutual ? "both" : "").join("|");

/** What the panel shows, in words that hold in another export too. */
function writeChosen(id) {
  if (nodes.has(id) || speakers.has(id)) return stem((nodes.get(id) ?? speakers.get(id)).iri);
  if (edges.has(id)) return `line:${edgeName(edges.get(id))}`;
  if (flows.has(id)) return `flow:${flowName(flows.get(id))}`;
  if (claims.has(id)) return `claim:${claims.get(id).id}`;
  if (id?.startsWith("path ")) return `path:${id.split(" ").slice(1).map((end) => stem(nodes.get(end).iri)).join("|")}`;
  if (/^d\d+$/.test(id ?? "")) return `source:${DATA.documents[Number(id.slice(1))].name}`;
  return id === "falls" ? "falls" : "";
}

function readChosen(text) {
  if (text === "falls") return hidden.sources.size ? "falls" : null;
  if (text.startsWith("claim:")) return claimIds.get(text.slice(6)) ?? null;
  if (text.startsWith("source:")) {
    const number = DATA.documents.findIndex((source) => source.name === text.slice(7));
    return number < 0 ? null : `d${number}`;
  }
  if (text.startsWith("flow:")) return [...flows.values()].find((flow) => flowName(flow) === text.slice(5))?.id ?? null;
  if (text.startsWith("line:")) return [...edges.values()].find((edge) => edgeName(edge) === text.slice(5))?.id ?? null;
  if (text.startsWith("path:")) {
    const ends = text.slice(5).split("|").map((name) => iris.get(name));
    return ends.length === 2 && ends.every((end) => nodes.has(end)) ? `path ${ends.join(" ")}` : null;
  }
  return iris.get(text) ?? null;
}

/** The view that is seen, without the step of a story that led to it. */
export function writeAddress() {
  const parts = new URLSearchParams();
  const put = (name, value) => value && parts.set(name, value);
  put("view", sheetState.seen === "graph" ? "" : sheetState.seen);
  put("as-of", state.asOf);
  put("known-at", state.knownAt);
  put("as-since", state.asSince);
  put("known-since", state.knownSince);
  put("dated", state.dated ? "only" : "");
  for (const [name, { write }] of Object.entries(WRITTEN))
    for (const value of hidden[name]) parts.append(`no-${name}`, write(value));
  put("only", state.clashing ? "contradictions" : "");
  put("also", state.fallen ? "denied" : "");
  put("picture", scene.picture === usualPicture() ? "" : scene.picture);
  put("size", scene.sizing === "relations" ? "" : scene.sizing);
  put("colour", look.colour === "family" ? "" : look.colour);
  put("claims-by", look.claims === "speaker" ? "" : look.claims);
  if (state.around) put("around", `${state.around.hops}|${stem(nodes.get(state.around.id).iri)}`);
  if (sheetState.seen === "questions") {
    put("ask", asking.name);
    for (const [name, value] of asking.values) put(`ask-${name}`, stem((nodes.get(value) ?? speakers.get(value))?.iri ?? value));
  }
  put("read", sheetState.seen === "sources" ? writeReading() : "");
  put("compare", sheetState.seen === "sources" ? writeChosenSources() : "");
  put("open", writeChosen(opened.current));
  return parts.toString();
}

/** A view as the address bar has it, with the number of the step of the story, from 1. */
export const addressOf = (view, step) => [view, step < 0 ? "" : `step=${step + 1}`].filter(Boolean).join("&");

function readStep(parts) {
  const step = Number(parts.get("step") ?? 0);
  told.step = Number.isInteger(step) && step > 0 && step <= told.steps ? step - 1 : -1;
}

function readQuestion(parts) {
  const question = questions.get(parts.get("ask") ?? "");
  if (!question) return;
  const given = question.parameters.map(({ name }) => [name, parts.get(`ask-${name}`)]).filter(([, text]) => text !== null);
  Object.assign(asking, { name: question.name, values: new Map(given.map(([name, text]) => [name, iris.get(text) ?? text])) });
}

const timeless = (text) => text.replace(/(^|&)(as-of|known-at|as-since|known-since)=[^&]*/g, "");
let [written, since] = [location.hash.slice(1), 0]; // the address as it stands, and when it was put there

function keepAddress() {
  if (scene.reading || !scene.started) return;
  const text = addressOf(writeAddress(), told.step);
  if (text === written) return;
  // Days that follow at once, as while a slider is drawn, are one step for "Back".
  const isSliding = timeless(text) === timeless(written) && Date.now() - since < 600;
  const step = isSliding ? "replaceState" : "pushState";
  [written, since] = [text, Date.now()];
  try {
    history[step](null, "", text ? `#${text}` : "#");
  } catch {
    // A frame without an address of its own, as in a notebook: its state cannot be linked to.
  }
}
afterMove(keepAddress);

/** Set everything as an address says. */
export function readAddress() {
  if (!scene.started && location.hash.length < 2) return;
  scene.reading = true;
  resetFilters();
  const parts = new URLSearchParams(location.hash.slice(1));
  const day = (name) => (ISO.test(parts.get(name) ?? "") ? parts.get(name) : null);
  Object.assign(state, { asOf: day("as-of"), knownAt: day("known-at"), asSince: day("as-since"), knownSince: day("known-since"), dated: parts.get("dated") === "only", clashing: parts.get("only") === "contradictions", fallen: parts.get("also") === "denied" });
  for (const [name, { write, all }] of Object.entries(WRITTEN)) {
    const wanted = new Set(parts.getAll(`no-${name}`));
    if (wanted.size) for (const value of all()) if (wanted.has(write(value))) hidden[name].add(value);
  }
  const [hops, ...rest] = (parts.get("around") ?? "").split("|");
  const middle = iris.get(rest.join("|"));
  if (/^[123]$/.test(hops) && nodes.has(middle)) state.around = { id: middle, hops: Number(hops) };
  chooseSizing(parts.get("size") ?? "relations");
  recolour(parts.get("colour"), parts.get("claims-by"));
  syncBoxes();
  syncClocks();
  refilter({ quiet: true });
  choosePicture(parts.get("picture") ?? usualPicture(), { calmly: true });
  readStep(parts);
  readQuestion(parts);
  readReading(parts.get("read") ?? "");
  readChosenSources(parts.get("compare") ?? "");
  showView(parts.get("view") ?? "graph");
  if (!views.has(parts.get("view") ?? "graph")) showView("graph");
  const chosen = readChosen(parts.get("open") ?? "");
  if (chosen) openAny(chosen);
  else if (!panel.hidden) close();
  written = addressOf(writeAddress(), told.step);
  scene.reading = false;
  noteMove();
}
