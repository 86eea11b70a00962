"""From when a total counts: worked out on paper."""

from __future__ import annotations

import pytest

from kg.claims.begins import start_of, with_begins
from kg.claims.period import UNDATED
from kg.claims.verdicts.pair import compare
from kg.claims.verdicts.verdict import CONTRADICTS, PART_OF
from tests.claims.verdicts.test_pair import RULES, day, days, figure, with_


@pytest.mark.parametrize(
    ("time", "begin"),
    [
        ("2024-23/..", days("2024-09-01", "2024-11-30")),
        ("2024-10-05/2025-01", day("2024-10-05")),
        ("2024", days("2024-01-01", "2024-12-31")),
        ("[2022-05..2022-08]", days("2022-05-01", "2022-08-31")),
        ("../2023-12-31", UNDATED),
        ("/2023", UNDATED),
        ("", UNDATED),
        ("no date", UNDATED),
    ],
)
def test_the_days_on_one_of_which_a_time_begins(time, begin):
    assert start_of(time) == begin


#: 10,000 in all and 6,000 since January 2025, of one day.
ALL = figure("all", 10000, 10000, as_of=day("2025-06-15"))
SINCE = figure("since", 6000, 6000, as_of=day("2025-06-15"), begin=days("2025-01-01", "2025-01-31"))


def verdict(*figures, events=None, gone=()) -> str:
    begun = with_begins(figures, events or {}, gone, RULES.kinds)
    return compare(begun[0], begun[1], RULES).kind


def test_a_total_without_a_begin_counts_from_that_of_its_event():
    assert verdict(ALL, SINCE) == CONTRADICTS  # nothing else says when it began
    assert verdict(ALL, SINCE, events={"the force": day("2024-09-01")}) == PART_OF
    assert verdict(ALL, SINCE, events={"the force": day("2025-01-20")}) == CONTRADICTS
    assert verdict(ALL, SINCE, events={"another": day("2024-09-01")}) == CONTRADICTS


def test_else_from_the_earliest_that_a_figure_which_stands_states():
    third = figure("third", 9000, 9500, as_of=day("2025-06-15"), begin=day("2024-09-01"))
    assert verdict(ALL, SINCE, third) == PART_OF
    assert verdict(ALL, SINCE, third, gone={"third"}) == CONTRADICTS
    assert verdict(ALL, SINCE, with_(third, measure="sent")) == CONTRADICTS


def test_what_states_a_begin_keeps_it_and_no_stock_has_one():
    early = {"the force": day("2024-09-01")}
    (kept,) = with_begins([SINCE], early, (), RULES.kinds)
    assert kept == SINCE
    stock = with_(ALL, measure="present")
    assert with_begins([stock], early, (), RULES.kinds) == [stock]
