// Two documents beside one another: what both say, what one says otherwise, and what only the one has.

/** @import { Claim, Comparison, Entity } from "../types" */

/**
 * The claims of two documents, those together that answer one question.
 * @param {Iterable<Claim>} all those that stand
 * @param {Iterable<Entity>} nodes
 * @param {[number, number]} documents their places among the documents
 * @returns {Comparison}
 */
export function compared(all, nodes, documents) {
  const worded = saidInWords(nodes);
  /** @type {Map<string, [Claim[], Claim[]]>} */
  const questions = new Map();
  for (const claim of all) {
    const side = documents.indexOf(claim.document);
    if (side < 0) continue;
    const key = questionOf(claim, worded);
    if (!questions.has(key)) questions.set(key, [[], []]);
    questions.get(key)?.[side]?.push(claim);
  }
  /** @type {Comparison} */
  const found = { figures: [], same: [], changed: [], only: [[], []] };
  for (const sides of questions.values()) {
    const [one, other] = sides;
    if (!one.length || !other.length) found.only[one.length ? 0 : 1].push(...(one.length ? one : other));
    else if (one[0]?.kind === "Estimate") found.figures.push(sides);
    else found[isAlike(one, other) ? "same" : "changed"].push(sides);
  }
  return found;
}

/**
 * What a claim answers: two figures of one quantity, or two statements of the same two ends, answer the same.
 * @param {Claim} claim
 * @param {Map<string, string>} worded
 */
function questionOf(claim, worded) {
  if (claim.kind === "Estimate") return ["figure", claim.aboutId ?? claim.about, claim.measure, claim.scope, claim.basis, claim.shareOf].join("|");
  if (claim.edge) return ["line", claim.kind, claim.edge.from, claim.edge.iri, claim.edge.to].join("|");
  return `${claim.kind}|${worded.get(claim.key) ?? `${claim.ends.join(" ")}|${claim.statement ?? claim.id}`}`;
}

/**
 * What is said of an entity in a word, by the claims that say so.
 * @param {Iterable<Entity>} nodes
 */
function saidInWords(nodes) {
  /** @type {Map<string, string>} */
  const words = new Map();
  for (const node of nodes) for (const row of node.said) for (const id of row.claims) words.set(id, `${node.id}|${row.iri}|${row.value}`);
  return words;
}

/**
 * Whether some claims say a thing as others do: asserted or denied, as surely, of the same time.
 * @param {Claim[]} one
 * @param {Claim[]} other
 */
function isAlike(one, other) {
  const ways = (/** @type {Claim[]} */ claims) => [...new Set(claims.map(({ stance, modality, likelihood, time, asOf }) => [stance, modality, likelihood, time, asOf].join("|")))].sort().join("\n");
  return ways(one) === ways(other);
}
