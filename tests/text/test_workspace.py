"""A workspace on top of the core: how it is found, what its kg.toml may say, what it may not do."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

import kg
from kg.build.pipeline import build, parse_texts
from kg.errors import DataError, KgError, UsageError
from kg.iris import KG
from kg.text.inputs import read_inputs
from kg.text.layout import data_root, find_layout
from kg.text.workspace import core_version, unfit_core
from tests.conftest import ROOT

NAMESPACE = "https://example.org/sahel/ns/"
TOML = f'name = "Sahel"\nprefix = "sahel"\nnamespace = "{NAMESPACE}"\ncore = "0.1.0"\n'
PREFIXES = f"""\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <https://w3id.org/entente/ns/> .
@prefix kgd: <https://w3id.org/entente/id/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sahel: <{NAMESPACE}> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix src: <https://w3id.org/entente/source/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
MILITIA = """\
sahel:Militia a owl:Class, sh:NodeShape ;
    rdfs:label "militia"@en ;
    rdfs:subClassOf kg:Organisation ;
    skos:definition "Organisation that bears arms and is no part of a state's forces."@en ;
    dcterms:source <https://example.org/sahel/ns/> ;
    rdfs:isDefinedBy <https://example.org/sahel/ns/> .
"""
SOURCE = """\
src:field-notes a kg:Report ;
    dcterms:title "Field notes" ;
    kg:recordedAt "2026-11-24"^^xsd:date ;
    kg:curator kgd:organisation-entente-editors ;
    kg:reviewStatus kg:draft .

kgd:militia-dan-na a sahel:Militia ;
    rdfs:label "Dan Na"@en .

<https://w3id.org/entente/source/field-notes/c001> a kg:Claim ;
    kg:statement "Dan Na supports Russia." ;
    rdf:subject kgd:militia-dan-na ;
    rdf:predicate kg:supports ;
    rdf:object kgd:state-russia ;
    kg:attributedTo kgd:organisation-entente-editors ;
    kg:evidence [ a kg:Locator ; kg:url "https://example.org/notes"^^xsd:anyURI ; kg:accessed "2026-11-24"^^xsd:date ] .
"""


@pytest.fixture(autouse=True)
def _no_other_workspace(monkeypatch):
    monkeypatch.delenv("KG_WORKSPACE", raising=False)


@pytest.fixture
def sahel(tmp_path: Path) -> Path:
    """A workspace with one class, one source of one claim."""
    folder = tmp_path / "sahel"
    put(folder / "kg.toml", TOML)
    put(folder / "ontology" / "sahel.ttl", f"{PREFIXES}<{NAMESPACE}> a owl:Ontology .\n")
    put(folder / "ontology" / "terms" / "own.ttl", PREFIXES + MILITIA)
    put(folder / "seeds" / "field-notes.ttl", PREFIXES + SOURCE)
    return folder


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def refusal(folder: Path):
    layout = find_layout(folder)
    with pytest.raises(DataError) as refused:
        parse_texts(layout, read_inputs(layout))
    return refused.value.findings


def test_own_terms_and_sources_stand_beside_those_of_the_core(sahel):
    graph = kg.open(sahel)
    militias = graph.query("SELECT ?m { ?m a sahel:Militia }")
    assert [row["m"].value for row in militias] == ["https://w3id.org/entente/id/militia-dan-na"]
    # Its class lies below one of the core: a question about actors finds it.
    assert bool(graph.query("ASK { kgd:militia-dan-na a kg:Actor }"))
    assert bool(graph.query("ASK { kgd:militia-dan-na kg:supports kgd:state-russia }"))
    assert bool(graph.query("ASK { ?claim kg:source src:khaled-north-korea-russia }"))
    assert graph.prefixes.shorten(NAMESPACE + "Militia") == "sahel:Militia"


def test_the_core_is_not_touched_and_has_its_own_cache(sahel, core):
    build(find_layout(sahel))
    assert find_layout(sahel).cache != core.layout.cache
    assert not bool(kg.open(ROOT).query("ASK { kgd:militia-dan-na ?p ?o }"))


