"""Which thing a name stands for, and what is said where it is none or several."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from kg.errors import UnclearError
from kg.graph.names import Names
from kg.iris import KG, KGD, RDF, RDFS, SKOS, SRC
from tests.curate.sheets.material import core

ARMY, CORPS = KGD + "force-korean-peoples-army", KGD + "unit-kpa-11th-corps"


@pytest.fixture(scope="module")
def names() -> Names:
    parsed = core()
    triples = [t for d in (*parsed.ontology, *parsed.seeds) for t in d.triples]
    twin = ox.NamedNode(KGD + "unit-other-storm-corps")
    triples += [
        ox.Triple(twin, ox.NamedNode(RDF + "type"), ox.NamedNode(KG + "MilitaryUnit")),
        ox.Triple(twin, ox.NamedNode(RDFS + "label"), ox.Literal("Storm Corps", language="en")),
        ox.Triple(twin, ox.NamedNode(SKOS + "altLabel"), ox.Literal("Штурм", language="uk")),
    ]
    return Names(triples, parsed.terms)


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("Korean People's Army", ARMY),
        ("korean people’s army", ARMY),
        ("조선인민군", ARMY),
        ("ШТУРМ", KGD + "unit-other-storm-corps"),
        ("kgd:unit-kpa-11th-corps", CORPS),
        ("unit-kpa-11th-corps", CORPS),
        ("the corps (kgd:unit-kpa-11th-corps)", CORPS),
        ("artillery shell", KG + "artilleryShell"),
    ],
)
def test_a_name_or_an_identifier_stands_for_a_thing(names, text, iri):
    assert names.thing(text) == iri


def test_a_name_of_two_things_names_both(names):
    with pytest.raises(UnclearError) as told:
        names.thing("Storm Corps")
    assert "name of 2 things" in told.value.what
    assert "kgd:unit-kpa-11th-corps" in told.value.remedy
    assert "kgd:unit-other-storm-corps" in told.value.remedy


def test_near_names_are_offered(names):
    with pytest.raises(UnclearError) as told:
        names.thing("Korean Peoples Army")
    assert told.value.near[0] == ARMY
    assert "did you mean “Korean People's Army”" in told.value.remedy


def test_a_word_is_one_of_its_vocabulary(names):
    assert names.word("person", KG + "Unit") == KG + "person"  # its label is “person (unit)”
    assert names.word("personnel killed or wounded", KG + "Measure").endswith("KilledOrWounded")
    with pytest.raises(UnclearError, match="nothing here is called “Russia”"):
        names.word("Russia", KG + "Unit")


def test_a_thing_of_another_kind_is_told(names):
    with pytest.raises(UnclearError, match="“Kursk region” is no actor but: place"):
        names.thing("Kursk region", [KG + "Actor"], strict=True)


def test_every_name_of_the_core_is_read_as_what_it_names(names):
    things = [iri for iri in names.types if iri.startswith((KGD, KG)) and SRC not in iri]
    things = [iri for iri in things if names.is_entity(iri) or names.is_word(iri)]
    for iri in things:
        assert names.thing(names.spelling(iri, names.thing)) == iri
