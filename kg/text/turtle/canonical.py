"""Canonical names of blank nodes (RDFC-1.0), where their number of ways to be named is no trap.

A few blank nodes that all lead to one another can be named in so many ways that the algorithm never
ends (https://www.w3.org/TR/rdf-canon/#security-considerations); the engine takes no limit.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import permutations
from math import factorial
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

#: Of the orders in which the nodes of one component could be named; more are not tried.
_MOST_WAYS = 5_000


def canonical(triples: Iterable[ox.Triple]) -> set[str]:
    """The triples as lines of N-Triples, with canonical names of blank nodes. Raises as below."""
    quads = canonical_quads([ox.Quad(t.subject, t.predicate, t.object) for t in triples])
    return {str(quad.triple) for quad in quads}


def canonical_quads(quads: Sequence[ox.Quad]) -> ox.Dataset:
    """The quads with canonical names of blank nodes.

    Raises KgError where too many blank nodes that are alike lead to one another.
    """
    if any(ways > _MOST_WAYS for ways in _ways(quads)):
        raise KgError(
            "too many nodes without a name lead to one another and are alike, so that nobody can"
            " tell them apart",
            None,
            "give them names (IRIs)",
        )
    data = ox.Dataset(quads)
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return data


def _ways(quads: Sequence[ox.Quad]) -> Iterator[int]:
    """For each set of alike nodes that hang together, at most so many orders are tried.

    Alike are nodes whose quads are the same but for the blank nodes in them. The algorithm goes from
    one to its neighbours that have no name yet, and tries every order of those that are alike.
    """
    links = [
        quad
        for quad in quads
        if isinstance(quad.object, ox.BlankNode) or isinstance(quad.graph_name, ox.BlankNode)
        if len(_blank_nodes(quad)) > 1
    ]
    if not links:
        return
    looks = _looks(quads, {node for quad in links for _, node in _blank_nodes(quad)})
    shared = Counter(looks.values())
    neighbours: defaultdict[ox.BlankNode, set[tuple[object, ox.BlankNode]]] = defaultdict(set)
    for quad in links:
        places = [(place, n) for place, n in _blank_nodes(quad) if shared[looks[n]] > 1]
        for (place, node), (_, other) in permutations(places, 2):
            if node != other:
                neighbours[node].add(((place, quad.predicate, looks[other]), other))
    waiting = set(neighbours)
    while waiting:
        component, ways = [waiting.pop()], 1
        for node in component:  # which grows
            for count in Counter(kind for kind, _ in neighbours[node]).values():
                ways = min(ways * factorial(min(count, 20)), _MOST_WAYS + 1)
            found = {other for _, other in neighbours[node]} & waiting
            waiting -= found
            component += found
        yield min(ways, factorial(min(len(component), 20)))


def _looks(
    quads: Sequence[ox.Quad], nodes: Collection[ox.BlankNode]
) -> dict[ox.BlankNode, frozenset[object]]:
    """Of each of some blank nodes its quads, without the names of the other blank nodes."""
    looks: defaultdict[ox.BlankNode, Counter[object]] = defaultdict(Counter)
    for quad in quads:
        for node in {node for _, node in _blank_nodes(quad) if node in nodes}:
            terms = (quad.subject, quad.predicate, quad.object, quad.graph_name)
            look = tuple(node == term if isinstance(term, ox.BlankNode) else term for term in terms)
            looks[node][look] += 1
    return {node: frozenset(look.items()) for node, look in looks.items()}


def _blank_nodes(quad: ox.Quad) -> list[tuple[int, ox.BlankNode]]:
    """The blank nodes of a quad, each with its place."""
    terms = (quad.subject, quad.object, quad.graph_name)
    return [(place, term) for place, term in enumerate(terms) if isinstance(term, ox.BlankNode)]
