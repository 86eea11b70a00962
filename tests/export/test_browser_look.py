"""How the page looks and is reached: keyboard, phone, dark, print, without JavaScript."""

from __future__ import annotations

import re

import pytest

from tests.export.browsing import CASUALTIES, CORPS, MARKS

pytestmark = MARKS


def test_the_keyboard_is_enough(opened):
    it = opened()
    it.tab.keyboard.press("/")
    it.tab.keyboard.type("korea")
    rows = it.tab.locator("#results [role=option]")
    second = rows.nth(1).locator("bdi").first.inner_text()
    it.tab.keyboard.press("ArrowDown")
    assert rows.nth(1).get_attribute("aria-selected") == "true"
    it.tab.keyboard.press("Enter")
    assert it.tab.locator("#panel h2").inner_text() == second
    assert it.js("() => document.activeElement.id") == "panel"
    it.tab.keyboard.press("Tab")
    outline = it.js("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    it.tab.keyboard.press("Escape")
    assert not it.tab.locator("#panel").is_visible()
    assert it.js("() => document.activeElement.id") == "query"


def test_a_phone_gets_a_sheet_from_below(opened):
    it = opened(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    assert it.js("() => document.documentElement.scrollWidth") <= 390
    assert not it.tab.locator("#filter").is_visible()
    it.js("(id) => entente.openNode(id)", it.node(CORPS))
    box = it.tab.locator("#panel").bounding_box()
    assert (box["x"], box["width"]) == (0, 390)
    assert box["y"] > 844 * 0.35
    assert box["y"] + box["height"] == pytest.approx(844, abs=1)
    x, y = it.point(it.js("(id) => entente.network.getPosition(id)", it.node(CORPS)))
    assert 0 < x < 390
    assert 100 < y < box["y"]


def test_dark_where_the_reader_wants_it(opened):
    def light(color: str) -> float:
        red, green, blue = map(int, re.findall(r"\d+", color)[:3])
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    ground = "() => getComputedStyle(document.body).backgroundColor"
    ink = "() => getComputedStyle(document.body).color"
    dark, day = opened(color_scheme="dark"), opened(color_scheme="light")
    assert light(dark.js(ground)) < 60 < 180 < light(dark.js(ink))
    assert light(day.js(ink)) < 60 < 180 < light(day.js(ground))


def test_without_javascript_the_claims_can_be_read(opened):
    it = opened(java_script_enabled=False)
    text = it.tab.locator("noscript").inner_text()
    assert "more than 6,000" in text.lower()
    assert "Western officials (unnamed)" in text


def test_labels_do_not_lie_on_one_another(opened):
    """Each piece of text that the canvas writes in one frame, compared with every other."""
    it = opened()
    boxes = it.js(
        """() => {
          const found = [];
          const write = CanvasRenderingContext2D.prototype.fillText;
          CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
            const box = this.measureText(text);
            const high = parseFloat(this.font.match(/([\\d.]+)px/)[1]) * 0.8;
            found.push([text, x - box.width / 2, x + box.width / 2, y - high / 2, y + high / 2]);
            return write.apply(this, arguments);
          };
          entente.network.redraw();
          CanvasRenderingContext2D.prototype.fillText = write;
          return found;
        }"""
    )
    assert len(boxes) > 60  # lines of labels
    clashes = [
        (one[0], other[0])
        for index, one in enumerate(boxes)
        for other in boxes[index + 1 :]
        if one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]
    ]
    assert clashes == []


def test_ranges_fit_a_phone(opened):
    it = opened(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    it.js("(id) => entente.openNode(id)", it.node(CASUALTIES))
    boxes = it.js(
        "() => [...document.querySelectorAll('#panel svg.range text')].map((e) => e.getBoundingClientRect())"
        ".map((b) => [b.left, b.right])"
    )
    assert boxes
    assert min(left for left, _ in boxes) >= 0
    assert max(right for _, right in boxes) <= 360
    assert it.js("() => document.getElementById('panel').scrollWidth") <= 360
