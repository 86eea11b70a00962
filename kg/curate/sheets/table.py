"""A sheet as rows of named cells, whatever file it came from; and what is wrong with its columns."""

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
    """What is wrong in a sheet, told by row and column."""

    file: str
    letters: Mapping[str, str] = field(default_factory=dict)
    found: list[Finding] = field(default_factory=list)

    def add(self, check: str, row: int, column: str, problem: str, remedy: str) -> None:
        """Note a problem; ``column`` is the name of the column, "" for the whole row."""
        place = f"column “{column}”" if column else ""
        if column in self.letters and row:
            place += f" ({self.letters[column]}{row})"
        self.found.append(Finding(check, "error", self.file, row, place, problem, remedy))

    def stop(self) -> None:
        """Raise DataError where there are any, in the order of the rows."""
        if self.found:
            raise DataError(sorted(self.found, key=lambda finding: finding.line))


@dataclass(frozen=True)
class Table:
    """A sheet that could be read; its ``problems`` go on being collected."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: Problems


def read_table(path: Path) -> Table:
    """Read a CSV, TSV or XLSX file by what it holds, not by its name.

    Raises DataError for its columns and rows, all at once; KgError for a file that is none.
    """
    from kg.curate.sheets.files import contents

    return make_table(path.name, _cells(contents(path), path.name))


def raw_rows(path: Path) -> Iterator[list[str]]:
    """The texts of any sheet, row by row. Raises KgError and DataError."""
    from kg.curate.sheets.files import contents

    return text_rows(contents(path), path.name)


def text_rows(data: bytes, name: str) -> Iterator[list[str]]:
    """As ``raw_rows``, from the bytes of a sheet."""
    for row in _cells(data, name):
        yield [cell.text for cell in row]


def _cells(data: bytes, name: str) -> Iterator[Sequence[Cell]]:
    from kg.curate.sheets.delimited import read_delimited
    from kg.curate.sheets.workbook import is_zip, read_workbook

    return read_workbook(data, name) if is_zip(data) else read_delimited(data, name)


def make_table(name: str, rows: Iterable[Sequence[Cell]]) -> Table:
    """A table from its rows, the header first. Raises as ``read_table``."""
    several = iter(rows)
    header = next(several, None)
    if header is None or not any(cell.text.strip() for cell in header):
        raise KgError(
            "there is no header in the first row", name, "start from a template: kg new sheet"
        )
    problems = Problems(name)
    places = _places(header, problems)
    problems.letters = {column: letter(index) for index, column in places.items()}
    found = list(_rows(several, places, len(header), problems))
    problems.stop()
    if not found:
        raise KgError("there is no row below the header", name, "write one row for each claim")
    return Table(name, tuple(places.values()), tuple(found), problems)


def _places(header: Sequence[Cell], problems: Problems) -> dict[int, str]:
    """Which column stands where."""
    places: dict[int, str] = {}
    for index, cell in enumerate(header):
        name = " ".join(cell.text.replace("_", " ").split()).casefold()
        if not name:
            continue
        if name not in BY_NAME:
            problem = f"there is no column “{cell.text.strip()}” (in {letter(index)}1)"
            problems.add("sheet-column", 1, "", problem, column_remedy(name))
        elif name in places.values():
            problem = f"the column stands twice (again in {letter(index)}1)"
            problems.add("sheet-column", 1, name, problem, "keep one of the two")
        else:
            places[index] = name
    for name in REQUIRED:
        if name not in places.values():
            near = [cell.text for cell in header if name in column_remedy(cell.text.casefold())]
            hint = f"; is it “{near[0].strip()}”?" if near else ""
            problems.add(
                "sheet-column", 1, "", f"there is no column “{name}”", f"add it to the header{hint}"
            )
    return places


def column_remedy(name: str) -> str:
    """What to do about a column that a sheet does not have: the one that may be meant."""
    same = [column.name for column in COLUMNS if name in column.also]
    near = same[:1] or nearest(name, BY_NAME)
    return did_you_mean(
        (f"“{column}”" for column in near),
        "take the column away, or see the columns in seeds/SHEETS.md",
    )


def _rows(
    rows: Iterator[Sequence[Cell]], places: Mapping[int, str], width: int, problems: Problems
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
            if index not in places and cell.text.strip():
                remedy = "put text with the separator in it between quotes, or name the column"
                place = f"the cell {letter(index)}{number} stands in a column without a name"
                problems.add("sheet-row", number, "", f"{place}: “{cell.text[:40]}”", remedy)
        if 0 < len(cells) < width:
            problem = f"the row has {len(cells)} cells and the header {width}"
            remedy = "a separator is missing: compare the row with the header"
            problems.add("sheet-row", number, "", problem, remedy)
        named = {name: cells[index] for index, name in places.items() if index < len(cells)}
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
