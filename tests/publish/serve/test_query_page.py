"""The query page: a real browser at a real server, under the page's own policy."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest

from kg.publish.serve.query_page import files
from tests.publish.page.browsing import MARKS, Axe

HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
_BROWSER = [MARKS[1], pytest.mark.browser]
_BROKEN = (
    "SELECT ?state WHERE {\n  ?state a kg:State .\n  ?state rdfs:label ?label ; nowhere:to ?x\n}"
)
#: What a shell and a load are, of whom, in a form that needs nothing of the core.
_MADE = """SELECT * { VALUES (?what ?low ?high ?day ?lat ?long) {
  ("bread" 4 9 "2024-05-02" 50.4 30.5) ("salt" 12 UNDEF "2024-07" 55.7 37.6) } }"""


def test_a_browser_gets_the_page_and_programs_what_they_ask_for(server):
    for path in ("/sparql", "/query"):
        page = server.ask(path, Accept=HTML)
        assert (page.status, page.type) == (200, "text/html")
        assert server.ask(path, Accept="text/turtle").type == "text/turtle"
        assert server.ask(path, Accept="*/*").type == "text/turtle"
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "https:" not in policy
    assert policy != server.ask("/query", Accept=HTML).headers["content-security-policy"]  # a nonce
    assert server.query("ASK {}", HTML).type != "text/html"


def test_the_files_of_the_page_may_be_kept_and_no_others_are_served(server):
    page = server.ask("/query", Accept=HTML).text
    style = re.search(r'href="(/query-page/\w+/own/query.css)"', page)[1]
    reply = server.ask(style)
    assert (reply.status, reply.type) == (200, "text/css")
    assert "immutable" in reply.headers["cache-control"]
    top = style.removesuffix("own/query.css")
    for other in ("own/page.py", "vendor/VENDOR.json", "own/../page.py", "%2e%2e/page.py", ""):
        assert server.ask(top + other).status == 404


def test_no_file_of_the_page_is_left_out():
    own = {f"own/{path.name}" for path in (Path(files.__file__).parent / "browser").iterdir()}
    assert own <= set(files.files())


def test_what_the_page_starts_with(server):
    told = json.loads(server.ask("/query-page/start.json").content)
    assert told["limits"] == {"seconds": 3.0, "rows": 5_000}
    named = {question["name"]: question for question in told["questions"]}
    assert {"casualties", "troops", "shells"} <= set(named)
    assert [each["name"] for each in named["casualties"]["parameters"]] == ["force"]
    assert told["prefixes"]["kg"] == "https://w3id.org/entente/ns/"


@pytest.fixture(scope="module")
def tab(server, browser):
    """The page, open under its own policy; what it complains of and asks for fails the test."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, accept_downloads=True, reduced_motion="reduce"
    )
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("console", lambda message: complaints.append(message.text))
    tab.on(
        "request",
        lambda request: complaints.append(request.url) if not _is_ours(request, server) else None,
    )
    tab.goto(f"{server.address}/query")
    tab.wait_for_selector(":root.ready")
    yield tab
    context.close()
    # Of a query that is wrong on purpose, and of an answer that is broken off at a limit.
    meant = ("the server responded with a status of 400", "ERR_INCOMPLETE_CHUNKED_ENCODING")
    assert [text for text in complaints if not any(each in text for each in meant)] == []


def _is_ours(request, server) -> bool:
    return request.url.startswith((f"{server.address}/", "data:", "blob:"))


def _ask(tab, query: str) -> str:
    """Ask a query; gives what is told of the answer."""
    tab.evaluate("(text) => queryPage.editor.write(text)", query)
    tab.evaluate("() => queryPage.run()")
    return tab.locator("#told").inner_text()


def _views(tab) -> list[str]:
    return tab.locator("#views button").all_inner_texts()


