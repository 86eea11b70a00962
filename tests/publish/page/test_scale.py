"""The scale of the timeline and of the clocks, worked out on paper."""

from __future__ import annotations

from datetime import date

import pytest

from tests.publish.page.script import Script

_SCALE = """
  const scale = scaleOf(days);
  return { cuts: scale.cuts.map((cut) => [cut.from, cut.to]), few: scale.pieces.map((piece) => piece.few),
    places: asked.map((day) => scale.place(day)), back: asked.map((day) => scale.dayAt(scale.place(day))),
    start: scale.start, end: scale.end };
"""
_TICKS = """
  const scale = scaleOf(days);
  return ticksOf(scale, scale.start, scale.end, fit).map((tick) => tick.label);
"""


@pytest.fixture(scope="module")
def script():
    return Script("rules/scale.js")


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal() - date(1970, 1, 1).toordinal()


#: Thirty days of two years, and one of long before them.
REST = [day("2024-01-01") + 25 * number for number in range(30)]
TREATY = day("1988-12-08")


def test_one_thing_long_before_the_rest_is_behind_a_cut(script):
    """From 1988 to 2024 are 35 years, of which 35 would be empty: they take a twentieth of the rest."""
    asked = [TREATY, REST[0], REST[10], REST[-1]]
    got = script.run(_SCALE, days=[TREATY, *REST], asked=asked)
    assert got["cuts"] == [[TREATY, REST[0]]]
    assert got["few"] == [True, False]
    assert got["places"][1:] == asked[1:]  # where most is, a unit is a day
    assert got["places"][0] == REST[0] - round((REST[-1] - REST[0]) * 0.05)
    assert got["back"] == asked


def test_days_that_are_left_out_can_still_be_reached(script):
    asked = [day("2000-01-01"), day("2010-01-01"), day("1950-01-01"), day("2030-01-01")]
    got = script.run(_SCALE, days=[TREATY, *REST], asked=asked)
    first, second, before, after = got["places"]
    assert before < got["start"] < first < second < REST[0] < got["end"] < after
    for given, back in zip(asked, got["back"], strict=True):
        assert abs(given - back) <= (REST[0] - TREATY) / (REST[0] - got["start"])  # of one unit


@pytest.mark.parametrize(
    ("days", "cuts"),
    [
        (REST, 0),
        ([day(f"{year}-06-01") for year in range(1990, 2026)], 0),  # one a year
        ([day("2022-06-01"), *REST], 0),  # less than two years
        ([day("2021-06-01"), *REST], 1),  # 944 days of 1,669 are more than a quarter,
        ([REST[0] - 800, *(REST[0] + 100 * n for n in range(30))], 0),  # 800 of 3,700 are not
        ([*REST, day("2100-01-01")], 1),  # or long after them
        ([day("1910-01-01"), day("1950-01-01"), TREATY, *REST], 3),
        ([TREATY] * 4 + REST, 0),  # four of 34 are more than a tenth
        ([TREATY, REST[0], REST[1]], 0),  # of three days none is apart from the rest
        ([TREATY, *REST[:3]], 1),
        ([TREATY], 0),
        ([TREATY] * 5, 0),
    ],
)
def test_what_is_cut(script, days, cuts):
    assert len(script.run(_SCALE, days=days, asked=[])["cuts"]) == cuts


def test_along_it_stand_the_years_of_what_lies_apart(script):
    labels = script.run(_TICKS, days=[TREATY, *REST], fit=8)
    assert labels[0] == "1988"
    assert "2025" in labels
    assert not {"1990", "2000", "2010"} & set(labels)
    labels = script.run(_TICKS, days=[day("1987-12-31"), TREATY, *REST], fit=8)
    assert labels[0] == "1987–1988"
    labels = script.run(_TICKS, days=[TREATY, day("2016-03-01"), day("2017-04-01"), *REST], fit=5)
    assert labels[:2] == ["1988", "2016"]  # no room beside it for “2016–2017”


@pytest.mark.parametrize(
    ("first", "last", "fit", "labels"),
    [
        ("2016-03-01", "2019-02-01", 8, ["Jul 2016", "2017", "Jul", "2018", "Jul", "2019"]),
        ("1940-04-01", "1940-04-13", 8, ["1 Apr 1940", "3 Apr", "5 Apr", "7 Apr", "9 Apr", "11 Apr", "13 Apr"]),
        ("1940-04-01", "1940-08-01", 8, ["Apr 1940", "May", "Jun", "Jul", "Aug"]),
        ("1900-06-01", "2025-01-01", 8, ["1920", "1940", "1960", "1980", "2000", "2020"]),
    ],
)  # fmt: skip
def test_labels_are_as_many_as_have_room(script, first, last, fit, labels):
    assert script.run(_TICKS, days=[day(first), day(last)], fit=fit) == labels


def test_its_calendar_is_that_of_python(script):
    """Every first of a month and the day before it, of 900 years with all kinds of leap years."""
    firsts = [date(1583 + months // 12, months % 12 + 1, 1) for months in range(900 * 12)]
    asked = [first.toordinal() - 719163 for first in firsts]
    body = "return asked.map((day) => [beginOf(dateOf(day).year * 12 + dateOf(day).month), ...Object.values(dateOf(day - 1))]);"
    for first, day_number, (begin, *before) in zip(
        firsts, asked, script.run(body, asked=asked), strict=True
    ):
        eve = date.fromordinal(first.toordinal() - 1)
        assert (begin, *before) == (day_number, eve.year, eve.month - 1, eve.day)
