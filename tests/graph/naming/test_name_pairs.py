"""447 judged pairs of names: how many true ones are found, how many are sure, and no false one is."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from kg.graph.naming.compare import compare
from kg.graph.naming.parse import parse
from kg.graph.naming.sorts import LEAST, Sort

PAIRS = Path(__file__).resolve().parents[4] / "shared" / "data" / "name-pairs.csv"
SORTS = {"Person": Sort.PERSON, "Vessel": Sort.THING}


@pytest.mark.skipif(not PAIRS.exists(), reason=f"the judged pairs are not at {PAIRS}")
def test_the_judged_pairs():
    """The peer, nomenklatura's LogicV2 at its threshold of 0.7, finds them with F1 0.81."""
    rows = list(csv.DictReader(PAIRS.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 447
    found = missed = wrong = sure = 0
    for row in rows:
        sort = SORTS.get(row["schema"], Sort.COMPANY)
        result = compare(parse(row["name1"], sort), parse(row["name2"], sort))
        is_true = row["is_match"] == "true"
        assert is_true or not result.sure, row
        found += is_true and result.score >= LEAST
        missed += is_true and result.score < LEAST
        wrong += not is_true and result.score >= LEAST
        sure += is_true and result.sure
    assert 2 * found / (2 * found + missed + wrong) >= 0.81
    assert sure / (found + missed) >= 0.4
