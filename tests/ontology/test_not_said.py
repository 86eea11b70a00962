"""What the first article does not say is in no claim of it and in no fact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT
from tests.ontology.test_article import DEPLOYMENT, FIRST, ID, NS, SIGNING, ask, values

if TYPE_CHECKING:
    from kg import Graph

TREATY = "kgd:agreement-dprk-russia-2024"
CLAUSE = "kgd:clause-mutual-defence-dprk-russia"
SHIP = "kgd:item-dprk-destroyer"
CORPS = "kgd:unit-kpa-11th-corps"
MISSILES = "kgd:transfer-initial-dprk-missiles"
HYPERSONIC = "kgd:model-dprk-hypersonic-cruise-missile"
IN_WAR = f"{DEPLOYMENT} kgd:group-dprk-troops-in-war kgd:casualties-dprk-troops {CORPS}"
LOSS = "?c kg:measure kg:personnelKilledOrWounded"
ENDS = "?c rdf:subject|rdf:object ?a , ?b . FILTER(?a != ?b)"
NOT_SAID = {
    "the day of the signing": f"?c rdf:subject|rdf:object ?e ; kg:time ?t . "
    f'VALUES ?e {{ {TREATY} {SIGNING} }} FILTER(STR(?t) != "2024-06")',
    "the place of the signing": f"?c rdf:subject ?e ; rdf:object/a kg:Place . "
    f"VALUES ?e {{ {TREATY} {SIGNING} }}",
    "troops sent under the clause": f"{ENDS} VALUES ?a {{ {TREATY} {CLAUSE} {SIGNING} }} "
    f"VALUES ?b {{ {DEPLOYMENT} }}",
    "the treaty in force": f"?c rdf:subject {TREATY} ; rdf:predicate kg:inForce",
    "the destroyer's name": f"?c rdf:subject {SHIP} ; rdf:predicate kg:nickname",
    "the destroyer's class": f"?c rdf:subject {SHIP} ; rdf:object/a kg:WeaponModel",
    "losses of a unit": f"{LOSS} . ?c kg:about|kg:shareOf {CORPS}",
    "a unit among those who suffered losses": f"{ENDS} ?a a kg:Casualties . ?b a kg:MilitaryUnit",
    "how many were killed": "?c kg:measure ?m . "
    "VALUES ?m { kg:personnelKilled kg:personnelWounded }",
    "where they fought": f"?c rdf:subject ?e ; rdf:object/a kg:Place . VALUES ?e {{ {IN_WAR} }}",
    "where they were sent": f"?c rdf:subject {DEPLOYMENT} ; rdf:predicate kg:deployedTo",
    "drones delivered": "?c rdf:predicate kg:transferred ; rdf:object ?w . "
    "FILTER(?w = kg:drone || EXISTS { ?w kg:weaponType kg:drone })",
    "drones made": "?c rdf:subject ?p ; rdf:predicate kg:eventStatus ; rdf:object ?s . "
    "?p a kg:Production . FILTER(?s != kg:agreed)",
    "China as supplier": "?c rdf:predicate ?p ; rdf:object kgd:state-china . "
    "VALUES ?p { kg:supplier kg:conductedBy kg:deployedForce kg:alongside }",
    "China doing anything": "?c rdf:subject kgd:state-china",
    "what the shipment of August 2023 held": f"?c rdf:subject {FIRST} ; "
    "rdf:predicate kg:transferred",
    "the two shipments as one": f"{ENDS} VALUES ?a {{ {FIRST} }} VALUES ?b {{ {MISSILES} }}",
    "the missile shipment in August 2023": f"?c rdf:subject|kg:about {MISSILES} ; kg:time ?t",
    "a nuclear-capable hypersonic missile": f"?c rdf:subject {HYPERSONIC} ; "
    "rdf:predicate kg:canCarry",
    "a Russian hypersonic missile": f"?c rdf:subject {HYPERSONIC} ; "
    "rdf:predicate kg:originState ; rdf:object kgd:state-russia",
    "a post of Kim or Putin": "?c rdf:predicate ?p . VALUES ?p { kg:holdsPost kg:tenureOf }",
    "the day that a figure speaks of": "?c kg:asOf ?t",
}


@pytest.mark.parametrize("what", NOT_SAID)
def test_the_graph_does_not_say(core: Graph, what: str) -> None:
    assert not ask(core, NOT_SAID[what]), what


def test_a_fact_says_no_more_than_its_claims(core: Graph) -> None:
    stated = "?c rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o"
    fact = "?f kg:supportedBy ?c ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o"
    assert ask(core, fact)
    assert not ask(core, f"{fact} . FILTER NOT EXISTS {{ {stated} }}")


def test_some_russian_units_are_part_of_no_whole(core: Graph) -> None:
    some = "kgd:group-russian-units-on-dprk-rounds"
    assert ask(core, f"?c rdf:subject {some} ; rdf:predicate kg:reliesOn")
    assert not bool(core.query(f"ASK {{ {some} kg:partOf|kg:partOfTransitive ?whole }}"))


def test_china_only_leads_and_belongs(core: Graph) -> None:
    assert values(core, "p", "?c rdf:predicate ?p ; rdf:object kgd:state-china") == {
        NS + "ledBy",
        NS + "hasMember",
    }


def test_places_of_the_article(core: Graph) -> None:
    found = values(core, "place", "?c rdf:subject|rdf:object|kg:about ?place . ?place a kg:Place")
    assert found == {
        ID + "place-korean-peninsula",
        ID + "place-civilian-areas-under-drone-attack",
    }


def test_names_that_the_article_does_not_give_are_not_in_its_file() -> None:
    text = (ROOT / "seeds" / "khaled-north-korea-russia.ttl").read_text(encoding="utf-8")
    for name in ("Choe Hyon", "Kursk", "Belousov", "Zircon", "Tsirkon", "KN-23", "Shahed", "Geran"):
        assert name not in text, name
