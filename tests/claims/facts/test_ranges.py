"""When a range is confirmed or disputed; expected by the rule of the codebook, on paper."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date

import pytest

from kg.claims.claim import DENIES
from kg.claims.facts.edges import Basis
from kg.claims.facts.ranges import HedgedFigure, derive_ranges
from kg.claims.facts.view import parse_view
from kg.claims.figure import Figure, MeasureKind, Rules
from kg.claims.interval import Interval
from kg.claims.period import UNDATED, Period

RULES = Rules(
    kinds={
        "count": MeasureKind.CUMULATIVE,
        "killed": MeasureKind.CUMULATIVE,
        "present": MeasureKind.STOCK,
        "sent in period": MeasureKind.FLOW,
    },
    part_of={"killed": frozenset({"count"})},
)
JUNE = Period(*[date(2025, 6, 15).toordinal()] * 2)
JULY = Period(*[date(2025, 7, 15).toordinal()] * 2)
IN_JUNE = Period(date(2025, 6, 1).toordinal(), date(2025, 6, 30).toordinal())
ASSERTS, ASSERTED = "asserts", "asserted"


def figure(name: str, low: float | None, high: float | None, **more) -> Figure:
    given = {"measure": "count", "as_of": JUNE, "speaker": f"speaker {name}", **more}
    return Figure(
        iri=name,
        source=f"source {name}",
        about="the force",
        unit="person",
        interval=Interval(low, high),
        stated=(low, high, None),
        **given,
    )


def ranges_of(*figures: Figure, denying: tuple[Figure, ...] = (), origins=None):
    """The ranges by measure and scope; each claim is an origin of its own unless ``origins`` says."""
    hedged = [HedgedFigure(each, ASSERTS, ASSERTED, None) for each in figures]
    hedged += [HedgedFigure(replace(each, denied=True), DENIES, ASSERTED, None) for each in denying]
    basis = Basis(
        parse_view("hull"),
        {(ASSERTS, ASSERTED): True},
        {},
        origins or (lambda claims: frozenset(claims)),
    )
    ranges, _ = derive_ranges(hedged, RULES, basis)
    return {(each.of.measure, each.of.scope): each for each in ranges}


def test_what_cannot_all_be_true_is_not_confirmed(monkeypatch):
    """1,000 killed by two origins, and 3,000 wounded, beside 3,500 killed or wounded: one is wrong."""
    rules = replace(
        RULES,
        kinds={**RULES.kinds, "wounded": MeasureKind.CUMULATIVE},
        part_of={"killed": frozenset({"count"}), "wounded": frozenset({"count"})},
        sum_of={"count": frozenset({"killed", "wounded"})},
    )
    monkeypatch.setitem(globals(), "RULES", rules)
    killed = [figure(name, 1000, 1000, measure="killed") for name in "ab"]
    wounded = figure("c", 3000, 3000, measure="wounded")
    for most, is_confirmed in ((3500, False), (4500, True)):
        total = figure("d", 0, most)
        found = ranges_of(*killed, wounded, total)
        assert found["killed", ""].confirmed is is_confirmed
        sets = {each.claims for fact in found.values() for each in fact.impossible}
        assert sets == (set() if is_confirmed else {("a", "c", "d"), ("b", "c", "d")})
        assert {fact.disputed for fact in found.values()} == {not is_confirmed}
    assert ranges_of(*killed)["killed", ""].confirmed
    # Without a solver what is bound to others by the sum is confirmed only where a course is at hand.
    monkeypatch.setitem(sys.modules, "highspy", None)
    assert ranges_of(*killed, wounded, figure("d", 0, 4500))["killed", ""].confirmed
    assert not ranges_of(*killed, wounded, figure("d", 0, 3500))["killed", ""].confirmed
    assert ranges_of(*killed)["killed", ""].confirmed


def only(ranges):
    (one,) = ranges.values()
    return one


def test_two_independent_origins_of_one_day_that_agree_confirm():
    both = only(ranges_of(figure("a", 4000, 5000), figure("b", 4500, 5500)))
    assert (both.confirmed, both.disputed) == (True, False)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((4000, 5000, JUNE), (4000, 5000, JULY)),  # of two days
        ((4000, 5000, UNDATED), (4000, 5000, UNDATED)),  # of days that nobody states
        ((4000, 5000, IN_JUNE), (4000, 5000, IN_JUNE)),  # of a month: perhaps weeks apart
        ((4000, None, JUNE), (None, 9000, JUNE)),  # they merely allow 5,000
    ],
)
def test_what_confirms_nothing(first, second):
    figures = [
        figure(name, low, high, as_of=day)
        for name, (low, high, day) in zip("ab", (first, second), strict=True)
    ]
    for measure in ("count", "present"):
        assert not any(
            each.confirmed
            for each in ranges_of(*(replace(f, measure=measure) for f in figures)).values()
        )


def test_one_origin_confirms_nothing():
    one = only(
        ranges_of(
            figure("a", 4000, 5000),
            figure("b", 4000, 5000),
            origins=lambda _claims: frozenset({"one agency"}),
        )
    )
    assert not one.confirmed


def test_two_bounds_that_are_the_same_confirm_it():
    assert only(ranges_of(figure("a", 6000, None), figure("b", 6000, None))).confirmed
    assert not only(ranges_of(figure("a", 6000, None), figure("b", 6500, None))).confirmed


def test_flows_of_one_period_confirm():
    pair = [
        figure(name, 10, 12, measure="sent in period", as_of=UNDATED, period=IN_JUNE)
        for name in "ab"
    ]
    assert only(ranges_of(*pair)).confirmed


def test_a_figure_that_contradicts_makes_a_range_disputed():
    """A third origin's 9,000 of the same day: whatever two agree on, it is disputed."""
    third = figure("c", 9000, 9000)
    one = only(ranges_of(figure("a", 4000, 5000), figure("b", 4500, 5500), third))
    assert (one.confirmed, one.disputed) == (False, True)


