"""What lies in seeds/ and ontology/ and is not read is told, with what to do; what nobody expects to be is not."""

from __future__ import annotations

import os

import pytest

from kg.text.layout import find_layout
from kg.text.unread import unread_findings


@pytest.fixture
def own(tmp_path):
    (tmp_path / "kg.toml").write_text(
        'name = "o"\ncore = "0.1.0"\nprefix = "o"\nnamespace = "https://example.org/o/ns/"\n'
    )
    for name in ("ontology/o.ttl", "seeds/o.ttl"):
        put(tmp_path, name)
    return tmp_path


def put(root, name: str) -> None:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("seeds/x.rdf", "write it as x.ttl"),
        ("seeds/deep/x.jsonld", "write it as x.ttl"),
        ("seeds/x.nt", "write it as x.ttl"),
        ("seeds/x.trig", "write it as x.ttl"),
        ("seeds/x.ttl.gz", "write it as x.ttl"),
        ("seeds/x.TTL", "rename it: x.ttl"),
        ("seeds/x.turtle", "rename it: x.ttl"),
        ("seeds/x.ttl.txt", "rename it: x.ttl"),
        ("seeds/x.csv", "kg add x.csv"),
        ("seeds/x.xlsx", "kg add x.xlsx"),
        ("seeds/x.txt", "texts/"),
        ("seeds/x", "rename it"),
        ("seeds/x.rq", "out of seeds/"),
        ("ontology/checks/x.ttl", "move it to ontology/terms/"),
        ("ontology/shapes/x.ttl", "move it to ontology/terms/"),
        ("ontology/queries/x.ttl", "move it to ontology/terms/"),
        ("ontology/terms/x.owl", "write it as Turtle, x.ttl"),
        ("ontology/terms/x.Ttl", "rename it to x.ttl"),
        ("ontology/queries/x.sparql", "rename it to x.rq"),
        ("ontology/queries/deep/x.rq", "move it to ontology/queries/"),
        ("ontology/x.rq", "move it to ontology/queries/"),
        ("ontology/rules/x.rq", "ontology/checks/ (a rule)"),
        ("ontology/checks/red/x.rdf", "write it as Turtle"),
        ("ontology/terms/x.json5", "rename it, or move it out of ontology/terms/"),
    ],
)
def test_a_file_that_is_not_read_is_told_with_what_to_do(own, name, remedy):
    put(own, name)
    (finding,) = unread_findings(find_layout(own))
    assert (finding.file, finding.severity) == (name, "review")
    assert remedy in finding.remedy


def test_what_is_read_or_a_note_is_not_told(own):
    for name in (
        *("ontology/terms/deep/x.ttl", "ontology/vocab/x.ttl", "ontology/alignments/x.ttl"),
        *("ontology/queries/x.rq", "ontology/checks/x.rq", "ontology/migrations/x.rq"),
        *("ontology/checks/red/x.ttl", "seeds/deep/x.ttl"),
        *("seeds/README.md", "ontology/notes.md", "seeds/LICENSE", "seeds/.gitkeep"),
        *(
            "seeds/x.ttl~",
            "seeds/#x.ttl#",
            "seeds/.x.ttl.swp",
            "seeds/x.ttl.bak",
            "seeds/x.ttl.orig",
        ),
        *("seeds/.git/config", "seeds/Thumbs.db", "ontology/.DS_Store"),
    ):
        put(own, name)
    assert unread_findings(find_layout(own)) == []


def test_a_pipe_is_told_and_not_waited_for(own):
    os.mkfifo(own / "seeds" / "pipe")
    (finding,) = unread_findings(find_layout(own))
    assert finding.file == "seeds/pipe"


def test_a_folder_that_cannot_be_looked_into_stops_no_check(own):
    (own / "ontology" / "elsewhere").symlink_to("/")
    (finding,) = unread_findings(find_layout(own))
    assert "ontology/elsewhere: this leads out of" in finding.problem


def test_the_checks_name_it_and_a_build_says_it_in_a_line(run, own):
    put(own, "ontology/shapes/s.ttl")
    for number in range(4):
        put(own, f"seeds/x{number}.rdf")
    (own / "seeds" / "o.ttl").write_text(SOURCE)
    done = run("check", "--workspace", own)
    assert done.returncode == 0
    assert "seeds/x3.rdf: review [unread-file] this file is not read\n  → " in done.stdout
    for _ in range(2):  # also where there is nothing to build
        done = run("build", "--workspace", own)
        assert done.returncode == 0
        assert done.stderr == (
            "kg: 5 files are not read: ontology/shapes/s.ttl, seeds/x0.rdf, seeds/x1.rdf and 2 more;"
            " kg check says what to do\n"
        )


SOURCE = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix kg: <https://w3id.org/entente/ns/> .
@prefix kgd: <https://w3id.org/entente/id/> .
@prefix src: <https://w3id.org/entente/source/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

src:o a kg:ReferenceWork ;
    dcterms:title "Reference: o"@en ;
    dcterms:language "en" ;
    kg:recordedAt "2026-01-30"^^xsd:date ;
    kg:curator kgd:organisation-entente-editors ;
    kg:reviewStatus kg:draft .
"""
STRAY = """\
@prefix kg: <https://w3id.org/entente/ns/> .
@prefix kgd: <https://w3id.org/entente/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

"""


@pytest.mark.parametrize(
    ("text", "line", "check"),
    [
        ('kgd:state-russia rdfs:comment "x"@en .', 5, "source-not-described"),
        ('kgd:state-russia rdfs:label "Russian Federation"@en .', 5, "shape:"),
    ],
)
def test_what_is_wrong_with_an_entity_of_the_core_is_told_where_it_stands(
    run, own, text, line, check
):
    (own / "seeds" / "o.ttl").write_text(SOURCE)
    (own / "seeds" / "s.ttl").write_text(STRAY + text)
    done = run("check", "--workspace", own)
    assert done.returncode == 1
    found = [row for row in done.stdout.splitlines() if f"[{check}" in row]
    assert found
    assert all(row.startswith(f"seeds/s.ttl:{line}: error") for row in found), found
    assert "core/" not in done.stdout
    built = run("build", "--workspace", own)
    assert "nothing says what the source s is" in built.stderr


def test_a_relation_without_a_claim_is_told_in_the_file_that_states_it(run, own):
    (own / "seeds" / "o.ttl").write_text(
        f"{SOURCE}\nkgd:state-russia kg:militaryPartnerOf kgd:state-ukraine .\n"
    )
    done = run("check", "--workspace", own)
    (found,) = [row for row in done.stdout.splitlines() if "[unclaimed-relation]" in row]
    assert found.startswith("seeds/o.ttl:14: error")
