"""The picture of the home page: actors and what passes between them, drawn as exports draw."""

from __future__ import annotations

import base64
from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from kg.publish.formats.svg import drawing
from kg.publish.page.flows import STRUCTURE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from kg.publish.page.page import Page

# Of more entities than these, a picture without zooming shows the largest.
_MOST = 120


def picture_of(page: Page) -> str:
    """The first picture of a page, still, as a data address; empty where there is nothing to draw."""
    drawn = _folded(page) if page.flows else _largest(page)
    if not drawn.nodes:
        return ""
    text = drawing(drawn, named=False).decode()
    words = _words_on_arrows(drawn) if page.flows else ""
    text = text.replace("</svg>", f"{words}</svg>")
    return "data:image/svg+xml;base64," + base64.b64encode(text.encode()).decode()


def _folded(page: Page) -> Page:
    """The actors between whom something passes, each at its place among these, with the arrows.

    Whoever hangs together with others alone, as agencies of a state that only speaks, is left out.
    """
    near = near_flows(page.flows)
    nodes = [
        {**node, "x": node["among"][0], "y": node["among"][1]}
        for node in page.nodes
        if node["id"] in near
    ]
    lines = {edge["id"]: edge for edge in page.edges}
    edges = [{**_one_line(flow, lines), **flow} for flow in page.flows if flow["from"] in near]
    counts = Counter(node["kind"] for node in nodes)
    kept = sorted(counts)
    number = {kind: index for index, kind in enumerate(kept)}
    return replace(
        page,
        nodes=[{**node, "kind": number[node["kind"]]} for node in nodes],
        edges=edges,
        kinds=[replace(page.kinds[kind], count=counts[kind]) for kind in kept],
    )


def near_flows(flows: Sequence[Mapping[str, Any]]) -> set[str]:
    """The ids of the nodes that arrows join, over any steps, to something that passes."""
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for flow in flows:
        beside[flow["from"]].add(flow["to"])
        beside[flow["to"]].add(flow["from"])
    ends = {end for f in flows if f["sort"] != STRUCTURE for end in (f["from"], f["to"])}
    found, ahead = set(ends), list(ends)
    while ahead:
        new = beside[ahead.pop()] - found
        found |= new
        ahead += new
    return found


def _one_line(flow: Mapping[str, Any], lines: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """How an arrow is drawn: as the surest of the lines that it is folded from."""
    own = [lines[name] for part in flow["parts"] for name in (*part["gives"], *part["takes"])]
    own.sort(key=lambda line: (line["layer"] != "fact", bool(line["status"]), line["disputed"]))
    return dict(own[0])


def _largest(page: Page) -> Page:
    largest = sorted(page.nodes, key=lambda node: (-node["size"], node["id"]))[:_MOST]
    kept = {node["id"] for node in largest}
    return replace(
        page,
        nodes=[node for node in page.nodes if node["id"] in kept],
        edges=[edge for edge in page.edges if kept.issuperset((edge["from"], edge["to"]))],
    )


def _words_on_arrows(page: Page) -> str:
    """What passes, in a word at the middle of each arrow."""
    nodes = {node["id"]: node for node in page.nodes}
    words = []
    for edge in page.edges:
        if edge["sort"] == STRUCTURE:
            continue
        tail, head, bend = nodes[edge["from"]], nodes[edge["to"]], edge["bend"]
        across, down = head["x"] - tail["x"], head["y"] - tail["y"]
        x = (tail["x"] + head["x"]) / 2 + bend * down / 2
        y = (tail["y"] + head["y"]) / 2 - bend * across / 2
        words.append(
            f'<text class="name" x="{x:.1f}" y="{y + 4:.1f}">{escape(edge["sort"])}</text>'
        )
    return "".join(words)
