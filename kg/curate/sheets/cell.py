"""The cell of a sheet, whether it came from CSV or from a workbook."""

from __future__ import annotations

from dataclasses import dataclass

#: The kinds of a cell. CSV knows text only.
TEXT, NUMBER, DATE, BOOLEAN = "text", "number", "date", "boolean"


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, and of which kind the file says it is.

    ``shown``: what the spreadsheet shows to its user, where that is not the text.
    """

    text: str
    kind: str = TEXT
    shown: str = ""
