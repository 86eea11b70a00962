"""``kg import``: the data of others become sources; what a person sees of it."""

from __future__ import annotations

import csv
import io

import pytest

from tests.curate.importers import files
from tests.curate.importers.importing import DATA

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_small_core")]


@pytest.fixture
def place(tmp_path, run):
    folder = tmp_path / "place"
    assert run("new", "workspace", folder).returncode == 0
    for reader, (name, text, _) in files.GOOD.items():
        (folder / f"{reader}-{name}").write_text(text, encoding="utf-8")
    return folder


def sources(folder) -> set[str]:
    return {path.name for path in (folder / "seeds").glob("*.ttl")}


def test_the_readers_are_listed(run):
    done = run("import", "--list")
    assert done.returncode == 0
    for reader in (*files.GOOD, "csv"):
        assert f"\n{reader} " in done.stdout


def test_a_file_becomes_a_source_and_its_losses_are_told(run, place):
    done = run("import", "ftm", "ftm-file.json", "--address", "https://example.org/x", cwd=place)
    assert done.returncode == 0, done.stderr
    assert "ftm-made-list.ttl" in sources(place)
    assert "new: 2 claims and 5 entities" in done.stderr
    assert "property “address” of Company" in done.stderr
    again = run("import", "ftm", "ftm-file.json", "--address", "https://example.org/x", cwd=place)
    assert "nothing is new" in again.stderr
    shown = run("show", "Jo Doe", cwd=place)
    assert "Minister of Arms" in shown.stdout


def test_nothing_is_written_by_a_dry_run(run, place):
    before = sources(place)
    done = run("import", "sipri", "sipri-file.csv", "--dry-run", cwd=place)
    assert done.returncode == 0, done.stderr
    assert "would write 1 file" in done.stderr
    assert sources(place) == before


def test_losses_and_doubts_go_to_files(run, place):
    data = files.ORBAT.replace("9th Brigade", "11th Corps of the Korean People's Army")
    (place / "orbat.json").write_text(data, encoding="utf-8")
    said = ("--publisher", "Made Institute", "--address", "https://example.org/x")
    done = run("import", "orbat", "orbat.json", *said, "--loss", "loss.txt", "--unsure", "unsure.csv", cwd=place)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "the standard identity of sides" in (place / "loss.txt").read_text()
    rows = list(csv.DictReader(io.StringIO((place / "unsure.csv").read_text())))
    assert {"u1"} == {row["id"] for row in rows}
    assert "kgd:unit-kpa-11th-corps" in {row["entity"] for row in rows}
    assert {row["decision"] for row in rows} == {""}
    for row in rows:
        row["decision"] = "no"
    out = io.StringIO()
    writer = csv.DictWriter(out, rows[0])
    writer.writeheader()
    writer.writerows(rows)
    (place / "unsure.csv").write_text(out.getvalue())
    settled = run("import", "orbat", "orbat.json", *said, "--settled", "unsure.csv", cwd=place)
    assert settled.returncode == 0, settled.stderr
    assert "as you settled it" in settled.stderr
    assert "as you settled it" not in done.stderr
    assert "1 things" not in done.stderr + settled.stderr
    assert "may be of entities" not in settled.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "no reader is given"),
        (("ftm",), 2, "no file is given"),
        (("wikidat", "x"), 2, "did you mean wikidata?"),
        (("ftm", "no-such-file"), 3, "no-such-file"),
        (("misp", "ftm-file.json"), 1, "this is no JSON"),
        (("misp", "stix-file.json"), 1, "this is not a galaxy cluster of MISP"),
        (("orbat", "orbat-file.json"), 2, "--publisher"),
        (("ftm", "ftm-file.json"), 2, "--address"),
        (("rdf", "rdf-file.ttl"), 2, "--map"),
        (("csv", "sipri-file.csv"), 2, "--map"),
        (("sipri", "sipri-file.csv", "--source", "../x"), 2, "--source"),
        (("sipri", "sipri-file.csv", "--licence", "mine"), 2, "--licence"),
        (("sipri", "sipri-file.csv", "--issued", "last year"), 2, "EDTF"),
    ],
)  # fmt: skip
def test_what_goes_wrong_says_what_to_do_and_writes_nothing(run, place, arguments, code, said):
    before = sources(place)
    done = run("import", *arguments, cwd=place)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert sources(place) == before


@pytest.mark.slow
@pytest.mark.skipif(not DATA.exists(), reason="the files of others are not here")
def test_the_way_of_the_readme(run, place):
    """The commands that the README shows to a new user, with the files that it names, in its order.

    What they make of these real files passes all checks.
    """
    import re
    import shlex
    import shutil

    from tests.conftest import ROOT

    for path in DATA.glob("*.json"):
        shutil.copy(path, place)
    (block,) = re.findall(r"```console\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    for line in block.splitlines():
        done = run(*shlex.split(line)[2:], cwd=place)
        assert done.returncode == 0, done.stderr
    assert "National Intelligence Service of South Korea" in (place / "unsure.csv").read_text()
    assert (place / "narvik.html").stat().st_size > 100_000
    check = run("check", cwd=place)
    assert check.returncode == 0, check.stdout
    assert run("fmt", "--check", cwd=place).returncode == 0
