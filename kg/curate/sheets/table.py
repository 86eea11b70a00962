"""Read a sheet (CSV, TSV or XLSX) as rows of cells by column name, and collect what is wrong in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.curate.sheets.cell import Cell
from kg.curate.sheets.columns import BY_NAME, COLUMNS, REQUIRED, letter
from kg.errors import DataError, Finding, KgError, did_you_mean, nearest
from kg.text.formulas import undone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

#: More rows than anybody reads again; the checks take a second for each thousand.
MOST_ROWS = 10_000
_MOST_COLUMNS = 500
_WRONGLY_DECODED = re.compile(r"Ã[\x80-\xbf]|â€|Ð[\x80-\xbf°-¿]")


@dataclass(frozen=True)
class Row:
    """A row by the names of its columns; empty cells are left out. ``number``: from 1, with the header."""

    number: int
    cells: Mapping[str, Cell]

    def text(self, column: str) -> str:
        """The text of a cell, "" without one."""
        cell = self.cells.get(column)
        return cell.text if cell else ""


@dataclass
class Problems:
    """The findings about one sheet, each with its row and column.

    ``letters``: by column name, the letters that a spreadsheet shows above it.
    """

    file: str
    letters: Mapping[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def add(self, check: str, row: int, column: str, problem: str, remedy: str) -> None:
        """Add a finding of the rule ``check`` in a row (from 1) of a column ("": the whole row)."""
        place = f"column “{column}”" if column else ""
        if column in self.letters and row:
            place += f" ({self.letters[column]}{row})"
        self.findings.append(Finding(check, "error", self.file, row, place, problem, remedy))

    def stop(self) -> None:
        """Raise DataError with all findings in the order of their rows, if there are any."""
        if self.findings:
            raise DataError(sorted(self.findings, key=lambda finding: finding.line))


@dataclass(frozen=True)
class Table:
    """A sheet whose header and rows could be read. Later steps add findings to ``problems``."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: Problems


def read_table(path: Path) -> Table:
    """Read a CSV, TSV or XLSX file; which of them it is, its bytes say and not its name.

    Raises DataError with all findings in its header and rows, KgError for a file that is no sheet.
    """
    from kg.curate.sheets.files import contents

    return make_table(path.name, _cells(contents(path), path.name))


def raw_rows(path: Path) -> Iterator[list[str]]:
    """The texts of the cells of a sheet with any columns, row by row. Raises as ``read_table``."""
    from kg.curate.sheets.files import contents

    return text_rows(contents(path), path.name)


def text_rows(data: bytes, name: str) -> Iterator[list[str]]:
    """As ``raw_rows``, from the bytes of a sheet; ``name`` is its name in messages."""
    for row in _cells(data, name):
        yield [cell.text for cell in row]


def _cells(data: bytes, name: str) -> Iterator[Sequence[Cell]]:
    from kg.curate.sheets.delimited import read_delimited
    from kg.curate.sheets.workbook import is_zip, read_workbook

    return read_workbook(data, name) if is_zip(data) else read_delimited(data, name)


def make_table(name: str, rows: Iterable[Sequence[Cell]]) -> Table:
    """A table from rows of cells, of which the first is the header. Raises as ``read_table``."""
    row_iterator = iter(rows)
    header = next(row_iterator, None)
    if header is None or not any(cell.text.strip() for cell in header):
        raise KgError(
            "there is no header in the first row", name, "start from a template: kg new sheet"
        )
    if len(header) > _MOST_COLUMNS:
        raise KgError(
            f"the first row has {len(header):,} cells, and {len(COLUMNS)} columns have a name",
            name,
            "write the names of the columns into the first row: see seeds/SHEETS.md",
        )
    problems = Problems(name)
    column_at = _column_positions(header, problems)
    problems.letters = {column: letter(index) for index, column in column_at.items()}
    rows_read = list(_rows(row_iterator, column_at, len(header), problems))
    problems.stop()
    if not rows_read:
        raise KgError("there is no row below the header", name, "write one row for each claim")
    return Table(name, tuple(column_at.values()), tuple(rows_read), problems)


def _column_positions(header: Sequence[Cell], problems: Problems) -> dict[int, str]:
    """The column names by their index in the header; wrong names are added to ``problems``."""
    column_at: dict[int, str] = {}
    for index, cell in enumerate(header):
        name = " ".join(cell.text.replace("_", " ").split()).casefold()
        if not name:
            continue
        if name not in BY_NAME:
            problem = f"there is no column “{cell.text.strip()}” (in {letter(index)}1)"
            problems.add("sheet-column", 1, "", problem, column_remedy(name))
        elif name in column_at.values():
            problem = f"the column stands twice (again in {letter(index)}1)"
            problems.add("sheet-column", 1, name, problem, "keep one of the two")
        else:
            column_at[index] = name
    for name in REQUIRED:
        if name not in column_at.values():
            meant = [cell.text for cell in header if name in column_remedy(cell.text.casefold())]
            hint = f"; is it “{meant[0].strip()}”?" if meant else ""
            problems.add(
                "sheet-column", 1, "", f"there is no column “{name}”", f"add it to the header{hint}"
            )
    return column_at


def column_remedy(name: str) -> str:
    """The remedy for a column name that no sheet has: which column may be meant."""
    synonyms = [column.name for column in COLUMNS if name in column.also]
    meant = synonyms[:1] or nearest(name, BY_NAME)
    return did_you_mean(
        (f"“{column}”" for column in meant),
        "take the column away, or see the columns in seeds/SHEETS.md",
    )


def _rows(
    rows: Iterator[Sequence[Cell]], column_at: Mapping[int, str], width: int, problems: Problems
) -> Iterator[Row]:
    for number, cells in enumerate(rows, start=2):
        if not any(cell.text.strip() for cell in cells):
            continue
        if number > MOST_ROWS + 1:
            raise KgError(
                f"there are more than {MOST_ROWS:,} rows",
                problems.file,
                "split it into several sheets: one source each can be checked and read again",
            )
        for index, cell in enumerate(cells):
            if index not in column_at and cell.text.strip():
                remedy = "put text with the separator in it between quotes, or name the column"
                place = f"the cell {letter(index)}{number} stands in a column without a name"
                problems.add("sheet-row", number, "", f"{place}: “{cell.text[:40]}”", remedy)
        if 0 < len(cells) < width:
            problem = f"the row has {len(cells)} cells and the header {width}"
            remedy = "a separator is missing: compare the row with the header"
            problems.add("sheet-row", number, "", problem, remedy)
        named = {name: cells[index] for index, name in column_at.items() if index < len(cells)}
        yield Row(number, _cleaned(number, named, problems))


def _cleaned(number: int, cells: Mapping[str, Cell], problems: Problems) -> dict[str, Cell]:
    cleaned = {}
    for name, cell in cells.items():
        text = undone(cell.text.strip())
        if _WRONGLY_DECODED.search(text):
            problem = f"“{text[:40]}” was saved in one encoding and read in another"
            remedy = "open the original again as UTF-8, and save it as “CSV UTF-8”"
            problems.add("sheet-encoding", number, name, problem, remedy)
        elif text:
            cleaned[name] = Cell(text, cell.kind, cell.shown)
    return cleaned
