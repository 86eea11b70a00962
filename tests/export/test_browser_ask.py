"""Asking the page: search, legend, filters, clocks, paths, links to a view."""

from __future__ import annotations

import pytest

from tests.export.browsing import CORPS, MARKS

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
    assert "Nothing here has that name" in it.tab.locator("#results").inner_text()


def test_the_legend_filters_kinds_and_families(opened):
    it = opened()
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
    it.tab.locator("#filter legend label", has_text="Actors").locator("input").uncheck()
    assert not it.drawn_at("North Korea")
    assert it.drawn_at("artillery shell")
    it.tab.fill("#query", "Kim Jong Un")  # asked for by name, it is shown again
    it.tab.keyboard.press("Enter")
    assert it.drawn_at("Kim Jong Un")


def test_the_legend_filters_layers(opened):
    it = opened()
    # Most important partner, says the author: a judgement.
    edge = it.edge("North Korea", "is military partner of", "Russia", "judgement")
    fact = it.edge("North Korea", "is military partner of", "Russia", "fact")
    it.tab.locator("#filter label", has_text="Judgement").locator("input").uncheck()
    assert not it.js("(id) => entente.isEdgeShown(id)", edge)
    assert it.js("(id) => entente.network.body.edges[id].options.hidden", edge)
    assert it.js("(id) => entente.isEdgeShown(id)", fact)
