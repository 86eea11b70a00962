"""CSV: three tables in a zip, read back; cells that no spreadsheet calculates."""

from __future__ import annotations

import io
import zipfile

import pytest

from kg.publish.formats import csv
from kg.text.formulas import defused
from tests.conftest import ROOT
from tests.publish.material import open_denied
from tests.publish.reading import WORSE_NAMES, tables

pytestmark = pytest.mark.slow

_FORMULA = tuple("=+-@\t\r")


def test_the_zip_holds_three_tables(rendered):
    with zipfile.ZipFile(io.BytesIO(rendered("csv"))) as archive:
        assert archive.namelist() == ["nodes.csv", "edges.csv", "claims.csv"]
        assert archive.testzip() is None


def test_a_figure_of_the_article(rendered):
    # "between 14,000 and 15,000 troops", Western officials, since fall 2024; characters 476 to 615.
    claims = {row["id"]: row for row in tables(rendered("csv"))["claims"]}
    row = claims["khaled-north-korea-russia/c012"]
    assert (row["lower"], row["upper"], row["best"]) == ("14000", "15000", "")
    assert (row["evidence_start"], row["evidence_end"]) == ("476", "615")
    assert row["speaker"] == "kgd:group-western-officials"
    assert row["qualifier"] == "kg:between"
    assert row["wording"] == "between 14,000 and 15,000 troops"
    assert row["time"] == "2024-23/.."
    assert row["source_authors"] == "Sara Khaled"


def test_numbers_are_bare_and_texts_are_quoted(rendered):
    with zipfile.ZipFile(io.BytesIO(rendered("csv"))) as archive:
        text = archive.read("claims.csv").decode()
    assert ",14000," in text
    assert '"khaled-north-korea-russia/c012"' in text
    assert text.endswith("\r\n")


def test_names_in_all_languages_and_an_edge(rendered):
    read = tables(rendered("csv"))
    nodes = {row["id"]: row for row in read["nodes"]}
    assert "폭풍군단@ko" in nodes["kgd:unit-kpa-11th-corps"]["aliases"].split("; ")
    assert nodes["kgd:state-north-korea"]["same_as"] == "http://www.wikidata.org/entity/Q423"
    (edge,) = (
        row
        for row in read["edges"]
        if (row["subject"], row["predicate"], row["object"])
        == ("kgd:unit-kpa-11th-corps", "kg:partOf", "kgd:force-korean-peoples-army")
    )
    assert edge["layer"] == "fact"
    assert edge["claims"] == "khaled-north-korea-russia/c016"
    assert edge["stance"] == "asserts"


def test_an_edge_of_a_denial(workspace):
    (edge,) = (
        row
        for row in tables(csv.render(open_denied(workspace)))["edges"]
        if row["claims"] == "denial/c001"
    )
    assert (edge["subject"], edge["stance"], edge["layer"]) == (
        "kgd:state-china",
        "denies",
        "claim",
    )


def test_no_cell_is_a_formula(rendered_worse):
    for rows in tables(rendered_worse("csv")).values():
        for row in rows:
            for value in row.values():
                assert not value.startswith(_FORMULA), value[:40]


def test_a_cell_that_would_be_calculated_begins_with_an_apostrophe(rendered_worse):
    labels = {row["label"] for row in tables(rendered_worse("csv"))["nodes"]}
    for name in ("=cmd|' /C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\n=1+1"):
        assert f"'{name}" in labels
    assert WORSE_NAMES[-1] in labels
    assert any(label.startswith("nul \ufffd bell \ufffd bom") for label in labels)


def test_defused_leaves_other_texts_alone():
    assert defused("minus -1") == "minus -1"
    assert defused("") == ""
    assert defused("＝1") == "'＝1"


def test_a_name_without_zip_is_refused(run, tmp_path):
    done = run("export", "csv", "-o", tmp_path / "out.csv")
    assert done.returncode == 2
    assert "out.csv.zip" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_name_without_an_option(run, tmp_path):
    assert run("export", "csv", "--workspace", ROOT, cwd=tmp_path).returncode == 0
    assert list(tmp_path.iterdir()) == [tmp_path / "entente.csv.zip"]
