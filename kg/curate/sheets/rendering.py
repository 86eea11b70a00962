"""The bytes of a sheet: CSV, or a workbook with further tabs for allowed words and columns."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import TYPE_CHECKING

from kg.curate.sheets.columns import BY_NAME, COLUMNS, GROUPS, letter
from kg.curate.sheets.table import MOST_ROWS
from kg.errors import KgError
from kg.text.formulas import defused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_LONGEST = 32_767  # characters of a cell (Excel specifications and limits)
_WIDE, _NARROW = 40, 16
_ROOM = 1_000  # rows of a template with choices in their cells


def render_csv(columns: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """A sheet as CSV in UTF-8, with the byte order mark without which Excel misreads it.

    ``columns``: their names in order; ``rows``: by column name, the text of a cell.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([[defused(row.get(name, "")) for name in columns] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def render_xlsx(
    columns: Sequence[str], rows: Sequence[Mapping[str, str]], words: Mapping[str, Sequence[str]]
) -> bytes:
    """A sheet as a workbook whose cells are all text. The same input gives the same bytes.

    ``columns`` and ``rows`` as in ``render_csv``; ``words``: by column, the words to choose from.
    Raises KgError for a text that no cell can hold, ImportError without xlsxwriter.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": "Entente claims", "created": datetime(1980, 1, 1)})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@"})  # else Excel makes dates of 2024-06
        claims = book.add_worksheet("claims")
        _fill(claims, [columns, *([row.get(n, "") for n in columns] for row in rows)], head, text)
        claims.freeze_panes(1, 0)
        for index, name in enumerate(columns):
            long = any(len(row.get(name, "")) > _NARROW for row in rows)
            claims.set_column(index, index, _WIDE if long else _NARROW, text)
        listed = book.add_worksheet("words")
        longest = max(map(len, words.values()), default=0)
        lines = [[w[i] if i < len(w) else "" for w in words.values()] for i in range(longest)]
        _fill(listed, [list(words), *lines], head, text)
        listed.set_column(0, max(len(words) - 1, 0), _NARROW * 2)
        _offer(claims, columns, words, len(rows))
        explained = book.add_worksheet("columns")
        _fill(
            explained,
            [["column", "belongs to", "what it holds", "example"], *_explained()],
            head,
            text,
        )
        explained.set_column(0, 1, _NARROW * 2)
        explained.set_column(2, 3, _WIDE * 2)
    return out.getvalue()


def _fill(page: object, rows: Sequence[Sequence[str]], head: object, text: object) -> None:
    for number, row in enumerate(rows):
        for index, cell in enumerate(map(defused, row)):
            if len(cell) > _LONGEST:
                raise KgError(
                    f"the text in {letter(index)}{number + 1} is longer than a cell can hold",
                    None,
                    "write a .csv instead",
                )
            if cell:
                page.write_string(number, index, cell, head if number == 0 else text)  # type: ignore[attr-defined]


def _offer(
    page: object, columns: Sequence[str], words: Mapping[str, Sequence[str]], rows: int
) -> None:
    """Offer the words of a column in its cells. Others may be typed; ``kg add`` refuses them."""
    places = {name: index for index, name in enumerate(words)}
    last = min(max(rows, _ROOM), MOST_ROWS)
    for index, name in enumerate(columns):
        base = "who kind" if name.endswith(" kind") and name != "document kind" else name
        if base in places:
            mark, count = letter(places[base]), len(words[base]) + 1
            page.data_validation(  # type: ignore[attr-defined]
                *(1, index, last, index),
                {
                    "validate": "list",
                    "source": f"=words!${mark}$2:${mark}${count}",
                    "error_type": "information",
                    "error_message": "This is none of the words in the tab “words”.",
                },
            )


def _explained() -> list[list[str]]:
    return [
        [column.name, GROUPS[column.group], column.means.replace("`", ""), column.example]
        for column in COLUMNS
    ]


def template_columns() -> list[str]:
    """The names of the columns of an empty sheet: those that most sheets use."""
    return [column.name for column in COLUMNS if BY_NAME[column.name].usual]
