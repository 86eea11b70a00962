"""kg new source, entity, class, property, question, check: what they write works at once."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path

import pytest

from tests.built import build_as
from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_small_core")]

TEXT = "The 9th Army trains the Dan Na militia.\n제9군 훈련.\n"
ARTICLE = ("new", "source", "--title", "A militia is trained", "--publisher", "Border Post")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A workspace that each test copies: making one costs a process."""
    from datetime import date

    from kg.curate.new.workspace import new_workspace, plan_workspace

    folder = tmp_path_factory.mktemp("made") / "sahel"
    new_workspace(folder, plan_workspace(folder, None, None, None), date(2026, 11, 24))
    return folder


@pytest.fixture
def sahel(made, tmp_path) -> Path:
    return build_as(Path(shutil.copytree(made, tmp_path / "sahel")), made)


@pytest.fixture
def unchanged(made, run):
    """Call ``kg …`` in the one workspace that all share, and expect that it writes nothing."""

    def call(*arguments: object) -> str:
        before = files(made)
        done = run(*arguments, cwd=made)
        assert done.returncode in (2, 3)
        assert files(made) == before
        return done.stderr

    return call


@pytest.fixture
def new(sahel, run):
    """Call ``kg new …`` in the workspace and expect it to work."""

    def call(*arguments: object) -> str:
        done = run("new", *arguments, cwd=sahel)
        assert done.returncode == 0, done.stderr
        return done.stdout

    return call


def findings(run, folder: Path) -> list[tuple[str, str]]:
    done = run("check", "--format", "json", "--workspace", folder)
    found = json.loads(done.stdout)
    assert [f for f in found if f["severity"] == "error"] == []
    assert done.returncode == 0
    return [(f["check"], f["file"]) for f in found]


