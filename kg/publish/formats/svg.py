"""SVG: the picture of the interactive page as one still drawing: no script, nothing fetched.

Light and dark by the reader's setting; every node and line has a name that is read aloud.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from kg.graph.marks import marks
from kg.publish.formats._loss import Carried
from kg.publish.formats._network import drawn_parts
from kg.publish.page.kinds import FAMILIES
from kg.text.atomic import write_atomic
from kg.text.display import shown, xml_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kg.graph.entities import Holdings
    from kg.graph.snapshot import Snapshot
    from kg.publish.page.kinds import KindStyle
    from kg.publish.page.page import Page

SUMMARY = "the picture of the page as a drawing"
SUFFIX = ".svg"
GROUP = "pages and pictures"
EXTRA = "network"
PICTURE = True
_EDGE, _LINE, _LEGEND_ROW, _LEGEND_COLUMN = 40, 14, 24, 250
_LABELLED = 250  # nodes whose names are drawn: the largest, where there are more
_STYLE = """
svg{font:11px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK KR",sans-serif}
text{fill:var(--ink)}.name{text-anchor:middle;paint-order:stroke;stroke:var(--ground);stroke-width:3px}
.ground{fill:var(--ground)}.line{fill:none;stroke:var(--line);stroke-width:1.2}
.judgement .line{stroke-dasharray:2 4}.claim .line{stroke-dasharray:7 4}
.disputed .line{stroke:var(--grave);stroke-dasharray:7 4}.status .line{stroke-dasharray:9 5}
.tip{fill:var(--line)}.shape{fill:currentColor;stroke:currentColor;stroke-width:2}
.hollow{fill:var(--ground)}.key{font-size:13px}
"""
_LIGHT = "--ground:#fff;--ink:#1f2430;--line:#8a92a0;--grave:#b3261e"
_DARK = "--ground:#14171d;--ink:#e8eaef;--line:#79818f;--grave:#f28b82"
_LINES = (
    ("", "a fact"),
    ("status", "a fact of what is only planned, agreed or alleged"),
    ("judgement", "a judgement, never a fact"),
    ("claim", "said, but no fact follows"),
    ("disputed", "a disputed fact: denied, or a rival"),
)


def write(graph: Snapshot, path: Path) -> None:
    """Write the drawing, all of it or nothing. Raises OSError."""
    write_atomic(path, render(graph))


def carries(holdings: Holdings) -> Carried:
    """Names, kinds and lines with the ids of their claims, as text that is read aloud."""
    remarks = ("What is said of an entity in a value is not drawn.",)
    return Carried(drawn_parts(holdings), remarks, writes=_drawn_text)


def _drawn_text(text: str) -> str:
    """A text as it is drawn: what could steer or turn it is shown instead."""
    return xml_text(shown(text))


def render(graph: Snapshot, *, still: bool = False) -> bytes:
    """The drawing. The same graph gives the same bytes.

    ``still`` is for programs that know no CSS variables: its colours are those for light ground.
    """
    from kg.publish.page.page import page_of

    return drawing(page_of(graph), still=still)


def drawing(page: Page, *, still: bool = False, named: bool = True) -> bytes:
    """A page as SVG in UTF-8. The same page gives the same bytes.

    ``still``: see ``render``. Without ``named`` the symbols and lines have no names that are read
    aloud, as in an image that has one name for the whole.
    """
    left, top, right, bottom = _extent(page.nodes)
    wide = max(right - left + 2 * _EDGE, 2 * _LEGEND_COLUMN)
    legend, low = _legend(page, left, bottom + _EDGE, wide)
    lines, symbols = (
        (_named_edges(page), _named_nodes(page))
        if named
        else (_unnamed_edges(page), _unnamed_nodes(page))
    )
    box = f"{left - _EDGE} {top - _EDGE} {wide} {low - top + 2 * _EDGE}"
    about = f"{len(page.nodes)} entities, {len(page.edges)} relations, {len(page.claims)} claims"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="graphics-document document" '
        'aria-labelledby="title about">',
        f'<title id="title">Entente</title><desc id="about">{about}</desc>',
        f"<style>{_without_variables(_palette() + _STYLE) if still else _palette() + _STYLE}</style>",
        f"<defs>{_arrow_head('tip')}</defs>",
        f'<rect class="ground" x="{left - _EDGE}" y="{top - _EDGE}" width="100%" height="100%"/>',
        *lines,
        *symbols,
        *legend,
        "</svg>\n",
    ]
    return "\n".join(parts).encode()


def _palette() -> str:
    light = "".join(f"--f{i}:{family[1]};" for i, family in enumerate(FAMILIES))
    dark = "".join(f"--f{i}:{family[2]};" for i, family in enumerate(FAMILIES))
    uses = "".join(f".f{i}{{color:var(--f{i})}}" for i in range(len(FAMILIES)))
    return (
        f":root{{{light}{_LIGHT}}}"
        f"@media (prefers-color-scheme:dark){{:root{{{dark}{_DARK}}}}}{uses}"
    )


def _without_variables(style: str) -> str:
    """A style sheet with each variable replaced by its first value, which is that for light ground."""
    values: dict[str, str] = {}
    for name, value in re.findall(r"(--\w+):([^;}]+)", style):
        values.setdefault(name, value)
    plain = style[style.index("}}") + 2 :]  # behind the two blocks of variables
    return re.sub(r"var\((--\w+)\)", lambda variable: values[variable[1]], plain)


def _arrow_head(name: str) -> str:
    return (
        f'<marker id="{name}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" '
        'markerUnits="userSpaceOnUse" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker>'
    )


def _extent(nodes: Iterable[Mapping[str, Any]]) -> tuple[int, int, int, int]:
    """The room that the nodes with their names take."""
    boxes = [
        (n["x"] - 75, n["y"] - n["size"], n["x"] + 75, n["y"] + n["size"] + _LINE * len(n["lines"]))
        for n in nodes
    ] or [(0, 0, 0, 0)]
    columns = list(zip(*boxes, strict=True))
    low, high = (math.floor(min(c)) for c in columns[:2]), (math.ceil(max(c)) for c in columns[2:])
    left, top, right, bottom = (*low, *high)
    return left, top, right, bottom


def _unnamed_nodes(page: Page) -> list[str]:
    """Each symbol with its label."""
    largest = sorted(page.nodes, key=lambda node: (-node["size"], node["id"]))[:_LABELLED]
    labelled = {node["id"] for node in largest}
    drawn = []
    for node in page.nodes:
        texts = "".join(
            f'<text class="name" x="{node["x"]}" '
            f'y="{node["y"] + node["size"] + 11 + number * _LINE:g}">{escape(xml_text(line))}</text>'
            for number, line in enumerate(node["lines"] if node["id"] in labelled else [])
        )
        kind = page.kinds[node["kind"]]
        drawn.append(f"{_shape(kind, node['x'], node['y'], node['size'])}{texts}")
    return drawn


def _named_nodes(page: Page) -> list[str]:
    """Each symbol with its label, and a name that is read aloud."""
    drawn = []
    for node, symbol in zip(page.nodes, _unnamed_nodes(page), strict=True):
        kind = page.kinds[node["kind"]]
        names = "; ".join([node["label"], *node["aliases"]])
        name = f"{names} ({kind.label})"
        drawn.append(
            f'<g role="graphics-symbol img" aria-label={quoteattr(xml_text(name))} '
            f"data-iri={quoteattr(xml_text(node['iri']))} data-kind={quoteattr(xml_text(kind.name))}>"
            f"<title>{escape(xml_text(name))}</title>{symbol}</g>"
        )
    return drawn


def _shape(kind: KindStyle, x: float, y: float, size: float) -> str:
    """The symbol of a kind, as wide as twice its size."""
    classes = f"shape f{kind.family}" + (" hollow" if kind.hollow else "")
    if kind.shape == "dot":
        return f'<circle class="{classes}" cx="{x:g}" cy="{y:g}" r="{size:g}"/>'
    corners = {
        "square": (4, 45, 1.2),
        "diamond": (4, 0, 1.1),
        "triangle": (3, -90, 1.15),
        "triangleDown": (3, 90, 1.15),
        "hexagon": (6, 0, 1.05),
    }
    count, turn, scale = corners.get(kind.shape, (10, -90, 1.2))
    points = []
    for number in range(count):
        far = size * scale * (0.5 if count == 10 and number % 2 else 1)
        angle = math.radians(turn + number * 360 / count)
        points.append(f"{x + far * math.cos(angle):.1f},{y + far * math.sin(angle):.1f}")
    return f'<polygon class="{classes}" points="{" ".join(points)}"/>'


def _unnamed_edges(page: Page) -> list[str]:
    """Each line, drawn as its layer is."""
    nodes = {node["id"]: node for node in page.nodes}
    drawn = []
    for edge in page.edges:
        path = _path(nodes[edge["from"]], nodes[edge["to"]], edge["bend"])
        tip = "" if edge.get("mutual") else ' marker-end="url(#tip)"'
        line = f'<path class="line"{tip} d="{path}"/>'
        name = _line_class(edge)
        drawn.append(f'<g class="{name}">{line}</g>' if name else line)
    return drawn


def _named_edges(page: Page) -> list[str]:
    nodes = {node["id"]: node for node in page.nodes}
    drawn = []
    for edge in page.edges:
        tail, head = nodes[edge["from"]], nodes[edge["to"]]
        stance = "denies" if edge.get("denied") else ""
        claims = ", ".join(page.claims[claim]["id"] for claim in edge["claims"])
        implied = edge["implied"]
        words = marks(edge["layer"], stance, edge["disputed"], edge["status"], implied=implied)
        name = (
            f"{tail['label']} – {edge['label']} – {head['label']} ({'; '.join([*words, claims])})"
        )
        status_class = "status" if edge["status"] else ""
        classes = " ".join(
            marks(edge["layer"], stance, edge["disputed"], status_class, implied=implied)
        )
        drawn.append(
            f'<g class="{classes}" role="graphics-symbol img" aria-label={quoteattr(xml_text(name))} '
            f"data-predicate={quoteattr(xml_text(edge['iri']))}><title>{escape(xml_text(name))}</title>"
            f'<path class="line" marker-end="url(#tip)" d="{_path(tail, head, edge["bend"])}"/></g>'
        )
    return drawn


def _path(tail: Mapping[str, Any], head: Mapping[str, Any], bend: float) -> str:
    """A line from one symbol to the rim of the other; of several between two, each bends its own way."""
    across, down = head["x"] - tail["x"], head["y"] - tail["y"]
    if not across and not down:  # a relation of an entity to itself
        x, y, out = tail["x"], tail["y"] - tail["size"], 2.5 * tail["size"]
        return f"M{x - 4:g} {y:g}c{-out:g} {-out:g} {out + 8:g} {-out:g} 8 0"
    middle = (
        (tail["x"] + head["x"]) / 2 + bend * down,
        (tail["y"] + head["y"]) / 2 - bend * across,
    )
    back = (middle[0] - head["x"], middle[1] - head["y"])
    far = math.hypot(*back) or 1.0
    gap = head["size"] + 3
    end = (head["x"] + back[0] / far * gap, head["y"] + back[1] / far * gap)
    return f"M{tail['x']:g} {tail['y']:g}Q{middle[0]:.1f} {middle[1]:.1f} {end[0]:.1f} {end[1]:.1f}"


def _legend(page: Page, left: float, top: float, wide: float) -> tuple[list[str], float]:
    """The kinds with their counts, and the lines; and how low they reach."""
    entries = [
        (_shape(kind, 0, 0, 7), f"{xml_text(kind.label)} ({kind.count})") for kind in page.kinds
    ]
    used = {_line_class(edge) for edge in page.edges}
    for name, words in _LINES:
        if name in used:
            line = (
                f'<g class="{name}"><path class="line" d="M-15 0H15" marker-end="url(#tip)"/></g>'
            )
            entries.append((line, words))
    columns = max(int(wide - _EDGE) // _LEGEND_COLUMN, 1)
    if used & {"status", "judgement", "disputed", "claim"}:
        columns = max(int(wide - _EDGE) // (_LEGEND_COLUMN + 90), 1)
    drawn = []
    for number, (symbol, words) in enumerate(entries):
        row, column = divmod(number, columns)
        x = left + column * (wide / columns)
        y = top + row * _LEGEND_ROW
        drawn.append(
            f'<g transform="translate({x:g} {y:g})">{symbol}'
            f'<text class="key" x="22" y="4">{escape(words)}</text></g>'
        )
    rows = -(-len(entries) // columns)
    return drawn, math.ceil(top + rows * _LEGEND_ROW)


def _line_class(edge: Mapping[str, Any]) -> str:
    if edge["disputed"]:
        return "disputed"
    if edge["layer"] != "fact":
        return str(edge["layer"])
    return "status" if edge["status"] else ""
