"""The clocks of the page give the same claims and facts as ``--as-of`` and ``--known-at``."""

from __future__ import annotations

import pytest

import kg
from kg.export import html as page
from kg.listing import Listing
from tests.conftest import ROOT
from tests.export.browsing import MARKS
from tests.export.material import KOREA, claim, day, link, open_counts, source

pytestmark = MARKS

_FACTS = "SELECT ?s ?p ?o { ?f a kg:Fact ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o }"
_SHOWN = """() => entente.shownNow().edges.filter((e) => e.drawn === "fact").map((e) => {
  const iri = (id) => entente.nodes.find((n) => n.id === id).iri;
  return `${iri(e.from)} ${e.iri} ${iri(e.to)}`;
})"""


def _set(it, as_of, known_at):
    it.js("(iso) => entente.setClock('asOf', iso)", as_of)
    it.js("(iso) => entente.setClock('knownAt', iso)", known_at)


def _facts(graph, nodes) -> set[str]:
    rows = ([row[0].value, row[1].value, row[2].value] for row in graph.query(_FACTS))
    return {" ".join(row) for row in rows if {row[0], row[2]} <= nodes}


@pytest.mark.parametrize(
    ("as_of", "known_at"),
    [
        ("2023-12-31", None),
        ("2024-06-19", None),
        ("2025-04-30", None),
        (None, "2024-02-27"),
        (None, "2025-01-22"),
        ("2025-01-31", "2025-05-01"),
        ("1950-01-01", "1950-01-01"),
    ],
)
def test_the_page_and_the_command_agree_on_the_core(opened, as_of, known_at):
    it = opened(address="#also=denied")
    _set(it, as_of, known_at)
    graph = kg.open(ROOT, as_of=as_of, known_at=known_at)
    assert it.ids() == {c.id for c in Listing(graph).claims.values()}
    nodes = set(it.js("() => entente.nodes.map((n) => n.iri)"))
    assert set(it.js(_SHOWN)) == _facts(graph, nodes)


def _corrected(workspace):
    """A unit that belongs to an army until June; a retraction of that, and its own retraction later."""
    open_counts(workspace)
    unit, force = "kgd:unit-one", "kgd:force-one"
    first = source("first").replace(
        'kg:recordedAt "2026-11-23"',
        'dcterms:issued "2024-03-05"^^edtf:EDTF ; kg:recordedAt "2026-11-23"',
    )
    first += f'{unit} a kg:MilitaryUnit ; rdfs:label "First Unit"@en .\n'
    first += f'{force} a kg:ArmedForce ; rdfs:label "An army"@en .\n'
    first += claim(
        "first/c001", unit, "kg:partOf", force, attributedTo=KOREA, time=day("2024-01/2024-06")
    )
    first += claim("first/c002", unit, "kg:belongsTo", force, attributedTo=KOREA)
    second = source("second").replace(
        'kg:recordedAt "2026-11-23"',
        'dcterms:issued "2024-07-01"^^edtf:EDTF ; kg:recordedAt "2026-11-23"',
    )
    second += claim(
        "second/c001",
        unit,
        "kg:locatedIn",
        "kgd:place-one",
        attributedTo=KOREA,
        retracts=link("first/c002"),
    )
    second += 'kgd:place-one a kg:Place ; rdfs:label "A place"@en .\n'
    third = source("third").replace(
        'kg:recordedAt "2026-11-23"',
        'dcterms:issued "2024-09-01"^^edtf:EDTF ; kg:recordedAt "2026-11-23"',
    )
    third += (
        claim(
            "third/c001",
            unit,
            "kg:commandedBy",
            "kgd:person-one",
            attributedTo=KOREA,
            time=day("2024-08"),
            retracts=link("second/c001"),
        )
        .replace("kg:commandedBy", "kg:locatedIn")
        .replace("kgd:person-one", "kgd:place-one")
    )
    for stem, text in (("first", first), ("second", second), ("third", third)):
        (workspace / "seeds" / f"{stem}.ttl").write_text(text, encoding="utf-8")
    return workspace


def test_they_agree_where_claims_are_taken_back(opened, workspace, tmp_path):
    path = tmp_path / "page.html"
    page.write(kg.open(_corrected(workspace)), path)
    it = opened(path, address="#also=denied")
    nodes = set(it.js("() => entente.nodes.map((n) => n.iri)"))
    belongs = "https://w3id.org/entente/id/unit-one https://w3id.org/entente/ns/belongsTo https://w3id.org/entente/id/force-one"
    held = []
    for as_of, known_at in (
        (None, None),
        (None, "2024-03-05"),
        (None, "2024-07-31"),
        (None, "2024-10-01"),
        ("2024-07-15", "2024-10-01"),
        ("2025-05-01", None),
    ):
        _set(it, as_of, known_at)
        graph = kg.open(workspace, as_of=as_of, known_at=known_at)
        assert it.ids() == {c.id for c in Listing(graph).claims.values()}, (as_of, known_at)
        facts = set(it.js(_SHOWN))
        assert facts == _facts(graph, nodes), (as_of, known_at)
        held.append(belongs in facts)
    # Retracted in July, and the retraction in September: it stands, falls, and stands again.
    assert held == [True, True, False, True, True, True]


def test_a_step_with_the_keys_and_play(opened):
    it = opened()
    it.tab.focus("#clock-asOf")
    it.tab.keyboard.press("PageDown")
    chip = it.tab.locator("#chips .chip", has_text="as of")
    first = chip.inner_text()
    it.tab.keyboard.press("ArrowLeft")
    assert chip.inner_text() != first
    assert it.tab.locator("#clock-asOf").get_attribute("aria-valuetext") in chip.inner_text()
    chip.click()
    assert not it.tab.locator("#chips").is_visible()
    it.tab.locator("#play").click()
    it.tab.wait_for_function("() => document.querySelector('#chips .chip')")
    shown = it.js("() => entente.shownNow().asOf")
    it.tab.wait_for_function("(day) => entente.shownNow().asOf !== day", arg=shown)
    it.tab.locator("#play").click()
    assert it.tab.locator("#play").get_attribute("aria-label").startswith("Play")
