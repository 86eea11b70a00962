"""Read a sheet (CSV, TSV or XLSX) as rows of cells by column name, and collect what is wrong in it."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.curate.sheets.cell import Cell
from kg.curate.sheets.columns import BY_NAME, COLUMNS, REQUIRED, letter
from kg.curate.sheets.headers import Header, read_header_row, split_header
from kg.curate.sheets.parting import parted
from kg.curate.sheets.rows import Problems, Row, as_meant
from kg.errors import DataError, KgError, UsageError, did_you_mean, nearest
from kg.text.formulas import undone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

#: So many rows are added at once: shapes and rules look at all of them together, in a minute.
MOST_ROWS = 10_000
_MOST_COLUMNS = 500
_LONGEST = 32_767  # characters of a cell (Excel specifications and limits)
_KEPT, _OFTEN = 20_000, 80  # so many cells, of so many characters, are kept once for all rows
_WRONGLY_DECODED = re.compile(r"Ã[\x80-\xbf]|â€|Ð[\x80-\xbf°-¿]")


class TooManyRowsError(KgError):
    """A sheet has more rows than are added at once."""


@dataclass(frozen=True)
class Table:
    """A sheet whose header and rows could be read. Later steps add findings to ``problems``.

    ``rows`` are those of claims; ``entities`` those of a sheet of entities.
    """

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: Problems
    entities: tuple[Row, ...] = ()

    def as_meant(self, meant: Mapping[tuple[str, str], str]) -> Table:
        """The table with cells as they are meant (see ``rows.as_meant``), and what was wrong before."""
        problems = replace(
            self.problems, findings=list(self.problems.findings), offers={}, unknown={}
        )
        rows, entities = (
            tuple(as_meant(row, meant) for row in part) for part in (self.rows, self.entities)
        )
        return replace(self, rows=rows, entities=entities, problems=problems)


@dataclass(frozen=True, slots=True)
class Form:
    """How a file is to be read where it does not tell: its encoding, and the rows of its header."""

    encoding: str | None = None
    header: tuple[int, int] | None = None
    #: The first and the last row to read; None: all.
    rows: tuple[int, int] | None = None


PLAIN = Form()


def form_of(encoding: str | None, header_row: str | None, rows: str | None = None) -> Form:
    """The form that the options of a command state. Raises UsageError for what names no rows."""
    header = read_header_row(header_row) if header_row is not None else None
    return Form(encoding, header, _read_range(rows) if rows is not None else None)


def _read_range(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,9})\s*[-–:]\s*(\d{1,9})", text.strip())
    if match is None or not 1 <= int(match[1]) <= int(match[2]):
        raise UsageError(
            f"“{text}” names no rows", "--part", "write 2-10001: the first and the last"
        )
    return int(match[1]), int(match[2])


@dataclass
class RawSheet:
    """A sheet with any columns: its header, and its rows (their numbers, their cells) one by one."""

    name: str
    header: Header
    rows: Iterator[tuple[int, Sequence[Cell]]]


def open_sheet(path: Path, form: Form = PLAIN, column: str | None = None) -> RawSheet:
    """Open a CSV, TSV, XLSX or JSON lines file; which of them it is, its bytes say and not its name.

    ``column``: the name of a column that the header has, which need be none of ours. Raises KgError
    for a file that is no sheet, UsageError for an encoding that does not exist.
    """
    from kg.curate.sheets.files import contents

    return raw_sheet(contents(path), path.name, form, column)


def raw_sheet(data: bytes, name: str, form: Form = PLAIN, column: str | None = None) -> RawSheet:
    """As ``open_sheet``, from the bytes of a sheet."""
    from kg.curate.sheets.json_lines import is_json

    cells = _cells(data, name, form)
    if is_json(data):  # its keys are no row: line 1 is its first
        names = tuple(cell.text.strip() for cell in next(cells, ()))
        return RawSheet(name, Header(names, 0, 0), _within(enumerate(cells, start=1), form.rows))
    if column is None:
        header, rows = split_header(cells, is_known, name, form.header)
    else:
        wanted = plain_name(column)
        header, rows = split_header(
            cells, lambda text: plain_name(text) == wanted, name, form.header, least=1
        )
    below = _without_merged_titles(rows, header.last, form.rows)
    return RawSheet(name, header, _within(below, form.rows))


def read_table(path: Path, form: Form = PLAIN) -> Table:
    """Read a sheet whose columns are ours.

    Raises DataError with all findings in its header and rows, KgError for a file that is no sheet.
    """
    return table_of(open_sheet(path, form))


def text_rows(data: bytes, name: str, form: Form = PLAIN) -> Iterator[list[str]]:
    """The texts of all cells of a sheet, row by row, as it stands. Raises as ``open_sheet``."""
    for row in _cells(data, name, form):
        yield [cell.text for cell in row]


def _cells(data: bytes, name: str, form: Form) -> Iterator[Sequence[Cell]]:
    from kg.curate.sheets.delimited import read_delimited
    from kg.curate.sheets.json_lines import is_json, read_json_lines
    from kg.curate.sheets.workbook import is_zip, read_workbook

    if is_zip(data):
        return read_workbook(data, name)
    read = read_json_lines if is_json(data) else read_delimited
    return read(data, name, form.encoding)


def _within(
    rows: Iterator[tuple[int, Sequence[Cell]]], wanted: tuple[int, int] | None
) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows whose numbers are wanted. All are read, as a workbook says at its end what is wrong."""
    first, last = wanted or (0, sys.maxsize)
    return ((number, cells) for number, cells in rows if first <= number <= last)


