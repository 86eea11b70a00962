// The legend filters: kinds of entities, families of kinds, layers of lines.

const filter = document.getElementById("filter");
const boxes = [...filter.querySelectorAll("[data-kind]")];

function setHidden(set, value, isHidden) {
  if (isHidden) set.add(value);
  else set.delete(value);
}

/** A family's box is ticked, empty, or in between, as its kinds are. */
function tellFamilies() {
  for (const family of filter.querySelectorAll("[data-family]")) {
    const own = boxes.filter((box) => box.dataset.of === family.dataset.family);
    const ticked = own.filter((box) => box.checked).length;
    family.checked = ticked > 0;
    family.indeterminate = ticked > 0 && ticked < own.length;
  }
}

filter.addEventListener("change", (event) => {
  const { kind, family, layer } = event.target.dataset;
  if (family !== undefined) {
    for (const box of boxes.filter((each) => each.dataset.of === family)) box.checked = event.target.checked;
  }
  if (layer !== undefined) setHidden(hidden.layers, layer, !event.target.checked);
  if (kind !== undefined || family !== undefined) {
    for (const box of boxes) setHidden(hidden.kinds, Number(box.dataset.kind), !box.checked);
    tellFamilies();
  }
  restyle();
});

/** Show a kind again when one of its entities is asked for. */
function reveal(node) {
  if (nodeShown(node)) return;
  const box = boxes.find((each) => Number(each.dataset.kind) === node.kind);
  box.checked = true;
  box.dispatchEvent(new Event("change", { bubbles: true }));
}
