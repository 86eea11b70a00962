"""Cells of a sheet that say to what a figure is limited, what is counted, and of what something is a part."""

from __future__ import annotations

import pytest

from tests.curate.sheets.material import NEW, add, block, workspace

FIGURE = NEW | {
    "who": "deployment of North Korean troops alongside Russia (2024)", "figure": "about 1,200",
    "measure": "personnel deployed", "counted": "soldier", "unit": "person", "speaker": "North Korea",
    "quote": "about 1,200\nsoldiers",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path):
    return workspace(tmp_path)


@pytest.mark.parametrize(
    ("cells", "lines"),
    [
        ({"scope": "kg:bySea"}, ["kg:limitedTo kg:bySea"]),
        ({"scope": "kg:bySea; on 64 voyages"}, ["kg:limitedTo kg:bySea", 'kg:scope "on 64 voyages"']),
        ({"scope": "by sea; on 64 voyages"}, ['kg:scope "by sea; on 64 voyages"']),
        ({"scope": "kgd:state-russia; kg:bySea"}, ["kg:limitedTo kgd:state-russia, kg:bySea"]),
        ({"scope": "see: kg:noSuchTerm"}, ['kg:scope "see: kg:noSuchTerm"']),
        ({"basis": "kg:confirmedByName"}, ["kg:onBasis kg:confirmedByName"]),
    ],
)  # fmt: skip
def test_a_limit_is_a_term_or_words(folder, cells, lines):
    add(folder, FIGURE | cells)
    written = block(folder, "c001")
    for line in lines:
        assert line in written
    assert sum(written.count(f"kg:{name} ") for name in ("scope", "limitedTo", "basis", "onBasis")) == len(lines)  # fmt: skip


def test_pieces_of_a_model_can_be_counted(folder):
    model = NEW | {"who": "KN-23", "who kind": "weapon model", "relation": "has weapon type", "whom": "short-range ballistic missile", "speaker": "North Korea"}  # fmt: skip
    counted = FIGURE | {"measure": "weapons sent", "unit": "missile", "counted": "KN-23"}
    add(folder, model, counted)
    assert "kg:counts kgd:model-kn-23" in block(folder, "c002")


def test_an_event_within_an_event_is_no_unit_of_a_force(folder):
    part = NEW | {
        "who": "battle of the village", "who kind": "battle", "relation": "is part of",
        "whom": "deployment of North Korean troops alongside Russia (2024)", "speaker": "North Korea",
    }  # fmt: skip
    took_place = NEW | {"who": "battle of the village", "relation": "has event status", "whom": "occurred", "speaker": "North Korea"}  # fmt: skip
    unit = NEW | {"who": "3rd Brigade", "who kind": "military unit", "relation": "is part of", "whom": "Storm Corps", "speaker": "North Korea"}  # fmt: skip
    add(folder, part, unit, took_place)
    assert "rdf:predicate kg:subEventOf" in block(folder, "c001")
    assert "rdf:predicate kg:partOf" in block(folder, "c002")
