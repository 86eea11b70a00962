"""GEXF: valid by the rules of the 1.3 schema, and what networkx reads back."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET

import networkx as nx
import pytest

from kg.publish.formats import gexf
from tests.publish.material import open_denied, open_disputed
from tests.publish.reading import WORSE_NAMES

_NS = "{http://gexf.net/1.3}"
# By the RELAX NG schema of GEXF 1.3 (gexf.rnc, dynamics.rnc), as far as it concerns a graph without
# hierarchy: attributes that may stand and must stand, and the elements inside, in their order.
_RULES = {
    "gexf": ({"version", "variant"}, {"version"}, ["meta?", "graph"]),
    "meta": ({"lastmodifieddate"}, set(), ["creator?", "keywords?", "description?"]),
    "graph": (
        {
            *("defaultedgetype", "idtype", "timeformat", "start", "end", "timestamp", "mode"),
            *("timerepresentation", "timezone"),
        },
        set(),
        ["attributes*", "nodes", "edges"],
    ),
    "attributes": ({"class", "mode"}, {"class"}, ["attribute*"]),
    "attribute": ({"id", "title", "type"}, {"id", "title", "type"}, ["default?", "options?"]),
    "nodes": ({"count"}, set(), ["node*"]),
    "node": ({"id", "label", "start", "end"}, {"id"}, ["attvalues?", "spells?"]),
    "edges": ({"count"}, set(), ["edge*"]),
    "edge": (
        {"id", "type", "label", "source", "target", "weight", "kind", "start", "end"},
        {"source", "target"},
        ["attvalues?", "spells?"],
    ),
    "attvalues": (set(), set(), ["attvalue*"]),
    "attvalue": ({"for", "value", "start", "end"}, {"for", "value"}, []),
    "creator": (set(), set(), []),
}
_VALUES = {
    ("gexf", "version"): r"1\.3",
    ("graph", "defaultedgetype"): "directed|undirected|mutual",
    ("graph", "mode"): "static|dynamic|slice",
    ("graph", "timeformat"): "integer|double|date|dateTime",
    ("attributes", "class"): "node|edge",
    ("attribute", "type"): "string|boolean|integer|double",
    ("nodes", "count"): r"\d+",
    ("edges", "count"): r"\d+",
    ("edge", "start"): r"\d{4}-\d\d-\d\d",
    ("edge", "end"): r"\d{4}-\d\d-\d\d",
    ("node", "label"): r"(\S+( \S+)*)?",  # xsd:token
    ("edge", "label"): r"(\S+( \S+)*)?",
    ("edge", "kind"): r"\S+( \S+)*",
}


def faults(root: ET.Element) -> list[str]:
    """Where a GEXF document breaks the schema."""
    found = []
    for element in root.iter():
        name = element.tag.removeprefix(_NS)
        if name not in _RULES:
            found.append(f"<{name}> is not known")
            continue
        may, must, inside = _RULES[name]
        found += [f"<{name}> may not have {a}" for a in element.attrib.keys() - may]
        found += [f"<{name}> must have {a}" for a in must - element.attrib.keys()]
        order = " ".join(child.tag.removeprefix(_NS) for child in element)
        pattern = "".join(
            f"({part.rstrip('?*')}( |$)){part[len(part.rstrip('?*')) :]}" for part in inside
        )
        if not re.fullmatch(pattern, order):
            found.append(f"<{name}> holds {order[:60]}")
        found += [
            f"<{name} {attribute}={value[:40]!r}>"
            for attribute, value in element.attrib.items()
            if (rule := _VALUES.get((name, attribute))) and not re.fullmatch(rule, value)
        ]
    return found


def test_the_rules_refuse_what_networkx_writes():
    graph = nx.MultiDiGraph(name="Entente")
    graph.add_edge("a", "b")
    out = io.BytesIO()
    nx.write_gexf(graph, out, version="1.3")
    assert "<graph> may not have name" in faults(ET.fromstring(out.getvalue()))


@pytest.mark.parametrize("which", ["core", "worse"])
def test_is_valid(request, which):
    root = ET.fromstring(gexf.render(request.getfixturevalue(which)))
    assert faults(root) == []
    declared = {element.get("id") for element in root.iter(f"{_NS}attribute")}
    assert {element.get("for") for element in root.iter(f"{_NS}attvalue")} <= declared
    nodes = [element.get("id") for element in root.iter(f"{_NS}node")]
    assert len(nodes) == len(set(nodes)) == int(root.find(f".//{_NS}nodes").get("count"))
    for edge in root.iter(f"{_NS}edge"):
        assert {edge.get("source"), edge.get("target")} <= set(nodes)


def test_networkx_reads_the_whole_network_back(core, rendered):
    read, net = nx.read_gexf(io.BytesIO(rendered("gexf")), version="1.3"), core.network()
    iris = {node: values["iri"] for node, values in read.nodes(data=True)}
    assert sorted(iris.values()) == sorted(net)
    assert sorted(
        (iris[s], iris[o], f"{d['predicate']} {d['layer']}") for s, o, d in read.edges(data=True)
    ) == sorted(net.edges(keys=True))


def test_an_edge_of_the_article(rendered):
    # "Since fall 2024", Western officials say: EDTF 2024-23, autumn, begins in September.
    read = nx.read_gexf(io.BytesIO(rendered("gexf")), version="1.3")
    ids = {values["label"]: node for node, values in read.nodes(data=True)}
    corps, army = ids["11th Corps of the Korean People's Army"], ids["Korean People's Army"]
    (edge,) = (d for _, value, d in read.out_edges(corps, data=True) if value == army)
    assert edge["label"] == "is part of"
    assert edge["claims"] == "khaled-north-korea-russia/c016"
    assert edge["disputed"] is False
    assert "Storm Corps" in read.nodes[corps]["aliases"]
    assert read.nodes[ids["North Korea"]]["wikidata"] == "Q423"
    text = rendered("gexf").decode()
    assert 'start="2024-09-01"' in text


@pytest.mark.parametrize("which", ["core", "worse"])
def test_no_two_edges_of_one_kind_join_the_same_nodes(request, which):
    # Gephi makes one edge of those: a judgement would become part of a fact.
    root = ET.fromstring(gexf.render(request.getfixturevalue(which)))
    edges = [tuple(map(e.get, ("source", "target", "kind"))) for e in root.iter(f"{_NS}edge")]
    assert len(set(edges)) == len(edges)


def test_a_judgement_is_of_another_kind_than_the_fact(rendered):
    # That North Korea is a military partner of Russia is stated; that none is more important, judged.
    root = ET.fromstring(rendered("gexf"))
    ids = {e.get("label"): e.get("id") for e in root.iter(f"{_NS}node")}
    ends = (ids["North Korea"], ids["Russia"])
    kinds = {
        e.get("kind") for e in root.iter(f"{_NS}edge") if ends == (e.get("source"), e.get("target"))
    }
    assert {"kg:militaryPartnerOf fact", "kg:militaryPartnerOf judgement"} <= kinds


def stances(graph) -> dict[str, str]:
    """The stance of the edges that rest on claims of the source "denial", by these."""
    read = nx.read_gexf(io.BytesIO(gexf.render(graph)), version="1.3")
    edges = [d for *_, d in read.edges(data=True) if "denial/" in d["claims"]]
    return {edge["claims"]: edge["stance"] for edge in edges}


def test_an_edge_of_nothing_but_denials_says_so(workspace):
    graph = open_denied(workspace)
    assert faults(ET.fromstring(gexf.render(graph))) == []
    assert stances(graph) == {"denial/c001": "denies"}


def test_an_edge_of_a_denial_and_a_forecast_is_mixed(workspace):
    assert stances(open_disputed(workspace)) == {"denial/c001; denial/c002": "mixed"}


def test_hostile_names_stay_text(rendered_worse):
    labels = {e.get("label") for e in ET.fromstring(rendered_worse("gexf")).iter(f"{_NS}node")}
    assert "</script><script>window.pwned=1</script>" in labels
    assert "nul \ufffd bell \ufffd bom \ufffd turned \u202e end" in labels
    assert "a b c" in labels
    assert max(map(len, labels)) == len(WORSE_NAMES[-1])
