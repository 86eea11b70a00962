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

_CLASSES_ABOVE = "SELECT ?kind ?above { ?kind a owl:Class ; rdfs:subClassOf+ ?above }"


@dataclass(frozen=True, slots=True)
class KindStyle:
    """How a kind of entities (a class) is drawn: shape, and colour by ``family``, an index of FAMILIES.

    ``name`` is the local name of the class, ``count`` how many nodes are of it. A ``hollow`` shape is
    an outline. What is ``framed`` is drawn as military symbols, whose frame stands in the legend.
    """

    name: str
    label: str
    family: int
    shape: str
    hollow: bool
    framed: bool
    count: int


def kind_styles(graph: Snapshot, names: Iterable[str]) -> dict[str, KindStyle]:
    """A style for each kind of the nodes, by local name of the class, in the order of the legend.

    ``names`` has the kind of every node, so that kinds come as often as there are nodes of them.

    In a family the commonest kind has the first shape; after seven shapes they return hollow.
    """
    classes_above = read_classes_above(graph)
    counts = Counter(names)
    ordered = sorted(
        counts,
        key=lambda name: (_family(classes_above.get(name, frozenset({name}))), -counts[name], name),
    )
    styles: dict[str, KindStyle] = {}
    styles_in_family: Counter[int] = Counter()
    for name in ordered:
        family = _family(classes_above.get(name, frozenset({name})))
        framed = bool(classes_above.get(name, frozenset({name})).intersection(_FRAMED))
        round_number, number = divmod(styles_in_family[family], len(_SHAPES))
        styles_in_family[family] += 1
        label = graph.labels(KG + name)
        label = label[:1].upper() + label[1:]
        styles[name] = KindStyle(
            name, label, family, _SHAPES[number], round_number % 2 == 1, framed, counts[name]
        )
    return styles


def read_classes_above(graph: Snapshot) -> dict[str, frozenset[str]]:
    """The local names of each class and of those above it, by the class's own; of classes with some."""
    above: dict[str, set[str]] = {}
    for row in select(graph.store, _CLASSES_ABOVE):
        kind = local_name(row["kind"].value)
        above.setdefault(kind, {kind}).add(local_name(row["above"].value))
    return {kind: frozenset(names) for kind, names in above.items()}


def _family(classes: frozenset[str]) -> int:
    """The first of FAMILIES that one of these classes belongs to; else the last one."""
    for index, (_, _, _, top_classes) in enumerate(FAMILIES):
        if classes.intersection(top_classes):
            return index
    return len(FAMILIES) - 1
