"""EDTF to days: https://www.loc.gov/standards/datetime/, and the calendar."""

from __future__ import annotations

import sys
from datetime import date, timedelta

import edtf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims.edtf import (
    DateParts,
    date_parts,
    dates_in_words,
    in_words,
    is_day,
    is_iso_date,
    leading_parts,
    padded,
    span,
)
from kg.errors import UndatableError


def days(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    return (
        date.fromisoformat(first) if first else None,
        date.fromisoformat(last) if last else None,
    )


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        # Level 0
        ("2024", "2024-01-01", "2024-12-31"),
        ("2023-08", "2023-08-01", "2023-08-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2023-02", "2023-02-01", "2023-02-28"),
        ("1900-02", "1900-02-01", "1900-02-28"),
        ("2024-06-19", "2024-06-19", "2024-06-19"),
        ("2023-08/2024", "2023-08-01", "2024-12-31"),
        ("2024-06-19/2024-06-20", "2024-06-19", "2024-06-20"),
        # Level 1: seasons, uncertainty, open and unknown ends, unspecified digits
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2024-22", "2024-06-01", "2024-08-31"),
        ("2024-23", "2024-09-01", "2024-11-30"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2023-24", "2023-12-01", "2024-02-29"),
        ("2024-23/..", "2024-09-01", None),
        ("2024-23/", "2024-09-01", None),
        ("../2024-06", None, "2024-06-30"),
        ("/2024-06", None, "2024-06-30"),
        ("2024?", "2024-01-01", "2024-12-31"),
        ("2024-06~", "2024-06-01", "2024-06-30"),
        ("2024-06-19%", "2024-06-19", "2024-06-19"),
        ("2023-08~/2024?", "2023-08-01", "2024-12-31"),
        ("201X", "2010-01-01", "2019-12-31"),
        ("20XX", "2000-01-01", "2099-12-31"),
        ("2024-XX", "2024-01-01", "2024-12-31"),
        ("2024-06-XX", "2024-06-01", "2024-06-30"),
        ("195X", "1950-01-01", "1959-12-31"),
        ("2024-28", "2024-12-01", "2025-02-28"),
        ("2024-35", "2024-07-01", "2024-09-30"),
        ("2024-38", "2024-05-01", "2024-08-31"),
        ("2024-41", "2024-07-01", "2024-12-31"),
        ("2024-06-14T10:00:00+02:00", "2024-06-14", "2024-06-14"),
        # Level 2, by the edtf package
        ("{2023,2024}", "2023-01-01", "2024-12-31"),
        ("1984?-06", "1984-06-01", "1984-06-30"),
    ],
)
def test_first_and_last_day(text, first, last):
    assert span(text) == days(first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("", "autumn", "fall 2024", "2024-13", "2024-00", "2024-99", "2024-02-31", "2023-02-29"),
        *("2024-06-00", "2024-6", "24", "19/06/2024", "2024-06-19-01", "0000", "２０２４"),
        *(" 2024", "2024 ", "2024\n", "2024-06 /..", "..", "/", "../..", "../", "2024/2025/2026"),
        *("2025/2024", "2024-07/2024-06", "2024-06-20/2024-06-19", "2024-23/2024-22"),
        *("XXXX", "Y170000", "-0044", "2024-02-31/..", "../2024-13"),
    ],
)
def test_what_is_no_date_is_refused(text):
    with pytest.raises(UndatableError) as refused:
        span(text)
    assert any(part in str(refused.value) for part in text.split("/"))


days_of_the_calendar = st.dates(min_value=date(1, 1, 1), max_value=date(9990, 1, 1))
marks = st.sampled_from(["", "?", "~", "%"])
forms = st.builds(
    lambda day, form, mark: (
        {
            "year": f"{day.year:04}",
            "month": f"{day.year:04}-{day.month:02}",
            "season": f"{day.year:04}-{21 + day.month % 4}",
            "day": day.isoformat(),
        }[form]
        + mark
    ),
    days_of_the_calendar,
    st.sampled_from(["year", "month", "season", "day"]),
    marks,
)


@given(forms)
def test_the_first_day_is_not_after_the_last(text):
    first, last = span(text)
    assert first is not None
    assert last is not None
    assert first <= last


@given(forms, forms)
def test_an_interval_is_from_the_first_of_one_to_the_last_of_the_other(start, end):
    (first, _), (_, last) = span(start), span(end)
    assert first is not None
    assert last is not None
    if first <= last:
        assert span(f"{start}/{end}") == (first, last)
    else:
        with pytest.raises(UndatableError, match="ends before it begins"):
            span(f"{start}/{end}")
    assert span(f"{start}/..") == (first, None)
    assert span(f"../{end}") == (None, last)