def _without_merged_titles(
    rows: Iterator[tuple[int, Sequence[Cell]]], last: int, wanted: tuple[int, int] | None = None
) -> Iterator[tuple[int, Sequence[Cell]]]:
    """The rows; what a workbook says at its end of merged cells is passed over for its header.

    Raises DataError with what else it says of the ``wanted`` rows (None: of all).
    """
    try:
        yield from rows
    except DataError as error:
        begin, end = wanted or (0, sys.maxsize)
        below = [
            f
            for f in error.findings
            if begin <= f.line <= end and (f.check != "sheet-merged" or f.line > last)
        ]
        if below:
            raise DataError(below) from None


def make_table(name: str, rows: Iterable[Sequence[Cell]]) -> Table:
    """A table from rows of cells with a header among the first. Raises as ``read_table``."""
    header, below = split_header(rows, is_known, name)
    return table_of(RawSheet(name, header, _without_merged_titles(below, header.last)))


def is_known(name: str) -> bool:
    """Whether a name in a header is one of a column, or a word that people use for one."""
    return plain_name(name) in _KNOWN


_KNOWN = {word for column in COLUMNS for word in (column.name, *column.also)}


def plain_name(text: str) -> str:
    """The name in a cell of a header, as names are compared: ``As_of `` is ``as of``."""
    return " ".join(text.replace("_", " ").split()).casefold()


def require_header(sheet: RawSheet) -> None:
    """Raises KgError for a sheet without a header, or with more columns than any has."""
    names = sheet.header.names
    if not any(names):
        raise KgError(
            "there is no header in the first rows",
            sheet.name,
            "start from a template: kg new sheet; or say where it is: --header-row 3",
        )
    if len(names) > _MOST_COLUMNS:
        raise KgError(
            f"the first row has {len(names):,} cells, and {len(COLUMNS)} columns have a name",
            sheet.name,
            "write the names of the columns into the first row: see seeds/SHEETS.md",
        )


def table_of(sheet: RawSheet) -> Table:
    """The table of a sheet whose columns are ours. Raises as ``read_table``."""
    require_header(sheet)
    problems = Problems(sheet.name)
    column_at = _column_positions(sheet.header, problems)
    problems.letters = {column: letter(index) for index, column in column_at.items()}
    rows_read = [made for row in read_rows(sheet, column_at, problems) for made in parted(row)]
    problems.stop()
    if not rows_read:
        raise KgError(
            "there is no row below the header", sheet.name, "write one row for each claim"
        )
    return Table(sheet.name, tuple(column_at.values()), tuple(rows_read), problems)


