"""The sweep finds exactly what comparing all with all finds, and the verdicts keep their algebra."""

from __future__ import annotations

from itertools import combinations
from math import prod
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.claims.figure import Figure
from kg.claims.interval import Interval
from kg.claims.period import UNDATED, Period
from kg.claims.verdicts.pair import compare
from kg.claims.verdicts.sweep import all_verdicts, conflicts
from kg.claims.verdicts.verdict import CONTRADICTS, JUMP
from tests.claims.verdicts.figures import RULES

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIRST, _LAST = 738000, 738060  # days
#: A border of a span: in half of the cases none.
_BORDERS = [*range(_FIRST, _LAST + 1), *[None] * (_LAST + 1 - _FIRST)]
_SPANS = (_BORDERS, _BORDERS, (True, False))
_FEATURES = {
    "source": "ST",
    "speaker": "xyz",
    "about": "mn",
    "measure": sorted(RULES.kinds),
    "unit": ("piece", "dozen"),
    "scope": ("", "", "", "by sea"),
    "basis": ("", "", "", "if all were full"),
    "counts": ("", "", "soldier", "civilian"),
    "begin": (UNDATED, UNDATED, Period(737000, 737000), Period(737000, 738030)),
}
_FLAGS = ((False, True),) * 3
_LOWS = (*range(41), *[None] * 41)


def one_of_each(*choices: Sequence) -> st.SearchStrategy[list]:
    """One of each of some choices, drawn as one number: to draw each by itself takes ten times as long."""

    def chosen(number: int) -> list:
        found = []
        for choice in choices:
            number, at = divmod(number, len(choice))
            found.append(choice[at])
        return found

    return st.integers(0, prod(map(len, choices)) - 1).map(chosen)


def span(first: int | None, last: int | None, longer: bool) -> Period:
    if first is not None and last is not None and first > last:
        first, last = last, first
    return Period(first, last if longer else first)


@st.composite
def figures(draw):
    features = dict(zip(_FEATURES, draw(one_of_each(*_FEATURES.values())), strict=True))
    low, more, is_open, with_low, with_high = draw(one_of_each(_LOWS, range(9), *_FLAGS))
    high = None if low is not None and is_open else (low or 0) + more
    return {
        **features,
        "interval": Interval(low, high, with_low, with_high),
        "stated": (low, high, None),
        "as_of": span(*draw(one_of_each(*_SPANS))),
        "period": span(*draw(one_of_each(*_SPANS))),
    }


LISTS = st.lists(figures(), max_size=14).map(
    lambda rows: [Figure(iri=f"c{number:02}", **row) for number, row in enumerate(rows)]
)


def test_a_jump_from_one_span_of_days_into_the_next_is_found():
    """Two figures a day apart, on either side of a border of the spans into which time is cut."""
    days = RULES.jumps[RULES.kinds["killed"]].days
    border = 738000 // days * days
    given = {"about": "m", "measure": "killed", "unit": "piece"}
    few, many = (
        Figure(name, f"S{name}", name, **given, interval=Interval(n, n), as_of=Period(day, day))
        for name, n, day in (("a", 10, border - 1), ("b", 1000, border))
    )
    assert [v.kind for v in conflicts([few, many], RULES).verdicts] == [JUMP]


def test_growth_at_too_high_a_rate_is_found_however_long_ago_it_began():
    """100 on one day; of each tenth day after it a figure that has grown 30 times in 62 days, or 20."""
    given = {"about": "m", "measure": "killed", "unit": "piece"}

    def counted(name: str, n: int, day: int) -> Figure:
        number = Interval(n, n)
        return Figure(
            name,
            f"S{name}",
            name,
            **given,
            interval=number,
            as_of=Period(738000 + day, 738000 + day),
        )

    between = [counted(f"b{day:02}", 500, day) for day in range(31, 61, 10)]
    few, many, later = counted("a", 100, 0), counted("c", 3000, 62), counted("d", 3000, 90)
    assert [(v.kind, v.first, v.second) for v in conflicts([few, many, *between], RULES).verdicts] == [
        (JUMP, "a", "c"), *((JUMP, f"b{day:02}", "c") for day in (31, 41, 51)),
    ]  # fmt: skip
    assert conflicts([few, later, counted("e", 2000, 62)], RULES).verdicts == ()


