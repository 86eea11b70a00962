"""GraphML: what a network tool reads back."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET

import networkx as nx

from kg.publish.formats import graphml
from tests.publish.material import HOSTILE_NAMES, TURNED, open_denied, open_hostile

_NS = "{http://graphml.graphdrawing.org/xmlns}"


def _read(data: bytes) -> nx.MultiDiGraph:
    return nx.read_graphml(io.BytesIO(data), force_multigraph=True)


def _by_label(graph: nx.MultiDiGraph) -> dict[str, str]:
    return {values["label"]: node for node, values in graph.nodes(data=True)}


def test_an_edge_of_the_article_comes_back(core, tmp_path):
    # Characters 631–714 of the article.
    path = tmp_path / "entente.graphml"
    graphml.write(core, path)
    graph = _read(path.read_bytes())
    ids = _by_label(graph)
    corps, army = ids["11th Corps of the Korean People's Army"], ids["Korean People's Army"]
    (edge,) = [d for _, value, d in graph.out_edges(corps, data=True) if value == army]
    assert edge["label"] == "is part of"
    assert edge["claims"] == "khaled-north-korea-russia/c016"
    assert edge["layer"] == "fact"
    assert edge["disputed"] is False
    assert "event_status" not in edge
    assert graph.nodes[corps]["iri"] == "https://w3id.org/entente/id/unit-kpa-11th-corps"
    assert "Storm Corps" in graph.nodes[corps]["aliases"].split("; ")
    assert "폭풍군단" in graph.nodes[corps]["aliases"].split("; ")


def test_an_edge_of_nothing_but_denials_says_so(workspace):
    edges = _read(graphml.render(open_denied(workspace))).edges(data=True)
    assert [d["stance"] for *_, d in edges if d["claims"] == "denial/c001"] == ["denies"]


def test_holds_every_edge_of_the_network(core, rendered):
    net = core.network()
    graph = _read(rendered("graphml"))
    assert graph.number_of_nodes() == net.number_of_nodes()
    assert graph.number_of_edges() == net.number_of_edges()


def test_is_valid_where_the_schema_is_strict(rendered):
    # graphml-structure.xsd: ids are NMTOKENs and unique; every key used is declared once.
    root = ET.fromstring(rendered("graphml"))
    assert root.tag == f"{_NS}graphml"
    for tag in ("node", "edge"):
        ids = [element.get("id") for element in root.iter(f"{_NS}{tag}")]
        assert len(ids) == len(set(ids)) > 0
        assert all(re.fullmatch(r"[\w.:\-]+", name) for name in ids)
    declared = [key.get("id") for key in root.iter(f"{_NS}key")]
    names = [(key.get("for"), key.get("attr.name")) for key in root.iter(f"{_NS}key")]
    assert len(set(declared)) == len(declared)
    assert len(set(names)) == len(names)
    assert {data.get("key") for data in root.iter(f"{_NS}data")} == set(declared)


def test_hostile_names_stay_text(workspace):
    data = graphml.render(open_hostile(workspace))
    graph = _read(data)
    assert set(HOSTILE_NAMES) <= set(_by_label(graph))
    assert TURNED.encode() not in data
    aliases = graph.nodes[_by_label(graph)["bad"]]["aliases"]
    assert aliases == "\u202egnuoy\u202c \ufffdbell"
