"""How the page looks and is reached: keyboard, phone, dark, print, without JavaScript."""

from __future__ import annotations

import re

import pytest

import kg
from kg.publish.formats import html as page
from tests.publish.material import about, estimate, source
from tests.publish.page.browsing import CASUALTIES, CORPS, DEPLOYMENT, EVERYTHING, MARKS, Axe

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


_TEXTS = """() => {
  const found = [];
  const write = CanvasRenderingContext2D.prototype.fillText;
  CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
    const wide = this.measureText(text).width;
    const high = parseFloat(this.font.match(/([\\d.]+)px/)[1]) * 0.8;
    const { a, d, e, f } = this.getTransform();
    const [left, right] = [a * (x - wide / 2) + e, a * (x + wide / 2) + e];
    found.push([text, left, right, d * (y - high / 2) + f, d * (y + high / 2) + f]);
    return write.apply(this, arguments);
  };
  entente.network.redraw();
  CanvasRenderingContext2D.prototype.fillText = write;
  return found;
}"""


def test_labels_do_not_lie_on_one_another(opened):
    """Each piece of text that the canvas writes in one frame, compared with every other."""
    for address, least in ((EVERYTHING, 60), ("", 25)):  # lines of labels
        boxes = opened(address=address).js(_TEXTS)
        assert len(boxes) > least
        clashes = [
            (one[0], other[0])
            for index, one in enumerate(boxes)
            for other in boxes[index + 1 :]
            if one[1] < other[2] and other[1] < one[2] and one[3] < other[4] and other[3] < one[4]
        ]
        assert clashes == []


def test_no_label_lies_under_the_panel(opened):
    it = opened()
    for label in (DEPLOYMENT, CORPS):
        it.js("(id) => entente.openNode(id)", it.node(label))
        panel = it.tab.locator("#panel").bounding_box()["x"]
        panel -= it.tab.locator("#picture canvas").bounding_box()["x"]
        texts = it.js(_TEXTS)
        assert any(label.startswith(text) for text, *_ in texts)
        assert [text for text, _, right, *_ in texts if right > panel] == []


def _cut(it) -> list[str]:
    """The labels and symbols that lie beyond the canvas, in the pixels of the window."""
    box = it.tab.locator("#picture canvas").bounding_box()
    symbols = it.js(
        """() => entente.nodes.filter((n) => entente.isNodeShown(n.id)).map((n) => {
          const { left, top, right, bottom } = entente.network.getBoundingBox(n.id);
          const [a, z] = [[left, top], [right, bottom]].map(([x, y]) => entente.network.canvasToDOM({ x, y }));
          return [n.label, a.x, z.x, a.y, z.y];
        })"""
    )
    return [
        name
        for name, left, right, top, bottom in [*it.js(_TEXTS), *symbols]
        if left < 0 or top < 0 or right > box["width"] or bottom > box["height"]
    ]


def test_nothing_of_the_first_picture_is_cut_off(opened):
    """In windows of many sizes; also when they become so after the page was opened, at whatever speed."""
    sizes = [(1280, 900), (1440, 900), (1024, 768), (390, 844), (800, 600)]
    for motion in ("reduce", "no-preference"):
        it = opened(viewport={"width": 800, "height": 600}, reduced_motion=motion)
        assert _cut(it) == []
        for wide, high in sizes:
            it.tab.set_viewport_size({"width": wide, "height": high})
            it.tab.wait_for_timeout(150)
            assert _cut(it) == [], (motion, wide)
            # As large as the window lets it be: less of a margin on one axis than a label needs.
            xs, ys = zip(
                *it.js(
                    "() => entente.nodes.filter((n) => entente.isNodeShown(n.id)).map((n) => entente.network.canvasToDOM(n)).map((p) => [p.x, p.y])"
                ),
                strict=True,
            )
            box = it.tab.locator("#picture canvas").bounding_box()
            spare = min(box["width"] - max(xs) + min(xs), box["height"] - max(ys) + min(ys))
            assert spare < 130, (motion, wide)


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


