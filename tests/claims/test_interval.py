"""From words and figures to ranges, and the algebra of ranges: arithmetic on paper."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims.interval import (
    ABOVE,
    AROUND,
    BELOW,
    EQUAL,
    INSIDE,
    OVERLAPS,
    Interval,
    hull,
    implied,
    most_agreed,
    overlap,
    relation,
)
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


@pytest.mark.parametrize(
    ("ranges", "spans"),
    [
        ([], Interval()),
        ([Interval(1, 2), Interval(5, 6)], Interval(1, 6)),
        ([Interval(1, 2), Interval(5, None)], Interval(1, None)),
        ([Interval(None, 2), Interval(5, None)], Interval()),
        ([Interval(1, 2, lower_inclusive=False)], Interval(1, 2, lower_inclusive=False)),
        ([Interval(1, 2, lower_inclusive=False), Interval(1, 1)], Interval(1, 2)),
        ([Interval(1, 2, upper_inclusive=False), Interval(1, 2)], Interval(1, 2)),
    ],
)
def test_the_range_that_spans_all(ranges, spans):
    assert hull(ranges) == spans


def by(*names: str) -> frozenset[str]:
    return frozenset(names)


@pytest.mark.parametrize(
    ("ranges", "count", "agreed"),
    [
        # 540–660 and 600–700 share 600–660; 900–1,100 stands alone.
        (
            [
                (Interval(900, 1100), by("x")),
                (Interval(540, 660), by("y")),
                (Interval(600, 700), by("z")),
            ],
            2,
            [Interval(600, 660)],
        ),
        # One speaker twice is one origin: no two agree, so all that one allows stays.
        ([(Interval(1, 2), by("x")), (Interval(1, 2), by("x"))], 1, [Interval(1, 2)]),
        # Two pairs agree, each on its own: a tie keeps both.
        (
            [
                (Interval(1, 2), by("a")),
                (Interval(2, 3), by("b")),
                (Interval(8, 9), by("c")),
                (Interval(9, 9), by("d")),
            ],
            2,
            [Interval(2, 2), Interval(9, 9)],
        ),
        # An end that is not included is shared with nobody who begins there.
        (
            [(Interval(1, 2, upper_inclusive=False), by("a")), (Interval(2, 3), by("b"))],
            1,
            [Interval(1, 3)],
        ),
        ([(Interval(6000, None, lower_inclusive=False), by("a"))], 1,
         [Interval(6000, None, lower_inclusive=False)]),
        # Nobody is an origin: nothing can be weighed, all stands.
        ([(Interval(1, 2), by()), (Interval(5, 6), by())], 0, [Interval(1, 2), Interval(5, 6)]),
    ],
)  # fmt: skip
def test_the_range_that_most_origins_allow(ranges, count, agreed):
    assert most_agreed(ranges) == (count, tuple(agreed))


def holds(interval: Interval, number: float) -> bool:
    """Membership by the definition of a range, apart from the sweep."""
    above = interval.lower is None or (
        number >= interval.lower if interval.lower_inclusive else number > interval.lower
    )
    below = interval.upper is None or (
        number <= interval.upper if interval.upper_inclusive else number < interval.upper
    )
    return above and below


ENDS = st.one_of(st.none(), st.integers(0, 6))


@st.composite
def intervals(draw):
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None and low >= high:
        return Interval(float(high), float(low))
    return Interval(
        None if low is None else float(low),
        None if high is None else float(high),
        low is None or draw(st.booleans()),
        high is None or draw(st.booleans()),
    )


# Ranges end at whole numbers, so every half stands for all numbers between two of them.
POINTS = [n / 2 for n in range(-2, 16)]


@given(st.lists(st.tuples(intervals(), st.frozensets(st.sampled_from("abcd"))), min_size=1))
def test_the_sweep_agrees_with_counting_at_each_number(ranges):
    count, agreed = most_agreed(ranges)
    origins = {
        point: len(frozenset().union(*(o for i, o in ranges if holds(i, point))))
        for point in POINTS
    }
    assert count == max(origins.values())
    if count:
        for point, found in origins.items():
            assert any(holds(part, point) for part in agreed) == (found == count)


@given(intervals(), intervals())
def test_a_union_holds_both_and_sharing_is_mutual(one, other):
    both = hull([one, other])
    for point in POINTS:
        if holds(one, point) or holds(other, point):
            assert holds(both, point)
    assert overlap(one, other) == overlap(other, one)
    assert overlap(one, other) == any(holds(one, p) and holds(other, p) for p in POINTS)


OPEN_LOW, OPEN_HIGH = {"lower_inclusive": False}, {"upper_inclusive": False}


@pytest.mark.parametrize(
    ("interval", "other", "word", "back"),
    [  # the relations of ranges of real numbers: [1, 2] is 1 to 2, both included
        (Interval(1, 2), Interval(3, 4), BELOW, ABOVE),
        (Interval(1, 2), Interval(2, 3), OVERLAPS, OVERLAPS),
        (Interval(1, 2, **OPEN_HIGH), Interval(2, 3), BELOW, ABOVE),
        (Interval(1, 2), Interval(2, 3, **OPEN_LOW), BELOW, ABOVE),
        (Interval(1, 2), Interval(1, 2), EQUAL, EQUAL),
        (Interval(1, 2), Interval(1, 2, **OPEN_HIGH), AROUND, INSIDE),
        (Interval(1, 2), Interval(0, 2), INSIDE, AROUND),
        (Interval(1, 3), Interval(2, 4), OVERLAPS, OVERLAPS),
        (Interval(6000, None, **OPEN_LOW), Interval(6000, 6000), ABOVE, BELOW),
        (Interval(6000, None), Interval(6000, 6000), AROUND, INSIDE),
        (Interval(None, 5), Interval(4, None), OVERLAPS, OVERLAPS),
        (Interval(), Interval(), EQUAL, EQUAL),
        (Interval(), Interval(1, None), AROUND, INSIDE),
        # Nothing lies above 5 and below 5: the empty set is a part of every other.
        (Interval(5, 5, **OPEN_LOW), Interval(5, 6), INSIDE, AROUND),
        (Interval(5, 5, **OPEN_LOW), Interval(5, 5, **OPEN_HIGH), EQUAL, EQUAL),
    ],
)
def test_how_one_range_lies_to_another(interval, other, word, back):
    assert (relation(interval, other), relation(other, interval)) == (word, back)


@given(intervals(), intervals())
def test_a_relation_is_what_the_numbers_say(one, other):
    """By membership of numbers: inside, around, equal and apart are what sets say of them."""
    mine = {point for point in POINTS if holds(one, point)}
    others = {point for point in POINTS if holds(other, point)}
    word = relation(one, other)
    assert (word in (BELOW, ABOVE)) == (bool(mine) and bool(others) and not mine & others)
    assert (word == EQUAL) == (mine == others)
    assert (word == INSIDE) == (mine < others)
    assert (word == AROUND) == (mine > others)
