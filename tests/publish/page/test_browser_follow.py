"""What is open follows the clocks and filters; so do figures, saved pictures, and what is printed."""

from __future__ import annotations

import pytest

from tests.publish.page.browsing import CASUALTIES, CORPS, DEPLOYMENT, EVERYTHING, MARKS

pytestmark = MARKS

BBC, NIS = "bbc-2025-01-22-casualties", "unn-2025-04-30-casualties"


def _panel(it) -> str:
    return it.tab.locator("#panel").inner_text()


def test_an_open_panel_follows_the_clock(opened):
    """No figure of the deployment is of a day before January 2025."""
    it = opened()
    it.js("(id) => entente.openNode(id)", it.node(DEPLOYMENT))
    assert "15 January 2025" in it.tab.locator("#panel .ranges").first.inner_text()
    it.js("() => entente.setClock('asOf', '2024-06-30')")
    assert "2025" not in " ".join(it.tab.locator("#panel .ranges").all_inner_texts())
    again = opened(address="#" + it.tab.url.split("#")[1])
    assert _panel(again) == _panel(it)
    it.js("() => entente.setClock('asOf', null)")
    assert "15 January 2025" in it.tab.locator("#panel .ranges").first.inner_text()


def test_ranges_count_what_is_left(opened):
    """Rows, counts and contradictions go with the source that they come from."""
    it = opened()
    it.js("(id) => entente.openNode(id)", it.node(CASUALTIES))
    killed = it.tab.locator("#panel .ranges").filter(has_text="personnel killed").first
    assert "3 claims, 2 independent origins" in killed.inner_text()
    clashes = it.tab.locator("#panel .clashing", has_text="personnel killed ·")
    told = "the later is smaller, though the count can only grow"
    assert told in " ".join(clashes.all_inner_texts())
    it.tab.goto(it.tab.url.split("#")[0] + f"#no-sources={BBC}&open=casualties-dprk-troops")
    killed = it.tab.locator("#panel .ranges").filter(has_text="personnel killed").first
    # Left are the article that hands on the BBC's figure, and South Korea's service.
    assert killed.locator("svg:not(.overtime) [data-claim]").count() == 2
    assert "2 claims" in killed.inner_text()
    # Without the original its relay contradicts the service, as `kg conflicts` of the others says.
    (clash,) = [text for text in clashes.all_inner_texts() if told in text]
    assert "about 1,000 (personnel killed · soldier) Western officials" in clash
    it.tab.goto(
        it.tab.url.split("#")[0] + f"#no-sources={BBC}&no-sources={NIS}&open=casualties-dprk-troops"
    )
    killed = it.tab.locator("#panel .ranges").filter(has_text="personnel killed").first
    assert killed.locator("svg:not(.overtime) [data-claim]").count() == 1
    assert told not in it.tab.locator("#panel").text_content()
    it.js("() => entente.showView('estimates')")
    for group in it.tab.locator("#sheet .ranges").all():
        rows = group.locator("svg:not(.overtime) [data-claim]").count()
        assert group.locator(".support").inner_text().startswith(f"{rows} claim")


def test_within_two_steps_twice(opened):
    """Taken away above the picture, the button can be pressed again."""
    it = opened()
    it.js("(id) => entente.openNode(id)", it.node("North Korea"))
    step = it.tab.get_by_role("button", name="Show only what is within 2 steps")
    step.click()
    assert step.get_attribute("aria-pressed") == "true"
    it.tab.locator("#chips .chip").first.click()
    assert step.get_attribute("aria-pressed") == "false"
    step.click()
    assert step.get_attribute("aria-pressed") == "true"
    assert it.tab.locator("#chips .chip").count() == 1


def test_the_clock_stays_open_at_its_end(opened):
    it = opened()
    it.tab.locator("#clock-knownAt").focus()
    it.tab.keyboard.press("PageUp")
    assert it.js("() => entente.shownNow().knownAt") is None
    it.tab.keyboard.press("PageDown")
    assert it.js("() => entente.shownNow().knownAt") is not None


