"""The laws of verdicts: to state more loses no contradiction and no fit, whoever states it.

What is *undecided* may become anything, as it says that it depends on what is left open. A growth out
of proportion is a mark and no verdict of the model, so that no rate is declared here.
"""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from kg.claims.begins import with_begins
from kg.claims.figure import Figure
from kg.claims.interval import Interval
from kg.claims.period import UNDATED, Period
from kg.claims.verdicts.pair import compare
from kg.claims.verdicts.sweep import all_verdicts, conflicts
from kg.claims.verdicts.verdict import CONTRADICTS, FITS, UNDECIDED
from tests.claims.verdicts.figures import RULES as JUMPING
from tests.claims.verdicts.test_sweep import LISTS, figures

pytestmark = pytest.mark.slow
RULES = replace(JUMPING, jumps={})
OF_A_DAY = st.sampled_from(["killed", "wounded", "casualties", "sent", "present", "share", "range"])


@st.composite
def two(draw) -> tuple[Figure, Figure]:
    """Two figures about one thing, of two speakers, of measures that are of a day."""
    one, other = draw(figures()), draw(figures())
    one |= {"about": "m", "speaker": "x", "source": "S", "measure": draw(OF_A_DAY)}
    other |= {"about": "m", "speaker": "y", "source": "T"}
    if draw(st.booleans()):
        other |= {"measure": one["measure"], "unit": one["unit"]}
    if draw(st.booleans()):
        other |= {name: one[name] for name in ("scope", "basis", "counts")}
    # What is said in the figures' own digits is another rule: a report that was changed.
    one["stated"], other["stated"] = (1, None, None), (2, None, None)
    assume(one["interval"] and other["interval"])
    return Figure(iri="a", **one), Figure(iri="b", **other)


def within(draw, period: Period) -> Period:
    """A part of a stretch of days, whose ends may be open."""
    first = period.first if period.first is not None else 737990
    last = period.last if period.last is not None else 738070
    ends = sorted(draw(st.tuples(*[st.integers(first, max(first, last))] * 2)))
    return draw(st.sampled_from([Period(*ends), Period(ends[0], ends[0]), period]))


@settings(max_examples=120)
@given(two(), st.data())
def test_a_narrower_day_loses_no_contradiction_and_no_fit(pair, data):
    one, other = (f.on_its_days(RULES.kinds[f.measure]) for f in pair)
    before = compare(one, other, RULES).outcome
    after = compare(replace(one, as_of=within(data.draw, one.as_of)), other, RULES)
    if before in (CONTRADICTS, FITS):
        assert after.outcome == before, after


@settings(max_examples=60)
@given(two(), st.data())
def test_a_narrower_day_of_a_total_loses_nothing_beside_a_flow(pair, data):
    """Also where a flow lies within the time of the total only if that is of its last day."""
    total, flow = replace(pair[0], measure="sent"), replace(pair[1], measure="sent-in-period")
    total = total.on_its_days(RULES.kinds["sent"])
    limits = {name: getattr(total, name) for name in ("unit", "scope", "basis", "counts")}
    before = compare(total, replace(flow, **limits), RULES).outcome
    narrower = replace(total, as_of=within(data.draw, total.as_of))
    if before in (CONTRADICTS, FITS):
        assert compare(narrower, replace(flow, **limits), RULES).outcome == before


@settings(max_examples=100)
@given(two(), st.sampled_from(["scope", "basis", "counts"]))
def test_a_limit_that_the_other_has_loses_no_contradiction_and_no_fit(pair, name):
    one, other = replace(pair[0], **{name: ""}), pair[1]
    before = compare(one, other, RULES)
    after = compare(replace(one, **{name: getattr(other, name)}), other, RULES)
    if before.outcome in (CONTRADICTS, FITS):
        assert after.outcome == before.outcome, (before, after)


