"""The questions of ``kg ask`` inside the page: found, asked in one click, with fields, in the address."""

from __future__ import annotations

from tests.publish.page.browsing import MARKS

pytestmark = MARKS

TABLE = "() => [...document.querySelectorAll('.answers tbody tr')].map((row) => row.innerText)"


def test_a_question_is_found_asked_and_asked_of_others(opened):
    it = opened(viewport={"width": 1440, "height": 900})
    it.tab.fill("#query", "treaty articles")
    it.tab.locator("#results li", has_text="Articles of a treaty").first.click()
    assert it.tab.locator("#tab-questions").get_attribute("aria-selected") == "true"
    assert it.tab.locator(".answer h2").inner_text().startswith("Which provisions has the")
    # Each question is one click away, and a field asks it of another.
    it.tab.locator(".asked-list button", has_text="Arms sent by one actor to another").click()
    head = it.tab.locator(".answer h2")
    assert head.inner_text() == "What has North Korea sent to Russia, and is any of it disputed?"
    rows = it.js(TABLE)
    assert any("artillery shell" in row for row in rows)
    assert it.tab.locator(".command code").inner_text() == "kg ask sent"
    it.tab.select_option("#ask-supplier", label="China")
    assert it.tab.locator(".answer .nothing").inner_text() == (
        "The sources do not say that China has sent anything to Russia."
    )
    assert "supplier=" in it.tab.locator(".command code").inner_text()
    assert it.js("() => document.activeElement.id") == "ask-supplier"
    it.tab.go_back()
    it.tab.wait_for_selector(".answers")
    assert it.js(TABLE) == rows
    it.tab.go_forward()
    it.tab.wait_for_selector(".answer .nothing")
    it.tab.reload()
    it.tab.wait_for_function("window.entente")
    assert "China" in it.tab.locator(".answer h2").inner_text()


def test_an_answer_opens_its_claims_and_keeps_to_the_clocks(opened):
    """4,000 by March, about 4,700 by April, more than 6,000 by June 2025: at the end of April two."""
    it = opened(address="#view=questions&ask=casualties")
    rows = it.js(TABLE)
    assert any("more than 6,000" in row for row in rows)
    assert "contradict" in it.tab.locator(".answer").inner_text().lower()
    it.tab.locator(".answers tr", has_text="about 600 deaths").locator("button").click()
    assert "about 600" in it.panel()
    assert it.tab.locator(".answers tr.lit").count() == 1
    it.js("() => { entente.close(); entente.setClock('asOf', '2025-04-30'); }")
    later = it.js(TABLE)
    assert any("about 4,700" in row for row in later)
    assert not any("2025-06-15" in row for row in later)
    assert "outside the filters" in it.tab.locator(".answer .sum").inner_text()
    assert "--as-of 2025-04-30" in it.tab.locator(".command code").inner_text()
    it.js("() => { location.hash = '#view=questions&ask=began&ask-day=soon'; }")
    it.tab.wait_for_selector("#ask-day[aria-invalid=true]")
    assert "This is no date" in it.tab.locator(".answer .nothing").inner_text()
    assert it.complaints_of_all == []
