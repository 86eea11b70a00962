"""Verdicts on pairs of figures: expected ones come from the rules of stocks and flows, on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.claims.figure import Figure, Jump, MeasureKind, MeasureKinds, Rules
from kg.claims.interval import Interval
from kg.claims.period import UNDATED, Period
from kg.claims.verdicts.pair import compare
from kg.claims.verdicts.verdict import (
    AGREES,
    ALTERNATIVE,
    CONTRADICTS,
    GROWS,
    JUMP,
    NARROWER,
    NOT_COMPARABLE,
    NOT_INDEPENDENT,
    OVERLAPS,
    PART_OF,
    SUPERSEDES,
    UNDECIDED,
    Verdict,
)
from kg.errors import KgError

RULES = Rules(
    kinds={
        "killed": MeasureKind.CUMULATIVE,
        "wounded": MeasureKind.CUMULATIVE,
        "casualties": MeasureKind.CUMULATIVE,
        "sent": MeasureKind.CUMULATIVE,
        "sent-in-period": MeasureKind.FLOW,
        "present": MeasureKind.STOCK,
        "capacity": MeasureKind.STOCK,
        "share": MeasureKind.SHARE,
        "range": MeasureKind.CONSTANT,
    },
    part_of={"killed": frozenset({"casualties"}), "wounded": frozenset({"casualties"})},
    flow_of={"sent-in-period": "sent"},
    conversions={("dozen", "piece"): 12.0},
    jumps={MeasureKind.CUMULATIVE: Jump(5.0, 31), MeasureKind.STOCK: Jump(5.0, 31)},
    labels={"killed": "personnel killed", "casualties": "personnel killed or wounded"},
)


def day(text: str) -> Period:
    return days(text, text)


def days(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


def figure(iri: str, low: float | None, high: float | None, **more) -> Figure:
    given = {
        "source": f"source-of-{iri}",
        "speaker": f"speaker-of-{iri}",
        "about": "the force",
        "measure": "casualties",
        "unit": "person",
        "interval": Interval(low, high),
        "stated": (low, high, None),
    }
    return Figure(iri=iri, **{**given, **more})


def kind(a: Figure, b: Figure) -> str:
    verdict, back = compare(a, b, RULES), compare(b, a, RULES)
    assert verdict == back, "the order of two figures changes nothing"
    assert verdict.reason
    return verdict.kind


def test_a_growing_cumulative_count_contradicts_nowhere():
    """4,000 in March, about 4,700 in April, more than 6,000 in June 2025, by three speakers."""
    march = figure("a", 4000, 4000, as_of=day("2025-03-27"))
    april = figure("b", 4230, 5170, as_of=day("2025-04-30"))
    june = figure("c", 6000, None, as_of=day("2025-06-15"))
    assert [kind(march, april), kind(april, june), kind(march, june)] == [GROWS, GROWS, GROWS]


def test_a_shrinking_cumulative_count_contradicts():
    """About 1,000 killed in January, about 600 in April 2025: 900–1,100 and 540–660."""
    january = figure("a", 900, 1100, measure="killed", as_of=day("2025-01-15"))
    april = figure("b", 540, 660, measure="killed", as_of=day("2025-04-30"))
    assert kind(january, april) == CONTRADICTS


def test_the_same_speaker_later_supersedes_also_when_it_falls():
    january = figure("a", 1000, 1000, speaker="x", as_of=day("2025-01-15"))
    april = figure("b", 600, 600, speaker="x", as_of=day("2025-04-30"))
    verdict = compare(january, april, RULES)
    assert verdict.kind == SUPERSEDES
    # A reader should look: is it a correction, or is something else counted?
    assert verdict.grave
    assert "correction" in verdict.remedy
    said = replace(april, replaces=frozenset({"a"}))
    assert not compare(january, said, RULES).grave


def test_of_an_undated_count_nobody_knows_whether_it_is_the_later_one():
    """It contradicts if it counts to an earlier day, and has grown if it counts to a later one."""
    dated = figure("a", 4230, 5170, as_of=day("2025-04-30"))
    undated = figure("b", 6000, None)
    assert kind(dated, undated) == UNDECIDED
    assert "which their dates leave open" in compare(dated, undated, RULES).reason
    # A report cannot count days after the one on which it was published.
    assert kind(dated, with_(undated, published=day("2025-04-30").first)) == CONTRADICTS
    assert kind(dated, with_(undated, published=day("2025-05-01").first)) == UNDECIDED
    larger = figure("c", 6000, None, as_of=day("2025-06-15"))
    smaller = figure("d", 4230, 5170, published=day("2025-06-14").first)
    assert kind(larger, smaller) == GROWS
    assert kind(larger, with_(smaller, published=day("2025-06-15").first)) == UNDECIDED


def test_what_depends_on_the_days_names_both_figures_by_number_speaker_and_day():
    """Not “the larger one”: which number, whose, of which day."""
    larger = figure(
        "a",
        8000,
        8000,
        stated=(8000.0, None, None),
        speaker="the ministry",
        published=day("2025-07-01").last,
    )
    smaller = figure(
        "b", 5000, 5000, stated=(None, None, 5000.0), as_of=day("2025-06-01"), speaker="the agency"
    )
    assert compare(larger, smaller, RULES).reason.endswith(
        "both can be true only if at least 8,000 (the ministry, no later than 2025-07-01) is of a later day"
        " than 5,000 (the agency, 2025-06-01), which their dates leave open"
    )


def test_two_undated_figures_of_one_text_may_be_of_two_days():
    """Who then learns the day of the one must not lose a contradiction by typing it."""
    lead = figure("a", None, 15000, source="article")
    body = figure("b", 14000, 15000, source="article")
    other = figure("c", 20000, 21000, source="article")
    assert kind(lead, body) == NARROWER
    assert kind(body, other) == UNDECIDED
    month = days("2025-04-01", "2025-04-30")
    assert kind(with_(body, as_of=month), with_(other, as_of=month)) == UNDECIDED


def test_what_has_a_time_and_no_day_of_its_own_is_of_that_time():
    early = days("2025-01-10", "2025-01-20")
    present = figure("a", 10, 10, measure="present", period=early)
    more = figure("b", 20, 20, measure="present", as_of=day("2025-03-01"))
    assert kind(present, more) == NOT_COMPARABLE  # of two days for certain
    assert kind(present, with_(more, as_of=day("2025-01-15"))) == UNDECIDED
    one_day = with_(present, period=day("2025-03-01"))
    assert kind(one_day, more) == CONTRADICTS


def test_the_months_of_two_stocks_may_hold_one_day():
    month = days("2025-04-01", "2025-04-30")
    few = figure("a", 10, 10, measure="present", as_of=month)
    many = figure("b", 20, 20, measure="present", as_of=day("2025-04-03"))
    assert kind(few, many) == UNDECIDED
    assert kind(few, with_(many, as_of=day("2025-05-01"))) == NOT_COMPARABLE
    assert kind(few, with_(many, interval=Interval(5, 30))) == NARROWER


def test_ranges_of_one_day():
    a = figure("a", 10, 20, as_of=day("2025-01-01"))
    same = figure("b", 10, 20, as_of=day("2025-01-01"))
    inside = figure("c", 12, 15, as_of=day("2025-01-01"))
    beside = figure("d", 15, 30, as_of=day("2025-01-01"))
    apart = figure("e", 21, 30, as_of=day("2025-01-01"))
    assert [kind(a, other) for other in (same, inside, beside, apart)] == [
        AGREES,
        NARROWER,
        OVERLAPS,
        CONTRADICTS,
    ]


def test_more_than_excludes_its_bound():
    """Exactly 6,000 and more than 6,000 of one day have no number in common."""
    exactly = figure("a", 6000, 6000, as_of=day("2025-01-01"))
    more = figure("b", 6000, None, as_of=day("2025-01-01"))
    above = Figure(
        **{
            **{name: getattr(more, name) for name in more.__slots__},
            "interval": Interval(6000, None, lower_inclusive=False),
        }
    )
    assert kind(exactly, more) == NARROWER
    assert kind(exactly, above) == CONTRADICTS


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


def with_(base: Figure, **changed) -> Figure:
    return Figure(**{**{name: getattr(base, name) for name in base.__slots__}, **changed})


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


def test_a_stock_may_differ_on_another_day():
    for measure in ("present", "share"):
        earlier = figure("a", 0.9, 0.9, measure=measure, as_of=day("2025-01-01"))
        later = figure("b", 0.5, 0.5, measure=measure, as_of=day("2025-06-01"))
        assert kind(earlier, later) == NOT_COMPARABLE
    a = figure("a", 100, 100, measure="present", as_of=day("2025-01-01"))
    b = figure("b", 50, 50, measure="present", as_of=day("2025-06-01"))
    assert kind(a, b) == NOT_COMPARABLE
    assert kind(a, with_(b, as_of=a.as_of)) == CONTRADICTS


def test_a_jump_is_not_believed():
    """From 100 to 600 in 30 days: six times, where five in 31 days are declared.

    It is a rate: 5 ** (35 / 31) is 6.2, and 5 ** (32 / 31) is 5.3; two years allow 5 ** (730 / 31).
    """
    a = figure("a", 100, 100, as_of=day("2025-01-01"))
    assert kind(a, figure("b", 600, 600, as_of=day("2025-01-31"))) == JUMP
    assert kind(a, figure("b", 600, 600, as_of=day("2025-02-02"))) == JUMP  # after 32 days
    assert kind(a, figure("b", 600, 600, as_of=day("2025-02-05"))) == GROWS  # after 35
    assert kind(a, figure("b", 500, 500, as_of=day("2025-01-31"))) == GROWS
    assert kind(a, figure("b", 2700, 2700, as_of=day("2025-03-04"))) == JUMP  # 62 days: 25 times
    assert kind(a, figure("b", 2400, 2400, as_of=day("2025-03-04"))) == GROWS
    none = figure("a", 0, 0, as_of=day("2025-01-01"))
    assert kind(none, figure("b", 600, 600, as_of=day("2025-03-04"))) == GROWS  # from nothing


def test_one_number_for_one_day_of_two_things_is_odd_whoever_gives_it():
    """4,700 killed or wounded of the one, 4,700 wounded of the other, and of kinds of one measure."""
    whole = figure("a", 4700, 4700, as_of=day("2025-04-30"))
    part = figure("b", 4700, 4700, as_of=day("2025-04-30"), measure="wounded")
    for first, second in (
        (whole, part),
        (with_(part, iri="c", measure="killed", source="s"), part),
        (with_(whole, counts="soldier"), with_(whole, iri="c", source="s", counts="civilian")),
    ):
        verdict = compare(first, second, RULES)
        assert verdict.suspect
        assert verdict.kind != CONTRADICTS
        assert "another thing counted" in verdict.reason
    for other in (
        with_(part, as_of=day("2025-04-29")),
        with_(part, stated=(4699, 4699, None)),
        with_(part, source=whole.source),
        with_(part, measure="sent"),
        with_(whole, iri="c", source="s", speaker="t"),
    ):
        assert not compare(whole, other, RULES).suspect


def test_a_begin_that_may_be_the_same_day_is_no_other_begin():
    """Since autumn, since October: typing it more exactly loses no contradiction."""
    autumn, october = days("2024-09-01", "2024-11-30"), days("2024-10-01", "2024-10-31")
    a = figure("a", 9000, 9000, as_of=day("2025-01-15"), begin=autumn)
    b = figure("b", 8000, 8000, as_of=day("2025-01-15"), begin=autumn)
    assert kind(a, b) == CONTRADICTS
    assert kind(a, with_(b, begin=october)) == CONTRADICTS
    assert kind(a, with_(b, begin=day("2024-12-01"))) == PART_OF
    assert kind(a, with_(b, begin=UNDATED)) == CONTRADICTS


def test_a_constant_is_one_number_whatever_the_day():
    a = figure("a", 450, 450, measure="range", as_of=day("2023-01-01"))
    assert kind(a, figure("b", 600, 600, measure="range")) == CONTRADICTS
    assert kind(a, figure("b", 400, 500, measure="range", as_of=day("2025-01-01"))) == NARROWER
    later = figure("b", 600, 600, measure="range", as_of=day("2025-01-01"), speaker=a.speaker)
    assert kind(a, later) == SUPERSEDES
    assert compare(a, later, RULES).suspect


def test_units_compare_through_a_declared_conversion_only():
    dozens = figure("a", 10, 10, unit="dozen", as_of=day("2025-01-01"))
    pieces = figure("b", 120, 120, unit="piece", as_of=day("2025-01-01"))
    crates = figure("c", 5, 5, unit="crate", as_of=day("2025-01-01"))
    assert kind(dozens, pieces) == AGREES
    assert kind(dozens, crates) == NOT_COMPARABLE


def test_shares_of_different_wholes_are_not_compared():
    a = figure("a", 0.9, 1.0, measure="share", whole="some units", source="s")
    b = figure("b", 0.4, 0.6, measure="share", whole="the army", source="s")
    verdict = compare(a, b, RULES)
    assert verdict.kind == NOT_COMPARABLE
    assert "whole" in verdict.reason
    assert kind(a, with_(b, whole="some units")) == UNDECIDED  # of a day that nobody states
    one_day = {"whole": "some units", "as_of": day("2025-01-01")}
    assert kind(with_(a, **one_day), with_(b, **one_day)) == CONTRADICTS


def test_what_is_said_to_replace_supersedes():
    a = figure("a", 1, 1, as_of=day("2025-01-01"))
    b = figure("b", 9, 9, as_of=day("2025-01-01"), replaces=frozenset({"a"}))
    assert kind(a, b) == SUPERSEDES


@pytest.mark.parametrize(
    ("scope", "named"),
    [
        ("in Kursk", "scope (in Kursk / by sea) differs"),
        ("", "by scope, which only one of them states (by sea)"),
    ],
)
def test_a_different_scope_is_named(scope, named):
    a = figure("a", 1, 2, as_of=day("2025-01-01"), scope=scope)
    b = figure("b", 1, 2, as_of=day("2025-01-01"), scope="by sea")
    assert named in compare(a, b, RULES).reason


def test_a_scope_that_one_does_not_state_may_be_the_others_or_all_of_it():
    """In Kursk, and nobody says where: 3 of 2 at most cannot be, 2 of 3 can."""
    at = {"as_of": day("2025-01-01")}
    for limit in ("scope", "counts"):
        few = figure("a", 2, 2, **{limit: "in Kursk"}, **at)
        many = figure("b", 3, 3, **at)
        assert kind(few, many) == UNDECIDED
        assert "if both mean the same" in compare(few, many, RULES).reason
        part = with_(few, interval=Interval(3, 3))
        assert kind(part, with_(many, interval=Interval(2, 2))) == CONTRADICTS
        assert kind(part, many) == OVERLAPS  # perhaps not the same thing
    based = figure("a", 3, 3, basis="if all were full", **at)
    assert kind(based, figure("b", 2, 2, **at)) == UNDECIDED
    share = figure("a", 0.9, 0.9, measure="share", scope="in Kursk", whole="w", **at)
    assert kind(share, figure("b", 0.5, 0.5, measure="share", whole="w", **at)) == UNDECIDED


def test_a_part_may_count_more_than_a_whole_that_limits_its_scope():
    at = {"as_of": day("2025-01-01")}
    killed = figure("a", 900, 900, measure="killed", **at)
    both = figure("b", 800, 800, scope="in Kursk", **at)
    assert kind(killed, both) == UNDECIDED
    assert kind(with_(killed, scope="in Kursk"), with_(both, scope="")) == CONTRADICTS


def test_a_part_and_a_whole_of_days_that_nobody_orders():
    killed = figure("a", 900, 900, measure="killed", as_of=days("2025-01-01", "2025-01-31"))
    both = figure("b", 800, 800, as_of=day("2025-01-15"))
    assert kind(killed, both) == UNDECIDED
    assert kind(with_(killed, as_of=day("2025-01-15")), both) == CONTRADICTS
    assert kind(with_(killed, as_of=day("2025-01-16")), both) == PART_OF


def test_what_relays_the_other_confirms_nothing():
    said = figure("a", 4230, 5170, as_of=day("2025-04-30"))
    relay = figure("b", 4230, 5170, as_of=day("2025-04-30"), derived_from=frozenset({"a"}))
    assert kind(said, relay) == NOT_INDEPENDENT
    assert kind(said, with_(relay, as_of=day("2025-06-30"), interval=Interval(6000, None))) == (
        NOT_INDEPENDENT
    )
    # A relay that gives another number for that day has changed it.
    assert kind(said, with_(relay, interval=Interval(6000, None))) == CONTRADICTS


def test_two_relays_of_one_origin_confirm_nothing():
    """Of one claim, or of one document; what is derived from the other's document relays it too."""
    one = figure("a", 4000, 4000, as_of=day("2025-04-30"), derived_from=frozenset({"x", "y"}))
    other = figure("b", 4700, 4700, as_of=day("2025-06-30"), derived_from=frozenset({"y"}))
    assert kind(one, other) == NOT_INDEPENDENT
    assert kind(one, with_(other, derived_from=frozenset({"z"}))) == GROWS
    assert kind(one, with_(other, derived_from=frozenset({one.source}))) == NOT_INDEPENDENT
    assert kind(one, with_(other, interval=Interval(3000, 3000))) == CONTRADICTS


