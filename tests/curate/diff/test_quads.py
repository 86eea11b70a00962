"""Statements compared: the same graph never differs, whatever its blank nodes are called."""

from __future__ import annotations

import random

import pyoxigraph as ox
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kg.curate.diff.quads import QuadText, quad_differences
from kg.curate.diff.sides import GraphState

NODES = st.sampled_from([ox.NamedNode("http://e/a"), ox.NamedNode("http://e/b")])
BLANKS = st.sampled_from([ox.BlankNode(f"n{number}") for number in range(5)])
TEXTS = st.sampled_from(["x", "_:n1", "> _:n2", 'a <http://e/g>" .', " ; ", "]", "ü\n\\"])
LITERALS = st.builds(ox.Literal, TEXTS)
GRAPHS = st.sampled_from([ox.NamedNode("http://e/g"), ox.DefaultGraph()])
TRIPLES = st.builds(
    ox.Triple,
    st.one_of(NODES, BLANKS),
    st.sampled_from([ox.NamedNode("http://e/p"), ox.NamedNode("http://e/q")]),
    st.one_of(NODES, BLANKS, LITERALS),
)


def side(triples: list[ox.Triple], graph: object) -> GraphState:
    quads = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples]
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    return GraphState("a side", tuple(dict.fromkeys(data.splitlines(keepends=True))))


def canonical(triples: list[ox.Triple]) -> set[str]:
    data = ox.Dataset(ox.Quad(t.subject, t.predicate, t.object) for t in triples)
    data.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in data}


def renamed(triples: list[ox.Triple]) -> list[ox.Triple]:
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def other(term):
        return names.setdefault(term, ox.BlankNode()) if isinstance(term, ox.BlankNode) else term

    return [ox.Triple(other(t.subject), t.predicate, other(t.object)) for t in triples]


@given(st.lists(TRIPLES, max_size=10), GRAPHS, st.randoms(use_true_random=False))
def test_names_and_order_make_no_difference(triples, graph, draw: random.Random):
    again = renamed(triples)
    draw.shuffle(again)
    assert quad_differences(side(triples, graph), side(again, graph)) == ([], [])


def of_blank(number: int) -> ox.Triple:
    return ox.Triple(
        ox.BlankNode(f"n{number}"), ox.NamedNode("http://e/q"), ox.NamedNode("http://e/b")
    )


def to_blank(number: int) -> ox.Triple:
    return ox.Triple(
        ox.NamedNode("http://e/a"), ox.NamedNode("http://e/q"), ox.BlankNode(f"n{number}")
    )


@given(st.lists(TRIPLES, max_size=7), st.lists(TRIPLES, max_size=7), GRAPHS)
# Blank nodes that say the same: two are not one, as a subject, as an object, and in a circle.
@example([of_blank(0)], [of_blank(0), of_blank(1)], ox.DefaultGraph())
@example([to_blank(0)], [to_blank(0), to_blank(1)], ox.NamedNode("http://e/g"))
@example(
    [ox.Triple(ox.BlankNode("n0"), ox.NamedNode("http://e/p"), ox.BlankNode("n0"))],
    [
        ox.Triple(ox.BlankNode(name), ox.NamedNode("http://e/p"), ox.BlankNode(name))
        for name in ("n0", "n1")
    ],
    ox.DefaultGraph(),
)
def test_graphs_that_differ_by_rdfc_1_0_are_told_apart(one, other, graph):
    """Two graphs are the same exactly when their canonical forms are."""
    found = quad_differences(side(one, graph), side(renamed(other), graph))
    assert (found == ([], [])) == (canonical(one) == canonical(other))


def test_two_nodes_of_which_the_same_is_said_are_two():
    """Found by chance: 1 and 2 nodes with the same value are no isomorphic graphs."""
    triple = ox.Triple(ox.BlankNode(), ox.NamedNode("http://e/q"), ox.NamedNode("http://e/a"))
    twice = [triple, *renamed([triple])]
    graph = ox.NamedNode("http://e/g")
    removed, added = quad_differences(side([triple], graph), side(renamed(twice), graph))
    assert (removed, [text.object for text in added]) == ([], ["[ <http://e/q> <http://e/a> ]"])


def test_evidence_is_compared_as_a_value():
    def claim(end: int) -> list[ox.Triple]:
        text = f"<http://e/c> <http://e/evidence> [ <http://e/end> {end} ; <http://e/start> 1 ] ."
        return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]

    graph = ox.NamedNode("http://e/g")
    removed, added = quad_differences(side(claim(5), graph), side(claim(6), graph))
    integer = "^^<http://www.w3.org/2001/XMLSchema#integer>"
    assert removed == [
        QuadText(
            "<http://e/c>",
            "<http://e/evidence>",
            f'[ <http://e/end> "5"{integer} ; <http://e/start> "1"{integer} ]',
            "<http://e/g>",
        )
    ]
    assert [statement.object for statement in added] == [removed[0].object.replace("5", "6")]


@pytest.mark.parametrize("depth", [1, 2, 3000])
def test_no_depth_of_nesting_matters(depth):
    text = "<http://e/a> <http://e/p> " + "[ <http://e/p> " * depth + "1" + " ]" * depth + " ."
    one = [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]
    graph = ox.NamedNode("http://e/g")
    assert quad_differences(side(one, graph), side(renamed(one), graph)) == ([], [])
