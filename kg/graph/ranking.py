"""Who stands in the middle: degree, PageRank and betweenness of the entities, by networkx."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import networkx as nx

from kg.graph.names import class_named
from kg.iris import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph.snapshot import Snapshot

#: The measures, in the order in which a table shows them.
MEASURES = ("degree", "pagerank", "betweenness")
#: From this many entities on, betweenness is estimated from as many of them (Brandes & Pich 2007).
SAMPLED_FROM = 1000


class Rank(NamedTuple):
    """An entity (IRI) and its measures.

    ``degree`` counts its relations; ``pagerank`` sums to 1 over all entities (Brin & Page 1998,
    along the arrows, damping 0.85); ``betweenness`` is the share of the shortest ways between two
    others that lead through it, whichever way the arrows point (Freeman 1977).
    """

    iri: str
    degree: int
    pagerank: float
    betweenness: float


def ranking(
    net: nx.MultiDiGraph,
    by: str = "pagerank",
    layers: Iterable[str] = ("fact",),
    *,
    sample: int = SAMPLED_FROM,
) -> list[Rank]:
    """The entities of a network that have a relation in these layers, the highest first.

    ``net`` is ``graph.network()``; ``by`` is one of MEASURES. Two relations between the same two
    count twice for degree and PageRank. Of more than ``sample`` entities, betweenness is estimated
    from so many. The same network gives the same list.
    """
    used = relations(net, layers)
    simple = nx.DiGraph()
    simple.add_nodes_from(used)
    for subject, target in used.edges():
        weight = simple[subject][target]["weight"] if simple.has_edge(subject, target) else 0
        simple.add_edge(subject, target, weight=weight + 1)
    degree = dict(used.degree())
    pagerank = nx.pagerank(simple) if simple else {}
    betweenness = nx.betweenness_centrality(
        simple.to_undirected(), k=sample if len(simple) > sample else None, seed=1
    )
    ranks = [Rank(iri, degree[iri], pagerank[iri], betweenness[iri]) for iri in simple]
    place = Rank._fields.index(by)
    return sorted(ranks, key=lambda rank: (-float(rank[place]), -rank.degree, rank.iri))


def relations(net: nx.MultiDiGraph, layers: Iterable[str] = ("fact",)) -> nx.MultiDiGraph:
    """The part of a network whose edges lie in these layers, in the order of their IRIs."""
    wanted = set(layers)
    result = nx.MultiDiGraph()
    edges = [edge for edge in net.edges(keys=True, data=True) if edge[3]["layer"] in wanted]
    result.add_nodes_from(sorted({end for edge in edges for end in edge[:2]}))
    result.add_edges_from(sorted(edges, key=lambda edge: edge[:3]))
    return result


def of_kind(graph: Snapshot, net: nx.MultiDiGraph, ranks: Iterable[Rank], kind: str) -> list[Rank]:
    """Those of a class or of one below it, by its short name or label. Raises UsageError."""
    wanted = local_name(class_named(graph, kind, "--kind"))
    return [rank for rank in ranks if graph.holdings.is_a(net.nodes[rank.iri]["kind"], wanted)]
