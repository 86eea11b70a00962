"""What the build adds, worked out by hand on small texts."""

from __future__ import annotations

import pytest

from tests.texts import store_of, values

SOURCE = """
src:one a kg:NewsArticle ; dcterms:title "One"@en ; kg:curator kgd:organisation-x ;
  kg:recordedAt "2025-02-03"^^xsd:date ; kg:reviewStatus kg:draft .
"""


def derived(claim: str, name: str, source: str = SOURCE) -> list[str]:
    return values(
        store_of(one=source + claim), f"SELECT ?v {{ c1:x {name} ?v }}".replace("c1:x", C)
    )


C = "<https://w3id.org/entente/source/one/c1>"
PLAIN = "c:c1 a kg:Claim ; rdf:subject kgd:a ; rdf:predicate kg:partOf ; rdf:object kgd:b ."


def test_defaults():
    assert derived(PLAIN, "kg:stance") == ["kg:asserts"]
    assert derived(PLAIN, "kg:modality") == ["kg:asserted"]
    assert derived(PLAIN, "kg:source") == ["src:one"]


def test_what_is_said_stands_alone_and_once():
    said = "c:c1 a kg:Claim ; kg:stance kg:denies ; kg:modality kg:warned ; kg:curator kgd:y ."
    assert derived(said, "kg:stance") == ["kg:denies"]
    assert derived(said, "kg:modality") == ["kg:warned"]
    assert derived(said, "kg:curator") == ["kgd:y"]


def test_what_the_source_says_once_is_inherited():
    assert derived(PLAIN, "kg:curator") == ["kgd:organisation-x"]
    assert derived(PLAIN, "kg:recordedAt") == ["2025-02-03"]
    assert derived(PLAIN, "kg:reviewStatus") == ["kg:draft"]


def test_an_estimate_is_a_claim_and_a_state_is_an_actor():
    assert "kg:Claim" in derived("c:c1 a kg:Estimate .", "a")
    assert "kg:Estimate" not in derived("c:c1 a kg:Claim .", "a")
    store = store_of(one=SOURCE + 'kgd:state-x a kg:State ; rdfs:label "X"@en .')
    assert {"kg:State", "kg:Actor", "kg:Entity"} <= set(
        values(store, "SELECT ?k { kgd:state-x a ?k }")
    )


@pytest.mark.parametrize(
    ("dated", "known", "basis"),
    [
        ('dcterms:issued "2025-01-20"', "2025-01-20", "dcterms:issued"),
        ('dcterms:issued "2025-01"', "2025-01-31", "dcterms:issued"),  # known for certain by then
        ("kg:reviewStatus kg:draft", "2025-02-03", "kg:recordedAt"),
        ('dcterms:issued "some day"', "2025-02-03", "kg:recordedAt"),
    ],
)
def test_known_from(dated, known, basis):
    source = SOURCE + f"src:one {dated} ."
    assert derived(PLAIN, "kg:knownFrom", source) == [known]
    assert derived(PLAIN, "kg:knownFromBasis", source) == [basis]


def test_a_source_without_any_date_is_given_none():
    assert derived(PLAIN, "kg:knownFrom", 'src:one a kg:NewsArticle ; dcterms:title "One" .') == []


@pytest.mark.parametrize(
    ("time", "first", "last"),
    [
        ("2024-23", ["2024-09-01"], ["2024-11-30"]),
        ("2024-23/..", ["2024-09-01"], []),
        ("../2024-06", [], ["2024-06-30"]),
        ("2023-08", ["2023-08-01"], ["2023-08-31"]),
    ],
)
def test_first_and_last_day(time, first, last):
    claim = f'c:c1 a kg:Claim ; kg:time "{time}"^^edtf:EDTF .'
    assert derived(claim, "kg:earliest") == first
    assert derived(claim, "kg:latest") == last


def test_the_day_of_a_figure_is_apart_from_the_time():
    claim = 'c:c1 a kg:Estimate ; kg:time "2024" ; kg:asOf "2025-06"^^edtf:EDTF .'
    assert derived(claim, "kg:asOfEarliest") == ["2025-06-01"]
    assert derived(claim, "kg:asOfLatest") == ["2025-06-30"]
    assert derived(claim, "kg:earliest") == ["2024-01-01"]


@pytest.mark.parametrize(
    ("figure", "lower", "upper"),
    [
        ("kg:qualifier kg:nearlyHalf", ["0.4"], ["0.5"]),
        ("kg:qualifier kg:roughlyHalf", ["0.4"], ["0.6"]),
        ("kg:qualifier kg:millionsOf", ["2000000"], []),
        ("kg:qualifier kg:upTo ; kg:upper 15000", [], ["15000"]),
        ("kg:qualifier kg:between ; kg:lower 14000 ; kg:upper 15000", ["14000"], ["15000"]),
        # A tenth on either side: 600 × 0.9 = 540, 600 × 1.1 = 660.
        ("kg:qualifier kg:approximately ; kg:best 600", ["540"], ["660"]),
        ("kg:qualifier kg:approximately ; kg:best 0.7", ["0.63"], ["0.77"]),
        ("kg:qualifier kg:exactly ; kg:best 12000000", ["12000000"], ["12000000"]),
        ("kg:best 5", [], []),
    ],
)
def test_what_a_qualifier_implies(figure, lower, upper):
    claim = f"c:c1 a kg:Estimate ; {figure} ."
    assert derived(claim, "kg:impliedLower") == lower
    assert derived(claim, "kg:impliedUpper") == upper


def test_nothing_stands_in_two_graphs(core):
    """The union of graphs would show it twice, and every count would be wrong."""
    rows = core.query(
        "SELECT ?s ?p ?o (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
        " GROUP BY ?s ?p ?o HAVING (COUNT(DISTINCT ?g) > 1)"
    )
    assert [(row["s"].value, row["p"].value, row["o"].value) for row in rows] == []
