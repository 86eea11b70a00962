"""SVG: the first picture of the interactive page as one still drawing: no script, nothing fetched.

Actors and what passes between them, on white, with title, legend, sources and licence; or all
entities and events, where every node and line has a name that is read aloud.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr

from kg.graph.marks import marks
from kg.plugins import Option
from kg.publish.draw.signs import RADIUS, STROKE, symbol_svg
from kg.publish.formats._figure import paragraph, words_of
from kg.publish.formats._loss import Carried
from kg.publish.formats._network import drawn_parts
from kg.publish.page.flows import STRUCTURE
from kg.publish.page.folded import first_picture
from kg.publish.page.kinds import FAMILIES
from kg.publish.page.symbols import RIM
from kg.text.atomic import write_atomic
from kg.text.display import shown, xml_text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.graph.entities import Holdings
    from kg.graph.snapshot import Snapshot
    from kg.publish.formats._figure import Words
    from kg.publish.page.kinds import KindStyle
    from kg.publish.page.page import Page

SUMMARY = "the picture of the page as a drawing"
SUFFIX = ".svg"
GROUP = "pages and pictures"
EXTRA = "network"
PICTURE = True
OPTIONS = (
    Option("title", "what stands above the picture; by default whom it is about."),
    Option(
        "unfolded",
        "all entities and events, each line as it is said, in place of actors and what passes between them.",
        "flag",
    ),
)
_EDGE, _LINE, _LEGEND_ROW, _LEGEND_COLUMN = 40, 14, 24, 250
_LEAST_WIDE = 860  # of a picture with words around it
_LABELLED = 250  # nodes whose names are drawn: the largest, where there are more
_TITLE, _TOLD, _SOURCES = 22, 13, 11  # sizes of type
# As wide as it has independent origins, from none to three and more; an arrow of what passes is twice so.
_WIDTHS = (0.9, 1.5, 2.6, 3.8)
_STYLE = """
svg{font:11px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Noto Sans CJK KR",sans-serif}
text{fill:var(--ink)}.name{text-anchor:middle;paint-order:stroke;stroke:var(--ground);stroke-width:3px}
.passes{font-style:italic;fill:var(--line)}.title{font-weight:650}.soft{fill:var(--line)}
.ground{fill:var(--ground)}.line{fill:none;stroke:var(--line)}
.judgement .line{stroke-dasharray:2 4}.claim .line{stroke-dasharray:7 4}
.disputed .line{stroke:var(--grave);stroke-dasharray:7 4}.status .line{stroke-dasharray:9 5}
.tip{fill:var(--line)}.shape{fill:currentColor}.frame{fill:#ffff80;stroke:#555}
.key{font-size:13px}.sign,.drawn{fill:none;stroke-linecap:round;stroke-linejoin:round}
.sign{stroke:var(--ground)}.sign.filled{fill:var(--ground);stroke:none}
.drawn{stroke:#000}.drawn.filled{fill:#000;stroke:none}
text.filled{text-anchor:middle;font-weight:700}
"""
_LIGHT = "--ground:#fff;--ink:#1f2430;--line:#666e7c;--grave:#b3261e"
_DARK = "--ground:#14171d;--ink:#e8eaef;--line:#979fac;--grave:#f28b82"
_LINES = (
    ("", "a fact"),
    ("status", "a fact of what is only planned, agreed or alleged"),
    ("judgement", "a judgement, never a fact"),
    ("claim", "said, but no fact follows"),
    ("disputed", "a disputed fact: denied, or a rival"),
)


def write(graph: Snapshot, path: Path, *, title: str = "", unfolded: bool = False) -> None:
    """Write the drawing, all of it or nothing. Raises OSError.

    ``title`` stands above it; ``unfolded`` draws all entities and relations.
    """
    write_atomic(path, render(graph, title=title, unfolded=unfolded))


def carries(holdings: Holdings, *, unfolded: bool = False) -> Carried:
    """Names, kinds and lines with the ids of their claims, as text that is read aloud; folded none of it for sure."""
    if not unfolded:
        remark = (
            "It shows actors and what passes between them, each arrow with the ids of its claims;"
            " --unfolded draws all entities and relations."
        )
        return Carried({}, (remark,))
    remarks = ("What is said of an entity in a value is not drawn.",)
    return Carried(drawn_parts(holdings), remarks, writes=_drawn_text)


def _drawn_text(text: str) -> str:
    """A text as it is drawn: what could steer or turn it is shown instead."""
    return xml_text(shown(text))


def render(graph: Snapshot, *, title: str = "", unfolded: bool = False) -> bytes:
    """The drawing on white, without CSS variables. The same graph gives the same bytes."""
    from kg.publish.page.page import page_of

    whole = page_of(graph)
    drawn = whole if unfolded else first_picture(graph, whole)
    return drawing(drawn, words=words_of(graph, whole, drawn, title))


def drawing(page: Page, *, words: Words | None = None, named: bool = True) -> bytes:
    """A page as SVG in UTF-8. The same page gives the same bytes.

    With ``words`` around it, it is a figure on white for programs that know no CSS variables; without,
    it is light or dark by the reader's setting. Without ``named`` the symbols and lines have no names
    that are read aloud, as in an image that has one name for the whole.
    """
    left, top, right, bottom = _extent(page)
    least = _LEAST_WIDE if words else 2 * _LEGEND_COLUMN
    wide = max(right - left + 2 * _EDGE, least)
    left -= max(0, math.floor((wide - 2 * _EDGE - (right - left)) / 2))
    inner = wide - 2 * _EDGE
    head, high = _head(words, left, top, inner) if words else ([], 0.0)
    legend, low = _legend(page, left, bottom + _EDGE, inner)
    if words:
        for text, style in ((words.sources, "said"), (words.licence, "soft")):
            lines, taken = paragraph(text, (left, low + 2), inner, _SOURCES, style)
            legend, low = [*legend, *lines], low + taken + 2
    lines, symbols = (
        (_named_edges(page), _named_nodes(page))
        if named
        else (_unnamed_edges(page), _unnamed_nodes(page))
    )
    start = math.floor(top - _EDGE - high)
    box = f"{left - _EDGE} {start} {wide} {math.ceil(low - start + _EDGE / 2)}"
    about = f"{len(page.nodes)} entities, {len(page.edges)} relations, {len(page.claims)} claims"
    title = escape(xml_text(words.title)) if words else "Entente"
    style = _palette() + _STYLE.replace(".sign{", f".sign,.drawn{{stroke-width:{STROKE}}}.sign{{")
    used = {node["symbol"] for node in page.nodes if "symbol" in node}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="graphics-document document" '
        'aria-labelledby="title about">',
        f'<title id="title">{title}</title><desc id="about">{about}</desc>',
        f"<style>{_without_variables(style) if words else style}</style>",
        f"<defs>{_arrow_head('tip', 8)}{_arrow_head('broad', 15)}{RIM if used else ''}",
        *(_symbol_definition(page, number) for number in sorted(used)),
        *(f'<g id="k{n}">{_symbol_of_kind(kind)}</g>' for n, kind in enumerate(page.kinds)),
        "</defs>",
        f'<rect class="ground" x="{left - _EDGE}" y="{start}" width="100%" height="100%"/>',
        *head,
        *lines,
        *symbols,
        *_words_on_arrows(page),
        *legend,
        "</svg>\n",
    ]
    return "\n".join(parts).encode()


def _head(words: Words, left: float, top: float, wide: float) -> tuple[list[str], float]:
    """The title and what is shown, above the picture; and how high they are."""
    title, high = paragraph(words.title, (left, 0), wide, _TITLE, "title")
    told, more = paragraph(words.told, (left, high), wide, _TOLD, "soft")
    up = top - _EDGE / 2 - high - more
    return [f'<g transform="translate(0 {up:.1f})">', *title, *told, "</g>"], high + more


def _symbol_of_kind(kind: KindStyle) -> str:
    ink = "drawn" if kind.framed else "sign"
    return symbol_svg(kind, f"f{kind.family}", (0, 0, RADIUS), ink)


def _symbol_definition(page: Page, number: int) -> str:
    box, drawn = page.symbols[number].bare
    return f'<symbol id="u{number}" viewBox="{box}"><g filter="url(#r)">{drawn}</g></symbol>'


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


def _arrow_head(name: str, size: int) -> str:
    return (
        f'<marker id="{name}" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="{size}" markerHeight="{size}" '
        'markerUnits="userSpaceOnUse" orient="auto"><path class="tip" d="M0 0 8 4 0 8z"/></marker>'
    )


def _extent(page: Page) -> tuple[int, int, int, int]:
    """The room that the nodes with their names and the bent lines take."""
    nodes = {node["id"]: node for node in page.nodes}
    boxes = [
        (
            n["x"] - 75,
            n["y"] - n["size"],
            n["x"] + 75,
            n["y"] + 1.2 * n["size"] + 2 + _LINE * len(n["lines"]),
        )
        for n in page.nodes
    ] or [(0, 0, 0, 0)]
    for edge in page.edges:
        x, y = _middle(nodes[edge["from"]], nodes[edge["to"]], edge["bend"])
        boxes.append((x - 50, y - 10, x + 50, y + 10))
    columns = list(zip(*boxes, strict=True))
    low, high = (math.floor(min(c)) for c in columns[:2]), (math.ceil(max(c)) for c in columns[2:])
    left, top, right, bottom = (*low, *high)
    return left, top, right, bottom


def _middle(tail: Mapping[str, Any], head: Mapping[str, Any], bend: float) -> tuple[float, float]:
    """The middle of a bent line."""
    across, down = head["x"] - tail["x"], head["y"] - tail["y"]
    return (
        (tail["x"] + head["x"]) / 2 + bend * down / 2,
        (tail["y"] + head["y"]) / 2 - bend * across / 2,
    )


def _unnamed_nodes(page: Page) -> list[str]:
    """Each symbol with its label."""
    largest = sorted(page.nodes, key=lambda node: (-node["size"], node["id"]))[:_LABELLED]
    labelled = {node["id"] for node in largest}
    drawn = []
    for node in page.nodes:
        texts = "".join(
            f'<text class="name" x="{node["x"]}" '
            f'y="{node["y"] + 1.2 * node["size"] + 12 + number * _LINE:g}">{escape(xml_text(line))}</text>'
            for number, line in enumerate(node["lines"] if node["id"] in labelled else [])
        )
        drawn.append(f"{_symbol(page, node)}{texts}")
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


def _symbol(page: Page, node: Mapping[str, Any]) -> str:
    """The symbol of a node, as wide as twice its size: that of its unit, or of its kind."""
    x, y, size = node["x"], node["y"], node["size"]
    if "symbol" in node:
        half = 1.3 * size
        return (
            f'<use href="#u{node["symbol"]}" x="{x - half:g}" y="{y - half:g}"'
            f' width="{2 * half:g}" height="{2 * half:g}"/>'
        )
    return f'<use href="#k{node["kind"]}" transform="translate({x:g} {y:g}) scale({size / RADIUS:.2f})"/>'


def _unnamed_edges(page: Page) -> list[str]:
    """Each line, drawn as its layer is."""
    nodes = {node["id"]: node for node in page.nodes}
    drawn = []
    for edge in page.edges:
        line = _line(nodes, edge)
        name = _line_class(edge)
        drawn.append(f'<g class="{name}">{line}</g>' if name else line)
    return drawn


def _is_broad(edge: Mapping[str, Any]) -> bool:
    """Whether a line is an arrow that stands for what passes between two actors."""
    return bool(edge.get("sort", STRUCTURE) != STRUCTURE)


def _line(nodes: Mapping[str, Mapping[str, Any]], edge: Mapping[str, Any]) -> str:
    broad = _is_broad(edge)
    path = _path(nodes[edge["from"]], nodes[edge["to"]], edge["bend"], 6 if broad else 3)
    tip = "" if edge.get("mutual") else f' marker-end="url(#{"broad" if broad else "tip"})"'
    width = _WIDTHS[min(edge["origins"], len(_WIDTHS) - 1)] * (2 if broad else 1)
    return f'<path class="line" stroke-width="{width:g}"{tip} d="{path}"/>'


def _words_on_arrows(page: Page) -> list[str]:
    """What passes, in a word at the middle of each arrow."""
    nodes = {node["id"]: node for node in page.nodes}
    words = []
    for edge in filter(_is_broad, page.edges):
        x, y = _middle(nodes[edge["from"]], nodes[edge["to"]], edge["bend"])
        text = escape(xml_text(edge["sort"]))
        words.append(f'<text class="name passes" x="{x:.1f}" y="{y + 4:.1f}">{text}</text>')
    return words


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
            f"{_line(nodes, edge)}</g>"
        )
    return drawn


def _path(tail: Mapping[str, Any], head: Mapping[str, Any], bend: float, gap: float) -> str:
    """A line from one symbol to near the rim of the other; of several between two, each bends its own way."""
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
    gap += head["size"]
    end = (head["x"] + back[0] / far * gap, head["y"] + back[1] / far * gap)
    return f"M{tail['x']:g} {tail['y']:g}Q{middle[0]:.1f} {middle[1]:.1f} {end[0]:.1f} {end[1]:.1f}"


def _legend(page: Page, left: float, top: float, wide: float) -> tuple[list[str], float]:
    """The kinds with their counts, and the lines; and how low they reach."""
    entries = [
        (f'<use href="#k{number}"/>', f"{xml_text(kind.label)} ({kind.count})")
        for number, kind in enumerate(page.kinds)
    ]
    used = {_line_class(edge) for edge in page.edges}
    for name, words in _LINES:
        if name in used:
            line = f'<g class="{name}"><path class="line" stroke-width="1.5" d="M-15 0H15" marker-end="url(#tip)"/></g>'
            entries.append((line, words))
    words = "the wider, the more independent origins"
    entries.append(('<path class="line" stroke-width="3" d="M-15 0H15"/>', words))
    columns = max(int(wide) // (_LEGEND_COLUMN + 70), 1)
    drawn = []
    for number, (symbol, words) in enumerate(entries):
        row, column = divmod(number, columns)
        x = left + 15 + column * (wide / columns)
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
