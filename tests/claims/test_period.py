"""Stretches of days, against their definition on small numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims.period import UNDATED, Period, ordinal

DAYS = range(1, 8)
ENDS = st.none() | st.integers(min(DAYS), max(DAYS))
PERIODS = st.tuples(ENDS, ENDS).map(
    lambda ends: Period(*ends) if None in ends else Period(min(ends), max(ends))
)


def may_hold(period: Period, day: int) -> bool:
    """Whether a day can be one of a period."""
    first, last = period
    return (first is None or first <= day) and (last is None or day <= last)


@given(PERIODS, PERIODS)
def test_two_periods_meet_where_a_day_can_be_of_both(period, other):
    shared = any(may_hold(period, day) and may_hold(other, day) for day in (0, *DAYS, 8))
    assert period.meets(other) == other.meets(period) == shared
    assert (period.before(other) or other.before(period)) == (not shared)


@pytest.mark.parametrize(
    ("inner", "window", "lies_within"),
    [
        (Period(2, 3), Period(1, 4), True),
        (Period(2, 3), Period(2, 3), True),
        (Period(2, 3), Period(2, 4), True),
        (Period(2, 3), Period(1, 3), True),
        (Period(2, 3), Period(3, 4), False),
        (Period(2, 3), Period(1, 2), False),
        (Period(2, 3), Period(None, 3), True),  # from the begin of all
        (Period(2, 3), Period(2, None), False),  # nobody knows whether it reaches day 3
        (Period(None, 3), Period(None, 4), False),
        (Period(2, None), Period(1, 4), False),
        (UNDATED, UNDATED, False),
    ],
)
def test_only_what_is_known_lies_within(inner, window, lies_within):
    assert inner.within(window) is lies_within


def test_what_is_known_of_a_period():
    assert [p.is_known for p in (Period(2, 3), Period(2, None), Period(None, 3), UNDATED)] == [
        *(True, False, False, False)
    ]
    assert [p.is_one_day for p in (Period(2, 2), Period(2, 3), UNDATED)] == [True, False, False]


def test_days_are_those_of_the_gregorian_calendar():
    """Day 1 is 1 January of the year 1; a leap year has 366 days."""
    assert ordinal("0001-01-01") == 1
    assert (ordinal("2025-01-01") or 0) - (ordinal("2024-01-01") or 0) == 366
    assert ordinal("") is None
    with pytest.raises(ValueError, match="isoformat"):
        ordinal("2024-02-30".replace("30", "xx"))
