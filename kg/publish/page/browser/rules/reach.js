// Who is near to whom: some hops around an entity, and the shortest paths between two.

/** The entities within so many hops of one, over lines that pass the filters. */
function reached(id, hops) {
  const found = new Set([id]);
  let rim = [id];
  for (let step = 0; step < hops; step += 1) {
    const next = [];
    for (const each of rim)
      for (const edge of edgesOf.get(each)) {
        const other = edge.from === each ? edge.to : edge.from;
        if (!edge.passes || found.has(other) || hidden.kinds.has(nodes.get(other).kind)) continue;
        found.add(other);
        next.push(other);
      }
    rim = next;
  }
  return found;
}

const MOST_PATHS = 12;

/** The shortest paths between two entities over the lines that are shown, as lists of lines. */
function shortestPaths(from, to) {
  const far = new Map([[from, 0]]);
  const into = new Map(); // by entity: the lines over which it is reached first
  let rim = [from];
  while (rim.length && !far.has(to)) {
    const next = [];
    for (const each of rim)
      for (const edge of edgesOf.get(each)) {
        const other = edge.from === each ? edge.to : edge.from;
        if (!edge.on || other === each) continue;
        if (!far.has(other)) {
          far.set(other, far.get(each) + 1);
          next.push(other);
        }
        if (far.get(other) === far.get(each) + 1) into.set(other, [...(into.get(other) ?? []), { edge, back: each }]);
      }
    rim = next;
  }
  const found = [];
  const walk = (id, rest) => {
    if (found.length >= MOST_PATHS) return;
    if (id === from) found.push(rest);
    else for (const { edge, back } of into.get(id) ?? []) walk(back, [edge, ...rest]);
  };
  if (from !== to && far.has(to)) walk(to, []);
  return found;
}

/** Show the paths between two entities: on the picture, and as text in the panel. */
function openPath(from, to) {
  const paths = shortestPaths(from, to);
  const key = `path ${from} ${to}`;
  remember(key);
  const title = el("h2", "triple", nameLink(from, nameOf(from)), el("span", "verb", "to"), nameLink(to, nameOf(to)));
  const steps = paths[0]?.length ?? 0;
  const more = paths.length === MOST_PATHS ? `the first ${MOST_PATHS}` : `${paths.length}`;
  const note = paths.length
    ? `${counted(steps, "step")}; ${paths.length === 1 ? "one shortest path" : `${more} shortest paths`} over what is shown, in either direction.`
    : "No path leads from the one to the other over what is shown.";
  const rows = paths.map((path) => el("ol", "path", ...path.map((edge) => el(
    "li", "", nameLink(edge.from, nameOf(edge.from)), " ", button("count", () => openEdge(edge.id), bdi(edge.label), " →"), " ", nameLink(edge.to, nameOf(edge.to)), " ", ...badges(edge),
  ))));
  fill(title, el("p", "kind", "Path"), title, el("p", "note", note), ...rows);
  const on = new Set([from, to, ...paths.flat().flatMap((edge) => [edge.from, edge.to])]);
  setFocus(from, on, paths.flat().map((edge) => edge.id));
  show([...on]);
  announce(note, true);
}
