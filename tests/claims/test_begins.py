"""From when a total counts: worked out on paper."""

from __future__ import annotations

import pytest

from kg.claims.begins import start_of, with_begins
from kg.claims.interval import Interval
from kg.claims.period import UNDATED
from kg.claims.verdicts.pair import compare
from kg.claims.verdicts.sweep import conflicts
from kg.claims.verdicts.verdict import CONTRADICTS, PART_OF, UNDECIDED
from tests.claims.verdicts.figures import RULES, day, days, figure, with_


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


def test_what_a_third_figure_says_of_the_begin_leaves_a_contradiction_undecided():
    """10,000 in all and 6,000 since January, and a third that counts since September."""
    third = figure("third", 9000, 9500, as_of=day("2025-06-15"), begin=day("2024-09-01"))
    assert verdict(ALL, SINCE, third) == UNDECIDED
    assert verdict(ALL, SINCE, third, gone={"third"}) == CONTRADICTS
    assert verdict(ALL, SINCE, with_(third, measure="sent")) == CONTRADICTS
    begun = with_begins([ALL, SINCE, third], {}, (), RULES.kinds)
    words = compare(begun[0], begun[1], RULES)
    assert words.reason == (
        "they contradict if both count from 2025-01-01, as since says (no number fits both, and both"
        " speak of one time); they fit if all counts from 2024-09-01, as third says (they count from"
        " two days (2024-09-01 / 2025-01-01): what counts from the later is a part, and fits into it)"
    )
    assert words.remedy.startswith("find out from when all counts")


def test_a_third_that_begins_later_or_a_part_that_is_too_large_changes_nothing():
    later = figure("third", 9000, 9500, as_of=day("2025-06-15"), begin=day("2025-03-01"))
    assert verdict(ALL, SINCE, later) == CONTRADICTS
    early = with_(later, begin=day("2024-09-01"))
    assert verdict(ALL, with_(SINCE, interval=Interval(12000, 12000)), early) == CONTRADICTS
    # Where the two fit without it there is nothing to settle: 10,000 of both.
    assert verdict(ALL, with_(SINCE, interval=Interval(10000, 10000)), early) == PART_OF


def test_a_flow_before_the_begin_of_a_third_is_undecided_too():
    """12,000 sent within 2023, and 10,000 sent in all up to 2025, of which a third says "since 2024"."""
    total = figure("all", 10000, 10000, measure="sent", as_of=day("2025-06-15"))
    flow = figure(
        "in-2023", 12000, 12000, measure="sent-in-period", period=days("2023-01-01", "2023-12-31")
    )
    third = figure(
        "third", 20000, 20000, measure="sent", as_of=day("2025-12-15"), begin=day("2024-01-01")
    )
    assert verdict(total, flow) == CONTRADICTS
    assert verdict(total, flow, third) == UNDECIDED
    begun = with_begins([total, flow, third], {}, (), RULES.kinds)
    swept = {frozenset((v.first, v.second)): v.kind for v in conflicts(begun, RULES).verdicts}
    assert swept[frozenset(("all", "in-2023"))] == UNDECIDED
    assert (
        "unless all counts from 2024-01-01, as third says"
        in compare(begun[0], begun[1], RULES).reason
    )


def test_what_states_a_begin_keeps_it_and_no_stock_has_one():
    early = {"the force": day("2024-09-01")}
    (kept,) = with_begins([SINCE], early, (), RULES.kinds)
    assert kept == SINCE
    stock = with_(ALL, measure="present")
    assert with_begins([stock], early, (), RULES.kinds) == [stock]
