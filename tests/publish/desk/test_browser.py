"""The desk in a real browser: by keys alone from selected words to a saved claim; drafts; what axe finds."""

from __future__ import annotations

import pytest

from tests.publish.desk.material import FIRST, ROW, SECOND, TEXT, THIRD, Client, at
from tests.publish.page.browsing import MARKS, Axe

pytestmark = [*MARKS, pytest.mark.slow]

#: A practised curator types some five keys a second: twenty seconds are a hundred.
MOST_KEYS = 100
HOSTILE = "<img src=x onerror=alert(1)> & \u202ecba"


class Keys:
    """A keyboard that counts what is pressed; a letter is a key."""

    def __init__(self, tab) -> None:
        self.tab, self.count = tab, 0

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.tab.keyboard.press(key)
            self.count += 1

    def type(self, text: str) -> None:
        self.tab.keyboard.type(text)
        self.count += len(text)

    def reach(self, selector: str, key: str = "Tab") -> None:
        """Go on by Tab (or back, Shift+Tab) until what is named has the focus."""
        for _ in range(MOST_KEYS):
            if self.tab.evaluate("(s) => document.activeElement.matches(s)", selector):
                return
            self.press(key)
        raise AssertionError(f"{selector} is not reached by Tab")


@pytest.fixture
def tab(served, browser, tokens):
    """A tab of one who is signed in as ana, with all complaints of the page."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, bypass_csp=False)
    tab = context.new_page()
    tab.set_default_timeout(90_000)  # of a machine that has much else to do
    tab.told = []
    tab.on("pageerror", lambda error: tab.told.append(str(error)))
    tab.on("console", lambda message: message.type == "error" and tab.told.append(message.text))
    tab.goto(f"{served.address}/desk#token={tokens['ana']}")
    tab.wait_for_selector("table")
    yield tab
    context.close()


def opened(tab, served, source: str) -> None:
    tab.goto(f"{served.address}/desk/{source}")
    tab.wait_for_selector("#text")
    tab.wait_for_selector("[role=tab]")


def test_the_token_leaves_the_address(tab, served):
    assert tab.url == f"{served.address}/desk"
    assert tab.locator("#who").inner_text().startswith("ana (curate)")


def test_from_selected_words_to_a_saved_claim_by_keys(tab, served, ana: Client):
    source = ana.bring("Keys")
    ana.save(source, ROW)  # so that who is lost is known, as in most articles
    opened(tab, served, source)
    keys = Keys(tab)
    # From the begin of the document: the words are looked for, which selects them, and taken.
    keys.press("/")
    keys.type("500 sold")
    keys.press("Enter")
    assert tab.evaluate("getSelection().toString()") == SECOND[8:16]
    # The marks of what was saved before come meanwhile.
    tab.evaluate(
        "import('/desk/static/text.js').then((it) => it.mark(document.getElementById('text'), []))"
    )
    assert tab.evaluate("getSelection().toString()") == SECOND[8:16]
    keys.press("Enter")
    tab.wait_for_selector("form.claim")
    tab.wait_for_selector(".outcome .fault, .outcome .sentence")
    assert tab.input_value("[name=figure]").lower() == "exactly 500"
    assert tab.input_value("[name=speaker]") == "Coast Agency"
    keys.reach("[name=who]")
    keys.type("reed")
    tab.wait_for_selector("#f-who-list li:first-child[data-text='Reed Battalion']")
    keys.press("ArrowDown")
    keys.press("Enter")
    tab.wait_for_selector("#f-measure-fault button")  # what the words speak for, to be taken
    keys.reach("#f-measure-fault button")
    keys.press("Enter")
    assert tab.input_value("[name=measure]") == "personnel killed"
    tab.wait_for_selector(".verdicts .contradicts")  # before it is saved
    assert "300" in tab.locator(".verdicts").inner_text()
    tab.evaluate("document.activeElement.blur()")  # as where a button is gone that was pressed
    keys.press("Control+Enter")
    tab.wait_for_selector("ol.claims li.on")
    assert len(ana.document(source)["claims"]) == 2
    assert keys.count <= MOST_KEYS
    assert tab.evaluate("document.activeElement.id") == "text"
    assert tab.told == []


def test_sentences_are_gone_through_and_what_is_missing_is_made_by_keys(tab, served, ana: Client):
    source = ana.bring("In place", TEXT.replace("Reed", "Sallow"))
    opened(tab, served, source)
    keys = Keys(tab)
    keys.press("/")
    keys.type("LOST no word like this")
    keys.press("Enter")
    assert "not in the text" in tab.locator(".find").inner_text()
    keys.press("Escape")
    for wanted in (FIRST, SECOND, THIRD):
        keys.press("s")
        while tab.evaluate("getSelection().toString()") in TEXT[: TEXT.index(FIRST)]:
            keys.press("s")  # the headings
        assert tab.evaluate("getSelection().toString()") == wanted.replace("Reed", "Sallow")
    keys.press("Enter")
    tab.wait_for_selector(".outcome .sentence")
    keys.reach("[name=relation]", "Shift+Tab")
    keys.press("Control+a")
    keys.type("is twinned with")
    tab.wait_for_selector("#f-relation-fault button")
    keys.reach("#f-relation-fault button:last-child")
    keys.press("Enter")
    assert tab.evaluate("document.activeElement.id") == "make-definition"
    keys.press("Enter")
    tab.wait_for_function(
        "() => document.querySelector('.outcome .sentence:not(.soft)')?.textContent.includes('is twinned with Delta Army')"
    )
    keys.press("Control+Enter")
    tab.wait_for_selector("ol.claims li.on")
    assert tab.told == []


def test_drafts_are_taken_and_refused_by_keys(tab, served, ana: Client):
    source = ana.bring("Drafts by keys")
    opened(tab, served, source)
    before = len(ana.told("GET", f"{at(source)}/drafts"))
    tab.keyboard.press("d")
    assert tab.evaluate("document.activeElement.dataset.key")
    tab.keyboard.press("r")
    tab.wait_for_function(
        "(n) => document.querySelectorAll('ol.drafts > li').length === n", arg=before - 1
    )
    assert len(ana.told("GET", f"{at(source)}/drafts")) == before - 1
    tab.keyboard.press("e")
    tab.wait_for_selector("form.claim")
    tab.keyboard.press("Escape")
    tab.wait_for_selector("form.claim", state="detached")


def test_text_and_names_are_text(tab, served, ana: Client):
    source = ana.bring(HOSTILE, f"{HOSTILE}\n{TEXT}")
    tab.goto(f"{served.address}/desk")
    tab.wait_for_selector("table")
    opened(tab, served, source)
    assert tab.locator("#text").inner_text().startswith(HOSTILE[:28])
    assert tab.locator("#text img").count() == 0
    tab.keyboard.press("t")
    tab.keyboard.type("typed over")
    assert "typed over" not in tab.locator("#text").inner_text()
    assert tab.told == []


@pytest.mark.parametrize(("wide", "scheme"), [(1280, "dark"), (390, "light")])
def test_axe_finds_nothing_and_nothing_spills(served, browser, tokens, ana: Client, wide, scheme):
    source = ana.bring(
        f"Axe {scheme} with a title that is so long that no line of a phone holds all of it"
    )
    ana.save(source, ROW)
    context = browser.new_context(
        viewport={"width": wide, "height": 844}, color_scheme=scheme, bypass_csp=True
    )
    tab, axe = context.new_page(), Axe()

    def looked_at(state: str) -> None:
        assert axe.finds(tab) == [], state
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), state

    tab.goto(f"{served.address}/desk")
    tab.wait_for_selector("#token")
    looked_at("sign in")
    tab.fill("#token", tokens["ana"])
    tab.keyboard.press("Enter")
    tab.wait_for_selector("table")
    tab.evaluate("() => document.querySelectorAll('details').forEach((e) => { e.open = true; })")
    looked_at("documents")
    opened(tab, served, source)
    tab.wait_for_selector(".verified")
    for name in ("claims", "drafts", "findings", "codings", "sheet", "log"):
        tab.click(f"#tab-{name}")
        tab.wait_for_timeout(150)
        looked_at(name)
    tab.keyboard.press("n")
    tab.wait_for_selector("form.claim")
    tab.fill("[name=who]", "nobody knows")
    tab.wait_for_selector("[aria-invalid]")
    tab.fill("[name=relation]", "part")
    tab.wait_for_selector("#f-relation-list:not([hidden])")
    looked_at("a form with faults and offers")
    tab.fill("[name=relation]", "is no cousin of anything")
    tab.get_by_role("button", name="Make “is no cousin of anything”").click()
    looked_at("a relation that is made")
    context.close()


def test_who_may_only_read_sees_no_way_to_write(served, browser, tokens, ana: Client):
    source = ana.bring("To read")
    ana.save(source, {**ROW, "quote": FIRST})
    context = browser.new_context()
    tab = context.new_page()
    tab.goto(f"{served.address}/desk#token={tokens['reader']}")
    tab.wait_for_selector("table")
    opened(tab, served, source)
    assert tab.locator("ol.claims li").count() == 1
    for words in ("New claim", "Change", "Take out", "Undo"):
        assert tab.get_by_role("button", name=words, exact=True).count() == 0
    context.close()


def test_what_belongs_to_another_name_or_sort_is_not_said(tab, served, ana: Client):
    """The kind that a draft gives a name goes with the name; what a figure needs is no part of a relation."""
    text = TEXT.replace("Reed", "Birch").replace("Delta", "Omega")
    source = ana.bring("Another name", text)
    (draft,) = (d for d in ana.told("GET", f"{at(source)}/drafts") if "relation" in d["cells"])
    assert draft["cells"]["who kind"]
    opened(tab, served, source)
    tab.keyboard.press("d")
    tab.focus(f"[data-key='{draft['key']}']")
    tab.keyboard.press("e")
    tab.wait_for_selector(".outcome .sentence")
    assert tab.input_value("[name='who kind']") == draft["cells"]["who kind"]
    tab.fill("[name=who]", "North Korea")
    assert tab.input_value("[name='who kind']") == ""
    tab.check("input[name=sort][value=figure]")
    tab.fill("[name=figure]", "300")
    tab.wait_for_function("() => document.querySelector('.outcome').textContent.includes('300')")
    tab.check("input[name=sort][value=relation]")
    tab.wait_for_function(
        "() => document.querySelector('.outcome .sentence')?.textContent.includes('is part of')"
    )
    tab.wait_for_selector(".outcome:not(.waiting)")
    assert "two claims" not in tab.locator("form.claim").inner_text()
