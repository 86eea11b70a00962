"""The part of the network on the shortest ways between two entities, read from both ends inwards."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.closure import closure
from kg.graph.entities import is_entity, read_entity, relations_of
from kg.graph.network import network, network_of
from kg.graph.paths import HOPS, Step, routes
from kg.iris import CURRENT_VIEW, KG, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import networkx as nx

    from kg.graph.snapshot import Snapshot

_VIEW = ox.NamedNode(CURRENT_VIEW)
_SUBJECT, _OBJECT = ox.NamedNode(RDF + "subject"), ox.NamedNode(RDF + "object")
_TYPE, _JUDGEMENT = ox.NamedNode(RDF + "type"), ox.NamedNode(KG + "Judgement")


def ways_between(
    graph: Snapshot,
    start: str,
    end: str,
    *,
    by: str = HOPS,
    independent: int = 0,
    layers: Sequence[str] = ("fact",),
    most: int = 3,
) -> tuple[nx.MultiDiGraph, list[list[Step]]]:
    """``routes`` in the network of a graph, and the network in which they were found.

    Where the shortest ways are asked for, that is the part of it on these alone: no relation that is
    not near them is read. Otherwise, and where there is no way, it is the whole.
    """
    if by == HOPS and not independent and set(layers) <= {"fact", "judgement"}:
        search = _Search(graph, "judgement" in layers)
        pairs, length = search.pairs(start, end)
        if pairs:
            part = _network_among(graph, pairs)
            ways = routes(part, start, end, layers=layers, most=most)
            if ways and len(ways[0]) == length:
                return part, ways
    net = network(graph)
    chosen = {"by": by, "independent": independent, "layers": layers, "most": most}
    return net, routes(net, start, end, **chosen)  # type: ignore[arg-type]


class _Search:
    """A search in breadth from both ends of a way over the edges of the fact layer, and judgements."""

    def __init__(self, graph: Snapshot, judgements: bool) -> None:
        self._graph, self._judgements = graph, judgements
        self._is_entity: dict[str, bool] = {}

    def pairs(self, start: str, end: str) -> tuple[set[tuple[str, str]], int]:
        """The neighbours on the shortest ways between two entities, and how long these are; none: no way."""
        before: list[dict[str, set[str]]] = [{start: set()}, {end: set()}]
        fronts = [{start}, {end}]
        length = 0
        while fronts[0] and fronts[1]:
            met = fronts[0] & before[1].keys() | fronts[1] & before[0].keys()
            if met:
                return {
                    (here, there)
                    for known in before
                    for here in closure(met, lambda node, known=known: known[node])  # type: ignore[misc]
                    if here in known
                    for there in known[here]
                }, length
            side = int(len(fronts[1]) < len(fronts[0]))
            reached: defaultdict[str, set[str]] = defaultdict(set)
            for node in fronts[side]:
                for other in self._neighbours(node):
                    if other not in before[side]:
                        reached[other].add(node)
            before[side] |= reached
            fronts[side] = set(reached)
            length += 1
        return set(), 0

    def _neighbours(self, iri: str) -> Iterator[str]:
        """The entities to which a fact (or a judgement) leads from one, or from which."""
        node, store = ox.NamedNode(iri), self._graph.store
        for quad in store.quads(node, None, None, _VIEW):
            yield from self._entities(quad.object)
        for quad in store.quads(None, None, node, _VIEW):
            yield from self._entities(quad.subject)
        if self._judgements:
            for own, other in ((_SUBJECT, _OBJECT), (_OBJECT, _SUBJECT)):
                for quad in store.quads(None, own, node):
                    if any(store.quads(quad.subject, _TYPE, _JUDGEMENT)):
                        for end in store.quads(quad.subject, other):
                            yield from self._entities(end.object)

    def _entities(self, term: object) -> Iterator[str]:
        if isinstance(term, ox.NamedNode):
            iri = term.value
            if iri not in self._is_entity:
                self._is_entity[iri] = is_entity(self._graph.store, iri)
            if self._is_entity[iri]:
                yield iri


def _network_among(graph: Snapshot, pairs: Iterable[tuple[str, str]]) -> nx.MultiDiGraph:
    """The network of some entities, with the relations of these pairs alone."""
    joined = {frozenset(pair) for pair in pairs}
    entities = {
        iri: entity
        for iri in sorted({iri for pair in joined for iri in pair})
        if (entity := read_entity(graph.store, iri, graph.labels)) is not None
    }
    found: set[str] = set()
    for pair in joined:
        one, other = min(pair), max(pair)
        for subject, value in ((one, other), (other, one)):
            found |= _claims_joining(graph, subject, value)
    claims = {iri: graph.claims[iri] for iri in sorted(found) if iri in graph.claims}
    facts = {}
    for edge in {claim.edge for claim in claims.values() if claim.edge is not None}:
        if (fact := graph.facts.of(edge)) is not None:
            facts[edge] = fact
    return network_of(graph, entities, claims, relations_of(claims, entities, facts))


def _claims_joining(graph: Snapshot, subject: str, value: str) -> set[str]:
    """The claims that state a relation of a subject to a value; the fewer of both are looked at."""
    ends = [(_SUBJECT, ox.NamedNode(subject)), (_OBJECT, ox.NamedNode(value))]
    looked: list[list[ox.NamedNode]] = [[], []]
    both = [graph.store.quads(None, name, node) for name, node in ends]
    while True:
        for side, quads in enumerate(both):
            quad = next(quads, None)
            if quad is None:
                name, node = ends[1 - side]
                return {
                    claim.value
                    for claim in looked[side]
                    if any(graph.store.quads(claim, name, node))
                }
            if isinstance(quad.subject, ox.NamedNode) and quad.graph_name != _VIEW:
                looked[side].append(quad.subject)
