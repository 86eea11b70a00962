"""Rows that change claims, a sheet to which a source is made equal, and the same said twice."""

from __future__ import annotations

import pytest

from kg.curate.sheets.adding import add_sheet, write_addition
from kg.curate.sheets.additions import ADD, Mode
from kg.errors import DataError
from kg.text.layout import find_layout
from tests.curate.sheets.material import DEFAULTS, NEW, block, sheet, workspace

SRC = "https://w3id.org/entente/source/paper-2025/"
CLAIM = NEW | {
    "who": "3rd Brigade",
    "who kind": "military unit",
    "relation": "is part of",
    "whom": "Storm Corps",
    "speaker": "North Korea",
    "quote": "The 3rd Brigade is part of the Storm Corps.",
}
FIGURE = {
    "source": "paper-2025",
    "who": "3rd Brigade",
    "figure": "about 1,200",
    "measure": "personnel present",
    "counted": "soldier",
    "unit": "person",
    "speaker": "Russia",
    "quote": "“about 1,200 soldiers”",
    "wording": "1,200",
    "note": "Copied.",
}


@pytest.fixture
def folder(tmp_path):
    return workspace(tmp_path)


def add(folder, *rows, mode=ADD, write=True):
    addition = add_sheet(find_layout(folder), sheet(*rows), DEFAULTS, folder / "texts", mode=mode)
    if write:
        write_addition(addition)
    return addition


def text(folder):
    return (folder / "seeds" / "paper-2025.ttl").read_text(encoding="utf-8")


def without(row, *columns):
    return {name: value for name, value in row.items() if name not in columns}


def test_a_row_with_an_id_changes_that_claim_alone(folder):
    add(folder, CLAIM, FIGURE)
    before = text(folder)
    row = FIGURE | {"claim": "c002", "figure": "about 1,300"}
    changed = add(folder, row, mode=Mode(change=True))
    (claim,) = changed.altered.values()
    lines = [difference.line() for difference in claim.differences]
    assert "figure: 1200, approximately" not in lines
    assert any("1200" in line and "1300" in line for line in lines)
    assert not changed.claims
    after = text(folder)
    assert after == before.replace("kg:best 1200", "kg:best 1300").replace(
        "personnel present: about 1,200", "personnel present: about 1,300"
    )


def test_what_the_sheet_has_no_column_for_stays(folder):
    add(folder, CLAIM, FIGURE | {"statement": "They say that there are 1,200."})
    row = without(FIGURE, "note") | {"claim": "c002", "speaker": "North Korea"}
    add(folder, row, mode=Mode(change=True))
    assert 'kg:note "Copied."' in block(folder, "c002")
    assert 'kg:statement "They say that there are 1,200."' in block(folder, "c002")
    assert "kg:attributedTo kgd:state-north-korea" in block(folder, "c002")


def test_a_column_that_is_emptied_takes_its_value_away(folder):
    add(folder, CLAIM, FIGURE)
    other = FIGURE | {
        "claim": "c009",
        "note": "x",
        "figure": "about 5",
        "quote": "Others doubt it",
        "wording": "doubt",
    }
    add(folder, FIGURE | {"claim": "c002", "note": ""}, other, mode=Mode(change=True))
    assert "kg:note" not in block(folder, "c002")


def test_without_the_word_nothing_is_changed_and_the_difference_is_told(folder):
    add(folder, CLAIM, FIGURE)
    before = text(folder)
    with pytest.raises(DataError) as told:
        add(folder, FIGURE | {"claim": "c002", "speaker": "North Korea"})
    (finding,) = told.value.findings
    assert "speaker: Russia → North Korea" in finding.problem
    assert "--change" in finding.remedy
    assert text(folder) == before


def test_a_source_is_made_equal_to_its_sheet(folder):
    add(folder, CLAIM, FIGURE, FIGURE | {"speaker": "North Korea"})
    rows = (without(CLAIM, "who kind"), FIGURE | {"claim": "c003", "speaker": "Western officials"})
    synced = add(folder, *rows, mode=Mode(sync=True))
    assert list(synced.present) == [SRC + "c001"]
    assert list(synced.altered) == [SRC + "c003"]
    assert list(synced.removed) == [SRC + "c002"]
    assert "c:c002" not in text(folder)
    assert "kg:claimsAtLeast 2" in text(folder)
    again = add(folder, *rows, mode=Mode(sync=True))
    assert not again.changes


def test_a_claim_that_another_rests_on_is_not_taken_out(folder):
    add(folder, CLAIM, FIGURE, FIGURE | {"speaker": "North Korea", "derived from": "c002"})
    before = text(folder)
    rows = (without(CLAIM, "who kind"), FIGURE | {"speaker": "North Korea", "derived from": "c002"})
    with pytest.raises(DataError):
        add(folder, *rows, mode=Mode(sync=True))
    assert text(folder) == before


def test_the_same_twice_in_a_sheet_is_told_with_both_places(folder):
    with pytest.raises(DataError) as told:
        add(folder, CLAIM, FIGURE, FIGURE)
    (finding,) = [f for f in told.value.findings if f.check == "sheet-twice"]
    assert (finding.line, "row 3" in finding.problem) == (4, True)


def test_the_same_of_another_passage_is_no_fault(folder):
    other = CLAIM | {"quote": "the 3rd Brigade — they say — is no more", "who kind": ""}
    assert len(add(folder, CLAIM, other).claims) == 2


def test_what_is_there_already_is_told_with_its_row(folder):
    add(folder, CLAIM)
    assert add(folder, without(CLAIM, "who kind")).present == {SRC + "c001": 2}
