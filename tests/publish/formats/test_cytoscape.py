"""Cytoscape.js JSON: the elements, and the claims beside them."""

from __future__ import annotations

import json
import re

import pytest

from kg.publish.formats import cytoscape
from tests.publish.material import open_denied
from tests.publish.reading import WORSE_NAMES


def read(graph) -> dict:
    return json.loads(cytoscape.render(graph))


@pytest.mark.parametrize("which", ["core", "worse"])
def test_elements_are_those_of_the_network(request, which):
    graph = request.getfixturevalue(which)
    elements, net = read(graph)["elements"], graph.network()
    nodes = {node["data"]["id"]: node["data"] for node in elements["nodes"]}
    assert {node["iri"] for node in nodes.values()} == set(net)
    ids = [one["data"]["id"] for group in elements.values() for one in group]
    assert len(ids) == len(set(ids))  # Cytoscape.js refuses a second element of one id
    assert sorted(
        (nodes[e["source"]]["iri"], nodes[e["target"]]["iri"], f"{e['predicate']} {e['layer']}")
        for e in (edge["data"] for edge in elements["edges"])
    ) == sorted(net.edges(keys=True))


def test_a_claim_of_the_article(core):
    # "between 14,000 and 15,000 troops", characters 476 to 615.
    claims = {claim["id"]: claim for claim in read(core)["data"]["claims"]}
    claim = claims["khaled-north-korea-russia/c012"]
    assert (claim["lower"], claim["upper"]) == (14000, 15000)
    assert (claim["evidence_start"], claim["evidence_end"]) == (476, 615)
    assert claim["wording"] == "between 14,000 and 15,000 troops"
    assert "best" not in claim


def test_names_keep_their_languages(core):
    nodes = {node["data"]["iri"]: node["data"] for node in read(core)["elements"]["nodes"]}
    corps = nodes["https://w3id.org/entente/id/unit-kpa-11th-corps"]
    assert ("폭풍군단", "ko") in zip(corps["aliases"], corps["alias_languages"], strict=True)


@pytest.mark.parametrize("which", ["core", "worse"])
def test_desktop_finds_a_name_and_flat_values(request, which):
    # CytoscapejsMapper of cytoscape-impl: a column is of texts, truth values, numbers or a list of
    # one of these; objects become empty texts, null becomes "null"; "name" is the label.
    elements = read(request.getfixturevalue(which))["elements"]
    columns: dict[str, set[type]] = {}
    for one in (one["data"] for group in elements.values() for one in group):
        assert one["name"] == one["label"]
        for column, value in one.items():
            columns.setdefault(column, set()).add(type(value))
            assert isinstance(value, str | bool | list), (column, value)
            inside = value if isinstance(value, list) else []
            assert all(isinstance(text, str) for text in inside), (column, value)
    assert [column for column, types in columns.items() if len(types) > 1] == []
    assert {"aliases", "remarks", "claims"} <= {
        c for c, types in columns.items() if types == {list}
    }


def test_desktop_shows_names_and_states_of_the_article(core):
    # "signed agreements for Pyongyang to produce drones": the production is agreed, no more.
    elements = read(core)["elements"]
    nodes = {node["data"]["name"]: node["data"] for node in elements["nodes"]}
    assert "iso3166: KP" in nodes["North Korea"]["codes"]
    drones = [n for n in nodes.values() if n["iri"].endswith("/production-dprk-drones")]
    assert [node["said"] for node in drones] == [["eventStatus: agreed"]]
    statuses = {edge["data"]["status"] for edge in elements["edges"]}
    assert {"agreed", ""} <= statuses


def test_nothing_is_null(rendered):
    assert re.findall(rb'^ *(?:"[^"]*": )?null\b', rendered("cytoscape"), re.MULTILINE) == []


def test_an_edge_of_nothing_but_denials_says_so(workspace):
    edges = [edge["data"] for edge in read(open_denied(workspace))["elements"]["edges"]]
    assert [e["stance"] for e in edges if e["claims"] == ["denial/c001"]] == ["denies"]


def test_hostile_names_are_data(rendered_worse):
    data = rendered_worse("cytoscape")
    labels = {node["data"]["label"] for node in json.loads(data)["elements"]["nodes"]}
    assert set(WORSE_NAMES) <= labels
    assert data.isascii()