def files(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


# A source


def test_a_source_says_what_was_given(sahel, new, run, tmp_path):
    text = tmp_path / "saved.txt"
    text.write_text(TEXT, encoding="utf-8")
    title = 'He said: "go" \\ 훈련 🚀'
    new(
        *("source", "--title", title, "--author", "Jane Doe", "--author", "Ян Ковальский"),
        *("--publisher", "Border Post", "--date", "2025-03-02", "--url", "https://example.org/x"),
        *("--text", text, "--language", "en", "--licence", "CC BY-SA 4.0", "--reliability", "b"),
        *("--kind", "report"),
    )
    stem = "border-post-2025-03-02-he-said-go-hunlyeon"
    written = (sahel / "seeds" / f"{stem}.ttl").read_text(encoding="utf-8")
    assert f"src:{stem} a kg:Report ;" in written
    assert 'dcterms:title "He said: \\"go\\" \\\\ 훈련 🚀"@en' in written
    assert 'dcterms:creator "Jane Doe", "Ян Ковальский" ;' in written
    assert 'dcterms:issued "2025-03-02"^^edtf:EDTF' in written
    assert "dcterms:license <https://creativecommons.org/licenses/by-sa/4.0/>" in written
    assert f'kg:textSha256 "{hashlib.sha256(TEXT.encode()).hexdigest()}"' in written
    assert f"kg:textLength {len(TEXT)}" in written
    assert (sahel / "texts" / f"{stem}.txt").read_bytes() == TEXT.encode()
    assert findings(run, sahel) == [("fill-in", f"seeds/{stem}.ttl")]


def test_what_is_not_known_is_not_written(sahel, new, run):
    new(*ARTICLE[1:])
    written = (sahel / "seeds" / "border-post-a-militia-is-trained.ttl").read_text(encoding="utf-8")
    for absent in ("creator", "issued", "language", "license", "kg:url", "textSha256", "kg:rel"):
        assert absent not in written


WRONG = {
    "a day that is none": (("--date", "2025-02-30"), "2025-02-30"),
    "no address": (("--url", "example.org"), "https://"),
    "a script for an address": (("--url", "javascript:alert(1)"), "https://"),
    "no licence": (("--licence", "free"), "https://"),
    "a grade": (("--reliability", "G"), "A to F"),
    "a language": (("--language", "English"), "en, ko"),
    "no such kind": (("--kind", "military unit"), "kg terms kg:Source"),
    "a name with a folder": (("--name", "../elsewhere"), "write elsewhere"),
    "a text that is not there": (("--text", "nowhere.txt"), "nowhere.txt"),
    "a text that is no text": (("--text", "/dev/null"), "holds no text"),
    "no such curator": (("--curator", "kgd:person-nobody"), "person-nobody"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_source_that_cannot_be_is_refused_whole(unchanged, name):
    options, told = WRONG[name]
    assert told in unchanged(*ARTICLE, *options)


def test_nothing_is_written_over(sahel, new, run):
    new(*ARTICLE[1:])
    before = files(sahel)
    done = run(*ARTICLE, cwd=sahel)
    assert done.returncode == 2
    assert "there is a source" in done.stderr
    assert "--name" in done.stderr
    core = run(*ARTICLE, "--name", "reference-states", cwd=sahel)
    assert "core/seeds/reference-states.ttl" in core.stderr
    assert files(sahel) == before


def test_without_a_title_and_a_terminal(unchanged):
    assert "--title" in unchanged("new", "source")


def test_on_a_terminal_it_asks(sahel):
    import os
    import pty
    import subprocess
    import sys

    main, other = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "kg", "new", "source"],
        cwd=sahel,
        stdin=other,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    os.write(main, b"A militia\nJane Doe\n\n2025-03\n\n\nen\n\n\n")
    _, err = process.communicate(timeout=60)
    os.close(main)
    os.close(other)
    assert process.returncode == 0, err.decode()
    written = (sahel / "seeds" / "doe-2025-03-a-militia.ttl").read_text(encoding="utf-8")
    assert 'dcterms:creator "Jane Doe"' in written
    assert "publisher" not in written
    assert b"publisher" in err  # it was asked for


# An entity


def test_an_entity_with_names_in_other_scripts(sahel, new, run):
    told = new(
        "entity",
        "9th Army",
        "--kind",
        "military unit",
        "--alias",
        "9-я армия@ru",
        "--wikidata",
        "Q5",
    )
    assert "kgd:unit-9th-army" in told  # as the units of the core are named
    written = (sahel / "seeds" / "reference-sahel.ttl").read_text(encoding="utf-8")
    assert 'skos:altLabel "9-я армия"@ru' in written
    assert "skos:exactMatch wd:Q5" in written
    assert written.index("organisation-sahel-editors a") < written.index("unit-9th-army a")
    assert findings(run, sahel) == []
    assert "unit-9th-army" in run("find", "9-я армия", cwd=sahel).stdout


def test_an_entity_with_numbers_on_lists(sahel, new, run):
    """The shape of the codebook; who has such a number already is offered."""
    ship = ("entity", "MV Example", "--kind", "weapon item", "--identifier", "IMO number=9074729")
    new(*ship, "--identifier", "ofacSdn=123")
    written = (sahel / "seeds" / "reference-sahel.ttl").read_text(encoding="utf-8")
    for scheme, number in (("imoNumber", "9074729"), ("ofacSdn", "123")):
        node = f'[ a kg:Identifier ; kg:identifierScheme kg:{scheme} ; skos:notation "{number}" ]'
        assert node in written
    assert findings(run, sahel) == []
    again = run("new", "entity", "A Vessel", *ship[2:], cwd=sahel)
    assert (again.returncode, "kgd:item-mv-example" in again.stderr) == (2, True)


@pytest.mark.parametrize("name", ["Storm Corps", "storm corps", "Strom Corps", "11th Corps"])
def test_an_entity_that_is_there_is_offered(unchanged, name):
    told = unchanged("new", "entity", name, "--kind", "military unit")
    assert "kgd:unit-kpa-11th-corps" in told
    assert "--anyway" in told


def test_it_is_found_by_an_alias_too_and_written_anyway(sahel, run, new):
    call = ("new", "entity", "Tempest Corps", "--kind", "military unit", "--alias", "폭풍군단@ko")
    assert "kgd:unit-kpa-11th-corps" in run(*call, cwd=sahel).stderr
    assert "kgd:unit-tempest-corps" in new(*call[1:], "--anyway")


def test_an_identifier_is_taken_once(unchanged):
    call = ("entity", "Army of the North", "--kind", "military unit", "--id", "unit-kpa-11th-corps")
    assert "is taken" in unchanged("new", *call, "--anyway")


ENTITIES = {
    "another script": (("폭풍", "--kind", "military unit"), "--alias"),
    "no language": (("X Army", "--kind", "military unit", "--alias", "군단"), "@ko"),
    "no class": (("X Army", "--kind", "militry unit"), "kg:MilitaryUnit"),
    "no entity": (("X Army", "--kind", "claim"), "no kind of entity"),
    "no file": (
        ("X Army", "--kind", "military unit", "--source", "reference-sahl"),
        "reference-sahel",
    ),
    "a file of the core": (("X", "--kind", "state", "--source", "reference-states"), "no source"),
    "no item": (("X Army", "--kind", "military unit", "--wikidata", "5"), "Q423"),
    "no scheme": (
        ("X", "--kind", "state", "--identifier", "imo=9074729"),
        "imoNumber (IMO number), lei (",
    ),
    "no number": (("X", "--kind", "state", "--identifier", "9074729"), "SCHEME=NUMBER"),
    "no IMO number": (("X", "--kind", "state", "--identifier", "imoNumber=907"), "as in: 9074729"),
    "an identifier out of bounds": (("X", "--kind", "state", "--id", "../x"), "kind-name"),
}


@pytest.mark.parametrize("name", ENTITIES)
def test_an_entity_that_cannot_be(unchanged, name):
    arguments, told = ENTITIES[name]
    assert told in unchanged("new", "entity", *arguments)


# Terms


def test_a_class_and_a_relation_are_used_at_once(sahel, new, run):
    new("class", "coast guard", "--parent", "armed force")
    new("property", "trains", "--subject", "actor", "--object", "kg:MilitaryUnit", "--state")
    new("entity", "Coast Guard of Mali", "--kind", "coast guard")
    gaps = findings(run, sahel)
    assert {check for check, _ in gaps} == {"fill-in"}
    assert {file for _, file in gaps} == {"ontology/terms/sahel.ttl"}
    shown = run("terms", "trains", cwd=sahel).stdout
    assert "sahel:trains: trains (relation)" in shown
    query = "SELECT ?x { ?x a sahel:CoastGuard, kg:Actor }"
    assert "guard-coast-guard-of-mali" in run("query", query, "--format", "csv", cwd=sahel).stdout


def test_without_gaps_there_is_nothing_to_fill_in(sahel, new, run):
    new(
        *("class", "coast guard", "--parent", "kg:ArmedForce"),
        *("--definition", "Armed force that keeps watch along a shore."),
        *("--example", "One of a state.", "--source", "https://example.org/standard"),
    )
    assert findings(run, sahel) == []


def test_terms_stand_in_alphabetical_order(sahel, new):
    for label in ("patrol", "air guard", "militia", "zone guard"):
        new("class", label, "--parent", "organisation")
    text = (sahel / "ontology" / "terms" / "sahel.ttl").read_text(encoding="utf-8")
    blocks = re.findall(r"^sahel:(\w+) a", text, re.MULTILINE)
    assert blocks == ["AirGuard", "Militia", "Patrol", "ZoneGuard"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("class", "military unit", "--parent", "organisation"), "kg:MilitaryUnit"),
        (("class", "militry unit", "--parent", "organisation"), "kg:MilitaryUnit"),
        (("class", "patrol", "--parent", "supports"), "no class"),
        (
            ("class", "patrol", "--parent", "organisation", "--definition", "A patrol."),
            "Organisation that",
        ),
        (("class", "patrol", "--parent", "organisation", "--file", "../../x"), "no name of a file"),
        (("class", "patrol", "--parent", "organisation", "--source", "a> b"), "https://"),
        (("class", "🚀", "--parent", "organisation"), "letter"),
        (("property", "suports", "--subject", "actor"), "kg:supports"),
        (("property", "trains", "--subject", "asserted"), "no class"),
    ],
)
def test_a_term_that_cannot_be(unchanged, arguments, told):
    assert told in unchanged("new", *arguments)


