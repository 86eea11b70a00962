"""APP-6 symbols of military units and forces, drawn by ``milsymbol``, as the page embeds them.

Each symbol has the frame of *unknown* affiliation: friend and foe are a matter of who looks, no
term of the ontology states it, and the graph takes no side. Echelon and branch are drawn where the
sources state exactly one. The codes are those of APP-6(D) and MIL-STD-2525D, tables of symbol set 10.
The sign of the kind is ours: a star tells a whole force from a unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from kg.iris import KG, KGD, local_name
from kg.publish.draw.signs import STROKE
from kg.store.sparql import select
from kg.text.display import shown, xml_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.graph.snapshot import Snapshot
    from kg.publish.page.kinds import KindStyle

# Main icons of land units (symbol set 10); "ground forces" in general have none.
_ICONS = {
    "airDefenceForces": "130100",
    "airForce": "120800",
    "artillery": "130300",
    "engineers": "140700",
    "infantry": "121100",
    "missileForces": "130700",
    "navy": "170100",
    "specialForces": "121700",
}
_NO_ICON, _NO_ECHELON = "000000", "00"
# A pale rim keeps the black lines above the frame in sight on a dark ground; the outline's width
# makes room for it.
_LOOK = {"size": 40, "outline_width": 8}
RIM = (
    '<filter id="r"><feMorphology in="SourceAlpha" operator="dilate" radius="4" result="a"/>'
    '<feFlood flood-color="#fff"/><feComposite in2="a" operator="in"/><feMerge><feMergeNode/>'
    '<feMergeNode in="SourceGraphic"/></feMerge></filter>'
)
_RIMMED = (f'{RIM}<g filter="url(#r)">', "</g>")

_TROOPS = """
SELECT DISTINCT ?x { ?kind rdfs:subClassOf* ?top . ?x a ?kind
  FILTER(?top IN (kg:MilitaryUnit, kg:ArmedForce)) }"""
_STATED = """
SELECT DISTINCT ?x ?p ?o ?code { ?x ?p ?o FILTER(?p IN (kg:echelon, kg:branch))
  OPTIONAL { ?o skos:notation ?code } }"""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A drawing (SVG that ``milsymbol`` made from a code), and in words what it says."""

    svg: str
    label: str

    @property
    def bare(self) -> tuple[str, str]:
        """The box of the drawing (a ``viewBox``) and what is drawn in it: without the pale rim, in any font."""
        head, drawn = self.svg.split(_RIMMED[0])
        box = head.partition('viewBox="')[2].partition('"')[0]
        return box, drawn.removesuffix(f"{_RIMMED[1]}</svg>").replace(' font-family="Arial"', "")


def symbols_of(
    graph: Snapshot, kinds: Mapping[str, KindStyle]
) -> tuple[list[Symbol], dict[str, int]]:
    """The symbols in use, and the number of its symbol for each unit or force by IRI.

    ``kinds`` has the styles of kinds by local name (``kg.publish.page.kinds``).
    """
    values_stated: dict[tuple[str, str], set[str]] = {}
    codes: dict[str, str] = {}
    for row in select(graph.store, _STATED):
        value = row["o"].value
        values_stated.setdefault((row["x"].value, row["p"].value), set()).add(value)
        if row["code"] is not None:
            codes[value] = row["code"].value
    nodes = graph.holdings.nodes
    numbers: dict[tuple[str, str, str], int] = {}
    symbol_numbers: dict[str, int] = {}
    for iri in sorted(row["x"].value for row in select(graph.store, _TROOPS)):
        if iri.startswith(KGD):
            echelon, branch = (
                _single_value(values_stated.get((iri, KG + p))) for p in ("echelon", "branch")
            )
            kind = nodes[iri].kind if iri in nodes else ""
            symbol_numbers[iri] = numbers.setdefault((echelon, branch, kind), len(numbers))
    symbols = []
    for echelon, branch, name in numbers:
        icon = _ICONS.get(local_name(branch), _NO_ICON)
        mark = _mark_svg(kinds[name], in_the_middle=icon == _NO_ICON) if name in kinds else ""
        code = codes.get(echelon, _NO_ECHELON)
        words = _label(graph, echelon, branch)
        if mark:
            words = f"{kinds[name].label}: {words}"
        symbols.append(_symbol(code, icon, mark, words))
    return symbols, symbol_numbers


def _mark_svg(kind: KindStyle, *, in_the_middle: bool) -> str:
    """The sign or the letters of a kind inside the frame; below the icon where there is one."""
    at = "translate(100 100) scale(9)" if in_the_middle else "translate(100 150) scale(4.5)"
    if kind.letter:
        size = 9 / max(len(kind.letter), 1.2)
        return (
            f'<text transform="{at}" y="{size / 3:.2f}" font-size="{size:.2f}" text-anchor="middle"'
            f' font-family="sans-serif" font-weight="700">{escape(xml_text(kind.letter))}</text>'
        )
    lines, _, filled = kind.sign.partition("|")
    if not kind.sign:
        return ""
    return (
        f'<g transform="{at}"><path d="{lines}" fill="none" stroke="#000" stroke-width="{STROKE}"/>'
        f'<path d="{filled}"/></g>'
    )


def _single_value(values: set[str] | None) -> str:
    """The value that all sources agree on; empty where there is none, or where they differ."""
    return next(iter(values)) if values is not None and len(values) == 1 else ""


def _label(graph: Snapshot, *terms: str) -> str:
    """The labels of an echelon and a branch; an empty one of them is left out."""
    return shown(", ".join(graph.labels(term) for term in terms if term)) or "level and branch open"


def _symbol(echelon: str, icon: str, mark: str, words: str) -> Symbol:
    """The symbol of an echelon and an icon (codes), with a mark (SVG) in it, and its words.

    The code says: version 10, reality, unknown, land unit, present, no headquarters; then echelon
    and icon.
    """
    from milsymbol import Symbol as Drawing

    drawing = Drawing(f"10011000{echelon:0>2}{icon}0000", **_LOOK)
    head, inner = drawing.as_svg().split(">", 1)
    drawn = f"{inner.removesuffix('</svg>')}{mark}"
    return Symbol(f"{head}>{_RIMMED[0]}{drawn}{_RIMMED[1]}</svg>", words)
