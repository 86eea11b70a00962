"""The graph as networkx: what is a node, what an edge is, and in which layer it lies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import kg
from tests.publish.material import claim, open_denied, open_disputed, source

if TYPE_CHECKING:
    from pathlib import Path

ID = "https://w3id.org/entente/id/"
NS = "https://w3id.org/entente/ns/"
CORPS, ARMY = ID + "unit-kpa-11th-corps", ID + "force-korean-peoples-army"
NORTH_KOREA, RUSSIA = ID + "state-north-korea", ID + "state-russia"


def test_an_edge_has_its_claims_and_a_node_its_names(core):
    net = core.network()
    edge = net.edges[CORPS, ARMY, f"{NS}partOf fact"]
    assert edge["label"] == "is part of"
    assert [iri.rsplit("/", 2)[1:] for iri in edge["claims"]] == [
        ["khaled-north-korea-russia", "c016"]
    ]
    assert (edge["layer"], edge["disputed"], edge["event_status"]) == ("fact", False, None)
    assert net.nodes[CORPS]["kind"] == "MilitaryUnit"
    assert {"Storm Corps", "폭풍군단"} <= set(net.nodes[CORPS]["aliases"])
    assert net.nodes[CORPS]["label"] not in net.nodes[CORPS]["aliases"]


def test_figures_stand_at_the_node_that_they_are_about(core):
    # "up to 15,000 soldiers" (the lead) and "between 14,000 and 15,000" (the officials)
    deployment = core.network().nodes[ID + "deployment-dprk-russia-2024"]
    ids = {iri.rsplit("/", 1)[1] for iri in deployment["estimates"]}
    assert {"c004", "c012"} <= ids


def test_a_judgement_lies_in_a_layer_of_its_own(core):
    # "most important military partner" is an opinion; that they are partners is stated.
    layers = {
        data["layer"]
        for _, value, data in core.network().out_edges(NORTH_KOREA, data=True)
        if value == RUSSIA and data["predicate"] == NS + "militaryPartnerOf"
    }
    assert layers == {"fact", "judgement"}


def test_an_agreed_event_marks_its_edges(core):
    # "signed agreements for Pyongyang to produce drones": none is said to have been produced.
    net = core.network()
    production = ID + "production-dprk-drones"
    statuses = {data["event_status"] for *_, data in net.edges(production, data=True)}
    assert statuses == {"agreed"}


def test_a_denial_and_a_forecast_are_not_in_the_fact(workspace: Path):
    net = open_disputed(workspace).network()
    fact = net.edges[CORPS, ARMY, f"{NS}partOf fact"]
    other = net.edges[CORPS, ARMY, f"{NS}partOf claim"]
    assert [iri.rsplit("/", 1)[1] for iri in fact["claims"]] == ["c016"]
    assert [iri.rsplit("/", 2)[1:] for iri in other["claims"]] == [
        ["denial", "c001"],
        ["denial", "c002"],
    ]
    assert (fact["disputed"], other["disputed"]) == (True, False)
    assert (fact["stance"], other["stance"]) == ("asserts", "mixed")


def test_an_edge_of_nothing_but_denials_says_so(workspace: Path):
    net = open_denied(workspace).network()
    edge = net.edges[ID + "state-china", RUSSIA, f"{NS}supports claim"]
    assert edge["stance"] == "denies"
    assert [value for *_, value in net.edges(data="stance")].count("denies") == 1


def test_calls_do_not_share_their_lists(core):
    first = core.network()
    first.nodes[CORPS]["aliases"].append("changed")
    assert "changed" not in core.network().nodes[CORPS]["aliases"]


def test_a_workspace_adds_its_own_nodes(workspace: Path):
    text = source("own")
    text += 'kgd:person-own a kg:Person ; rdfs:label "Own"@en .\n'
    text += claim("own/c001", "kgd:agreement-dprk-russia-2024", "kg:hasSignatory", "kgd:person-own")
    (workspace / "seeds" / "own.ttl").write_text(text, encoding="utf-8")
    assert kg.open(workspace).network().nodes[ID + "person-own"]["label"] == "Own"
