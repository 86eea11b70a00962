"""Figures of a declared part and its whole: what is counted in Kursk is counted in Russia.

Worked on paper from ``part(t) <= whole(t)``: a part contradicts only where it is larger than the
whole is on the same day, or, of a count that can only grow, on any later day.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.claims.figure import Figure
from kg.claims.limits import KnownLimits, as_limit, in_words, lies_within
from kg.claims.period import UNDATED
from kg.claims.verdicts.denials import denials
from kg.claims.verdicts.feasibility import impossible_sets
from kg.claims.verdicts.pair import compare
from kg.claims.verdicts.sweep import conflicts
from kg.claims.verdicts.verdict import CONTRADICTS, NOT_COMPARABLE, PART_OF, UNDECIDED
from tests.claims.verdicts.figures import RULES, day, days, figure

SUDZHA, KURSK, RUSSIA, KHERSON = (
    f"https://w3id.org/entente/id/{name}" for name in ("sudzha", "kursk", "russia", "kherson")
)
BY_NAME, ALL, SEA = (
    f"https://w3id.org/entente/ns/{name}" for name in ("byName", "allCases", "bySea")
)
WITHIN = {
    SUDZHA: frozenset({KURSK, RUSSIA}),
    KURSK: frozenset({RUSSIA}),
    BY_NAME: frozenset({ALL}),
}
PLACED = replace(RULES, within=WITHIN)
MARCH, APRIL = day("2025-03-01"), day("2025-04-01")


def said(iri: str, number: float, scope: str = "", **more: object) -> Figure:
    return figure(iri, number, number, scope=scope, **{"as_of": MARCH, **more})


def verdict(a: Figure, b: Figure) -> str:
    forth, back = compare(a, b, PLACED), compare(b, a, PLACED)
    assert forth == back
    return forth.kind


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (said("a", 500, KURSK), said("b", 900, RUSSIA), PART_OF),
        (said("a", 900, KURSK), said("b", 500, RUSSIA), CONTRADICTS),
        (said("a", 900, SUDZHA), said("b", 500, RUSSIA), CONTRADICTS),  # by way of Kursk
        # The total can only grow: 900 in March are 900 or more in April, in the whole as well.
        (said("a", 900, KURSK), said("b", 500, RUSSIA, as_of=APRIL), CONTRADICTS),
        (said("a", 900, KURSK, as_of=APRIL), said("b", 500, RUSSIA), PART_OF),
        (said("a", 900, KURSK, as_of=UNDATED), said("b", 500, RUSSIA), UNDECIDED),
        # Another place, one of which nothing is declared, and free words: another quantity.
        (said("a", 900, KURSK), said("b", 500, KHERSON), NOT_COMPARABLE),
        (said("a", 900, "in Kursk"), said("b", 500, RUSSIA), NOT_COMPARABLE),
        # A stock binds its own day alone.
        (
            said("a", 900, KURSK, measure="present"),
            said("b", 500, RUSSIA, measure="present", as_of=APRIL),
            NOT_COMPARABLE,
        ),
        (
            said("a", 900, KURSK, measure="present"),
            said("b", 500, RUSSIA, measure="present"),
            CONTRADICTS,
        ),
        (
            said("a", 900, KURSK, measure="present"),
            said("b", 500, RUSSIA, measure="present", as_of=days("2025-02-01", "2025-03-31")),
            UNDECIDED,
        ),
        # One who gives both is held to both.
        (
            said("a", 900, KURSK, speaker="ministry"),
            said("b", 500, RUSSIA, speaker="ministry", as_of=APRIL),
            CONTRADICTS,
        ),
        # A count that began earlier than that of the whole may be larger.
        (
            said("a", 900, KURSK, period=days("2024-01-01", "2025-03-01")),
            said("b", 500, RUSSIA, period=days("2024-10-01", "2025-03-01")),
            NOT_COMPARABLE,
        ),
        # In Kursk by sea is within Russia by sea, and within Russia; Kursk alone is not by sea.
        (said("a", 900, as_limit([KURSK, SEA])), said("b", 500, as_limit([RUSSIA, SEA])), CONTRADICTS),
        (said("a", 900, as_limit([KURSK, SEA])), said("b", 500, RUSSIA), CONTRADICTS),
        (said("a", 900, KURSK), said("b", 500, as_limit([RUSSIA, SEA])), NOT_COMPARABLE),
        # Known by name are some of all cases.
        (said("a", 900, basis=BY_NAME), said("b", 500, basis=ALL), CONTRADICTS),
        (said("a", 400, basis=BY_NAME), said("b", 500, basis=ALL), PART_OF),
    ],
)  # fmt: skip
def test_a_declared_part_is_no_more_than_its_whole(part, whole, expected):
    assert verdict(part, whole) == expected


def test_flows_of_a_part_fit_into_the_period_of_the_whole():
    shared = {"measure": "sent-in-period", "as_of": UNDATED}
    march = days("2025-03-01", "2025-03-31")
    spring = days("2025-03-01", "2025-05-31")
    part = said("a", 900, KURSK, period=march, **shared)
    assert verdict(part, said("b", 500, RUSSIA, period=spring, **shared)) == CONTRADICTS
    assert verdict(part, said("b", 950, RUSSIA, period=spring, **shared)) == PART_OF
    longer = said("a", 900, KURSK, period=spring, **shared)
    assert verdict(longer, said("b", 500, RUSSIA, period=march, **shared)) == NOT_COMPARABLE


def test_a_share_and_a_constant_of_a_part_bind_nothing_of_the_whole():
    for measure in ("share", "range"):
        part, whole = (
            said("a", 0.9, KURSK, measure=measure, whole="w"),
            said("b", 0.5, RUSSIA, measure=measure, whole="w"),
        )
        assert verdict(part, whole) == NOT_COMPARABLE


def test_a_narrower_measure_in_a_narrower_place_is_a_part_too():
    killed = said("a", 900, KURSK, measure="killed")
    assert verdict(killed, said("b", 500, RUSSIA)) == CONTRADICTS
    in_russia = said("a", 900, RUSSIA, measure="killed")
    assert verdict(in_russia, said("b", 500, KURSK)) == NOT_COMPARABLE


def test_what_is_counted_may_be_a_part_of_a_kind():
    rules = replace(RULES, within={"152 mm shell": frozenset({"shell"})})
    part, whole = said("a", 900, counts="152 mm shell"), said("b", 500, counts="shell")
    assert compare(part, whole, rules).kind == CONTRADICTS


def test_the_sweep_proposes_a_part_and_its_whole():
    figures = [said("a", 900, KURSK), said("b", 500, RUSSIA, as_of=APRIL), said("c", 950, SUDZHA)]
    found = {(v.first, v.second) for v in conflicts(figures, PLACED).verdicts}
    assert {tuple(sorted(pair)) for pair in found} == {("a", "b"), ("a", "c"), ("b", "c")}


def test_a_set_goes_through_a_declared_part():
    """500 killed and 400 wounded in Kursk are 900; there are not 800 killed or wounded in Russia."""
    rules = replace(PLACED, sum_of={"casualties": frozenset({"killed", "wounded"})})
    figures = [
        said("k", 500, KURSK, measure="killed"),
        said("w", 400, KURSK, measure="wounded"),
        said("c", 800, RUSSIA),
    ]
    assert [found.claims for found in impossible_sets(figures, rules).sets] == [("c", "k", "w")]


def test_parts_that_have_nothing_in_common_add_up():
    """300 by sea and 400 by rail are 700; there are not 600 in all, nor 600 in the region by day."""
    rail = "https://w3id.org/entente/ns/byRail"
    rules = replace(PLACED, disjoint={SEA: frozenset({rail}), rail: frozenset({SEA})})
    by_sea, by_rail = said("a", 300, SEA), said("b", 400, rail)
    assert not compare(by_sea, by_rail, rules).grave  # no wonder that they differ
    found = impossible_sets([by_sea, by_rail, said("c", 600)], rules).sets
    assert [each.claims for each in found] == [("a", "b", "c")]
    assert not impossible_sets([by_sea, by_rail, said("c", 700)], rules).sets
    assert not impossible_sets([by_sea, by_rail, said("c", 600)], PLACED).sets
    later = replace(said("c", 600), as_of=APRIL)  # the total only grows, so April has them too
    assert impossible_sets([by_sea, by_rail, later], rules).sets
    in_kursk = [replace(f, scope=as_limit([KURSK, f.scope])) for f in (by_sea, by_rail)]
    found = impossible_sets([*in_kursk, said("c", 600, RUSSIA)], rules).sets
    assert [each.claims for each in found] == [("a", "b", "c")]


def test_who_denies_that_there_were_any_denies_those_of_a_part():
    none = figure("d", 1, None, scope=RUSSIA, denied=True, as_of=APRIL)
    assert [v.kind for v in denials([said("a", 9, KURSK), none], PLACED)] == [CONTRADICTS]
    elsewhere = replace(none, scope=KURSK)
    assert not list(denials([said("a", 9, RUSSIA), elsewhere], PLACED))


def test_limits_in_words_and_read_by_name():
    known = KnownLimits({("scope", "by sea"): SEA}, frozenset({"http://m/estimate"}))
    assert known.read("scope", [], "By sea") == SEA
    assert known.read("scope", [KURSK], "by sea") == as_limit([KURSK, SEA])
    assert known.read("scope", [], "by sea, on 64 voyages") == "by sea, on 64 voyages"
    assert known.read("basis", ["http://m/estimate"], "") == ""
    names = {KURSK: "Kursk Oblast", SEA: "by sea"}
    assert in_words(as_limit([SEA, KURSK], "on foot"), names.__getitem__) == (
        "Kursk Oblast, by sea, on foot"
    )
    assert not lies_within("", RUSSIA, WITHIN)
    assert not lies_within(KURSK, "", WITHIN)
