"""Nothing that a cell holds is dropped on its way into the file: signs, digits, days, languages."""

from __future__ import annotations

import io

import openpyxl
import pytest

from kg.curate.sheets.adding import add_sheet
from kg.curate.sheets.table import make_table
from kg.curate.sheets.workbook import read_workbook
from kg.errors import DataError
from kg.iris import KG
from kg.text.layout import find_layout
from tests.curate.sheets.material import DEFAULTS, NEW, add, workspace

ROW = {
    "who": "deployment of North Korean troops alongside Russia (2024)",
    "measure": "personnel deployed",
    "counted": "soldier",
    "unit": "person",
    "speaker": "North Korea",
    "published": "2025-05-02",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return workspace(tmp_path_factory.mktemp("cells"), text=None)


def added(folder, **cells):
    """What one row says, by the local name of the property; nothing is written."""
    addition = add(folder, NEW | ROW | cells, write=False)
    ((_row, lines),) = addition.claims.values()
    return {name.removeprefix(KG): getattr(value, "value", "") for name, value in lines}


def findings(folder, **cells):
    with pytest.raises(DataError) as told:
        add(folder, NEW | ROW | cells, write=False)
    return [(f.line, f.term, f.problem) for f in told.value.findings]


def test_the_language_of_the_document_chooses_the_words(folder):
    assert added(folder, figure="близько 12 тис.", language="uk")["best"] == "12000"
    (row, column, _problem), *_ = findings(folder, figure="близько 12 тис.")
    assert (row, column.partition(" (")[0]) == (2, "column “figure”")


def test_a_long_number_is_written_to_its_last_digit(folder):
    number = "123456789012345678901"
    assert added(folder, figure=number)["best"] == number


@pytest.mark.parametrize("cell", ["-500", "−500", "minus 500"])
@pytest.mark.parametrize("column", ["figure", "lowest", "best", "highest"])
def test_no_sign_is_lost_in_any_column_of_numbers(folder, column, cell):
    hedge = {"lowest": "at least", "highest": "up to"}.get(column)
    given = {column: cell} | ({"hedge": hedge} if hedge else {})
    assert "below zero" in findings(folder, **given)[0][2]


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        ({"as of": "last month"}, ("asOf", "2025-04")),
        ({"as of": "end of March 2025"}, ("asOf", "2025-03-31")),
        ({"when": "since June 2024"}, ("time", "2024-06/..")),
        ({"from": "since June 2024"}, ("time", "2024-06/..")),
        ({"from": "Q3 2024", "to": "until April 2025"}, ("time", "2024-35/2025-04")),
    ],
)
def test_time_in_words(folder, cells, line):
    assert line in added(folder, figure="60", **cells).items()


@pytest.mark.parametrize("day", ["Y17000000002", "-1985", "2024-02-30", "99999-01-01"])
@pytest.mark.parametrize("column", ["as of", "when", "from", "published"])
def test_a_year_that_fits_no_calendar_is_told_with_its_place(folder, column, day):
    (row, place, problem), *_ = findings(folder, figure="60", **{column: day})
    assert (row, place.partition(" (")[0]) == (2, f"column “{column}”")
    assert day in problem


def test_a_begin_that_is_a_stretch_of_time_is_no_begin(folder):
    assert "stretch of time" in findings(folder, figure="60", **{"from": "14-20 June 2024"})[0][2]


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    return make_table("sheet.xlsx", read_workbook(data.getvalue(), "sheet.xlsx"))


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (-500, "below zero"),
        (-0.5, "below zero"),
        (1234567890123456789, "Excel keeps 15 digits"),
        (0.1234567890123456, "Excel keeps 15 digits"),
    ],
)
def test_a_number_cell_of_a_workbook_that_cannot_be_kept(folder, number, told):
    row = NEW | ROW | {"figure": number}
    with pytest.raises(DataError) as refused:
        add_sheet(find_layout(folder), workbook(list(row), list(row.values())), DEFAULTS, None)
    assert told in refused.value.findings[0].problem


@pytest.mark.parametrize(
    ("number", "kept"),
    [(0.1 + 0.2, "0.3"), (2.3e6, "2300000"), (999999999999999, "999999999999999")],
)
def test_a_number_cell_of_a_workbook_is_what_its_reader_sees(number, kept):
    table = workbook(["who", "speaker", "figure"], ["a", "b", number])
    assert table.rows[0].text("figure") == kept
