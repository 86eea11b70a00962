"""``kg new sheet``: an empty sheet that ``kg add`` can read once it is filled in."""

from __future__ import annotations

import openpyxl

from kg.curate.sheets.columns import BY_NAME


def test_a_workbook_offers_the_words_of_its_columns(tmp_path, run):
    path = tmp_path / "claims.xlsx"
    assert run("new", "sheet", path).returncode == 0
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["claims", "words", "columns"]
    head = [cell.value for cell in book["claims"][1]]
    assert {"who", "speaker", "figure", "quote"} <= set(head) <= set(BY_NAME)
    offered = {
        str(rule.sqref).split(":")[0] for rule in book["claims"].data_validations.dataValidation
    }
    place = book["claims"].cell(2, head.index("relation") + 1).coordinate
    assert place in offered
    words = {column[0].value: [c.value for c in column[1:]] for column in book["words"].columns}
    assert "is part of" in words["relation"]
    assert "military unit" in words["who kind"]
    again = run("new", "sheet", path)
    assert (again.returncode, "there already" in again.stderr) == (2, True)


def test_an_empty_sheet_is_told_from_a_wrong_one(tmp_path, run):
    path = tmp_path / "claims.csv"
    assert run("new", "sheet", path).returncode == 0
    done = run("add", path)
    assert (done.returncode, "no row below the header" in done.stderr) == (3, True)
    done = run("new", "sheet", tmp_path / "claims.doc")
    assert (done.returncode, ".xlsx or .csv" in done.stderr) == (2, True)
