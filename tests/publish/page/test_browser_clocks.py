"""The clocks of the page give the same claims and facts as ``--as-of`` and ``--known-at``."""

from __future__ import annotations

from datetime import date

import pytest

import kg
from kg.graph.contradictions import weigh
from kg.publish.formats import html as page
from tests.conftest import ROOT
from tests.publish.material import (
    KOREA,
    claim,
    day,
    link,
    open_counts,
    open_taken_back,
    source,
)
from tests.publish.page.browsing import MARKS

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
    assert it.ids() == {c.id for c in graph.claims.values()}
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


@pytest.mark.usefixtures("unasked")
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
        assert it.ids() == {c.id for c in graph.claims.values()}, (as_of, known_at)
        facts = set(it.js(_SHOWN))
        assert facts == _facts(graph, nodes), (as_of, known_at)
        held.append(belongs in facts)
    # Retracted in July, and the retraction in September: it stands, falls, and stands again.
    assert held == [True, True, False, True, True, True]


@pytest.mark.usefixtures("unasked")
def test_before_a_retraction_its_claim_stands_and_contradicts(opened, workspace, tmp_path):
    path = tmp_path / "page.html"
    page.write(open_taken_back(workspace), path)
    it = opened(path, address="#also=denied")
    contradictions = {}
    for known_at in ("2025-01-31", "2025-02-15", "2025-02-28", "2025-03-31", None):
        _set(it, None, known_at)
        graph = kg.open(workspace, known_at=known_at)
        pairs = {frozenset((v.first.claim, v.second.claim)) for v in weigh(graph).weighed}
        shown = it.js(
            "() => entente.verdicts().map((v) => v.claims.map((id) => entente.claims[id].id))"
        )
        assert {frozenset(pair) for pair in shown} == pairs, known_at
        statuses = it.js("() => entente.shownNow().claims.map((c) => [c.id, c.status ?? ''])")
        assert dict(statuses) == {c.id: c.status for c in graph.claims.values()}, known_at
        contradictions[known_at] = frozenset(("first/c001", "second/c001")) in pairs
    assert contradictions == {
        "2025-01-31": False, "2025-02-15": True, "2025-02-28": True, "2025-03-31": False, None: False,
    }  # fmt: skip
    _set(it, None, "2025-02-28")
    it.choose("losses")
    assert "retracted by" not in it.tab.locator("#panel").text_content()
    it.js("() => { entente.close(); entente.showView('estimates'); }")
    clash = it.tab.locator("#sheet .ranges .clash").first.text_content()
    assert clash.startswith(
        "contradicts: 1,000 (Agency One, 15 January 2025) – 3,000 (Agency Two, 15 January 2025): "
    )


def _rivals(workspace):
    """Two parents of a unit, the second claimed a year later; an exercise that is planned, then held."""
    open_counts(workspace)
    names = """
kgd:unit-one a kg:MilitaryUnit ; rdfs:label "First Unit"@en .
kgd:force-one a kg:ArmedForce ; rdfs:label "An army"@en .
kgd:force-two a kg:ArmedForce ; rdfs:label "Another army"@en .
kgd:test-one a kg:Test ; rdfs:label "An exercise"@en .
kgd:place-one a kg:Place ; rdfs:label "A place"@en .
"""
    told = [
        ("2024-03-05", "kgd:force-one", "kg:planned", "2024-03-01"),
        ("2025-03-05", "kgd:force-two", "kg:occurred", "2025-02-01"),
    ]
    for number, (issued, force, status, begun) in enumerate(told):
        stem = f"rival-{number}"
        text = source(stem).replace(
            'kg:recordedAt "2026-11-23"',
            f'dcterms:issued "{issued}"^^edtf:EDTF ; kg:recordedAt "2026-11-23"',
        )
        text += claim(f"{stem}/c001", "kgd:unit-one", "kg:partOf", force, attributedTo=KOREA)
        text += claim(
            f"{stem}/c002",
            "kgd:test-one",
            "kg:eventStatus",
            status,
            attributedTo=KOREA,
            time=f'"{begun}"^^edtf:EDTF',
        )
        text += claim(
            f"{stem}/c003", "kgd:test-one", "kg:locatedIn", "kgd:place-one", attributedTo=KOREA
        )
        text += "" if number else names
        (workspace / "seeds" / f"{stem}.ttl").write_text(text, encoding="utf-8")
    return workspace


@pytest.mark.usefixtures("unasked")
@pytest.mark.parametrize("view", ["latest", "most-independent", "hull"])
def test_rivals_and_statuses_are_weighed_at_the_clocks(opened, workspace, tmp_path, view):
    path = tmp_path / "page.html"
    page.write(kg.open(_rivals(workspace), view=view), path)
    it = opened(path, address="#also=denied")
    nodes = set(it.js("() => entente.nodes.map((n) => n.iri)"))
    entity = "https://w3id.org/entente/id/"
    part = "https://w3id.org/entente/ns/partOf"
    parents = [f"{entity}unit-one {part} {entity}force-{name}" for name in ("one", "two")]
    held, statuses = [], []
    for known_at in (None, "2024-06-01"):
        _set(it, None, known_at)
        facts = set(it.js(_SHOWN))
        assert facts == _facts(kg.open(workspace, view=view, known_at=known_at), nodes), known_at
        held.append([parent in facts for parent in parents])
        contested = it.js("() => entente.edges.filter((e) => e.contested).map((e) => e.iri)")
        # Both are kept by the hull, and in a tie: each is disputed by the other.
        assert contested == ([part, part] if view != "latest" and known_at is None else [])
        statuses.append(
            it.js("() => entente.edges.find((e) => e.iri.endsWith('/locatedIn') && e.on).status")
        )
    both = [view != "latest", True]
    assert held == [both, [True, False]]  # the second army was not known in June 2024
    assert statuses == ["", "planned"]


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


def test_a_span_is_drawn_over_the_bars_or_set_by_keys(opened):
    """From 0.6 to 0.9 of the slider, where a place is a day; then its first day one month on."""
    it = opened()
    bars = it.tab.locator("[data-clock=asOf] .slider svg")
    box = bars.bounding_box()
    it.tab.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + 6)
    it.tab.mouse.down()
    it.tab.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + 6, steps=4)  # backwards too
    it.tab.mouse.up()
    first, last = it.js(
        "() => ['as-since', 'as-of'].map((n) => new URLSearchParams(location.hash.slice(1)).get(n))"
    )
    days = it.js(
        "() => ['min', 'max'].map((n) => Number(document.getElementById('clock-asOf')[n]))"
    )
    since_1970 = [date.fromisoformat(each).toordinal() - 719163 for each in (first, last)]
    for given, part in zip(since_1970, (0.6, 0.9), strict=True):
        assert given == pytest.approx(days[0] + part * (days[1] - days[0]), abs=12)
    assert bars.locator(".band").bounding_box()["width"] == pytest.approx(box["width"] * 0.3, abs=4)
    it.tab.focus("#clock-asOf")
    it.tab.keyboard.press("Shift+ArrowRight")
    later = it.js("() => new URLSearchParams(location.hash.slice(1)).get('as-since')")
    assert 28 <= (date.fromisoformat(later) - date.fromisoformat(first)).days <= 34
    it.tab.locator("[data-clock=asOf] [data-open]").click()
    assert bars.locator(".band").get_attribute("width") == "0"
    it.tab.mouse.click(box["x"] + 20, box["y"] + 6)  # no drag, no span
    assert "as-since" not in it.js("() => location.hash")
    assert it.complaints_of_all == []
