"""Verdicts on figures of other units, scopes or origins, and on what replaces another: worked out on paper."""

from __future__ import annotations

import pytest

from kg.claims.interval import Interval
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
from tests.claims.verdicts.figures import RULES, day, days, figure, kind, with_


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
