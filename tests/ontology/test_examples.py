"""Each class, each relation and each property with a rule has an example, a negative one and a source."""

from __future__ import annotations

import re
from collections import defaultdict

import pyoxigraph as ox

from kg.iris import DCTERMS, KG, OWL, RDF, SKOS
from tests.conftest import ROOT
from tests.texts import terms

_SH = "http://www.w3.org/ns/shacl#"
_NEGATIVE = "Negative example:"


def _stated() -> tuple[dict[str, dict[str, list[str]]], set[str]]:
    """By term and property (IRIs) what ``ontology/terms`` says; and the properties that shapes constrain."""
    stated: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    constrained: set[str] = set()
    for path in sorted((ROOT / "ontology" / "terms").glob("*.ttl")):
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE):
            value = getattr(quad.object, "value", "")
            if quad.predicate.value == _SH + "path":
                constrained.add(value)
            if isinstance(quad.subject, ox.NamedNode):
                stated[quad.subject.value][quad.predicate.value].append(value)
    return stated, constrained


STATED, CONSTRAINED = _stated()


def _is_asked(term: str, said: dict[str, list[str]]) -> bool:
    kinds = {OWL + "Class", KG + "Relation"} & set(said[RDF + "type"])
    return term.startswith(KG) and bool(kinds or term in CONSTRAINED)


ASKED = {term: said for term, said in STATED.items() if _is_asked(term, said)}


def test_each_has_an_example_a_negative_one_and_a_source():
    lacking = {
        term.removeprefix(KG): (len(said[SKOS + "example"]), said[DCTERMS + "source"])
        for term, said in ASKED.items()
        if not said[DCTERMS + "source"]
        or not any(_NEGATIVE in text for text in said[SKOS + "example"])
        or all(text.startswith(_NEGATIVE) for text in said[SKOS + "example"])
    }
    assert len(ASKED) > 250
    assert lacking == {}


def test_a_negative_example_names_other_terms_that_are_there():
    """So that a reader is led on, and not round."""
    known = {*terms().types, *STATED}
    named = {
        (term.removeprefix(KG), name)
        for term, said in ASKED.items()
        for text in said[SKOS + "example"]
        for name in re.findall(r"\bkg:(\w+)", text.partition(_NEGATIVE)[2])
        if KG + name not in known or KG + name == term
    }
    assert named == set()
