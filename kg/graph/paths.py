"""Ways from one entity to another over the relations of the graph, and what each step rests on."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

import networkx as nx

from kg.claims.facts.edges import CONFIRMED_FROM
from kg.graph.marks import marks
from kg.graph.ranking import relations
from kg.iris import SRC

if TYPE_CHECKING:
    from collections.abc import Iterable

#: How ways are compared: by their length, or first by their steps of too few origins.
HOPS, GAPS = "hops", "gaps"


class Step(NamedTuple):
    """One relation of a way, from ``start`` to ``end``; ``forward`` where its arrow points so.

    ``edge`` holds the attributes of ``graph.network()``.
    """

    start: str
    end: str
    forward: bool
    edge: dict[str, Any]

    @property
    def claims(self) -> str:
        """The ids of the claims that the step rests on, joined by commas."""
        return ", ".join(claim.removeprefix(SRC) for claim in self.edge["claims"])

    @property
    def marks(self) -> str:
        """What keeps the relation from being a plain fact, joined by commas; empty for a fact."""
        edge = self.edge
        status = f"event only {edge['event_status']}" if edge["event_status"] else ""
        implied = edge.get("implied", False)
        return ", ".join(
            marks(edge["layer"], edge.get("stance", ""), edge["disputed"], status, implied=implied)
        )


def routes(
    net: nx.MultiDiGraph,
    start: str,
    end: str,
    *,
    by: str = HOPS,
    independent: int = 0,
    layers: Iterable[str] = ("fact",),
    most: int = 3,
) -> list[list[Step]]:
    """The best ways between two entities (IRIs), at most ``most``; empty where there is none.

    Relations are walked in both directions. By ``hops`` the shortest way is best; by ``gaps`` the
    one with the fewest steps that fewer than two independent origins bear out, and of these the
    shortest. ``independent`` leaves out the relations that have fewer independent origins. Only
    ways as good as the best are given, in a fixed order; of several relations between two
    entities the one with the most independent origins.
    """
    walked = nx.Graph()
    for subject, value, edge in relations(net, layers).edges(data=True):
        if edge["origins"] < independent or subject == value:
            continue
        best = walked.get_edge_data(subject, value)
        if best is None or edge["origins"] > best["edge"]["origins"]:
            walked.add_edge(subject, value, edge=edge, tail=subject)
    if start not in walked or end not in walked or not nx.has_path(walked, start, end):
        return []
    gap = walked.number_of_nodes() if by == GAPS else 0  # a gap outweighs any number of hops

    def cost(_start: str, _end: str, data: dict[str, Any]) -> int:
        return 1 + (gap if data["edge"]["origins"] < CONFIRMED_FROM else 0)

    shortest = islice(nx.all_shortest_paths(walked, start, end, weight=cost), 10_000)
    return [
        [
            Step(here, there, walked[here][there]["tail"] == here, walked[here][there]["edge"])
            for here, there in pairwise(way)
        ]
        for way in sorted(shortest)[:most]
    ]


def records(net: nx.MultiDiGraph, ways: Iterable[Iterable[Step]]) -> list[dict[str, object]]:
    """A row a step: which way, from whom to whom by what relation, and on which claims."""
    return [
        {
            "way": number,
            "from": net.nodes[step.start]["label"],
            "relation": f"{step.edge['label']} →" if step.forward else f"← {step.edge['label']}",
            "to": net.nodes[step.end]["label"],
            "origins": step.edge["origins"],
            "marks": step.marks,
            "claims": step.claims,
        }
        for number, way in enumerate(ways, start=1)
        for step in way
    ]


def none_found(
    net: nx.MultiDiGraph, start: str, end: str, independent: int, layers: Iterable[str]
) -> str:
    """Why there is no way, and what would give one, in words."""
    names = (
        f"{net.nodes[start]['label']} and {net.nodes[end]['label']}"
        if {start, end} <= set(net)
        else "the two"
    )
    wider = routes(net, start, end, layers=layers, most=1) if independent else []
    if wider:
        return (
            f"no way between {names} over relations of {independent} independent origins;"
            f" without --independent there is one of {len(wider[0])} steps"
        )
    if "judgement" not in layers and routes(net, start, end, layers=(*layers, "judgement"), most=1):
        return f"no fact leads from one to the other of {names}; with --judgements there is a way"
    return f"the sources do not say how {names} hang together"
