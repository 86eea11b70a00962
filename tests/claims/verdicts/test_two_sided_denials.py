"""A denied range with two ends in sets that cannot all be true: fewer, or more; each worked out on paper."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.claims.interval import Interval
from kg.claims.period import Period
from kg.claims.verdicts.feasibility import impossible_sets
from kg.graph.impossible import arithmetic
from tests.claims.verdicts.test_pair import day, days, figure
from tests.claims.verdicts.test_sets import (
    HALF,
    Q1,
    Q2,
    RULES,
    both,
    flow,
    killed,
    named,
    sets,
    wounded,
)

FIRST, TENTH, TWENTIETH = day("2025-01-01"), day("2025-01-10"), day("2025-01-20")
UP_TO_TENTH = days("2025-01-01", "2025-01-10")


def no(low: float, high: float, iri: str = "no", **more):
    return killed(iri, low, high, denied=True, **more)


def test_what_lies_between_two_bounds_is_denied():
    """At least 300, at most 500, and not 300 to 500: each two of them can be true."""
    given = killed("a", 300), killed("b", None, 500), no(300, 500)
    assert named(*given) == ["a b no"]
    (impossible,) = sets(*given)
    assert [(case[0].bound, case[1].bound) for case in impossible.cases] == [(300, 300), (500, 500)]
    for claim in ("a", "b", "no"):
        assert not named(*(f for f in given if f.iri != claim))


def test_the_arithmetic_is_told_of_each_case():
    (impossible,) = sets(killed("a", 300), killed("b", None, 500), no(300, 500))
    assert arithmetic(impossible, dict.fromkeys(("a", "b", "no"), "killed")) == (
        "either way: at the least 300 killed, and yet at the most less than 300 killed;"
        " or at the least more than 500 killed, and yet at the most 500 killed"
    )


@pytest.mark.parametrize(("most", "expected"), [(2500, ["k no w"]), (2800, ["k no w"]), (3000, [])])
def test_a_sum_within_the_denied_range(most, expected):
    """1,000 to 1,200 and 2,100 to 2,500 are 3,100 to 3,700; with 2,800 they are 4,000 at most, with 3,000 4,200."""
    denied = both("no", 3000, 4000, denied=True)
    assert named(killed("k", 1000, 1200), wounded("w", 2100, most), denied) == expected
    assert named(killed("k", 1000, 1200), wounded("w", 1500, most), denied) == []  # 2,500 and more


def test_a_number_that_is_denied():
    denied = both("no", 300, 300, denied=True)
    assert named(killed("k", 100, 100), wounded("w", 200, 200), denied) == ["k no w"]
    assert named(killed("k", 100, 100), wounded("w", 200, 201), denied) == []


def test_ends_that_are_not_denied_are_left():
    open_ends = replace(
        no(300, 500), interval=Interval(300, 500, lower_inclusive=False, upper_inclusive=False)
    )
    assert named(killed("a", 300), killed("b", None, 500), open_ends) == []


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (FIRST, TENTH, ["a b no"]),  # all the days between 300 and 500
        (TENTH, TENTH, ["a b no"]),  # on the last of its days
        (FIRST, FIRST, ["a b no"]),  # on the first
        (TWENTIETH, TWENTIETH, []),  # on the tenth it may have been fewer
    ],
)
def test_it_is_denied_on_each_of_its_days(least, most, expected):
    denied = no(300, 500, as_of=UP_TO_TENTH)
    assert (
        named(killed("a", 300, as_of=least), killed("b", None, 500, as_of=most), denied) == expected
    )


def test_a_count_may_leap_over_the_denied_range():
    """Below 300 on the first of the days, above 500 on the last."""
    leaping = killed("a", None, 299, as_of=FIRST), killed("b", 501, as_of=TENTH)
    assert named(*leaping, no(300, 500, as_of=UP_TO_TENTH), killed("c", 0, 900, as_of=TENTH)) == []


def test_two_denials_that_meet():
    """300 to 400 and 400 to 500 are all of 300 to 500; without one of them 450, or 350, is left."""
    bounds = killed("a", 300), killed("b", None, 500)
    assert named(*bounds, no(300, 400, "m"), no(400, 500, "n")) == ["a b m n"]
    assert named(*bounds, no(300, 400, "m")) == []


def test_a_flow_of_a_half_year():
    denied = flow("no", HALF, 10, 20, denied=True)
    assert named(flow("q1", Q1, 5, 5), flow("q2", Q2, 6, 6), denied) == ["no q1 q2"]
    assert named(flow("q1", Q1, 5, 5), flow("q2", Q2, 4, 4), denied) == []


def test_a_stock_of_no_day_says_nothing():
    stock = {"measure": "present", "as_of": Period(None, TENTH.last)}
    denied = figure("no", 300, 500, denied=True, **stock)
    assert named(figure("a", 300, **stock), figure("b", None, 500, **stock), denied) == []


def test_of_more_ways_than_are_looked_at_none_is_called_impossible():
    """Seven denials, each with two sides, can be meant in 128 ways; six, in 64, are looked at."""
    tens = [no(300 + 10 * n, 310 + 10 * n, f"n{n}") for n in range(7)]
    bounds = killed("a", 300), killed("b", None, 370)
    found = impossible_sets([*bounds, *tens], RULES)
    assert (found.sets, found.cut) == ((), True)
    six = impossible_sets([bounds[0], killed("b", None, 360), *tens[:6]], RULES)
    assert [each.claims for each in six.sets] == [("a", "b", "n0", "n1", "n2", "n3", "n4", "n5")]
    assert not six.cut


def _possible(figures) -> bool:
    """Whether a number from 0 to 9, by halves, is what all of them say."""
    for half in range(20):
        value = half / 2
        if all(
            (
                (f.interval.lower or 0)
                <= value
                <= (20 if f.interval.upper is None else f.interval.upper)
            )
            is not f.denied
            for f in figures
        ):
            return True
    return False


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(1, 8), st.integers(0, 3), st.booleans()), min_size=3, max_size=5)
)
def test_the_sets_are_those_that_counting_gives(drawn):
    """Of one number, over all numbers by halves: the smallest sets of three or more without such a pair."""
    figures = [
        killed(f"f{n}", low, low + more, denied=denied)
        for n, (low, more, denied) in enumerate(drawn)
    ]
    blamed: list[set[str]] = []
    for size in range(1, len(figures) + 1):
        for chosen in combinations(figures, size):
            names = {f.iri for f in chosen}
            if not any(one <= names for one in blamed) and not _possible(chosen):
                blamed.append(names)
    expected = sorted(sorted(one) for one in blamed if len(one) > 2)
    assert sorted(list(each.claims) for each in sets(*figures)) == expected
