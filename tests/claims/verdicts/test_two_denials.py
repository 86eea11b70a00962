"""Two denials that leave no number between them: worked out on paper."""

from __future__ import annotations

import pytest

from kg.claims.interval import Interval
from kg.claims.period import UNDATED
from kg.claims.verdicts.sweep import all_verdicts, conflicts
from kg.claims.verdicts.verdict import CONTRADICTS, SUPERSEDES, UNDECIDED
from tests.claims.verdicts.figures import RULES, day, days, figure, with_

MAY, JUNE, JULY = day("2025-05-02"), day("2025-06-15"), day("2025-07-01")


def no_more(than: float, **more):
    """ "Not more than 100": more than 100 is denied."""
    above = Interval(than, None, lower_inclusive=False)
    given = {
        "denied": True,
        "as_of": JUNE,
        "stated": (than, None, None),
        "speaker": "a ministry",
    } | more
    return with_(figure("most", than, None, **given), interval=above)


def no_fewer(than: float, **more):
    """ "Not fewer than 101": fewer than 101 are denied."""
    below = Interval(None, than, upper_inclusive=False)
    given = {
        "denied": True,
        "as_of": JUNE,
        "stated": (None, than, None),
        "speaker": "an agency",
    } | more
    return with_(figure("least", None, than, **given), interval=below)


def kinds(*figures) -> list[str]:
    """The sweep and the comparison of all pairs must find the same."""
    found = [v.kind for v in all_verdicts(figures, RULES)]
    assert [v.kind for v in conflicts(figures, RULES).verdicts] == [
        k for k in found if k != SUPERSEDES
    ]
    return found


def test_what_two_denials_leave_is_nothing():
    assert kinds(no_more(100), no_fewer(101)) == [CONTRADICTS]
    assert kinds(no_more(100), no_fewer(100)) == []  # a hundred is left
    assert kinds(no_more(100), no_fewer(80)) == []
    (verdict,) = all_verdicts([no_more(100), no_fewer(101)], RULES)
    assert verdict.reason == (
        "the one denies that there were more than 100 (a ministry, 2025-06-15), the other that there were"
        " fewer than 101 (an agency, 2025-06-15): no number is left"
    )


def test_a_count_does_not_fall():
    """At least 101 in May and at most 100 in June cannot be; at most 100 in May and at least 101 in July can."""
    assert kinds(no_more(100), no_fewer(101, as_of=MAY)) == [CONTRADICTS]
    assert kinds(no_more(100), no_fewer(101, as_of=JULY)) == []
    assert kinds(no_more(100), no_fewer(101, as_of=UNDATED, published=JULY.last)) == [UNDECIDED]


def test_a_stock_of_another_day_may_be_another():
    assert kinds(no_more(100, measure="present"), no_fewer(101, measure="present")) == [CONTRADICTS]
    assert kinds(no_more(100, measure="present"), no_fewer(101, measure="present", as_of=MAY)) == []


def test_of_a_part_at_least_what_the_whole_is_at_most():
    """Not fewer than 101 were killed, not more than 100 killed or wounded; and not the other way round."""
    assert kinds(no_more(100, measure="casualties"), no_fewer(101, measure="killed")) == [
        CONTRADICTS
    ]
    assert kinds(no_more(100, measure="killed"), no_fewer(101, measure="casualties")) == []
    assert kinds(no_more(100, scope="in the north"), no_fewer(101, scope="by sea")) == []
    assert kinds(no_more(100, scope="in the north"), no_fewer(101)) == [UNDECIDED]


def test_an_amount_within_a_period():
    quarter, year = days("2024-01-01", "2024-03-31"), days("2024-01-01", "2024-12-31")
    flow = {"measure": "sent-in-period", "as_of": UNDATED}
    assert kinds(no_more(100, period=year, **flow), no_fewer(101, period=quarter, **flow)) == [
        CONTRADICTS
    ]
    assert kinds(no_more(100, period=quarter, **flow), no_fewer(101, period=year, **flow)) == []


@pytest.mark.parametrize(
    "interval", [Interval(50, 200), Interval(101, 101), Interval(0, None), Interval(1, 101)]
)
def test_who_denies_some_numbers_between_leaves_others(interval):
    assert kinds(no_more(100), with_(no_fewer(101), interval=interval)) == []


def test_who_takes_a_denial_back_replaces_it():
    assert kinds(no_more(100), no_fewer(101, replaces=frozenset({"most"}))) == [SUPERSEDES]
