"""DOT: what Graphviz (or pydot, where that is not installed) reads."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ET

import pytest

from kg.publish.formats import dot
from tests.publish.material import open_denied

_SVG = "{http://www.w3.org/2000/svg}"
needs_graphviz = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")


def drawn(data: bytes) -> ET.Element:
    done = subprocess.run(
        ["dot", "-Tsvg"], input=data, capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert b"syntax" not in done.stderr
    return ET.fromstring(done.stdout)


def edges_of(root: ET.Element) -> list[str]:
    groups = [g for g in root.iter(f"{_SVG}g") if g.get("class", "").startswith("edge")]
    return [g.find(f"{_SVG}title").text for g in groups]


@needs_graphviz
def test_graphviz_draws_every_node_and_edge(core, rendered):
    root, net = drawn(rendered("dot")), core.network()
    nodes = [g for g in root.iter(f"{_SVG}g") if g.get("class", "").startswith("node")]
    assert len(nodes) == net.number_of_nodes()
    assert len(edges_of(root)) == net.number_of_edges()


@needs_graphviz
def test_graphviz_shows_hostile_names_as_text(worse, rendered_worse):
    root = drawn(rendered_worse("dot"))
    net = worse.network()
    assert len(edges_of(root)) == net.number_of_edges()
    told = "\n".join(link.get("{http://www.w3.org/1999/xlink}title", "") for link in root.iter())
    for name in (
        "</script><script>window.pwned=1</script>",
        "<b>&lt;&amp;</b>",
        'x"]; n0 -> n1 [label="',
    ):
        assert name in told
    labels = {text.text for text in root.iter(f"{_SVG}text")}
    assert r"\N \G \" \\" in labels
    assert root.find(f".//{_SVG}script") is None


def test_a_relation_of_the_article(rendered):
    text = rendered("dot").decode()
    ids = dict(re.findall(r'^  (n\d+) \[.*comment="[^"]*/id/([^"]+)"', text, re.MULTILINE))
    named = {name: number for number, name in ids.items()}
    corps, army = named["unit-kpa-11th-corps"], named["force-korean-peoples-army"]
    (edge,) = re.findall(rf"^  {corps} -> {army} \[(.*)\];$", text, re.MULTILINE)
    assert 'label="is part of"' in edge
    assert 'tooltip="khaled-north-korea-russia/c016"' in edge
    assert 'style="solid"' in edge


def test_judgements_are_drawn_otherwise_than_facts(rendered):
    # c005: North Korea is Russia's most important military partner, an opinion.
    text = rendered("dot").decode()
    (edge,) = [line for line in text.splitlines() if "khaled-north-korea-russia/c005" in line]
    assert 'style="dotted"' in edge
    assert "(judgement)" in edge


def test_a_denial_says_so(workspace):
    text = dot.render(open_denied(workspace)).decode()
    (edge,) = [line for line in text.splitlines() if 'tooltip="denial/c001"' in line]
    assert 'label="supports (claim, denied)"' in edge
    assert 'style="dashed"' in edge


# pyparsing warns of names that pydot uses.
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_pydot_reads_hostile_names(worse, rendered_worse):
    pydot = pytest.importorskip("pydot")
    (graph,) = pydot.graph_from_dot_data(rendered_worse("dot").decode())
    assert len(graph.get_edges()) == worse.network().number_of_edges()
