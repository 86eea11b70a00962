"""kg verify as a user meets it."""

from __future__ import annotations

import csv
import io
import json
import shutil

import pytest

from tests.conftest import ARTICLE, ROOT

NAME = "khaled-north-korea-russia"
needs_text = pytest.mark.skipif(
    not ARTICLE.is_file(), reason="the article's text is not in the repository"
)


@pytest.fixture
def texts(tmp_path):
    """A folder with the article."""
    folder = tmp_path / "texts"
    folder.mkdir()
    shutil.copy(ARTICLE, folder)
    return folder


@pytest.fixture
def edited(run, workspace, texts):
    """What ``kg verify`` says of the article after one edit of its claims."""

    def call(old: str, new: str, count: int = 1):
        path = workspace / "seeds" / f"{NAME}.ttl"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= count, old
        path.write_text(text.replace(old, new, count), encoding="utf-8")
        options = ("--workspace", workspace, "--texts", texts, "--source", NAME)
        done = run("verify", *options, "-f", "json")
        return done.returncode, {c["claim"].split("/")[1]: c for c in json.loads(done.stdout)}

    return call


@needs_text
def test_the_article_verifies_completely(run):
    done = run(
        "verify", "--texts", ARTICLE.parent, "--workspace", ROOT, "--source", NAME, "-f", "json"
    )
    assert done.returncode == 0, done.stderr
    claims = json.loads(done.stdout)
    assert len(claims) >= 139
    assert {claim["result"] for claim in claims} == {"verified"}


@needs_text
@pytest.mark.parametrize(
    ("old", "new", "failing", "words"),
    [
        # "More than 6,000 North Korean soldiers have been killed or wounded"
        ("kg:lower 6000 ;", "kg:lower 600 ;", "c020", "600 is not in the evidence"),
        # "more than 12 million artillery shells"
        ("kg:lower 12000000 ;", "kg:lower 12 ;", "c043", "12,000,000"),
        # "between 14,000 and 15,000 troops"
        ("kg:lower 14000 ;", "kg:lower 4000 ;", "c012", "4,000 is not"),
        # "signed by Kim and Putin in June 2024"
        ('kg:time "2024-06"', 'kg:time "2024-07"', "c076", "2024-07 is not"),
        # "arrived in August 2023"
        ('kg:time "2023-08"', 'kg:time "2022-08"', "c040", "2022-08 is not"),
        # "Since fall 2024"
        ('kg:time "2024-23/.."', 'kg:time "2024-22/.."', "c012", "2024-22 is not"),
        # "roughly half of Russia's artillery supply"
        ("kg:qualifier kg:roughlyHalf ;", "kg:qualifier kg:most ;", "c048", "“most”"),
        ('"More than 6,000"', '"more than 6,000"', "c020", "nowhere"),
        ("oa:start 782 ; oa:end 889", "oa:start 782 ; oa:end 4000", "c020", "do not lie in"),
    ],
)
def test_one_wrong_word_fails_that_claim_and_no_other(edited, old, new, failing, words):
    code, claims = edited(old, new)
    assert code == 1
    failed = [name for name, claim in claims.items() if claim["result"] != "verified"]
    assert failed == [failing]
    assert words in claims[failing]["problem"]
    assert claims[failing]["remedy"]
    assert claims[failing]["place"].startswith(f"seeds/{NAME}.ttl:")


@needs_text
def test_another_text_is_told_and_nothing_in_it_is_compared(run, texts, workspace):
    path = texts / ARTICLE.name
    path.write_bytes(path.read_bytes().replace(b"6,000", b"9,000"))
    done = run("verify", "--texts", texts, "--workspace", workspace, "--source", NAME)
    assert done.returncode == 1
    assert done.stdout.count("SHA-256") == 1  # once for all its claims
    assert f"{NAME}.txt has another SHA-256" in done.stdout
    row = next(line for line in done.stdout.splitlines() if line.startswith(NAME))
    assert row.split()[1] == "0"


def test_without_the_text_nothing_passes(run, tmp_path):
    done = run("verify", "--texts", tmp_path, "--workspace", ROOT, "-f", "csv")
    assert done.returncode == 0
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert {row["result"] for row in rows} == {"not checkable"}
    assert f"there is no {NAME}.txt" in {row["problem"] for row in rows}
    assert "0 verified, 0 failed" in done.stderr


@needs_text
def test_chosen_claims(run, texts):
    done = run("verify", "c012", f"{NAME}/c020", "--source", NAME, "--texts", texts, "--all")
    assert done.returncode == 0
    assert f"{NAME}/c012" in done.stdout
    assert f"{NAME}/c043" not in done.stdout
    assert done.stdout.splitlines()[-1].split() == ["all", "2", "0", "0"]


@needs_text
def test_the_terminal_shows_only_what_needs_a_look(run, texts):
    done = run("verify", "--texts", texts, "--workspace", ROOT)
    assert f"{NAME}/c012" not in done.stdout
    assert "not checkable" in done.stdout
    assert "locator" in done.stdout  # the reference file of agencies has no text


@pytest.mark.parametrize("form", ["ndjson", "csv"])
@needs_text
def test_other_formats_list_every_claim(run, texts, form, tmp_path):
    target = tmp_path / "out"
    done = run("verify", "--texts", texts, "--source", NAME, "-f", form, "-o", target)
    assert done.returncode == 0
    lines = target.read_text(encoding="utf-8").splitlines()
    assert len(lines) >= 139
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "give --texts DIR"),
        (("--texts", "no/such/folder"), "no such folder"),
        (("--texts", ".", "c999"), "no claim c999"),
        (("--texts", ".", "--source", "nobody"), "no source nobody"),
        (("--texts", ".", "--format", "xml"), "xml"),
    ],
)
def test_a_wrong_call(run, arguments, words):
    done = run("verify", *arguments)
    assert done.returncode == 2
    assert words in done.stderr


def test_a_text_that_cannot_be_read(run, tmp_path):
    (tmp_path / f"{NAME}.txt").mkdir()
    done = run("verify", "--texts", tmp_path, "--source", NAME)
    assert done.returncode == 3
    assert "folder" in done.stderr


def test_a_broken_source(run, workspace, tmp_path):
    (workspace / "seeds" / "broken.ttl").write_text("this is not Turtle")
    done = run("verify", "--texts", tmp_path, "--workspace", workspace)
    assert done.returncode == 1
    assert "seeds/broken.ttl:1" in done.stderr
