"""Every command that writes text: killed at any step, beside an edit, and two at once."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.text.inputs import read_inputs
from kg.text.layout import find_layout
from tests.conftest import ROOT
from tests.faults import started

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_small_core")]

PAPER = """@prefix c: <https://w3id.org/entente/source/paper/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <https://w3id.org/entente/ns/> .
@prefix kgd: <https://w3id.org/entente/id/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix src: <https://w3id.org/entente/source/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

src:paper a kg:ReferenceWork ;
    dcterms:title "A paper"@en ;
    kg:url "https://example.org/paper"^^xsd:anyURI ;
    kg:recordedAt "2026-11-24"^^xsd:date ;
    kg:curator kgd:organisation-own-editors .

kgd:unit-first-army a kg:MilitaryUnit ;
    rdfs:label "First Army"@en .

kgd:unit-1st-army a kg:MilitaryUnit ;
    rdfs:label "1st Army"@en .

c:c001 a kg:Claim ;
    rdf:subject kgd:unit-first-army ;
    rdf:predicate kg:ledBy ;
    rdf:object kgd:person-sara-khaled ;
    kg:statement "The First Army is led by Sara Khaled."@en ;
    kg:attributedTo kgd:organisation-own-editors .
"""
SHEET = (
    "source,title,document address,recorded,curator,who,relation,whom,speaker,statement\n"
    "{0},Report,https://example.org/r,2026-11-24,own editors,{1},is part of,Storm Corps,own editors,Part of it ({0}).\n"
    "paper,,,,,{1},is part of,Storm Corps,own editors,Part of it.\n"
)
MIGRATION = "SELECT ?old ?new { VALUES (?old ?new) { (kg:ledBy kg:hasMember) } }\n"
MERGE = ("kgd:unit-1st-army", "kgd:unit-first-army", "--reason", "Two names.", "--on", "2026-11-24")


class Case(NamedTuple):
    """A command; the file in which somebody makes an edit; and how many files it changes or makes."""

    arguments: tuple[str, ...]
    edited: str
    files: int


CASES = {
    "fmt": Case(("fmt",), "seeds/second.ttl", 2),
    "migrate": Case(("migrate",), "seeds/second.ttl", 2),
    "merge": Case(("merge", *MERGE), "seeds/paper.ttl", 1),
    "add": Case(("add", "sheet.csv"), "seeds/paper.ttl", 2),
    "source": Case(
        ("new", "source", "--title", "News", "--name", "news", "--text", "mine.txt"),
        "seeds/news.ttl",
        2,
    ),
    "entity": Case(
        ("new", "entity", "9th Army", "--kind", "military unit", "--anyway"),
        "seeds/reference-own.ttl",
        1,
    ),
    "class": Case(
        ("new", "class", "coast watch", "--parent", "military unit", "--anyway"),
        "ontology/terms/own.ttl",
        1,
    ),
    "property": Case(
        ("new", "property", "drills", "--subject", "actor", "--object", "actor", "--anyway"),
        "ontology/terms/own.ttl",
        1,
    ),
    "word": Case(
        ("new", "word", "kite", "--below", "drone", "--anyway"), "ontology/vocab/own.ttl", 1
    ),
    "question": Case(("new", "question", "who drills"), "ontology/queries/who-drills.rq", 1),
    "check": Case(("new", "check", "no drill"), "ontology/checks/no-drill.rq", 2),
}


@pytest.fixture(scope="module")
def template(tmp_path_factory, program) -> Path:
    """A workspace with two sources that fmt, migrate and merge would change."""
    above = tmp_path_factory.mktemp("template")
    done = program.run(["new", "workspace", "own"], b"", above, dict(os.environ))
    assert done.returncode == 0, done.stderr
    own = above / "own"
    (own / "seeds" / "paper.ttl").write_text(PAPER, encoding="utf-8")
    second = PAPER.replace("paper", "second").replace("army", "corps").replace("Army", "Corps")
    (own / "seeds" / "second.ttl").write_text(second, encoding="utf-8")
    (own / "ontology" / "migrations").mkdir()
    (own / "ontology" / "migrations" / "x.rq").write_text(MIGRATION)
    (own / "sheet.csv").write_text(SHEET.format("report", "First Army"), encoding="utf-8")
    (own / "mine.txt").write_text("Words.", encoding="utf-8")
    return own


@pytest.fixture
def own(template, tmp_path) -> Path:
    return shutil.copytree(template, tmp_path / "own")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def unformat(folder: Path) -> None:
    """Give ``kg fmt`` something to do, in two files."""
    for name in ("paper", "second"):
        path = folder / "seeds" / f"{name}.ttl"
        path.write_text(path.read_text("utf-8").replace(" ;\n    kg:url", "; kg:url"), "utf-8")


def keep_reading(folder: Path, log: Path, end: Path) -> None:
    """Read the texts of a workspace again and again until there is ``end``; note what differs from before."""
    layout, before = find_layout(folder), ""
    with log.open("w", encoding="utf-8") as lines:
        while True:
            is_last = end.exists()
            own = [file for file in read_inputs(layout) if layout.is_own(file.path)]
            state = json.dumps({file.shown: file.data.decode() for file in own}, sort_keys=True)
            if state != before:
                before = state
                lines.write(state + "\n")
                lines.flush()
            if is_last:
                return
            time.sleep(0.005)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_command_that_writes(own, tmp_path, run, case):
    """Killed at any step it leaves the old texts or the new; an edit beside it stays."""
    if case.arguments == ("fmt",):
        unformat(own)
    before = contents(own)

    edited = own / case.edited
    faults = json.dumps({"folder": str(own), "edit": str(edited)})
    done = run(*case.arguments, cwd=own, KG_TEST_FAULTS=faults)
    assert done.returncode in (2, 3), done.stderr
    assert case.edited in done.stderr
    mine = before.get(case.edited, b"") + b"# mine\n"
    assert contents(own) == before | {case.edited: mine}
    edited.write_bytes(before[case.edited]) if case.edited in before else edited.unlink()

    copies = tmp_path / "copies"
    faults = json.dumps({"folder": str(own), "copies": str(copies)})
    done = run(*case.arguments, cwd=own, KG_TEST_FAULTS=faults)
    assert done.returncode == 0, done.stderr
    after = contents(own)
    assert sum(after[name] != before.get(name) for name in after) == case.files
    found = []
    for copy in sorted(copies.iterdir()):
        find_layout(copy)  # what every command does first
        assert contents(copy) in (before, after), copy.name
        found.append(contents(copy) == after)
    assert found == sorted(found)
    assert False in found
    assert True in found


@pytest.mark.parametrize("name", ["fmt", "migrate", "merge", "add", "source"])
def test_who_reads_meanwhile(own, tmp_path, run, name):
    """At whatever step of the writing, the texts are the old ones or the new, never some of each."""
    if name == "fmt":
        unformat(own)
    log, end = tmp_path / "read", tmp_path / "end"
    reader = started(partial(keep_reading, own, log, end))
    while not (log.exists() and log.read_text("utf-8").endswith("\n")):
        time.sleep(0.01)
    faults = json.dumps({"folder": str(own), "pause": 0.02})
    done = run(*CASES[name].arguments, cwd=own, KG_TEST_FAULTS=faults)
    end.touch()
    assert os.waitpid(reader, 0)[1] == 0
    assert done.returncode == 0, done.stderr
    assert len(log.read_text("utf-8").splitlines()) == 2  # the old ones, then the new


LONG = "Two names of one army. " * 1000  # more than a pipe holds


@pytest.mark.parametrize(
    ("arguments", "edited"),
    [
        (("merge", *MERGE[:3], LONG), "seeds/paper.ttl"),
        (("merge", *MERGE[:3], LONG), "seeds/second.ttl"),
        (("migrate",), "seeds/second.ttl"),
    ],
    ids=["merge", "merge, another file", "migrate"],
)
def test_an_edit_saved_while_a_command_runs(own, arguments, edited):
    """A command that prints to a reader who takes his time has read, and has not written yet."""
    for name in ("paper", "second"):
        path = own / "seeds" / f"{name}.ttl"
        text = path.read_text("utf-8").replace("rdf:predicate", f'rdfs:comment "{LONG}" ;\n    rdf:predicate')  # fmt: skip
        path.write_text(text, "utf-8")
    before = contents(own)
    command = [sys.executable, "-m", "kg", *arguments, "--workspace", str(own)]
    with subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        process.stdout.read(1)
        (own / edited).write_bytes(before[edited] + b"# mine\n")
        _, told = process.communicate(timeout=120)
    now = contents(own)
    if (arguments[0], edited) == ("merge", "seeds/second.ttl"):  # not the file that it changes
        assert process.returncode == 0, told
        assert now["seeds/paper.ttl"] != before["seeds/paper.ttl"]
        assert now["seeds/second.ttl"] == before["seeds/second.ttl"] + b"# mine\n"
        return
    assert process.returncode == 3
    assert f"{edited}: the file has changed meanwhile, and nothing was written" in told
    assert "run the command again" in told
    assert now == before | {edited: before[edited] + b"# mine\n"}


def test_two_sheets_added_at_once_are_both_there(own):
    import pyshacl  # noqa: F401  # both start from here, so that they run at the same time

    from kg.cli import group
    from kg.curate.sheets import adding  # noqa: F401

    children = []
    for number in (1, 2):
        sheet = own / f"sheet{number}.csv"
        sheet.write_text(SHEET.format(f"report-{number}", f"{number}. Regiment").replace(
            "statement\n", "statement,who kind\n").replace(".\n", ".,military unit\n"))  # fmt: skip
        arguments = ["add", str(sheet), "--workspace", str(own)]
        children.append(started(partial(group.main, arguments, standalone_mode=False)))
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0]
    assert {"report-1.ttl", "report-2.ttl"} <= {path.name for path in (own / "seeds").iterdir()}
    paper = (own / "seeds" / "paper.ttl").read_text("utf-8")
    assert paper.count("Part of it.") == 2
    assert not (own / ".kg-writing").exists()


def test_a_reader_finishes_what_a_killed_command_began(own, tmp_path, run):
    """A question is never answered from one file that was written and another that was not."""
    copies = tmp_path / "copies"
    faults = json.dumps({"folder": str(own), "copies": str(copies)})
    query = "SELECT (COUNT(*) AS ?n) { ?c rdf:predicate kg:hasMember FILTER(CONTAINS(STR(?c), '/c001')) }"
    assert run("migrate", cwd=own, KG_TEST_FAULTS=faults).returncode == 0
    half = next(
        copy
        for copy in sorted(copies.iterdir())
        if len({"kg:ledBy" in (copy / "seeds" / f"{name}.ttl").read_text("utf-8")
                for name in ("paper", "second")}) == 2
    )  # fmt: skip
    done = run("query", query, "-f", "csv", cwd=half)
    assert done.returncode == 0, done.stderr
    assert contents(half) == contents(own)
