"""The ontology without its shapes, read by another program: each statement is an axiom of OWL 2."""

from __future__ import annotations

import pyhornedowl
import pyoxigraph as ox

from kg.text.inputs import InputFile, turtle_paths
from kg.text.layout import Layout
from kg.text.turtle.document import parse_turtle
from tests.conftest import ROOT

SH = "http://www.w3.org/ns/shacl#"


def without_shapes() -> list[ox.Triple]:
    paths, _ = turtle_paths(Layout(ROOT, ROOT))
    triples = [
        triple
        for path in paths
        for triple in parse_turtle(InputFile(path, path.name, path.read_bytes()), "").triples
    ]
    shapes: set[object] = set()
    while True:
        inner = {
            triple.object
            for triple in triples
            if isinstance(triple.object, ox.BlankNode)
            and (triple.predicate.value.startswith(SH) or triple.subject in shapes)
        }
        if inner <= shapes:
            break
        shapes |= inner
    return [
        triple
        for triple in triples
        if triple.subject not in shapes
        and not triple.predicate.value.startswith(SH)
        and triple.object != ox.NamedNode(SH + "NodeShape")
    ]


def test_every_statement_is_an_axiom_of_owl():
    """A class that is not declared, say, would leave statements that fit no axiom.

    Two make no axiom of their own: the type of the header, and its version's IRI.
    """
    triples = without_shapes()
    data = ox.serialize(triples, format=ox.RdfFormat.RDF_XML)
    ontology = pyhornedowl.open_ontology_from_string(data.decode(), serialization="rdf")
    assert str(ontology.get_iri()) == "https://w3id.org/entente/ns/"
    assert len(ontology.get_axioms()) == len(set(triples)) - 2
    declared = {t.subject.value for t in triples if str(t.object).endswith("owl#Class>")}
    assert {str(one) for one in ontology.get_classes()} == declared
