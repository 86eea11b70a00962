// The symbols of units and forces (APP-6), drawn when the page was made: never from the data's text.

const symbolUrls = DATA.symbols.map((symbol) => `data:image/svg+xml,${encodeURIComponent(symbol.svg)}`);

/** An entity's symbol as a picture; the glyph of its kind where it has none. */
function symbolOf(node) {
  if (node.symbol === undefined) return glyph(node.kind);
  const picture = el("img", "symbol");
  picture.src = symbolUrls[node.symbol];
  picture.alt = "";
  return picture;
}

/** How the network shows a symbol: no colour of its own, so what is out of focus turns pale. */
function symbolStyle(node, faint, chosen) {
  return {
    shape: "image", image: symbolUrls[node.symbol], size: grown(node) * (chosen ? 1.55 : 1.3),
    opacity: faint ? 0.25 : 1, chosen: false, label: undefined,
  };
}
