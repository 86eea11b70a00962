"""EDTF dates to the first and last day they may mean.

The common forms (level 0, and seasons, uncertainty marks and open intervals of level 1:
https://www.loc.gov/standards/datetime/) are read here, since starting the ``edtf`` package costs
more than a whole query; everything else is given to that package.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, timedelta

from kg.errors import UndatableError

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?", re.ASCII)
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}


Span = tuple[date | None, date | None]


def span(text: str) -> Span:
    """First and last possible day of an EDTF string; None for an open or unknown end.

    EDTF gives seasons no months: here they are the meteorological ones of the northern hemisphere,
    as in the ``edtf`` package. Winter 2024 is December 2024 to February 2025; that package cuts it
    off at the end of the year. Raises UndatableError.
    """
    if re.search(r"\s", text):  # the edtf package would overlook one at the ends
        raise UndatableError(f'"{text}" holds a blank')
    if "/" in text:
        return _interval(text)
    return _single(text)


def _interval(text: str) -> Span:
    start_text, slash, end_text = text.partition("/")
    if not slash or "/" in end_text:
        raise UndatableError(f'"{text}" has more than one "/"')
    start = None if start_text in ("", "..") else _single(start_text)[0]
    end = None if end_text in ("", "..") else _single(end_text)[1]
    if start is None and end is None:
        raise UndatableError(f'"{text}" is open at both ends')
    if start is not None and end is not None and start > end:
        raise UndatableError(f'"{text}" ends before it begins')
    return start, end


def _single(text: str) -> Span:
    match = _DATE.fullmatch(text)
    if match is None:
        return _rare(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or year == 0:
        raise UndatableError(f'"{text}" has no year that a calendar date can hold')
    if month is None:
        return date(year, 1, 1), date(year, 12, 31)
    if month in _SEASONS and day is None:
        return _season(year, month)
    if not 1 <= month <= 12:
        if not 21 <= month <= 41:  # EDTF level 2: seasons by hemisphere, quarters, halves
            raise UndatableError(f'"{text}" names a month that there is not')
        return _rare(text)
    last = 31 if month == 12 else _last_before(year, month + 1).day
    if day is None:
        return date(year, month, 1), date(year, month, last)
    if not 1 <= day <= last:
        raise UndatableError(f'"{text}" names a day that {year}-{month:02} does not have')
    return date(year, month, day), date(year, month, day)


def _season(year: int, code: int) -> Span:
    first = date(year, _SEASONS[code], 1)
    return first, _last_before(year, first.month + 3)


def _last_before(year: int, month: int) -> date:
    """The day before a month begins; 13 is January of the next year."""
    if month > 12 and year == MAXYEAR:
        raise UndatableError(
            f'"{year}" is the last year of the calendar, and its winter ends after it'
        )
    return date(year + (month > 12), (month - 1) % 12 + 1, 1) - timedelta(days=1)


def _rare(text: str) -> Span:
    """What the small parser does not know, by the edtf package (an optional extra)."""
    try:
        import edtf
    except ImportError:
        raise UndatableError(
            f'"{text}" is not one of the common EDTF forms; install entente-kg[dates] to read it'
        ) from None
    try:
        parsed = edtf.parse_edtf(text)
        low, high = parsed.lower_strict(), parsed.upper_strict()
    except (edtf.EDTFParseException, AttributeError, TypeError, ValueError, OverflowError):
        raise UndatableError(f'"{text}" is not an EDTF date') from None
    try:
        first = None if isinstance(low, float) else date(*low[:3])
        return first, None if isinstance(high, float) else date(*high[:3])
    except (TypeError, ValueError):
        raise UndatableError(f'"{text}" cannot be put on a calendar') from None
