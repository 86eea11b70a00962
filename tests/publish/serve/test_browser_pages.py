"""The server's pages in a real browser: nothing spills or fails, axe finds nothing, and what moves works by keys."""

from __future__ import annotations

import pytest

from tests.publish.page.browsing import CORPS, MARKS, Axe
from tests.publish.serve.running import Served

pytestmark = [*MARKS, pytest.mark.slow]

C020 = "/source/khaled-north-korea-russia/c020"
PAGES = (
    "/",
    "/search?q=corps",
    "/id/unit-kpa-11th-corps?lang=ko&as-of=2025",
    "/id/casualties-dprk-troops?lang=ru",
    C020,
    "/ns/Event",
    "/ask/about?entity=Storm+Corps",
    "/conflicts",
    "/id/nothing",
)


@pytest.fixture
def tab(browser):
    context = browser.new_context()
    page = context.new_page()
    page.told, page.asked = [], []
    page.on("console", lambda message: page.told.append(message.text))
    page.on("pageerror", lambda error: page.told.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    yield page
    context.close()


@pytest.mark.parametrize(("wide", "scheme"), [(1280, "dark"), (390, "light")])
def test_axe_finds_nothing_and_nothing_spills(server: Served, browser, wide, scheme):
    context = browser.new_context(
        viewport={"width": wide, "height": 844}, color_scheme=scheme, bypass_csp=True
    )
    tab, axe = context.new_page(), Axe()
    for path in PAGES:
        tab.goto(server.address + path)
        for closed in tab.query_selector_all("details.clocks"):
            closed.evaluate("(details) => { details.open = true; }")
        assert axe.finds(tab) == [], path
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    context.close()


def test_pages_break_no_rule_of_theirs_and_ask_nobody_else(server: Served, tab):
    for path in PAGES:
        tab.goto(server.address + path)
    tab.wait_for_load_state("networkidle")
    assert [told for told in tab.told if "404" not in told] == []
    assert all(url.startswith((server.address, "data:")) for url in tab.asked)


def test_suggestions_come_as_one_types_and_are_taken_by_keys(server: Served, tab):
    tab.goto(server.address + C020)
    tab.keyboard.press("Tab")
    assert tab.evaluate("document.activeElement.textContent") == "To the content"
    tab.focus("#find")
    tab.keyboard.type("폭풍군")
    tab.wait_for_selector("#find + .suggested li")
    assert tab.get_attribute("#find", "aria-expanded") == "true"
    tab.keyboard.press("ArrowDown")
    chosen = tab.get_attribute("#find", "aria-activedescendant")
    assert CORPS in tab.text_content(f"#{chosen}")
    tab.keyboard.press("Escape")
    assert not tab.is_visible("#find + .suggested")
    tab.keyboard.type("단")
    tab.wait_for_selector("#find + .suggested li")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/id/unit-kpa-11th-corps")
    assert tab.text_content("h1") == CORPS
    assert tab.told == []


def test_without_scripts_a_search_is_sent(server: Served, browser):
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(server.address)
    tab.fill("#find-all", "storm corps")
    tab.press("#find-all", "Enter")
    tab.click(f"text={CORPS}")
    assert tab.text_content("h1") == CORPS
    context.close()


def test_a_part_of_the_graph_grows_from_the_panel(server: Served, browser):
    """The corps belongs to the special forces, of which the part shows only what is near the corps.

    More of it comes into the page that is there: what was seen stays at its place, what was open stays open.
    """
    context = browser.new_context(bypass_csp=True, reduced_motion="reduce")  # for axe
    tab, told, axe = context.new_page(), [], Axe()
    tab.on("console", lambda message: told.append(message.text))
    tab.on("pageerror", lambda error: told.append(str(error)))

    def places() -> dict[str, list[float]]:
        return tab.evaluate("Object.fromEntries(entente.nodes.map((n) => [n.iri, [n.x, n.y]]))")

    def awaits(entities: int) -> None:
        tab.wait_for_function("(n) => entente.nodes.length === n", arg=entities)
        tab.wait_for_selector(":root.drawn", state="attached")

    tab.goto(f"{server.address}/graph?about=Storm+Corps#open=unit-kpa-11th-corps")
    tab.wait_for_selector("#panel h2")
    assert tab.text_content("#panel h2") == CORPS
    assert tab.query_selector("#panel a.more") is None  # all around it is here
    tab.evaluate("() => { window.sameDocument = true; }")
    before = places()
    army = "entente.nodes.find((node) => node.label === 'North Korea').id"
    tab.evaluate(f"entente.openNode({army})")
    seen = tab.url
    tab.click("#panel a.more")
    tab.wait_for_url("**about=https*", wait_until="commit")
    tab.wait_for_function("(n) => entente.nodes.length > n", arg=len(before))
    tab.wait_for_selector(":root.drawn", state="attached")
    after = places()
    assert tab.evaluate("window.sameDocument")
    assert {iri: after[iri] for iri in before} == before
    assert len(set(map(tuple, after.values()))) == len(after)  # nothing stands on another
    assert tab.text_content("#panel h2") == "North Korea"  # what was open stays open
    assert tab.query_selector("#panel a.docs[href='/id/state-north-korea']") is not None
    assert f"{len(after) - len(before)} entities" in tab.text_content("#told")
    assert axe.finds(tab) == []
    tab.keyboard.press("Escape")  # heard once: a second time would open something anew
    assert tab.is_hidden("#panel")
    tab.go_back()
    tab.wait_for_selector("#panel:not([hidden]) h2")
    tab.go_back()
    awaits(len(before))
    assert tab.url == seen
    assert places() == before
    assert tab.text_content("#panel h2") == "North Korea"
    assert tab.evaluate("window.sameDocument")
    assert told == []
    context.close()


def test_a_part_grows_under_its_own_policy(server: Served, tab):
    """No other script or source is needed for it; what cannot be had is asked for as a page of its own."""
    tab.goto(f"{server.address}/graph?about=Storm+Corps#open=state-north-korea")
    tab.click("#panel a.more")
    tab.wait_for_url("**about=https*", wait_until="commit")
    tab.wait_for_function("entente.flows.length > 0")
    assert tab.told == []
    tab.evaluate("history.replaceState(null, '', '/graph?about=nothing-of-that-name')")
    tab.evaluate("dispatchEvent(new PopStateEvent('popstate'))")
    tab.wait_for_selector("text=nothing-of-that-name")
