"""The first picture: actors and what passes between them, and how it is unfolded."""

from __future__ import annotations

import pytest

from kg.publish.formats import html as page
from tests.publish.page.browsing import DEPLOYMENT, MARKS

pytestmark = MARKS

_FLOWS = """() => entente.flows.filter((f) => entente.isEdgeShown(f.id)).map((f) => [
  entente.nodes.find((n) => n.id === f.from).label, f.label, entente.nodes.find((n) => n.id === f.to).label])"""


@pytest.mark.usefixtures("unasked")
def test_the_first_picture_has_actors_and_what_passes(opened, core, tmp_path):
    """North Korea's arms for Russia, its troops to the Kursk region; what Russia gives in return."""
    path = tmp_path / "titled.html"
    page.write(core, path, title="<b>Arms</b> for Russia")
    it = opened(path)
    assert it.tab.locator(".intro h2").inner_text() == "<b>Arms</b> for Russia"
    assert it.tab.title() == "<b>Arms</b> for Russia – Entente"
    sentence = it.tab.locator(".intro p").inner_text()
    assert "from 78 sources of March 2016 to 13 July 2025 (5 without a date)" in sentence
    flows = it.js(_FLOWS)
    for flow in (
        ["North Korea", "arms", "Russia"],
        ["North Korea", "troops", "Kursk region"],
        ["Russia", "technology", "North Korea"],
        ["Russia", "arms", "North Korea"],
    ):
        assert flow in flows
    # Who only speaks is not drawn, nor is an event.
    assert not it.js("(id) => entente.isNodeShown(id)", it.node("United Kingdom"))
    assert not it.js("(id) => entente.isNodeShown(id)", it.node(DEPLOYMENT))
    it.js("() => entente.setClock('asOf', '2024-03-31')")  # half a year before the troops
    assert not [flow for flow in it.js(_FLOWS) if flow[1] == "troops"]
    it.js("() => entente.setClock('asOf', null)")
    # A click on the word of the arrow opens what it is folded from.
    arms = "entente.flows.find((f) => f.label === 'arms' && f.from === id)"
    middle = it.js(
        f"(id) => entente.network.body.edges[{arms}.id].edgeType.getPoint(0.5)",
        it.node("North Korea"),
    )
    it.tab.mouse.click(*it.point(middle))
    assert "North Korean supply of arms to Russia" in it.panel()
    assert "12,000,000" in it.panel() or "12 million" in it.panel()
    assert "open=flow%3A" in it.js("() => location.hash")
    it.tab.get_by_role("button", name="Draw it unfolded").click()
    assert it.js(
        "(id) => entente.isNodeShown(id)", it.node("North Korean supply of arms to Russia")
    )
    it.tab.get_by_role("button", name="Actors and what passes").click()
    assert not it.js("(id) => entente.isNodeShown(id)", it.node(DEPLOYMENT))
    it.choose(DEPLOYMENT)  # what is asked for is drawn
    assert it.drawn_at(DEPLOYMENT)
    assert it.complaints_of_all == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_have_a_contrast_of_three_to_one(opened, scheme):
    """WCAG 2.2, 1.4.11, of every line of both pictures against the ground."""
    it = opened(color_scheme=scheme)
    lows = it.js("""() => {
      const luminance = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
        .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, index) => sum + v * [0.2126, 0.7152, 0.0722][index], 0);
      const ground = getComputedStyle(document.documentElement).getPropertyValue("--ground").trim();
      const contrast = (color) => {
        const [low, high] = [luminance(color), luminance(ground)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
      };
      const all = () => Object.values(entente.network.body.edges).map((e) => contrast(e.options.color.color));
      const folded = all();
      entente.setFolded(false);
      return [Math.min(...folded), Math.min(...all()), all().length];
    }""")
    assert lows[2] > 100
    assert min(lows) >= 3