@pytest.mark.slow
@settings(max_examples=200)
@given(LISTS)
def test_the_sweep_finds_what_all_pairs_find(some):
    found = {
        (v.first, v.second, v.kind)
        for v in conflicts(some, RULES, limit=1000).verdicts
        if v.kind in (CONTRADICTS, JUMP)
    }
    wanted = {
        (v.first, v.second, v.kind)
        for v in all_verdicts(some, RULES)
        if v.kind in (CONTRADICTS, JUMP)
    }
    nested = {w for w in wanted if w not in found}
    # Of a flow within several windows that it exceeds, the tightest is named: one is enough.
    assert {first for first, _, _ in nested} <= {first for first, _, _ in found}
    assert found <= wanted
    # What only asks for attention is cut to one for a figure: no such pair goes unmentioned.
    grave = [v for v in all_verdicts(some, RULES) if v.grave]
    swept = conflicts(some, RULES).verdicts
    assert set(swept) <= set(grave)
    named = {iri for v in swept for iri in (v.first, v.second)}
    assert all(not named.isdisjoint((v.first, v.second)) for v in grave)
    measures = {f.iri: f.measure for f in some}
    assert all(measures[first] == "sent-in-period" for first, _, _ in nested)


@pytest.mark.slow
@settings(max_examples=100)
@given(LISTS)
def test_a_verdict_is_symmetric(some):
    for one, other in combinations(some, 2):
        assert compare(one, other, RULES) == compare(other, one, RULES)


@pytest.mark.slow
@settings(max_examples=100)
@given(LISTS, LISTS)
def test_another_source_removes_no_verdict(some, more):
    added = [
        Figure(**{**{n: getattr(f, n) for n in f.__slots__}, "iri": f"d{f.iri}"}) for f in more
    ]
    before = {v.first + v.second: v for v in all_verdicts(some, RULES)}
    after = {v.first + v.second: v for v in all_verdicts([*some, *added], RULES)}
    assert before.items() <= after.items()


@pytest.mark.slow
@given(LISTS)
def test_the_pairs_are_counted(some):
    def things(f):
        return f.about

    rated = [f for f in some if f.interval and not f.denied]
    pairs = sum(things(a) == things(b) for a, b in combinations(rated, 2))
    assert conflicts(some, RULES).pairs == pairs == len(list(all_verdicts(some, RULES)))


def test_a_long_list_is_cut_and_says_so():
    """One earlier figure of 100 against 30 later ones of 1: 30 contradictions."""
    base = {"source": "s", "about": "m", "measure": "killed", "unit": "person"}
    early = Figure("early", speaker="x", interval=Interval(100, 100), as_of=Period(1, 1), **base)
    late = [
        Figure(f"late{n}", speaker=f"y{n}", interval=Interval(1, 1), as_of=Period(9, 9), **base)
        for n in range(30)
    ]
    early_many = [
        Figure(
            f"early{n}",
            speaker=f"z{n}",
            interval=Interval(100 + n, 100 + n),
            as_of=Period(1, 1),
            **base,
        )
        for n in range(30)
    ]
    assert len(conflicts([early, *late], RULES, limit=10).verdicts) == 30
    found = conflicts([*early_many, late[0]], RULES, limit=10)
    assert found.cut
    whole = conflicts([*early_many, late[0]], RULES, limit=1000)
    assert not whole.cut
    assert len([v for v in whole.verdicts if "late0" in (v.first, v.second)]) == 30
