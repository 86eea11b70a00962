"""Ways as lines: a line a step, or two where it is too wide."""

from __future__ import annotations

import networkx as nx

from kg.graph.paths import routes
from kg.iris import SRC
from kg.publish.terminal.paths import way_lines


def test_a_line_a_step_where_it_fits():
    graph = nx.MultiDiGraph()
    graph.add_edge("a", "b", layer="fact", origins=1)
    graph.add_edge("c", "b", layer="fact", origins=2)
    nx.set_node_attributes(graph, {n: {"label": f"the {n}"} for n in graph})
    for _, _, edge in graph.edges(data=True):
        edge |= {"label": "is near", "claims": [SRC + "one/c1"], "disputed": False}
        edge |= {"event_status": None}
    ways = routes(graph, "a", "c")
    assert list(way_lines(graph, ways, 80)) == [
        ("1. the a", 0),
        ("→ is near: the b (1 origin: one/c1)", 2),
        ("← is near: the c (2 origins: one/c1)", 2),
    ]
    assert [text for text, _ in way_lines(graph, ways, 37)][1:] == [
        "→ is near: the b (1 origin: one/c1)",
        "← is near: the c",
        "(2 origins: one/c1)",
    ]
