"""The view of figures: against time, with what they leave of each day; shares at their wholes."""

from __future__ import annotations

import re

from tests.publish.page.browsing import MARKS

pytestmark = MARKS


def test_figures_against_time_and_what_they_leave(opened):
    """Killed: about 1,000 (900 to 1,100) on 15 January 2025, about 600 (540 to 660) on 30 April."""
    it = opened(address="#view=estimates")
    killed = it.tab.locator(
        "#sheet .ranges", has=it.tab.get_by_text("personnel killed", exact=True)
    )
    assert killed.locator(".overtime .impossible").count() == 1
    killed.locator(".band summary").click()
    assert killed.locator(".band li").all_inner_texts() == [
        "up to 14 January 2025: 660 or less",
        "15 January 2025 to 30 April 2025: no number fits all figures",
        "from 1 May 2025: 900 or more",
    ]
    assert killed.locator(".overtime [data-claim]").count() == 3
    # The step that cannot be: from at least 900 down to at most 660. Two speakers, two shapes.
    assert killed.locator(".cannot").count() == 1
    assert killed.locator(".overtime .cannot title").text_content() == (
        "about 1,000, 15 January 2025 and about 600, 30 April 2025 contradict"
    )
    marks = "g[data-claim] > :is(circle, polygon)"
    tags = killed.locator(f".overtime {marks}").evaluate_all("(all) => all.map((e) => e.tagName)")
    assert tags == ["circle", "circle", "polygon"]
    # Before the second agency's report there is one origin, and no day is disputed.
    it.js("() => entente.setClock('knownAt', '2025-03-01')")
    assert killed.locator(".impossible, .cannot").count() == 0
    assert it.complaints_of_all == []


def test_growth_is_a_step_and_what_has_no_day_is_hollow(opened):
    """4,000 in March, about 4,700 in April, more than 6,000 in June 2025: no contradiction, steps up."""
    it = opened(address="#view=estimates")
    lost = it.tab.locator(
        "#sheet .ranges", has=it.tab.get_by_text("personnel killed or wounded", exact=True)
    ).filter(has_text="4,000")
    path = lost.locator(".growth").first.get_attribute("d")
    heights = [float(y) for y in re.findall(r"[\d.]+ ([\d.]+)H", path)]
    assert heights == sorted(heights, reverse=True)  # up, as y grows downwards
    assert len(set(heights)) >= 3
    assert lost.locator(".overtime .hollow").count() == 1  # the author's, who says no day
    assert "no day is said" in lost.inner_text()
    assert lost.locator(".cannot").count() == 0


def test_a_share_is_shown_at_its_whole(opened):
    """Rounds from North Korea are roughly half of Russia's artillery supply."""
    it = opened()
    it.choose("Russia")
    assert "Shares of it" in it.panel()
    shares = it.tab.locator("#panel .part", has_text="Shares of it")
    assert "roughly half" in shares.locator(".range").first.text_content()
    shares.locator("> .where > summary").click()
    assert (
        it.panel().count("roughly half") == 3
    )  # drawn, and its card; once in the sentence's words
