"""No column is accepted and then read by nobody."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pytest

from kg.curate.sheets import adding
from kg.curate.sheets.columns import COLUMNS
from kg.errors import DataError
from kg.text.layout import find_layout
from tests.conftest import ROOT
from tests.curate.sheets.material import DEFAULTS, NEW, TEXT, lexicon, sheet

if TYPE_CHECKING:
    from pathlib import Path

    from kg.curate.sheets.lexicon import Lexicon

#: What no vocabulary, name, number, date or address is.
STRANGE = "⁂ qwvk ⁂"
CLAIM = {
    "who": "Zyxw Brigade",
    "who kind": "military unit",
    "relation": "is part of",
    "whom": "Storm Corps",
    "speaker": "North Korea",
}
FIGURE = {
    "who": "Storm Corps",
    "measure": "personnel deployed",
    "counted": "soldier",
    "unit": "person",
    "speaker": "North Korea",
}
#: For columns that need more than a plain claim or figure beside them.
BESIDE = {
    "whom kind": CLAIM | {"whom": "Another Corps"},
    "speaker kind": CLAIM | {"speaker": "An Observer"},
    "hedge": FIGURE | {"best": "40"},
    "figure": FIGURE,
    "lowest": FIGURE | {"hedge": "between", "highest": "50"},
    "highest": FIGURE | {"hedge": "between", "lowest": "30"},
    "best": FIGURE | {"hedge": "approximately"},
    "start": CLAIM | {"end": "40"},
    "end": CLAIM | {"start": "0"},
}
OF_FIGURES = ("measure", "counted", "unit", "share of", "scope", "basis", "as of")


@cache
def core_lexicon() -> Lexicon:
    return lexicon()


def outcome(row: dict[str, str], texts: Path | None) -> tuple[list[tuple[str, str]], bytes]:
    """The complaints about a row (place, problem), and what would be written for it."""
    try:
        table = sheet(row)
    except DataError as refusal:
        return [(finding.term, finding.problem) for finding in refusal.findings], b""
    addition = adding._read_sheet(find_layout(ROOT), table, core_lexicon(), DEFAULTS, texts)
    problems = [(finding.term, finding.problem) for finding in table.problems.findings]
    return problems, b"".join(change.after for change in addition.changes)


@pytest.mark.parametrize("column", [column.name for column in COLUMNS])
def test_what_stands_in_a_column_is_complained_about_or_written(column, tmp_path):
    texts = tmp_path if column in ("start", "end") else None
    (tmp_path / "paper-2025.txt").write_text(TEXT, encoding="utf-8")
    usual = FIGURE | {"figure": "about 40"} if column in OF_FIGURES else CLAIM
    row = NEW | BESIDE.get(column, usual)
    row.pop(column, None)
    problems, written = outcome(row | {column: STRANGE}, texts)
    assert (problems, written) != outcome(row, texts), "nobody has read the column"
    named = any(column in place + problem for place, problem in problems)
    assert written or named, "a complaint names the column"