def test_a_figure_of_another_quantity_can_contest_it():
    """6,000 killed among at most 5,500 killed or wounded; or in a region, where 5,500 are all."""
    pair = figure("a", 4000, 5000), figure("b", 4500, 5500)
    for rival in (
        figure("c", 6000, 6000, measure="killed"),
        figure("c", 6000, 6000, scope="in Kursk"),
    ):
        ranges = ranges_of(*pair, rival)
        assert ranges["count", ""].disputed
        assert not ranges["count", ""].confirmed


def test_what_is_undecided_is_not_confirmed_and_not_disputed():
    """3,000 of a day that nobody states: it contradicts, unless it is of an earlier day."""
    rival = figure("c", 3000, 3000, as_of=UNDATED, scope="in Kursk")
    rival = replace(rival, interval=Interval(6000, 6000))
    ranges = ranges_of(figure("a", 4000, 5000), figure("b", 4500, 5500), rival)
    assert (ranges["count", ""].confirmed, ranges["count", ""].disputed) == (False, False)


def test_a_denial_makes_it_disputed():
    pair = figure("a", 4000, 5000), figure("b", 4500, 5500)
    one = ranges_of(*pair, denying=(figure("d", 4000, 6000),))["count", ""]
    assert (one.confirmed, one.disputed) == (False, True)


@pytest.mark.parametrize(
    ("denied", "confirmed", "disputed"),
    [
        ((20, 20), True, False),  # "not 20" beside a stated 10: it may well be 10
        ((10, 10), False, True),  # "not 10": nothing is left
        ((None, 9), True, False),  # "more than 9" in other words
        ((8, None), False, True),  # "less than 8" in other words
    ],
)
def test_a_denial_disputes_only_what_it_leaves_nothing_of(denied, confirmed, disputed):
    both = figure("a", 10, 10), figure("b", 10, 10)
    one = ranges_of(*both, denying=(figure("d", *denied),))["count", ""]
    assert (one.interval, one.confirmed, one.disputed) == (Interval(10, 10), confirmed, disputed)


@pytest.mark.parametrize(
    ("denied", "disputed"),
    [((20, 20), False), ((25, 40), False), ((31, 40), False), ((5, 35), True)],
)
def test_a_denied_part_of_a_range_leaves_the_rest(denied, disputed):
    """10 to 30, and not 20: any other number of these is what both admit; the whole is not confirmed."""
    both = figure("a", 10, 30), figure("b", 10, 30)
    one = ranges_of(*both, denying=(figure("d", *denied),))["count", ""]
    assert (one.interval, one.disputed) == (Interval(10, 30), disputed)
    assert one.confirmed == (denied == (31, 40))


def test_what_figures_leave_together_can_be_denied_though_none_is():
    """Up to 15 and from 10: 10 to 15 are left, and 8 to 20 are denied."""
    apart = figure("a", None, 15), figure("b", 10, None)
    one = ranges_of(*apart, denying=(figure("d", 8, 20),))["count", ""]
    assert (one.interval, one.disputed) == (Interval(10, 15), True)


def test_a_denial_of_another_day_disputes_what_follows_for_it_alone():
    """Of what rises and falls, June says nothing of July; of a count, no more than 9 in July none of 10 in June."""
    for measure, expected in (("present", False), ("count", True)):
        both = [figure(name, 10, 10, measure=measure) for name in "ab"]
        denial = figure("d", 9, None, measure=measure, as_of=JULY)
        one = ranges_of(*both, denying=(denial,))[measure, ""]
        assert (one.confirmed, one.disputed) == (not expected, expected)


@pytest.mark.parametrize(
    ("one", "other", "is_confirmed"),
    [
        ((500, 600), (600, 700), False),  # they merely touch: neither says 600
        ((500, 600), (600, 600), True),  # the second says so, and the first allows it
        ((500, 600), (590, 700), True),
        ((600, 600), (600, 600), True),
    ],
)
def test_what_two_ranges_merely_allow_confirms_nothing(one, other, is_confirmed):
    assert only(ranges_of(figure("a", *one), figure("b", *other))).confirmed is is_confirmed
