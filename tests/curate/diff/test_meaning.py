"""Which version bump a change of the ontology asks for, as its README words it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.curate.diff.changelog import changelog
from kg.curate.diff.meaning import Bump, next_version, parse_version
from tests.conftest import ROOT


@pytest.fixture
def edit(whole_workspace):
    def change(name: str, old: str, new: str) -> None:
        path = whole_workspace / "ontology" / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) >= 1
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


EDITS = {
    "a definition reworded": (
        Bump.PATCH, "terms/model.ttl", "Thing that may stand as", "Thing that can stand as"
    ),
    "a message of a shape reworded": (
        Bump.PATCH, "terms/model.ttl", "must say what it can be said of", "must say of what it is"
    ),
    "a term is added": (
        Bump.MINOR,
        "vocab/tactics.ttl",
        "kg:droneWarfare a",
        'kg:aNewTactic a kg:Tactic ;\n    rdfs:label "new"@en .\n\nkg:droneWarfare a',
    ),
    "a term is removed": (
        Bump.MAJOR, "terms/model.ttl", "kg:StateRelation a owl:Class", "kg:OtherRelation a owl:Class"
    ),
    "a kind less": (Bump.MAJOR, "terms/model.ttl", "sh:minCount 1", "sh:minCount 2"),
    "another parent": (
        Bump.MAJOR, "terms/model.ttl", "rdfs:subClassOf kg:Relation", "rdfs:subClassOf kg:Entity"
    ),
    "wider": (
        Bump.MINOR,
        "terms/relations-influence.ttl",
        "kg:subjectKind kg:Entity",
        "kg:subjectKind kg:Entity, kg:Claim",
    ),
    "narrower": (
        Bump.MAJOR,
        "terms/relations-influence.ttl",
        "kg:subjectKind kg:Entity",
        "kg:subjectKind kg:Event",
    ),
    "deprecated": (
        Bump.MINOR,
        "vocab/tactics.ttl",
        "kg:droneWarfare a kg:Tactic, owl:NamedIndividual ;",
        "kg:droneWarfare a kg:Tactic, owl:NamedIndividual ;\n    owl:deprecated true ;",
    ),
    "a constraint on a new property": (
        Bump.MINOR,
        "terms/model.ttl",
        "kg:Relation a owl:Class, sh:NodeShape ;",
        'kg:brandNew a owl:AnnotationProperty ;\n    rdfs:label "brand new"@en .\n\n'
        "kg:Relation a owl:Class, sh:NodeShape ;\n    sh:property [ sh:path kg:brandNew ; sh:maxCount 1 ] ;",
    ),
    "a rule means something else": (
        Bump.MAJOR, "vocab/fact-rules.ttl", "kg:givesFact false", "kg:givesFact true"
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_the_bump_that_a_change_asks_for(whole_workspace, edit, name):
    bump, *change = EDITS[name]
    edit(*change)
    found = changelog(str(ROOT), str(whole_workspace))
    assert max(meaning.bump for meaning in found.meanings) == bump, found.meanings
    asked = ".".join(map(str, next_version(parse_version(found.before), bump)))
    assert any(f"asks for {asked} at least" in problem for problem in found.problems)


def bumped(edit, version: str, *, iri: str = "", note: str = "") -> None:
    edit("kg.ttl", 'owl:versionInfo "0.2.0"', f'owl:versionInfo "{version}"')
    edit("kg.ttl", "entente/version/0.2.0", f"entente/version/{iri or version}")
    edit(
        "kg.ttl",
        "skos:historyNote ",
        f'skos:historyNote "{note or version}: more."@en ;\n    skos:historyNote ',
    )


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    script = [sys.executable, str(ROOT / "scripts" / "changelog"), *map(str, arguments)]
    return subprocess.run(script, capture_output=True, text=True, check=False)


def test_a_version_that_grew_enough(whole_workspace, edit):
    edit(*EDITS["a term is added"][1:])
    bumped(edit, "0.3.0")
    done = run(ROOT, whole_workspace)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == ["0.2.0 to 0.3.0", "  minor  kg:aNewTactic is new"]


@pytest.mark.parametrize(
    ("edited", "version", "more", "words"),
    [
        ("a term is added", "0.2.1", {}, "a minor change asks for 0.3.0 at least"),
        ("narrower", "0.3.0", {}, "a major change asks for 1.0.0 at least"),
        ("a term is added", "0.0.9", {}, "the version went back"),
        ("a term is added", "0.3.0", {"iri": "0.4.0"}, "is not that of version 0.3.0"),
        ("a term is added", "0.3.0", {"note": "soon"}, "skos:historyNote"),
        ("a term is removed", "1.0.0", {}, "kg:StateRelation is gone"),
    ],
)
def test_what_fails(whole_workspace, edit, edited, version, more, words):
    edit(*EDITS[edited][1:])
    bumped(edit, version, **more)
    done = run(ROOT, whole_workspace)
    assert done.returncode == 1
    assert words in done.stderr


def test_a_removed_term_with_its_migration(whole_workspace, edit):
    edit(*EDITS["a term is removed"][1:])
    bumped(edit, "1.0.0")
    values = "VALUES (?old ?new) { (kg:StateRelation kg:OtherRelation) }"
    (whole_workspace / "ontology" / "migrations" / "1.0.0-relations.rq").write_text(
        f"SELECT ?old ?new WHERE {{ {values} }}"
    )
    assert run(ROOT, whole_workspace).returncode == 0


def test_wrong_calls(tmp_path):
    assert run("--", "no-such-thing", ROOT).returncode == 2