def test_a_message_shows_which_layer_a_file_is_of(sahel):
    layout = find_layout(sahel)
    shown = {file.shown for file in read_inputs(layout)}
    assert {"seeds/field-notes.ttl", "core/seeds/khaled-north-korea-russia.ttl"} <= shown
    assert "core/ontology/terms/claims.ttl" in shown


def test_an_unknown_own_term_is_reported(sahel, run):
    put(sahel / "seeds" / "field-notes.ttl", PREFIXES + SOURCE.replace("Militia", "Milita"))
    done = run("check", cwd=sahel)
    assert done.returncode == 1
    assert "seeds/field-notes.ttl:19: error [unknown-term] sahel:Milita" in done.stdout
    assert "did you mean sahel:Militia?" in done.stdout


@pytest.mark.slow
def test_own_terms_keep_the_rules_of_terms(sahel, run):
    put(
        sahel / "ontology" / "terms" / "own.ttl",
        PREFIXES + MILITIA.replace("dcterms:source", "rdfs:seeAlso"),
    )
    done = run("check", cwd=sahel)
    assert "ontology/terms/own.ttl:13: error [term-source] sahel:Militia" in done.stdout


# How it is found


def test_the_nearest_folder_upwards(sahel, monkeypatch):
    below = sahel / "seeds" / "2026"
    below.mkdir()
    monkeypatch.chdir(below)
    assert find_layout().root == sahel
    assert find_layout(ROOT).root == ROOT  # what is named wins


def test_the_variable_names_one_too(sahel, monkeypatch):
    monkeypatch.setenv("KG_WORKSPACE", str(sahel))
    assert find_layout().root == sahel
    assert find_layout(ROOT).root == ROOT


def test_the_search_ends_at_home(sahel, monkeypatch):
    home = sahel / "home"
    (home / "notes").mkdir(parents=True)
    monkeypatch.chdir(home / "notes")
    monkeypatch.setenv("HOME", str(home))
    assert find_layout().root == data_root()
    put(home / "kg.toml", TOML)
    assert find_layout().root == home


def test_a_folder_of_that_name_is_none(tmp_path, monkeypatch):
    (tmp_path / "kg.toml").mkdir()
    monkeypatch.chdir(tmp_path)
    assert find_layout().root == data_root()


@pytest.mark.parametrize("target", ["nowhere", "kg.toml"], ids=["nowhere", "in a circle"])
def test_a_link_of_that_name_is_never_passed_over(sahel, monkeypatch, target):
    """Else the command would work on the core."""
    (sahel / "kg.toml").unlink()
    (sahel / "kg.toml").symlink_to(target)
    monkeypatch.chdir(sahel)
    for named in (None, sahel):
        with pytest.raises(KgError) as refused:
            find_layout(named)
        assert "kg.toml" in str(refused.value)


def test_a_current_folder_that_is_gone(tmp_path, monkeypatch):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert find_layout().root == data_root()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a file to another user")
def test_what_another_user_has_laid_in_the_way(sahel, monkeypatch):
    monkeypatch.chdir(sahel)
    os.chown(sahel / "kg.toml", 65534, 65534)
    monkeypatch.setattr("os.getuid", lambda: 1000)
    with pytest.raises(UsageError, match="another user") as refused:
        find_layout()
    assert f"--workspace {sahel}" in refused.value.remedy


def test_where_there_is_none_nothing_is_loaded(run):
    code = (
        "import kg.text.layout, sys; kg.text.layout.find_layout(); print('tomllib' in sys.modules)"
    )
    import subprocess

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.stdout == "False\n", done.stderr


# What kg.toml may say


