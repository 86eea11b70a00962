"""Excel: one workbook with the sheets nodes, edges and claims; numbers are numbers, nothing is a formula."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.publish.formats._loss import Carried, Item
from kg.publish.formats._tables import Cell, Sheet, cleaned, sheet_parts, sheets
from kg.text.atomic import write_atomic

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import xlsxwriter

    from kg.graph.entities import Holdings
    from kg.graph.snapshot import Snapshot

SUMMARY = "a workbook: nodes, edges and claims"
SUFFIX = ".xlsx"
GROUP = "for spreadsheets"
EXTRA = "xlsx"
_LONGEST = 32_767  # characters of a cell (Excel specifications and limits)
_CUT = "… (cut: a cell holds 32,767 characters)"
_WIDE, _NARROW = 40, 16  # columns of text


def write(graph: Snapshot, path: Path) -> None:
    """Write the workbook, all of it or nothing. Raises OSError."""
    write_atomic(path, render(graph))


def carries(holdings: Holdings) -> Carried:
    """As the CSV tables, but for texts that are longer than a cell can be."""
    fitting = {name: _uncut(chosen) for name, chosen in sheet_parts(holdings).items()}
    remarks = ("Several values of one cell are joined by “; ”.",)
    return Carried(fitting, remarks, writes=cleaned)


def render(graph: Snapshot) -> bytes:
    """The workbook. The same graph gives the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": "Entente", "created": datetime(1980, 1, 1)})
        head = book.add_format({"bold": True})
        for sheet in sheets(graph.holdings):
            _write_sheet(book.add_worksheet(sheet.name), sheet, head)
    return out.getvalue()


def _write_sheet(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet, head: object) -> None:
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    for column, name in enumerate(sheet.columns):
        page.write_string(0, column, name, head)
        texts = any(len(str(row[column] or "")) > _NARROW for row in sheet.rows)
        page.set_column(column, column, _WIDE if texts else _NARROW)
    for number, row in enumerate(sheet.rows, start=1):
        for column, cell in enumerate(row):
            _write_cell(page, number, column, cell)


def _write_cell(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell) -> None:
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, int | Decimal):
        page.write_number(row, column, cell)
    elif cell:
        fits = len(cell) <= _LONGEST
        page.write_string(row, column, cell if fits else cell[: _LONGEST - len(_CUT)] + _CUT)


def _uncut(chosen: Callable[[Item], bool]) -> Callable[[Item], bool]:
    """The items that ``chosen`` picks and whose text is surely not cut: a cell may hold a language and
    a mark besides, so that 1,000 characters are left for these.
    """
    return lambda item: chosen(item) and item.longest <= _LONGEST - 1_000
