"""The picture of who says what, and colours that stand for a property."""

from __future__ import annotations

from tests.publish.page.browsing import CORPS, EVERYTHING, MARKS

pytestmark = MARKS

_DRAWN = "() => entente.network.body.nodeIndices.length"


def test_what_contradicts_is_drawn_from_claim_to_claim(opened):
    """About 1,000 killed, say officials to the BBC in January; about 600, says an agency in April."""
    it = opened()
    it.tab.locator("[data-mark=clashing]").check()
    lines = it.js(
        "() => entente.network.body.edgeIndices.filter((id) => id.startsWith('x')).map((id) => id.slice(1).split('-').map((c) => entente.claims[c].figure).sort())"
    )
    assert ["about 1,000", "about 600"] in lines
    pressed = it.tab.locator(".folding [aria-pressed=true]")
    assert pressed.inner_text() == "Who says what"
    line = it.js(
        "() => entente.network.body.edgeIndices.find((id) => id.startsWith('x') && id.slice(1).split('-').some((c) => entente.claims[c].figure === 'about 1,000'))"
    )
    middle = it.js("(id) => entente.network.body.edges[id].edgeType.getPoint(0.5)", line)
    it.tab.mouse.click(*it.point(middle))
    assert "the later is smaller" in it.panel()
    it.tab.keyboard.press("Escape")
    it.tab.locator("#chips .chip", has_text="only what contradicts").click()
    assert pressed.inner_text() == "Actors and what passes"
    assert it.complaints_of_all == []


def test_speakers_and_their_claims_are_a_picture_of_its_own(opened):
    it = opened(address="#picture=claims")
    drawn = it.js("() => entente.network.body.nodeIndices")
    assert len([one for one in drawn if one.startswith("by ")]) > 40  # 52 speakers
    it.js("() => entente.setClock('knownAt', '2024-06-30')")
    early = it.js("() => entente.network.body.nodeIndices")
    assert 0 < len(early) < len(drawn) / 2
    names = it.js("() => entente.shownNow().claims.map((c) => c.speaker)")
    shown = it.js("() => entente.network.body.nodeIndices.filter((id) => id.startsWith('by '))")
    assert len(shown) == len(set(names))
    assert "picture=claims" in it.js("() => location.hash")
    assert it.js("() => entente.asSvg().querySelectorAll('path').length") > 50
    assert it.complaints_of_all == []


def test_colours_stand_for_a_property_and_the_key_follows(opened):
    """The corps is part of the army of North Korea, which therefore has its colour."""
    it = opened(address=EVERYTHING)
    it.tab.select_option("#colours", "allegiance")
    keys = it.tab.locator("#colour-key li span").all_inner_texts()
    assert {"North Korea", "Russia", "none said"} <= set(keys)
    assert "colour=allegiance" in it.js("() => location.hash")
    colour = "(id) => entente.network.body.nodes[id].options.color.background"
    fill = '(id) => decodeURIComponent(entente.network.body.nodes[id].options.image).match(/fill=\\"(#[0-9a-f]+)\\"/)[1]'
    ours, theirs = it.js(colour, it.node("North Korea")), it.js(colour, it.node("Russia"))
    assert ours != theirs
    first = it.tab.locator("#colour-key li", has_text="North Korea").first
    assert first.locator("circle").get_attribute("fill") == ours
    forces = "Armed Forces of the Russian Federation"
    assert it.js(fill, it.node(CORPS)) != it.js(fill, it.node(forces))
    legend = it.js(
        "() => [...entente.asFigure().querySelectorAll('text')].map((t) => t.textContent)"
    )
    assert "Russia" in legend
    assert "Agreements" not in legend
    again = opened(address="#picture=all&colour=origins&size=claims")
    assert again.tab.locator("#colours").input_value() == "origins"
    assert again.tab.locator("#colour-key li").count() == 4
    assert it.complaints_of_all == again.complaints_of_all == []
