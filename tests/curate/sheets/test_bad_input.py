"""What is no sheet, or too much of one, is refused with place and remedy, and nothing is written."""

from __future__ import annotations

import json

import pytest

from kg.curate.sheets.opening import open_for_adding
from kg.errors import DataError, KgError
from kg.text.layout import find_layout
from tests.curate.sheets.material import workspace

PROSE = (
    "The first drones reached the front in summer, officials said, and more followed.\n"
    "Nobody knows how many; the ministry gives no figure.\n\n"
    "“We shall see,” it adds.\n"
)


@pytest.fixture
def folder(tmp_path):
    return workspace(tmp_path)


def refused(folder, data, name="sheet.csv", **options):
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    before = sorted(str(p) for p in folder.rglob("*"))
    with pytest.raises(KgError) as told:
        open_for_adding(find_layout(folder), path, **options)
    assert sorted(str(p) for p in folder.rglob("*")) == before
    error = told.value
    if isinstance(error, DataError):
        return " ".join(f"{f.term} {f.problem} {f.remedy}" for f in error.findings)
    return str(error)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (PROSE, "is it a sheet of claims?"),
        ("just one line", "is it a sheet of claims?|no row below"),
        ("\n\n\n", "empty"),
        (",,,\n,,,\n", "no header"),
        (b"\x89PNG\r\n\x1a\n\0\0", "no text|not UTF-8"),
        (
            "<html><body><table><tr><td>who</td></tr></table></body></html>",
            "sheet of claims|no row below",
        ),
    ],
)
def test_what_is_no_sheet_is_refused(folder, data, words):
    import re

    assert re.search(words, refused(folder, data))


def test_a_header_that_comes_again_below_is_named(folder):
    """As where sheets were put below one another, or a program repeats it on each page."""
    told = refused(folder, "who,speaker,figure\nA,B,1\nwho, speaker ,figure\nC,D,2\n")
    assert "the row repeats the header of row 1 take it away" in told
    (folder / "map.toml").write_text(
        '[columns]\nname = "who"\nsaid = "speaker"\n', encoding="utf-8"
    )
    path = folder / "mapped.csv"
    path.write_text("name,said\nA,B\nname,said\n", encoding="utf-8")
    opened = open_for_adding(find_layout(folder), path, mapping=str(folder / "map.toml"))
    (found,) = opened.table.problems.findings
    assert (found.line, found.problem) == (3, "the row repeats the header of row 1")


def test_a_cell_of_a_megabyte_is_refused_with_its_place(folder):
    row = {"who": "x" * 2**20, "speaker": "Russia"}
    told = refused(folder, json.dumps(row), "sheet.jsonl")
    assert "1,048,576 characters" in told
    told = refused(folder, "who,speaker\n" + "x" * 2**20 + ",Russia\n")
    assert "is longer than" in told


@pytest.mark.parametrize(
    ("mapping", "words"),
    [
        ('[columns]\nwho = "who"\nverb = "relation"\n', "is it a mapping for another sheet?"),
        ('[columns]\nwho = "who"\n', "the mapping does not say what it is"),
        ('[columns]\nwho = "who"\nspeaker = "who"\n', "two columns go to one place"),
        ("[columns\n", "this is no TOML"),
    ],
)
def test_a_mapping_that_does_not_fit_is_refused(folder, mapping, words):
    path = folder / "map.toml"
    path.write_text(mapping, encoding="utf-8")
    assert words in refused(folder, "who,speaker\nA,B\n", mapping=str(path))


def test_a_stored_mapping_that_is_broken_is_named(folder):
    (folder / "maps").mkdir()
    (folder / "maps" / "old.toml").write_text("[columns", encoding="utf-8")
    assert "maps/old.toml" in refused(folder, "who,said\nA,B\n")


def test_two_mappings_for_one_header_are_a_question(folder):
    (folder / "maps").mkdir()
    for name in ("a", "b"):
        text = '[columns]\nwho = "who"\nsaid = "speaker"\n'
        (folder / "maps" / f"{name}.toml").write_text(text, encoding="utf-8")
    assert "say which with --map" in refused(folder, "who,said\nA,B\n")
