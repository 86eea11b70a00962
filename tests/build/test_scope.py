"""Two clocks and a choice of sources: what a restricted graph may still say."""

from __future__ import annotations

import pytest

from kg.build.scope import count_unmarked, restrict, undated_sources
from kg.claims.scope import Scope
from kg.errors import UsageError
from tests.texts import store_of, values

OLD = """
src:old a kg:NewsArticle ; dcterms:title "Old"@en ; dcterms:issued "2024-05" ;
  kg:recordedAt "2026-01-01"^^xsd:date .
kgd:unit-a a kg:MilitaryUnit ; rdfs:label "A"@en .
c:part a kg:Claim ; rdf:subject kgd:unit-a ; rdf:predicate kg:partOf ; rdf:object kgd:force-b ;
  kg:time "2020/2022"^^edtf:EDTF ; kg:evidence [ a oa:TextPositionSelector ; oa:start 1 ; oa:end 2 ] .
c:launch a kg:Claim ; rdf:subject kgd:launch-x ; rdf:predicate kg:eventStatus ;
  rdf:object kg:occurred ; kg:time "2021"^^edtf:EDTF .
c:always a kg:Claim ; rdf:subject kgd:unit-a ; rdf:predicate kg:partOf ; rdf:object kgd:force-c .
"""
NEW = """
src:new a kg:NewsArticle ; dcterms:title "New"@en ; kg:recordedAt "2025-03-04"^^xsd:date .
kgd:unit-z a kg:MilitaryUnit ; rdfs:label "Z"@en ; skos:altLabel "Zed"@en .
c:again a kg:Claim ; rdf:subject kgd:unit-a ; rdf:predicate kg:partOf ; rdf:object kgd:force-c ;
  kg:time "2024-23/.."^^edtf:EDTF .
c:denial a kg:Claim ; kg:stance kg:denies ; rdf:subject kgd:unit-a ; rdf:predicate kg:partOf ;
  rdf:object kgd:force-b ;
  kg:evidence [ a oa:TextPositionSelector ; oa:start 1 ; oa:end 2 ; prov:value [ oa:start 7 ] ] .
c:figure a kg:Estimate ; kg:about kgd:unit-a ; kg:asOf "2023-06"^^edtf:EDTF ; kg:best 5 .
"""
CLAIMS = "SELECT ?c { ?c kg:source ?s }"
FACTS = "SELECT ?o { ?f a kg:Fact ; rdf:subject kgd:unit-a ; rdf:object ?o }"


@pytest.fixture(scope="module")
def store():
    return store_of(old=OLD, new=NEW)


def claims(store, **scope):
    return [c.rpartition("/")[2] for c in values(restrict(store, Scope(**scope)), CLAIMS)]


EVERYTHING = ["again", "denial", "figure", "always", "launch", "part"]


@pytest.mark.parametrize(
    ("as_of", "gone"),
    [
        ("2026", {"part"}),  # the unit's membership ended in 2022
        ("2022", {"again", "figure"}),  # both begin later
        ("2022-06-01", {"again", "figure"}),
        ("2020", {"again", "figure", "launch"}),
        ("2019", {"again", "figure", "launch", "part"}),
        ("2024-22", {"part", "again"}),  # the last day of summer 2024 is 31 August
        ("2024-23", {"part"}),
    ],
)
def test_as_of(store, as_of, gone):
    assert set(claims(store, as_of=as_of)) == set(EVERYTHING) - gone


def test_what_is_over_has_still_happened(store):
    assert "launch" in claims(store, as_of="2026")


def test_the_day_of_a_figure_ends_nothing(store):
    text = NEW.replace('kg:time "2024-23/.."', 'kg:asOf "2023"')
    assert "again" in claims(store_of(new=text), as_of="2025")


@pytest.mark.parametrize(
    ("known_at", "known"),
    [
        ("2024-05-30", set()),  # "2024-05" is known for certain only on its last day
        ("2024-05", {"old"}),
        ("2025-03-03", {"old"}),
        ("2025-03-04", {"old", "new"}),
    ],
)
def test_known_at(store, known_at, known):
    found = values(
        restrict(store, Scope(known_at=known_at)), "SELECT DISTINCT ?s { ?c kg:source ?s }"
    )
    assert set(found) == {f"src:{name}" for name in known}


def test_a_source_of_the_future_leaves_only_names(store):
    part = restrict(store, Scope(known_at="2024"))
    assert values(part, "SELECT ?l { kgd:unit-z rdfs:label ?l }") == ["Z"]
    assert values(part, "SELECT ?t { src:new dcterms:title ?t }") == []
    assert values(part, "SELECT ?e { ?e oa:start 7 }") == []


def test_sources_without_a_date_are_named(store):
    assert undated_sources(store) == ["src:new"]


@pytest.mark.parametrize("name", ["old", "src:old", "https://w3id.org/entente/source/old"])
def test_one_source(store, name):
    assert set(claims(store, sources=(name,))) == {"always", "launch", "part"}


def test_two_sources(store):
    assert set(claims(store, sources=("old", "new"))) == set(EVERYTHING)


