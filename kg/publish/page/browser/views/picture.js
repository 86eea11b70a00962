// The network on its canvas: colours, what is shown, what is in focus, and where the view is.

const stage = document.getElementById("stage");
const picture = document.getElementById("picture");
let focus = null; // { nodes: Set, edges: Set, chosen: id } or null for all alike
let theme = readTheme();
let retelling = false; // while the panel is told anew nothing moves
let moved = false; // whether the reader has chosen a view of their own

const stageSize = { wide: 0, high: 0 }; // the size of the stage, read once: to ask for it costs a layout
new ResizeObserver(measureStage).observe(picture);
measureStage();
fitToStage();

const nodeSet = new vis.DataSet();
const edgeSet = new vis.DataSet();
const options = JSON.parse(DATA.options);
const network = new vis.Network(picture, { nodes: nodeSet, edges: edgeSet }, options);

function measureStage() {
  [stageSize.wide, stageSize.high] = [picture.clientWidth || 1, picture.clientHeight || 1];
}

/** Turn the picture on an upright stage, and stretch it a little towards the stage's shape. */
function fitToStage() {
  const { wide, high } = stageSize;
  const all = [...nodes.values()];
  if (high > wide * 1.15) for (const node of all) [node.x, node.y] = [node.y, node.x];
  const extent = (axis) => Math.max(...all.map((n) => n[axis])) - Math.min(...all.map((n) => n[axis])) + 120;
  const ratio = wide / high / (extent("x") / extent("y"));
  for (const node of all) {
    node.x *= Math.min(Math.max(ratio, 1), 1.35);
    node.y *= Math.min(Math.max(1 / ratio, 1), 1.35);
  }
}

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  const families = Array.from({ length: 5 }, (_, index) => read(`--family-${index}`));
  const names = ["ground", "sheet", "ink", "soft", "fact", "judgement", "claim", "disputed", "mark"];
  return { families, ...Object.fromEntries(names.map((name) => [name, read(`--${name}`)])) };
}

/** A colour (#rrggbb) moved towards another by a share of the way. */
function mixed(from, to, share) {
  const part = (color, at) => parseInt(color.slice(at, at + 2), 16);
  const mix = (at) => Math.round(part(from, at) * (1 - share) + part(to, at) * share);
  return `#${[1, 3, 5].map((at) => mix(at).toString(16).padStart(2, "0")).join("")}`;
}

let look = 0; // the step of zoom that symbols are drawn for

/** Seen from afar, symbols are drawn larger than to scale, with finer borders. */
function lookAt(scale, { later = true } = {}) {
  const step = Math.max(-8, Math.min(0, Math.round(Math.log2(scale / 0.7) * 3)));
  if (step === look) return;
  look = step;
  if (later) setTimeout(restyle, 0);
}

/** A length of the canvas in pixels of the screen, at this step of zoom. */
const onScreen = (length) => length * 0.7 * 2 ** (look / 3);

/** The width of a border in pixels of the screen, finer from afar; none where nobody would see it. */
function rim(width) {
  const fine = width * 2 ** (look / 4);
  return fine < 0.5 ? 0 : fine;
}

let sizing = "relations"; // what makes a symbol large
const RANKS = ["pagerank", "betweenness"];

/** The size of a symbol before zoom: by its relations, or by a rank that the reader chose. */
function sizeOf(node) {
  const rank = RANKS.indexOf(sizing);
  if (rank >= 0) return 6 + 22 * Math.sqrt(node.ranks[rank]);
  return sizing === "even" ? 9 : node.size;
}

const grown = (node) => sizeOf(node) * Math.min(2 ** (-look / 4), 2);

// Shapes of one size that look of one size.
const EVEN = new Map([["square", 0.88], ["diamond", 1.15], ["triangle", 1.1], ["triangleDown", 1.1], ["star", 1.35]]);

function nodeStyle(node) {
  const kind = kindOf(node);
  const faint = focus && !focus.nodes.has(node.id);
  const chosen = (focus && focus.chosen === node.id) || walked === node.id;
  const color = mixed(theme.families[kind.family], theme.ground, faint ? 0.78 : 0);
  if (node.symbol !== undefined) return { ...symbolStyle(node, faint, chosen), id: node.id, x: node.x, y: node.y };
  return {
    id: node.id, x: node.x, y: node.y, shape: kind.shape, size: grown(node) * (EVEN.get(kind.shape) ?? 1),
    chosen: false, label: undefined, borderWidth: rim(chosen ? 2.5 : kind.hollow ? 3 : 1.5),
    color: {
      background: kind.hollow ? mixed(color, theme.ground, chosen ? 0.6 : 1) : color,
      border: chosen ? theme.ink : kind.hollow ? color : theme.ground,
    },
  };
}

function edgeColor(edge) {
  if (edge.contested) return theme.disputed;
  return theme[edge.drawn];
}

/** Dashes in canvas units: a line of its own for each case that the legend explains. */
function edgeDashes(edge) {
  if (edge.contested) return [10, 4, 2, 4];
  if (edge.drawn === "judgement") return [2.5, 3.5];
  if (edge.drawn === "claim") return [1.5, 6];
  return edge.status ? [8, 5] : false;
}

// Among so many lines arrowheads are drawn only of those in focus: nobody tells the others apart.
const CROWDED = edges.size > 2000;

