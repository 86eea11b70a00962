"""``kg add`` with a sheet whose columns are not ours: the proposal, the mapping, what is kept."""

from __future__ import annotations

import tomllib

import pytest

from tests.curate.sheets.material import workspace

pytestmark = pytest.mark.slow

SHEET = """Our claims of May
Subject,Verb,Object,Said by,Excerpt from it
3rd Brigade,belonged as a part to,Storm Corps,North Korea,The 3rd Brigade is part of the Storm Corps.
"""
KINDS = '"3rd Brigade" = "military unit"'


@pytest.fixture
def folder(tmp_path, run):
    folder = workspace(tmp_path)
    (folder / "claims.csv").write_text(SHEET, encoding="utf-8")
    source = ("--title", "A paper", "--name", "paper-2025", "--text", "texts/paper-2025.txt")
    done = run("new", "source", *source, "--workspace", ".", "--publisher", "Post", cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


def call(run, folder, *options):
    where = ("--workspace", ".", "--source", "paper-2025")
    return run("add", "claims.csv", *where, *options, cwd=folder)


@pytest.mark.slow
def test_a_foreign_sheet_is_mapped_once_and_known_the_next_time(folder, run):
    proposed = call(run, folder)
    assert proposed.returncode == 1  # nothing is added yet
    assert "its cells stand in the text" in proposed.stderr
    assert "--map map.toml" in proposed.stderr
    content = tomllib.loads(proposed.stdout)
    assert content["columns"]["said by"] == "speaker"
    assert content["kinds"] == {"3rd Brigade": "military unit"}
    new = {"subject": ["military unit"], "object": ["military unit"]}
    assert content["new"]["property"] == {"belonged as a part to": new}
    assert call(run, folder, "--propose").returncode == 0
    mapping = folder / "map.toml"
    relation = '\n[relations]\n"belonged as a part to" = "is part of"\n'
    mapping.write_text(proposed.stdout + relation, encoding="utf-8")
    shown = call(run, folder, "--map", "map.toml", "--dry-run")
    assert shown.returncode == 0, shown.stderr
    assert not (folder / "maps").exists()
    done = call(run, folder, "--map", "map.toml")
    assert done.returncode == 0, done.stderr
    assert (folder / "maps" / "claims.toml").read_bytes() == mapping.read_bytes()
    again = call(run, folder)
    assert again.returncode == 0, again.stderr
    assert "says what is there already" in again.stderr


def test_a_mapping_of_another_sheet_is_refused_and_nothing_written(folder, run):
    (folder / "map.toml").write_text('[columns]\nActor = "who"\n', encoding="utf-8")
    before = (folder / "seeds" / "paper-2025.ttl").read_bytes()
    done = call(run, folder, "--map", "map.toml")
    assert done.returncode == 1
    assert "is it a mapping for another sheet?" in done.stderr
    assert (folder / "seeds" / "paper-2025.ttl").read_bytes() == before
    assert not (folder / "maps").exists()


def test_a_mapping_that_is_not_there_is_said_so(folder, run):
    done = call(run, folder, "--map", "nowhere.toml")
    assert done.returncode == 3
    assert "nowhere.toml" in done.stderr


def test_faults_come_by_cause_before_the_rows(folder, run):
    text = SHEET + "\n".join(
        f"{who},{verb},Storm Corps,Nobody,Others doubt it"
        for who, verb in (("4th Brigade", "eats"), ("5th Brigade", "eats"), ("6th Brigade", "sees"))
    )
    (folder / "claims.csv").write_text(text, encoding="utf-8")
    mapping = '[columns]\nSubject = "who"\nVerb = "relation"\nObject = "whom"\n"Said by" = "speaker"\n"Excerpt from it" = "quote"\n'
    (folder / "map.toml").write_text(mapping, encoding="utf-8")
    done = call(run, folder, "--map", "map.toml")
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert "Verb: 3 words unknown in 4 rows (“belonged as a part to”, “eats”, “sees”)" in lines
    assert "Said by: 1 word unknown in 3 rows (“Nobody”)" in lines
    rows = [line for line in lines if line.startswith("claims.csv:")]
    assert lines.index(rows[0]) > lines.index("Said by: 1 word unknown in 3 rows (“Nobody”)")
    assert any("claims.csv:4: error [sheet-cell] column “Verb” (B4)" in row for row in rows)


def test_the_words_of_a_column_are_listed(run):
    done = run("add", "--words", "unit")
    assert "person" in done.stdout.splitlines()
    done = run("add", "--words", "counted")
    assert "soldier" in done.stdout.splitlines()
    assert "asserted" not in done.stdout.splitlines()  # nothing that can be counted
    assert run("add", "--words", "whatever").returncode == 2


def test_what_a_mapping_lists_is_made_from_it(folder, run):
    """Who has a mapping that lists what is to be made is sent to it, not to another file."""
    mapping = folder / "map.toml"
    mapping.write_text(call(run, folder).stdout, encoding="utf-8")
    done = call(run, folder, "--map", "map.toml")
    assert done.returncode == 1
    assert (
        "stand under [new] of map.toml: look it through, then: kg new from map.toml" in done.stderr
    )
    assert "--missing" not in done.stderr


@pytest.mark.parametrize(
    ("kind", "problem", "remedy"),
    [
        ("news article", "is a kind of documents", "is to be left out"),
        ("weapon type", "is a word of a vocabulary", 'kg new word "3rd Brigade" --below WORD'),
        ("gadget", "nothing here is called “gadget”", "kg terms --kind class"),
    ],
)
def test_a_kind_that_is_none_of_entities(folder, run, kind, problem, remedy):
    text = call(run, folder).stdout.replace(KINDS, f'"3rd Brigade" = "{kind}"')
    relation = '\n[relations]\n"belonged as a part to" = "is part of"\n'
    (folder / "map.toml").write_text(text + relation, encoding="utf-8")
    done = call(run, folder, "--map", "map.toml")
    assert done.returncode == 1
    assert problem in done.stderr
    assert remedy in done.stderr
