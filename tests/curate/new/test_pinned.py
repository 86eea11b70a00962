"""Whatever the program writes into a Turtle file, `kg fmt` has nothing to change in it."""

from __future__ import annotations

import csv

import pytest

from kg.curate.fmt import format_all
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

#: What `kg new` makes of Turtle, in this order.
MADE = {
    "workspace": ("sahel", "--name", 'The "Sahel" 사헬', "--prefix", "sahel"),
    "source": (
        *("--title", "A militia is trained", "--author", "Jane Doe", "--author", "Ян Ковальский"),
        *("--publisher", "Border Post", "--date", "2025-03-02", "--url", "https://example.org/x"),
        *("--language", "ko-latn", "--licence", "CC BY 4.0", "--reliability", "b"),
    ),
    "entity": (
        *("9th Army", "--kind", "military unit", "--alias", "9-я армия@ru", "--alias", "구군@ko"),
        *(
            "--wikidata",
            "Q5",
            "--identifier",
            "ofacSdn=12",
            "--identifier",
            "imoNumber=9074729",
            "--comment",
            'Of "the north".',
        ),
    ),
    "class": ("coast guard", "--parent", "armed force"),
    "property": (
        "trains",
        "--subject",
        "actor",
        "--object",
        "military unit",
        "--state",
        "--single",
    ),
    "word": ("loitering drone", "--below", "drone"),
    "check": ("unit without a parent", "--remedy", "say where"),
}
ROW = {
    "who": "10th Army",
    "who kind": "military unit",
    "relation": "is part of",
    "whom": "9th Army",
    "speaker": "Russia",
    "how likely": "likely",
    "address": f"https://example.org/{'long/' * 20}",
    "wording": "the 10th, of the 9th",
}


def test_nothing_that_is_written_would_change(tmp_path, run):
    folder = tmp_path / "sahel"

    def kg(*arguments: str) -> None:
        done = run(*arguments, cwd=folder if folder.exists() else tmp_path)
        assert done.returncode == 0, done.stderr
        for one in format_all(sorted(folder.rglob("*.ttl"))):
            assert one.file.data.decode() == one.text, arguments

    known = {path.stem for path in (ROOT / "kg" / "cli" / "_new").glob("[a-z]*.py")}
    assert known == {*MADE, "from", "question", "sheet"}  # from: test_from_file.py
    for name, arguments in MADE.items():
        kg("new", name, *arguments)
    paper = {"source": "a-paper", "title": "A paper", "document address": "https://example.org/p"}
    post = {"source": "border-post-2025-03-02-a-militia-is-trained"}
    with (folder / "rows.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*paper, *ROW])
        writer.writeheader()
        writer.writerows([paper | ROW, post | ROW])
    kg("add", "rows.csv", "--curator", "kgd:organisation-sahel-editors")
    kg("merge", "10th Army", "kgd:unit-kpa-11th-corps", "--reason", 'One "army".')
    kg("merge", "9th Army", "unit-army-9", "--rename", "--reason", "A number is no name.")
    kg("merge", "--undo", "kgd:unit-9th-army")
    (folder / "ontology" / "migrations").mkdir()
    move = "SELECT ?old ?new WHERE { VALUES (?old ?new) { (kg:partOf <http://example.org/part>) } }"
    (folder / "ontology" / "migrations" / "1.rq").write_text(move)
    kg("migrate")
