// The lines of a large picture: those that look alike are drawn together, and the library, which would draw one by
// one, holds them only to know which is pointed at.

const PIECE = 48; // lines of one stroke: of longer ones the parts that cross cost more than they save
const LAYER = 100; // lines among which those that look alike are put together: of more, one colour would lie on all others

let batches = []; // { look, ends: [[from, to], …] }, the first lowest
let single = []; // the ids of lines that the library draws, above all others

/** How lines are drawn from now on, the lowest first: `looks` are styles as the library takes them. */
export function layLines(looks) {
  const alike = new Map();
  single = [];
  batches = [];
  const layIt = () => { batches.push(...alike.values()); alike.clear(); };
  looks.forEach(({ id, from, to, width, color, dashes, arrows }, index) => {
    if (index % LAYER === 0) layIt();
    if (from === to || arrows.to.enabled) single.push(id);
    else {
      const key = `${color.color} ${width} ${dashes}`;
      if (!alike.has(key)) alike.set(key, { look: { width, color: color.color, dashes }, ends: [] });
      alike.get(key).ends.push([from, to]);
    }
  });
  layIt();
}

/** Have the lines of a network drawn here. */
export function drawLinesHere(network) {
  const { body, renderer } = network;
  const drawn = () => single.map((id) => body.edges[id]).filter((edge) => edge?.connected);
  renderer._drawEdges = (ctx) => {
    strokeAll(ctx, network);
    for (const edge of drawn()) edge.draw(ctx);
  };
  renderer._drawArrows = (ctx) => {
    for (const edge of drawn()) edge.drawArrows(ctx);
  };
}

/** Only lines that end at something in sight are drawn: seen from near, the others would tell nothing. */
function strokeAll(ctx, network) {
  const { nodes } = network.body;
  const scale = network.getScale();
  const [start, end] = [network.DOMtoCanvas({ x: 0, y: 0 }), network.DOMtoCanvas({ x: ctx.canvas.clientWidth, y: ctx.canvas.clientHeight })];
  const isSeen = ({ x, y }) => x > start.x && x < end.x && y > start.y && y < end.y;
  ctx.save();
  for (const { look, ends } of batches) {
    ctx.strokeStyle = look.color;
    ctx.lineWidth = Math.max(look.width, 0.3 / scale);
    ctx.setLineDash(look.dashes || []);
    ctx.lineCap = look.dashes ? "round" : "butt";
    ctx.beginPath();
    let count = 0;
    for (const [from, to] of ends) {
      const [one, other] = [nodes[from], nodes[to]];
      if (!one || !other || !(isSeen(one) || isSeen(other))) continue;
      ctx.moveTo(one.x, one.y);
      ctx.lineTo(other.x, other.y);
      count += 1;
      if (count % PIECE) continue;
      ctx.stroke();
      ctx.beginPath();
    }
    ctx.stroke();
  }
  ctx.restore();
}

/** Names are drawn in labels.js: spare the library to work out a font for each of what is of a sort with `one`. */
export function withoutLabels(one) {
  const { fontOptions } = one.labelModule;
  Object.getPrototypeOf(one).updateLabelModule = function () {
    this.labelModule.fontOptions = fontOptions;
  };
}
