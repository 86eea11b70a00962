"""What “about X” means: the entity, and the events that a statement joins it with."""

from __future__ import annotations

from kg.graph.near import estimates_near, near
from kg.graph.snapshot import Snapshot
from kg.iris import KGD, SRC
from kg.text.layout import Layout
from tests.build.test_facts import killed, part, source
from tests.conftest import ROOT
from tests.texts import store_of

CLAIMS = (
    source("paper", "2025-01-01")
    + """
kgd:unit-a a kg:MilitaryUnit ; rdfs:label "Alpha Brigade"@en .
kgd:unit-other a kg:MilitaryUnit ; rdfs:label "Other Brigade"@en .
kgd:force-b a kg:ArmedForce ; rdfs:label "Bravo Army"@en .
kgd:casualties-a a kg:Casualties ; rdfs:label "losses of Alpha"@en .
kgd:attack-a a kg:Attack ; rdfs:label "attack of Alpha"@en .
kgd:person-x a kg:Person ; rdfs:label "Xenia"@en .
"""
    + part(1, "force-b")
    + """
c:c2 a kg:Claim ; rdf:subject kgd:casualties-a ; rdf:predicate kg:sufferedBy ; rdf:object kgd:unit-a ;
  kg:attributedTo kgd:person-x .
c:c3 a kg:Judgement ; kg:about kgd:attack-a ; rdf:subject kgd:attack-a ; rdf:predicate kg:conductedBy ;
  rdf:object kgd:unit-a ; kg:attributedTo kgd:person-x ; kg:modality kg:forecast .
"""
    + killed(4, "kg:best 40", "x")
)


def snapshot() -> Snapshot:
    return Snapshot(store_of(paper=CLAIMS), Layout(ROOT, ROOT))


def test_an_entity_is_near_the_events_of_its_statements_alone():
    """Neither its army, which is no event, nor what somebody only forecasts."""
    assert near(snapshot(), f"{KGD}unit-a") == {f"{KGD}unit-a", f"{KGD}casualties-a"}


def test_what_nothing_joins_is_near_itself():
    assert near(snapshot(), f"{KGD}unit-other") == {f"{KGD}unit-other"}


def test_the_figures_of_a_unit_are_those_of_its_losses():
    (figure,) = estimates_near(snapshot(), f"{KGD}unit-a")
    assert figure.iri == f"{SRC}paper/c4"
