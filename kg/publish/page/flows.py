"""What passes between actors: events with a giver and a taker, folded into one arrow from actor to actor.

A reader asks who gave what to whom, and the graph has an event between the two. So the first picture
has arrows of these sorts; each names the events that it is folded from, and the lines that say so.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.iris import KG, local_name
from kg.publish.page.kinds import read_classes_above
from kg.store.sparql import select
from kg.text.display import shown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.graph.snapshot import Snapshot

#: The roles of an event (of a kg:Event or kg:Agreement): who gives or does, who gets, who takes part.
_GIVES = ("supplier", "conductedBy", "attacker")
_TAKES = (
    "recipient",
    "sentTo",
    "attacked",
    "targeted",
    "deployedTo",
    "alongside",
    "meantAlongside",
)
_SHARES = ("hasParty",)
#: What a thing has an owner by: help for a programme is help for whose it is.
_OWNED = ("belongsTo",)
#: How actors hang together: no flow, but what a flow hangs at.
_STRUCTURE = ("partOf", "belongsTo", "hasMember", "ledBy")
STRUCTURE = "structure"
#: The word for what passes, by the class of the event or by the relation; the first that fits.
_SORT_OF_CLASS = {
    "ArmsTransfer": "arms",
    "TechnologyTransfer": "technology",
    "InformationSharing": "technology",
    "Deployment": "troops",
    "Agreement": "agreement",
    "Conflict": "attack",
    "Attack": "attack",
    "Cooperation": "cooperation",
}
_SORT_OF_RELATION = {
    "helpsDevelop": "technology",
    "supports": "support",
    "militaryPartnerOf": "cooperation",
    "strengthens": "support",
    "reliesOn": "support",
    "opposes": "opposition",
    "rivalOf": "opposition",
    "threatens": "opposition",
    "isolatedFrom": "opposition",
}
_MUTUAL = ("militaryPartnerOf", "rivalOf")

_PROPERTIES_ABOVE = "SELECT ?p ?above { ?p rdfs:subPropertyOf+ ?above }"


class _Line(NamedTuple):
    """A line of the page: its id, its ends (ids of nodes), and the names of its relation and those above."""

    id: str
    tail: str
    head: str
    names: tuple[str, ...]


class _Nodes:
    """Of each node (by id) the names of its class and of those above, and the label of the class."""

    def __init__(self, classes: Mapping[str, frozenset[str]], labels: Mapping[str, str]) -> None:
        self._classes, self._labels = classes, labels

    def is_one(self, node: str, *names: str) -> bool:
        return not self._classes[node].isdisjoint(names)

    def is_end(self, node: str) -> bool:
        """Whether an arrow may end there."""
        return self.is_one(node, "Actor", "Place")

    def sort(self, node: str) -> str:
        """The word for what passes in an event."""
        sorts = (sort for name, sort in _SORT_OF_CLASS.items() if self.is_one(node, name))
        return next(sorts, self._labels[node])


def flows_of(
    graph: Snapshot, nodes: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """A row for each arrow; none at all where nothing passes between two actors.

    ``nodes`` and ``edges`` are rows of the page (``iri`` is shown text); a row has ``from``, ``to``,
    ``sort``, ``mutual`` where it has no direction, and ``parts``: the lines by which one end
    ``gives`` and the other ``takes`` (one of each has to stand), and the ``node`` between them.
    """
    classes_above = read_classes_above(graph)
    classes: dict[str, frozenset[str]] = {}
    labels: dict[str, str] = {}
    for row, entity in zip(nodes, graph.holdings.nodes.values(), strict=True):
        classes[row["id"]] = classes_above.get(entity.kind, frozenset()) | {entity.kind}
        labels[row["id"]] = shown(graph.labels(KG + entity.kind))
    look = _Nodes(classes, labels)
    lines = _read_lines(graph, edges)
    found = _Found()
    of_node: defaultdict[str, list[_Line]] = defaultdict(list)
    for line in lines:
        of_node[line.tail].append(line)
        if look.is_one(line.tail, "Actor") and look.is_end(line.head):
            _add_direct(found, line)
    for node, own in of_node.items():
        if look.is_one(node, "Event", "Agreement"):
            _add_event(found, node, own, look)
        elif look.is_one(node, "Actor"):
            _add_help(found, own, of_node, look)
    rows = found.rows()
    return rows if any(row["sort"] != STRUCTURE for row in rows) else []


def _read_lines(graph: Snapshot, edges: Iterable[Mapping[str, Any]]) -> list[_Line]:
    above: defaultdict[str, list[str]] = defaultdict(list)
    for row in select(graph.store, _PROPERTIES_ABOVE):
        above[local_name(row["p"].value)].append(local_name(row["above"].value))
    return [
        _Line(edge["id"], edge["from"], edge["to"], (name, *above[name]))
        for edge in edges
        if edge["iri"].startswith(KG)
        for name in [local_name(edge["iri"])]
    ]


class _Found:
    """The arrows that are found, by their ends and sort."""

    def __init__(self) -> None:
        self._parts: dict[tuple[str, str, str, bool], list[dict[str, Any]]] = {}

    def add(
        self, ends: tuple[str, str], sort: str, part: dict[str, Any], *, mutual: bool = False
    ) -> None:
        tail, head = sorted(ends) if mutual else ends
        if tail != head:
            self._parts.setdefault((tail, head, sort, mutual), []).append(part)

    def rows(self) -> list[dict[str, Any]]:
        return [
            {"id": f"f{number}", "from": tail, "to": head, "sort": sort, "parts": parts}
            | ({"mutual": True} if mutual else {})
            for number, ((tail, head, sort, mutual), parts) in enumerate(self._parts.items())
        ]


def _add_direct(found: _Found, line: _Line) -> None:
    """A relation between two actors: an arrow as it is."""
    part = {"gives": [line.id], "takes": []}
    if any(name in _STRUCTURE for name in line.names):
        found.add((line.tail, line.head), STRUCTURE, part)
        return
    sort = next((_SORT_OF_RELATION[n] for n in line.names if n in _SORT_OF_RELATION), "")
    if sort:
        mutual = any(name in _MUTUAL for name in line.names)
        found.add((line.tail, line.head), sort, part, mutual=mutual)


def _add_event(found: _Found, node: str, own: Sequence[_Line], look: _Nodes) -> None:
    """The arrows of an event: from each who gives to each who takes, else between its parties."""
    gives, takes, shares = (_by_end(own, names, look) for names in (_GIVES, _TAKES, _SHARES))
    for giver, giving in gives.items():
        for taker, taking in takes.items():
            part = {"node": node, "gives": giving, "takes": taking}
            found.add((giver, taker), look.sort(node), part)
    together = look.is_one(node, "Cooperation") and not takes
    parties = shares or (gives if together else {})
    for (one, ones), (other, others) in combinations(parties.items(), 2):
        part = {"node": node, "gives": ones, "takes": others}
        found.add((one, other), look.sort(node), part, mutual=True)


def _add_help(
    found: _Found, own: Iterable[_Line], of_node: Mapping[str, Sequence[_Line]], look: _Nodes
) -> None:
    """The arrows of an actor to whose the things are that it helps."""
    for line in own:
        sort = next((_SORT_OF_RELATION[n] for n in line.names if n in _SORT_OF_RELATION), "")
        if not sort or look.is_end(line.head):
            continue
        for owner, owning in _by_end(of_node.get(line.head, ()), _OWNED, look).items():
            part = {"node": line.head, "gives": [line.id], "takes": owning}
            found.add((line.tail, owner), sort, part)


def _by_end(lines: Iterable[_Line], names: Sequence[str], look: _Nodes) -> dict[str, list[str]]:
    """The lines of some relations, by the actor or place to which they lead."""
    found: dict[str, list[str]] = {}
    for line in lines:
        if look.is_end(line.head) and any(name in names for name in line.names):
            found.setdefault(line.head, []).append(line.id)
    return found
