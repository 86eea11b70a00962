// What colours and sizes stand for: a property that the reader chooses, and its key.

import { claims, DATA, edges, edgesOf, kindOf, nodes, speakers } from "../parts/data.js";
import { afterFilter } from "../parts/state.js";
import { allegiances, classesOf, stepsOf } from "../rules/look.js";
import { NUMBERS, numbersOf } from "./numbers.js";
import { sayingPicture } from "./saying.js";
import { SHAPES } from "./shapes.js";
import { mixed, scene } from "./sizes.js";

/** @import { LookClass } from "../types" */

const UNSAID = "";
const labelOf = (id) => (nodes.get(id) ?? speakers.get(id))?.label ?? "";
const STEPS = 4;

/** What is said in a word of two entities or more: branch, echelon, status. */
const worded = new Map();
for (const node of nodes.values())
  for (const { iri, label } of node.said) {
    if (!worded.has(iri)) worded.set(iri, { label, ids: new Set() });
    worded.get(iri).ids.add(node.id);
  }
const nameOfTerm = (iri) => iri.slice(iri.lastIndexOf("/") + 1);

/** The properties by which entities can be coloured: by name, what they are called, and the value of each entity. */
export const PROPERTIES = new Map(/** @type {[string, any][]} */ ([
  ["family", { label: "family", values: null }],
  ["kind", { label: "kind", values: () => valuesBy((node) => kindOf(node).label) }],
  ["allegiance", { label: "allegiance", values: allegiance }],
  ...[...NUMBERS].map(([name, { label }]) => [name, { label, numbers: () => numbersOf(name).own }]),
  ["disputed", { label: "disputed or not", values: () => valuesBy((node) => (edgesOf.get(node.id).some((edge) => edge.on && edge.contested) ? "disputed" : UNSAID)) }],
  ...[...worded].filter(([, { ids }]) => ids.size > 1).map(([iri, { label }]) => [nameOfTerm(iri), { label, values: () => valuesBy((node) => [...new Set(node.said.filter((row) => row.iri === iri && row.known).map((row) => row.value))].join(", ")) }]),
]));

/** The properties by which claims can be coloured, where they are drawn. */
export const CLAIM_PROPERTIES = new Map([
  ["speaker", { label: "speaker", of: (claim) => labelOf(claim.by) || "nobody named" }],
  ["source", { label: "source", of: (claim) => DATA.documents[claim.document]?.title ?? UNSAID }],
  ["modality", { label: "how said", of: (claim) => claim.modality }],
]);

const entitiesShown = () => [...nodes.values()].filter((node) => node.on);
const valuesBy = (of) => new Map(entitiesShown().map((node) => [node.id, of(node)]));

function allegiance() {
  const found = allegiances(nodes.keys(), [...edges.values()].filter((edge) => edge.on), (id) => kindOf(nodes.get(id)).name === "State");
  return valuesBy((node) => (found.get(node.id).size > 1 ? "several states" : [...found.get(node.id)].map(labelOf).join("")));
}

let made = null; // the classes and whose they are, until the filters change
afterFilter(() => { made = null; });

/** What is chosen: of entities and of claims. */
export const look = { colour: "family", claims: "speaker" };

/** Choose what colours stand for; what is no choice is passed over. */
export function chooseColour(name, ofClaims) {
  look.colour = PROPERTIES.has(name) ? name : "family";
  look.claims = CLAIM_PROPERTIES.has(ofClaims) ? ofClaims : "speaker";
  made = null;
}

/** @returns {{ classes: LookClass[], places: Map<string, number>, stepped: boolean }} */
function classes() {
  if (made) return made;
  let found = [];
  let stepped = false;
  if (scene.picture === "claims") {
    const of = CLAIM_PROPERTIES.get(look.claims).of;
    const values = new Map();
    for (const claim of claims.values()) if (claim.on && claim.ends.length) values.set(claim.key, of(claim));
    found = classesOf(values, scene.theme.speakers.length);
  } else if (look.colour !== "family") {
    const property = PROPERTIES.get(look.colour);
    stepped = property.numbers !== undefined;
    found = stepped ? stepsOf(property.numbers(), STEPS) : classesOf(property.values(), scene.theme.speakers.length);
  }
  made = { classes: found, stepped, places: new Map(found.flatMap(({ ids }, place) => ids.map((id) => [id, place]))) };
  return made;
}

export const forgetLook = () => { made = null; };

function colourOfClass(place) {
  const { theme } = scene;
  const { classes: all, stepped } = classes();
  if (place === undefined || all[place].rest) return mixed(theme.soft, theme.ground, 0.3);
  if (!stepped) return theme.speakers[place % theme.speakers.length];
  return [mixed(theme.mark, theme.ground, 0.35), theme.mark, mixed(theme.mark, theme.ink, 0.5), theme.ink][Math.round((place * (STEPS - 1)) / Math.max(all.length - 1, 1))];
}

/** The key of the colours: each class with its colour, shape and number; none where colours stand for families. */
export const colourKey = () => classes().classes.map(({ value, ids, rest }, place) => ({
  label: value || (scene.picture === "claims" ? "not said" : "none said"), count: ids.length, colour: colourOfClass(place),
  shape: scene.picture === "claims" && !rest ? SHAPES[place % SHAPES.length] : "dot",
}));

/** Whether colours stand for something else than the families of the legend. */
export const isRecoloured = () => scene.picture === "claims" || look.colour !== "family";

/** How an entity, a claim or a speaker looks: its colour and its shape. */
export function lookOf(mark) {
  if (scene.picture === "claims") {
    if (nodes.has(mark.id)) return { colour: scene.theme.soft, shape: kindOf(mark).shape, hollow: false };
    const { places } = classes();
    if (mark.sort === "claim") {
      const place = places.get(mark.claims[0]);
      return { colour: colourOfClass(place), shape: place === undefined || classes().classes[place].rest ? "dot" : SHAPES[place % SHAPES.length], hollow: mark.claims.every((id) => !claims.get(id).bearing) };
    }
    const place = look.claims === "speaker" ? places.get(mark.first) : undefined;
    return { colour: look.claims === "speaker" ? colourOfClass(place) : scene.theme.ink, shape: place === undefined || classes().classes[place].rest ? "dot" : SHAPES[place % SHAPES.length], hollow: false };
  }
  const { shape, family } = kindOf(mark);
  return { colour: look.colour === "family" ? scene.theme.families[family] : colourOfClass(classes().places.get(mark.id)), shape, hollow: false };
}

/** The colour of a line in the picture of who says what. */
export const tintOf = (line) => (line.clash ? scene.theme[line.colour] : lookOf(sayingPicture.marks.get(line.tint)).colour);