def test_facts_rest_on_claims_of_the_scope_alone(store):
    assert values(store, FACTS) == ["kgd:force-b", "kgd:force-c"]
    assert values(restrict(store, Scope(sources=("new",))), FACTS) == ["kgd:force-c"]
    assert values(restrict(store, Scope(as_of="2026")), FACTS) == ["kgd:force-c"]
    for scope in (Scope(sources=("new",)), Scope(sources=("old",)), Scope(known_at="2024")):
        part = restrict(store, scope)
        support = set(values(part, "SELECT ?c { ?f kg:supportedBy ?c }"))
        assert support <= set(values(part, CLAIMS))


def test_a_denial_outside_the_scope_disputes_nothing():
    # Without the claim of another army for all time, which would be a rival.
    lone = "".join(f"{line}\n" for line in OLD.splitlines() if not line.startswith("c:always"))
    store = store_of(old=lone, new=NEW)
    disputed = "SELECT ?o { ?f kg:disputed true ; rdf:object ?o }"
    assert values(store, disputed) == ["kgd:force-b"]
    assert values(restrict(store, Scope(sources=("old",))), disputed) == []


def test_the_closure_follows_the_facts(store):
    closure = "SELECT ?o { kgd:unit-a kg:partOfTransitive ?o }"
    assert values(store, closure) == ["kgd:force-b", "kgd:force-c"]
    assert values(restrict(store, Scope(as_of="2026")), closure) == ["kgd:force-c"]


def test_the_evidence_of_a_dropped_claim_goes_with_it(store):
    evidence = "SELECT ?n { ?e oa:start ?n }"
    assert values(store, evidence) == ["1", "1", "7"]
    assert values(restrict(store, Scope(sources=("old",))), evidence) == ["1"]
    assert values(restrict(store, Scope(as_of="2026", sources=("old",))), evidence) == []


@pytest.mark.parametrize(
    ("scope", "words"),
    [
        (Scope(as_of="2024-02-31"), "2024-02-31"),
        (Scope(as_of="yesterday"), "yesterday"),
        (Scope(as_of=""), "EDTF"),
        (Scope(known_at="2024/.."), "no last day"),
        (Scope(sources=("nobody",)), "no source nobody"),
        (Scope(sources=("",)), "no source"),
        (Scope(sources=("a b",)), "no source"),
    ],
)
def test_a_wrong_scope(store, scope, words):
    with pytest.raises(UsageError, match=words) as wrong:
        restrict(store, scope)
    assert wrong.value.remedy


def test_an_unknown_source_is_answered_with_the_known_ones(store):
    with pytest.raises(UsageError) as wrong:
        restrict(store, Scope(sources=("nobody",)))
    assert "new, old" in str(wrong.value)


def test_the_given_store_is_left_as_it_was(store):
    before = len(store)
    restrict(store, Scope(as_of="2019", sources=("old",)))
    assert len(store) == before


OPENLY = """
src:openly a kg:NewsArticle ; dcterms:title "Openly"@en ; kg:recordedAt "2025-03-04"^^xsd:date .
c:said a kg:Claim ; rdf:subject kgd:unit-a ; rdf:predicate kg:partOf ; rdf:object kgd:force-b ;
  kg:explicitness kg:stated .
c:granted a kg:Claim ; rdf:subject kgd:unit-a ; rdf:predicate kg:belongsTo ;
  rdf:object kgd:state-x ; kg:explicitness kg:presupposed .
c:left a kg:Claim ; rdf:subject kgd:unit-a ; rdf:predicate kg:partOf ; rdf:object kgd:force-c ;
  kg:explicitness kg:implied .
c:unmarked a kg:Claim ; rdf:subject kgd:unit-a ; rdf:predicate kg:branch ; rdf:object kg:specialForces .
"""


def test_stated_only_keeps_what_is_marked_so_and_its_facts():
    store = store_of(openly=OPENLY)
    assert claims(store, stated_only=True) == ["said"]
    assert values(restrict(store, Scope(stated_only=True)), FACTS) == ["kgd:force-b"]
    assert count_unmarked(store) == 1


def test_stated_only_goes_with_dates_and_a_correction_still_holds():
    later = OPENLY.replace(
        "kg:explicitness kg:presupposed .",
        "kg:explicitness kg:presupposed ; kg:supersedes c:said .",
    )
    store = store_of(openly=later)
    assert claims(store, stated_only=True) == ["said"]
    assert values(restrict(store, Scope(stated_only=True)), FACTS) == []
    assert claims(store, stated_only=True, known_at="2025-03-03") == []


def test_a_scope_in_words_names_it():
    assert Scope(as_of="2024", stated_only=True).words() == ["as of 2024", "only what is stated"]
    two = Scope(sources=("a-report", "b-report"))
    assert two.words() == ["only from a-report, b-report"]
    assert two.words({"a-report": "A Report"}) == ["only from “A Report”, b-report"]
    assert not Scope(stated_only=True).is_whole
    assert Scope(stated_only=True).widened().is_whole
