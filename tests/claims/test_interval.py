"""From words and figures to ranges: arithmetic on paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims.interval import Interval, implied
from kg.claims.ontology import QualifierRule

TENTH = QualifierRule(lower_factor=0.9, upper_factor=1.1)
NEARLY_HALF = QualifierRule(lower=0.4, upper=0.5, upper_inclusive=False)


@pytest.mark.parametrize(
    ("rule", "figures", "expected"),
    [
        (TENTH, (None, None, 600.0), Interval(540, 660)),
        (TENTH, (None, None, 0.7), Interval(0.63, 0.77)),
        (TENTH, (500.0, None, 600.0), Interval(500, 660)),
        (NEARLY_HALF, (None, None, None), Interval(0.4, 0.5, upper_inclusive=False)),
        (None, (None, None, 5.0), Interval(5, 5)),
        (QualifierRule(), (14000.0, 15000.0, None), Interval(14000, 15000)),
        (QualifierRule(), (None, 15000.0, None), Interval(None, 15000)),
        (QualifierRule(lower=2_000_000.0), (None, None, None), Interval(2_000_000)),
        (None, (None, None, None), Interval()),
    ],
)
def test_worked_examples(rule, figures, expected):
    assert implied(rule, *figures) == expected


def test_an_excluded_bound_stays_excluded():
    more_than = implied(QualifierRule(), 6000.0, None, None, lower_inclusive=False)
    assert more_than == Interval(6000, None, lower_inclusive=False)


def test_an_interval_without_ends_is_no_interval():
    assert not Interval()
    assert Interval(0)


numbers = st.floats(min_value=0, max_value=1e12)
perhaps = st.none() | numbers
factors = st.none() | st.floats(min_value=0.1, max_value=1)
rules = st.builds(QualifierRule, lower=perhaps, upper=perhaps, lower_factor=factors)


@given(st.none() | rules, perhaps, perhaps, perhaps)
def test_what_is_stated_always_stands(rule, lower, upper, best):
    interval = implied(rule, lower, upper, best)
    if lower is not None:
        assert interval.lower == lower
    if upper is not None:
        assert interval.upper == upper


@given(numbers, st.floats(min_value=0.01, max_value=1), st.floats(min_value=1, max_value=9))
def test_a_spread_holds_the_figure_that_it_spreads(best, below, above):
    interval = implied(QualifierRule(lower_factor=below, upper_factor=above), None, None, best)
    assert interval.lower is not None
    assert interval.upper is not None
    assert interval.lower <= best <= interval.upper
