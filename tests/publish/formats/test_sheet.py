"""The sheet that ``kg add`` reads: what goes out comes back, and what does not is told."""

from __future__ import annotations

import csv
import io
import json

import openpyxl
import pytest

from kg.curate.sheets.table import read_table
from kg.text.inputs import read_inputs
from kg.text.layout import find_layout
from tests.checks.material import GOOD
from tests.curate.sheets.material import NEW, add, workspace


def exported(run, folder, name="claims.csv", *options):
    path = folder / name
    done = run("export", "sheet", "-o", path, "--workspace", folder, *options)
    assert done.returncode == 0, done.stderr
    return path


def cells(path):
    return [{n: c.text for n, c in row.cells.items()} for row in read_table(path).rows]


@pytest.mark.slow
def test_a_sheet_comes_back_as_it_was_written(tmp_path, run):
    folder = workspace(tmp_path, text=None)
    rows = [
        {
            **NEW, "claim": "c001", "who": "3rd Brigade", "who kind": "military unit", "relation": "is part of",
            "whom": "Storm Corps", "statement": "The brigade belongs to the corps.", "speaker": "Officials",
            "speaker kind": "unidentified group", "possible speaker": "Sara Khaled", "stance": "denies",
            "how said": "reported", "how likely": "likely (ordinary language)", "when": "2024-23/..",
            "wording": "+ part of", "address": "https://example.org/other", "accessed": "2026-11-24",
            "note": "=SUM(A1)\n-2", "document kind": "news article", "author": "A. Writer; B. Writer",
            "published": "2025-05", "language": "en", "recorded": "2026-11-24", "curator": "Entente editors",
            "review": "draft",
        },
        {
            "source": "paper-2025", "claim": "c002", "who": "3rd Brigade", "figure": "more than 1,200",
            "measure": "personnel deployed", "counted": "soldier", "unit": "person", "scope": "by sea",
            "basis": "if all came", "statement": "More than 1,200 came.", "speaker": "Officials",
            "as of": "2025-05-03", "address": "https://example.org/paper", "derived from": "c001; good-article/c002",
            "link basis": "stated by source",
        },
    ]  # fmt: skip
    add(folder, *rows)
    text = (folder / "seeds" / "paper-2025.ttl").read_bytes()
    for name in ("claims.csv", "claims.xlsx"):
        path = exported(run, folder, name, "--source", "paper-2025")
        back = cells(path)
        said = [
            row | {"whom": "11th Corps of the Korean People's Army"} if "whom" in row else row
            for row in rows
        ]
        assert back == said
    (folder / "seeds" / "paper-2025.ttl").unlink()
    add(folder, *back)
    assert (folder / "seeds" / "paper-2025.ttl").read_bytes() == text


def test_turtle_comes_back_but_for_what_is_told(tmp_path, run):
    """Of the good data every claim returns; aliases, matches and the tenure do not."""
    folder = workspace(tmp_path, text=None)
    path = exported(run, folder, "claims.csv", "--loss", tmp_path / "loss.json")
    told = json.loads((tmp_path / "loss.json").read_text(encoding="utf-8"))
    lost = {part["part"]: part["lost"] for part in told["parts"]}
    assert lost["claims"] == lost["statements"] == lost["figures"] == lost["offsets"] == 0
    assert lost["aliases"] == 2  # Storm Corps; DPRK stands in a source without claims
    assert lost["ontology"] > 0
    article = folder / "seeds" / "good-article.ttl"
    kept = article.read_text(encoding="utf-8").partition("\nc:c001")[2]
    before = [file.data for file in read_inputs(find_layout(folder))]
    done = run("add", path, "--workspace", folder)
    assert "nothing is new" in done.stderr
    assert [file.data for file in read_inputs(find_layout(folder))] == before
    assert kept in (GOOD / "good-article.ttl").read_text(encoding="utf-8")


@pytest.mark.slow
def test_no_cell_is_calculated_and_the_words_stand_beside(tmp_path, run):
    folder = workspace(tmp_path, text=None)
    row = NEW | {"who": "Russia", "relation": "is military partner of", "whom": "North Korea"}
    add(folder, row | {"speaker": "Russia", "note": "=cmd|' /C calc'!A0"})
    written = exported(run, folder).read_text(encoding="utf-8-sig")
    noted = [row["note"] for row in csv.DictReader(io.StringIO(written)) if "cmd" in row["note"]]
    assert noted == ["'=cmd|' /C calc'!A0"]
    book = openpyxl.load_workbook(exported(run, folder, "claims.xlsx"))
    assert book.sheetnames == ["claims", "words", "columns"]
    assert all(c.data_type in "sn" for sheet in book for line in sheet.iter_rows() for c in line)
    words = {
        column[0].value: [c.value for c in column[1:] if c.value]
        for column in book["words"].columns
    }
    assert "is part of" in words["relation"]
    assert "person (unit)" in words["unit"] or "person" in words["unit"]
    assert words["stance"] == ["asserts", "denies"]
