// The order of battle: states, their forces, units and sub-units, as a tree that keys can walk.

import { claims, compareNames, DATA, edgesOf, fold, nodes } from "../parts/data.js";
import { bdi, el } from "../parts/dom.js";
import { setHidden } from "../parts/drawer.js";
import { nameOf, openAny } from "../parts/opening.js";
import { symbolOf, symbolUrls } from "./symbols.js";
import { addView } from "./views.js";

addView({ id: "orbat", label: "Order of battle", draw: drawOrbat });

const turnedItems = { open: new Set(), shut: new Set() }; // paths that the reader has opened or closed
const TERMS = "https://w3id.org/entente/ns/";
const says = (edge, name) => edge.iri === TERMS + name;
const DUTIES = new Map([["commandedBy", "commanded by"], ["ledBy", "led by"], ["underOperationalCommandOf", "under the command of"], ["attachedTo", "attached to"], ["deployedTo", "deployed to"], ["locatedIn", "in"]]);
const isTroops = (node) => node?.symbol !== undefined;

function drawOrbat(host, shown) {
  const alive = new Set(shown.claims.map((claim) => claim.key));
  const order = readOrder(shown, alive);
  if (order.troops.length === 0) {
    host.append(el("p", "nothing", "No unit and no armed force passes the filters."));
    return;
  }
  host.append(el("p", "lead", orbatLead(order, shown)));
  if (order.roots.length) host.append(orbatTree(order, order.roots, "Order of battle"));
  if (order.loose.length) {
    const title = el("h2", "", "Without a stated parent");
    host.append(title, orbatTree(order, order.loose, "Units and forces without a stated parent"));
  }
  host.append(symbolKey(order.troops));
}

function orbatLead(order, shown) {
  const day = shown.asOf ? `As of ${shown.asOf}` : "Of all dates";
  const many = order.troops.length === 1 ? "one unit or force" : `${order.troops.length} units and forces`;
  return `${day}: ${many}. A unit stands below what claims say that it is part of; its dates are theirs.`;
}

/** Who is part of what: children by the id of their parent, each with the edge that says so. */
function readOrder(shown, alive) {
  const troops = shown.nodes.filter(isTroops);
  const own = new Set(troops.map((node) => node.id));
  const parents = new Map(troops.map((node) => [node.id, []]));
  const children = new Map();
  for (const edge of shown.edges) {
    const within = says(edge, "partOf") && own.has(edge.to);
    if (edge.drawn !== "fact" || !own.has(edge.from) || !(within || says(edge, "belongsTo"))) continue;
    parents.get(edge.from).push(edge);
    children.set(edge.to, [...(children.get(edge.to) ?? []), edge]);
  }
  // A unit of a known body stands below that; its state is then that body's.
  for (const [id, list] of parents) {
    if (!list.some((edge) => says(edge, "partOf"))) continue;
    for (const edge of list.filter((each) => says(each, "belongsTo"))) children.set(edge.to, children.get(edge.to).filter((each) => each !== edge));
    parents.set(id, list.filter((edge) => says(edge, "partOf")));
  }
  for (const [id, edge] of farther(parents)) {
    parents.set(id, parents.get(id).filter((each) => each !== edge));
    children.set(edge.to, children.get(edge.to).filter((each) => each !== edge));
  }
  const byName = (a, b) => compareNames(nameOf(a.from), nameOf(b.from));
  for (const list of children.values()) list.sort(byName);
  const states = [...children.keys()].filter((id) => !own.has(id) && children.get(id).length).map((id) => nodes.get(id));
  const reached = new Set();
  const reach = (id) => { if (!reached.has(id)) { reached.add(id); for (const edge of children.get(id) ?? []) reach(edge.from); } };
  for (const state of states) reach(state.id);
  const roots = states.sort((a, b) => compareNames(a.label, b.label)).map((node) => ({ node, edge: null }));
  const loose = [];
  const topFirst = [...troops].sort((a, b) => parents.get(a.id).length - parents.get(b.id).length || compareNames(a.label, b.label));
  for (const node of topFirst) if (!reached.has(node.id)) { loose.push({ node, edge: null }); reach(node.id); }
  return { troops, parents, children, roots, loose, alive };
}

