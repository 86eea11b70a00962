"""The date in a cell: EDTF, a date of a workbook, or English words with a year. Nothing is guessed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.claims.edtf import is_day, padded
from kg.claims.evidence.dates import dates
from kg.claims.literals import date_problem
from kg.curate.sheets.cell import DATE
from kg.errors import UnclearError

if TYPE_CHECKING:
    from kg.curate.sheets.cell import Cell

_SERIAL = re.compile(r"[2-6]\d{4}")  # 1954 to 2091
_EPOCH = date(1899, 12, 30)  # day 0 of Excel's calendar, from March 1900 on
_DATE_WORD = re.compile(
    r"\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?|spring|summer|autumn"
    r"|fall|winter|\d{1,2}(?:st|nd|rd|th)\b|\bof\b|\d+|[\s,./–-]"
)
_TRUNCATED = re.compile(r"([A-Za-z]{3})-(\d\d)|(\d\d?)-([A-Za-z]{3})(?:-(\d\d))?")
_FORMS = (
    "write it as EDTF (2024-06, 2024-06-14, 2024-23 for autumn 2024), or in words with the year"
)


def read_time(cell: Cell) -> str:
    """The date in a cell as EDTF. Raises UnclearError for one that is none, or several."""
    text = cell.text
    if cell.kind == DATE:
        if cell.shown:
            raise UnclearError(
                f"Excel has made {text} of it and shows {cell.shown}",
                "format the column as text, and write the date again, such as 2025-03",
            )
        return text
    if _SERIAL.fullmatch(text):
        day = (_EPOCH + timedelta(int(text))).isoformat()
        raise UnclearError(
            f"{text} is a number: as a serial number of Excel it is {day}",
            f"write {day} if that is meant, in a column that is formatted as text",
        )
    if _TRUNCATED.fullmatch(text):
        raise UnclearError(
            f"“{text}” is what Excel makes of a date: is it a day or a year?", _FORMS
        )
    if date_problem(text) is None:
        return text
    iso_date = padded(text) if "-" in text else None
    if iso_date is not None and date_problem(iso_date) is None:
        raise UnclearError(f"“{text}” has lost a zero", f"write {iso_date}, in a column of text")
    return _in_words(text)


def read_day(cell: Cell) -> str:
    """The day in a cell as YYYY-MM-DD. Raises UnclearError, also for a month or a year."""
    text = read_time(cell)
    if not is_day(text):
        raise UnclearError(f"“{text}” is not a whole day", "write it as YYYY-MM-DD")
    return text


def _in_words(text: str) -> str:
    readings = dates(text)
    unread = _DATE_WORD.sub("", text.lower())
    whole = {day for day in readings if "X" not in day}
    if len(whole) == 1 and not unread:
        date_text = whole.pop()
        if problem := date_problem(date_text):
            raise UnclearError(*problem)
        return date_text
    if len(whole) > 1:
        listed = " or ".join(sorted(whole))
        raise UnclearError(f"“{text}” can be read in several ways", f"write {listed}")
    if readings and not whole:
        raise UnclearError(f"“{text}” has no year", _FORMS)
    hint = f"; for “{unread}” use the columns from and to" if unread and readings else ""
    raise UnclearError(f"“{text}” is no date that can be read", f"{_FORMS}{hint}")
