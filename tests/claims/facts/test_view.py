"""The rules of choice as pure functions: names, rivals, ranges that several allow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.claims.facts.view import Option, View, allows, beaten, parse_view, shared, union
from kg.claims.interval import Interval
from kg.errors import UsageError

ANY = frozenset({("", "")})


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
    assert beaten(options, never) == {"a": ("c", "b")}


def test_what_cannot_meet_in_time_is_no_rival():
    early = Option("a", (1,), frozenset({("2010-01-01", "2012-12-31")}))
    late = Option("b", (2,), frozenset({("2013-01-01", "")}))
    assert beaten([early, late], never) == {}
    one_day = Option("b", (2,), frozenset({("2012-12-31", "")}))
    assert beaten([early, one_day], never) == {"a": ("b",)}


def test_what_is_passed_over_beats_nothing():
    """x meets y and y meets z, but x never meets z: z beats y, and so x stands."""
    x = Option("x", (1,), frozenset({("2010", "2012")}))
    y = Option("y", (2,), frozenset({("2011", "2015")}))
    z = Option("z", (3,), frozenset({("2014", "")}))
    assert beaten([x, y, z], never) == {"y": ("z",)}


def test_a_part_is_no_rival_of_its_whole():
    options = [Option("corps", (1,), ANY), Option("army", (2,), ANY)]
    assert beaten(options, lambda one, other: {one, other} == {"corps", "army"}) == {}


@pytest.mark.parametrize(
    ("ranges", "spans"),
    [
        ([], Interval()),
        ([Interval(1, 2), Interval(5, 6)], Interval(1, 6)),
        ([Interval(1, 2), Interval(5, None)], Interval(1, None)),
        ([Interval(None, 2), Interval(5, None)], Interval()),
        ([Interval(1, 2, lower_inclusive=False)], Interval(1, 2, lower_inclusive=False)),
        ([Interval(1, 2, lower_inclusive=False), Interval(1, 1)], Interval(1, 2)),
        ([Interval(1, 2, upper_inclusive=False), Interval(1, 2)], Interval(1, 2)),
    ],
)
def test_the_range_that_spans_all(ranges, spans):
    assert union(ranges) == spans


def by(*names: str) -> frozenset[str]:
    return frozenset(names)


@pytest.mark.parametrize(
    ("ranges", "count", "agreed"),
    [
        # 540–660 and 600–700 share 600–660; 900–1,100 stands alone.
        (
            [
                (Interval(900, 1100), by("x")),
                (Interval(540, 660), by("y")),
                (Interval(600, 700), by("z")),
            ],
            2,
            [Interval(600, 660)],
        ),
        # One speaker twice is one origin: no two agree, so all that one allows stays.
        ([(Interval(1, 2), by("x")), (Interval(1, 2), by("x"))], 1, [Interval(1, 2)]),
        # Two pairs agree, each on its own: a tie keeps both.
        (
            [
                (Interval(1, 2), by("a")),
                (Interval(2, 3), by("b")),
                (Interval(8, 9), by("c")),
                (Interval(9, 9), by("d")),
            ],
            2,
            [Interval(2, 2), Interval(9, 9)],
        ),
        # An end that is not included is shared with nobody who begins there.
        (
            [(Interval(1, 2, upper_inclusive=False), by("a")), (Interval(2, 3), by("b"))],
            1,
            [Interval(1, 3)],
        ),
        ([(Interval(6000, None, lower_inclusive=False), by("a"))], 1,
         [Interval(6000, None, lower_inclusive=False)]),
        # Nobody is an origin: nothing can be weighed, all stands.
        ([(Interval(1, 2), by()), (Interval(5, 6), by())], 0, [Interval(1, 2), Interval(5, 6)]),
    ],
)  # fmt: skip
def test_the_range_that_most_origins_allow(ranges, count, agreed):
    assert shared(ranges) == (count, tuple(agreed))


def holds(interval: Interval, number: float) -> bool:
    """Membership by the definition of a range, apart from the sweep."""
    above = interval.lower is None or (
        number >= interval.lower if interval.lower_inclusive else number > interval.lower
    )
    below = interval.upper is None or (
        number <= interval.upper if interval.upper_inclusive else number < interval.upper
    )
    return above and below


ENDS = st.one_of(st.none(), st.integers(0, 6))


@st.composite
def intervals(draw):
    low, high = draw(ENDS), draw(ENDS)
    if low is not None and high is not None and low >= high:
        return Interval(float(high), float(low))
    return Interval(
        None if low is None else float(low),
        None if high is None else float(high),
        low is None or draw(st.booleans()),
        high is None or draw(st.booleans()),
    )


# Ranges end at whole numbers, so every half stands for all numbers between two of them.
POINTS = [n / 2 for n in range(-2, 16)]


@given(st.lists(st.tuples(intervals(), st.frozensets(st.sampled_from("abcd"))), min_size=1))
def test_the_sweep_agrees_with_counting_at_each_number(ranges):
    count, agreed = shared(ranges)
    origins = {
        point: len(frozenset().union(*(o for i, o in ranges if holds(i, point))))
        for point in POINTS
    }
    assert count == max(origins.values())
    if count:
        for point, found in origins.items():
            assert any(holds(part, point) for part in agreed) == (found == count)


@given(intervals(), intervals())
def test_a_union_holds_both_and_sharing_is_mutual(one, other):
    both = union([one, other])
    for point in POINTS:
        if holds(one, point) or holds(other, point):
            assert holds(both, point)
    assert allows(one, other) == allows(other, one)
    assert allows(one, other) == any(holds(one, p) and holds(other, p) for p in POINTS)