def _open_states(it, *, wide: bool, folded: bool = False):
    """Bring the page from its first picture through its states, panels, lists and views; give the name of each.

    Folded are its lists, which are long on the core and of the same rows on the article.
    """
    yield "first"
    if not folded:
        it.js("() => { document.getElementById('about').open = true; }")
        yield "about"
        it.js("() => { document.getElementById('about').open = false; }")
        it.tab.fill("#query", "shells")  # the list of what is found is open
        yield "found"
        it.tab.fill("#query", "")
        it.js("() => entente.open(entente.flows.find((f) => f.label === 'arms').id)")
        it.unfold_legend()
        yield "flow"
        it.choose(CASUALTIES)
        it.js("() => entente.choosePicture('claims')")
    it.js("() => entente.setClock('asOf', '2025-05-01')")
    if not folded:
        yield "figures"
        it.js(
            "() => { entente.close(); document.getElementById('legend').open = true;"
            " for (const e of document.querySelectorAll('#lists details')) e.open = true; }"
        )
        yield "lists"
    it.js(f"() => {{ document.getElementById('legend').open = {str(wide).lower()}; }}")
    for view in it.js(
        "() => [...document.querySelectorAll('#tabs [role=tab]')].map((t) => t.id.slice(4))"
    ):
        it.js("(id) => entente.showView(id)", view)
        yield view


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(opened, article_file, scheme):
    """WCAG 2.2 AA: all of it in the light, and in the dark what looks at colours."""
    axe = Axe()
    for wide in (1280, 390):
        look = {"viewport": {"width": wide, "height": 844}, "color_scheme": scheme}
        it = opened(article_file, **look, bypass_csp=True)
        for state in _open_states(it, wide=wide > 900):
            assert axe.finds(it.tab, colours_only=scheme == "dark") == [], (wide, state)


def test_axe_finds_nothing_on_the_core(opened):
    """The first picture and the views, which hold more than those of the article."""
    axe = Axe()
    it = opened(viewport={"width": 1280, "height": 844}, color_scheme="light", bypass_csp=True)
    for state in _open_states(it, wide=True, folded=True):
        assert axe.finds(it.tab) == [], state
    it.js("() => { entente.showView('graph'); entente.setClock('asOf', null); }")
    it.js("() => { entente.choosePicture('claims'); }")
    it.choose(CASUALTIES)  # with its contradictions, of which the article has none
    it.js("() => document.querySelector('[data-save=story]').click()")
    it.js("() => document.querySelectorAll('#panel details').forEach((e) => { e.open = true; })")
    it.tab.select_option("#sayers", "source")
    assert axe.finds(it.tab) == [], "claims, a panel, a story"
    it.js("() => { entente.close(); entente.choosePicture('all'); }")
    it.js("() => document.querySelectorAll('#lists details').forEach((e) => { e.open = true; })")
    it.tab.select_option("#colours", "allegiance")
    it.tab.fill("#query", "north")
    assert axe.finds(it.tab) == [], "colours, open lists, what is found"


def test_the_picture_is_among_the_first_ten_stops(opened):
    it = opened()
    it.tab.keyboard.press("Tab")
    assert it.js("() => document.activeElement.id") == "skip"
    stops = 1
    while not it.js("() => document.getElementById('picture').contains(document.activeElement)"):
        it.tab.keyboard.press("Tab")
        stops += 1
        assert stops <= 10
    it.tab.focus("#skip")
    it.tab.keyboard.press("Enter")
    assert it.js("() => document.getElementById('picture').contains(document.activeElement)")
    it.js("() => entente.showView('table')")
    it.tab.focus("#skip")
    it.tab.keyboard.press("Enter")
    assert it.js("() => document.activeElement.id") == "sheet"


def test_the_picture_is_walked_by_keys(opened):
    it = opened()
    it.tab.focus("#picture [tabindex]")
    it.tab.keyboard.press("ArrowDown")
    first = it.tab.locator("#told").inner_text()
    it.tab.keyboard.press("ArrowRight")
    second = it.tab.locator("#told").inner_text()
    assert first != second
    name = second.split(", ")[0]
    it.tab.keyboard.press("Enter")
    assert it.tab.locator("#panel h2").inner_text().startswith(name)
    it.tab.keyboard.press("Escape")
    assert not it.tab.locator("#panel").is_visible()


def test_tabs_by_keys(opened):
    it = opened()
    it.tab.focus("#tab-graph")
    it.tab.keyboard.press("End")
    last = it.tab.locator("#tabs [role=tab]").last
    assert last.get_attribute("aria-selected") == "true"
    assert it.tab.locator("#sheet").is_visible()
    it.tab.keyboard.press("Home")
    assert it.tab.locator("#tab-graph").get_attribute("aria-selected") == "true"
    assert not it.tab.locator("#sheet").is_visible()


def test_light_and_dark_by_a_switch(opened):
    it = opened(color_scheme="light")
    ground = "() => getComputedStyle(document.body).backgroundColor"
    day = it.js(ground)
    it.tab.locator("#lamp").click()
    night = it.js(ground)
    assert night == opened(color_scheme="dark").js(ground) != day
    it.tab.locator("#lamp").click()
    assert it.js(ground) == day


