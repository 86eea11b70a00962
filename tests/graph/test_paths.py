"""Ways between two entities: by hops, by gaps, over independent origins only."""

from __future__ import annotations

from random import Random

import networkx as nx

from kg.graph.between import ways_between
from kg.graph.paths import GAPS, records, routes


def net(*edges: tuple[str, str, int], layer: str = "fact") -> nx.MultiDiGraph:
    """Edges with the number of their independent origins."""
    result = nx.MultiDiGraph()
    for number, (one, other, origins) in enumerate(edges):
        result.add_edge(one, other, number, layer=layer, origins=origins)
    return result


def ways(*given, **options) -> list[str]:
    return [way[0].start + "".join(s.end for s in way) for way in routes(*given, **options)]


# a–b–d is shorter and rests on one origin; a–c–e–d is longer and each step rests on two.
TWO_WAYS = net(("a", "b", 1), ("b", "d", 1), ("a", "c", 2), ("e", "c", 2), ("e", "d", 3))


def test_the_shortest_and_the_best_borne_out():
    assert ways(TWO_WAYS, "a", "d") == ["abd"]
    assert ways(TWO_WAYS, "a", "d", by=GAPS) == ["aced"]
    assert ways(TWO_WAYS, "a", "d", independent=2) == ["aced"]
    assert ways(TWO_WAYS, "a", "d", independent=3) == []


def test_fewer_gaps_beat_any_number_of_hops_and_then_the_shorter_wins():
    chain = [(f"n{i}", f"n{i + 1}", 2) for i in range(30)]
    long_way = net(("x", "y", 1), ("x", "n0", 2), ("n30", "y", 2), *chain)
    assert len(routes(long_way, "x", "y", by=GAPS)[0]) == 32
    assert ways(net(("a", "b", 0), ("a", "c", 1), ("c", "b", 1)), "a", "b", by=GAPS) == ["ab"]


def test_directions_and_the_best_of_several_relations():
    (way,) = routes(net(("b", "a", 1), ("a", "b", 2)), "b", "a")
    assert (way[0].forward, way[0].edge["origins"]) == (False, 2)
    assert routes(TWO_WAYS, "a", "d", independent=2)[0][1].forward is False  # e → c, walked from c


def test_equally_good_ways_in_a_fixed_order_and_bounded():
    many = net(*(edge for m in "dcb" for edge in (("a", m, 1), (m, "z", 1))))
    assert ways(many, "a", "z", most=2) == ["abz", "acz"]


def test_no_way():
    assert routes(net(("a", "b", 1), ("c", "d", 1)), "a", "d") == []
    assert routes(net(("a", "b", 1), layer="judgement"), "a", "b") == []
    assert routes(net(("a", "b", 1)), "a", "unknown") == []


def test_a_denied_relation_says_so():
    """China denies that it supports Russia: without the mark it would read as if it said it."""
    graph = net(("a", "b", 1), layer="claim")
    nx.set_node_attributes(graph, {n: {"label": n} for n in graph})
    told = {"label": "supports", "disputed": False, "event_status": None, "claims": []}
    for stance, marks in (("denies", "claim, denied"), ("mixed", "claim"), ("asserts", "claim")):
        nx.set_edge_attributes(graph, {edge: told | {"stance": stance} for edge in graph.edges})
        (row,) = records(graph, routes(graph, "a", "b", layers=("claim",)))
        assert row["marks"] == marks


def test_the_corps_and_the_country_that_is_attacked(run):
    # The corps is part of the army of a state that supports the war in which Ukraine is attacked.
    done = run("path", "Storm Corps", "Ukraine", "-f", "csv")
    assert done.returncode == 0, done.stderr
    assert "Russia's invasion of Ukraine" in done.stdout
    assert "khaled-north-korea-russia/c" in done.stdout


def test_what_is_said_where_there_is_none(run):
    done = run("path", "Storm Corps", "Ukraine", "--independent", "9")
    assert (done.returncode, done.stdout) == (0, "")
    assert "without --independent there is one of" in done.stderr
    assert run("path", "Storm Corps", "the 11th Corps").returncode == 2  # unknown, or the same
    same = run("path", "Storm Corps", "kgd:unit-kpa-11th-corps")
    assert same.returncode == 2
    assert "one entity" in same.stderr


def test_the_ways_that_are_searched_from_both_ends_are_those_of_the_whole(core):
    """Between every two of some entities, near and far, over facts alone and over judgements too."""
    whole = core.network()
    pick = Random(3)
    names = sorted(whole)
    pairs = [pick.sample(names, 2) for _ in range(12)]
    found = 0
    for start, end in pairs:
        for layers in (("fact",), ("fact", "judgement")):
            part, own = ways_between(core, start, end, layers=layers)
            wanted = routes(whole, start, end, layers=layers)
            assert own == wanted, (start, end, layers)
            assert records(part, own) == records(whole, wanted)
            found += bool(own and len(part) < len(whole))
    assert found >= 6
    start, end = pairs[0]
    assert ways_between(core, start, end, by=GAPS)[1] == routes(whole, start, end, by=GAPS)
