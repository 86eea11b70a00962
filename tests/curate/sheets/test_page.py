"""The page that documents the columns says what the program knows, no more and no less."""

from __future__ import annotations

import re

from kg.curate.sheets.columns import COLUMNS, GROUPS
from tests.conftest import ROOT

PAGE = (ROOT / "seeds" / "SHEETS.md").read_text(encoding="utf-8")


def test_the_page_lists_the_columns():
    sections = PAGE.split("\n## ")
    for group, title in GROUPS.items():
        (section,) = [s for s in sections if s.startswith(f"{title}\n")]
        rows = re.findall(r"^\| `([^`]+)` \| (.*?) \| (.*?) \|$", section, re.MULTILINE)
        assert rows == [(c.name, c.means, c.example) for c in COLUMNS if c.group == group]


def test_other_words_for_a_column_lead_to_one_column():
    words = [word for column in COLUMNS for word in (column.name, *column.also)]
    assert len(words) == len(set(words))
