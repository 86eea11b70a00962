"""Dates as people write them; the values are by the calendar and EDTF's table of codes (21 to 41)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.claims.edtf import is_date, span
from kg.claims.reading.dates import read_date, remedy, season_or_years
from kg.errors import UnclearError


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("Q3 2024", "2024-35"), ("2024-Q3", "2024-35"), ("2024Q3", "2024-35"),
        ("third quarter of 2024", "2024-35"), ("the 3rd quarter of 2024", "2024-35"),
        ("last quarter of 2024", "2024-36"), ("Q1–Q3 2024", "2024-33/2024-35"),
        ("H1 2024", "2024-40"), ("2024 H2", "2024-41"), ("second half of 2024", "2024-41"),
        ("first half of June 2024", "2024-06-01/2024-06-15"),
        ("early June 2024", "2024-06-01/2024-06-10"), ("mid-June 2024", "2024-06-11/2024-06-20"),
        ("late February 2024", "2024-02-21/2024-02-29"), ("early 2024", "2024-01/2024-04"),
        ("mid-2024", "2024-05/2024-08"), ("late 2024", "2024-09/2024-12"),
        ("end of October 2025", "2025-10-31"), ("the beginning of 2024", "2024-01-01"),
        ("from June 2024", "2024-06/.."), ("June 2024 onwards", "2024-06/.."),
        ("since autumn 2024", "2024-23/.."), ("June 2024 to the present", "2024-06/.."),
        ("until 14 June 2024", "../2024-06-14"), ("by the end of October 2025", "../2025-10-31"),
        ("before June 2024", "../2024-05"), ("before 1 March 2024", "../2024-02-29"),
        ("after 2024", "2025/.."), ("after 14 June 2024", "2024-06-15/.."),
        ("after autumn 2024", "2024-12/.."),
        ("14-20 June 2024", "2024-06-14/2024-06-20"), ("June 14–20, 2024", "2024-06-14/2024-06-20"),
        ("from 14 to 20 June 2024", "2024-06-14/2024-06-20"),
        ("14 June – 3 July 2024", "2024-06-14/2024-07-03"),
        ("28 December 2024 to 3 January 2025", "2024-12-28/2025-01-03"),
        ("June-July 2024", "2024-06/2024-07"), ("between June and July 2024", "2024-06/2024-07"),
        ("Nov. 2023 – Feb. 2024", "2023-11/2024-02"), ("2024-06 to 2024-07", "2024-06/2024-07"),
        ("24.02.2022-01.03.2022", "2022-02-24/2022-03-01"), ("1999/00", "1999/2000"),
        ("end-June 2024", "2024-06-30"), ("Q3 of 2024", "2024-35"),
        ("2023-2024", "2023/2024"), ("2023/24", "2023/2024"), ("2024/06", "2024-06"),
        ("1950s", "195X"), ("the 1950s", "195X"), ("early 1950s", "1950/1953"),
        ("20th century", "1901/2000"), ("winter 2024/25", "2024-24"), ("fall of 2024", "2024-23"),
        ("14.06.2024", "2024-06-14"), ("14/06/2024", "2024-06-14"), ("06/14/2024", "2024-06-14"),
        ("14-06-2024", "2024-06-14"), ("2024.06.14", "2024-06-14"), ("2024/6/14", "2024-06-14"),
        ("07/07/2024", "2024-07-07"), ("06/2024", "2024-06"), ("June 14, 2024", "2024-06-14"),
        ("the 14th of June 2024", "2024-06-14"), ("2024-06-14 10:00", "2024-06-14T10:00:00"),
        ("c. 2024", "2024~"), ("about June 2024", "2024-06~"),
        ("14 июня 2024 г.", "2024-06-14"), ("в июне 2024 года", "2024-06"),
        ("с 14 по 20 июня 2024", "2024-06-14/2024-06-20"), ("летом 2024 года", "2024-22"),
        ("14 червня 2024 р.", "2024-06-14"), ("з червня 2024", "2024-06/.."),
        ("III квартал 2024", "2024-35"), ("друге півріччя 2024", "2024-41"),
        ("2024년 6월 14일", "2024-06-14"), ("2024년 6월부터", "2024-06/.."),
        ("2024년 3분기", "2024-35"), ("2024년 상반기", "2024-40"),
    ],
)  # fmt: skip
def test_a_date_in_words_is_read(text, edtf):
    assert read_date(text) == edtf
    assert read_date(edtf) == edtf


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("last month", "2025-04"), ("this month", "2025-05"), ("yesterday", "2025-05-01"),
        ("3 days ago", "2025-04-29"), ("last year", "2024"), ("last week", "2025-04-21/2025-04-27"),
        ("in March", "2025-03"), ("on 14 April", "2025-04-14"), ("since last month", "2025-04/.."),
    ],
)  # fmt: skip
def test_words_that_count_from_the_document_need_its_day(text, edtf):
    assert read_date(text, "2025-05-02") == edtf
    with pytest.raises(UnclearError):
        read_date(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("06/07/2024", ["2024-06-07", "2024-07-06"]),
        ("1900s", ["190X", "19XX"]),
        ("2005/06", ["2005-06", "2005/2006"]),
        ("2023-24", ["winter 2023", "2023/2024"]),
        ("December-January 2025", ["2024-12/2025-01", "2025-12/2026-01"]),
        ("June 2024.", ["2024-06"]),
        ("20240614", ["2024-06-14"]),
    ],
)
def test_what_can_be_meant_is_named_and_is_read(text, meant):
    with pytest.raises(UnclearError) as told:
        read_date(text)
    named = told.value.remedy.removeprefix("write ").removesuffix(", whichever is meant")
    assert named.split(" or ") == meant
    for date in meant:
        assert is_date(read_date(date))


@pytest.mark.parametrize(
    "text",
    [
        *("2024-02-30", "31 June 2024", "2024-02-30/2024-03-01", "14-31 June 2024", "2024-13"),
        *("Y17000000002", "Y-17000000002", "Y1E400000000", "-1985", "-0044", "44 BC", "0000"),
        *("after 9999", "June", "14.06.24", "Monday", "June 2024 soldiers", "last month", "soon"),
        *("14 or 15 June 2024", "14 June 2024 and 20 June 2024", "195X-01~", "June - 2024"),
        *(
            "10-12 thousand",
            "2024–Q3 2025 or so",
            "9999-24",
            "winter 2024/26",
            "early 14 June 2024",
        ),
        *("since", "until", "from to", "/", "..", "x" * 5_000, "2024" * 50, "1-" * 60),
    ],
)
def test_what_cannot_be_said_is_refused_and_no_date_is_made_up(text):
    with pytest.raises(UnclearError) as told:
        read_date(text)
    assert told.value.remedy
    assert not re.search(r"\d", told.value.remedy)


def test_a_remedy_of_a_literal_keeps_its_meaning():
    assert remedy("2024-Q3", "") == "write 2024-35"
    assert remedy("14-20 June 2024", "") == "write 2024-06-14/2024-06-20"
    assert remedy("3/4/2024", "") == "write 2024-03-04 or 2024-04-03, whichever is meant"
    assert remedy("2024-02-30", "look") == "look"
    assert remedy("last month", "look") == "look"


def test_seasons_that_people_mean_for_two_years():
    assert season_or_years("2022-23") == ("autumn 2022", "2022/2023")
    assert season_or_years("2024-23") is None
    assert read_date("2024-23") == "2024-23"


_WORDS = st.sampled_from(
    [
        *(
            "since",
            "from",
            "to",
            "until",
            "by",
            "before",
            "after",
            "early",
            "mid-",
            "late",
            "end of",
        ),
        *("between", "and", "-", "–", "/", ".", ",", "June", "Feb", "autumn", "winter", "Q3", "H1"),
        *(
            "2024",
            "2025",
            "1950s",
            "30",
            "14",
            "6",
            "31",
            "2024-06",
            "2024-06-14",
            "the",
            "in",
            "24",
        ),
        *("июня", "года", "с", "по", "червня", "6월", "2024년", "quarter", "third", "half of", "~"),
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.lists(_WORDS, min_size=1, max_size=6).map(" ".join), st.sampled_from(["", "2025-05-02"]))
def test_what_is_read_is_a_date_and_what_is_advised_too(text, issued):
    try:
        edtf = read_date(text, issued)
    except UnclearError as refused:
        named = refused.remedy.removesuffix(", whichever is meant")
        if re.search(r"\d", named):
            for date in named.removeprefix("write ").split(" or "):
                assert is_date(read_date(date))
    else:
        first, last = span(edtf)
        assert first is None or last is None or first <= last
        years = set(re.findall(r"(?<!\d)\d{4}(?!\d)", text.replace("1950s", "")))
        spoken = {year for year in years if year not in edtf}
        assert not spoken or "before" in text or "after" in text
