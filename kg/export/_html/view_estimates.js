// The view of all figures: the ranges of all speakers, one axis for each thing that is counted.

addView({ id: "estimates", label: "Estimates", draw: drawEstimates });

function drawEstimates(host, shown) {
  const alive = new Set(shown.claims.map((claim) => claim.key));
  const groups = shown.nodes.flatMap((node) => node.ranges.map((group) => ({ node, group: groupOf(group, alive) })));
  const held = groups.filter(({ group }) => group.rows.length);
  if (!held.length) {
    host.append(el("p", "nothing", "No figure passes the filters."));
    return;
  }
  const byNode = new Map();
  for (const { node, group } of held) byNode.set(node, [...(byNode.get(node) ?? []), group]);
  for (const [node, own] of byNode) {
    const head = el("h2", "", glyph(node.kind), " ", button("link", () => openNode(node.id), bdi(node.label)));
    host.append(el("section", "figures", head, el("div", "columns", ...rangesOf(own, { heading: "h3" }))));
  }
}

/** A group of ranges with the rows that are left; a clash needs both its claims. */
function groupOf(group, alive) {
  return {
    ...group,
    rows: group.rows.filter((row) => alive.has(row.claim)),
    clashes: group.clashes.filter((clash) => (clash.claims ?? []).every((id) => alive.has(id))),
  };
}
