// What does not go together, each as cards side by side: what contradicts, what cannot all be true, what
// may, and what does not compare. Each says why, and what would settle it.

import { claims, counted } from "../parts/data.js";
import { bdi, button, el } from "../parts/dom.js";
import { openAny } from "../parts/opening.js";
import { state } from "../parts/state.js";
import { addView } from "./views.js";

/** @type {{ title: string, sign: string, grave?: boolean, of: string[] }[]} */
const KINDS = [
  { title: "Contradict: both cannot be true", sign: "≠", grave: true, of: ["contradicts"] },
  { title: "Cannot all be true together", sign: "≠", grave: true, of: ["cannot all be true"] },
  { title: "Undecided: it depends on what is not said", sign: "?", of: ["undecided", "implausible jump"] },
  { title: "Do not compare", sign: "∥", of: ["not comparable"] },
  { title: "Fit, and yet are odd", sign: "≈", of: ["supersedes", "alternative", "not independent", "part of", "grows", "overlaps", "narrower", "agrees"] },
];

addView({ id: "conflicts", label: "Conflicts", draw: drawConflicts });

function drawConflicts(host) {
  const near = state.verdicts.filter((verdict) => verdict.claims.every((id) => claims.get(id).near));
  const told = KINDS.map(({ of, title }) => [near.filter(({ kind }) => of.includes(kind)).length, title.split(":")[0].toLowerCase()]).filter(([count]) => count);
  host.append(el("p", "sum", told.length ? `${told.map(([count, words]) => `${count} ${words}`).join(" · ")}.` : "No two of the claims that are shown contradict each other."));
  for (const kind of KINDS) {
    const own = near.filter((verdict) => kind.of.includes(verdict.kind));
    if (!own.length) continue;
    const head = el("h2", kind.grave ? "grave" : "", el("span", "sign", kind.sign), kind.title, el("small", "", counted(own.length, "case")));
    host.append(el("section", "conflicts", head, ...own.map((verdict) => conflictOf(verdict, kind))));
  }
}

function conflictOf(verdict, /** @type {typeof KINDS[number]} */ { sign, grave, of }) {
  const sides = verdict.claims.map(sideOf);
  const shared = new Set(verdict.claims.map((id) => claims.get(id).about ?? ""));
  const about = shared.size === 1 ? [...shared][0] : "";
  const said = of.length > 2 || verdict.kind === "implausible jump" ? `${verdict.kind}: ` : "";
  return el(
    "article", grave ? "conflict grave" : "conflict", about ? el("h3", "", bdi(about)) : "",
    el("div", "sides", ...sides.flatMap((side, index) => (index ? [el("span", "sign", sign), side] : [side]))),
    el("p", "why", said, bdi(verdict.why)), verdict.remedy ? el("p", "remedy", "What would settle it: ", bdi(verdict.remedy)) : "",
  );
}

function sideOf(id) {
  const claim = claims.get(id);
  const when = claim.asOf ?? claim.time ?? "no day is said";
  const words = claim.sentence ? claim.sentence.join("") : claim.wording;
  const side = el(
    "div", "side",
    button("link", () => openAny(id), el("strong", "", bdi(claim.figure ?? claim.statement ?? claim.id))),
    claim.figure ? el("small", "", bdi(claim.measure ?? "")) : "",
    el("span", "", bdi(claim.speaker)), el("small", "", bdi(when)),
    words ? el("blockquote", "", "“", bdi(words), "”") : "",
  );
  side.dataset.claim = id;
  return side;
}
