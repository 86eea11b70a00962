"""Turtle that is written is the Turtle that is read, whatever a text holds."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.namespaces import KG, KGD, RDF, RDFS, XSD
from kg.turtle import Turtle, english, quoted

LITERALS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(ox.Literal),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(english),
    st.integers().map(lambda n: ox.Literal(str(n), datatype=ox.NamedNode(XSD + "integer"))),
    st.booleans().map(lambda b: ox.Literal(str(b).lower(), datatype=ox.NamedNode(XSD + "boolean"))),
)


def parsed(text: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)}


@given(st.lists(LITERALS, min_size=1, max_size=4))
def test_any_text_comes_back_and_takes_one_line(values):
    turtle = Turtle()
    turtle.block(KGD + "x-y", [(RDFS + "comment", value) for value in values])
    node, predicate = ox.NamedNode(KGD + "x-y"), ox.NamedNode(RDFS + "comment")
    assert parsed(turtle.text) == {ox.Triple(node, predicate, value) for value in values}
    assert len(turtle.blocks.splitlines()) == len(values)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ('a "quote"', r'"a \"quote\""'),
        ("two\nlines\ttab\r", r'"two\nlines\ttab\r"'),
        ("폭풍군단 Шторм 🚀", '"폭풍군단 Шторм 🚀"'),
        ("back\\slash", r'"back\\slash"'),
        ("\x00\x1b[31m", r'"\u0000\u001B[31m"'),  # a terminal escape is seen, not obeyed
        ("abc\u202edef", r'"abc\u202Edef"'),  # as is a mark that turns the text around
    ],
)
def test_strings(text, written):
    assert quoted(text) == written


def test_a_block_looks_like_those_written_by_hand():
    turtle = Turtle()
    kinds = (ox.NamedNode(KG + "Relation"), ox.NamedNode(KG + "StateRelation"))
    shape = [(RDFS + "label", english("one")), (RDFS + "comment", english("two"))]
    turtle.block(KG + "trains", [(RDF + "type", kinds), (RDFS + "seeAlso", shape)])
    assert turtle.text == (
        "@prefix kg: <https://w3id.org/entente/ns/> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "\n"
        "kg:trains a kg:Relation, kg:StateRelation ;\n"
        "    rdfs:seeAlso [\n"
        '        rdfs:label "one"@en ;\n'
        '        rdfs:comment "two"@en\n'
        "    ] .\n"
    )
