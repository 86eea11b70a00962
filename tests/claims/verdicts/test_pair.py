"""Verdicts on pairs of figures of one measure: expected ones come from the rules of stocks and flows, on paper."""

from __future__ import annotations

from dataclasses import replace

from kg.claims.figure import Figure
from kg.claims.interval import Interval
from kg.claims.period import UNDATED
from kg.claims.verdicts.pair import compare
from kg.claims.verdicts.verdict import (
    AGREES,
    CONTRADICTS,
    GROWS,
    JUMP,
    NARROWER,
    NOT_COMPARABLE,
    OVERLAPS,
    PART_OF,
    SUPERSEDES,
    UNDECIDED,
)
from tests.claims.verdicts.figures import RULES, day, days, figure, kind, with_


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
