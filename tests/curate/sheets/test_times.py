"""Dates of a sheet: EDTF and plain words; what Excel has done to one is told."""

from __future__ import annotations

import pytest

from kg.curate.sheets.cell import DATE, Cell
from kg.curate.sheets.times import read_day, read_time
from kg.errors import UnclearError


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("2024-06", "2024-06"),
        ("2024-23/..", "2024-23/.."),
        ("June 2024", "2024-06"),
        ("autumn 2024", "2024-23"),
        ("14 August 2023", "2023-08-14"),
        ("25/03/2024", "2024-03-25"),
        ("since June 2024", "2024-06/.."),
    ],
)
def test_a_date_is_read(text, edtf):
    assert read_time(Cell(text)) == edtf


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("45474", "2024-07-01"),  # day 45,474 of Excel's calendar
        ("2024-6", "2024-06"),
        ("3/4/2024", "2024-03-04 or 2024-04-03"),
        ("Mar-25", "EDTF"),
        ("2-Jan", "EDTF"),
        ("June", "EDTF"),
        ("2024-02-31", "EDTF"),
    ],
)
def test_what_is_no_date_or_several_is_refused(text, remedy):
    with pytest.raises(UnclearError) as told:
        read_time(Cell(text))
    assert remedy in told.value.remedy


def test_a_date_of_excel_is_taken_only_where_it_is_shown_whole():
    assert read_day(Cell("2025-03-01", DATE)) == "2025-03-01"
    with pytest.raises(UnclearError, match="March 2025, without a day"):
        read_time(Cell("2025-03-01", DATE, "March 2025, without a day"))