def _column_positions(header: Header, problems: Problems) -> dict[int, str]:
    """The column names by their index in the header; wrong names are added to ``problems``."""
    column_at: dict[int, str] = {}
    row = header.last
    for index, text in enumerate(header.names):
        name = plain_name(text)
        if not name:
            continue
        if name not in BY_NAME:
            problem = f"there is no column “{text}” (in {letter(index)}{row})"
            problems.add("sheet-column", row, "", problem, column_remedy(name))
        elif name in column_at.values():
            problem = f"the column stands twice (again in {letter(index)}{row})"
            problems.add("sheet-column", row, name, problem, "keep one of the two")
        else:
            column_at[index] = name
    for name in REQUIRED:
        if name not in column_at.values():
            meant = [text for text in header.names if name in column_remedy(text.casefold())]
            hint = f"; is it “{meant[0]}”?" if meant else ""
            problem = f"there is no column “{name}”"
            problems.add("sheet-column", row, "", problem, f"add it to the header{hint}")
    return column_at


def column_remedy(name: str) -> str:
    """The remedy for a column name that no sheet has: which column may be meant."""
    synonyms = [column.name for column in COLUMNS if name in column.also]
    meant = synonyms[:1] or nearest(name, BY_NAME)
    return did_you_mean(
        (f"“{column}”" for column in meant),
        "take the column away, or see the columns in seeds/SHEETS.md",
    )


def read_rows(sheet: RawSheet, column_at: Mapping[int, str], problems: Problems) -> Iterator[Row]:
    """The rows of a sheet by the names of its columns; what is wrong is added to ``problems``.

    ``column_at``: by the index of a column, from 0, its name. Raises TooManyRowsError.
    """
    names = list(sheet.header.names)
    width = len(names)
    seen: dict[Cell, Cell] = {}
    count = 0
    for number, cells in sheet.rows:
        if not any(cell.text.strip() for cell in cells):
            continue
        count += 1
        if count > MOST_ROWS:
            raise TooManyRowsError(
                f"there are more than {MOST_ROWS:,} rows",
                problems.file,
                f"add them in parts: --part 2-{MOST_ROWS + 1}",
            )
        if [cell.text.strip() for cell in cells] == names:
            problem = f"the row repeats the header of row {sheet.header.last}"
            problems.add("sheet-row", number, "", problem, "take it away")
            continue
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
        yield Row(number, _cleaned(number, named, problems, seen))


def is_taken(text: str) -> bool:
    """Whether ``kg add`` takes a cell of this text: it is no page, and was not wrongly decoded."""
    return len(text) <= _LONGEST and not _WRONGLY_DECODED.search(undone(text.strip()))


def _cleaned(
    number: int, cells: Mapping[str, Cell], problems: Problems, seen: dict[Cell, Cell]
) -> dict[str, Cell]:
    """The filled cells of a row. ``seen``: those that stood in others, which are kept once."""
    cleaned = {}
    for name, cell in cells.items():
        text = undone(cell.text.strip())
        if len(text) > _LONGEST:
            problem = f"the cell has {len(text):,} characters: “{text[:40]}…”"
            remedy = f"a spreadsheet holds {_LONGEST:,}: quote the sentence, not the page"
            problems.add("sheet-cell", number, name, problem, remedy)
        elif _WRONGLY_DECODED.search(text):
            problem = f"“{text[:40]}” was saved in one encoding and read in another"
            remedy = "open the original again as UTF-8, and save it as “CSV UTF-8”"
            problems.add("sheet-encoding", number, name, problem, remedy)
        elif text:
            own = Cell(text, cell.kind, cell.shown)
            kept = seen.get(own)
            if kept is None and len(seen) < _KEPT and len(text) <= _OFTEN:
                seen[own] = own
            cleaned[name] = kept or own
    return cleaned