def test_a_hand_written_file_keeps_all_that_it_holds(sahel, new):
    path = sahel / "ontology" / "terms" / "sahel.ttl"
    new("class", "patrol", "--parent", "organisation")
    text = path.read_text(encoding="utf-8") + "\n# a comment, and a number 01\n"
    path.write_text(text, encoding="utf-8")
    new("property", "trains", "--subject", "actor", "--single")
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = iter(lines)
    assert all(line in kept for line in text.splitlines())  # each, and in its order


# Questions and rules


def test_a_question_can_be_asked_at_once(sahel, new, run):
    new(
        "question", "who trains", "--question", "Who supports “{entity}”?", "--relation", "supports"
    )
    done = run("ask", "who-trains", "entity=Russia", cwd=sahel)
    assert done.returncode == 0
    assert "Who supports “Russia”?" in done.stdout
    again = run("new", "question", "who trains", cwd=sahel)
    assert again.returncode == 2
    assert run("new", "question", "troops", cwd=sahel).returncode == 2  # the core has one
    wrong = run("new", "question", "x", "--question", "Who is {person}?", cwd=sahel)
    assert "{entity}" in wrong.stderr


def test_a_rule_fires_on_its_red_fixture(sahel, new, run):
    new("check", "unit without a parent", "--problem", "it says {note}", "--remedy", "say where")
    rule = sahel / "ontology" / "checks" / "unit-without-a-parent.rq"
    assert {check for check, _ in findings(run, sahel)} == {"fill-in"}
    # A pattern that cannot match is reported: the rule finds nothing in its fixture.
    rule.write_text(rule.read_text(encoding="utf-8").replace("kg:note ?note", "kg:nope ?note"))
    done = run("check", cwd=sahel)
    assert done.returncode == 1
    place = "ontology/checks/red/unit-without-a-parent.ttl:1"
    assert f"{place}: error [rule-does-not-fire]" in done.stdout


