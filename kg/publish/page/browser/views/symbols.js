// The symbols of units and forces (APP-6), drawn when the page was made: never from the data's text.

import { DATA } from "../parts/data.js";
import { el, glyph } from "../parts/dom.js";
import { isRecoloured, lookOf } from "./look.js";
import { grown, mixed, onScreen, rim, scene } from "./sizes.js";

export const symbolUrls = DATA.symbols.map((symbol) => `data:image/svg+xml,${encodeURIComponent(symbol.svg)}`);
const tinted = new Map(); // by symbol and colour

/** The address of an entity's symbol; where colours stand for a property, its frame is filled with its colour. */
export function symbolUrl(node) {
  if (!isRecoloured()) return symbolUrls[node.symbol];
  const { colour } = lookOf(node);
  const key = `${node.symbol} ${colour}`;
  if (!tinted.has(key)) tinted.set(key, `data:image/svg+xml,${encodeURIComponent(DATA.symbols[node.symbol].svg.replace(/fill="rgb\(255,255,128\)"/, `fill="${mixed(colour, "#ffffff", 0.45)}"`))}`);
  return tinted.get(key);
}

/** An entity's symbol as a picture; the glyph of its kind where it has none. */
export function symbolOf(node) {
  if (node.symbol === undefined) return glyph(node.kind);
  const picture = el("img", "symbol");
  picture.src = symbolUrls[node.symbol];
  picture.alt = "";
  return picture;
}

const LEGIBLE = 4; // pixels from the middle of a symbol to its rim; a smaller one is drawn as a dot

/** How the network shows a symbol: no colour of its own, so what is out of focus turns pale. */
export function symbolStyle(node, faint, chosen) {
  const look = { size: grown(node) * (chosen ? 1.55 : 1.3), opacity: faint ? 0.25 : 1, chosen: false, label: undefined };
  if (scene.symbolsReady && onScreen(look.size) >= LEGIBLE) return { shape: "image", image: symbolUrl(node), ...look };
  const borderWidth = rim(1.5); // without it the frames' yellow would be lost on a light ground
  return { shape: "dot", ...look, size: look.size / 1.2, borderWidth, color: { background: isRecoloured() ? lookOf(node).colour : borderWidth ? "#ffff80" : "#d3b90c", border: "#000" } };
}
