"""What a reader comes for, in clicks, at 1440 x 900; each task says how many it may take."""

from __future__ import annotations

import pytest

from kg.publish.formats import html as page
from tests.conftest import ARTICLE
from tests.publish.page.browsing import CORPS, MARKS

pytestmark = MARKS


@pytest.fixture
def desk(opened):
    """A page on a desk, and a way to click that counts."""
    it = opened(viewport={"width": 1440, "height": 900})
    it.clicks = 0

    def click(place) -> None:
        it.clicks += 1
        if isinstance(place, tuple):
            it.tab.mouse.click(*place)
        else:
            place.click()

    it.click = click
    return it


def _arrow(it, giver: str, word: str) -> tuple[float, float]:
    """A point of an arrow, as a reader sees it."""
    part = it.js(
        """([from, label]) => { const flow = entente.flows.find((f) => f.from === from && f.label === label);
        return entente.network.body.edges[flow.id].edgeType.getPoint(0.5); }""",
        [it.node(giver), word],
    )
    return it.point(part)


def test_who_says_twelve_million_shells_and_where(desk):
    """Two clicks: the field, and the first thing found."""
    desk.click(desk.tab.locator("#query"))
    desk.tab.keyboard.type("12 million")
    desk.click(desk.tab.locator("#results li").first)
    assert desk.clicks <= 2
    text = desk.panel()
    assert "more than 12,000,000" in text
    assert "Defense Intelligence Agency of South Korea" in text
    assert "North Korea Bolsters Russia's Invasion" in text or "N. Korea delivers" in text


@pytest.mark.skipif(not ARTICLE.exists(), reason="the article's text is not here")
@pytest.mark.slow
def test_with_its_text_the_sentence_is_in_view(opened, core, tmp_path):
    path = tmp_path / "texts.html"
    page.write(core, path, texts=ARTICLE.parent)
    it = opened(path, viewport={"width": 1440, "height": 900})
    it.tab.fill("#query", "c043")
    it.tab.keyboard.press("Enter")
    quote = it.tab.locator("#panel blockquote").first
    assert "12 million" in quote.inner_text()
    assert quote.bounding_box()["y"] < 800
    # From the claim to its place in the document, and from any place to its claim.
    it.tab.get_by_role("button", name="read in the document").first.click()
    lit = it.tab.locator(".reading mark.lit")
    assert "12 million" in "".join(lit.all_inner_texts())
    assert "c043" in it.panel()
    assert it.js("() => document.querySelector('.reading').textContent") == ARTICLE.read_text(
        "utf-8"
    )
    it.tab.locator(".reading mark", has_text="between 14,000 and 15,000 troops").first.press(
        "Enter"
    )
    assert "Western officials" in it.panel()
    assert "14,000" in it.tab.locator(".reading mark.lit").first.inner_text()
    assert "read=khaled-north-korea-russia" in it.js("() => location.hash")
    it.tab.get_by_role("button", name="All sources").click()
    assert it.tab.locator(".sources .picks button", has_text="read").count() == 1
    assert it.complaints_of_all == []


def test_do_casualties_contradict(desk):
    """One click: the view of conflicts."""
    desk.click(desk.tab.get_by_role("tab", name="Conflicts"))
    assert desk.clicks <= 1
    first = desk.tab.locator(".conflict").first.inner_text()
    assert "casualties of the North Korean troops" in first
    assert "about 1,000" in first
    assert "about 600" in first
    assert "the later is smaller" in first
    apart = desk.tab.locator(".conflicts h2").all_inner_texts()
    assert "Contradict" in apart[0]
    assert any("Undecided" in head for head in apart)
    # Each side opens its claim, which lights up here; "Back" takes it away again.
    desk.click(desk.tab.locator(".conflict .side").first)
    assert "about 1,000" in desk.panel()
    assert desk.tab.locator(".side.lit").count() >= 1
    desk.tab.go_back()
    desk.tab.wait_for_selector("#panel", state="hidden")
    desk.tab.go_back()
    desk.tab.wait_for_selector("#stage:not(.behind)")


def test_what_russia_gives_in_return(desk):
    """One click on each arrow from Russia to North Korea: technology, and arms."""
    desk.click(_arrow(desk, "Russia", "technology"))
    assert "North Korean space programme" in desk.panel()
    desk.click(_arrow(desk, "Russia", "arms"))
    assert desk.clicks <= 2
    assert "Russian supply of military equipment to North Korea" in desk.panel()
    assert "air defence equipment" in desk.panel()


