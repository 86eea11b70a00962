"""Excel: three sheets, read back by openpyxl; numbers are numbers, nothing is a formula."""

from __future__ import annotations

import io

import openpyxl
import pytest

from kg.publish.formats import xlsx
from tests.publish.reading import tables

pytestmark = pytest.mark.slow

_FORMULA = tuple("=+-@\t\r")


def rows_of(graph, sheet: str) -> list[dict[str, object]]:
    book = openpyxl.load_workbook(io.BytesIO(xlsx.render(graph)))
    head, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_three_sheets_as_large_as_the_tables(rendered):
    book = openpyxl.load_workbook(io.BytesIO(rendered("xlsx")))
    assert book.sheetnames == ["nodes", "edges", "claims"]
    for name, rows in tables(rendered("csv")).items():
        assert book[name].max_row == len(rows) + 1
        assert [cell.value for cell in book[name][1]] == list(rows[0])


def test_numbers_and_truth_values_are_such(core):
    # "between 14,000 and 15,000 troops"; "more than 6,000" leaves its own end out.
    claims = {row["id"]: row for row in rows_of(core, "claims")}
    assert claims["khaled-north-korea-russia/c012"]["lower"] == 14000
    assert claims["khaled-north-korea-russia/c012"]["evidence_end"] == 615
    assert claims["khaled-north-korea-russia/c020"]["lower"] == 6000
    assert claims["khaled-north-korea-russia/c020"]["lower_inclusive"] is False


def test_hostile_names_are_texts(rendered_worse):
    book = openpyxl.load_workbook(io.BytesIO(rendered_worse("xlsx")))
    seen = []
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f", cell.value
                assert cell.hyperlink is None
                if isinstance(cell.value, str):
                    assert not cell.value.startswith(_FORMULA), cell.value[:40]
                    seen.append(cell.value)
    assert "'=cmd|' /C calc'!A0" in seen
    assert "<img src=x onerror=window.pwned=1>" in seen
    assert any("cut: a cell holds 32,767 characters" in text for text in seen)
    assert max(map(len, seen)) <= 32_767


def test_what_was_cut_is_counted_as_lost(worse):
    from kg.publish.formats._loss import inventory, losses

    rows = {row.part: row for row in losses(inventory(worse.store), xlsx.carries(worse.holdings))}
    # One is longer than a cell; three hold a control character or a carriage return, which is shown.
    assert rows["labels"].lost == 4
    assert rows["statements"].lost == 4  # the same four names stand as statements


def test_without_its_package_the_remedy_is_named(run_process, tmp_path):
    (tmp_path / "xlsxwriter.py").write_text("raise ModuleNotFoundError('gone', name='xlsxwriter')")
    done = run_process("export", "xlsx", "-o", tmp_path / "x.xlsx", PYTHONPATH=str(tmp_path))
    assert done.returncode == 3
    assert "needs xlsxwriter" in done.stderr
    assert 'pip install "entente-kg[xlsx]"' in done.stderr
