"""A term as it is shown: its fields for a person, and its record for programs."""

from __future__ import annotations

import json

import pytest

from kg.graph.terms import Terms
from kg.publish.terminal.terms import term_fields, term_record


@pytest.fixture(scope="module")
def terms(core):
    return Terms(core)


def fields(terms, name):
    term = terms.find(name)
    texts: dict[str, list[str]] = {}
    for field, text in term_fields(term, terms.uses_of(term)):
        texts.setdefault(field, []).append(text)
    return texts


def test_a_relation(terms):
    texts = fields(terms, "kg:canCarry")
    assert texts["definition"] == [
        "Relation that links a weapon to a load that it is able to deliver."
    ]
    assert texts["subject"] == ["kg:WeaponItem or kg:WeaponModel"]
    assert texts["object"] == ["kg:WeaponType"]
    assert "Negative example: the tested missile itself." in texts["example"][0]


def test_a_class_with_what_its_shape_asks_and_the_one_above(terms):
    texts = fields(terms, "military unit")
    assert "An echelon must be one from the vocabulary, and at most one." in texts["asks"]
    assert "An entity needs exactly one English label. (kg:Entity)" in texts["asks"]
    assert "exactMatch http://www.wikidata.org/entity/Q176799" in texts["match"]


def test_a_term_that_nothing_uses(terms):
    assert fields(terms, "kg:cruiseMissile")["used"] == ["nowhere in the sources"]


def test_the_record_is_what_the_command_gives(run, terms):
    (given,) = json.loads(run("terms", "kg:MilitaryUnit", "--format", "json").stdout)
    term = terms.find("kg:MilitaryUnit")
    assert given == json.loads(json.dumps(term_record(term, terms.uses_of(term))))