def test_a_document_that_replaces_another_replaces_its_figures():
    old = figure("a", 4000, 4000, as_of=day("2025-04-30"), source="report")
    new = figure("b", 3000, 3000, as_of=day("2025-04-30"), replaces=frozenset({"report"}))
    assert kind(old, new) == SUPERSEDES


@pytest.mark.parametrize(
    ("kinds", "outcome"),
    [
        ((CONTRADICTS,), "contradicts"),
        ((UNDECIDED, JUMP), "undecided"),
        ((NOT_COMPARABLE, SUPERSEDES), "not comparable"),
        ((AGREES, NARROWER, OVERLAPS, GROWS, PART_OF, ALTERNATIVE, NOT_INDEPENDENT), "fits"),
    ],
)
def test_each_kind_has_its_outcome(kinds, outcome):
    assert {Verdict(kind, "a", "b", "why").outcome for kind in kinds} == {outcome}


def test_a_flow_lies_surely_within_the_time_of_a_total_of_a_later_day_only():
    """A total of some day of June 2025: what came in May is in it, what came by 15 June may not be."""
    total = figure("t", 100, 200, measure="sent", as_of=days("2025-06-01", "2025-06-30"))
    may, june = (
        figure(iri, 50, 60, measure="sent-in-period", period=days(first, last))
        for iri, first, last in (
            ("m", "2025-05-01", "2025-05-31"),
            ("j", "2025-06-01", "2025-06-15"),
        )
    )
    assert [kind(flow, total) for flow in (may, june)] == [PART_OF, NOT_COMPARABLE]
    assert kind(june, with_(total, as_of=day("2025-06-15"))) == PART_OF
    assert kind(june, with_(total, as_of=day("2025-06-14"))) == NOT_COMPARABLE
    many = [with_(flow, interval=Interval(201, 300)) for flow in (may, june)]
    assert [kind(flow, total) for flow in many] == [CONTRADICTS, UNDECIDED]
