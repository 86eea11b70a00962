// Which documents are chosen, to be read or compared: the view of sources shows them.

import { showView } from "../views/views.js";
import { DATA } from "./data.js";

/** @type {{ chosen: number[], reading: number | null }} */
export const comparing = { chosen: [], reading: null };

/** Choose a document beside the one that was chosen before, or let it go. */
export function chooseSource(number) {
  const { chosen } = comparing;
  comparing.chosen = chosen.includes(number) ? chosen.filter((each) => each !== number) : [...chosen.slice(-1), number];
  showView("sources");
}

/** Read the text of a document; null: no more. */
export function readSource(number) {
  comparing.reading = number !== null && DATA.documents[number]?.reading ? number : null;
  showView("sources");
}

export const writeReading = () => (comparing.reading === null ? "" : DATA.documents[comparing.reading].name);

export function readReading(name) {
  const number = DATA.documents.findIndex((source) => source.name === name && source.reading);
  comparing.reading = number < 0 ? null : number;
}

export const writeChosenSources = () => comparing.chosen.map((number) => DATA.documents[number]?.name).join("|");

export function readChosenSources(text) {
  const numbers = text.split("|").map((name) => DATA.documents.findIndex((source) => source.name === name));
  comparing.chosen = [...new Set(numbers.filter((number) => number >= 0))].slice(0, 2);
}
