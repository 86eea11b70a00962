"""The date in a cell: EDTF, a date of a workbook, or in words. Nothing is guessed."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.claims.edtf import is_date, is_day, padded
from kg.claims.reading.dates import FORMS, read_date
from kg.curate.sheets.cell import DATE
from kg.errors import UnclearError

if TYPE_CHECKING:
    from kg.curate.sheets.cell import Cell

_SERIAL = re.compile(r"[2-6]\d{4}")  # 1954 to 2091
_EPOCH = date(1899, 12, 30)  # day 0 of Excel's calendar, from March 1900 on
_TRUNCATED = re.compile(r"([A-Za-z]{3})-(\d\d)|(\d\d?)-([A-Za-z]{3})(?:-(\d\d))?")
#: A date that somebody marked as unsure, in a way that is not that of EDTF.
_IN_BRACKETS = re.compile(r"\((\d{4}(?:-\d\d){0,2})\??\)|\[(\d{4}(?:-\d\d){0,2})\??\]")


def read_time(cell: Cell, issued: str = "") -> str:
    """The date in a cell as EDTF; ``issued``: the day of the document, which “last month” needs.

    Raises UnclearError for a cell that holds no date, or several.
    """
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
        raise UnclearError(f"“{text}” is what Excel makes of a date: is it a day or a year?", FORMS)
    if unsure := _IN_BRACKETS.fullmatch(text):
        inner = unsure[1] or unsure[2]
        raise UnclearError(
            f"“{text}” stands in brackets: is the date unsure?",
            f"write {inner}? if it is, else {inner}",
        )
    iso_date = padded(text) if "-" in text and not is_date(text) else None
    if iso_date is not None and iso_date != text and is_date(iso_date):
        raise UnclearError(f"“{text}” has lost a zero", f"write {iso_date}, in a column of text")
    return read_date(text, issued)


def read_day(cell: Cell) -> str:
    """The day in a cell as YYYY-MM-DD. Raises UnclearError, also for a month or a year."""
    text = read_time(cell)
    if not is_day(text):
        raise UnclearError(f"“{text}” is not a whole day", "write it as YYYY-MM-DD")
    return text
