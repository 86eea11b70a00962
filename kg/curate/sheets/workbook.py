"""Read an Excel workbook as text: no formula is calculated, no link followed, no macro run."""

from __future__ import annotations

import io
import itertools
import re
import struct
import warnings
import zipfile
import zlib
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from kg.curate.sheets.cell import BOOLEAN, DATE, NUMBER, Cell
from kg.curate.sheets.columns import letter
from kg.errors import DataError, Finding, KgError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_UNPACKED = 128 * 2**20
#: A page of cells, which is read row by row, may be larger, where it is no bomb: cells of a register
#: take a tenth to a fiftieth of their size when they are packed.
_LARGEST_PAGE, _MOST_PACKED = 2 * 2**30, 100
_MOST_PARTS = 1_000
_PLAIN = "save it as .xlsx with values only, or as “CSV UTF-8”"
# Excel's own file format ends a sheet with the ranges that are merged (ECMA-376, 18.3.1.54).
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=\"([A-Z0-9:]+)\"")
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# A row's number (18.3.1.73), and a cell whose value is the place of a shared text (18.18.11).
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br=\"([^\"]*)\"")
_NO_PLACE = re.compile(rb"<(?:\w+:)?c\s[^>]*?\bt=\"s\"[^>]*>\s*<(?:\w+:)?v>\s*-")
_MOST_ROWS = 1_048_576
#: So many digits of a number Excel keeps (https://support.microsoft.com/office, "limits").
_EXCEL_DIGITS = 15
_CHUNK, _OVERLAP = 1 << 16, 200
_HOLE = Cell("")
#: What zipfile, the XML parser and openpyxl raise of bytes that are no whole workbook. They read
#: them from memory, so that no OSError is one of a disk.
_DAMAGE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, EOFError, OSError),
    *(SyntaxError, LookupError, ValueError, TypeError, AttributeError, AssertionError),
    *(ArithmeticError, NotImplementedError, RecursionError),
)


