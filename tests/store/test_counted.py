"""The limit of rows, in each format: as many rows as it allows are whole, one more is none."""

from __future__ import annotations

import io

import pyoxigraph as ox
import pytest

from kg.errors import KgError
from kg.store.counted import CountedOutput

FORMS = {
    "json": ox.QueryResultsFormat.JSON,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "xml": ox.QueryResultsFormat.XML,
}
#: Values that look like what stands between rows.
VALUES = (
    "1",
    "<http://e/a>",
    '"a,{b},{c"',
    '"</result><result>"',
    '"a\\nb"',
    '"\\"\\t\\""',
    '"a}},{"',
    '"a\\\\"',
    '"},{},{\\"},{"',
    '"a\\r\\nb\\r\\n"',
    '"\\"\\"\\r\\n\\""',
    '"\\\\\\""',
    "UNDEF 5",
)


def write(form: str, rows: int, most: int) -> bytes:
    """So many rows in a format, through an output that allows so many."""
    data = " ".join(
        f"({VALUES[n % len(VALUES)]} {n})".replace("UNDEF 5 ", "UNDEF ") for n in range(rows)
    )
    out = io.BytesIO()
    result = ox.Store().query(f"SELECT ?x ?y {{ VALUES (?x ?y) {{ {data} }} }}")
    result.serialize(CountedOutput(out, form, most), format=FORMS[form])
    return out.getvalue()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("rows", [1, 2, 7, 3_000])  # the last are written in many pieces
def test_rows_are_counted(form, rows):
    whole = write(form, rows, rows)
    assert whole == write(form, rows, 10 * rows)
    if form != "csv":
        assert len(list(ox.parse_query_results(whole, format=FORMS[form]))) == rows
    if rows > 1:
        with pytest.raises(KgError, match="more than"):
            write(form, rows, rows - 1)


@pytest.mark.parametrize("form", FORMS)
def test_rows_in_which_nothing_is_bound_are_counted(form):
    query = "SELECT ?x { VALUES ?n { 1 2 3 } }"
    for most in (2, 3):
        out, result = io.BytesIO(), ox.Store().query(query)
        if most == 3:
            result.serialize(CountedOutput(out, form, most), format=FORMS[form])
        else:
            with pytest.raises(KgError, match="more than"):
                result.serialize(CountedOutput(out, form, most), format=FORMS[form])


def test_a_value_may_be_cut_anywhere_between_two_pieces():
    """Each row holds all that looks like an end; written byte by byte, it counts as one row."""
    for form in FORMS:
        whole = write(form, len(VALUES), 1_000)
        in_pieces(whole, form, len(VALUES))
        with pytest.raises(KgError, match="more than"):
            in_pieces(whole, form, len(VALUES) - 1)


def in_pieces(whole: bytes, form: str, most: int) -> None:
    """Write a result byte by byte."""
    counted = CountedOutput(io.BytesIO(), form, most)
    for at in range(len(whole)):
        counted.write(whole[at : at + 1])


def test_a_query_of_too_many_rows_writes_nothing(run, core, tmp_path):
    query = "SELECT * { VALUES ?x { 1 2 3 } }"
    for form in (*FORMS, "ndjson", "table"):
        done = run("query", query, "-f", form, "--rows", "3")
        assert (done.returncode, done.stderr) == (0, "")
        done = run("query", query, "-f", form, "--rows", "2", "-o", tmp_path / "out")
        assert done.returncode == 3
        assert "more than 2 rows, so none is given" in done.stderr
        assert "--rows" in done.stderr
    assert not (tmp_path / "out").exists()
