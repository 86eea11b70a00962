"""The rules of choice as pure functions: names, and which of several rivals stand."""

from __future__ import annotations

import pytest

from kg.claims.facts.view import (
    Option,
    View,
    disputed_options,
    latest_claims,
    parse_view,
    rank_rivals,
)
from kg.claims.period import UNDATED, Period
from kg.errors import UsageError

ANY = frozenset({UNDATED})


@pytest.mark.parametrize("name", ["hull", "latest", "most-independent", "only-source:one"])
def test_a_view_is_named_as_it_is_read(name):
    assert str(parse_view(name)) == name


@pytest.mark.parametrize(
    "name",
    ["only-source:one", "only-source:src:one", "only-source:https://w3id.org/entente/source/one"],
)
def test_a_source_may_be_named_in_three_ways(name):
    assert parse_view(name) == View("only-source", "https://w3id.org/entente/source/one")


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("lattest", "did you mean latest"),
        ("Hull", "did you mean hull"),
        ("most-confident", "most-independent"),
        ("highest-confidence", "the views are hull, latest, most-independent, only-source:ID"),
        ("", "hull"),
        ("only-source", "only-source:ID"),
        ("only-source:", "only-source:ID"),
        ("latest:one", "latest"),
    ],
)
def test_a_name_that_is_no_view(name, remedy):
    with pytest.raises(UsageError) as wrong:
        parse_view(name)
    assert remedy in (wrong.value.remedy or "")


def never(_one: str, _other: str) -> bool:
    return False


def test_the_stronger_rival_beats_the_weaker_and_equals_stand():
    options = [Option("a", (1,), ANY), Option("b", (3,), ANY), Option("c", (3,), ANY)]
    assert rank_rivals(options, never) == {"a": ("c", "b")}


def test_what_cannot_meet_in_time_is_no_rival():
    early = Option("a", (1,), frozenset({Period(10, 12)}))
    late = Option("b", (2,), frozenset({Period(13, None)}))
    assert rank_rivals([early, late], never) == {}
    one_day = Option("b", (2,), frozenset({Period(12, None)}))
    assert rank_rivals([early, one_day], never) == {"a": ("b",)}


def test_what_is_passed_over_beats_nothing():
    """x meets y and y meets z, but x never meets z: z beats y, and so x stands."""
    x = Option("x", (1,), frozenset({Period(10, 12)}))
    y = Option("y", (2,), frozenset({Period(11, 15)}))
    z = Option("z", (3,), frozenset({Period(14, None)}))
    assert rank_rivals([x, y, z], never) == {"y": ("z",)}


def test_a_part_is_no_rival_of_its_whole():
    options = [Option("corps", (1,), ANY), Option("army", (2,), ANY)]
    assert rank_rivals(options, lambda one, other: {one, other} == {"corps", "army"}) == {}


def test_what_stands_beside_a_rival_is_disputed():
    early = Option("early", (1,), frozenset({Period(10, 12)}))
    also_early = Option("also-early", (1,), frozenset({Period(12, 12)}))
    late = Option("late", (1,), frozenset({Period(13, None)}))
    assert disputed_options([early, also_early, late], never) == {"early", "also-early"}
    assert disputed_options([early, also_early], lambda one, other: True) == frozenset()


def test_the_last_day_counts_and_no_day_is_before_all():
    assert latest_claims({"a": 10, "b": 12, "c": 12, "d": None}) == {"b", "c"}
    assert latest_claims({"a": None, "b": None}) == {"a", "b"}
    assert latest_claims({}) == frozenset()
