// Which claims stand at two clocks and without some sources. The same rules as kg/build/scope.py,
// kg/claims/corrections.py and kg/claims/independence.py, so that the page and the command give the same claims.

const RETRACTED = "retracted";
const SUPERSEDED = "superseded";

/**
 * Mark each claim: `heard` (its source had appeared and is asked), `held` (and it speaks of what
 * held on the day), `taken` (the link that takes it back, or null), `bearing` (a fact may rest on it).
 */
function setStanding({ asOf, knownAt, without }) {
  for (const claim of claims.values()) {
    claim.heard = !without.has(claim.document) && (knownAt === null || claim.known <= knownAt);
    claim.begun = asOf === null || !(claim.from > asOf || claim.asOfFrom > asOf);
    const over = asOf !== null && claim.state === true && claim.to < asOf;
    claim.held = claim.heard && claim.begun && !over;
    claim.taken = null;
  }
  for (const link of overtaken(linksNow(knownAt, without))) claims.get(link.earlier).taken ??= link;
  for (const claim of claims.values()) claim.bearing = claim.held && claim.bears === true && !claim.taken;
}

/** The links that are known at a clock; what supersedes does so only once it has begun. */
function linksNow(knownAt, without) {
  return DATA.links
    .map(([later, earlier, kind, known]) => ({ later, earlier, kind, known }))
    .filter(({ later, earlier, kind, known }) => {
      const by = claims.get(later);
      if (!claims.get(earlier).heard) return false;
      if (by) return by.heard && (kind !== SUPERSEDED || by.begun);
      return !without.has(Number(later.slice(1))) && (knownAt === null || known <= knownAt);
    });
}

/** The links that count, a retraction before any other; what is itself retracted takes nothing back. */
function overtaken(links) {
  const out = retracted(links);
  const counting = links.filter((link) => !out.has(link.later));
  return [...counting.filter((link) => link.kind === RETRACTED), ...counting.filter((link) => link.kind !== RETRACTED)];
}

/** What is retracted by something that is not retracted itself (grounded labelling). */
function retracted(links) {
  const victims = new Map();
  const attacks = new Map();
  for (const { later, earlier, kind } of links) {
    if (kind !== RETRACTED) continue;
    victims.set(later, (victims.get(later) ?? new Set()).add(earlier));
    attacks.set(earlier, (attacks.get(earlier) ?? new Set()).add(later));
  }
  const open = new Map([...victims.keys(), ...attacks.keys()].map((node) => [node, attacks.get(node)?.size ?? 0]));
  const standing = [...open].filter(([, count]) => count === 0).map(([node]) => node);
  const out = new Set();
  while (standing.length) {
    for (const victim of victims.get(standing.shift()) ?? []) {
      if (out.has(victim)) continue;
      out.add(victim);
      for (const node of victims.get(victim) ?? []) {
        open.set(node, open.get(node) - 1);
        if (open.get(node) === 0) standing.push(node);
      }
    }
  }
  return out;
}

const byName = new Map(DATA.documents.map((document, index) => [document.name, index]));
const spoken = new Map(); // by document: all whom it names
for (const claim of claims.values())
  if (!claim.own) spoken.set(claim.document, (spoken.get(claim.document) ?? new Set()).add(claim.by));

/** The independent origins of some claims, where some sources are withdrawn. */
function originsOf(ids, without = new Set()) {
  const found = new Set();
  const seen = new Set();
  const todo = [...ids];
  while (todo.length) {
    const id = todo.pop();
    if (seen.has(id)) continue;
    seen.add(id);
    const claim = claims.get(id);
    if (!claim) {
      const document = byName.get(id);
      const names = spoken.get(document);
      if (without.has(document)) continue;
      if (names?.size === 1) found.add(...names);
      else found.add(id);
    } else if (!without.has(claim.document)) {
      if (claim.derived) todo.push(...claim.derived);
      else if (!claim.own) found.add(claim.by);
    }
  }
  return found;
}
