"""Rows too wide for a terminal: three lines each, ids whole, nothing beyond the width."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kg.publish.terminal.entries import entry
from kg.publish.terminal.grid import table_with_details

ID = "korea-joongang-daily-2025-03-27-additional-troops/c001"
LONG = "조선인민군 제11군단 폭풍군단과 북한 파병군의 인명 피해에 관한 긴 진술 " * 3


@pytest.mark.parametrize("width", [60, 80, 100])
def test_a_long_row_has_three_lines_and_its_whole_id(width):
    lines = entry(
        [LONG, "Ministry of Defence of the United Kingdom " * 3, ID], width, cut=True, whole=1
    )
    assert len(lines) == 3
    assert max(map(cell_len, lines)) <= width
    assert any(ID in line for line in lines)
    assert "…" in "".join(lines)


def test_what_fits_is_not_cut():
    assert entry(["killed", "4,000", "", "Agency", ID], 60, cut=True) == [
        "killed · 4,000 · Agency",
        f"  {ID}",
    ]


def test_what_goes_to_a_file_is_whole():
    assert "".join(entry([LONG, ID], 60)).replace(" ", "").count("폭풍군단과") == 3


words = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=40)
texts = st.lists(words, min_size=1, max_size=30).map(" ".join)


@given(st.lists(texts, min_size=1, max_size=6), st.integers(50, 120))
def test_no_line_is_wider_than_the_terminal(fields, width):
    lines = entry([*fields, ID], width, cut=True, whole=1)
    assert max(map(cell_len, lines)) <= width
    assert len(lines) <= 3 or "…" in "".join(lines)  # fields of one word each are not cut


def test_figures_stand_below_one_another_and_who_says_so_under_each():
    rows = [["killed", "900", "1,100"], ["폭풍군단", "40,000", ""]]
    details = [["Agency: “about 1,000”", ID], ["Ministry", "b/c1"]]
    shown = table_with_details(["what", "low", "high"], rows, details, 60, [1, 2], whole=1)
    assert shown is not None
    head, rule, first, said, name, second, other = shown.splitlines()
    ends = [
        cell_len(line[: line.index(text) + len(text)])
        for line, text in ((head, "low"), (first, "900"), (second, "40,000"))
    ]
    assert ends == [ends[0]] * 3
    assert set(rule) == {"─"}
    assert (said, name, other) == ("  Agency: “about 1,000”", f"    {ID}", "  Ministry · b/c1")
    assert table_with_details(["what"], [["a b " * 90]], [["x"]], 40) is None
