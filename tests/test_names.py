"""Identifiers, names in other scripts with their source, and translations of a wording."""

from __future__ import annotations

import pytest

OURS = """\
@prefix c: <https://w3id.org/entente/source/ship/> .
@prefix kg: <https://w3id.org/entente/ns/> .
@prefix kgd: <https://w3id.org/entente/id/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix src: <https://w3id.org/entente/source/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

src:ship a kg:Report ;
    dcterms:title "A ship" ;
    dcterms:language "ru" ;
    kg:recordedAt "2026-11-24"^^xsd:date ;
    kg:curator kgd:organisation-entente-editors ;
    kg:reviewStatus kg:draft .

kgd:item-vessel-exercise a kg:WeaponItem ;
    rdfs:label "vessel of the exercise"@en ;
    kg:identifier [ a kg:Identifier ; kg:identifierScheme kg:imoNumber ; skos:notation "9074729" ] ;
    kg:identifier [ a kg:Identifier ; kg:identifierScheme kg:ofacSdn ; skos:notation "12345" ] .

c:c001 a kg:Claim ;
    kg:statement "The vessel can carry artillery shells." ;
    rdf:subject kgd:item-vessel-exercise ;
    rdf:predicate kg:canCarry ;
    rdf:object kg:artilleryShell ;
    kg:wording "судно может нести снаряды" ;
    kg:translation [ a kg:Translation ; kg:translatedText "the vessel can carry shells"@en ; kg:translator kgd:organisation-entente-editors ] ;
    kg:attributedTo kgd:organisation-entente-editors ;
    kg:evidence [ a kg:Locator ; kg:url "https://example.org/x"^^xsd:anyURI ; kg:accessed "2026-11-24"^^xsd:date ] .
"""


@pytest.fixture
def ship(workspace):
    (workspace / "seeds" / "ship.ttl").write_text(OURS, encoding="utf-8")
    return workspace


@pytest.mark.slow
def test_identifiers_and_translations_are_shown(ship, run):
    at = ("--workspace", ship)
    assert run("check", *at).stdout.splitlines()[-2] == "0 errors, 0 to review"
    entity = run("show", "item-vessel-exercise", *at).stdout
    assert "listed: IMO number 9074729; OFAC SDN list 12345" in entity
    claim = run("show", "ship/c001", *at).stdout
    assert "судно может нести снаряды" in claim  # the words of the source stand beside
    assert "“the vessel can carry shells” (en), by Entente editors" in claim


def test_an_entity_is_found_by_its_number(ship, run):
    query = 'SELECT ?x { ?x kg:identifier [ kg:identifierScheme kg:imoNumber ; skos:notation "9074729" ] }'
    found = run("query", query, "--workspace", ship, "--format", "csv").stdout
    assert "item-vessel-exercise" in found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "check"),
    [
        ("9074792", "identifier-check-digit"),  # two digits changed places
        ("IMO 9074729", "identifier-form"),
        ("907472", "identifier-form"),
    ],
)
def test_a_wrong_number_is_told(ship, run, number, check):
    text = OURS.replace('"9074729"', f'"{number}"')
    (ship / "seeds" / "ship.ttl").write_text(text, encoding="utf-8")
    done = run("check", "--workspace", ship)
    assert done.returncode == 1
    assert f"seeds/ship.ttl:20: error [{check}]" in done.stdout


def test_names_in_other_scripts_say_where_they_stand(core):
    query = """SELECT ?x WHERE {
      GRAPH ?g { ?x skos:altLabel ?n . FILTER(LANG(?n) != "en") } ?g a kg:ReferenceWork
      FILTER NOT EXISTS { ?x kg:namesFrom|skos:exactMatch ?from } }"""
    assert list(core.query(query)) == []
    shown = core.query("ASK { kgd:force-korean-peoples-army kg:namesFrom ?page }")
    assert bool(shown)
