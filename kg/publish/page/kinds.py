"""How kinds of entities look: a colour and a silhouette for each family, in it a sign for each kind."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.iris import KG, local_name
from kg.publish.draw.signs import SIGNS
from kg.store.sparql import select
from kg.text.display import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.graph.snapshot import Snapshot

# Colours that people with any colour vision tell apart (after Okabe & Ito 2008), for light and
# for dark ground; the silhouette says the family a second time.
FAMILIES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("Actors", "#0b62a3", "#62aee8", ("Actor",)),
    ("Events", "#0a8a63", "#3fc79c", ("Event",)),
    ("Weapons", "#c8540a", "#f0914d", ("Weapon",)),
    ("Agreements", "#a8508a", "#dd93c2", ("Agreement", "Clause")),
    ("Places, means and programmes", "#6b7280", "#a3abb8", ()),
)
_SILHOUETTES = ("dot", "square", "triangle", "hexagon", "diamond")
_FRAMED = ("MilitaryUnit", "ArmedForce")
_LONGEST_LETTERS = 3

_CLASSES_ABOVE = "SELECT ?kind ?above { ?kind a owl:Class ; rdfs:subClassOf+ ?above }"


@dataclass(frozen=True, slots=True)
class KindStyle:
    """How a kind of entities (a class) is drawn: colour and ``shape`` by ``family``, an index of FAMILIES.

    ``name`` is the local name of the class, ``count`` how many nodes are of it. ``sign`` is what is
    drawn in the shape (``kg.publish.draw.signs``); a kind of a workspace's own has none, and a
    ``letter`` or more in its place. What is ``framed`` is drawn as military symbols, whose frame
    stands in the legend.
    """

    name: str
    label: str
    family: int
    shape: str
    sign: str
    letter: str
    framed: bool
    count: int


def kind_styles(graph: Snapshot, names: Iterable[str]) -> dict[str, KindStyle]:
    """A style for each kind of the nodes, by local name of the class, in the order of the legend.

    ``names`` has the kind of every node, so that kinds come as often as there are nodes of them.
    No two styles look alike, also without their colours.
    """
    classes_above = read_classes_above(graph)
    counts = Counter(names)
    ordered = sorted(
        counts,
        key=lambda name: (_family(classes_above.get(name, frozenset({name}))), -counts[name], name),
    )
    labels = {name: shown(graph.labels(KG + name)) for name in ordered}
    letters = _letters({name: labels[name] for name in sorted(ordered) if name not in SIGNS})
    styles: dict[str, KindStyle] = {}
    for name in ordered:
        above = classes_above.get(name, frozenset({name}))
        family = _family(above)
        styles[name] = KindStyle(
            name,
            labels[name][:1].upper() + labels[name][1:],
            family,
            _SILHOUETTES[family],
            SIGNS.get(name, ""),
            letters.get(name, ""),
            bool(above.intersection(_FRAMED)),
            counts[name],
        )
    return styles


def _letters(labels: Mapping[str, str]) -> dict[str, str]:
    """For each name the shortest begin of its label that no name before it has; else a number."""
    taken: set[str] = set()
    found: dict[str, str] = {}
    for number, (name, label) in enumerate(labels.items(), start=1):
        word = "".join(label.split())
        begins = (word[:1].upper() + word[1:end] for end in range(1, _LONGEST_LETTERS + 1))
        found[name] = next((b for b in begins if b and b not in taken), str(number))
        taken.add(found[name])
    return found


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