BAD = {
    "misspelt": (TOML.replace("prefix", "prefixes"), "no setting prefixes", "did you mean prefix?"),
    "absent": (TOML.replace('name = "Sahel"\n', ""), "does not say its name", "name ="),
    "number": (TOML.replace('"0.1.0"', "0.1"), "does not say its core", 'core = "'),
    "no TOML": ("name: Sahel\n", "not TOML", "name ="),
    "own prefix": (TOML.replace('"sahel"', '"kgd"'), "kgd: stands for", "another prefix"),
    "prefix and namespace of the core": (
        TOML.replace('"sahel"', '"kg"').replace(NAMESPACE, KG),
        "kg: stands for",
        "another prefix",
    ),
    "capital": (TOML.replace('"sahel"', '"Sahel"'), "cannot be a prefix", "small letters"),
    "no end": (TOML.replace("/ns/", "/ns"), "cannot be a namespace", "ends in / or #"),
    "below the core": (
        TOML.replace("https://example.org/sahel/ns/", "https://w3id.org/entente/ns/mine/"),
        "overlaps with kg:",
        "another namespace",
    ),
    "above the core": (
        TOML.replace("https://example.org/sahel/ns/", "https://w3id.org/"),
        "overlaps",
        "another namespace",
    ),
    "in angle brackets": (
        TOML.replace("https://example.org/sahel/ns/", "https://example.org/a> b/"),
        "cannot be a namespace",
        "https://example.org",
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_a_wrong_setting_has_its_remedy(sahel, name):
    text, problem, remedy = BAD[name]
    put(sahel / "kg.toml", text)
    with pytest.raises(UsageError, match=problem) as refused:
        find_layout(sahel)
    assert refused.value.where == str(sahel / "kg.toml")
    assert remedy in refused.value.remedy


def test_two_workspaces_with_one_prefix_are_kept_apart(sahel, tmp_path):
    other = tmp_path / "other"
    put(other / "kg.toml", TOML.replace("example.org/sahel", "example.org/other"))
    here, there = find_layout(sahel), find_layout(other)
    assert here.prefixes["sahel"] == NAMESPACE
    assert there.prefixes["sahel"] == "https://example.org/other/ns/"


@pytest.mark.parametrize(
    ("needed", "present", "fits"),
    [
        ("1.2.0", "1.2.0", True),
        ("1.2", "1.2.1", True),
        ("1.2.0", "1.10.0", True),
        ("1.2.0", "1.1.9", False),  # the core is older
        ("2.0.0", "1.9.9", False),
        ("1.2.0", "2.0.0", False),  # a major version redefines or removes
        ("newest", "1.0.0", False),
    ],
)
def test_which_core_serves(needed, present, fits):
    assert (unfit_core(needed, present) is None) is fits


def test_a_newer_core_is_asked_for(sahel, run):
    put(sahel / "kg.toml", TOML.replace("0.1.0", "99.0.0"))
    done = run("stats", cwd=sahel)
    assert done.returncode == 2
    assert "it needs core 99.0.0, and " + core_version(ROOT) in done.stderr
    assert "pip install --upgrade entente-kg" in done.stderr


# What it may not do to the core


REDEFINED = {
    "a definition": 'kg:Actor skos:definition "Thing that acts."@en .',
    "a type": "kg:supports a kg:StateRelation .",
    "a parent": "kg:Actor rdfs:subClassOf kg:Weapon .",
    "a shape": "kg:Claim sh:property [ sh:path kg:note ; sh:minCount 1 ] .",
    "a rule of a qualifier": "kg:approximately kg:lowerFactor 0.5 .",
    "a label in a language that it has": 'kg:Actor rdfs:label "player"@en .',
    "a whole block": MILITIA.replace("sahel:Militia", "kg:Company"),
}


@pytest.mark.parametrize("name", REDEFINED)
def test_a_core_term_cannot_be_redefined(sahel, name):
    put(sahel / "ontology" / "terms" / "bad.ttl", PREFIXES + REDEFINED[name])
    (finding,) = refusal(sahel)
    assert (finding.check, finding.where) == ("redefined-term", "ontology/terms/bad.ttl:13")
    assert "core/ontology/" in finding.problem  # where the core describes it
    assert "sahel:" in finding.remedy


def test_nor_in_a_source(sahel):
    put(sahel / "seeds" / "bad.ttl", PREFIXES + "kg:Actor rdfs:subClassOf kg:Weapon .")
    assert [f.where for f in refusal(sahel)] == ["seeds/bad.ttl:13"]


def test_nor_can_a_new_one_be_put_into_its_namespace(sahel):
    put(sahel / "ontology" / "terms" / "bad.ttl", PREFIXES + MILITIA.replace("sahel:Mil", "kg:Mil"))
    (finding,) = refusal(sahel)
    assert "new term in the namespace of the core" in finding.problem
    assert finding.remedy == "name it sahel:Militia"


def test_names_and_matches_may_be_added(sahel):
    put(
        sahel / "ontology" / "alignments" / "mine.ttl",
        PREFIXES
        + 'kg:Actor skos:altLabel "player"@en ; rdfs:label "acteur"@fr ; skos:closeMatch sahel:Militia .',
    )
    layout = find_layout(sahel)
    assert parse_texts(layout, read_inputs(layout)).terms.label(KG + "Actor") == "actor"


def test_a_core_source_cannot_be_edited(sahel):
    claim = "<https://w3id.org/entente/source/khaled-north-korea-russia/c004>"
    put(sahel / "seeds" / "bad.ttl", f"{PREFIXES}{claim} kg:upper 20000 .")
    (finding,) = refusal(sahel)
    assert (finding.check, finding.where) == ("edited-core-source", "seeds/bad.ttl:13")
    assert "kg:supersedes" in finding.remedy


def test_a_source_with_the_name_of_a_core_one(sahel):
    put(sahel / "seeds" / "mine" / "reference-states.ttl", PREFIXES)
    (finding,) = refusal(sahel)
    assert finding.where == "seeds/mine/reference-states.ttl:1"
    assert "core/seeds/reference-states.ttl has the same name" in finding.problem
    assert "rename" in finding.remedy


def test_what_gives_a_fact_is_not_decided_again(sahel):
    rule = "sahel:rule a kg:FactRule ; kg:stance kg:asserts ; kg:modality kg:warned ; kg:givesFact true ."
    put(sahel / "ontology" / "vocab" / "bad.ttl", PREFIXES + rule)
    assert [f.check for f in refusal(sahel)] == ["redefined-fact-rule"]


def test_the_import_of_a_newer_core(sahel):
    header = (
        f"<{NAMESPACE}> a owl:Ontology ; owl:imports <https://w3id.org/entente/version/9.0.0> ."
    )
    put(sahel / "ontology" / "sahel.ttl", PREFIXES + header)
    (finding,) = refusal(sahel)
    assert "imports core 9.0.0" in finding.problem


@pytest.mark.parametrize(("folder", "name"), [("queries", "troops"), ("checks", "no-kind")])
def test_a_question_or_rule_with_the_name_of_a_core_one(sahel, run, folder, name):
    text = (ROOT / "ontology" / folder / f"{name}.rq").read_text(encoding="utf-8")
    put(sahel / "ontology" / folder / f"{name}.rq", text)
    done = run(*(("ask", "--list") if folder == "queries" else ("check",)), cwd=sahel)
    assert done.returncode == 3
    assert f"{name} already" in done.stderr
    assert "rename this file" in done.stderr


def test_questions_and_rules_of_both_are_asked(sahel, run):
    text = (ROOT / "ontology" / "queries" / "troops.rq").read_text(encoding="utf-8")
    put(sahel / "ontology" / "queries" / "our-troops.rq", text)
    done = run("ask", "--list", "--format", "json", cwd=sahel)
    assert '"our-troops"' in done.stdout
    assert '"troops"' in done.stdout


# Its texts


def test_its_texts_are_compared_without_being_named(sahel, run):
    put(sahel / "texts" / "field-notes.txt", "Dan Na supports Russia.")
    hashed = SOURCE.replace(
        "kg:reviewStatus kg:draft",
        f'kg:reviewStatus kg:draft ;\n    kg:textSha256 "{"0" * 64}" ; kg:textLength 23',
    )
    put(sahel / "seeds" / "field-notes.ttl", PREFIXES + hashed)
    done = run("check", cwd=sahel / "seeds")
    assert done.returncode == 1
    assert "[text-hash]" in done.stdout
    assert done.stderr == ""  # nothing on the texts of the core, which nobody put there
    verified = run("verify", "--source", "field-notes", cwd=sahel)
    assert "field-notes" in verified.stdout


def test_outside_a_workspace_the_texts_are_named(run):
    assert run("verify").returncode == 2
