"""Seasons through a sheet and back: EDTF writes winter 2023 as 2023-24, which also looks like two years."""

from __future__ import annotations

import pytest

from kg.build.pipeline import parse_texts
from kg.curate.sheets.cell import Cell
from kg.curate.sheets.lexicon import Lexicon
from kg.curate.sheets.roundtrip import read_back
from kg.curate.sheets.times import read_time
from kg.curate.sheets.writing import sheet_rows, used_columns
from kg.text.inputs import read_inputs
from kg.text.layout import find_layout
from tests.curate.sheets.material import NEW, add, workspace

STEM = "https://w3id.org/entente/source/paper-2025"
CLAIM = NEW | {
    "who": "3rd Brigade", "who kind": "military unit", "relation": "is part of", "whom": "Storm Corps",
    "speaker": "North Korea", "quote": "The 3rd Brigade is part of the Storm Corps.",
}  # fmt: skip
#: What is typed, and the EDTF that is meant (its codes: 21 spring to 24 winter).
TIMES = {
    "winter 2023": "2023-24", "autumn 2022": "2022-23", "summer 2021": "2021-22", "spring 2020": "2020-21",
    "summer 2024": "2024-22", "2023/2024": "2023/2024", "since winter 2023": "2023-24/..",
    "until winter 2023": "../2023-24", "winter 2023 to spring 2024": "2023-24/2024-21", "about winter 2023": "2023-24~",
}  # fmt: skip


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A workspace with a claim of each time, published in winter 2023, and the rows of its sheet."""
    folder = workspace(tmp_path_factory.mktemp("seasons"))
    document = {"published": "winter 2023"}
    rows = [CLAIM | document | {"when": time, "note": time} for time in TIMES]
    add(folder, rows[0], *({k: v for k, v in row.items() if k != "who kind"} for row in rows[1:]))
    layout = find_layout(folder)
    parsed = parse_texts(layout, read_inputs(layout))
    lexicon = Lexicon(parsed.ontology, parsed.seeds, parsed.terms)
    rows = [row for row in sheet_rows(lexicon) if row["source"] == "paper-2025"]
    return lexicon, rows


def test_each_time_is_written_so_that_it_is_read_again(exported):
    _, rows = exported
    assert {row["note"]: read_time(Cell(row["when"])) for row in rows} == TIMES
    assert [row["published"] for row in rows if "published" in row] == ["winter 2023"]


def test_what_a_sheet_carried_comes_back(exported):
    lexicon, rows = exported
    carried = read_back(lexicon, used_columns(rows), rows)
    times = {
        dict(values)["note"]: dict(values)["time"]
        for values in (
            {(name.rpartition("/")[2], value) for name, value in carried[iri]} for iri in carried
        )
        if "note" in dict(values)
    }
    assert {
        note.strip('"'): time.partition("^^")[0].strip('"') for note, time in times.items()
    } == TIMES
