"""``kg suggest``: a text becomes a sheet that ``kg add`` reads; what is no text is told."""

from __future__ import annotations

import csv
import io
import json

import pytest

TEXT = """A Quiet Shipment

By Anna Miller

Published 3 March 2025

North Korea has sent more than 200 artillery shells to Russia, Western officials say. Most come from old stocks.
The 155th Naval Brigade is part of the Pacific Fleet. Poland has delivered 20 drones to Ukraine.
Moscow refused to comment. About 300 tanks burnt.
"""


@pytest.fixture
def article(tmp_path):
    """A text of our own in a folder."""
    path = tmp_path / "miller-shipment.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def rows(output: str) -> list[dict[str, str]]:
    """The rows of a sheet."""
    return list(csv.DictReader(io.StringIO(output.removeprefix("\ufeff"))))


@pytest.mark.slow
def test_the_drafts_that_lack_nothing_are_added_and_verified(run, article, whole_workspace):
    """``kg verify`` reads the text again, by a reader that shares nothing with the one that drafts."""
    sheet, here = article.with_suffix(".csv"), ("--workspace", whole_workspace)
    done = run("suggest", article, "--least", "likely", "-o", sheet, *here)
    assert done.returncode == 0, done.stderr
    drafts = rows(sheet.read_text("utf-8"))
    assert {row["note"].partition(":")[0] for row in drafts} == {"sure", "likely"}
    assert "more than 200" in {row["figure"] for row in drafts}
    texts = ("--texts", article.parent)
    added = run("add", sheet, *texts, "--curator", "Entente editors", *here)
    assert added.returncode == 0, added.stdout + added.stderr
    assert f"added {len(drafts)} claims" in added.stderr
    verified = run("verify", "--source", article.stem, *texts, "--all", "-f", "json", *here)
    results = [row["result"] for row in json.loads(verified.stdout)]
    assert results == ["verified"] * len(drafts)


def test_what_is_open_is_named_and_refused_cell_by_cell(run, article, workspace):
    sheet = article.with_suffix(".csv")
    run("suggest", article, "-o", sheet, cwd=article.parent)
    tanks = next(row for row in rows(sheet.read_text("utf-8")) if row["figure"] == "About 300")
    assert tanks["note"].startswith("open: ")
    assert (tanks["who"], tanks["measure"], tanks["speaker"]) == ("", "", "Anna Miller")
    call = ("add", sheet, "--texts", ".", "--curator", "Entente editors", "--workspace", workspace)
    added = run(*call, cwd=article.parent)
    assert added.returncode == 1
    assert "measure" in added.stdout + added.stderr


def test_json_says_how_sure_and_where(run, article):
    done = run("suggest", article, "-f", "json")
    drafts = json.loads(done.stdout)
    assert {draft["level"] for draft in drafts} == {"sure", "likely", "open"}
    for draft in drafts:
        assert TEXT[draft["start"] : draft["end"]] == draft["quote"]


def test_a_workbook(run, article, tmp_path):
    pytest.importorskip("xlsxwriter")
    target = tmp_path / "drafts.xlsx"
    assert run("suggest", article, "-o", target).returncode == 0
    assert target.read_bytes().startswith(b"PK")


def test_the_names_of_a_text(run, article):
    done = run("suggest", article, "--names", "-f", "json")
    names = {row["name"]: row for row in json.loads(done.stdout)}
    assert (names["North Korea"]["id"], names["North Korea"]["new"]) == (
        "kgd:state-north-korea",
        False,
    )
    assert (names["155th Naval Brigade"]["kind"], names["155th Naval Brigade"]["new"]) == (
        "military unit",
        True,
    )
    assert names["Russia"]["times"] == 2  # once as Moscow
    other = run("suggest", "--text", "조선인민군은 Збройні сили України.", "--names", "-f", "json")
    assert [row["id"] for row in json.loads(other.stdout)] == [
        "kgd:force-korean-peoples-army",
        "kgd:force-ukrainian-armed-forces",
    ]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "zip"),
        (b"Russia sent \x00\x01 drones.", "control character"),
        (b"Russia sent \xff drones.", "UTF-8"),
        (b"<!DOCTYPE html><p>Russia", "HTML"),
        (b"a" * (2**20 + 1), "larger"),
    ],
)
def test_what_is_no_text_is_told(run, data, message):
    done = run("suggest", "-", "--source", "x", stdin=data)
    assert done.returncode in (2, 3)
    assert message in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "Russia sent 300 drones, " * 20_000,
        "more than about " * 20_000,
        "“Russia said. " * 10_000,
        "300 " * 50_000,
        "The " * 50_000,
        "\n" * 100_000 + "Russia helped Ukraine.",
    ],
)
def test_a_text_that_nobody_wrote_is_read_soon(run, text):
    done = run("suggest", "-", "--source", "x", "--least", "sure", stdin=text)
    assert done.returncode in (0, 3), done.stderr
    assert "Traceback" not in done.stderr


def test_the_id_of_the_source_must_be_known(run):
    done = run("suggest", "-", stdin=TEXT)
    assert done.returncode == 2
    assert "--source" in done.stderr
