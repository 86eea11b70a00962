"""Two units of one name under two forces are two units, or a question."""

from __future__ import annotations

import pytest

from kg.curate.sheets.namesakes import is_numbered
from kg.errors import DataError
from tests.curate.sheets.material import NEW, add, block, workspace

PASSAGE = "The 3rd Brigade is part of the Storm Corps."


def row(who, relation, whom, **others):
    return {
        "source": "paper-2025",
        "who": who,
        "who kind": "military unit",
        "relation": relation,
        "whom": whom,
        "speaker": "North Korea",
        "quote": PASSAGE,
        **others,
    }


@pytest.fixture
def folder(tmp_path):
    return workspace(tmp_path)


def asked(folder, *rows):
    with pytest.raises(DataError) as told:
        add(folder, *rows)
    return [
        (f.line, f.problem, f.remedy) for f in told.value.findings if f.check == "sheet-namesake"
    ]


def test_a_unit_under_two_states_in_a_sheet_is_asked_about(folder):
    rows = (
        NEW | row("7th Brigade", "is part of", "Storm Corps"),
        row("7th Brigade", "belongs to", "Russia"),
    )
    ((number, problem, remedy),) = asked(folder, *rows)
    assert number == 3
    assert "of North Korea by row 2, and of Russia here: one unit, or two?" in problem
    two = remedy.partition(": “")[2].partition("”")[0]
    assert len(add(folder, rows[0], row(two, "belongs to", "Russia")).entities) == 2


def test_a_unit_that_the_graph_has_under_another_state_is_asked_about(folder):
    add(folder, NEW | row("7th Brigade", "is part of", "Storm Corps"))
    other = row("7th Brigade", "belongs to", "Russia") | {"who kind": ""}
    ((_, problem, remedy),) = asked(folder, other)
    assert "of North Korea by the graph" in problem
    same = remedy.rpartition("write “")[2].partition("”")[0]
    add(folder, other | {"who": same})
    assert "kgd:unit-7th-brigade" in block(folder, "c002")


@pytest.mark.parametrize(
    "second",
    [
        row("7th Brigade", "belongs to", "North Korea"),
        row("7th Brigade", "belongs to", "Russia", stance="denies"),
        row("7th Brigade", "is part of", "Korean People's Army"),
    ],
)
def test_what_may_be_the_same_unit_is_not_asked_about(folder, second):
    add(folder, NEW | row("7th Brigade", "is part of", "Storm Corps"), second)


def test_a_unit_with_a_name_of_its_own_is_one_under_two_parents(folder):
    """That two speakers put it under two bodies is a contradiction, and no question of who it is."""
    add(
        folder,
        NEW | row("Kavir Group", "is part of", "Storm Corps"),
        row("Kavir Group", "belongs to", "Russia"),
    )


@pytest.mark.parametrize(
    ("name", "numbered"),
    [
        ("3rd Brigade", True),
        ("Third Brigade", True),
        ("11th Corps", True),
        ("Kavir Group", False),
        ("Storm Corps", False),
        ("7th Brigade (kgd:unit-7th-brigade)", False),
        ("Shahed-136", False),
    ],
)
def test_a_name_that_many_units_have(name, numbered):
    assert is_numbered(name) is numbered
