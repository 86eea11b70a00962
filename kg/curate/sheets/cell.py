"""A cell of a sheet, whatever file it came from."""

from __future__ import annotations

from dataclasses import dataclass

#: What a file can say that a cell is.
TEXT, NUMBER, DATE, BOOLEAN = "text", "number", "date", "boolean"


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell. ``kind`` is what the file says that it is: a workbook knows numbers.

    ``shown``: what the spreadsheet shows of it, where that is not the text.
    """

    text: str
    kind: str = TEXT
    shown: str = ""
