"""Asking the page: search, legend, filters, clocks, paths, links to a view."""

from __future__ import annotations

import pytest

import kg
from tests.conftest import ROOT
from tests.publish.page.browsing import CASUALTIES, CORPS, EVERYTHING, MARKS

pytestmark = MARKS


@pytest.mark.parametrize(
    ("words", "label"),
    [
        ("폭풍군단", CORPS),
        ("storm", CORPS),
        ("STÓRM  corps", CORPS),
        ("владимир", "Vladimir Putin"),
        ("вооруженные силы росс", "Armed Forces of the Russian Federation"),
        ("김정은", "Kim Jong Un"),
        ("western officials", "Western officials (unnamed)"),
    ],
)
def test_search_finds_by_name_and_alias(opened, words, label):
    it = opened()
    it.tab.fill("#query", words)
    it.tab.keyboard.press("Enter")
    assert it.tab.locator("#panel h2").inner_text() == label


def test_search_says_when_nothing_has_the_name(opened):
    it = opened()
    it.tab.fill("#query", "Atlantis")
    assert "Nothing here fits these words" in it.tab.locator("#results").inner_text()


def test_the_legend_filters_kinds_and_families(opened):
    it = opened(address=EVERYTHING)
    it.unfold_legend()
    assert it.drawn_at("Kim Jong Un")
    it.tab.locator("#filter label:has([data-kind])", has_text="Person").locator("input").uncheck()
    assert not it.drawn_at("Kim Jong Un")
    signed = it.js(
        "(id) => entente.edges.filter((e) => e.to === id).map((e) => entente.isEdgeShown(e.id))",
        it.node("Kim Jong Un"),
    )
    assert signed
    assert not any(signed)
    assert it.drawn_at("North Korea")
    it.tab.get_by_role("checkbox", name="Actors").uncheck()
    assert not it.drawn_at("North Korea")
    assert it.drawn_at("artillery shell")
    it.tab.fill("#query", "Kim Jong Un")  # asked for by name, it is shown again
    it.tab.keyboard.press("Enter")
    assert it.drawn_at("Kim Jong Un")


def test_the_legend_filters_layers(opened):
    it = opened(address=EVERYTHING)
    # Most important partner, says the author: a judgement.
    edge = it.edge("North Korea", "is military partner of", "Russia", "judgement")
    fact = it.edge("North Korea", "is military partner of", "Russia", "fact")
    it.tab.locator("#filter label", has_text="Judgement").locator("input").uncheck()
    assert not it.js("(id) => entente.isEdgeShown(id)", edge)
    assert it.js("(id) => entente.network.body.edges[id].options.hidden", edge)
    assert it.js("(id) => entente.isEdgeShown(id)", fact)


def test_only_contradictions_leaves_what_clashes(opened):
    """About 1,000 killed by January, about 600 by April: one of the pairs that stay."""
    it = opened(address=EVERYTHING)
    it.tab.locator("[data-mark=clashing]").check()
    shown = it.ids()
    pairs = {
        frozenset(pair)
        for pair in it.js(
            "() => entente.verdicts().map((v) => v.claims.map((c) => entente.claims[c].id))"
        )
    }
    assert shown == {claim for pair in pairs for claim in pair}
    assert any(
        "about 1,000" in words
        for words in it.js("() => entente.shownNow().claims.map((c) => c.figure)")
    )
    assert not it.drawn_at("Kim Jong Un")
    it.tab.locator("#chips .chip", has_text="only what contradicts or may").click()
    assert it.drawn_at("Kim Jong Un")


def test_without_a_source_it_says_what_falls(opened):
    """The deployment is said by several; that its casualties were in Kursk only by the BBC's officials."""
    it = opened()
    title = "About 1,000 North Koreans killed fighting Ukraine in Kursk, officials say"
    it.tab.locator("#lists summary", has_text="Source").click()
    it.tab.locator("#lists label", has_text=title).locator("input").uncheck()
    assert not any(name.startswith("bbc-2025-01-22-casualties/") for name in it.ids())
    graph = kg.open(ROOT)
    gone = {c.id for c in graph.claims.values() if c.id.startswith("bbc-2025-01-22-casualties/")}
    it.tab.get_by_role("button", name="what falls?").click()
    text = it.panel()
    assert f"{len(gone)} claims are gone" in text
    before, after = (
        _facts(g) for g in (graph, kg.open(ROOT, sources=_others("bbc-2025-01-22-casualties")))
    )
    assert f"{len(before - after)} fact" in text.split("are gone, ")[1]
    assert f"{CASUALTIES} is located in Kursk region" in text
    it.tab.reload()
    it.tab.wait_for_function("window.entente")
    assert not any(name.startswith("bbc-2025-01-22-casualties/") for name in it.ids())
    assert f"{len(gone)} claims are gone" in it.panel()


def _others(name: str) -> tuple[str, ...]:
    return tuple(p.stem for p in (ROOT / "seeds").glob("*.ttl") if p.stem != name)


