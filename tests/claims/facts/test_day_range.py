"""The range of a day, and its band: each expected one is reckoned on paper from the bounds."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.claims.facts.day_range import band, day_range
from kg.claims.figure import Figure, MeasureKind
from kg.claims.interval import Interval
from kg.claims.period import UNDATED, Period

GROWS, STOCK, FLOW = MeasureKind.CUMULATIVE, MeasureKind.STOCK, MeasureKind.FLOW


def days(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


MARCH, APRIL, JUNE = (days(text, text) for text in ("2025-03-27", "2025-04-30", "2025-06-15"))
IN_JUNE = days("2025-06-01", "2025-06-30")


def figure(iri: str, low: float | None, high: float | None, as_of: Period = JUNE, **more) -> Figure:
    given = {"about": "the force", "measure": "count", "unit": "person", **more}
    ends = Interval(low, high) if "interval" not in more else more["interval"]
    return Figure(iri, "source", f"by {iri}", **{**given, "interval": ends}, as_of=as_of)


def ends(interval: Interval | None) -> tuple[float | None, float | None] | None:
    return None if interval is None else (interval.lower, interval.upper)


def test_the_range_of_a_growing_count_is_that_of_its_last_day():
    """4,000 in March, about 4,700 in April, more than 6,000 in June: more than 6,000, and no more."""
    more_than = figure("c", None, None, JUNE, interval=Interval(6000, None, lower_inclusive=False))
    found = day_range(
        [figure("a", 4000, 4000, MARCH), figure("b", 4230, 5170, APRIL), more_than], GROWS
    )
    assert (found.day, found.claims, found.camps) == (JUNE, ("c",), ())
    assert found.interval == more_than.interval


def test_an_earlier_figure_says_the_least():
    found = day_range([figure("a", 4000, 4500, MARCH), figure("b", None, 9000, JUNE)], GROWS)
    assert (ends(found.interval), found.claims) == ((4000, 9000), ("a", "b"))
    assert ends(day_range([figure("a", 40, 45, MARCH), figure("b", None, 90)], STOCK).interval) == (
        None,
        90,
    )


def test_figures_of_one_day_leave_what_fits_all():
    for kind in (GROWS, STOCK):
        found = day_range([figure("a", 4000, 5000), figure("b", 4500, 5500)], kind)
        assert (ends(found.interval), found.claims) == ((4500, 5000), ("a", "b"))


def test_where_nothing_is_left_each_camp_has_its_range():
    """900 to 1,100 dead in March, 540 to 660 and 600 to 700 in June."""
    found = day_range(
        [figure("a", 900, 1100, MARCH), figure("b", 540, 660), figure("c", 600, 700)], GROWS
    )
    assert found.disputed
    assert [(ends(camp.interval), camp.claims) for camp in found.camps] == [
        ((600, 660), ("b", "c")),
        ((900, None), ("a",)),
    ]
    assert (ends(found.interval), found.claims) == ((600, None), ("a", "b", "c"))


def test_figures_of_one_month_may_be_weeks_apart():
    """By its end the count is what the larger says; of a stock each says another."""
    pair = [figure("a", 40, 50, IN_JUNE), figure("b", 60, 70, IN_JUNE)]
    grown = day_range(pair, GROWS)
    assert (ends(grown.interval), grown.claims, grown.disputed) == ((60, None), ("b",), False)
    assert grown.day == days("2025-06-30", "2025-06-30")
    stock = day_range(pair, STOCK)
    assert ([ends(camp.interval) for camp in stock.camps], stock.disputed) == (
        [(40, 50), (60, 70)],
        False,
    )


def test_what_was_more_before_the_month_is_disputed():
    pair = [figure("a", 80, 90, APRIL), figure("b", 60, 70, IN_JUNE)]
    assert day_range(pair, GROWS).disputed
    assert not day_range(pair, STOCK).disputed
    during = [figure("a", 80, 90, JUNE), figure("b", 60, 70, IN_JUNE)]
    assert not day_range(during, GROWS).disputed


def test_what_is_of_no_day_bears_nothing_beside_what_is():
    undated = figure("a", 14000, 15000, UNDATED, published=JUNE.last)
    found = day_range([undated, figure("b", 9000, 12000, APRIL)], GROWS)
    assert (found.day, found.claims, ends(found.interval)) == (APRIL, ("b",), (9000, 12000))
    alone = day_range([undated], GROWS)
    assert (alone.day, ends(alone.interval)) == (UNDATED, (14000, 15000))
    # Published before the day of the other, it says the least of it.
    before = figure("a", 11000, 15000, UNDATED, published=MARCH.last)
    found = day_range([before, figure("b", 9000, 12000, APRIL)], GROWS)
    assert (ends(found.interval), found.claims) == ((11000, 12000), ("a", "b"))


def test_what_counts_from_a_later_day_is_a_part():
    whole = figure(
        "a", 500, 600, APRIL, period=Period(days("2024-01-01", "2024-01-01").first, None)
    )
    part = figure("b", 550, 560, JUNE, period=Period(days("2025-01-01", "2025-01-01").first, None))
    found = day_range([whole, part], GROWS)
    assert (found.day, ends(found.interval), found.claims) == (JUNE, (550, None), ("b",))


def test_a_flow_has_its_period_and_no_day():
    pair = [
        figure("a", 10, 20, UNDATED, period=IN_JUNE),
        figure("b", 15, 30, UNDATED, period=IN_JUNE),
    ]
    found = day_range(pair, FLOW)
    assert (found.day, ends(found.interval)) == (UNDATED, (15, 20))
    apart = [pair[0], figure("b", 25, 30, UNDATED, period=IN_JUNE)]
    assert day_range(apart, FLOW).disputed
    assert not day_range(
        [f.__class__(**{**_fields(f), "period": UNDATED}) for f in apart], FLOW
    ).disputed
    assert band(pair, FLOW) == ()


def _fields(figure: Figure) -> dict[str, object]:
    return {name: getattr(figure, name) for name in figure.__slots__}


def test_either_or_is_the_range_of_both():
    pair = [
        figure("a", 3000, 3000, alternatives=frozenset({"b"})),
        figure("b", 500, 500, alternatives=frozenset({"a"})),
    ]
    found = day_range(pair, GROWS)
    assert (ends(found.interval), found.disputed) == ((500, 3000), False)


def test_the_band_of_a_growing_count():
    steps = band(
        [figure("a", 40, 45, MARCH), figure("b", None, 90, JUNE), figure("c", 60, None, APRIL)],
        GROWS,
    )
    assert [(step.days.in_words(), ends(step.interval)) for step in steps] == [
        ("../2025-03-26", (None, 45)),
        ("2025-03-27", (40, 45)),
        ("2025-03-28/2025-04-29", (40, 90)),
        ("2025-04-30/2025-06-15", (60, 90)),
        ("2025-06-16/..", (60, None)),
    ]


def test_the_band_says_where_nothing_is_left():
    steps = band([figure("a", 900, 1100, MARCH), figure("b", 540, 660, JUNE)], GROWS)
    assert [(step.days.in_words(), ends(step.interval)) for step in steps] == [
        ("../2025-03-26", (None, 660)),
        ("2025-03-27/2025-06-15", None),
        ("2025-06-16/..", (900, None)),
    ]


def test_the_band_of_a_stock_has_single_days():
    steps = band(
        [figure("a", 40, 50, MARCH), figure("b", 45, 60, MARCH), figure("c", 1, 2, IN_JUNE)], STOCK
    )
    assert [(step.days, ends(step.interval)) for step in steps] == [(MARCH, (45, 50))]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2025-01-01", "2025-12-31", "2025"),
        ("2025-02-01", "2025-02-28", "2025-02"),
        ("2024-02-01", "2024-02-28", "2024-02-01/2024-02-28"),
        ("2025-06-15", "2025-06-15", "2025-06-15"),
        ("2024-12-01", "2024-12-31", "2024-12"),
        ("2024-07-01", "2025-06-30", "2024-07-01/2025-06-30"),
    ],
)
def test_a_time_is_said_as_short_as_can_be(first, last, words):
    assert days(first, last).in_words() == words


COURSE = st.lists(st.integers(0, 9), min_size=8, max_size=8)


@settings(max_examples=150, deadline=None)
@given(COURSE, st.data())
def test_figures_that_are_true_leave_the_true_course_on_every_day(grown, data):
    """Whatever days they are of: each bounds the course of a day that its time holds."""
    course = [sum(grown[: index + 1]) for index in range(8)]
    base = date(2025, 1, 1).toordinal()
    figures = []
    for number in range(data.draw(st.integers(1, 6))):
        first, true_day, last = sorted(data.draw(st.tuples(*[st.integers(0, 7)] * 3)))
        low = data.draw(st.none() | st.integers(0, course[true_day]))
        high = course[true_day] + data.draw(st.integers(0, 3)) if low is None else None
        figures.append(figure(f"c{number}", low, high, Period(base + first, base + last)))
    steps = band(figures, GROWS)
    for index, true in enumerate(course):
        for step in steps:
            if (step.days.first or 0) <= base + index <= (step.days.last or 10**7):
                low, high = ends(step.interval)
                assert low is None or low <= true
                assert high is None or true <= high
    assert not day_range(figures, GROWS).disputed