/** The lines to a parent that a nearer parent of the same unit is itself below: [unit, line]. */
function farther(parents) {
  const above = (id, seen = new Set()) => {
    for (const edge of parents.get(id) ?? []) if (!seen.has(edge.to)) above(edge.to, seen.add(edge.to));
    return seen;
  };
  return [...parents].flatMap(([id, list]) => list.filter((edge) => list.some((other) => other.to !== edge.to && above(other.to).has(edge.to) && !above(edge.to).has(other.to))).map((edge) => [id, edge]));
}

function orbatTree(order, entries, name) {
  const tree = el("ul", "tree");
  tree.role = "tree";
  tree.setAttribute("aria-label", name);
  entries.forEach((entry, index) => tree.append(treeItem(order, entry, { level: 1, size: entries.length, place: index + 1, path: [entry.node.id] })));
  tree.querySelector("[role=treeitem]").tabIndex = 0;
  tree.addEventListener("keydown", walkTree);
  tree.addEventListener("click", (event) => {
    const item = event.target.closest("[role=treeitem]");
    stepTo(tree, item);
    if (event.target.closest(".twist") || !item.dataset.node) turn(item);
    else openAny(item.dataset.node);
  });
  return tree;
}

function treeItem(order, { node, edge }, at) {
  const below = (order.children.get(node.id) ?? []).filter((each) => !at.path.includes(each.from));
  const key = at.path.join(" ");
  const row = el("div", "unit", el("span", "twist", below.length ? "▸" : ""), symbolOf(node), unitText(order, node, edge));
  const item = el("li", "", row);
  item.role = "treeitem";
  item.tabIndex = -1;
  item.dataset.node = node.id;
  item.dataset.path = key;
  item.dataset.name = fold(node.label);
  const words = [node.label, row.querySelector(".unit-about")?.textContent].filter(Boolean).join(", ");
  item.setAttribute("aria-label", words);
  for (const [name, value] of [["level", at.level], ["setsize", at.size], ["posinset", at.place]]) item.setAttribute(`aria-${name}`, value);
  if (below.length) {
    const group = el("ul", "");
    group.role = "group";
    below.forEach((each, index) => group.append(treeItem(order, { node: nodes.get(each.from), edge: each }, {
      level: at.level + 1, size: below.length, place: index + 1, path: [...at.path, each.from],
    })));
    item.append(group);
    const many = order.troops.length > 80 && at.level > 2;
    setOpen(item, turnedItems.open.has(key) || !(turnedItems.shut.has(key) || many));
  }
  return item;
}

/** A unit in words: name, nickname, echelon, branch; since when it is there; who leads it. */
function unitText(order, node, edge) {
  const said = (node.said ?? []).filter((row) => row.drawn === "fact" && row.claims.some((id) => order.alive.has(id)));
  const values = (name) => said.filter((row) => row.iri === TERMS + name).map((row) => row.value.replace(/ \((echelon|branch)\)$/, ""));
  const facts = [
    ...values("nickname").map((name) => `“${name}”`), ...values("echelon"), ...values("branch"), ...(edge ? datesOf(edge, order.alive) : []),
  ];
  const others = (order.parents.get(node.id) ?? []).filter((each) => each !== edge && edge);
  const marks = [
    edge?.contested ? el("span", "badge disputed", "disputed") : "",
    edge?.implied ? el("span", "badge", "implied") : "",
    others.length ? el("span", edge.contested ? "badge disputed" : "badge", bdi(`also below ${others.map((each) => nameOf(each.to)).join(", ")}`)) : "",
  ];
  const tenures = (node.tenures ?? []).filter((tenure) => tenure.claim === undefined || (order.alive.has(tenure.claim) && claims.get(tenure.claim).bearing));
  const lines = tenures.map((tenure) => [tenure.post, ": ", tenure.person, tenure.time ? `, ${tenure.time}` : ""].join(""));
  const about = [...facts, ...lines, ...duties(order, node), ...strengths(order, node)];
  return el("span", "unit-text", el("strong", "", bdi(node.label)), ...marks, about.length ? el("small", "unit-about", bdi(about.join(" · "))) : "");
}