def _facts(graph) -> set[str]:
    """The facts that are lines: between two entities."""
    query = "SELECT ?s ?p ?o { ?f a kg:Fact ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o FILTER(STRSTARTS(STR(?o), STR(kgd:)) || EXISTS { ?o a kg:WeaponType } || EXISTS { ?o a kg:Tactic }) }"
    return {" ".join(term.value for term in (row[0], row[1], row[2])) for row in graph.query(query)}


def test_filters_by_relation_speaker_and_likelihood(opened):
    it = opened()
    for title, name, field in (
        ("Relation", "figures", "of"),
        ("Speaker", "Sara Khaled", "speaker"),
        ("How likely", "none stated", "hedged"),
    ):
        it.tab.locator("#lists details", has=it.tab.locator("summary", has_text=title)).evaluate(
            "(e) => { e.open = true; }"
        )
        box = it.tab.locator("#lists label", has=it.tab.get_by_text(name, exact=True)).locator(
            "input"
        )
        values = "(field) => new Set(entente.shownNow().claims.map((c) => c[field]))"
        assert it.js(f"([field, name]) => ({values})(field).has(name)", [field, name]), title
        box.uncheck()
        assert not it.js(f"([field, name]) => ({values})(field).has(name)", [field, name]), title
        box.check()


def test_near_an_entity_and_the_way_to_another(opened):
    """Kim Jong Un signed the treaty; Russia is a party to it: two steps."""
    it = opened()
    it.choose("Kim Jong Un")
    it.tab.get_by_role("button", name="Show only what is within 1 step", exact=True).click()
    near = set(it.js("() => entente.shownNow().nodes.map((n) => n.label)"))
    ends = it.js(
        "(id) => entente.edges.filter((e) => [e.from, e.to].includes(id)).flatMap((e) => [e.from, e.to])"
        ".map((i) => entente.nodes.find((n) => n.id === i).label)",
        it.node("Kim Jong Un"),
    )
    assert near == set(ends)
    it.tab.get_by_role("button", name="Show only what is within 1 step", exact=True).click()
    it.tab.get_by_role("button", name="Path to…").click()
    it.tab.keyboard.type("Russia")
    it.tab.keyboard.press("Enter")
    assert "2 steps" in it.panel()
    assert "has signatory" in it.panel()
    assert (
        it.tab.locator("#query").get_attribute("placeholder")
        == "Find names, figures, words, questions"
    )


def test_a_link_opens_the_same_view_again(opened):
    it = opened()
    it.js("(id) => entente.around(id, 2)", it.node("Ukraine"))
    it.js("() => entente.setClock('asOf', '2025-05-01')")
    it.unfold_legend()
    it.tab.locator("#filter label:has([data-kind])", has_text="Place").locator("input").uncheck()
    it.js("() => entente.showView('estimates')")
    it.choose(CASUALTIES)
    address = it.js("() => location.hash")
    again = opened(address=address)
    assert again.ids() == it.ids()
    assert again.tab.locator("#tab-estimates").get_attribute("aria-selected") == "true"
    assert again.tab.locator("#panel h2").first.inner_text() == CASUALTIES
    assert again.js("() => location.hash") == address


@pytest.mark.parametrize(
    "address",
    [
        "#as-of=2024-99-99&known-at=yesterday&view=nothing&open=nobody&around=9|x&size=huge",
        "#open=claim:__proto__&no-kinds=constructor&no-sources=%00%FF&%",
        "#open=path:a|b&as-of=&&&==&around=2",
        "#" + "x" * 100_000,
        "#open=<img src=x onerror=window.pwned=1>",
    ],
)
def test_a_link_that_means_nothing_is_passed_over(opened, address):
    it = opened(address=address)
    assert it.ids() == opened().ids()
    assert not it.tab.locator("#panel").is_visible()
    assert it.tab.locator("#tab-graph").get_attribute("aria-selected") == "true"
    assert it.complaints == []


def test_sizes_by_rank(opened):
    it = opened()
    size = "(id) => entente.network.body.nodes[id].options.size"
    russia, corps = it.node("Russia"), it.node(CORPS)
    it.tab.select_option("#sizes", "pagerank")
    assert it.js(size, russia) > 1.3 * it.js(size, corps)
    it.tab.select_option("#sizes", "even")
    assert it.js(size, russia) == it.js(size, it.node("China"))


def test_symbols_move_only_when_asked(opened):
    it = opened()
    place = "(id) => entente.network.getPosition(id)"
    russia = it.node("Russia")
    before = it.js(place, russia)
    it.tab.wait_for_timeout(200)
    assert it.js(place, russia) == before
    it.tab.locator("#motion").check()
    it.tab.wait_for_function(
        "([id, x]) => Math.abs(entente.network.getPosition(id).x - x) > 1",
        arg=[russia, before["x"]],
    )
    it.tab.locator("#motion").uncheck()
    rest = it.js(place, russia)
    it.tab.wait_for_timeout(200)
    assert it.js(place, russia) == rest
