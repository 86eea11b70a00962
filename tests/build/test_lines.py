"""The lines of a text say what its quads say, as a store gives them back."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.build.cells import lines_of
from kg.build.contents import document_quads
from kg.build.lines import document_lines
from kg.build.pipeline import parse_texts
from kg.claims.ontology import Ontology
from kg.iris import SRC
from kg.text.inputs import InputFile, read_inputs
from kg.text.layout import find_layout
from kg.text.turtle.document import Document, parse_turtle, with_own_blank_nodes

HEAD = """
@prefix kg: <https://w3id.org/entente/ns/> .
@prefix kgd: <https://w3id.org/entente/id/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix src: <https://w3id.org/entente/source/> .
@prefix : <https://w3id.org/entente/source/made/> .
"""
CLAIM = """
src:made a kg:NewsArticle ; kg:recordedAt "2025-06-01"^^xsd:date .
:c1 a kg:Estimate ; kg:about kgd:event-a ; kg:measure kg:personnelKilled ; kg:attributedTo kgd:person-b ;
"""
KINDS = {
    "a number in another spelling": CLAIM + "kg:best 007 ; kg:qualifier kg:approximately .",
    "one number in two spellings": CLAIM + "kg:best 7 , 07 , +7 .",
    "decimals and doubles": CLAIM + "kg:lower 1.50 , -0.0 , 0.5 , 1e3 , 100000000000000000000000 .",
    "a number that is none": CLAIM + 'kg:best "many"^^xsd:integer , "-0"^^xsd:integer .',
    "days": CLAIM
    + 'kg:x "2025-02-30"^^xsd:date , "2025-01-01Z"^^xsd:date , "0001-01-01"^^xsd:date .',
    "times": CLAIM + 'kg:x "2025-01-01T00:00:00.000+00:00"^^xsd:dateTime , "2025"^^xsd:gYear .',
    "truths": CLAIM + "kg:lowerInclusive true ; kg:upperInclusive '0'^^xsd:boolean .",
    "said twice": CLAIM + "kg:best 7 . :c1 kg:best 7 . :c1 kg:best 7 .",
    "nodes without a name": CLAIM
    + "kg:evidence [ kg:x [ kg:y 1 ] ; kg:z _:e , ( 1 2 ) ] . _:e a kg:Person .",
    "what looks like a node": CLAIM
    + 'kg:wording "_:e1 .", "x _:e ." ; kg:evidence _:e . _:e kg:wording "_:e" .',
    "what looks like a line": CLAIM
    + r'kg:wording "a .\n_:e <b> _:e .\n\r\t\u000B\u0085\u2028", "\"07\"^^<x> .\\" .',
    "what looks like a number": CLAIM
    + r"""kg:wording "say \"07\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n" , "07"@en-GB ;
    kg:x "say \" \"07"^^xsd:integer , "07"^^xsd:string , "07"^^xsd:anyURI , "07"^^kg:other .""",
}


def parsed(text: str) -> Document:
    path = Path("made.ttl")
    return parse_turtle(InputFile(path, "made.ttl", text.encode()), SRC + "made")


@pytest.fixture(scope="module")
def terms() -> Ontology:
    layout = find_layout(None)
    return parse_texts(layout, [f for f in read_inputs(layout) if not layout.is_seed(f.path)]).terms


@pytest.mark.parametrize("kind", KINDS)
def test_the_lines_of_a_text_are_its_quads(kind, terms):
    document = parsed(HEAD + KINDS[kind])
    quads, claims = document_quads(with_own_blank_nodes(document), terms)
    lines = document_lines(document, terms)
    assert sorted(lines.text.decode().split("\n")[:-1]) == lines_of(quads).split("\n")[:-1]
    assert (lines.quads, lines.claims) == (lines.text.count(b"\n"), claims)


def test_one_number_in_two_spellings_is_one_quad(terms):
    lines = document_lines(parsed(HEAD + CLAIM + "kg:best 7 , 07 ."), terms)
    number = b'"7"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert lines.text.count(number) == 1
    assert b'"07"' not in lines.text
