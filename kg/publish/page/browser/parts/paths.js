// The shortest paths between two entities: on the picture, and as text in the panel.

import { MOST_PATHS, shortestPaths } from "../rules/reach.js";
import { setFocus, show } from "../views/picture.js";
import { badges } from "./cards.js";
import { counted, edgesOf } from "./data.js";
import { bdi, button, el } from "./dom.js";
import { unfoldFor } from "./folding.js";
import { addOpener, announce, fill, nameLink, nameOf, openAny, remember } from "./opening.js";

/** Show the paths between two entities: on the picture, and as text in the panel. */
export function openPath(from, to) {
  const paths = shortestPaths(from, to, (id) => edgesOf.get(id).filter((edge) => edge.on));
  const key = `path ${from} ${to}`;
  remember(key);
  const title = el("h2", "triple", nameLink(from, nameOf(from)), el("span", "verb", "to"), nameLink(to, nameOf(to)));
  const steps = paths[0]?.length ?? 0;
  const more = paths.length === MOST_PATHS ? `the first ${MOST_PATHS}` : `${paths.length}`;
  const note = paths.length
    ? `${counted(steps, "step")}; ${paths.length === 1 ? "one shortest path" : `${more} shortest paths`} over what is shown, in either direction.`
    : "No path leads from the one to the other over what is shown.";
  const rows = paths.map((path) => el("ol", "path", ...path.map((edge) => el(
    "li", "", nameLink(edge.from, nameOf(edge.from)), " ", button("count", () => openAny(edge.id), bdi(edge.label), " →"), " ", nameLink(edge.to, nameOf(edge.to)), " ", ...badges(edge),
  ))));
  fill(title, el("p", "kind", "Path"), title, el("p", "note", note), ...rows);
  const on = new Set([from, to, ...paths.flat().flatMap((edge) => [edge.from, edge.to])]);
  unfoldFor([...on]);
  setFocus(from, on, paths.flat().map((edge) => edge.id));
  show([...on]);
  announce(note, true);
}

addOpener((id) => id?.startsWith("path "), (id) => openPath(...id.split(" ").slice(1)));
