"""kg migrate: a deprecated term is named by the check, and replaced in the text."""

from __future__ import annotations

import pytest

from tests.publish.material import claim, source

DEPRECATED = """    owl:deprecated true ;
    dcterms:isReplacedBy kg:hasMember ;
    kg:deprecatedIn "0.2.0" ;
    kg:deprecationReason "A test says so."@en ;
"""


@pytest.fixture
def deprecated(workspace):
    """The workspace with one relation of the article deprecated, and a comment that names it."""
    path = workspace / "ontology" / "terms" / "relations-actors.ttl"
    text = path.read_text(encoding="utf-8")
    head = next(line for line in text.splitlines(keepends=True) if line.startswith("kg:ledBy a"))
    path.write_text(text.replace(head, head + DEPRECATED), encoding="utf-8")
    article = workspace / "seeds" / "khaled-north-korea-russia.ttl"
    text = article.read_text(encoding="utf-8")
    assert "rdf:predicate kg:ledBy ;" in text
    text = text.replace("rdf:predicate kg:ledBy ;", "rdf:predicate kg:ledBy ; # not kg:ledBy?", 1)
    article.write_text(text, encoding="utf-8")
    return workspace


@pytest.mark.slow
def test_named_and_replaced(run, deprecated):
    article = deprecated / "seeds" / "khaled-north-korea-russia.ttl"
    text = article.read_text(encoding="utf-8")
    checked = run("check", "--workspace", deprecated)
    assert "kg:ledBy is deprecated since version 0.2.0: A test says so." in checked.stdout
    assert "write kg:hasMember; kg migrate does it" in checked.stdout
    check = run("migrate", "--check", "--workspace", deprecated)
    assert (check.returncode, check.stdout) == (1, "seeds/khaled-north-korea-russia.ttl\n")
    dry = run("migrate", "--dry-run", "--workspace", deprecated)
    assert "+    rdf:predicate kg:hasMember ; # not kg:ledBy?" in dry.stdout.splitlines()
    assert article.read_text(encoding="utf-8") == text
    assert run("migrate", "--workspace", deprecated).returncode == 0
    wanted = text.replace("rdf:predicate kg:ledBy ;", "rdf:predicate kg:hasMember ;")
    assert article.read_text(encoding="utf-8") == wanted
    assert run("migrate", "--check", "--workspace", deprecated).returncode == 0
    assert "is deprecated" not in run("check", "--workspace", deprecated).stdout


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT ?old WHERE { ?old a owl:Class }", "gives no ?old and ?new"),
        ("SELEC", "ontology/migrations/x.rq"),
        ("SELECT ?old ?new { VALUES (?old ?new) { (kg:a 1) } }", "replaces a term by a term"),
        ("SELECT ?old ?new { VALUES (?old ?new) { (kg:a kg:b) (kg:b kg:a) } }", "in a circle"),
        ("SELECT ?old ?new { VALUES (?old ?new) { (kg:a kg:b) (kg:a kg:c) } }", "two replacements"),
        ("SELECT ?old ?new { SERVICE <http://127.0.0.1:9/> { ?old ?p ?new } }", "SERVICE"),
    ],
)
def test_a_migration_that_is_no_good(run, workspace, query, words):
    (workspace / "ontology" / "migrations" / "x.rq").write_text(query)
    done = run("migrate", "--workspace", workspace)
    assert (done.returncode, done.stdout) == (3, "")
    assert words in done.stderr


@pytest.mark.slow
def test_a_relation_goes_by_the_kind_of_its_subject(run, workspace):
    """Of events and places part-of is written anew, of units and in comments it stays."""
    old = source("old") + "".join(
        claim(f"old/c00{number}", subject, "kg:partOf", value)
        for number, (subject, value) in enumerate(
            [
                ("kgd:signing-dprk-russia-treaty-2024", "kgd:cooperation-dprk-russia"),
                ("kgd:place-kursk-region", "kgd:place-of-the-old-file"),
                ("kgd:unit-kpa-11th-corps", "kgd:force-korean-peoples-army"),
            ]
        )
    )
    old += 'kgd:place-of-the-old-file a kg:Place ; rdfs:label "old place"@en .  # kg:partOf\n'
    path = workspace / "seeds" / "old.ttl"
    path.write_text(old, encoding="utf-8")
    told = run("check", "--workspace", workspace)
    assert told.stdout.count("[deprecated-use]") == 2
    assert "write kg:subEventOf; kg migrate does it" in told.stdout
    assert "cannot be said of" not in told.stdout  # it still loads
    assert run("migrate", "--workspace", workspace).returncode == 0
    wanted = old.replace("kg:partOf", "kg:subEventOf", 1).replace("kg:partOf", "kg:locatedIn", 1)
    assert path.read_text(encoding="utf-8") == wanted
    assert run("migrate", "--check", "--workspace", workspace).returncode == 0
    assert "[deprecated-use]" not in run("check", "--workspace", workspace).stdout


def test_a_kind_that_is_no_class(run, workspace):
    query = 'SELECT ?old ?new ?kind { VALUES (?old ?new ?kind) { (kg:a kg:b "event") } }'
    (workspace / "ontology" / "migrations" / "x.rq").write_text(query)
    done = run("migrate", "--workspace", workspace)
    assert (done.returncode, done.stdout) == (3, "")
    assert "a migration names a kind by its class" in done.stderr
