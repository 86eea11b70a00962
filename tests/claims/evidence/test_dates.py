"""Dates in English texts, as EDTF."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims.evidence.dates import dates, plainly_states, remedy

NAMES = "January February March April May June July August September October November December"
MONTHS = NAMES.split()
days = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def ordinal(number: int) -> str:
    if number % 100 in (11, 12, 13):
        return f"{number}th"
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th') }"


WRITTEN = (
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{MONTHS[d.month - 1][:3]}. {d.day}, {d.year}",
    lambda d: f"the {ordinal(d.day)} of {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{MONTHS[d.month - 1].upper()} {ordinal(d.day)}, {d.year}",
    lambda d: d.isoformat(),
)


@given(days, st.sampled_from(WRITTEN), st.sampled_from([".", ",", " it was", "’s", ")"]))
def test_every_written_day_is_found_and_no_other(day, write, after):
    assert dates(f"It came on {write(day)}{after}") == {day.isoformat()}


@given(days, st.sampled_from(["in {} {}", "{} {}", "since {} of {}", "by late {}, {}"]))
def test_every_written_month_is_found_and_no_other(day, form):
    text = form.format(MONTHS[day.month - 1], day.year)
    assert dates(text) == {f"{day.year}-{day.month:02}"}


@given(days, days)
def test_both_ends_of_an_interval(first, second):
    text = (
        f"from {MONTHS[first.month - 1]} {first.year} to {MONTHS[second.month - 1]} {second.year}"
    )
    assert dates(text) == {f"{first:%Y-%m}", f"{second:%Y-%m}"}


@given(days, days, st.text("0123456789 ,.-MayJune", max_size=16))
def test_the_quick_look_finds_nothing_that_is_not_there(day, other, around):
    for write in WRITTEN:
        text = f"{around}{write(day)}{around}"
        for wanted in (day, other):
            for edtf in (wanted.isoformat(), f"{wanted:%Y-%m}", f"{wanted.year}-23"):
                if plainly_states(edtf, text):
                    assert any(f == edtf or f.startswith(f"{edtf}-") for f in dates(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Since fall 2024", {"2024-23"}),
        ("in the autumn of 2024", {"2024-23"}),
        ("Spring and summer 2024", {"2024-21", "2024-22"}),
        ("winter 2024", {"2024-24"}),
        ("mid-January 2025", {"2025-01", "2025-01-15~"}),
        ("January and February 2025", {"2025-01", "2025-02"}),
        ("3–5 April 2025", {"2025-04-03", "2025-04-05"}),
        ("April 3 to 5, 2025", {"2025-04-03", "2025-04-05"}),
        ("in 2024", {"2024"}),
        ("2023–24", {"2023", "2024"}),
        ("2023-08", {"2023-08"}),
        ("4/30/2025", {"2025-04-30"}),
        ("3.4.2025", {"2025-04-03", "2025-03-04"}),  # 3 April, or 4 March
        ("in January", {"XXXX-01"}),
        ("on 30 April", {"XXXX-04-30"}),
    ],
)
def test_dates(text, found):
    assert dates(text) == found


def test_a_range_over_the_turn_of_the_year():
    assert {"2024-11", "2025-01"} <= dates("from November to January 2025")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("31.12.2024", "write 2024-12-31"),
        ("December 2024", "write 2024-12"),
        ("autumn 2024", "write 2024-23"),
        ("2024-6-1", "write 2024-06-01"),
        ("2024/06", "write 2024-06"),
        ("3/4/2024", "write 2024-03-04 or 2024-04-03, whichever is meant"),
        ("32.12.2024", "?"),
        ("2024-13-1", "?"),
        ("4 May", "?"),
        ("June 2024 to July 2024", "?"),
        ("soon", "?"),
    ],
)
def test_the_form_that_can_be_read_is_offered(text, wanted):
    assert remedy(text, "?") == wanted


@pytest.mark.parametrize("text", ["it may be", "they march on", "12,024 men", "in 12024", ""])
def test_what_is_no_date(text):
    assert dates(text) == frozenset()
