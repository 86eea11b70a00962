"""APP-6 symbols of military units and forces, drawn by ``milsymbol``, as the page embeds them.

Each symbol has the frame of *unknown* affiliation: friend and foe are a matter of who looks, no
term of the ontology states it, and the graph takes no side. Echelon and branch are drawn where the
sources state exactly one. The codes are those of APP-6(D) and MIL-STD-2525D, tables of symbol set 10.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.iris import KG, KGD, local_name
from kg.store.sparql import select
from kg.text.display import shown

if TYPE_CHECKING:
    from kg.graph.snapshot import Snapshot

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
_RIM = (
    '<filter id="r"><feMorphology in="SourceAlpha" operator="dilate" radius="4" result="a"/>'
    '<feFlood flood-color="#fff"/><feComposite in2="a" operator="in"/><feMerge><feMergeNode/>'
    '<feMergeNode in="SourceGraphic"/></feMerge></filter><g filter="url(#r)">',
    "</g>",
)

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


def symbols_of(graph: Snapshot) -> tuple[list[Symbol], dict[str, int]]:
    """The symbols in use, and the number of its symbol for each unit or force by IRI."""
    values_stated: dict[tuple[str, str], set[str]] = {}
    codes: dict[str, str] = {}
    for row in select(graph.store, _STATED):
        value = row["o"].value
        values_stated.setdefault((row["x"].value, row["p"].value), set()).add(value)
        if row["code"] is not None:
            codes[value] = row["code"].value
    numbers: dict[tuple[str, str], int] = {}
    symbol_numbers: dict[str, int] = {}
    for iri in sorted(row["x"].value for row in select(graph.store, _TROOPS)):
        if iri.startswith(KGD):
            echelon, branch = (
                _single_value(values_stated.get((iri, KG + p))) for p in ("echelon", "branch")
            )
            symbol_numbers[iri] = numbers.setdefault((echelon, branch), len(numbers))
    symbols = [
        _symbol(codes.get(echelon, _NO_ECHELON), local_name(branch), _label(graph, echelon, branch))
        for echelon, branch in numbers
    ]
    return symbols, symbol_numbers


def _single_value(values: set[str] | None) -> str:
    """The value that all sources agree on; empty where there is none, or where they differ."""
    return next(iter(values)) if values is not None and len(values) == 1 else ""


def _label(graph: Snapshot, *terms: str) -> str:
    """The labels of an echelon and a branch; an empty one of them is left out."""
    return shown(", ".join(graph.labels(term) for term in terms if term)) or "level and branch open"


def _symbol(echelon: str, branch: str, words: str) -> Symbol:
    """The symbol of an echelon (its code) and a branch (a local name), with its words.

    The code says: version 10, reality, unknown, land unit, present, no headquarters; then echelon
    and icon.
    """
    from milsymbol import Symbol as Drawing

    drawing = Drawing(f"10011000{echelon:0>2}{_ICONS.get(branch, _NO_ICON)}0000", **_LOOK)
    head, inner = drawing.as_svg().split(">", 1)
    return Symbol(f"{head}>{_RIM[0]}{inner.removesuffix('</svg>')}{_RIM[1]}</svg>", words)
