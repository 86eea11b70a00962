"""A stretch of days: when something happened or held, or of which day a figure speaks."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Period(NamedTuple):
    """From a first to a last day, both included; None where an end is open or not known.

    Days are ordinals of the Gregorian calendar (``datetime.date.toordinal``). As a tuple it can be
    sorted into groups and unpacked; a graph may hold a million of them.
    """

    first: int | None = None
    last: int | None = None

    @property
    def is_known(self) -> bool:
        """Whether both ends are known."""
        return self.first is not None and self.last is not None

    @property
    def is_one_day(self) -> bool:
        """Whether it is a single known day."""
        return self.first is not None and self.first == self.last

    def before(self, other: Period) -> bool:
        """Whether it ends before the other begins, for certain: both of these days are known."""
        return self.last is not None and other.first is not None and self.last < other.first

    def meets(self, other: Period) -> bool:
        """Whether both can have a day in common; an end that is not known leaves it possible."""
        return not (self.before(other) or other.before(self))

    def within(self, window: Period) -> bool:
        """Whether it lies in a window for certain: both its ends are known, and so is the window's
        last day. A window without a first day holds everything before its last.
        """
        if self.first is None or self.last is None or window.last is None:
            return False
        return (window.first is None or window.first <= self.first) and self.last <= window.last

    def in_words(self) -> str:
        """As short as it can be said: ``2025``, ``2025-06``, ``2025-06-15``, ``2025-06-01/2025-06-15``.

        An open end is written as in EDTF, by two dots; nothing where both are open.
        """
        first, last = (None if day is None else date.fromordinal(day) for day in self)
        if first is None and last is None:
            return ""
        if first is None or last is None:
            return f"{first or '..'}/{last or '..'}"
        next_day = date.fromordinal(last.toordinal() + 1) if last < date.max else last
        if first.day == 1 and next_day.day == 1 and first != last:
            if first.month == 1 and next_day.month == 1 and first.year == last.year:
                return first.isoformat()[:4]
            if (first.year, first.month) == (last.year, last.month):
                return first.isoformat()[:7]
        return first.isoformat() if first == last else f"{first}/{last}"


#: Neither end is known.
UNDATED = Period()


def ordinal(iso_day: str) -> int | None:
    """The ordinal of a day written YYYY-MM-DD; None for an empty text. Raises ValueError."""
    return date.fromisoformat(iso_day).toordinal() if iso_day else None