def test_the_storm_corps_to_ukraine(desk):
    """Three clicks and two names."""
    desk.click(desk.tab.locator("#query"))
    desk.tab.keyboard.type("storm corps")
    desk.tab.keyboard.press("Enter")
    assert CORPS in desk.panel()
    desk.click(desk.tab.get_by_role("button", name="Path to…"))
    desk.tab.keyboard.type("ukraine")
    desk.click(desk.tab.locator("#results li", has_text="State").first)
    assert desk.clicks <= 3
    assert "steps" in desk.panel()
    assert "No path" not in desk.panel()


def test_what_was_known_in_january_2025(desk):
    """One click and a typed date: what had been published by its end, and what was new in it."""
    published = {
        claim["id"]: claim.get("known", "")
        for claim in desk.js("() => Object.values(entente.claims)")
    }
    desk.click(desk.tab.get_by_label("Known at", exact=True).first)
    desk.tab.keyboard.type("January 2025")
    desk.tab.keyboard.press("Enter")
    assert desk.clicks <= 1
    assert desk.ids() == {i for i, day in published.items() if day <= "2025-01-31"} - _fallen(desk)
    assert "known at 31 January 2025" in desk.tab.locator("#chips").inner_text()
    note = desk.tab.locator(".chip-note").inner_text()
    assert "without a date" in note
    # From one day to another: what was new.
    desk.tab.get_by_label("Known at", exact=True).first.fill("2025-01-01/2025-01-31")
    desk.tab.keyboard.press("Enter")
    new = {i for i, day in published.items() if "2025-01-01" <= day <= "2025-01-31"}
    assert desk.ids() == new - _fallen(desk)
    assert any(i.startswith("bbc-2025-01-22-casualties/") for i in new)
    address = desk.js("() => location.hash")
    assert "known-since=2025-01-01" in address
    # What is no date changes nothing, and says so.
    field = desk.tab.get_by_label("Known at", exact=True).first
    field.fill("soon")
    desk.tab.keyboard.press("Enter")
    assert field.get_attribute("aria-invalid") == "true"
    assert "no date" in desk.tab.locator("#told").inner_text()
    assert desk.js("() => location.hash") == address
    field.fill("")
    desk.tab.keyboard.press("Enter")
    assert len(desk.ids()) > len(new)


def test_two_sources_side_by_side(desk):
    """Three clicks: the view of sources, the one, the other."""
    desk.click(desk.tab.get_by_role("tab", name="Sources"))
    for title in ("North Korea Bolsters Russia's Invasion", "About 600 North Korean soldiers died"):
        desk.click(desk.tab.locator(".sources li", has_text=title).locator(".step"))
    assert desk.clicks <= 3
    figures = desk.tab.locator(".conflicts", has_text="Figures side by side").inner_text()
    # The article has more than 6,000 killed or wounded, without a day; the agency about 4,700 by 30 April 2025.
    assert "more than 6,000" in figures
    assert "about 4,700" in figures
    assert "undecided" in figures
    only = desk.tab.locator(".conflicts", has_text="Only in one of them").locator(".column")
    assert "about 600" in only.nth(1).inner_text()
    assert "about 600" not in only.nth(0).inner_text()
    desk.tab.locator(".view-sources .side", has_text="about 600").first.click()
    assert "National Intelligence Service of South Korea" in desk.panel()
    desk.tab.reload()
    desk.tab.wait_for_function("window.entente")
    assert desk.tab.locator(".compared").count() == 2
    desk.tab.locator(".compared .step").first.click()
    assert desk.tab.locator(".sources li").count() == desk.js("() => entente.record.sources.length")


def test_a_picture_for_a_paper(desk):
    """Two clicks: with legend and sources."""
    desk.click(desk.tab.locator("#save > summary"))
    with desk.tab.expect_download() as caught:
        desk.click(desk.tab.locator("[data-save=svg]"))
    assert desk.clicks <= 2
    text = caught.value.path().read_text("utf-8")
    assert "Sources: " in text
    assert "judgement, no fact" in text
    assert desk.complaints_of_all == []


def _fallen(desk) -> set[str]:
    """What is hidden as it is denied or taken back."""
    own = "(c) => c.stance === 'denies' || c.taken"
    return set(desk.js(f"() => Object.values(entente.claims).filter({own}).map((c) => c.id)"))


def test_only_what_is_disputed(desk):
    """One click: what contradicts or may, and nothing else, in the picture too."""
    desk.click(desk.tab.locator("[data-mark=clashing]"))
    assert desk.clicks <= 1
    named = {
        claim for verdict in desk.js("() => entente.verdicts()") for claim in verdict["claims"]
    }
    assert {claim["key"] for claim in desk.js("() => entente.shownNow().claims")} == named
    assert desk.complaints_of_all == []
