"""Contradictions without a number."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from kg.claims.verdicts.pair import CONTRADICTS
from kg.claims.verdicts.statements import Assertion, Relations, disagreements

RELATIONS = Relations(
    single=frozenset({"parent"}),
    states=frozenset({"parent", "ally"}),
    wholes={"special-forces": frozenset({"army"})},
)


def years(first: int | None, last: int | None):
    return (
        date(first, 1, 1).toordinal() if first else None,
        date(last, 12, 31).toordinal() if last else None,
    )


def said(iri: str, predicate: str, value: str, **more) -> Assertion:
    return Assertion(iri, f"speaker-{iri}", "corps", predicate, value, **more)


def pairs(*claims: Assertion) -> list[tuple[str, str]]:
    found = disagreements(claims, RELATIONS)
    assert all(v.kind == CONTRADICTS and v.reason for v in found)
    return [(v.first, v.second) for v in found]


def test_a_denial_against_an_assertion():
    held, denied = said("a", "ally", "x"), said("b", "ally", "x", denied=True)
    assert pairs(held, denied) == [("a", "b")]
    assert pairs(held, said("b", "ally", "y", denied=True)) == []


def test_a_denial_of_another_time_contradicts_nothing():
    held = said("a", "ally", "x", period=years(2020, 2021))
    assert pairs(held, said("b", "ally", "x", denied=True, period=years(2022, 2023))) == []
    assert pairs(held, said("b", "ally", "x", denied=True, period=years(2021, 2023))) == [
        ("a", "b")
    ]


def test_two_parents_of_one_unit():
    assert pairs(said("a", "parent", "army"), said("b", "parent", "navy")) == [("a", "b")]


def test_one_parent_after_the_other_is_no_contradiction():
    then = said("a", "parent", "army", period=years(2000, 2009))
    now = said("b", "parent", "navy", period=years(2010, None))
    assert pairs(then, now) == []
    assert pairs(then, said("b", "parent", "navy", period=years(2009, None))) == [("a", "b")]


def test_a_parent_and_its_own_parent_agree():
    assert pairs(said("a", "parent", "army"), said("b", "parent", "special-forces")) == []


def test_several_values_where_several_are_possible():
    assert pairs(said("a", "ally", "x"), said("b", "ally", "y")) == []


def test_two_dates_for_one_event():
    spring = said("a", "signed", "x", period=years(2023, 2023))
    later = said("b", "signed", "x", period=years(2024, 2024))
    assert pairs(spring, later) == [("a", "b")]
    assert pairs(spring, said("b", "signed", "x", period=years(2023, 2024))) == []


PERIODS = st.tuples(st.none() | st.integers(1, 9), st.none() | st.integers(1, 9)).map(
    lambda p: (min(p), max(p)) if None not in p else p
)
CLAIMS = st.lists(st.tuples(st.sampled_from(["army", "navy"]), PERIODS), max_size=8)


@given(CLAIMS)
def test_rivals_are_found_when_any_pair_can_meet(rows):
    claims = [said(f"c{n}", "parent", value, period=p) for n, (value, p) in enumerate(rows)]

    def meet(a, b):
        apart = (a[1] or 99) < (b[0] or 0) or (b[1] or 99) < (a[0] or 0)
        return not apart

    wanted = any(x.object != y.object and meet(x.period, y.period) for x in claims for y in claims)
    assert bool(pairs(*claims)) == wanted
