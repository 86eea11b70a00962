"""Claims as values, and the ontology that they are read with."""

from __future__ import annotations

import pytest

from kg.claims.claim import read_claims
from kg.iris import KG, KGD, RDF
from tests.texts import document, terms

C = "https://w3id.org/entente/source/one/"


def read(turtle: str):
    text = document(turtle)
    return {
        claim.iri.removeprefix(C): claim for claim in read_claims(text.triples, text.graph, terms())
    }


def test_the_kinds_of_claims():
    assert {KG + "Claim", KG + "Estimate", KG + "Judgement"} <= set(terms().claim_classes)
    claims = read(
        "c:a a kg:Claim . c:b a kg:Estimate . c:d a kg:Judgement . c:e a kg:Claim, kg:Estimate ."
        " c:f a kg:Estimate, kg:Claim . kgd:x a kg:State . [] a kg:Claim ."
    )
    assert {name: claim.type.removeprefix(KG) for name, claim in claims.items()} == {
        "a": "Claim",
        "b": "Estimate",
        "d": "Judgement",
        "e": "Estimate",  # the deeper class counts, in whatever order they stand
        "f": "Estimate",
    }


def test_statement_and_defaults():
    claims = read(
        "c:a a kg:Claim ; rdf:subject kgd:x ; rdf:predicate kg:partOf ; rdf:object kgd:y ."
        ' c:b a kg:Claim ; rdf:subject kgd:x ; rdf:object "y" .'
    )
    assert claims["a"].edge == (KGD + "x", KG + "partOf", KGD + "y")
    assert claims["b"].edge is None
    assert claims["a"].stance == KG + "asserts"
    assert claims["a"].modality == KG + "asserted"
    assert claims["a"].source == "https://w3id.org/entente/source/one"


@pytest.mark.parametrize(
    ("written", "number"),
    [("14000", 14000), ("0.4", 0.4), ('"12"', 12), ('"many"', None), ("kgd:x", None)],
)
def test_numbers(written, number):
    assert read(f"c:a a kg:Estimate ; kg:lower {written} .")["a"].number("lower") == number
    assert read("c:a a kg:Estimate .")["a"].number("lower") is None


def test_values_by_local_name_and_by_iri():
    claim = read('c:a a kg:Claim ; kg:wording "one", "two" ; rdf:subject kgd:x .')["a"]
    assert claim.get("wording") == "one"
    assert claim.get(RDF + "subject") == KGD + "x"
    assert claim.get("absent") is None
