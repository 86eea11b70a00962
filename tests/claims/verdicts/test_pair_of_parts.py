"""Verdicts on a part and its whole, a total and a flow: worked out on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.claims.figure import MeasureKinds
from kg.claims.interval import Interval
from kg.claims.period import UNDATED, Period
from kg.claims.verdicts.pair import compare
from kg.claims.verdicts.verdict import (
    ALTERNATIVE,
    CONTRADICTS,
    NOT_COMPARABLE,
    PART_OF,
    SUPERSEDES,
    UNDECIDED,
)
from kg.errors import KgError
from tests.claims.verdicts.figures import RULES, day, days, figure, kind, with_


def test_killed_must_fit_into_killed_or_wounded():
    killed = figure("a", 540, 660, measure="killed", as_of=day("2025-04-30"))
    both = figure("b", 4230, 5170, as_of=day("2025-04-30"))
    assert kind(killed, both) == PART_OF
    too_many = figure("c", 6000, 6100, measure="killed", as_of=day("2025-04-30"))
    assert kind(too_many, both) == CONTRADICTS
    later = figure("d", 6000, 6100, measure="killed", as_of=day("2025-09-30"))
    assert kind(later, both) == PART_OF  # the whole may have grown since


def test_one_figure_for_the_part_and_for_the_whole_was_changed_by_a_report():
    """The agency: about 4,700 killed or wounded. An outlet: about 4,700 injured, same day."""
    said = figure("a", 4230, 5170, speaker="agency", stated=(None, None, 4700))
    relayed = figure("b", 4230, 5170, speaker="agency", stated=(None, None, 4700))
    said = with_(said, as_of=day("2025-04-30"))
    relayed = with_(relayed, as_of=day("2025-04-30"), measure="wounded")
    verdict = compare(said, relayed, RULES)
    assert verdict.kind == CONTRADICTS
    assert "changed" in verdict.reason


def test_an_or_that_became_an_and_is_found():
    """The ministry: 3 million shells or 500,000 rockets. An outlet: both."""
    common = {"speaker": "ministry", "measure": "capacity", "as_of": day("2024-02-26")}
    shells = figure("a1", 3e6, None, counts="152", alternatives=frozenset({"a2"}), **common)
    rockets = figure("a2", 5e5, None, counts="122", alternatives=frozenset({"a1"}), **common)
    both = figure("b1", 3e6, None, counts="152", additions=frozenset({"b2"}), **common)
    assert kind(shells, rockets) == ALTERNATIVE
    assert kind(shells, both) == CONTRADICTS
    assert "either/or" in compare(shells, both, RULES).reason


def test_a_common_number_of_other_things_is_no_changed_report():
    """500 sent, an alternative, and 500 killed beside others: two statements of one day."""
    common = {"speaker": "ministry", "as_of": day("2024-02-26")}
    either = figure("a", 500, 500, measure="sent", alternatives=frozenset({"x"}), **common)
    beside = figure("b", 500, 500, measure="killed", additions=frozenset({"y"}), **common)
    assert kind(either, beside) == NOT_COMPARABLE


def test_a_dropped_basis_is_named():
    """The agency: 12 million, if all were of 152 mm. An article, of no day: 12 million."""
    said = figure(
        "a", 12e6, None, speaker="agency", basis="if all were 152 mm", as_of=day("2025-07-13")
    )
    bare = figure("b", 12e6, None, speaker="agency", counts="shell")
    verdict = compare(said, bare, RULES)
    assert (verdict.kind, verdict.grave) == (NOT_COMPARABLE, True)
    assert "leaves out" in verdict.reason
    assert "if all were 152 mm" in verdict.reason
    for other in (with_(bare, speaker="another"), with_(bare, as_of=day("2025-01-01"))):
        assert "leaves out" not in compare(said, other, RULES).reason


def test_a_total_that_counts_from_a_later_day_is_a_part():
    """7,000 since August 2023 up to February; 3,000 since January 2024 up to March 2024."""
    long = figure(
        "a", 7000, 7000, measure="sent", period=days("2023-08-01", "2024-02-26"),
        as_of=day("2024-02-26"),
    )  # fmt: skip
    short = figure(
        "b", 3000, 3000, measure="sent", period=days("2024-01-01", "2024-03-31"),
        as_of=day("2024-03-31"),
    )  # fmt: skip
    verdict = compare(long, short, RULES)
    assert (verdict.kind, verdict.grave) == (PART_OF, False)
    assert (
        "2024-01-01 / 2023-08-01" in verdict.reason or "2023-08-01 / 2024-01-01" in verdict.reason
    )
    assert kind(long, with_(short, as_of=long.as_of)) == PART_OF
    # More since the later day than since the earlier, up to the same day: impossible.
    larger = with_(short, interval=Interval(8000, 8000))
    assert kind(long, with_(larger, as_of=long.as_of)) == CONTRADICTS
    assert kind(long, larger) == PART_OF  # the whole may have grown by March
    assert kind(long, with_(larger, as_of=UNDATED, period=Period(short.period.first, None))) == (
        UNDECIDED
    )
    # Counted from the same day, the smaller one of a later day cannot be.
    assert kind(long, with_(short, period=long.period)) == CONTRADICTS
    same_speaker = with_(short, speaker=long.speaker)
    assert kind(long, same_speaker) == SUPERSEDES
    assert "correction" not in compare(long, same_speaker, RULES).reason


@pytest.mark.parametrize("begin", [UNDATED, days("2023-08-01", "2024-03-31")])
def test_to_state_the_begin_that_the_other_has_loses_no_contradiction(begin):
    """7,000 by February and 3,000 by March 2024; where the second says its begin, so may the first."""
    first = figure(
        "a", 7000, 7000, measure="sent", as_of=day("2024-02-26"),
        period=days("2023-08-01", "2024-02-26"),
    )  # fmt: skip
    second = figure("b", 3000, 3000, measure="sent", as_of=day("2024-03-31"), period=begin)
    assert kind(first, second) == CONTRADICTS
    assert kind(with_(first, period=UNDATED), second) == CONTRADICTS


def test_a_part_that_counts_for_longer_may_exceed_the_whole():
    """900 killed since 2022, 800 killed or wounded since 2024."""
    killed = figure("a", 900, 900, measure="killed", period=days("2022-01-01", "2024-12-31"))
    both = figure("b", 800, 800, period=days("2024-01-01", "2024-12-31"))
    killed, both = (with_(f, as_of=day("2024-12-31")) for f in (killed, both))
    verdict = compare(killed, both, RULES)
    assert (verdict.kind, verdict.grave) == (NOT_COMPARABLE, True)
    assert "2022-01-01 / 2024-01-01" in verdict.reason
    assert kind(with_(killed, period=UNDATED), both) == CONTRADICTS
    assert kind(killed, with_(both, period=killed.period)) == CONTRADICTS


def test_a_part_fits_or_can_fit():
    """540 to 660 lie below 4,000; 4,230 to 5,170 may lie within 3,600 to 4,400, or not."""
    few = figure("a", 540, 660, measure="killed", as_of=day("2025-04-30"))
    many = figure("b", 4230, 5170, measure="wounded", as_of=day("2025-04-30"))
    whole = figure("c", 3600, 4400, as_of=day("2025-01-15"))
    assert compare(few, whole, RULES).reason.endswith(" and fits into it")
    assert compare(many, whole, RULES).reason.endswith(
        "fits into it by some of the numbers that both allow"
    )


def test_nine_million_in_a_year_does_not_fit_into_six_million_in_more_than_it():
    flow = figure(
        "a",
        8.1e6,
        9.9e6,
        measure="sent-in-period",
        unit="round",
        period=days("2024-01-01", "2024-12-31"),
    )
    total = figure(
        "b",
        3.6e6,
        6.6e6,
        measure="sent",
        unit="round",
        period=days("2023-09-01", "2025-03-31"),
        as_of=days("2025-03-01", "2025-03-31"),
    )
    assert kind(flow, total) == CONTRADICTS
    assert kind(flow, with_(total, as_of=days("2024-06-01", "2025-03-31"))) == UNDECIDED
    by_sea = with_(total, unit="shell", scope="by sea on 64 voyages")
    verdict = compare(flow, by_sea, RULES)
    assert verdict.kind == NOT_COMPARABLE
    assert "unit" in verdict.reason
    assert "scope" in verdict.reason
    assert "would contradict: more within a part of the time" in verdict.reason
    assert verdict.remedy == (
        "find a figure of the same scope, and declare a conversion of the units (round / shell)"
    )
    assert verdict.grave
    counted = compare(flow, with_(by_sea, basis="by containers", counts="shells"), RULES)
    assert "the same scope, basis and kind counted, and declare" in counted.remedy


def test_a_flow_outside_the_window_of_a_total_is_not_compared():
    flow = figure("a", 9, 9, measure="sent-in-period", period=days("2025-01-01", "2025-12-31"))
    total = figure("b", 5, 5, measure="sent", as_of=day("2025-03-31"))
    assert kind(flow, total) == NOT_COMPARABLE


FROM_JANUARY = date(2024, 1, 1).toordinal()
TO_JUNE = date(2024, 6, 30).toordinal()


@pytest.mark.parametrize("period", [UNDATED, Period(FROM_JANUARY, None), Period(None, TO_JUNE)])
def test_a_flow_whose_period_is_not_stated_does_not_compare_with_a_total(period):
    flow = figure("a", 9, 9, measure="sent-in-period", period=period)
    total = figure("b", 5, 5, measure="sent", as_of=day("2025-03-31"))
    verdict = compare(flow, total, RULES)
    assert verdict.kind == NOT_COMPARABLE
    assert verdict.reason == "the period of the one is not stated"
    assert verdict.remedy == "say it with kg:time, if the source does"


def test_a_flow_does_not_compare_with_a_total_of_no_day():
    half_year = days("2024-01-01", "2024-06-30")
    flow = figure("a", 9, 9, measure="sent-in-period", period=half_year)
    verdict = compare(flow, figure("b", 5, 5, measure="sent", as_of=UNDATED), RULES)
    assert verdict.kind == NOT_COMPARABLE
    assert "of which day the total of the other is, is not stated" in verdict.reason
    assert "kg:asOf" in verdict.remedy


def test_a_flow_outside_a_total_says_what_would_compare():
    flow = figure("a", 9, 9, measure="sent-in-period", period=days("2024-01-01", "2024-06-30"))
    total = figure(
        "b", 5, 5, measure="sent", period=days("2024-01-02", "2024-12-31"), as_of=day("2024-12-31")
    )
    verdict = compare(flow, total, RULES)
    assert verdict.kind == NOT_COMPARABLE
    assert "does not count all of that period" in verdict.reason
    assert "from the begin of the period" in verdict.remedy
    # One day earlier, the total counts from the very day on which the period begins.
    assert kind(flow, with_(total, period=days("2024-01-01", "2024-12-31"))) == CONTRADICTS
    assert kind(flow, with_(total, period=flow.period, as_of=day("2024-06-30"))) == CONTRADICTS
    assert kind(flow, with_(total, period=flow.period, as_of=day("2024-06-29"))) == NOT_COMPARABLE


def test_flows_that_begin_on_one_day_lie_within_each_other():
    """10 in the year, and 3 or 11 in its first half: both begin on 1 January 2024."""
    year = figure("a", 10, 10, measure="sent-in-period", period=days("2024-01-01", "2024-12-31"))
    half = with_(year, iri="b", period=days("2024-01-01", "2024-06-30"))
    assert kind(year, with_(half, interval=Interval(3, 3))) == PART_OF
    assert kind(year, with_(half, interval=Interval(11, 11))) == CONTRADICTS
    second_half = with_(half, period=days("2024-07-01", "2024-12-31"))
    assert kind(year, with_(second_half, interval=Interval(11, 11))) == CONTRADICTS


def test_a_measure_of_no_known_kind_is_never_taken_for_another():
    with pytest.raises(KgError, match="nothing says how"):
        compare(
            figure("a", 1, 1, measure="unheard-of"),
            figure("b", 2, 2, measure="unheard-of"),
            replace(RULES, kinds=MeasureKinds(RULES.kinds)),
        )


def test_flows_compare_over_one_period_alone():
    year = days("2024-01-01", "2024-12-31")
    a = figure("a", 10, 10, measure="sent-in-period", period=year)
    assert kind(a, with_(a, iri="b", interval=Interval(11, 12))) == CONTRADICTS
    month = with_(a, iri="c", period=days("2024-02-01", "2024-02-29"))
    assert kind(a, with_(month, interval=Interval(3, 4))) == PART_OF
    assert kind(a, with_(month, interval=Interval(11, 12))) == CONTRADICTS
    astride = with_(a, iri="d", period=days("2024-12-01", "2025-01-31"))
    assert kind(a, with_(astride, interval=Interval(99, 99))) == NOT_COMPARABLE
    assert kind(a, with_(a, iri="e", period=UNDATED)) == NOT_COMPARABLE
