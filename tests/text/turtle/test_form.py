"""The pinned form of Turtle: it never says something else, and the curated files are in it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from kg.errors import DataError, KgError
from kg.iris import RDF, XSD
from kg.text.inputs import InputFile, turtle_paths
from kg.text.layout import Layout
from kg.text.turtle.canonical import canonical
from kg.text.turtle.form import pinned_text
from kg.text.turtle.writer import language_tag, write_turtle
from tests.conftest import ROOT

CURATED = [path for part in turtle_paths(Layout(ROOT, ROOT)) for path in part]
CURATED += sorted((ROOT / "tests").rglob("*.ttl"))


def turtle(text: str) -> InputFile:
    return InputFile(ROOT / "x.ttl", "x.ttl", text.encode())


def triples(text: str) -> list[ox.Triple]:
    return [quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)]


@pytest.mark.parametrize("path", CURATED, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_curated_files_are_in_the_pinned_form(path):
    text = path.read_text(encoding="utf-8")
    assert pinned_text(InputFile(path, path.name, text.encode())) == text


NODES = st.sampled_from(
    [ox.NamedNode(iri) for iri in ("http://e/a", "http://e/b.c", "http://f/ü-1", "http://e/x/y")]
    + [ox.NamedNode("http://e/"), ox.NamedNode("http://e/.z"), ox.NamedNode(RDF + "nil")]
)
BLANKS = st.sampled_from([ox.BlankNode(f"n{number}") for number in range(4)])
PREDICATES = st.sampled_from(
    [ox.NamedNode(RDF + name) for name in ("type", "first", "rest")]
    + [ox.NamedNode("http://e/p"), ox.NamedNode("http://g/q#r")]
)
CHARACTERS = st.characters(exclude_categories=("Cs",), exclude_characters="\x00")
DATATYPES = ("integer", "decimal", "double", "boolean", "date", "string", "anyURI")
LITERALS = st.one_of(
    st.builds(ox.Literal, st.text(CHARACTERS, max_size=8)),
    st.builds(
        lambda text, language: ox.Literal(text, language=language),
        st.text(CHARACTERS, max_size=8),
        st.sampled_from(["en", "ko-latn", "en-gb"]),
    ),
    st.builds(
        lambda text, kind: ox.Literal(text, datatype=ox.NamedNode(XSD + kind)),
        st.sampled_from(["1", "-2", "01", "1.5", ".5", "1.", "1e3", "true", "1E-3", "x", "+1", ""]),
        st.sampled_from(DATATYPES),
    ),
)
TRIPLES = st.builds(
    ox.Triple, st.one_of(NODES, BLANKS), PREDICATES, st.one_of(NODES, BLANKS, LITERALS)
)


@given(st.lists(TRIPLES, max_size=14))
def test_writing_never_says_something_else(graph):
    """Any graph, also with lists that are broken and blank nodes in a circle."""
    text = write_turtle(graph, {"e": "http://e/", "f": "http://f/", "rdf": RDF, "xsd": XSD})
    assert canonical(triples(text)) == canonical(graph)


@given(st.lists(TRIPLES, max_size=14))
def test_what_is_formatted_stays_as_it_is(graph):
    try:
        once = pinned_text(turtle(write_turtle(graph, {"e": "http://e/"})))
    except DataError:  # numbers in odd digits
        reject()
    assert pinned_text(turtle(once)) == once


@given(st.lists(st.builds(ox.Triple, BLANKS, PREDICATES, st.one_of(BLANKS, NODES)), max_size=14))
def test_what_is_formatted_once_is_settled(graph):
    """Also where the file names blank nodes in another order than the form writes them."""
    once = pinned_text(turtle("".join(f"{triple} .\n" for triple in graph)))
    assert pinned_text(turtle(once)) == once


@pytest.mark.parametrize(
    "text",
    [
        # The named node comes first, and mentions the node that the file mentions last.
        "_:x e:p _:y . _:y e:p _:x . _:z e:p _:x, _:y . e:a e:p _:y, _:x .",
        # Two parents, one of them below the node itself.
        "e:a e:p _:s . _:s e:p [ e:q _:s ] .",
        "_:s e:p [ e:q _:s ] . e:a e:p _:s .",
        # A type is written first, a text with a language last.
        'e:a e:p "x"@en, _:y ; e:q _:x ; a _:x, _:y .',
        "_:l rdf:first 1 ; rdf:rest _:m . _:m rdf:first _:n ; rdf:rest () . e:b e:p _:m ; e:q _:n .",
        "e:a e:p ( _:x ( _:y _:x ) ) ; a [ e:q _:y ] .",
    ],
)
def test_shared_blank_nodes_are_named_by_their_place_in_the_form(text):
    once = pinned_text(turtle(f"@prefix e: <http://e/> .\n@prefix rdf: <{RDF}> .\n{text}"))
    assert pinned_text(turtle(once)) == once
    named = [word.strip(",;") for word in once.split() if word.startswith("_:")]
    assert list(dict.fromkeys(named)) == [f"_:b{n}" for n in range(1, len(set(named)) + 1)]


@pytest.mark.parametrize(
    "text",
    [
        "@prefix e: <http://e/> .\n@prefix a: <http://a/> .\n",
        "@base <http://e/> .\n",
        "# terms to come\nPREFIX e: <http://e/>\n",
        "",
    ],
)
def test_a_file_that_says_nothing_yet_is_kept(text):
    assert pinned_text(turtle(text)) == text


@pytest.mark.parametrize(
    "statement",
    [
        "<http://e/x²> e:p 1 .",  # a word character, but not in a name of Turtle
        "<http://e/ª> e:p 1 .",
        'e:a e:p "\u0663"^^xsd:integer .',  # a digit, but not one of Turtle's
        'e:a e:p "\u0663.\u0663"^^xsd:decimal .',
        f"e:a e:p {'9' * 5000} .",  # more digits than Python reads as a number
        f'e:a e:p "{"9" * 5000}"^^xsd:integer .',
    ],
)
def test_what_turtle_has_no_short_form_for_is_written_in_full(statement):
    text = f"@prefix e: <http://e/> .\n@prefix xsd: <{XSD}> .\n{statement}"
    once = pinned_text(turtle(text))
    assert canonical(triples(once)) == canonical(triples(text))
    assert pinned_text(turtle(once)) == once


def test_one_form_whatever_the_layout():
    """By the style of the codebook: prefixes by name and only those used, one line a property."""
    messy = (
        "@prefix e: <http://e/>. PREFIX unused: <http://u/>\n@prefix c: <http://c/> .\n"
        'c:x e:q ( 1 [ e:v 2 ] ), """two\nlines""" ; a e:K, e:L ;'
        "e:label 'ja'@en, 'да'@ru; e:e [ e:s 4; a e:P; e:t 5; e:u 6 ]."
    )
    assert pinned_text(turtle(messy)) == (
        "@prefix c: <http://c/> .\n@prefix e: <http://e/> .\n\n"
        "c:x a e:K, e:L ;\n"
        '    e:q ( 1 [ e:v 2 ] ), "two\\nlines" ;\n'
        '    e:label "ja"@en ;\n'
        '    e:label "да"@ru ;\n'
        "    e:e [ a e:P ; e:s 4 ; e:t 5 ; e:u 6 ] .\n"
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("e:a e:b e:c . # why", "the comment “why” would be lost"),
        ("e:a e:b 007 .", "007"),
        ("e:a e:b +7 .", "+7"),
        ("e:a e:b .5 .", ".5"),
        ('e:a e:b "01"^^xsd:integer .', '"01"'),
        ('e:a e:b "01"^^<http://www.w3.org/2001/XMLSchema#integer> .', '"01"'),
        ("e:a e:b '1'^^xsd:boolean .", "'1'"),
    ],
)
def test_what_would_not_be_kept_is_refused_with_its_line(line, words):
    head = f'@prefix e: <http://e/> .\n@prefix xsd: <{XSD}> .\ne:z e:b "# no comment, 007" .\n'
    with pytest.raises(DataError) as refused:
        pinned_text(turtle(head + line))
    (finding,) = refused.value.findings
    assert finding.line == 4
    assert words in finding.problem


def test_zeros_at_the_end_are_kept():
    assert "e:b 0.80 ." in pinned_text(turtle("@prefix e: <http://e/> .\ne:a e:b 0.80 ."))


@pytest.mark.parametrize(
    ("given_", "shaped"),
    [("KO-latn", "ko-Latn"), ("en-gb", "en-GB"), ("sl-rozaj", "sl-rozaj"), ("en-x-us", "en-x-us")],
)
def test_language_tags_by_rfc_5646(given_, shaped):
    assert language_tag(given_) == shaped


def test_deep_nesting_is_told_in_words():
    nested = "[ e:p " * 3000 + "1" + " ]" * 3000
    with pytest.raises(KgError, match=r"x\.ttl: .* nested"):
        pinned_text(turtle(f"@prefix e: <http://e/> .\ne:a e:b {nested} ."))
