"""A sheet of any size is read, mapped and checked in parts; what is added goes in part by part."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from kg.curate.sheets import parts, table, workbook
from kg.curate.sheets.adding import add_sheet, write_addition
from kg.curate.sheets.opening import open_for_adding
from kg.curate.sheets.parts import check_in_parts
from kg.curate.sheets.table import Form, TooManyRowsError, form_of, raw_sheet
from kg.errors import DataError, KgError, UsageError
from kg.text.layout import find_layout
from tests.curate.sheets.material import DEFAULTS, workspace

HEAD = "source,title,document address,who,relation,whom,speaker,when\n"
MAP = '[columns]\nactor = "who"\nby = "speaker"\nwhom = "whom"\nverb = "relation"\nday = "when"\n[constants]\nsource = "paper-2025"\n'


def row(number, whom="Storm Corps", title=""):
    """One row a day from 1 January 1990 on; the first of a sheet gives the title."""
    day = f"{1990 + number // 336}-{number % 12 + 1:02}-{number // 12 % 28 + 1:02}"
    address = "https://example.org/paper" if title else ""
    return f"paper-2025,{title},{address},North Korea,opposes,{whom},Russia,{day}\n"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(table, "MOST_ROWS", 10)
    monkeypatch.setattr(parts, "_PART", 10)
    return workspace(tmp_path, text=None)


def check(folder, text, name="sheet.csv", **options):
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    before = sorted(str(p) for p in folder.rglob("*"))
    seen = []
    checked = check_in_parts(
        find_layout(folder), path, Form(), DEFAULTS, None,
        progress=lambda done, of: seen.append((done, of)), **options,
    )  # fmt: skip
    assert sorted(str(p) for p in folder.rglob("*")) == before
    return checked, seen


def many(count, **wrong):
    rows = [row(n, title="A paper" if n == 0 else "") for n in range(count)]
    for number, text in wrong.items():
        rows[int(number[1:]) - 2] = text
    return HEAD + "".join(rows)


def test_all_rows_are_read_and_counted_with_progress(folder):
    checked, seen = check(folder, many(25))
    assert (checked.rows, checked.claims, checked.first, checked.last) == (25, 25, 2, 26)
    assert checked.causes.count == 0
    assert seen == [(11, 26), (21, 26), (26, 26)]


def test_faults_of_all_parts_are_told_by_cause(folder):
    text = many(35, r3=row(1, "Nobodia"), r24=row(22, "Nobodia"), r30=row(28, "Elsewhere"))
    checked, _ = check(folder, text)
    assert [cause.line() for cause in checked.causes.listed()] == [
        "whom: 2 words unknown in 3 rows (“Nobodia”, “Elsewhere”)"
    ]
    assert [finding.line for finding in checked.causes.findings()] == [3, 24, 30]
    assert checked.claims == 32


def test_of_each_cause_a_few_findings_are_kept_and_all_are_counted(folder):
    text = HEAD + row(0, "Nobodia", "A paper") + "".join(row(n, f"X{n}") for n in range(1, 60))
    checked, _ = check(folder, text)
    assert checked.causes.count == 60
    assert len(checked.causes.findings()) == 20


def test_a_wrong_header_is_told_once(folder):
    with pytest.raises(DataError) as told:
        check(folder, many(25).replace("speaker", "voice", 1))
    header = [finding.problem for finding in told.value.findings if finding.line == 1]
    assert header == ["there is no column “voice” (in G1)", "there is no column “speaker”"]
    assert max(finding.line for finding in told.value.findings) <= 11  # of the first part


def test_a_mapped_sheet_is_mapped_in_parts(folder):
    (folder / "map.toml").write_text(MAP, encoding="utf-8")
    text = "actor,verb,whom,by,day\n" + "".join(
        f"North Korea,opposes,Storm Corps,Russia,{1900 + n}\n" for n in range(25)
    )
    with pytest.raises(TooManyRowsError):
        open_for_adding(
            find_layout(folder), _written(folder, text), mapping=str(folder / "map.toml")
        )
    checked, _ = check(folder, text, mapping=str(folder / "map.toml"))
    assert (checked.rows, checked.claims) == (25, 0)  # nothing describes the source
    assert {cause.column for cause in checked.causes.listed()} == {"title", ""}
    filled = MAP + 'title = "A paper"\n"document address" = "https://example.org/paper"\n'
    (folder / "map.toml").write_text(filled, encoding="utf-8")
    checked, _ = check(folder, text, mapping=str(folder / "map.toml"))
    assert (checked.claims, checked.causes.count) == (25, 0)


def _written(folder, text):
    path = folder / "given.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_json_lines_and_workbooks_are_read_in_parts_too(folder):
    names = HEAD.strip().split(",")
    rows = [line.split(",") for line in many(25).splitlines()[1:]]
    book = openpyxl.Workbook()
    for cells in (names, *rows):
        book.active.append(cells)
    out = io.BytesIO()
    book.save(out)
    assert check(folder, out.getvalue(), "sheet.xlsx")[0].claims == 25
    import json

    lines = "".join(json.dumps(dict(zip(names, cells, strict=True))) + "\n" for cells in rows)
    checked, _ = check(folder, lines, "sheet.jsonl")
    assert (checked.claims, checked.first, checked.last) == (25, 1, 25)


def test_the_parts_of_a_sheet_are_added_one_after_the_other(folder):
    path = _written(folder, many(25))
    layout = find_layout(folder)
    numbers = []
    for part in ("2-11", "12-21", "22-31"):
        opened = open_for_adding(layout, path, form_of(None, None, part))
        addition = add_sheet(layout, opened.table, DEFAULTS, None)
        write_addition(addition)
        numbers += [number for number, _ in addition.claims.values()]
    assert numbers == list(range(2, 27))
    again = add_sheet(
        layout, open_for_adding(layout, path, form_of(None, None, "2-11")).table, DEFAULTS, None
    )
    assert (len(again.claims), len(again.present)) == (0, 10)  # a part may be given again


def test_a_formula_outside_of_the_part_does_not_stop_it(folder):
    book = openpyxl.Workbook()
    for cells in (["who", "speaker"], ["A", "B"], ["=1+1", "B"]):
        book.active.append(cells)
    out = io.BytesIO()
    book.save(out)
    rows = raw_sheet(out.getvalue(), "s.xlsx", form_of(None, None, "2-2")).rows
    assert [number for number, _ in rows] == [2]
    with pytest.raises(DataError):
        list(raw_sheet(out.getvalue(), "s.xlsx", form_of(None, None, "2-3")).rows)


@pytest.mark.parametrize("text", ["5", "7-3", "0-4", "a-b", "", "2-10-12"])
def test_a_part_that_names_no_rows_is_refused(text):
    with pytest.raises(UsageError, match="names no rows"):
        form_of(None, None, text)


def test_a_file_that_would_be_too_large_is_refused_before_it_is_written(folder, monkeypatch):
    path = _written(folder, many(10))
    layout = find_layout(folder)
    opened = open_for_adding(layout, path)
    monkeypatch.setattr("kg.curate.sheets.additions.largest_file", lambda: 2**10)
    with pytest.raises(KgError) as told:
        add_sheet(layout, opened.table, DEFAULTS, None)
    assert "another source" in str(told.value)
    assert not (folder / "seeds" / "paper-2025.ttl").exists()


@pytest.mark.parametrize(
    ("content", "is_bomb"),
    [(bytes(range(32, 127)) * 20, False), (b" " * 2_000, True)],
    ids=["cells", "blanks"],
)
def test_a_large_page_is_read_where_it_is_no_bomb(monkeypatch, content, is_bomb):
    monkeypatch.setattr(workbook, "_MOST_UNPACKED", 1_000)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", content)
    with zipfile.ZipFile(out) as archive:
        assert (workbook._unpacked(archive.infolist()) > 1_000) is is_bomb
