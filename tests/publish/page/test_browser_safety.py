"""Nothing leaves the page, and nothing of the data runs in it."""

from __future__ import annotations

import http.server
import threading

from kg.publish.formats import html as page
from tests.publish.material import HOSTILE_NAMES, open_hostile
from tests.publish.page.browsing import MARKS

pytestmark = MARKS


def test_asks_for_nothing_and_complains_of_nothing(opened, core_file):
    it = opened()
    it.js("() => { for (const e of entente.edges) entente.openEdge(e.id); }")
    it.js("() => { for (const n of entente.nodes) entente.openNode(n.id); entente.close(); }")
    it.tab.wait_for_timeout(200)
    assert it.requests == [core_file.as_uri()]
    assert it.complaints == []
    assert it.js("() => window.violations") == []


def test_a_server_sees_one_request(opened, core_file, browser):
    """Also for what a browser fetches by itself: an icon, a source map."""
    seen: list[str] = []

    class Handler(http.server.SimpleHTTPRequestHandler):
        def __init__(self, *arguments):
            super().__init__(*arguments, directory=str(core_file.parent))

        def log_message(self, form, *arguments):
            seen.append(self.path)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        tab = browser.new_page()
        tab.goto(f"http://127.0.0.1:{server.server_port}/{core_file.name}")
        tab.wait_for_selector("canvas")
        tab.wait_for_timeout(300)
        refused = tab.evaluate("() => fetch('/x').then(() => 'sent', () => 'refused')")
        tab.close()
        server.shutdown()
    assert seen == [f"/{core_file.name}"]
    assert refused == "refused"


def test_hostile_text_neither_runs_nor_vanishes(opened, workspace, tmp_path):
    path = tmp_path / "hostile.html"
    page.write(open_hostile(workspace), path)
    it = opened(path)
    labels = it.js("() => entente.nodes.map((n) => n.label)")
    for name in HOSTILE_NAMES:
        assert name in labels
        it.tab.fill("#query", name)
        assert name in it.tab.locator("#results").inner_text()
        it.js("(id) => entente.openNode(id)", it.node(name))
        assert it.tab.locator("#panel h2").inner_text() == name
        assert it.drawn_at(name)
        it.js("(id) => entente.openEdge(id)", it.edge("bad", "has member", name))
        assert f"{name} statement" in it.panel()
        assert it.tab.locator("#panel a[href^='javascript']").count() == 0
        assert "javascript:window.pwned=1" in it.panel()
    it.js("(id) => entente.openNode(id)", it.node("bad"))
    assert r"\u202egnuoy\u202c \u0007bell" in it.panel()
    drawn = it.tab.locator("#panel svg.range").first
    told = drawn.get_attribute("aria-label")
    assert all(name in told for name in HOSTILE_NAMES)
    assert drawn.locator("script, img, a").count() == 0
    it.tab.locator("#about > summary").click()
    assert "<b>href</b>" in it.tab.locator("#about").inner_text()
    assert it.js("() => window.pwned") is None
    assert it.complaints == []
    assert it.js("() => window.violations") == []
    assert it.requests == [path.as_uri()]


def test_the_policy_would_stop_a_script_that_got_in(opened):
    it = opened()
    outcome = it.js(
        """() => {
          const script = document.createElement("script");
          try { script.textContent = "window.pwned = 1"; document.body.append(script); }
          catch { return "refused"; }
          return window.pwned === 1 ? "ran" : "refused";
        }"""
    )
    assert outcome == "refused"


def test_names_that_break_careless_pages_are_shown_as_text(opened, worse, tmp_path):
    """NUL, U+202E, 100,000 characters, formulas: in the panel, the search, the lists and the views."""
    path = tmp_path / "worse.html"
    page.write(worse, path)
    it = opened(path)
    for view in it.js(
        "() => [...document.querySelectorAll('#tabs [role=tab]')].map((t) => t.id.slice(4))"
    ):
        it.js("(id) => entente.showView(id)", view)
    it.js(
        "() => { for (const n of entente.nodes) entente.openNode(n.id); for (const c of Object.keys(entente.claims)) entente.openClaim(c); }"
    )
    people = [n for n in it.js("() => entente.nodes.map((n) => [n.id, n.label])") if "nul" in n[1]]
    assert people
    it.js("(id) => entente.openNode(id)", people[0][0])
    assert "nul \\u0000 bell" in it.tab.locator("#panel h2").inner_text()
    assert it.js("() => document.documentElement.scrollWidth") <= 1280
    it.js("() => entente.close()")
    for box in it.js(
        "() => [...document.querySelectorAll('#lists details')].map((d) => { d.open = true; return d.scrollWidth - d.clientWidth; })"
    ):
        assert box <= 1
    assert it.js("() => window.pwned") is None
    assert it.complaints_of_all == []
    assert it.requests == [path.as_uri()]
