"""APP-6 symbols: the frame takes no side, and only what is stated is drawn in it."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

import kg
from kg.publish.page.kinds import kind_styles
from kg.publish.page.symbols import symbols_of
from tests.publish.material import claim, source

KGD = "https://w3id.org/entente/id/"
#: A frame of unknown affiliation is a quatrefoil; yellow is its colour (APP-6, table of frames).
QUATREFOIL = "M63,63 C63,20 137,20 137,63 C180,63 180,137 137,137 C137,180 63,180 63,137 C20,137 20,63 63,63 Z"


def drawn(graph: kg.Graph) -> dict[str, tuple[str, str]]:
    kinds = kind_styles(graph, [node.kind for node in graph.holdings.nodes.values()])
    symbols, numbers = symbols_of(graph, kinds)
    return {iri.removeprefix(KGD): (symbols[n].label, symbols[n].svg) for iri, n in numbers.items()}


def test_the_corps_is_special_forces_of_no_stated_echelon(core):
    """That it has the size of a corps does not follow from its name (codebook, section 8)."""
    label, svg = drawn(core)["unit-kpa-11th-corps"]
    assert label == "special forces"
    texts = [e.text for e in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["SF"]


def test_forces_and_units_have_the_frame_of_unknown_affiliation(core):
    found = drawn(core)
    assert set(found) == {
        "unit-kpa-11th-corps",
        "unit-kpa-93rd-brigade",
        "unit-russian-11th-air-assault-brigade",
        "unit-ukrainian-3rd-assault-brigade",
        "force-korean-peoples-army",
        "force-kpa-special-operations-force",
        "force-russian-armed-forces",
        "force-russian-pacific-fleet",
        "force-ukrainian-armed-forces",
    }
    for label, svg in found.values():
        assert QUATREFOIL in svg, label
        assert "rgb(255,255,128)" in svg


@pytest.fixture
def stated(workspace):
    """A brigade of artillery; and a unit of which two sources state two branches."""
    text = source("units")
    text += 'kgd:unit-x a kg:MilitaryUnit ; rdfs:label "X"@en .\n'
    text += 'kgd:unit-y a kg:MilitaryUnit ; rdfs:label "Y"@en .\n'
    text += claim("units/c001", "kgd:unit-x", "kg:branch", "kg:artillery")
    text += claim("units/c002", "kgd:unit-x", "kg:echelon", "kg:brigade")
    text += claim("units/c003", "kgd:unit-y", "kg:branch", "kg:artillery")
    text += claim("units/c004", "kgd:unit-y", "kg:branch", "kg:infantry")
    (workspace / "seeds" / "units.ttl").write_text(text, encoding="utf-8")
    return drawn(kg.open(workspace))


def test_echelon_and_branch_are_drawn_where_one_is_stated(stated):
    label, svg = stated["unit-x"]
    assert label == "brigade, artillery (branch)"
    root = ET.fromstring(svg)
    # Field artillery is a filled dot; a brigade is one X above the frame.
    assert len(list(root.iter("{http://www.w3.org/2000/svg}circle"))) == 1
    _, plain = stated["unit-y"]
    assert "circle" not in plain
    assert len(svg) > len(plain)


def test_where_sources_differ_neither_is_drawn(stated):
    assert stated["unit-y"][0] == "level and branch open"


def test_a_whole_force_is_no_unit_also_where_nothing_else_is_stated(core):
    found = drawn(core)
    label, force = found["force-korean-peoples-army"]
    assert label == "Armed force: level and branch open"
    unit_label, unit = found["unit-kpa-93rd-brigade"]
    assert unit_label == "level and branch open"
    assert force != unit
