"""Dates as EDTF: read to the days that they may mean, taken apart, and said in words.

The common forms (level 0, and seasons, uncertainty marks and open intervals of level 1:
https://www.loc.gov/standards/datetime/) are read here, since starting the ``edtf`` package costs
more than a whole query; everything else is given to that package. Other modules look for
dates in running text; what a date means is said here alone.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, timedelta
from functools import lru_cache
from typing import NamedTuple

from kg.errors import UndatableError

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)", re.ASCII)
_EXPONENTIAL = re.compile(r"Y-?\d+E", re.ASCII | re.IGNORECASE)
_UNPADDED = re.compile(r"(\d{4})[-./](\d{1,2})(?:[-./](\d{1,2}))?", re.ASCII)
# A date in running text: no part of a name, an address or an id.
_IN_TEXT = re.compile(
    r"(?<![\w./-])\d{4}-\d\d(?:-\d\d)?(?:/(?:\.\.|\d{4}(?:-\d\d){0,2}))?(?![\w/-]|\.\w)", re.ASCII
)
#: The month in which a season of EDTF begins, and its name.
_SEASONS = {21: (3, "spring"), 22: (6, "summer"), 23: (9, "autumn"), 24: (12, "winter")}
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MARKS = {"?": " (uncertain)", "~": " (about)", "%": " (about, uncertain)", "": ""}
#: Seasons by hemisphere, quarters, thirds and halves of a year (level 2): the month in which each
#: begins, and how many months it has.
_PARTS_OF_YEAR = (
    {
        25: (3, 3),
        26: (6, 3),
        27: (9, 3),
        28: (12, 3),
        29: (9, 3),
        30: (12, 3),
        31: (3, 3),
        32: (6, 3),
    }
    | {33 + part: (1 + 3 * part, 3) for part in range(4)}
    | {37 + part: (1 + 4 * part, 4) for part in range(3)}
    | {40 + part: (1 + 6 * part, 6) for part in range(2)}
)
_DECADE = re.compile(r"([0-9]{2}(?:[0-9]X|XX))([?~%]?)", re.ASCII)
_MOMENT = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:Z|[+-][0-9]{2}:[0-9]{2})?",
    re.ASCII,
)
#: So many dates that were read are kept, since the same few come again and again.
_MOST_KEPT = 50_000
#: Characters. The edtf package takes a tenth of a millisecond for each.
_LONGEST = 1_000
_OPEN = ("", "..")  # an end that is not known, and one that is open


Span = tuple[date | None, date | None]


class DateParts(NamedTuple):
    """One date as it is written: ``month`` 21 to 24 is a season; ``mark`` is ?, ~, % or empty."""

    year: int
    month: int | None = None
    day: int | None = None
    mark: str = ""

    @property
    def is_season(self) -> bool:
        """Whether ``month`` is the number of a season (level 1 of EDTF)."""
        return self.month in _SEASONS


def date_parts(text: str) -> DateParts | None:
    """The parts of one date in a common form: a year, month, season or day, with its mark.

    None for every other text, intervals and the rarer forms of EDTF among them. Whether the
    calendar has the day is not asked (``span`` does).
    """
    match = _DATE.fullmatch(text)
    return None if match is None else _parts(match)


def leading_parts(text: str) -> DateParts | None:
    """The parts of the date that a text begins with; of an interval those of its begin."""
    match = _DATE.match(text)
    return None if match is None else _parts(match)


def _parts(match: re.Match[str]) -> DateParts | None:
    year, month, day = (int(number) if number else None for number in match.groups()[:3])
    season = month in _SEASONS and day is None
    if year is None or not (month is None or season or 1 <= month <= len(_MONTHS)):
        return None
    return DateParts(year, month, day, match[4])


def is_iso_date(text: str) -> bool:
    """Whether a text is a year, a month or a day by ISO 8601: ``2024``, ``2024-06``, ``2024-06-19``."""
    parts = date_parts(text)
    return parts is not None and not parts.mark and not parts.is_season and is_date(text)


def is_day(text: str) -> bool:
    """Whether a text is a day of the calendar as YYYY-MM-DD, as xsd:date wants it."""
    parts = date_parts(text)
    return parts is not None and parts.day is not None and is_iso_date(text)


def is_date(text: str) -> bool:
    """Whether a text is EDTF that names a day at one end at least."""
    try:
        span(text)
    except UndatableError:
        return False
    return True


def padded(text: str) -> str | None:
    """A date in numbers, year first, as ISO 8601 wants it: ``2024-6-1`` is ``2024-06-01``.

    Full stops and slashes may stand for the hyphens. None for every other text; whether the
    calendar has the day is not asked.
    """
    match = _UNPADDED.fullmatch(text)
    if match is None:
        return None
    year, *rest = (number for number in match.groups() if number)
    return "-".join((year, *(number.zfill(2) for number in rest)))


@lru_cache(_MOST_KEPT)
def span(text: str) -> Span:
    """First and last possible day of an EDTF string; None for an open or unknown end.

    EDTF gives seasons no months: here they are the meteorological ones of the northern hemisphere,
    as in the ``edtf`` package. Winter 2024 is December 2024 to February 2025; that package cuts it
    off at the end of the year. Raises UndatableError.
    """
    if re.search(r"\s", text):  # the edtf package would overlook one at the ends
        raise UndatableError(f'"{text}" holds a blank')
    if "/" in text:
        return _span_of_interval(text)
    return _span_of_date(text)


def _span_of_interval(text: str) -> Span:
    start_text, slash, end_text = text.partition("/")
    if not slash or "/" in end_text:
        raise UndatableError(f'"{text}" has more than one "/"')
    start = None if start_text in _OPEN else _span_of_date(start_text)[0]
    end = None if end_text in _OPEN else _span_of_date(end_text)[1]
    if start is None and end is None:
        raise UndatableError(f'"{text}" is open at both ends')
    if start is not None and end is not None and start > end:
        raise UndatableError(f'"{text}" ends before it begins')
    return start, end


def _span_of_date(text: str) -> Span:
    match = _DATE.fullmatch(text)
    if match is None:
        return _span_without_parts(text)
    year, month, day = (int(number) if number else None for number in match.groups()[:3])
    if year is None or year == 0:
        raise UndatableError(f'"{text}" has no year that a calendar date can hold')
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if month in _SEASONS and day is None:
        return _span_of_months(year, _SEASONS[month][0], 3)
    if month in _PARTS_OF_YEAR and day is None:
        return _span_of_months(year, *_PARTS_OF_YEAR[month])
    if not 1 <= month <= 12:
        if not 21 <= month <= 41:  # EDTF level 2: seasons by hemisphere, quarters, halves
            raise UndatableError(f'"{text}" names a month that there is not')
        return _span_of_rare_form(text)
    last = 31 if month == 12 else _day_before_month(year, month + 1).day
    if day is None:
        return date(year, month, 1), date(year, month, last)
    if not 1 <= day <= last:
        raise UndatableError(f'"{text}" names a day that {year}-{month:02} does not have')
    return date(year, month, day), date(year, month, day)


def _span_without_parts(text: str) -> Span:
    """The days of a decade, a century, or a day with its time; else what the edtf package says."""
    if match := _MOMENT.fullmatch(text):
        return _span_of_date(match[1])
    if match := _DECADE.fullmatch(text):
        first, last = int(match[1].replace("X", "0")), int(match[1].replace("X", "9"))
        if first:
            return date(first, 1, 1), date(last, 12, 31)
    return _span_of_rare_form(text)


def _span_of_months(year: int, month: int, count: int) -> Span:
    return date(year, month, 1), _day_before_month(year, month + count)


def _day_before_month(year: int, month: int) -> date:
    """The day before a month begins; months above 12 are those of the next year."""
    if month > 12 and year == MAXYEAR:
        raise UndatableError(
            f'"{year}" is the last year of the calendar, and its winter ends after it'
        )
    return date(year + (month > 12), (month - 1) % 12 + 1, 1) - timedelta(days=1)


def _span_of_rare_form(text: str) -> Span:
    """What the patterns here do not know, by the edtf package (an optional extra)."""
    if len(text) > _LONGEST:
        raise UndatableError(f'"{text[:40]}…" is far too long for a date')
    if _EXPONENTIAL.search(text):  # that package would write its zeros out, a milliard of them too
        raise UndatableError(f'"{text}" cannot be put on a calendar')
    try:
        import edtf
    except ImportError:
        raise UndatableError(
            f'"{text}" is not one of the common EDTF forms; install entente-kg[dates] to read it'
        ) from None
    try:
        parsed = edtf.parse_edtf(text)
        low, high = parsed.lower_strict(), parsed.upper_strict()
    except (
        edtf.EDTFParseException,
        AttributeError,
        TypeError,
        ValueError,
        OverflowError,
        RecursionError,
    ):
        raise UndatableError(f'"{text}" is not an EDTF date') from None
    try:
        first = None if isinstance(low, float) else date(*low[:3])
        return first, None if isinstance(high, float) else date(*high[:3])
    except (TypeError, ValueError, OverflowError):
        raise UndatableError(f'"{text}" cannot be put on a calendar') from None


def in_words(text: str) -> str:
    """An EDTF string in words: ``2024-23/..`` is "since autumn 2024"; a rarer form as it stands."""
    start, slash, end = text.partition("/")
    if not slash:
        return _date_in_words(start) or text
    first, last = _date_in_words(start), _date_in_words(end)
    if first and end in _OPEN:
        return f"since {first}" if end else f"from {first}, end not known"
    if last and start in _OPEN:
        return f"until {last}"
    return f"{first} to {last}" if first and last else text


def dates_in_words(text: str) -> str:
    """A text of ours in which each date that stands by itself is in words; names and ids stay."""
    return _IN_TEXT.sub(lambda found: in_words(found[0]), text)


def _date_in_words(text: str) -> str | None:
    parts = date_parts(text)
    if parts is None:
        return None
    year = f"{parts.year:04}"
    if parts.month is None:
        words = year
    elif parts.is_season:
        words = f"{_SEASONS[parts.month][1]} {year}"
    else:
        month = _MONTHS[parts.month - 1]
        words = f"{parts.day} {month} {year}" if parts.day is not None else f"{month} {year}"
    return words + _MARKS[parts.mark]