class TestInABrowser:
    pytestmark = _BROWSER

    def test_a_question_is_asked_and_its_answer_leads_on(self, tab, core):
        for name in ("casualties", "agreement"):
            tab.evaluate("(name) => queryPage.begin(name)", name)
            tab.wait_for_function(
                "() => / rows?, in /.test(document.getElementById('told').textContent)"
            )
            expected = len(list(core.ask(name)))
            assert tab.locator("#told").inner_text().startswith(f"{expected} row"), name
        claim = tab.locator("#sheet td[data-label=claim] a").first
        assert claim.get_attribute("href") == f"/source/{claim.inner_text()}"
        assert _ask(tab, "SELECT ?s { ?s a kg:State ; rdfs:label 'Russia'@en }").startswith(
            "1 row,"
        )
        link = tab.locator("#sheet td a")
        assert link.inner_text() == "Russia"
        assert link.get_attribute("href") == "/id/state-russia"
        assert "#query=" in tab.url

    def test_an_answer_is_drawn_in_each_way_that_fits(self, tab):
        assert _ask(tab, _MADE).startswith("2 rows")
        assert _views(tab) == ["Table", "Timeline", "Estimates", "Map"]
        tab.locator("#views button", has_text="Estimates").click()
        assert tab.locator(".rows small").all_inner_texts() == ["4–9", "from 12"]
        tab.locator("#views button", has_text="Timeline").click()
        assert tab.locator(".rows small").all_inner_texts() == ["2024-05-02", "2024-07"]
        tab.locator("#views button", has_text="Map").click()
        tab.wait_for_selector(".places li")
        assert "50.4° N, 30.5° E" in tab.locator(".places li").first.inner_text()
        assert _ask(
            tab, "CONSTRUCT { kgd:a kg:partOf kgd:b . kgd:a rdfs:label 'x\\ny' } {}"
        ).startswith("2 triples")
        assert _views(tab) == ["Table", "Graph", "Map"]
        assert "x\ny" in tab.locator("#sheet tbody").text_content()
        tab.locator("#views button", has_text="Graph").click()
        tab.wait_for_selector(".picture canvas")
        assert _ask(tab, "ASK { ?state a kg:State }").startswith("Yes")
        assert tab.locator(".truth").inner_text() == "Yes"

    def test_an_error_stands_at_its_line(self, tab):
        _ask(tab, _BROKEN)
        assert tab.locator("#problem").inner_text().startswith("Line 3, column 30: ")
        assert (
            tab.evaluate(
                "() => { const { state } = queryPage.editor.view; return state.doc.lineAt(state.selection.main.head).number; }"
            )
            == 3
        )
        assert tab.locator("#answer").is_hidden()

    def test_a_limit_is_told(self, tab):
        _ask(tab, "SELECT * { ?s ?p ?o }")  # of which there are more than the server gives
        told = tab.locator("#problem").inner_text()
        assert "5,000 rows" in told
        assert "add a LIMIT" in told
        _ask(tab, "CONSTRUCT WHERE { ?s ?p ?o }")
        assert "5,000" in tab.locator("#problem").inner_text()

    def test_only_web_addresses_are_links(self, tab):
        _ask(
            tab,
            "SELECT ?x { VALUES ?x { <javascript:alert(1)> <data:text/html,x> '<img src=x>' } }",
        )
        assert tab.locator("#sheet td").all_inner_texts() == [
            "javascript:alert(1)",
            "data:text/html,x",
            "<img src=x>",
        ]
        assert tab.locator("#sheet td a").count() == 0

    @pytest.mark.parametrize(
        ("typed", "wanted"),
        [
            ("kg:attributedT", "kg:attributedTo"),
            ("kgd:kim-jong", "kgd:person-kim-jong-un"),
            ("김정은", "kgd:person-kim-jong-un"),
        ],
    )
    def test_names_are_completed(self, tab, typed, wanted):
        tab.evaluate(
            """(text) => { const { editor } = queryPage; editor.write(text); editor.view.focus();
              editor.view.dispatch({ selection: { anchor: text.length } }); }""",
            f"SELECT * {{ ?claim ?p {typed}",
        )
        tab.keyboard.press("Control+Space")
        tab.wait_for_selector(f".cm-tooltip-autocomplete li:has-text('{wanted}')")

    def test_an_answer_is_taken_away_in_the_formats_of_the_endpoint(self, tab):
        _ask(tab, "SELECT ?a { VALUES ?a { 'one' 'two' } }")
        tab.locator("#save summary").click()
        assert tab.locator("#formats button").all_inner_texts() == ["JSON", "XML", "CSV", "TSV"]
        with tab.expect_download() as taken:
            tab.get_by_role("button", name="CSV").click()
        assert taken.value.suggested_filename == "answer.csv"
        assert taken.value.path().read_bytes() == b"a\r\none\r\ntwo\r\n"

    @pytest.mark.slow
    @pytest.mark.parametrize("scheme", ["light", "dark"])
    def test_axe_finds_nothing_and_nothing_spills(self, server, browser, scheme):
        wide = {"width": 1280, "height": 900} if scheme == "dark" else {"width": 390, "height": 844}
        context = browser.new_context(viewport=wide, color_scheme=scheme, bypass_csp=True)
        tab, axe = context.new_page(), Axe()
        tab.goto(f"{server.address}/query#query={quote(_MADE)}")
        tab.wait_for_selector("#sheet table")
        for view in ("Table", "Timeline", "Estimates", "Map"):
            tab.locator("#views button", has_text=view).click()
            assert axe.finds(tab, colours_only=scheme == "dark") == [], view
            assert tab.evaluate("() => document.documentElement.scrollWidth <= innerWidth"), view
        _ask(tab, _BROKEN)
        assert axe.finds(tab, colours_only=scheme == "dark") == []
        context.close()
