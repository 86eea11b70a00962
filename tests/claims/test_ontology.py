"""What the program takes from the ontology: parents, relations, rules."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.claims.ontology import read_ontology
from kg.iris import KG, RDFS
from tests.texts import terms


def test_parents():
    above = terms().above(KG + "MilitaryUnit")
    assert {KG + "MilitaryUnit", KG + "Actor", KG + "Entity"} <= above
    assert KG + "Event" not in above
    assert terms().above(KG + "unheardOf") == {KG + "unheardOf"}


def test_a_cycle_of_parents_ends():
    def below(a: str, b: str) -> ox.Triple:
        return ox.Triple(
            ox.NamedNode(KG + a), ox.NamedNode(RDFS + "subClassOf"), ox.NamedNode(KG + b)
        )

    cyclic = read_ontology([below("A", "B"), below("B", "C"), below("C", "A")])
    assert cyclic.above(KG + "A") == {KG + "A", KG + "B", KG + "C"}


@pytest.mark.parametrize(
    ("term", "relation"), [("partOf", True), ("resembles", True), ("lower", False)]
)
def test_relations_that_a_claim_may_state(term, relation):
    assert terms().is_relation(KG + term) is relation


def test_qualifiers():
    nearly_half = terms().qualifiers[KG + "nearlyHalf"]
    assert (nearly_half.lower, nearly_half.upper) == (0.4, 0.5)
    assert not nearly_half.upper_inclusive
    assert terms().qualifiers[KG + "upTo"].requires == {"upper"}
    assert terms().qualifiers[KG + "upTo"].forbids == {"lower", "best"}
    assert not terms().qualifiers[KG + "moreThan"].lower_inclusive


def test_labels():
    assert terms().label(KG + "MilitaryUnit") == "military unit"
    assert terms().label(KG + "unheardOf") is None
    assert terms().is_class(KG + "MilitaryUnit")
    assert not terms().is_class(KG + "partOf")