def is_zip(data: bytes) -> bool:
    """Whether the bytes begin as a zip, or as Excel's older format, which ``read_workbook`` refuses."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0"))


def read_workbook(data: bytes, name: str, title: str = "claims") -> Iterator[Sequence[Cell]]:
    """The rows of the sheet of a title (in small letters), or of the first one where there is none.

    Raises KgError for a file that is no workbook or has macros, links or a password; DataError for
    merged cells and formulas.
    """
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise KgError("this is a workbook of Excel 97, or one with a password", name, _PLAIN)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            merged = _checked_merges(archive, name)
    except _DAMAGE as error:
        raise _broken(name, error) from None
    except RuntimeError as error:  # zipfile's word for a password
        raise KgError(
            f"the workbook is locked: {error}", name, "save it without password"
        ) from None
    return _cells(data, name, merged, title)


def _broken(name: str, error: object) -> KgError:
    return KgError(
        f"this is no whole workbook ({error})", name, f"copy the file again, or {_PLAIN}"
    )


def _checked_merges(archive: zipfile.ZipFile, name: str) -> dict[str, list[str]]:
    """The merged ranges in each part of a workbook, by the name of the part.

    Raises KgError for a workbook that is too large, and for macros, links and entities in it.
    """
    parts = archive.infolist()
    if len(parts) > _MOST_PARTS or _unpacked(parts) > _MOST_UNPACKED:
        raise KgError(
            f"unpacked, the workbook is larger than {_MOST_UNPACKED // 2**20} MB",
            name,
            "split it into several sheets, and leave pictures out",
        )
    names = {part.filename.lower() for part in parts}
    if "xl/workbook.xml" not in names:
        raise KgError("this is a zip, but no Excel workbook", name, _PLAIN)
    for path in names:
        if "vbaproject" in path or path.startswith("xl/macrosheets/"):
            raise KgError("the workbook holds macros", name, _PLAIN)
        if path.startswith("xl/externallinks/"):
            raise KgError("the workbook refers to other workbooks", name, _PLAIN)
    merged: dict[str, list[str]] = {}
    for part in parts:
        if part.filename.lower().endswith((".xml", ".rels")):
            merged[part.filename] = _merged_ranges(archive, part, name)
    return merged


def _unpacked(parts: Sequence[zipfile.ZipInfo]) -> int:
    """The bytes of all parts unpacked; a page of cells that is large and no bomb counts as none."""
    return sum(
        part.file_size
        for part in parts
        if not part.filename.lower().startswith("xl/worksheets/")
        or part.file_size > min(_LARGEST_PAGE, _MOST_PACKED * part.compress_size)
        or part.file_size <= _MOST_UNPACKED
    )


def _merged_ranges(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> list[str]:
    """The merged ranges of a part. Raises KgError for what openpyxl would pass over in silence."""
    merged_ranges: list[str] = []
    overlap, last_row, start = b"", 0, 0
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK):
            if not overlap and not chunk.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
                raise _broken(name, f"{part.filename} is not XML in UTF-8")
            window = overlap + chunk
            if _DOCTYPE.search(window):
                raise KgError(
                    f"{part.filename} declares entities, as no workbook does", name, _PLAIN
                )
            merged_ranges += [match[1].decode() for match in _MERGED.finditer(window)]
            for row in _ROW.finditer(window):
                if row.end() > start:  # the others stood in the window before
                    last_row = _next_row(row[1], last_row, part.filename, name)
            if _NO_PLACE.search(window):
                raise _broken(name, f"{part.filename} refers to a text that is not there")
            overlap = window[-_OVERLAP:]
            start = len(overlap)
    return list(dict.fromkeys(merged_ranges))


def _next_row(number: bytes, last_row: int, part: str, name: str) -> int:
    """The number of a row, which rises and fits into a sheet. Raises KgError."""
    row = int(number) if number.isdigit() and len(number) <= 7 else 0
    if not last_row < row <= _MOST_ROWS:
        raise _broken(name, f"{part} numbers a row {number.decode(errors='replace')[:20]}")
    return row


def _cells(
    data: bytes, name: str, merged: dict[str, list[str]], title: str
) -> Iterator[Sequence[Cell]]:
    try:
        import openpyxl
    except ImportError:
        raise KgError(
            "this needs openpyxl, which is not installed",
            name,
            'run: pip install "entente-kg[xlsx]"',
        ) from None
    from openpyxl.utils.exceptions import InvalidFileException

    # It warns of what it passes over; what a cell cannot hold is found by whoever reads the cell.
    warnings.filterwarnings("ignore", category=UserWarning, module="openpyxl")
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False)
        titles = {sheet.title.casefold(): sheet for sheet in book.worksheets}
        sheet = titles.get(title) or next(iter(titles.values()), None)
        if sheet is None:
            raise KgError("the workbook has no sheet with cells", name, "start from: kg new sheet")
        sheet.reset_dimensions()  # how large it says to be is a hint, which some programs get wrong
        ranges = merged.get(str(sheet._worksheet_path).lstrip("/"), [])
        yield from _rows(sheet, name, [_merge_finding(name, area) for area in ranges])
    except (InvalidFileException, *_DAMAGE) as error:
        raise _broken(name, f"{type(error).__name__}: {error}") from None


def _merge_finding(name: str, area: str) -> Finding:
    row = int((re.findall(r"\d+", area) or [0])[-1])  # the last: only a header may hold them all
    remedy = "unmerge them, and write the value into each row that it belongs to"
    return Finding("sheet-merged", "error", name, row, "", f"the cells {area} are merged", remedy)


def _rows(sheet: Any, name: str, findings: list[Finding]) -> Iterator[Sequence[Cell]]:
    """The rows of a sheet, without the empty cells at their end.

    Raises DataError at the end, with ``findings`` and those in the cells.
    """
    width, blank = 0, 0
    for number, row in enumerate(sheet.iter_rows(), start=1):
        # A sheet may be formatted down to its last row: blank rows are given only before others.
        cells = (
            [_cell(cell, number, index, name, findings) for index, cell in enumerate(row)]
            if any(cell.value is not None for cell in row)
            else []
        )
        while cells and not cells[-1].text:
            cells.pop()
        if not cells:
            blank += 1
            continue
        yield from itertools.repeat((), blank)
        blank = 0
        width = max(width, len(cells))
        yield [*cells, *[_HOLE] * (width - len(cells))]
    if findings:
        raise DataError(sorted(findings, key=lambda finding: finding.line))


def _cell(cell: Any, row: int, index: int, name: str, findings: list[Finding]) -> Cell:
    value = cell.value
    if value is None:
        return _HOLE
    if cell.data_type in ("f", "e"):
        what = "a formula" if cell.data_type == "f" else f"an error ({value})"
        remedy = "put its value in its place: copy, then paste as values"
        problem = f"the cell {letter(index)}{row} holds {what}"
        findings.append(Finding("sheet-formula", "error", name, row, "", problem, remedy))
        return _HOLE
    if isinstance(value, bool):
        return Cell(str(value).upper(), BOOLEAN)
    if isinstance(value, int | float):
        digits = _digits(value)
        if digits is None:
            problem = f"the cell {letter(index)}{row} holds {value}, of which Excel keeps {_EXCEL_DIGITS} digits"
            remedy = "format the column as text, and write the number again from the source"
            findings.append(Finding("sheet-number", "error", name, row, "", problem, remedy))
        return Cell(digits or "", NUMBER)
    if isinstance(value, datetime | date | time):
        return _day(value, cell.number_format or "")
    return Cell(str(value))


def _digits(value: float) -> str | None:
    """A number as Excel shows it, which keeps 15 digits; None for one that it cannot have kept.

    Less than a thousandth of its last digits is what calculating leaves behind: 0.1 + 0.2 is
    0.30000000000000004 in a file, and 0.3 to its reader.
    """
    from decimal import Decimal

    exact = Decimal(value if isinstance(value, int) else repr(value))
    kept = Decimal(f"{exact:.{_EXCEL_DIGITS - 1}e}")
    if kept != exact and len(kept.normalize().as_tuple().digits) > _EXCEL_DIGITS - 3:
        return None
    return f"{kept.normalize():f}"


def _day(value: datetime | date | time, shape: str) -> Cell:
    """A date of Excel as YYYY-MM-DD; ``shown``: what its number format (``shape``) leaves of it."""
    if isinstance(value, time):
        return Cell(value.isoformat(), DATE, value.isoformat())
    text = value.isoformat()[:19].removesuffix("T00:00:00")
    shape = re.sub(r"\[[^\]]*\]|\"[^\"]*\"|\\.", "", shape).lower()
    if "y" not in shape:
        return Cell(text, DATE, f"{value.day} {value:%B}, without a year")
    if "d" not in shape:
        return Cell(text, DATE, f"{value:%B %Y}, without a day")
    return Cell(text, DATE)
