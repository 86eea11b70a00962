"""SVG: the picture of the page, still: names for everyone, nothing that runs or is fetched.

``rendered`` is unfolded: all entities and relations.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import kg
from kg.publish.formats import svg
from kg.publish.page.page import page_of
from tests.conftest import ROOT
from tests.publish.material import open_denied, open_disputed

pytestmark = pytest.mark.slow

_SVG = "{http://www.w3.org/2000/svg}"
_CHROMIUM = Path("/usr/bin/chromium")


def names(root: ET.Element) -> list[str]:
    return [group.get("aria-label") for group in root.iter(f"{_SVG}g") if group.get("aria-label")]


def test_every_node_and_edge_has_a_name(core, rendered):
    root, net = ET.fromstring(rendered("svg")), core.network()
    assert len(names(root)) == net.number_of_nodes() + net.number_of_edges()
    assert any(name.startswith("11th Corps of the Korean People's Army; ") for name in names(root))
    army = "11th Corps of the Korean People's Army – is part of – Korean People's Army"
    assert f"{army} (khaled-north-korea-russia/c016)" in names(root)
    assert root.get("role") == "graphics-document document"
    named = {element.get("id") for element in root}
    assert set(root.get("aria-labelledby").split()) <= named


def test_the_symbols_stand_where_the_page_has_them(core, rendered):
    root = ET.fromstring(rendered("svg"))
    groups = {g.get("data-iri"): g for g in root.iter(f"{_SVG}g") if g.get("data-iri")}
    nodes = page_of(core).nodes
    for node in nodes:
        drawn = groups[node["iri"]].find(f"{_SVG}use")
        if "symbol" in node:  # a unit's: from its corner on
            x, half = float(drawn.get("x")), float(drawn.get("width")) / 2
            assert x + half == pytest.approx(node["x"], abs=0.01)
        else:
            at = f"translate({node['x']} {node['y']})"
            assert drawn.get("transform").startswith(at)


def test_all_of_it_is_inside_the_picture(core, rendered):
    root = ET.fromstring(rendered("svg"))
    left, top, wide, high = map(float, root.get("viewBox").split())
    for node in page_of(core).nodes:
        assert left <= node["x"] - node["size"]
        assert node["x"] + node["size"] <= left + wide
        assert top <= node["y"] - node["size"]
    for entry in root.findall(f"{_SVG}g[@transform]"):
        x, y = map(float, re.findall(r"-?[\d.]+", entry.get("transform")))
        assert x == 0 or left <= x < left + wide  # the words above are moved downwards only
        assert y + 10 < top + high


def test_nothing_runs_and_nothing_is_fetched(rendered_worse):
    data = rendered_worse("svg")
    root = ET.fromstring(data)
    allowed = {"svg", "title", "desc", "style", "defs", "marker", "path", "rect", "g", "text"}
    allowed |= {"circle", "polygon", "use", "symbol", "filter"}
    allowed |= {"feMorphology", "feFlood", "feComposite", "feMerge", "feMergeNode"}
    assert {element.tag.removeprefix(_SVG) for element in root.iter()} <= allowed
    for element in root.iter():
        assert not any(name.startswith("on") for name in element.attrib)
        assert all(v.startswith("#") for name, v in element.attrib.items() if "href" in name)
    style = root.find(f"{_SVG}style").text
    assert "url(" not in style
    assert "@import" not in style
    assert "\u202e".encode() not in data


def test_a_denied_fact_looks_so(workspace):
    root = ET.fromstring(svg.render(open_disputed(workspace), unfolded=True))
    denied = [
        g for g in root.iter(f"{_SVG}g") if g.get("class") == "disputed" and g.get("aria-label")
    ]
    assert len(denied) == 1
    assert "a disputed fact: denied, or a rival" in [t.text for t in root.iter(f"{_SVG}text")]


def test_a_denial_says_so(workspace):
    root = ET.fromstring(svg.render(open_denied(workspace), unfolded=True))
    assert "China – supports – Russia (claim; denied; denial/c001)" in names(root)


def test_the_first_picture_is_that_of_the_page(core):
    """Actors and what passes between them, with all that a figure needs to stand alone."""
    root = ET.fromstring(svg.render(core, title="Arms and troops"))
    said = [name for name in names(root) if name.startswith("North Korea – arms – Russia (")]
    assert len(said) == 1
    assert "khaled-north-korea-russia/c0" in said[0]
    drawn = {group.get("data-iri") for group in root.iter(f"{_SVG}g")} - {None}
    assert "https://w3id.org/entente/id/state-north-korea" in drawn
    assert not any("/transfer-" in iri or "/deployment-" in iri for iri in drawn)
    assert not any("joint-chiefs" in iri for iri in drawn)  # who only speaks
    of_units = {text for symbol in root.iter(f"{_SVG}symbol") for text in symbol.itertext()}
    texts = [text.text for text in root.iter(f"{_SVG}text") if text.text not in of_units]
    assert texts[0] == root.find(f"{_SVG}title").text == "Arms and troops"
    words = " ".join(texts)
    for part in ("arms", "troops", "State (4)", "Sources: ", "Sara Khaled", "Data: CC BY 4.0."):
        assert part in words, part
    ground = root.find(f"{_SVG}style").text
    assert "prefers-color-scheme" not in ground
    assert ".ground{fill:#fff}" in ground


def test_a_picture_says_of_what_part_it_is(workspace):
    root = ET.fromstring(svg.render(kg.open(workspace, known_at="2025-01-31")))
    assert any("known at 31 January 2025" in (text.text or "") for text in root.iter(f"{_SVG}text"))


def test_what_is_taken_back_draws_no_arrow(workspace):
    """China's support of Russia is only denied: the page does not show it at first either."""
    folded = ET.fromstring(svg.render(open_denied(workspace)))
    assert not any(name.startswith("China – supports") for name in names(folded))
    assert not any("support – Russia" in name and "China" in name for name in names(folded))


def test_an_empty_graph_is_a_picture():
    root = ET.fromstring(svg.render(kg.open(ROOT, known_at="1900")))
    assert names(root) == []


@pytest.mark.browser
@pytest.mark.skipif(not _CHROMIUM.exists(), reason="Chromium is not installed")
def test_a_browser_shows_it_and_asks_for_nothing_else(worse, browser, tmp_path):
    target = tmp_path / "worse.svg"
    svg.write(worse, target)
    asked: list[str] = []
    page = browser.new_page()
    page.on("request", lambda request: asked.append(request.url))
    page.goto(target.as_uri())
    assert page.evaluate("window.pwned ?? 0") == 0
    assert page.evaluate("document.querySelectorAll('use').length") > 10
    page.close()
    assert asked == [target.as_uri()]