def test_without_javascript_there_is_a_picture(opened):
    it = opened(java_script_enabled=False)
    picture = it.tab.locator("noscript img")
    assert picture.bounding_box()["height"] > 200
    assert len(it.requests) == 1
    assert it.tab.locator("noscript tbody tr").count() > 100


def test_on_paper_only_what_is_read(opened):
    it = opened()
    it.choose(CORPS)
    it.tab.emulate_media(media="print")
    for control in ("#tabs", "#query", "#save", "#sizes", "#clocks", "#panel > .bar"):
        assert not it.tab.locator(control).is_visible(), control
    assert it.tab.locator("#panel h2").is_visible()
    assert it.tab.locator("canvas").first.is_visible()


@pytest.mark.parametrize("width", [390, 761, 901, 1280])
def test_nothing_spills(opened, width):
    it = opened(viewport={"width": width, "height": 800})
    for address in (
        "",
        "#view=estimates",
        "#as-of=2025-01-01&known-at=2025-05-01&only=contradictions",
    ):
        it.js("(hash) => { location.hash = hash; }", address)
        it.tab.wait_for_timeout(100)
        assert it.js("() => document.documentElement.scrollWidth") <= width
        bars = it.js(
            "() => ['#tabs', '#query', '#save', '#about'].map((s) => document.querySelector(s).getBoundingClientRect())"
            ".map((b) => [b.left, b.right])"
        )
        assert all(left >= 0 and right <= width for left, right in bars)


def test_a_symbol_too_small_to_be_read_is_a_dot(opened):
    """Four pixels from its middle to its rim are the least at which a frame is told from a disc."""
    it = opened(address=EVERYTHING)
    shape = "(id) => entente.network.body.nodes[id].options.shape"
    corps = it.node(CORPS)
    for scale, wanted in ((0.1, "dot"), (1, "image"), (0.1, "dot")):
        it.js("(scale) => entente.network.moveTo({ scale })", scale)
        it.tab.wait_for_function(f"([id, wanted]) => ({shape})(id) === wanted", arg=[corps, wanted])
    rims = it.js(
        "() => entente.nodes.map((n) => entente.network.body.nodes[n.id].options)"
        ".map((o) => [o.borderWidth, o.color.background, o.color.border])"
    )
    ground = it.js("() => getComputedStyle(document.body).getPropertyValue('--ground').trim()")
    assert rims
    assert all(inside != ground for border, inside, _ in rims if border == 0)
    assert it.complaints_of_all == []


def test_data_that_cannot_be_unpacked_are_told_of(opened, core_page, tmp_path):
    path = tmp_path / "cut.html"
    start = core_page.index('<script type="application/json" id="data">"') + 43
    path.write_text(core_page[: start + 40] + core_page[start + 80 :], encoding="utf-8")
    it = opened(path)
    assert "needs a browser of 2023 or later" in it.tab.locator("main .empty").inner_text()


def test_one_entity_and_none(opened, workspace, tmp_path):
    for path in (workspace / "seeds").glob("*.ttl"):
        path.unlink()
    text = (
        source("lone")
        + 'kgd:organisation-entente-editors a kg:Organisation ; rdfs:label "editors"@en .\n'
    )
    text += 'kgd:person-sara-khaled a kg:Person ; rdfs:label "S"@en .\nkgd:place-x a kg:Place ; rdfs:label "X"@en .\n'
    text += estimate("lone/c001", "kgd:person-sara-khaled", about="kgd:place-x", **about(5))
    (workspace / "seeds" / "lone.ttl").write_text(text, encoding="utf-8")
    page.write(kg.open(workspace), tmp_path / "one.html")
    it = opened(tmp_path / "one.html")
    assert it.drawn_at("X")
    assert it.complaints_of_all == []
    it.js("() => entente.showView('estimates')")
    assert "about 5" in it.tab.locator("#sheet").inner_text()
    page.write(kg.open(workspace, known_at="1900"), tmp_path / "none.html")
    empty = opened(tmp_path / "none.html")
    assert "There is nothing to draw" in empty.tab.locator("main").inner_text()
    assert empty.complaints == []


def test_units_are_drawn_as_symbols_in_the_network(opened):
    it = opened()
    look = it.js(
        "(id) => { const o = entente.network.body.nodes[id].options; return [o.shape, o.image.slice(0, 19)]; }",
        it.node(CORPS),
    )
    assert look == ["image", "data:image/svg+xml,"]
    assert it.drawn_at(CORPS)
    it.js("() => entente.showView('orbat')")
    it.tab.locator(".key-symbols summary").click()
    assert set(it.tab.locator(".key-symbols li").all_inner_texts()) == {
        "special forces",
        "level and branch open",
        "Armed force: level and branch open",
    }
    assert "takes no side" in it.tab.locator(".key-symbols").inner_text()