def test_a_clock_set_free_while_it_plays_stays_free(opened):
    it = opened()
    it.tab.locator("#play").click()
    assert it.js("() => entente.shownNow().asOf") is not None
    it.tab.locator("[data-clock=asOf] [data-open]").click()
    it.tab.wait_for_function("() => !document.getElementById('play').matches('.playing')")
    assert it.js("() => entente.shownNow().asOf") is None


def test_a_saved_picture_says_what_is_filtered(opened):
    it = opened(address=f"#no-sources={BBC}&only=contradictions&as-of=2025-06-30")
    caption = it.js("() => entente.asSvg().lastChild.textContent")
    for part in ("without ", "only what contradicts or may", "as of 30 June 2025"):
        assert part in caption


def test_kinds_of_one_family_are_told_apart_in_the_picture(opened):
    """The same silhouette and colour, and a sign of the ground's colour in it, once it can be read."""
    it = opened(address=EVERYTHING)
    drawn = """([name, scale]) => {
      const node = entente.nodes.find((n) => n.label === name);
      entente.network.moveTo({ position: entente.network.getPosition(node.id), scale });
      entente.network.redraw();
      const canvas = document.querySelector('#picture canvas');
      const ratio = canvas.width / canvas.clientWidth;
      const at = entente.network.canvasToDOM(entente.network.getPosition(node.id));
      const half = Math.round(5 * ratio);
      const { data } = canvas.getContext('2d').getImageData(Math.round(at.x * ratio) - half, Math.round(at.y * ratio) - half, 2 * half, 2 * half);
      return [...data].filter((_, place) => place % 4 === 1).join(' ');
    }"""
    near = [it.js(drawn, [name, 1.6]) for name in (DEPLOYMENT, CASUALTIES)]
    assert near[0] != near[1]
    assert len(set(near[0].split())) > 1  # more than the silhouette


@pytest.mark.parametrize(("wide", "high"), [(320, 256), (640, 300)])
def test_enlarged_fourfold_the_page_is_scrolled(opened, wide, high):
    """WCAG 2.2, 1.4.10: a window of 1280 x 1024 pixels at 400 % has 320 x 256."""
    it = opened(viewport={"width": wide, "height": high})
    assert it.tab.locator("#picture canvas").bounding_box()["height"] >= 200
    assert it.js("() => document.documentElement.scrollWidth") <= wide
    it.js("() => entente.showView('table')")
    assert it.tab.locator("#sheet").bounding_box()["height"] >= 200
    it.js("(id) => { entente.showView('graph'); entente.openNode(id); }", it.node(CORPS))
    panel = it.tab.locator("#panel").bounding_box()
    assert panel["height"] >= 200
    assert panel["y"] < high


def test_what_is_chosen_is_not_under_the_panel(opened):
    for wide, high in ((768, 1024), (1000, 700), (390, 844)):
        it = opened(viewport={"width": wide, "height": high})
        node = it.node("North Korea")
        it.js("(id) => entente.openNode(id)", node)
        it.tab.wait_for_timeout(400)
        over = it.js(
            "(id) => { const at = entente.network.canvasToDOM(entente.nodes.find((n) => n.id === id));"
            " const box = document.querySelector('#picture canvas').getBoundingClientRect();"
            " return document.elementFromPoint(box.x + at.x, box.y + at.y).tagName; }",
            node,
        )
        assert over == "CANVAS", (wide, high)


def test_paper_has_the_panel_below_the_table_and_no_oval(opened):
    it = opened()
    it.js("(id) => { entente.openNode(id); entente.showView('table'); }", it.node("North Korea"))
    it.tab.emulate_media(media="print")
    sheet, panel = (it.tab.locator(name).bounding_box() for name in ("#sheet", "#panel"))
    assert panel["y"] >= sheet["y"] + sheet["height"] - 1
    it.js("() => entente.showView('graph')")
    look = "() => getComputedStyle(document.querySelector('#picture canvas')).objectFit"
    assert it.js(look) == "contain"
    assert it.tab.locator(".legend").is_visible()
