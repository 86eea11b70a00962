"""Sets of figures that cannot all be true: each expected one is a sum on paper."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.claims.figure import Denial, Figure
from kg.claims.interval import Interval
from kg.claims.period import UNDATED, Period
from kg.claims.verdicts.feasibility import impossible_sets
from kg.claims.verdicts.impossible import ImpossibleSet
from tests.claims.verdicts.figures import RULES as PLAIN
from tests.claims.verdicts.figures import day, days, figure

RULES = replace(
    PLAIN,
    kinds={**PLAIN.kinds, "lost": PLAIN.kinds["killed"]},
    part_of={
        "killed": frozenset({"casualties", "lost"}),
        "wounded": frozenset({"casualties", "lost"}),
        "casualties": frozenset({"lost"}),
    },
    sum_of={"casualties": frozenset({"killed", "wounded"})},
    share_of={"share": "sent"},
)
DAY = day("2025-01-10")
Q1, Q2 = days("2025-01-01", "2025-03-31"), days("2025-04-01", "2025-06-30")
HALF = days("2025-01-01", "2025-06-30")


def killed(iri: str, low: float | None, high: float | None = None, **more) -> Figure:
    return figure(iri, low, high, **{"measure": "killed", "as_of": DAY, **more})


def wounded(iri: str, low: float | None, high: float | None = None, **more) -> Figure:
    return figure(iri, low, high, **{"measure": "wounded", "as_of": DAY, **more})


def both(iri: str, low: float | None, high: float | None = None, **more) -> Figure:
    return figure(iri, low, high, **{"as_of": DAY, **more})


def flow(iri: str, period: Period, low: float | None, high: float | None = None, **more) -> Figure:
    return figure(iri, low, high, **{"measure": "sent-in-period", "period": period, **more})


def sent(iri: str, low: float | None, high: float | None = None, **more) -> Figure:
    return figure(iri, low, high, **{"measure": "sent", "as_of": DAY, **more})


def sets(*figures: Figure, limit: int = 100) -> list[ImpossibleSet]:
    """What is found, whatever the order in which the figures are given."""
    found = impossible_sets(figures, RULES, limit)
    assert impossible_sets(figures[::-1], RULES, limit) == found
    assert not found.cut
    return list(found.sets)


def named(*figures: Figure) -> list[str]:
    """The sets by their claims, each as one text."""
    return [" ".join(impossible.claims) for impossible in sets(*figures)]


def test_killed_and_wounded_come_to_more_than_killed_or_wounded():
    (impossible,) = sets(killed("k", 1000), wounded("w", 3000), both("b", None, 3500))
    assert impossible.claims == ("b", "k", "w")
    assert (impossible.least, impossible.most) == (4000, 3500)
    assert {a.claim: (a.times, a.bound, a.is_least) for a in impossible.addends} == {
        "k": (1, 1000, True),
        "w": (1, 3000, True),
        "b": (1, 3500, False),
    }


def test_what_just_fits_is_possible():
    assert named(killed("k", 1000), wounded("w", 3000), both("b", None, 4000)) == []
    assert named(killed("k", 1000), wounded("w", 3000), both("b", 3500, 4500)) == []


def test_killed_or_wounded_cannot_be_more_than_its_parts():
    """At most 1,000 killed and 2,000 wounded are no 3,500."""
    found = sets(killed("k", None, 1000), wounded("w", None, 2000), both("b", 3500))
    assert [(s.claims, s.least, s.most) for s in found] == [(("b", "k", "w"), 3500, 3000)]


@pytest.mark.parametrize(
    ("killed_included", "both_included", "expected"),
    [(True, True, []), (False, True, ["b k w"]), (True, False, ["b k w"])],
)
def test_a_bound_that_is_not_included_counts_exactly(killed_included, both_included, expected):
    """More than 1,000 and 3,000 are more than 4,000; 1,000 and 3,000 are not fewer than 4,000."""
    k = killed("k", 1000, interval=Interval(1000, None, lower_inclusive=killed_included))
    b = both("b", None, 4000, interval=Interval(None, 4000, upper_inclusive=both_included))
    assert named(k, wounded("w", 3000), b) == expected


def test_days_between_the_figures():
    """Who is killed in January and wounded in March is killed or wounded in April, and not before."""
    march, april = day("2025-03-01"), day("2025-04-01")
    parts = killed("k", 1000), wounded("w", 3000, as_of=march)
    assert named(*parts, both("b", None, 3500, as_of=april)) == ["b k w"]
    assert named(*parts, both("b", None, 3500, as_of=march)) == ["b k w"]
    assert named(*parts, both("b", None, 3500, as_of=day("2025-02-01"))) == []


def test_an_uncertain_day_binds_only_as_far_as_it_is_sure():
    """Of some day of January: killed by its end; killed or wounded no more than that on its first."""
    january, year = days("2025-01-01", "2025-01-31"), days("2025-01-01", "2025-12-31")
    k, w = killed("k", 1000, as_of=january), wounded("w", 3000)
    assert named(k, w, both("b", None, 3500, as_of=day("2025-01-31"))) == ["b k w"]
    assert named(k, w, both("b", None, 3500, as_of=day("2025-01-30"))) == []
    assert named(killed("k", 1000), w, both("b", None, 3500, as_of=year)) == []


def test_what_has_no_day_cannot_be_later_than_its_report():
    undated = killed("k", 1000, as_of=UNDATED, published=DAY.last)
    assert named(undated, wounded("w", 3000), both("b", None, 3500)) == ["b k w"]
    without = replace(undated, published=None)
    assert named(without, wounded("w", 3000), both("b", None, 3500)) == []


def test_parts_of_what_includes_their_sum():
    """No figure of killed or wounded is needed: both are within all losses."""
    assert named(
        killed("k", 1000), wounded("w", 3000), figure("l", None, 3500, measure="lost", as_of=DAY)
    ) == ["k l w"]


def test_two_quarters_against_the_half_year():
    (impossible,) = sets(flow("q1", Q1, 600), flow("q2", Q2, 700), flow("h", HALF, None, 1000))
    assert (impossible.claims, impossible.least, impossible.most) == (("h", "q1", "q2"), 1300, 1000)
    gap = days("2025-01-01", "2025-06-29")  # the second quarter is longer by a day
    assert named(flow("q1", Q1, 600), flow("q2", Q2, 700), flow("h", gap, None, 1000)) == []


def test_a_half_year_cannot_be_more_than_its_quarters():
    assert named(flow("q1", Q1, None, 300), flow("q2", Q2, None, 400), flow("h", HALF, 1000)) == [
        "h q1 q2"
    ]
    parts = flow("q1", Q1, None, 300), flow("q2", days("2025-04-02", "2025-06-30"), None, 400)
    assert named(*parts, flow("h", HALF, 1000)) == []  # the first of April may have had the rest


def test_a_flow_between_two_totals():
    """From at most 500 to at least 900 are 400, and the quarter is said to have had at most 300."""
    totals = sent("a", None, 500, as_of=day("2024-12-31")), sent("b", 900, as_of=day("2025-03-31"))
    assert named(*totals, flow("q", Q1, None, 300)) == ["a b q"]
    later = days("2025-01-02", "2025-03-31")
    assert named(*totals, flow("q", later, None, 300)) == []


def test_flows_within_a_total():
    total = sent("t", None, 1000, as_of=day("2025-06-30"))
    assert named(flow("q1", Q1, 600), flow("q2", Q2, 700), total) == ["q1 q2 t"]


def test_counts_from_a_later_day_are_a_part():
    """300 since March and at least 800 before are more than 1,000 since the begin."""
    begin, march = days("2024-01-01", "2025-12-31"), days("2025-03-01", "2025-12-31")
    before = sent("a", 800, period=begin, as_of=day("2025-02-28"))
    since = sent("b", 300, period=march, as_of=day("2025-06-30"))
    all_of_it = sent("c", None, 1000, period=begin, as_of=day("2025-06-30"))
    assert named(before, since, all_of_it) == ["a b c"]
    assert named(replace(before, as_of=day("2025-03-01")), since, all_of_it) == []


def test_a_count_without_a_begin_counts_from_the_earliest_that_is_said():
    begin = days("2024-01-01", "2025-12-31")
    parts = killed("k", 1000), wounded("w", 3000)
    assert named(*parts, both("b", None, 3500, period=begin)) == ["b k w"]
    # Beside another that counts from before, the same three are still impossible by themselves.
    earlier = sent("s", 1, period=days("2023-01-01", "2025-12-31"))
    assert named(*parts, both("b", None, 3500, period=begin), earlier) == ["b k w"]


def test_a_share_and_a_figure_of_the_whole_give_a_figure_of_the_part():
    """At least half of at least 14,000 are 7,000, and not 6,000."""
    whole, part = sent("t", 14000, about="all"), sent("p", None, 6000, about="the corps")
    share = figure("s", 0.5, 0.6, measure="share", unit="ratio", about="the corps", whole="all")
    assert named(whole, part, share) == []  # of which day the share is, nobody says
    (impossible,) = sets(whole, part, replace(share, as_of=DAY))
    assert impossible.claims == ("p", "s", "t")
    assert {(a.claim, a.times, a.bound) for a in impossible.addends if a.bound} == {
        ("t", Fraction(1, 2), 14000),
        ("p", 1, 6000),
    }
    larger = sent("p", 9000, about="the corps")
    assert named(sent("t", None, 14000, about="all"), larger, replace(share, as_of=DAY)) == [
        "p s t"
    ]


def test_a_share_says_nothing_of_another_measure():
    share = figure("s", 0.5, 1, measure="share", unit="ratio", about="m", whole="n", as_of=DAY)
    assert named(killed("t", 14000, about="n"), killed("p", None, 6000, about="m"), share) == []


def test_a_scope_is_within_all_of_it():
    """Killed and wounded in Kursk are among all killed or wounded; two scopes need not be apart."""
    kursk = {"scope": "in Kursk"}
    parts = killed("k", 1000, **kursk), wounded("w", 3000, **kursk)
    assert named(*parts, both("b", None, 3500)) == ["b k w"]
    assert named(*parts, both("b", None, 3500, scope="in the north")) == []
    assert named(killed("k", 1000), wounded("w", 3000), both("b", None, 3500, **kursk)) == []
    basis = {"basis": "if all were counted"}
    assert named(killed("k", 1000, **basis), wounded("w", 3000), both("b", None, 3500)) == []


def test_stocks_of_one_day_alone():
    """Without a declared sum nothing joins three stocks; with one, those of one day only."""
    rules = replace(RULES, sum_of={"capacity": frozenset({"present", "absent"})})
    rules = replace(rules, kinds={**rules.kinds, "absent": rules.kinds["present"]})
    some = [
        figure("a", 60, None, measure="present", as_of=DAY),
        figure("b", 50, None, measure="absent", as_of=DAY),
        figure("c", None, 100, measure="capacity", as_of=DAY),
    ]
    assert [s.claims for s in impossible_sets(some, rules).sets] == [("a", "b", "c")]
    other_day = [*some[:2], replace(some[2], as_of=day("2025-01-11"))]
    assert impossible_sets(other_day, rules).sets == ()


def test_units_are_converted():
    dozens = flow("q1", Q1, 50, unit="dozen"), flow("q2", Q2, 60, unit="piece")
    assert named(*dozens, flow("h", HALF, None, 659, unit="piece")) == ["h q1 q2"]
    assert named(*dozens, flow("h", HALF, None, 660, unit="piece")) == []


def test_a_denial_of_more_than_a_number_says_that_it_is_no_more():
    denial = both("d", 3500, None, denied=True)
    assert named(killed("k", 1000), wounded("w", 3000), denial) == ["d k w"]
    about = both("d", 3500, 3800, denied=True)  # whoever denies this may mean more
    assert named(killed("k", 1000), wounded("w", 3000), about) == []


def test_what_is_replaced_or_an_alternative_binds_nothing():
    k, w, b = killed("k", 1000), wounded("w", 3000), both("b", None, 3500)
    assert named(k, w, b, killed("n", 100, replaces=frozenset({"k"}))) == []
    assert named(replace(k, alternatives=frozenset({"x"})), w, b) == []


def test_a_count_that_its_speaker_takes_back_binds_nothing():
    """1,000 killed in January and 400 in February, of one speaker: the first is taken back."""
    k, w = killed("k", 1000, speaker="one"), wounded("w", 3000)
    b = both("b", None, 3500, as_of=day("2025-03-01"))
    assert named(k, w, b, killed("n", 400, 400, speaker="one", as_of=day("2025-02-01"))) == []
    grown = killed("n", 1200, 1200, speaker="one", as_of=day("2025-02-01"))
    assert named(k, w, b, grown) == ["b k w", "b n w"]


def test_a_set_holds_no_pair_that_contradicts_by_itself():
    """5,000 killed are more than 3,500 killed or wounded: that is told of the two."""
    assert named(killed("k", 5000), wounded("w", 3000), both("b", None, 3500)) == []
    others = killed("k2", 1000), killed("k", 5000)
    assert named(*others, wounded("w", 3000), both("b", None, 3500)) == ["b k2 w"]


def test_each_set_is_told_once_and_none_holds_another():
    figures = [
        *(killed(f"k{n}", 1000 + n) for n in range(2)),
        *(wounded(f"w{n}", 3000 + n) for n in range(2)),
        both("b", None, 3500),
        figure("l", None, 3600, measure="lost", as_of=DAY),
    ]
    found = named(*figures)
    assert found == sorted(f"{a} k{k} w{w}" for k in "01" for w in "01" for a in "b")[:4] + [
        f"k{k} l w{w}" for k in "01" for w in "01"
    ]


def test_that_there_are_more_is_said():
    figures = [
        *(killed(f"k{n}", 1000) for n in range(4)),
        wounded("w", 3000),
        both("b", None, 3500),
    ]
    assert len(sets(*figures)) == 4
    found = impossible_sets(figures, RULES, limit=3)
    assert (len(found.sets), found.cut) == (3, True)


def test_a_chain_of_five():
    """Flows, a sum and a share at once: 5 + 5 within a total of which at most 9 went to the corps."""
    whole = flow("q1", Q1, 5, about="all"), flow("q2", Q2, 5, about="all")
    june = day("2025-06-30")
    share = figure("s", 1, 1, measure="share", unit="ratio", about="corps", whole="all", as_of=june)
    part = sent("p", None, 9, about="corps", as_of=june)
    assert named(*whole, share, part) == ["p q1 q2 s"]


DAYS = [date(2025, 1, 1).toordinal() + n for n in range(6)]
COUNTS = st.lists(st.integers(0, 9), min_size=6, max_size=6).map(
    lambda grown: list(itertools.accumulate(grown))
)


@st.composite
def true_figures(draw):
    """Figures that all hold of one course, drawn first: killed, wounded, sent, and a part of them."""
    course = {"killed": draw(COUNTS), "wounded": draw(COUNTS), "sent": draw(COUNTS)}
    course["casualties"] = [k + w for k, w in zip(course["killed"], course["wounded"], strict=True)]
    course["lost"] = [n + 1 for n in course["casualties"]]
    figures, some_open = [], draw(st.booleans())
    for number in range(draw(st.integers(3, 9))):
        measure = draw(st.sampled_from([*course, "sent-in-period"]))
        first, true_day, last = sorted(draw(st.lists(st.integers(0, 5), min_size=3, max_size=3)))
        more = {"as_of": Period(DAYS[first], DAYS[last])}
        if measure == "sent-in-period":
            true = course["sent"][last] - (course["sent"][first - 1] if first else 0)
            more = {"period": Period(DAYS[first], DAYS[last])}
        else:
            # A count that does not say so counts from the earliest begin that another says.
            begin = draw(st.sampled_from([None, 0] if some_open else range(first + 1)))
            true = course[measure][true_day]
            if begin is not None:
                true -= course[measure][begin - 1] if begin else 0
                more["period"] = Period(DAYS[begin], None)
            elif draw(st.booleans()):
                more["scope"] = "here"
                true = true // 2
        low = draw(st.sampled_from([None, true, true - 1]))
        high = true + 1 if low is None else draw(st.sampled_from([None, true, true + 2]))
        iri = f"c{number}"
        figures.append(figure(iri, low, high, measure=measure, **more))
    return figures


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(true_figures())
def test_nothing_that_is_all_true_is_called_impossible(figures):
    assert impossible_sets(figures, RULES).sets == ()


@st.composite
def any_figures(draw):
    """Parts that say a least and totals that say a most, so that many do not fit; and some others."""
    figures = []
    for number in range(draw(st.integers(4, 8))):
        measure, is_least = draw(
            st.sampled_from(
                [("killed", True), ("wounded", True), ("casualties", False), ("lost", False)] * 2
                + [("killed", False), ("casualties", True)]
            )
        )
        first, last = sorted(draw(st.tuples(st.integers(0, 2), st.integers(0, 2))))
        low = draw(st.integers(3, 6)) if is_least else None
        high = None if is_least else draw(st.integers(5, 12))
        as_of = Period(DAYS[first], DAYS[last])
        figures.append(figure(f"c{number}", low, high, measure=measure, as_of=as_of))
    return figures


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(any_figures())
def test_all_smallest_sets_are_found_and_another_figure_removes_none(figures):
    """By trying every choice of three figures or more; of each no smaller one may be impossible."""
    found = {impossible.claims for impossible in impossible_sets(figures, RULES, 1000).sets}
    fewer = {impossible.claims for impossible in impossible_sets(figures[:-1], RULES, 1000).sets}
    assert fewer <= found
    by_iri = {f.iri: f for f in figures}
    for size in (3, 4):
        for some in itertools.combinations(sorted(by_iri), size):
            alone = impossible_sets([by_iri[claim] for claim in some], RULES, 1000).sets
            assert (some in found) == (some in {impossible.claims for impossible in alone})


def test_who_disputes_figures_without_one_is_in_no_set():
    """1,000 killed and 3,000 wounded are no 3,500, though a claim that is no figure disputes each."""
    denial = Denial("d", "w", by_name=True)
    figures = [killed("k", 1000), wounded("w", 3000), both("b", None, 3500)]
    disputed = [replace(figure, against=(denial,)) for figure in figures]
    assert named(*disputed) == ["b k w"]