@given(days_of_the_calendar)
def test_a_month_ends_the_day_before_the_next_begins(day):
    _, last = span(f"{day.year:04}-{day.month:02}")
    assert last is not None
    following = last + timedelta(days=1)
    assert span(f"{following.year:04}-{following.month:02}")[0] == following


@pytest.mark.slow
@given(forms)
def test_the_edtf_package_agrees(text):
    if text[5:7] == "24":
        return  # winter, which that package cuts off at the end of the year
    try:
        parsed = edtf.parse_edtf(text)
    except edtf.EDTFParseException:
        return  # it takes no mark on a season, which level 1 allows
    assert span(text) == (date(*parsed.lower_strict()[:3]), date(*parsed.upper_strict()[:3]))


@given(st.text(alphabet="0123456789-/.?~%XY[]{}, ", max_size=14))
def test_anything_is_a_span_or_refused(text):
    try:
        first, last = span(text)
    except UndatableError:
        return
    assert first is None or last is None or first <= last


@pytest.mark.parametrize("text", ["2024-13", "2024-00", "2024-99", "2024-99-01"])
def test_a_month_that_there_is_not_is_said_without_the_package(monkeypatch, text):
    monkeypatch.setitem(sys.modules, "edtf", None)
    with pytest.raises(UndatableError, match="a month that there is not"):
        span(text)


@pytest.mark.parametrize(
    ("edtf", "words"),
    [  # seasons: EDTF level 1, https://www.loc.gov/standards/datetime/
        ("2024-23/..", "since autumn 2024"),
        ("2023-08", "August 2023"),
        ("2024", "2024"),
        ("2025-04-05", "5 April 2025"),
        ("2024-21?", "spring 2024 (uncertain)"),
        ("2024-06/2025-04", "June 2024 to April 2025"),
        ("../2025", "until 2025"),
        ("2024-13", "2024-13"),
        ("0044", "0044"),
        ("2024-23-05", "2024-23-05"),  # a season has no days
        ("2024-33", "2024-33"),  # level 2: the first quarter
        ("", ""),
    ],
)
def test_dates_read_as_words(edtf, words):
    assert in_words(edtf) == words


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("2024", DateParts(2024)),
        ("2024-06~", DateParts(2024, 6, None, "~")),
        ("2024-24", DateParts(2024, 24)),
        ("2024-06-19%", DateParts(2024, 6, 19, "%")),
        ("2024-06/2025", None),
        ("2024-XX", None),
        ("2024-00", None),
        ("2024-6", None),
        ("٢٠٢٤", None),  # Arabic digits are digits to Python alone
    ],
)
def test_a_date_is_taken_apart(text, parts):
    assert date_parts(text) == parts


def test_only_a_season_is_one():
    assert [month for month in range(1, 42) if DateParts(2024, month).is_season] == [21, 22, 23, 24]


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("2024-06-19/2025", DateParts(2024, 6, 19)),
        ("2024-XX", DateParts(2024)),
        ("../2025", None),
        ("", None),
    ],
)
def test_what_a_text_begins_with(text, begin):
    assert leading_parts(text) == begin


@pytest.mark.parametrize(
    ("text", "iso", "day"),
    [  # ISO 8601-1:2019, 5.2.2: years, months and days of the calendar; no seasons, no marks
        ("2024-02-29", True, True),
        ("2023-02-29", False, False),
        ("2024-02", True, False),
        ("2024", True, False),
        ("2024-23", False, False),
        ("2024-02-29?", False, False),
        ("2024-2-29", False, False),
        ("2024-02-29T00:00:00", False, False),
    ],
)
def test_dates_that_iso_8601_has_too(text, iso, day):
    assert (is_iso_date(text), is_day(text)) == (iso, day)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024-6-1", "2024-06-01"),
        ("2024/6", "2024-06"),
        ("2024.06.01", "2024-06-01"),
        ("6.1.2024", None),
        ("2024", None),
    ],
)
def test_a_date_that_has_lost_its_zeros(text, iso):
    assert padded(text) == iso


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[of 2025-04-30]", "[of 30 April 2025]"),
        ("up to 2025-01-14: 660", "up to 14 January 2025: 660"),
        ("sent within 2025-01/2025-02.", "sent within January 2025 to February 2025."),
        (
            "from two days (2023-08-01 / 2024-23/..)",
            "from two days (1 August 2023 / since autumn 2024)",
        ),
        ("bbc-2025-01-22-casualties/c001", "bbc-2025-01-22-casualties/c001"),
        ("http://e.org/2025-01-22/x 2025-01-22.html", "http://e.org/2025-01-22/x 2025-01-22.html"),
        ("2025-99 and 12025-01-01", "2025-99 and 12025-01-01"),
    ],
)
def test_dates_in_a_text_are_said_in_words(text, words):
    assert dates_in_words(text) == words
