"""A sheet of twice the rows takes twice the work, and no more: counted in calls, not in seconds."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import pyoxigraph as ox
import pytest

from kg.build.pipeline import Texts
from kg.curate.checks.rules import read_rule
from kg.curate.sheets import adding
from kg.curate.sheets.additions import Addition
from kg.errors import ERROR, Finding
from kg.iris import CORE, KG, KGD, RDF, SRC
from kg.store.oxigraph import OxigraphStore
from kg.text.inputs import InputFile
from kg.text.layout import find_layout
from kg.text.turtle.document import parse_turtle
from tests.checks.material import RULES
from tests.conftest import ROOT
from tests.curate.sheets.material import DEFAULTS, NEW, lexicon, sheet, workspace

CLAIM = {"relation": "is part of", "whom": "Storm Corps", "speaker": "North Korea"}


def calls(work: Callable[[], object]) -> int:
    """How many functions a piece of work calls."""
    count = 0

    def counted(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def rows(number: int, kind: str) -> list[dict[str, str]]:
    made = []
    for index in range(number):
        row = NEW | CLAIM | {"who": f"{index}th Brigade", "who kind": "military unit"}
        if kind == "sources":
            row["source"] = f"paper-{index}"
        made.append(row)
    return made


def read(folder, number: int, kind: str) -> Addition:
    table = sheet(*rows(number, kind))
    return adding._read_sheet(find_layout(folder), table, lexicon(), DEFAULTS, None)


def read_again(folder, number: int) -> Callable[[], object]:
    """The work of reading a sheet whose rows are in their source's file already."""
    (change,) = read(folder, number, "new").changes
    file = InputFile(change.path, change.shown, change.after)
    known = lexicon()
    there = replace(known, seeds=[*known.seeds, parse_turtle(file, SRC + "paper-2025")])
    table = sheet(*({**row, "who kind": ""} for row in rows(number, "new")))
    return lambda: adding._read_sheet(find_layout(folder), table, there, DEFAULTS, None)


@pytest.mark.parametrize("kind", ["new", "sources", "again"])
def test_the_rows_are_read_in_linear_work(tmp_path, kind):
    folder = workspace(tmp_path)

    def work(number: int) -> int:
        if kind == "again":
            return calls(read_again(folder, number))
        return calls(lambda: read(folder, number, kind))

    work(1)  # what is read once and kept
    few, some, many = (work(number) for number in (30, 90, 150))
    assert many - some < 1.2 * (some - few)


def test_what_is_wrong_is_placed_in_linear_work(tmp_path):
    folder = workspace(tmp_path)

    def work(number: int) -> int:
        addition = read(folder, number, "new")
        (change,) = addition.changes
        document = parse_turtle(InputFile(change.path, change.shown, change.after), SRC + "x")
        addition.after = Texts((), (document,), lexicon().terms)
        findings = [
            Finding("check", ERROR, change.shown, document.line(iri), "kg:x", "problem", "remedy")
            for iri in addition.claims
        ]
        placed: list[Finding] = []
        count = calls(
            lambda: placed.extend(adding._findings_by_row(findings, addition, "sheet.csv"))
        )
        assert [finding.line for finding in placed] == list(range(2, number + 2))
        return count

    few, some, many = (work(number) for number in (30, 90, 150))
    assert many - some < 1.2 * (some - few)


def test_a_speaker_of_many_claims_is_checked_for_contradictions_in_linear_time():
    """Of thousands of claims of one speaker each was once held against each."""

    def node(name: str) -> ox.NamedNode:
        return ox.NamedNode(name)

    store = OxigraphStore()
    speaker, graph = node(KGD + "state-x"), node(SRC + "x")
    for number in range(3000):
        for stance in ("asserts", "denies"):
            claim = node(f"{SRC}x/{stance}{number}")
            values = {
                RDF + "type": node(KG + "Claim"),
                KG + "stance": node(KG + stance),
                KG + "attributedTo": speaker,
                RDF + "subject": node(f"{KGD}unit-{stance}{number // 2999}-{number}"),
                RDF + "predicate": node(KG + "partOf"),
                RDF + "object": node(KGD + "unit-y"),
            }
            if number == 7:
                values[RDF + "subject"] = node(KGD + "unit-both")
            store.load(ox.Quad(claim, node(name), value, graph) for name, value in values.items())

    def cpu(query: str) -> tuple[float, list[str]]:
        started = time.process_time()
        found = [row["focus"].value for row in store.select(query, prefixes=CORE)]
        return time.process_time() - started, found

    plain, all_claims = cpu("SELECT ?focus { ?focus a kg:Claim ; rdf:subject ?s ; kg:stance ?t }")
    assert len(all_claims) == 6000
    taken, found = cpu(read_rule(RULES / "self-contradiction.rq").sparql)
    assert found == [f"{SRC}x/asserts7"]
    assert taken < 20 * plain  # a hundred times and more, where each is held against each


@pytest.mark.slow  # three imports of all that checks need
def test_a_terminal_sees_what_is_being_done_and_a_file_does_not(tmp_path, run):
    folder = workspace(tmp_path)
    (tmp_path / "sheet.csv").write_text(
        ",".join(rows(1, "new")[0]) + "\n" + ",".join(rows(1, "new")[0].values()) + "\n"
    )
    arguments = ["add", "sheet.csv", "--dry-run", "--workspace", "."]
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments, "--curator", "Entente editors"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        seen = b""
        while True:
            try:
                piece = os.read(ours, 1 << 16)
            except OSError:  # the other end is closed
                break
            seen += piece
    os.close(ours)
    assert process.returncode == 0, seen
    assert b"\rreading 1 row " in seen.replace(b"\x1b[Kkg: ", b"")
    assert b"trying shapes and rules" in seen
    quiet = run(*arguments, "--curator", "Entente editors", cwd=folder)
    assert "\r" not in quiet.stderr
    assert "rule" not in quiet.stderr
