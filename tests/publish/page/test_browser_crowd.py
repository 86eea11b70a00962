"""The lines of a large picture, which the page draws by itself, many at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kg.publish.formats.html import _packed
from tests.publish.page.browsing import EVERYTHING, MARKS
from tests.publish.reading import page_block, page_data

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = MARKS

# The first line in sight whose middle is far from all symbols: its id and the place of its middle.
_FREE = """() => {
  const all = entente.nodes.filter((n) => entente.isNodeShown(n.id)).map((n) => entente.network.getPosition(n.id));
  const at = new Map(entente.nodes.map((n) => [n.id, n]));
  for (const edge of entente.edges.filter((e) => entente.isEdgeShown(e.id))) {
    const [one, other] = [edge.from, edge.to].map((id) => entente.network.getPosition(id));
    const middle = { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
    if (all.every((p) => Math.hypot(p.x - middle.x, p.y - middle.y) > 60)) return { id: edge.id, middle, ends: [at.get(edge.from).label, at.get(edge.to).label] };
  }
}"""
# How many different colours there are in a square of the canvas around a point.
_COLOURS = """(middle) => {
  const canvas = document.querySelector("#picture canvas");
  const at = entente.network.canvasToDOM(middle), more = canvas.width / canvas.clientWidth;
  const copy = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, at.x * more - 4, at.y * more - 4, 8, 8, 0, 0, 8, 8);
  const { data } = copy.getImageData(0, 0, 8, 8);
  return new Set(Array.from({ length: 64 }, (_, i) => data.slice(4 * i, 4 * i + 4).join(" "))).size;
}"""


@pytest.fixture
def crowded(article_file: Path, tmp_path: Path) -> Path:
    """The article's page with each relation between entities some times over: more than 2,000 lines."""
    html = article_file.read_text("utf-8")
    data, _ = page_data(html)
    edges = [edge for edge in data["edges"] if edge["from"] != edge["to"]]
    copies = range(1 + 2000 // len(edges))
    data["edges"] += [
        {**edge, "id": f"e{len(data['edges']) + copy * len(edges) + number}"}
        for copy in copies
        for number, edge in enumerate(edges)
    ]
    data["options"] = json.dumps({**json.loads(data["options"]), "edges": {"smooth": False}})
    path = tmp_path / "crowded.html"
    path.write_text(html.replace(page_block(html, "data"), _packed(data).text), "utf-8")
    return path


def test_a_line_among_thousands_is_drawn_and_opens_what_it_says(opened, crowded):
    it = opened(crowded, EVERYTHING)
    line = it.js(_FREE)
    assert it.js(_COLOURS, line["middle"]) > 1
    it.tab.mouse.click(*it.point(line["middle"]))
    for label in line["ends"]:
        assert label in it.panel()
    # Chosen, it stands above the others with an arrow; what is hidden is drawn no longer.
    assert it.js(_COLOURS, line["middle"]) > 1
    it.js("() => entente.close()")
    for layer in it.tab.locator("#filter input[data-layer]").all():
        layer.uncheck()
    it.tab.wait_for_timeout(50)
    assert it.js(_COLOURS, line["middle"]) == 1
    assert it.complaints_of_all == []
