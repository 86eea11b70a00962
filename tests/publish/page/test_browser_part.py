"""The page of a part: its name, its time, and what it hides for no longer standing."""

from __future__ import annotations

from itertools import pairwise

import pytest

import kg
from kg.graph.part import around, found_by, of
from kg.publish.formats import html as page
from tests.publish.material import claim, open_counts, open_disputed, source
from tests.publish.page.browsing import CORPS, EVERYTHING, MARKS

pytestmark = MARKS

SRC = "https://w3id.org/entente/source/"
HIDDEN = "Also denied, retracted, superseded"


def _box(it, words: str):
    return it.tab.locator("#filter label", has=it.tab.get_by_text(words, exact=True))


def count(it, words: str) -> str:
    return _box(it, words).locator("small").inner_text()


@pytest.mark.usefixtures("unasked")
@pytest.mark.parametrize("width", [1241, 1280, 1440])
def test_a_long_name_of_the_part_leaves_the_tabs_whole(opened, core, tmp_path, width):
    page.write(around(core, "Storm Corps", 2), tmp_path / "part.html")
    it = opened(tmp_path / "part.html", viewport={"width": width, "height": 800})
    whole = f"about {CORPS}, up to 2 steps away"
    badge = it.tab.locator(".scope")
    assert badge.inner_text() == whole  # on a line of its own, above the picture and each view
    assert badge.bounding_box()["height"] < 60
    assert it.js(
        "() => document.querySelector('#tabs').scrollWidth <= document.querySelector('#tabs').clientWidth"
    )
    ends = it.js(
        "() => [...document.querySelectorAll('header > :not(#skip)')].map((e) => e.getBoundingClientRect()).map((b) => [b.left, b.right])"
    )
    assert all(right <= left for (_, right), (left, _) in pairwise(ends))
    it.tab.locator("#about summary").first.click()
    assert f"Scope: {whole}" in it.tab.locator("#about").inner_text()


@pytest.mark.usefixtures("unasked")
def test_without_any_date_there_is_no_time_to_slide(opened, core, tmp_path):
    """Of the relations of the corps and of North Korea no claim says since when, and all became known on one day."""
    undated = "SELECT ?c { ?c rdf:predicate kg:partOf ; kg:source src:khaled-north-korea-russia FILTER NOT EXISTS { ?c kg:earliest ?d } }"
    page.write(of(core, found_by(core, undated)), tmp_path / "part.html")
    it = opened(tmp_path / "part.html")
    assert not it.tab.locator("#time").is_visible()
    assert not it.tab.locator("#play").is_visible()
    frame, panel = it.tab.locator("main").bounding_box(), it.tab.locator(".frame").bounding_box()
    assert panel["y"] + panel["height"] == frame["y"] + frame["height"]
    assert it.complaints_of_all == []
    assert opened().tab.locator("#time").is_visible()


@pytest.mark.usefixtures("unasked")
def test_the_table_says_what_it_hides_and_shows_it(opened, workspace, tmp_path):
    """China denies that the corps is part of Russia's forces, which nobody asserts: no line until it is asked for."""
    text = source("denial", "A denial")
    text += claim(
        "denial/c001", "kgd:unit-kpa-11th-corps", "kg:partOf", "kgd:force-russian-armed-forces",
        stance="kg:denies", modality="kg:asserted", attributedTo="kgd:state-china",
    )  # fmt: skip
    (workspace / "seeds" / "denial.ttl").write_text(text, encoding="utf-8")
    page.write(around(kg.open(workspace), "Storm Corps", 1), tmp_path / "part.html")
    it = opened(tmp_path / "part.html")
    lines = "() => entente.shownNow().edges.filter((e) => e.drawn === 'claim').length"
    assert (count(it, "Claim without a fact"), it.js(lines)) == ("0", 0)
    it.tab.locator("#tab-table").click()
    shown = len(it.ids())
    assert it.tab.locator(".claims caption").inner_text() == f"{shown} claims"
    note = it.tab.locator("#sheet .fallen-note")  # a button may not stand in a table's caption
    assert note.inner_text().startswith("1 more is denied, retracted or superseded")
    note.get_by_role("button").click()
    assert _box(it, HIDDEN).locator("input").is_checked()
    assert "denial/c001" in it.ids()
    assert it.tab.locator(".claims caption").inner_text() == f"{shown + 1} claims"
    assert note.count() == 0
    assert (count(it, "Claim without a fact"), it.js(lines)) == ("1", 1)


def test_a_box_counts_what_it_hides(opened):
    it = opened(address=EVERYTHING)
    it.unfold_legend()
    states = int(count(it, "State"))
    assert states == it.js(
        "() => entente.shownNow().nodes.filter((n) => n.iri.includes('/state-')).length"
    )
    _box(it, "State").locator("input").uncheck()
    assert int(count(it, "State")) == states
    assert int(count(it, "Fact, from claims")) == it.js(
        "() => entente.shownNow().edges.filter((e) => e.drawn === 'fact').length"
    )


@pytest.mark.usefixtures("unasked")
def test_what_was_retracted_outside_of_a_part_does_not_stand_in_it(opened, workspace, tmp_path):
    graph = open_counts(workspace)
    page.write(of(graph, {f"{SRC}paper/c001", f"{SRC}paper/c003"}), tmp_path / "part.html")
    it = opened(tmp_path / "part.html")
    assert it.ids() == {"paper/c001"}
    _box(it, HIDDEN).locator("input").check()
    assert it.ids() == {"paper/c001", "paper/c003"}
    # The relay of the retraction is recorded on the day that the test's sources are.
    it.js("() => entente.setClock('knownAt', '2026-11-23')")
    assert (
        it.js("() => Object.values(entente.claims).find((c) => c.id === 'paper/c003').taken.kind")
        == "retracted"
    )


@pytest.mark.usefixtures("unasked")
def test_paths_over_a_fact_and_a_mere_claim_can_be_told_apart(opened, workspace, tmp_path):
    page.write(around(open_disputed(workspace), "Storm Corps", 2), tmp_path / "part.html")
    it = opened(tmp_path / "part.html")
    it.js("([a, b]) => entente.openPath(a, b)", [it.node(CORPS), it.node("Korean People's Army")])
    paths = it.tab.locator("#panel .path")
    assert paths.count() == 2
    assert sorted("no fact" in text for text in paths.all_inner_texts()) == [False, True]
