"""How kinds of entities look: a colour for each family, a shape for each kind in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.iris import KG, local_name
from kg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph.snapshot import Snapshot

# Colours that people with any colour vision tell apart (after Okabe & Ito 2008), for light and
# for dark ground; the shape says the kind a second time.
FAMILIES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("Actors", "#0b62a3", "#62aee8", ("Actor",)),
    ("Events", "#0a8a63", "#3fc79c", ("Event",)),
    ("Weapons", "#c8540a", "#f0914d", ("Weapon",)),
    ("Agreements", "#a8508a", "#dd93c2", ("Agreement", "Clause")),
    ("Places, means and programmes", "#6b7280", "#a3abb8", ()),
)
_FRAMED = ("MilitaryUnit", "ArmedForce")
_SHAPES = ("dot", "square", "diamond", "triangle", "hexagon", "triangleDown", "star")

_ABOVE = "SELECT ?kind ?above { ?kind a owl:Class ; rdfs:subClassOf+ ?above }"


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of the picture; ``family`` is an index of FAMILIES.

    What is ``framed`` is drawn as military symbols, whose frame stands in the legend.
    """

    name: str
    label: str
    family: int
    shape: str
    hollow: bool
    framed: bool
    count: int


def kinds_of(graph: Snapshot, names: Iterable[str]) -> dict[str, Kind]:
    """The kinds of the nodes (their local names), in the order of the legend.

    In a family the commonest kind has the first shape; after seven shapes they return hollow.
    """
    above: dict[str, set[str]] = {}
    for row in select(graph.store, _ABOVE):
        kind = local_name(row["kind"].value)
        above.setdefault(kind, {kind}).add(local_name(row["above"].value))
    counts = Counter(names)
    ordered = sorted(
        counts, key=lambda name: (_family(above.get(name, {name})), -counts[name], name)
    )
    result: dict[str, Kind] = {}
    used: Counter[int] = Counter()
    for name in ordered:
        family = _family(above.get(name, {name}))
        framed = bool(above.get(name, {name}).intersection(_FRAMED))
        turn, number = divmod(used[family], len(_SHAPES))
        used[family] += 1
        label = graph.labels(KG + name)
        label = label[:1].upper() + label[1:]
        result[name] = Kind(
            name, label, family, _SHAPES[number], turn % 2 == 1, framed, counts[name]
        )
    return result


def _family(classes: set[str]) -> int:
    for index, (_, _, _, tops) in enumerate(FAMILIES):
        if classes.intersection(tops):
            return index
    return len(FAMILIES) - 1
