"""A damaged workbook is told to be one, with its name, wherever in it the damage is."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from functools import cache

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from kg.curate.sheets.table import make_table
from kg.curate.sheets.workbook import read_workbook
from kg.errors import DataError, KgError

SHEET, TEXTS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
#: Changes of a part, each of which a program could make: of old text to new.
DAMAGES = {
    "no such shared string": (SHEET, "<v>0</v>", "<v>99999</v>"),
    "no number of a shared string": (SHEET, "<v>0</v>", "<v>x</v>"),
    "a shared string before the first": (SHEET, "<v>0</v>", "<v>-1</v>"),
    "a row before the first": (SHEET, '<row r="2"', '<row r="-2"'),
    "a row that stands there already": (SHEET, '<row r="2"', '<row r="1"'),
    "a row beyond the last": (SHEET, '<row r="2"', '<row r="99999999999"'),
    "no number": (SHEET, "<v>5</v></c><c r=", "<v>0x5</v></c><c r="),
    "a number without end": (SHEET, "<v>1.5</v>", "<v>1e400</v>"),
    "a column beyond the last": (SHEET, 'r="A1"', 'r="ZZZZ9"'),
    "a row that is no number": (SHEET, '<row r="1"', '<row r="x"'),
    "no such style": (SHEET, 's="1"', 's="999"'),
    "an encoding that there is not": (TEXTS, "UTF-8", "UTF-88"),
    "a part that breaks off": (TEXTS, "</sst>", ""),
    "no sheet": ("xl/workbook.xml", "<sheet ", "<shee "),
    "no parts": ("[Content_Types].xml", "sheet.main+xml", "xml"),
}


@cache
def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(whole())) as archive:
        return {part.filename: archive.read(part) for part in archive.infolist()}


@cache
def whole() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("claims")
        page.write_row(0, 0, ["who", "figure", "as of", "measure", "unit"])
        page.write_row(1, 0, ["Storm Corps", 5])
        page.write_datetime(1, 2, datetime(2024, 5, 6), book.add_format({"num_format": "d.m.yy"}))
        page.write(1, 4, 1.5)
    return out.getvalue()


def packed(changed: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in changed.items():
            archive.writestr(name, data)
    return out.getvalue()


def read(data: bytes) -> set[str | None]:
    """The files at fault by the errors that reading a workbook ends with; none where it is read.

    Any other error is a fault of the program.
    """
    try:
        make_table("sheet.xlsx", read_workbook(data, "sheet.xlsx"))
    except DataError as error:
        return {finding.file for finding in error.findings}
    except KgError as error:
        return {error.where}
    return set()


@pytest.mark.parametrize("kind", DAMAGES)
def test_what_a_part_cannot_be_is_told(kind):
    name, old, new = DAMAGES[kind]
    text = parts()[name].decode()
    assert old in text
    assert read(packed({**parts(), name: text.replace(old, new, 1).encode()})) == {"sheet.xlsx"}


@pytest.mark.parametrize("name", ["[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", SHEET])
def test_a_part_that_is_missing_or_empty_is_told(name):
    others = {part: data for part, data in parts().items() if part != name}
    for data in (packed(others), packed({**others, name: b""})):
        assert read(data) == {"sheet.xlsx"}


@given(st.data())
def test_any_bytes_in_any_part_are_read_or_told(data):
    name = data.draw(st.sampled_from(sorted(parts())))
    part = bytearray(parts()[name])
    start = data.draw(st.integers(0, len(part)))
    end = data.draw(st.integers(start, min(start + 12, len(part))))
    part[start:end] = data.draw(st.binary(max_size=6))
    read(packed({**parts(), name: bytes(part)}))


@given(st.data())
def test_any_bytes_in_the_file_are_read_or_told(data):
    damaged = bytearray(whole())
    at = data.draw(st.integers(0, len(damaged) - 1))
    damaged[at : at + 1] = data.draw(st.binary(max_size=3))
    if damaged.startswith(b"PK\x03\x04"):
        read(bytes(damaged[: data.draw(st.sampled_from([len(damaged), len(damaged) // 2]))]))


@pytest.mark.parametrize("claimed", ["A1:B1", "A1", "A1:XFD9"])
def test_how_large_a_sheet_says_to_be_is_not_believed(claimed):
    """Some programs write it wrong; what stands in the cells counts."""
    old = b'<dimension ref="A1:E2"/>'
    assert old in parts()[SHEET]
    changed = parts()[SHEET].replace(old, b'<dimension ref="%s"/>' % claimed.encode())
    rows = [list(row) for row in read_workbook(packed(parts() | {SHEET: changed}), "s.xlsx")]
    assert rows == [list(row) for row in read_workbook(whole(), "s.xlsx")]
    assert [len(row) for row in rows] == [5, 5]


def test_rows_are_counted_over_all_of_a_long_part():
    """The part is looked through in pieces: no row is counted twice, and none passed over."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("claims")
        for number in range(3_000):
            page.write_row(number, 0, [f"name {number}", number])
    assert len(list(read_workbook(out.getvalue(), "s.xlsx"))) == 3_000


def test_a_row_far_below_all_others_is_read():
    """A sheet has 1,048,576 rows: one of them is as far down as it can be, the rest are blank."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet("claims")
        page.write_row(0, 0, ["who", "figure"])
        page.write_row(69_999, 0, ["Storm Corps", 5])
        for row in range(100_000, 100_200):  # formatted, and blank
            page.write_blank(row, 0, None, book.add_format({"bold": True}))
    rows = list(read_workbook(out.getvalue(), "far.xlsx"))
    assert len(rows) == 70_000
    assert [cell.text for cell in rows[-1]] == ["Storm Corps", "5"]
    assert not any(rows[1:-1])