def test_the_fixture_of_a_rule_is_no_data(sahel, new, run):
    new("check", "unit without a parent")
    count = "SELECT (COUNT(*) AS ?n) { ?c a kg:Claim }"
    own = run("query", count, "--format", "csv", cwd=sahel).stdout
    assert own == run("query", count, "--format", "csv").stdout
    assert "what unit-without-a-parent is to find" not in run("check", cwd=sahel).stdout


def test_in_a_checkout_of_the_core_they_follow_its_own_ways(workspace, run):
    """A copy of the text, with the tests' folder of red fixtures beside it."""
    (workspace / "tests" / "checks" / "red").mkdir(parents=True)
    at = ("--workspace", workspace)
    assert run("new", "check", "a new rule", *at).returncode == 0
    red = (workspace / "tests" / "checks" / "red" / "a-new-rule.toml").read_text(encoding="utf-8")
    assert 'check = "a-new-rule"' in red
    assert run("new", "class", "coast guard", "--parent", "armed force", *at).returncode == 0
    actors = (workspace / "ontology" / "terms" / "actors.ttl").read_text(encoding="utf-8")
    assert "kg:CoastGuard a owl:Class, sh:NodeShape ;" in actors  # where its parent stands
    call = ("new", "property", "trains", "--subject", "military unit", "--object", "military unit")
    assert "terms/units.ttl" in run(*call, *at).stdout
    assert run(*ARTICLE, *at).returncode == 0
    source = (workspace / "seeds" / "border-post-a-militia-is-trained.ttl").read_text(
        encoding="utf-8"
    )
    assert "kg:curator kgd:organisation-entente-editors" in source
    assert {check for check, _ in findings(run, workspace)} == {"fill-in"}
