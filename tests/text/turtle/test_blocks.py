"""New blocks are read as they were meant, whatever a text holds, and stand where they belong."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.iris import KG, KGD, OWL, RDF, RDFS, SKOS, SRC, XSD
from kg.text.turtle.blocks import english, new_turtle, with_blocks
from kg.text.turtle.form import pinned_text
from tests.text.turtle.test_form import turtle

LITERALS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(ox.Literal),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30).map(english),
    st.integers().map(ox.Literal),
    st.booleans().map(ox.Literal),
)
KIM = KGD + "person-kim"
MATCH = [(SKOS + "exactMatch", ox.NamedNode("http://www.wikidata.org/entity/Q5"))]


def parsed(text: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)}


@given(st.lists(LITERALS, min_size=1, max_size=4))
def test_any_text_comes_back_takes_one_line_and_stays_as_it_is(values):
    names = [f"{KG}p{number}" for number in range(len(values))]
    text = new_turtle({KIM: list(zip(names, values, strict=True))})
    assert parsed(text) == {
        ox.Triple(ox.NamedNode(KIM), ox.NamedNode(name), value)
        for name, value in zip(names, values, strict=True)
    }
    assert len(text.partition("\n\n")[2].splitlines()) == len(values)
    assert pinned_text(turtle(text)) == text


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
    made = new_turtle({KIM: [(RDFS + "comment", ox.Literal(text))]})
    assert made.endswith(f"kgd:person-kim rdfs:comment {written} .\n")


def test_a_block_looks_like_those_written_by_hand():
    kinds = (ox.NamedNode(KG + "Relation"), ox.NamedNode(KG + "StateRelation"))
    shape = [(RDFS + "label", english(f"a label of {'many ' * 20}words")), (RDF + "value", english("1"))]  # fmt: skip
    assert new_turtle({KG + "trains": [(RDFS + "seeAlso", shape), (RDF + "type", kinds)]}) == (
        "@prefix kg: <https://w3id.org/entente/ns/> .\n"
        "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
        "\n"
        "kg:trains a kg:Relation, kg:StateRelation ;\n"
        "    rdfs:seeAlso [\n"
        f'        rdfs:label "a label of {"many " * 20}words"@en ;\n'
        '        rdf:value "1"@en\n'
        "    ] .\n"
    )


def test_a_new_source_has_the_prefix_of_its_claims_to_come():
    """And keeps it: who opens the file to write the first claim needs it."""
    text = new_turtle({f"{SRC}a-paper": [(RDFS + "label", english("x"))]}, claims_of="a-paper")
    assert f"@prefix c: <{SRC}a-paper/> .\n" in text
    assert pinned_text(turtle(text)) == text


def test_a_file_in_the_pinned_form_stays_in_it():
    """A prefix that it lacked comes to its place, and shortens what stood there in full."""
    text = (
        f"@prefix id: <{KGD}> .\n@prefix zz: <{OWL}> .\n\n"
        "id:a a zz:Thing ;\n    zz:sameAs <http://www.wikidata.org/entity/Q1> .\n"
    )
    assert pinned_text(turtle(text)) == text
    made = with_blocks(text, {KIM: MATCH}, len(text))
    assert made == (
        f"@prefix id: <{KGD}> .\n@prefix skos: <{SKOS}> .\n"
        f"@prefix wd: <http://www.wikidata.org/entity/> .\n@prefix zz: <{OWL}> .\n\n"
        "id:a a zz:Thing ;\n    zz:sameAs wd:Q1 .\n\n"
        "id:person-kim skos:exactMatch wd:Q5 .\n"
    )
    assert pinned_text(turtle(made)) == made


def test_elsewhere_every_character_stays():
    """Also where a prefix of ours means something else, and a comment belongs to a block."""
    head = f"# a note\n@prefix skos: <http://e/> .\nPREFIX e: <{XSD}>\n\n"
    first, second = (
        'skos:a skos:b """\n@prefix zz: <http://e/> .\n""" .',
        "  # on b\n skos:b e:c 01 .",
    )
    text = f"{head}{first}\n\n{second}\n"
    made = with_blocks(text, {KIM: MATCH}, text.index("skos:b e:c"))
    assert made == (
        f"# a note\n@prefix kgd: <{KGD}> .\n@prefix skos: <http://e/> .\nPREFIX e: <{XSD}>\n"
        f"@prefix wd: <http://www.wikidata.org/entity/> .\n\n{first}\n\n"
        f"kgd:person-kim <{SKOS}exactMatch> wd:Q5 .\n\n{second}\n"
    )


def test_two_blocks_on_one_line():
    text = "<http://e/a> <http://e/b> 1 . <http://e/c> <http://e/b> 1 ."
    made = with_blocks(text, {KIM: MATCH}, text.index("<http://e/c>"))
    assert len(parsed(made)) == 3


def test_where_a_block_would_mean_something_else_it_is_refused():
    text = f"@prefix kgd: <http://e/> .\nkgd:a kgd:b 1 .\n@prefix kgd: <{KGD}> .\n"
    with pytest.raises(KgError, match="no place"):
        with_blocks(text, {KIM: MATCH}, text.index("kgd:a"))
