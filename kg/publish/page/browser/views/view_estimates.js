// The view of all figures: the ranges of all speakers, one axis for each thing that is counted.

import { bdi, button, el, glyph } from "../parts/dom.js";
import { openAny } from "../parts/opening.js";
import { rangesOf } from "./ranges.js";
import { addView } from "./views.js";

addView({ id: "estimates", label: "Estimates", draw: drawEstimates });

function drawEstimates(host, shown) {
  const groups = shown.nodes.map((node) => [node, rangesOf(node.ranges, { heading: "h3", mark: "on" })]);
  const filled = groups.filter(([, drawn]) => drawn.length);
  if (!filled.length) {
    host.append(el("p", "nothing", "No figure passes the filters."));
    return;
  }
  // Things with one quantity each stand side by side; of one with several, these do.
  const sections = filled.map(([node, drawn]) => {
    const head = el("h2", "", glyph(node.kind), " ", button("link", () => openAny(node.id), bdi(node.label)));
    return el("section", drawn.length > 1 ? "figures wide" : "figures", head, el("div", "columns", ...drawn));
  });
  host.append(el("div", "columns all", ...sections));
}