@settings(max_examples=100)
@given(two(), st.data())
def test_a_narrower_range_loses_no_contradiction(pair, data):
    one, other = pair
    low, high = one.interval.lower, one.interval.upper
    least = 0 if low is None else int(low)
    most = least + 60 if high is None else int(high)
    ends = sorted(data.draw(st.tuples(*[st.integers(least, max(least, most))] * 2)))
    narrower = Interval(*ends, one.interval.lower_inclusive, one.interval.upper_inclusive)
    assume(narrower.lower < narrower.upper or ends != [low, high])
    if ends[0] == ends[1]:
        narrower = Interval(*ends)
        assume(least < ends[0] < most)  # an end that is not included is no number of it
    if compare(one, other, RULES).outcome == CONTRADICTS:
        assert compare(replace(one, interval=narrower), other, RULES).outcome == CONTRADICTS


@settings(max_examples=40)
@given(LISTS, LISTS)
def test_another_claim_removes_no_contradiction(some, more):
    added = [replace(figure, iri=f"d{figure.iri}") for figure in more]
    before = {v for v in all_verdicts(some, RULES) if v.outcome == CONTRADICTS}
    assert before <= set(all_verdicts([*some, *added], RULES))
    # The sweep names each figure that contradicts, as it did.
    named = {
        frozenset((v.first, v.second))
        for v in conflicts([*some, *added], RULES, limit=1000).verdicts
        if v.outcome == CONTRADICTS
    }
    for v in conflicts(some, RULES, limit=1000).verdicts:
        if v.outcome == CONTRADICTS and _is_no_flow(some, v.first):
            assert frozenset((v.first, v.second)) in named


def totals(seed: int) -> tuple[list[Figure], list[Figure]]:
    """Figures of a few days, numbers and begins, so that many contradict, and some more of them."""
    chance = Random(seed)
    begins = [UNDATED, *(Period(day, day) for day in (738000, 738010))]

    def total(name: str) -> Figure:
        number, last = chance.randint(0, 9), chance.choice([738040, 738050])
        measure = chance.choice(["sent", "sent", "killed", "casualties", "sent-in-period"])
        is_flow, first = measure == "sent-in-period", chance.choice([738005, 738015])
        return Figure(
            name, f"S{name}", f"x{name}", "m", measure, "piece", Interval(number, number + 1),
            as_of=Period(chance.choice([last, last, None]), last), begin=chance.choice(begins),
            period=Period(first, first + 5) if is_flow else UNDATED,
        )  # fmt: skip

    some = [total(f"c{number}") for number in range(chance.randint(2, 6))]
    return some, [total(f"d{number}") for number in range(chance.randint(1, 4))]


@settings(max_examples=200)
@given(st.integers(0, 2**32 - 1).map(totals))
def test_another_claim_turns_no_contradiction_into_a_fit(both_lists):
    """Only a begin that a third figure states may make it undecided, and that one is then named."""
    some, added = both_lists
    both = with_begins([*some, *added], {}, (), RULES.kinds)
    learnt = {figure.iri: figure.learnt_from for figure in both}
    after = {frozenset((v.first, v.second)): v for v in all_verdicts(both, RULES)}
    swept = conflicts(both, RULES, limit=1000).verdicts
    named = {frozenset((v.first, v.second)) for v in swept}
    for before in all_verdicts(with_begins(some, {}, (), RULES.kinds), RULES):
        pair = frozenset((before.first, before.second))
        if before.outcome != CONTRADICTS or after[pair].outcome == CONTRADICTS:
            continue
        now = after[pair]
        assert now.outcome == UNDECIDED, now
        thirds = {learnt[iri] for iri in pair} - {"", *pair}
        assert any(f"as {third} says" in now.reason for third in thirds), now
        if _is_no_flow(some, now.first):
            assert pair in named


def _is_no_flow(some: list[Figure], iri: str) -> bool:
    """Of a flow that is larger than several totals the least total is named."""
    return all(f.measure != "sent-in-period" for f in some if f.iri == iri)
