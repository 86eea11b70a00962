"""Rankings on networks small enough to count by hand, and on the article."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.errors import UsageError
from kg.graph.ranking import of_kind, ranking

ID = "https://w3id.org/entente/id/"


def net(*edges: tuple[str, str], layer: str = "fact") -> nx.MultiDiGraph:
    result = nx.MultiDiGraph()
    for number, (one, other) in enumerate(edges):
        result.add_edge(one, other, number, layer=layer, origins=1)
    return result


def test_a_chain_of_three():
    # a → b → c: b has two relations and lies between the one pair of others.
    ranks = {rank.iri: rank for rank in ranking(net(("a", "b"), ("b", "c")), "betweenness")}
    assert list(ranks) == ["b", "a", "c"]
    assert [ranks[i].degree for i in "abc"] == [1, 2, 1]
    assert [ranks[i].betweenness for i in "abc"] == [0.0, 1.0, 0.0]


def test_pagerank_of_a_star_by_arithmetic():
    # n leaves point at a hub that points nowhere. Without links of its own the hub gives its rank
    # to all (n+1): leaf = (1-d)/(n+1) + d*hub/(n+1), hub = leaf + d*n*leaf, all sum to 1.
    n, d = 4, 0.85
    leaf = 1 / (n + 1 + d * n)
    hub = leaf * (1 + d * n)
    ranks = ranking(net(*((f"l{i}", "hub") for i in range(n))), "pagerank")
    assert ranks[0].iri == "hub"
    assert ranks[0].pagerank == pytest.approx(hub, abs=1e-5)
    assert sum(rank.pagerank for rank in ranks) == pytest.approx(1)


def test_two_relations_of_one_pair_count_twice_for_degree():
    assert [r.degree for r in ranking(net(("a", "b"), ("a", "b")), "degree")] == [2, 2]


def test_judgements_count_only_on_request():
    said = net(("a", "b"), layer="judgement")
    assert ranking(said) == []
    assert len(ranking(said, layers=("fact", "judgement"))) == 2


def test_no_relation_at_all():
    assert ranking(nx.MultiDiGraph()) == []


def test_the_two_states_stand_in_the_middle_of_the_article(core):
    ranks = ranking(core.network(), "degree")
    assert {rank.iri for rank in ranks[:2]} == {ID + "state-north-korea", ID + "state-russia"}


def test_a_kind_includes_those_below_it(core):
    ranks = ranking(core.network())
    named = {of.iri for of in of_kind(core, core.network(), ranks, "actor")}
    assert {ID + "state-russia", ID + "unit-kpa-11th-corps"} <= named
    assert ID + "conflict-russia-ukraine-war" not in named
    with pytest.raises(UsageError, match="no kind") as error:
        of_kind(core, core.network(), ranks, "Militry unit")
    assert "MilitaryUnit" in (error.value.remedy or "")


def test_the_command(run):
    done = run(
        "rank", "--kind", "military unit", "--source", "khaled-north-korea-russia", "-f", "csv"
    )
    assert done.returncode == 0, done.stderr
    head, first = done.stdout.splitlines()
    assert head == "place,entity,kind,degree,pagerank,betweenness,id"
    assert first.endswith("kgd:unit-kpa-11th-corps")
    assert run("rank", "--by", "fame").returncode == 2
    empty = run("rank", "--known-at", "1900")
    assert (empty.returncode, empty.stdout) == (0, "")
    assert "no relation" in empty.stderr
