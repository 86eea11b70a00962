// At the clocks as they are: of rival claims the ones that the rule of the facts chooses, and what
// is said of events. The same rules as kg/claims/facts/edges.py and kg/claims/facts/view.py.

const WEIGHED = ["latest", "most-independent"].includes(RECORD.view);

/**
 * Of lines of which only one can hold: by such a rule, claims whose rivals are stronger (later, or of
 * more independent origins) bear no fact; what stays beside a rival is disputed.
 */
function weighRivals(without) {
  const support = new Map();
  const rivals = new Map();
  for (const edge of edges.values()) {
    edge.rivalled = false;
    const own = edge.claims.map((id) => claims.get(id)).filter((claim) => claim.bearing);
    if (!own.length) continue;
    support.set(edge, own);
    const key = `${edge.from} ${edge.iri}`;
    if (edge.single) rivals.set(key, [...(rivals.get(key) ?? []), { edge, own, strength: strengthOf(own, without) }]);
  }
  const wholes = wholesOf(support.keys());
  const nested = (one, other) => wholes.get(one.edge.to)?.has(other.edge.to) || wholes.get(other.edge.to)?.has(one.edge.to);
  const clash = (one, other) => !nested(one, other) && canMeet(one.own, other.own);
  for (const options of rivals.values()) {
    const kept = [];
    for (const option of options.sort((a, b) => Number(a.strength < b.strength) - Number(a.strength > b.strength))) {
      if (WEIGHED && kept.some((rival) => rival.strength > option.strength && clash(rival, option))) for (const claim of option.own) claim.bearing = false;
      else kept.push(option);
    }
    for (const option of kept) option.edge.rivalled = kept.some((other) => other !== option && clash(option, other));
  }
}

function strengthOf(own, without) {
  if (RECORD.view === "most-independent") return originsOf(own.map((claim) => claim.key), without).size;
  const days = own.map((claim) => `${claim.asOfTo ?? claim.to ?? claim.known} ${claim.known}`);
  return days.sort().at(-1);
}

/** Whether the times of two values can overlap; an end that is not said is open. */
function canMeet(ones, others) {
  const apart = (a, b) => a.to !== undefined && b.from !== undefined && a.to < b.from;
  return ones.some((a) => others.some((b) => !apart(a, b) && !apart(b, a)));
}

/** Of each unit all that it is a part of, directly or by others. */
function wholesOf(lines) {
  const above = new Map();
  for (const { from, to, whole } of lines) if (whole) above.set(from, [...(above.get(from) ?? []), to]);
  const found = new Map();
  for (const unit of above.keys()) {
    const seen = new Set();
    const todo = [unit];
    while (todo.length)
      for (const next of above.get(todo.pop()) ?? [])
        if (!seen.has(next)) {
          seen.add(next);
          todo.push(next);
        }
    found.set(unit, seen);
  }
  return found;
}

/** What is only planned, agreed or alleged: nothing where somebody says that it took place. */
function tellStatuses() {
  const said = new Map();
  for (const claim of claims.values())
    if (claim.event && claim.bearing) for (const id of claim.ends) said.set(id, [...(said.get(id) ?? []), claim.event]);
  for (const node of nodes.values()) {
    const [weakest] = (said.get(node.id) ?? []).sort(([a], [b]) => a - b);
    node.status = weakest && weakest[0] >= 0 ? weakest[1] : "";
  }
  for (const edge of edges.values())
    edge.status = edge.drawn === "fact" ? nodes.get(edge.from).status || nodes.get(edge.to).status : "";
}
