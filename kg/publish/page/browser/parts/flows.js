// What an arrow from actor to actor stands for: each event or relation that is folded into it.

import { rangesOf } from "../views/ranges.js";
import { setFocus, show } from "../views/picture.js";
import { cards, contradictions, section, supportOf } from "./cards.js";
import { counted, edges, edgesOf, flows, nodes } from "./data.js";
import { bdi, button, el, glyph } from "./dom.js";
import { choosePicture } from "./folding.js";
import { addOpener, announce, fill, nameLink, nameOf, remember } from "./opening.js";
import { meaning, relations } from "./panel.js";

/** Open an arrow by its made-up id. */
function openFlow(id, { move = true } = {}) {
  const flow = flows.get(id);
  if (!flow) return;
  remember(id);
  const ends = [flow.from, flow.to].map((end) => el("span", "", glyph(nodes.get(end).kind), " ", nameLink(end, nameOf(end))));
  const title = el("h2", "triple", ends[0], el("span", "verb", bdi(flow.label), flow.mutual ? " – both" : " →"), ends[1]);
  const standing = flow.parts.filter((part) => part.on);
  const unfold = button("step wide", () => unfolded(flow), "Draw it unfolded");
  fill(
    title, el("p", "kind", "What passes"), title, el("p", "note", flow.drawn === "fact" && !flow.contested && !flow.status ? "" : `${meaning(flow)} `, supportOf(flow.claims), "."), el("p", "near", unfold),
    ...standing.flatMap(partOf), ...contradictions(figuresOf(standing)),
  );
  setFocus(id, [flow.from, flow.to], [id]);
  if (move) show([flow.from, flow.to]);
  announce(`${nameOf(flow.from)}, ${flow.label}, ${nameOf(flow.to)}: ${counted(standing.length, "part")}`, move);
}

const figuresOf = (parts) => parts.flatMap((part) => nodes.get(part.node ?? "")?.estimates ?? []);

/** The event between the two, its figures, what else is said of it, and the claims by which it joins them. */
function partOf(part) {
  const own = [...part.gives, ...part.takes].map((id) => edges.get(id)).filter((edge) => edge.passes);
  const claimed = [...new Set(own.flatMap((edge) => edge.claims))];
  const node = nodes.get(part.node ?? "");
  if (!node) return section(own[0]?.label ?? "", cards(claimed, true));
  const others = edgesOf.get(node.id).filter((edge) => edge.passes && !own.includes(edge));
  const name = el("h3", "part", glyph(node.kind), " ", nameLink(node.id, node.label), node.status ? el("small", "", ` (only ${node.status})`) : "");
  return [
    name, ...rangesOf(node.ranges), ...relations(others, node.id),
    el("details", "where", el("summary", "", `${counted(claimed.length, "claim")} that it passed from the one to the other`), ...cards(claimed, true)),
  ];
}

/** Draw all entities, with the events of an arrow in focus. */
function unfolded(flow) {
  choosePicture("all", { calmly: true });
  const standing = flow.parts.filter((part) => part.on);
  const on = [flow.from, flow.to, ...standing.flatMap((part) => part.node ?? [])];
  setFocus(flow.from, on, standing.flatMap((part) => [...part.gives, ...part.takes]));
  show(on);
}

addOpener((id) => flows.has(id), openFlow);
