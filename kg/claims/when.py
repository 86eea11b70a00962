"""EDTF dates as words: ``2024-23/..`` is "since autumn 2024"."""

from __future__ import annotations

import re
from calendar import month_name

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)")
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_MARKS = {"?": " (uncertain)", "~": " (about)", "%": " (about, uncertain)", "": ""}


def in_words(edtf: str) -> str:
    """The date in words; what is not of the common forms stays as it is."""
    start, slash, end = edtf.partition("/")
    if not slash:
        return _single(start) or edtf
    first, last = _single(start), _single(end)
    if first and end in ("", ".."):
        return f"since {first}" if end else f"from {first}, end not known"
    if last and start in ("", ".."):
        return f"until {last}"
    return f"{first} to {last}" if first and last else edtf


def _single(text: str) -> str | None:
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day, mark = match.groups()
    if month is None:
        words = year
    elif int(month) in _SEASONS and day is None:
        words = f"{_SEASONS[int(month)]} {year}"
    elif 1 <= int(month) <= 12:
        name = month_name[int(month)]
        words = f"{int(day)} {name} {year}" if day else f"{name} {year}"
    else:
        return None
    return words + _MARKS[mark]
