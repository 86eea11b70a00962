"""Many rows are as few are: what a table of them shows, and what it holds in memory."""

from __future__ import annotations

import io
import json
import os
import tracemalloc
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.iris import CORE
from kg.publish.terminal.kept_rows import KeptRows
from kg.publish.terminal.tables import write_result


def answer(rows: int) -> ox.QuerySolutions:
    """A result of so many rows, whose texts and widest words stand at both ends."""
    lines = ["?x\t?y\t?z"]
    for number in range(rows):
        wide = "wide" * (5 if number == rows - 2 else 1)
        gap = "" if number % 3 and number != rows - 2 else f'"{wide} {number}"@en'
        lines.append(f"<http://example.org/{number}>\t{gap}\t{number}")
    return ox.parse_query_results("\n".join(lines).encode() + b"\n", ox.QueryResultsFormat.TSV)


def written(rows: int, form: str) -> bytes:
    out = io.BytesIO()
    write_result(answer(rows), form, out, 120, CORE)
    return out.getvalue()


@pytest.mark.parametrize("rows", [0, 1, 9_999, 10_000, 10_001, 20_000, 20_001])
def test_all_rows_are_given_each_time_in_their_order(rows):
    with KeptRows() as kept:
        for number in range(rows):
            kept.append([str(number), "\udcff\n"])
        assert len(kept) == rows
        for _ in range(2):
            assert [int(row[0]) for row in kept] == list(range(rows))
        assert all(row[1] == "\udcff\n" for row in kept)


def test_a_long_table_is_laid_out_as_a_short_one():
    lines = written(25_000, "table").decode().splitlines()
    wide, name = len("http://example.org/24999"), len("wide" * 5 + " 24998")
    assert lines[0] == "x".ljust(wide) + "   " + "y".ljust(name) + "   " + "z".rjust(5)
    assert lines[2].startswith("http://example.org/0")
    assert (
        lines[2] == "http://example.org/0".ljust(wide) + "   " + "wide 0".ljust(name) + "       0"
    )
    assert lines[-2].startswith("http://example.org/24999")
    assert lines[-1] == "25000 rows"
    assert len(lines) == 25_003


def test_a_table_does_not_hold_its_rows(monkeypatch):
    """Five times the rows need no more memory; each held as a list of texts would be 250 bytes."""
    monkeypatch.setattr("kg.publish.terminal.kept_rows._AT_ONCE", 100)
    peaks = []
    for rows in (1_000, 5_000):
        result = answer(rows)
        with Path(os.devnull).open("wb") as out:
            tracemalloc.start()
            write_result(result, "table", out, 120, CORE)
            peaks.append(tracemalloc.get_traced_memory()[1])
            tracemalloc.stop()
    assert peaks[1] < peaks[0] + 4_000 * 60


def test_lines_of_json_are_those_of_the_json_module():
    rows = ox.parse_query_results(
        b"?x\t?y\n"
        b'"a\\"b\\\\c\\nd\\u0001\xe2\x80\xa8"\t1\n'
        b'"true"^^<http://www.w3.org/2001/XMLSchema#boolean>\t\n'
        b"1.5\t-1e3\n"
        b'"INF"^^<http://www.w3.org/2001/XMLSchema#double>\t<http://example.org/>\n'
        b"12345678901234567890\t\xf0\x9f\x98\x80\n".replace(
            b"\xf0\x9f\x98\x80", b'"\xf0\x9f\x98\x80"'
        ),
        ox.QueryResultsFormat.TSV,
    )
    out = io.BytesIO()
    write_result(rows, "ndjson", out, 120, CORE)
    expected = [
        {"x": 'a"b\\c\nd\x01\u2028', "y": 1},
        {"x": True},
        {"x": 1.5, "y": -1000.0},
        {"x": "INF", "y": "http://example.org/"},
        {"x": 12345678901234567890, "y": "😀"},
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in expected]
    assert out.getvalue().decode() == "".join(f"{line}\n" for line in lines)


def test_many_lines_of_json():
    lines = written(2_500, "ndjson").splitlines()
    assert len(lines) == 2_500
    assert json.loads(lines[-1]) == {"x": "http://example.org/2499", "y": "wide 2499", "z": 2499}
