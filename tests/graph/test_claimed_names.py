"""A claimed nickname is a name; a group without a name is its document's own: add, show, find, match."""

from __future__ import annotations

import os

import pytest

from tests.program import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_small_core")]

TEXT = """
@prefix c: <https://w3id.org/entente/source/reference-w/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
kgd:unit-77th a kg:MilitaryUnit ; rdfs:label "77th Tank Brigade"@en .
kgd:unit-78th a kg:MilitaryUnit ; rdfs:label "78th Tank Brigade"@en .
c:c001 a kg:Claim ; kg:statement "The 77th is called so." ; kg:attributedTo kgd:state-russia ;
    rdf:subject kgd:unit-77th ; rdf:predicate kg:nickname ; rdf:object "Iron Storks" ;
    kg:evidence [ a kg:Locator ; kg:url "https://e.org/1"^^xsd:anyURI ] .
c:c002 a kg:Claim ; kg:statement "The 78th is not called so." ; kg:attributedTo kgd:state-russia ;
    rdf:subject kgd:unit-78th ; rdf:predicate kg:nickname ; rdf:object "Stone Herons" ;
    kg:stance kg:denies ; kg:evidence [ a kg:Locator ; kg:url "https://e.org/1"^^xsd:anyURI ] .
"""
HEADER = (
    "source,title,document kind,published,curator,address,who,relation,whom,speaker,speaker kind\n"
)
ROW = "{source},A paper,news article,2025-03-01,w editors,https://e.org/1,{who},has nickname,{name},{speaker},{kind}\n"


def write_sheet(place, *rows):
    cells = {"source": "w-paper", "who": "77th Tank Brigade", "name": "Red Storks",
             "speaker": "Russia", "kind": ""}  # fmt: skip
    text = HEADER + "".join(ROW.format(**cells | row) for row in rows)
    (place / "sheet.csv").write_text(text, encoding="utf-8")
    return place / "sheet.csv"


@pytest.fixture(scope="module")
def place(tmp_path_factory, program):
    """A workspace with a claimed nickname and one that is denied."""
    folder = tmp_path_factory.mktemp("names") / "w"
    assert (
        program.run(["new", "workspace", str(folder)], b"", ROOT, dict(os.environ)).returncode == 0
    )
    path = folder / "seeds" / "reference-w.ttl"
    path.write_text(path.read_text(encoding="utf-8") + TEXT, encoding="utf-8")
    return folder


def test_a_claimed_nickname_is_a_name_with_its_claim(place, run):
    shown = run("show", "iron storks", "--workspace", place)
    assert "kgd:unit-77th" in shown.stdout
    assert "nickname of 77th Tank Brigade: src:reference-w/c001" in shown.stderr
    found = run("find", "Iron Storks", "--workspace", place, "--format", "csv").stdout
    assert "77th Tank Brigade,MilitaryUnit,Iron Storks (nickname: src:reference-w/c001)" in found
    matched = run("match", "--name", "Iron Storks", "--workspace", place, "--format", "csv").stdout
    assert ",match,100,77th Tank Brigade," in matched
    assert "src:reference-w/c001" in matched


def test_a_nickname_that_is_denied_is_no_name(place, run):
    assert run("show", "Stone Herons", "--workspace", place).returncode == 2


def test_a_new_entity_is_not_made_of_another_spelling(place, run):
    row = {"speaker": "Korean Peoples Army", "kind": "armed force"}
    added = run("add", write_sheet(place, row), "--workspace", place)
    assert added.returncode == 1
    assert "is there already, as “Korean People's Army”" in added.stderr
    assert "kgd:force-korean-peoples-army" in added.stderr
    assert not (place / "seeds" / "w-paper.ttl").exists()


@pytest.mark.parametrize("name", ["155 ОБрМП", "Kim Chong-un of Pyongyang"])
def test_what_is_only_alike_is_not_read(place, run, name):
    asked = run("show", name, "--workspace", place)
    assert asked.returncode == 2
    assert "nothing here is called" in asked.stderr


def test_a_name_that_is_surely_one_is_read_and_said(place, run):
    shown = run("show", "77-я танковая бригада", "--workspace", place)
    assert "kgd:unit-77th" in shown.stdout
    assert "is read as 77th Tank Brigade (kgd:unit-77th)" in shown.stderr
    assert run("show", "79-я танковая бригада", "--workspace", place).returncode == 2


def test_a_group_without_a_name_is_its_documents_own(place, run):
    """The last of these tests: it adds to the workspace."""
    sheet = write_sheet(
        place,
        {"who": "Iron Storks", "speaker": "Western officials"},
        {"name": "Blue Storks", "speaker": "Western officials"},
        {"source": "w-second", "speaker": "Western officials", "kind": "unidentified group"},
        {"source": "w-third", "speaker": "Western officials (kgd:group-western-officials)"},
    )
    added = run("add", sheet, "--workspace", place)
    assert added.returncode == 0, added.stderr
    first, second, third = (
        (place / "seeds" / f"w-{name}.ttl").read_text(encoding="utf-8")
        for name in ("paper", "second", "third")
    )
    own, other = (f"kgd:group-western-officials-w-{name}" for name in ("paper", "second"))
    assert first.count(f"kg:attributedTo {own} ;") == 2
    assert f"{own} a kg:UnidentifiedGroup" in first
    assert first.count("rdf:subject kgd:unit-77th ;") == 2  # a nickname stands for the brigade
    assert f"kg:attributedTo {other} ;" in second
    assert "kg:attributedTo kgd:group-western-officials ;" in third
    shown = run("show", "Western officials", "--workspace", place)
    assert shown.returncode == 2
    listed = ("kgd:group-western-officials", own, other)
    assert all(f"({iri})" in shown.stderr for iri in listed)
    matched = run("match", "--name", "Western officials", "--workspace", place, "--format", "csv")
    assert "1 name: 0 match, 0 ambiguous, 1 unsure, 0 none" in matched.stderr
