"""A shape with which pySHACL can do nothing is told by its file, line and name, whatever is wrong in it."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.curate.checks.shapes import Shacl, _line
from kg.curate.checks.source_map import SourceMap
from kg.errors import KgError
from kg.iris import CORE, KG, ONTOLOGY_GRAPH, SRC
from kg.text.inputs import InputFile
from kg.text.turtle.document import parse_turtle
from tests.checks.material import document, good
from tests.conftest import ROOT

HEAD = """@prefix e: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

e:Thing a owl:Class, sh:NodeShape ; sh:targetClass e:Thing ; sh:property [ sh:path e:name ; sh:minCount 1 ] .

e:Bad a sh:NodeShape ; sh:targetClass e:Thing ;
    """
CIRCLE = " .\n_:l rdf:first e:Thing ; rdf:rest _:l"
BAD = {
    "no query": 'sh:sparql [ sh:message "x" ; sh:select "SELECT $this WHERE { $this ?p " ]',
    "an unknown prefix": 'sh:sparql [ sh:message "x" ; sh:select "SELECT $this { $this z:p ?o }" ]',
    "another query": 'sh:sparql [ sh:message "x" ; sh:select "ASK { $this ?p ?o }" ]',
    "no text": 'sh:sparql [ sh:message "x" ; sh:select 5 ]',
    "a circle of classes": f"sh:in _:l{CIRCLE}",
    "a bound that is none": "sh:property [ sh:path e:name ; sh:minInclusive e:Thing ]",
    "no number": 'sh:property [ sh:path e:name ; sh:minCount "many" ]',
    "no pattern": 'sh:property [ sh:path e:name ; sh:pattern "(" ]',
    "no path": "sh:property [ sh:minCount 1 ]",
    "a path that is a text": 'sh:property [ sh:path "x" ; sh:minCount 1 ]',
}


def documents(shape: str):
    ontology = parse_turtle(
        InputFile(ROOT / "own.ttl", "ontology/terms/own.ttl", f"{HEAD}{shape} .\n".encode()),
        ONTOLOGY_GRAPH,
    )
    data = b'<http://example.org/a> a <http://example.org/Thing> ; <http://example.org/name> "a" .'
    return ontology, parse_turtle(InputFile(ROOT / "a.ttl", "seeds/a.ttl", data), SRC + "a")


@pytest.mark.parametrize("kind", BAD)
def test_a_malformed_shape_is_the_fault_of_its_file(kind):
    ontology, data = documents(BAD[kind])
    with pytest.raises(KgError, match="cannot be used") as told:
        Shacl([ontology]).findings([data], SourceMap([ontology, data]))
    assert told.value.where == "ontology/terms/own.ttl:8"
    assert "the shape http://example.org/Bad " in told.value.what
    assert told.value.remedy


def test_a_list_of_shapes_without_an_end_is_told():
    """pySHACL follows it before it looks at any shape, so that none can be named."""
    ontology, data = documents(f"sh:or _:l{CIRCLE}")
    with pytest.raises(KgError, match="recursive rdf:rest") as told:
        Shacl([ontology]).findings([data], SourceMap([ontology, data]))
    assert told.value.where == "ontology/terms"


def test_a_text_may_be_the_target_of_a_shape():
    ontology, data = documents('sh:targetNode "x" ; sh:nodeKind sh:IRI')
    (finding,) = Shacl([ontology]).findings([data], SourceMap([ontology, data]))
    assert finding.check == "shape:Bad"


def test_a_query_in_a_shape_speaks_for_itself():
    """SHACL, section 5.2.1: sh:message of the constraint is the message of its results."""
    ontology, data = documents(
        'sh:sparql [ sh:message "{?this} has a name" ; sh:select "SELECT $this { $this ?p ?o }" ]'
    )
    (finding, *_) = Shacl([ontology]).findings([data], SourceMap([ontology, data]))
    assert "http://example.org/a has a name" in finding.problem
    assert finding.remedy == "see the shape http://example.org/Bad in ontology/terms/own.ttl:8"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# A file\n\nkg:B a owl:Class .\n\nkg:A a owl:Class .\n", 6),
        ('kg:B rdfs:comment """\n\nkg:A a word""" .\n\nkg:A a owl:Class .\n', 6),
        ("kg:A a owl:Class . kg:B a kg:A .\n\nkg:C a kg:A .\n", 2),
        ("<https://w3id.org/entente/ns/A> a owl:Class .\n", 2),
    ],
    ids=["as it is formatted", "within a text", "with others on a line", "with its whole IRI"],
)
def test_a_shape_is_found_on_the_line_where_its_block_begins(text, line):
    head = " ".join(f"@prefix {prefix}: <{iri}> ." for prefix, iri in CORE.items())
    made = document("ontology/terms/x.ttl", f"{head}\n{text}")
    assert _line(made, f"{KG}A", CORE) == line


def test_of_the_core_each_is_found_there():
    for one in good():
        subjects = {triple.subject for triple in one.triples}
        for subject in (each for each in subjects if isinstance(each, ox.NamedNode)):
            assert _line(one, subject.value, CORE) == one.line(subject.value), subject
