"""Files that are no sheet, or a damaged one: each is refused in words, with what to do."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl
import pytest

from kg.curate.sheets.table import read_table
from kg.errors import DataError, KgError
from kg.text.formulas import defused, undone

HEAD = "who,speaker,figure\n"


def refused(path, data: bytes):
    """What is said of a file with these bytes: all of it in one text."""
    path.write_bytes(data)
    with pytest.raises(KgError) as told:
        read_table(path)
    if isinstance(told.value, DataError):
        lines = [f"{f.where} {f.term} {f.problem} → {f.remedy}" for f in told.value.findings]
        assert all(finding.remedy for finding in told.value.findings)
        return "\n".join(lines)
    assert told.value.remedy
    return str(told.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\n\n", "empty"),
        (HEAD.encode(), "no row below the header"),
        (
            f"{HEAD}Kim Jong Un’s,x,1\n".encode("cp1252"),
            "Windows-1252 (Western European) it is “Un’s”",
        ),
        (f"{HEAD}a,b,1\n".encode("utf-16"), "UTF-16"),
        (f"{HEAD}a,b,1\n".encode("utf-16-le"), "UTF-16"),
        ("who,speaker\nRussiaâ€™s,b\n".encode(), "one encoding"),
        (b'who,speaker\n"a,b\n', "quotation mark"),
        (b"who,subject,who\na,b,c\n", "did you mean “who”?"),
        (b"who,speaker,who\na,b,c\n", "stands twice"),
        (b"who,spaeker\na,b\n", "did you mean “speaker”?"),
        (b"who,figure\na,1\n", "there is no column “speaker”"),
        (b"who,speaker\na,b,c\n", "“c”"),
        (b"who,speaker,figure\na,b\n", "has 2 cells and the header 3"),
        (b"PK\x03\x04 and so on", "no whole workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excel 97"),
    ],
)
def test_what_is_no_sheet_is_refused(tmp_path, data, words):
    assert words in refused(tmp_path / "sheet.csv", data)


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffwho,speaker\nA,Ö\n".encode(),
        "Who;Speaker\r\nA;Ö\r\n".encode(),
        "who\tspeaker\nA\tÖ\n\n".encode(),
    ],
)
def test_common_forms_of_csv_are_read(tmp_path, data):
    path = tmp_path / "sheet.csv"
    path.write_bytes(data)
    (row,) = read_table(path).rows
    assert (row.number, row.text("who"), row.text("speaker")) == (2, "A", "Ö")


def test_a_hundred_thousand_rows_are_refused(tmp_path):
    many = HEAD + "a,b,1\n" * 100_000
    assert "more than 10,000 rows" in refused(tmp_path / "sheet.csv", many.encode())


def workbook(*rows, change=None) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    if change:
        change(book.active)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def merge(sheet):
    sheet.merge_cells("A2:A3")


def test_cells_that_hold_no_plain_text_are_refused(tmp_path):
    data = workbook(["who", "speaker", "figure"], ["a", "b", "=1+1"], ["", "b", 2], change=merge)
    told = refused(tmp_path / "sheet.xlsx", data)
    assert "sheet.xlsx:2  the cell C2 holds a formula" in told
    assert "A2:A3 are merged" in told


def test_numbers_dates_and_truth_values_of_a_workbook_keep_what_excel_made_of_them(tmp_path):
    def shapes(sheet):
        sheet["C2"].number_format = "mmm-yy"

    row = [True, 6000, date(2025, 3, 1), 0.1, 1.5e6]
    path = tmp_path / "sheet.xlsx"
    path.write_bytes(workbook(["who", "speaker", "when", "best", "figure"], row, change=shapes))
    cells = read_table(path).rows[0].cells
    assert [(cell.text, cell.kind) for cell in cells.values()] == [
        ("TRUE", "boolean"), ("6000", "number"), ("2025-03-01", "date"), ("0.1", "number"), ("1500000", "number"),
    ]  # fmt: skip
    assert cells["when"].shown == "March 2025, without a day"


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """A workbook with one more part."""
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("xl/vbaProject.bin", b"x", "macros"),
        ("xl/externalLinks/externalLink1.xml", b"<x/>", "other workbooks"),
        ("xl/worksheets/sheet9.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "entities"),
        ("xl/worksheets/sheet9.xml", "<x/>".encode("utf-16"), "UTF-8"),
        ("xl/worksheets/sheet9.xml", b" " * (129 * 2**20), "larger than 128 MB"),
    ],
)
def test_a_workbook_that_holds_more_than_cells_is_refused(tmp_path, name, content, words):
    data = with_part(workbook(["who", "speaker"], ["a", "b"]), name, content)
    assert words in refused(tmp_path / "sheet.xlsx", data)


def test_a_first_row_that_is_no_header_is_refused_as_a_whole(tmp_path):
    """Each of its names would be compared with those of all columns."""
    assert "600 cells" in refused(tmp_path / "sheet.csv", b"who," * 599 + b"who\n")


def test_a_zip_that_is_no_workbook_is_refused(tmp_path):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.txt", "x")
    assert "no Excel workbook" in refused(tmp_path / "sheet.xlsx", out.getvalue())


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "'=1", "''=1", "'x", "x", "\tx"])
def test_what_a_spreadsheet_would_calculate_is_defused_and_comes_back(text):
    cell = defused(text)
    assert cell[0] not in "=+-@\t"
    assert undone(cell) == text