/** Who leads a unit, under whom it fights, and where it is, as facts have it at the clocks. */
function duties(order, node) {
  return [...DUTIES].flatMap(([name, words]) => {
    const own = (edgesOf.get(node.id) ?? []).filter((edge) => edge.on && edge.from === node.id && edge.drawn === "fact" && says(edge, name));
    return own.map((edge) => [`${words} ${nameOf(edge.to)}`, ...datesOf(edge, order.alive)].join(", "));
  });
}

/** How strong a unit is said to be, each figure with its speaker. */
function strengths(order, node) {
  const own = node.estimates.map((id) => claims.get(id)).filter((claim) => order.alive.has(claim.key) && /strength|personnel deployed/i.test(claim.measure ?? ""));
  const words = own.map((claim) => [`${claim.measure.split(" · ")[0]} ${claim.figure}`, claim.speaker, claim.asOf ?? ""].filter(Boolean).join(", "));
  return [...new Set(words)];
}

/** The times of the claims on an edge, each once. */
function datesOf(edge, alive) {
  const times = edge.claims.filter((id) => alive.has(id)).map((id) => claims.get(id).time ?? (claims.get(id).asOf ? `as of ${claims.get(id).asOf}` : ""));
  return [...new Set(times.filter(Boolean))];
}

function setOpen(item, open) {
  item.setAttribute("aria-expanded", String(open));
  item.querySelector(":scope > [role=group]").hidden = !open;
}

/** Open or close an item, for this and later drawings. */
function turn(item, open = item.getAttribute("aria-expanded") !== "true") {
  if (!item.hasAttribute("aria-expanded")) return;
  setOpen(item, open);
  setHidden(turnedItems.shut, item.dataset.path, !open);
  setHidden(turnedItems.open, item.dataset.path, open);
}

function stepTo(tree, item) {
  for (const other of tree.querySelectorAll("[tabindex='0']")) other.tabIndex = -1;
  item.tabIndex = 0;
  item.focus();
}

/** The keys of a tree: https://www.w3.org/WAI/ARIA/apg/patterns/treeview/ */
function walkTree(event) {
  const tree = event.currentTarget;
  const item = event.target.closest("[role=treeitem]");
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const seenItems = [...tree.querySelectorAll("[role=treeitem]")].filter((each) => !each.parentElement.closest("[hidden]"));
  const here = seenItems.indexOf(item);
  const expanded = item.getAttribute("aria-expanded");
  const above = item.parentElement.closest("[role=treeitem]");
  const first = item.querySelector("[role=treeitem]");
  let next = { ArrowDown: seenItems[here + 1], ArrowUp: seenItems[here - 1], Home: seenItems[0], End: seenItems.at(-1) }[event.key];
  if (event.key === "ArrowRight" && expanded === "false") turn(item, true);
  else if (event.key === "ArrowRight" && expanded) next = first;
  else if (event.key === "ArrowLeft" && expanded === "true") turn(item, false);
  else if (event.key === "ArrowLeft") next = above;
  else if (event.key === "*") for (const each of item.parentElement.children) turn(each, true);
  else if (event.key === "Enter" || event.key === " ") openAny(item.dataset.node);
  else if (event.key.length === 1 && event.key !== "/") {
    const rest = [...seenItems.slice(here + 1), ...seenItems.slice(0, here)];
    next = rest.find((each) => each.dataset.name.startsWith(fold(event.key)));
  } else if (!["ArrowDown", "ArrowUp", "Home", "End", "ArrowRight"].includes(event.key)) return;
  if (next) stepTo(tree, next);
  event.preventDefault();
  event.stopPropagation();
}

/** What the symbols mean, each that is drawn here once. */
function symbolKey(troops) {
  const used = [...new Set(troops.map((node) => node.symbol))].sort((a, b) => a - b);
  const rows = used.map((number) => {
    const picture = el("img", "symbol");
    picture.src = symbolUrls[number];
    picture.alt = "";
    return el("li", "", picture, bdi(DATA.symbols[number].label));
  });
  const note = "Symbols after APP-6. The frame says that the affiliation is unknown: friend and foe are a matter of who looks, and this page takes no side.";
  return el("details", "key-symbols", el("summary", "", "Symbols"), el("ul", "", ...rows), el("p", "", note));
}