/** As wide as it has independent origins; a line without any is a hair. */
const widthOf = (edge) => [0.9, 1.5, 2.6, 3.8][Math.min(edge.support, 3)];

/** How far a line fades into the ground: the less likely, the more. */
const paleness = (edge) => (edge.chance < 0.5 ? 0.65 * (1 - edge.chance) : 0);

function edgeStyle(edge) {
  const faint = focus && !focus.edges.has(edge.id);
  const color = mixed(edgeColor(edge), theme.ground, faint ? 0.8 : Math.max(focus ? 0 : 0.12, paleness(edge)));
  const bend = { enabled: edge.bend !== 0, type: "curvedCW", roundness: edge.bend };
  return {
    id: edge.id, from: edge.from, to: edge.to, chosen: false,
    width: widthOf(edge) + (focus && !faint ? 0.8 : 0), color: { color, inherit: false }, dashes: edgeDashes(edge),
    arrows: { to: { enabled: !CROWDED || (focus !== null && !faint), scaleFactor: 0.5 } },
    smooth: options.edges.smooth === false ? false : bend,
  };
}

const drawnAs = new Map(); // by id: the style that it has now

/** Give the network what has changed, past its data sets: those go through all lines for each change. */
function restyle() {
  const { body } = network;
  body.emitter.emit("_blockRedraw");
  for (const [all, style, set, drawn] of [[nodes, nodeStyle, nodeSet, body.nodes], [edges, edgeStyle, edgeSet, body.edges]]) {
    const added = [];
    for (const each of all.values()) {
      if (!each.on && drawnAs.has(each.id)) continue; // what is not seen keeps its style
      const now = style(each);
      const key = JSON.stringify(now);
      if (drawnAs.get(each.id) === key) continue;
      if (drawnAs.has(each.id)) drawn[each.id].setOptions(now);
      else added.push(now);
      drawnAs.set(each.id, key);
    }
    if (added.length) set.add(added);
    for (const each of all.values()) drawn[each.id].options.hidden = !each.on;
  }
  const shown = (all) => [...all.values()].filter((each) => each.on).map((each) => each.id);
  [body.nodeIndices, body.edgeIndices] = [shown(nodes), shown(edges)];
  if (document.getElementById("motion")?.checked) network.physics.updatePhysicsData();
  body.emitter.emit("_allowRedraw");
  if (started) body.emitter.emit("_requestRedraw"); // the first is asked for since the network is there
}

/** Bring some nodes and lines forward; without any, all are alike again. */
function setFocus(chosen, nodeIds, edgeIds) {
  focus = nodeIds ? { chosen, nodes: new Set(nodeIds), edges: new Set(edgeIds) } : null;
  restyle();
}

const [ABOVE, BELOW] = [24, 52]; // pixels around what is shown: names mostly hang below

/** The part of the stage that no panel covers, in pixels. */
function freeArea() {
  const area = { left: 0, top: 0, right: picture.clientWidth, bottom: picture.clientHeight };
  const panel = document.getElementById("panel");
  if (!panel.hidden) {
    const stage = picture.getBoundingClientRect();
    const cover = panel.getBoundingClientRect();
    if (isNarrow()) [area.top, area.bottom] = [48, Math.max(cover.top - stage.top, 140)];
    else area.right = Math.max(cover.left - stage.left, 120);
  }
  return area;
}

/** Move the view so that some nodes fill the free area, with room around them for names, whose size no zoom changes. */
function show(ids, nearest = 1.15, calmly = isCalm() || !started) {
  const some = [...ids].map((id) => nodes.get(id)).filter(nodeShown);
  if (some.length === 0 || retelling) return;
  const [left, right] = [Math.min(...some.map((n) => n.x)), Math.max(...some.map((n) => n.x))];
  const [top, bottom] = [Math.min(...some.map((n) => n.y)), Math.max(...some.map((n) => n.y))];
  const area = freeArea();
  const side = Math.min(44, (area.right - area.left) / 9);
  const [wide, high] = [area.right - area.left - 2 * side, area.bottom - area.top - ABOVE - BELOW];
  const scale = Math.min(nearest, wide / (right - left), high / (bottom - top)); // of one place: 1 / 0, so the nearest
  const middle = { x: (area.left + area.right) / 2, y: area.top + ABOVE + high / 2 };
  network.moveTo({
    position: { x: (left + right) / 2, y: (top + bottom) / 2 },
    scale: Math.max(scale, 0.02),
    offset: { x: middle.x - picture.clientWidth / 2, y: middle.y - picture.clientHeight / 2 },
    animation: calmly ? false : { duration: 320, easingFunction: "easeInOutQuad" },
  });
}

/** Move the view only if the free area does not hold all of these nodes. */
function keepInView(ids) {
  const area = freeArea();
  const inside = ids.every((id) => {
    const at = network.canvasToDOM(nodes.get(id));
    return at.x > 20 && at.y > area.top + 20 && at.x < area.right - 20 && at.y < area.bottom - 20;
  });
  if (!inside) show(ids, network.getScale());
}

let started = false;

function showAll({ calmly } = {}) {
  show([...nodes.values()].filter(nodeShown).map((node) => node.id), undefined, calmly);
  moved = false;
}
