"""The map: what claims place, how surely, and what passes between these places."""

from __future__ import annotations

import re

import pytest

from tests.publish.page.browsing import MARKS
from tests.publish.page.test_views import SIGNING, view

pytestmark = MARKS


def test_the_map_places_what_claims_place_and_lists_the_rest(opened):
    it = opened()
    host = view(it, "map")
    kursk = it.node("Kursk region")
    assert it.tab.locator(f".place[data-node='{kursk}'] .count").text_content() == "7"
    # The troops, the builders and the casualties; two taken prisoner, a brigade, Gornal, Makhnovka.
    arcs, placed, without, nowhere = (host.locator("section").nth(i).inner_text() for i in range(4))
    assert "North Korea → Kursk region: troops" in arcs
    assert "North Korea → Armed Forces of the Russian Federation: troops" in arcs
    assert "not drawn: no source says where one end is" in arcs.partition("Armed Forces")[2]
    titles = host.locator(".arc title").all_text_contents()
    assert "North Korea → Russia: arms" in titles
    assert not [title for title in titles if "Armed Forces" in title]
    assert "is located in, as of November 2024" in placed  # of what day it is said to be there
    assert "casualties of the North Korean troops" in placed
    assert "51.75° N" in placed
    assert "a region, up to 710 km around" in placed
    assert "40° N, 127° E; one point for a whole state" in placed
    assert "civilian areas that Russia targets" in without
    # Two agencies say that it was signed in Pyongyang, and nobody where it entered into force.
    assert SIGNING not in nowhere
    assert "entry into force of the treaty of North Korea and Russia" in nowhere
    assert "entry into force" not in placed


def test_arcs_follow_the_day_and_open_what_passes(opened):
    """Half a year before the troops there is no arc of troops."""
    it = opened(address="#view=map&as-of=2024-03-31")
    titles = it.tab.locator(".arc title")
    assert not [title for title in titles.all_text_contents() if title.endswith("troops")]
    it.js("() => entente.setClock('asOf', null)")
    troops = it.tab.locator(".arc", has=it.tab.get_by_text("North Korea → Kursk region: troops"))
    troops.dispatch_event("click")
    assert "Kursk region" in it.tab.locator("#panel h2").inner_text()
    # Sea and land by the usual: the water is the bluer.
    sea, land = it.js(
        "() => [getComputedStyle(document.querySelector('.map')).backgroundColor, getComputedStyle(document.querySelector('.land')).fill]"
    )
    (red, _, blue), (ground_red, _, ground_blue) = (
        tuple(map(int, re.findall(r"\d+", colour)[:3])) for colour in (sea, land)
    )
    assert blue - red > ground_blue - ground_red
    assert it.complaints_of_all == []


def test_an_uncertain_place_is_drawn_as_wide_as_its_source_leaves_it(opened):
    it = opened()
    view(it, "map")
    it.tab.wait_for_selector(".place")
    rings = it.js(
        """() => [...document.querySelectorAll(".reach")].map((e) => [
          e.classList.contains("unstated"), e.ry.baseVal.value, getComputedStyle(e).strokeDasharray])"""
    )
    (region,) = [ry for unstated, ry, _ in rings if not unstated]
    assert region == pytest.approx(710 / 111.195, rel=1e-3)  # kilometres to a degree of latitude
    assert all(dashes != "none" for _, _, dashes in rings)


def test_a_name_stands_clear_of_arcs_and_that_of_an_area_at_its_edge(opened):
    """From Russia's point most arcs lead to the right, to North Korea; the peninsula is drawn as a circle."""
    it = opened()
    view(it, "map")
    it.tab.wait_for_selector(".place")

    def box_of(label: str, what: str) -> dict[str, float]:
        node = it.node(label)
        return it.tab.locator(f".place[data-node='{node}'] {what}").last.bounding_box()

    russia, dot = box_of("Russia", "text"), box_of("Russia", "circle")
    assert russia["x"] + russia["width"] < dot["x"]
    (circle,) = it.tab.locator(".reach:not(.unstated)").all()
    area = circle.bounding_box()
    name = box_of("Korean Peninsula", "text")
    assert name["y"] > area["y"] + area["height"] - 1 or name["y"] + name["height"] < area["y"] + 1


def test_the_map_moves_by_keys(opened):
    it = opened()
    view(it, "map")
    it.tab.wait_for_selector(".place")
    box = "() => document.querySelector('.world').getAttribute('viewBox').split(' ').map(Number)"
    before = it.js(box)
    it.tab.locator(".map").focus()
    it.tab.keyboard.press("+")
    it.tab.keyboard.press("ArrowRight")
    after = it.js(box)
    assert after[2] < before[2]
    assert after[0] > before[0]
    it.tab.get_by_role("button", name="Show all places").click()
    assert it.js(box) == before
