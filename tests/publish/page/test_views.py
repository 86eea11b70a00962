"""The views of the page in a real browser: what a reader finds in each, and that it stays in place."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

import kg
from kg.publish.formats import html as page
from tests.publish.material import (
    HOSTILE_NAMES,
    claim,
    day,
    literal,
    open_disputed,
    open_hostile,
    source,
)
from tests.publish.page.browsing import CORPS, DEPLOYMENT, MARKS

pytestmark = MARKS

ARMY = "Korean People's Army"
SIGNING = "signing of the treaty of North Korea and Russia (June 2024)"
VIEWS = ("orbat", "timeline", "map", "table")
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def view(it, name: str):
    it.tab.locator(f"#tab-{name}").click()
    return it.tab.locator(f".view-{name}")


def tree(it):
    """The items of the tree: name, level, and the name of the item above."""
    return it.js(
        """() => [...document.querySelectorAll("[role=treeitem]")].map((item) => [
          item.querySelector("strong").textContent, Number(item.getAttribute("aria-level")),
          item.parentElement.closest("[role=treeitem]")?.querySelector("strong").textContent ?? null])"""
    )


def test_the_corps_stands_below_the_army_of_north_korea(opened):
    it = opened(address="#view=orbat")
    items = tree(it)
    # Some put it below the army, some below a force of the army: it stands once, below the nearer.
    assert [item for item in items if item[0] == CORPS] == [
        [CORPS, 4, f"Special Operations Force of the {ARMY}"]
    ]
    assert [ARMY, 2, "North Korea"] in items
    assert "also below" not in it.tab.locator(".view-orbat").inner_text()
    corps = it.tab.get_by_role("treeitem", name=re.compile("^11th Corps")).first
    assert "“Storm Corps” · special forces · commanded by Kim Yong Bok" in corps.inner_text()
    corps.locator("strong").click()
    assert it.tab.locator("#panel h2").inner_text() == CORPS


def test_keys_walk_the_tree(opened):
    """https://www.w3.org/WAI/ARIA/apg/patterns/treeview/"""
    it = opened(address="#view=orbat")
    now = "() => document.activeElement.querySelector('strong').textContent"
    it.tab.locator("[role=treeitem][tabindex='0']").first.focus()
    assert it.js(now) == "North Korea"
    it.tab.keyboard.press("ArrowRight")
    it.tab.keyboard.press("ArrowDown")
    assert it.js(now) == f"93rd Brigade of the {ARMY}"
    it.tab.keyboard.press("ArrowLeft")
    assert it.js(now) == ARMY
    it.tab.keyboard.press("ArrowLeft")
    assert it.js("() => document.activeElement.getAttribute('aria-expanded')") == "false"
    it.tab.keyboard.press("ArrowDown")
    assert it.js(now) == "Russia"
    it.tab.keyboard.press("End")
    assert it.js(now) == "Armed Forces of Ukraine"
    it.tab.keyboard.press("k")
    assert it.js(now) == ARMY
    it.tab.keyboard.press("Enter")
    assert it.tab.locator("#panel h2").inner_text() == ARMY


@pytest.mark.usefixtures("unasked")
def test_a_disputed_parent_is_marked_and_two_parents_show_twice(opened, workspace, tmp_path):
    text = source("second", "Another order of battle")
    text += claim(
        "second/c001", "kgd:unit-kpa-11th-corps", "kg:partOf", "kgd:force-russian-armed-forces",
        time=day("2024-23/.."),
    )  # fmt: skip
    text += 'kgd:post-x a kg:Post ; rdfs:label "commander"@en .\n'
    text += 'kgd:person-x a kg:Person ; rdfs:label "Ri"@en .\n'
    text += (
        "kgd:tenure-x a kg:Tenure ; kg:tenureOf kgd:person-x ; kg:tenurePost kgd:post-x ;"
        ' kg:time "2021/.."^^edtf:EDTF .\n'
    )
    text += claim("second/c002", "kgd:post-x", "kg:postOf", "kgd:unit-kpa-11th-corps")
    (workspace / "seeds" / "second.ttl").write_text(text, encoding="utf-8")
    path = tmp_path / "two.html"
    page.write(open_disputed(workspace), path)
    it = opened(path)
    view(it, "orbat")
    parents = [above for name, _, above in tree(it) if name == CORPS]
    assert sorted(parents) == ["Armed Forces of the Russian Federation", ARMY]
    items = it.tab.get_by_role("treeitem", name=re.compile("^11th Corps"))
    first, second = items.first.inner_text(), items.last.inner_text()
    # China denies that it is part of the army; and each rivals the other.
    for text, others in ((first, "Armed Forces of the Russian Federation"), (second, ARMY)):
        assert "disputed" in text
        assert "also below " in text
        assert others in text.partition("also below ")[2]
    assert "since autumn 2024" in second
    assert "commander: Ri, since 2021" in second


def bar(it, group: str, words: str):
    """The mark of a row of the timeline, and its ends in pixels beside the days of the axis."""
    section = it.tab.locator(
        ".time-group", has=it.tab.get_by_role("button", name=group, exact=True)
    )
    return section.locator("li", has_text=words).locator(".mark").first


def at_year(it, year: int) -> float:
    label = it.tab.locator(".time-axis span.year", has_text=str(year)).bounding_box()
    return label["x"] + label["width"] / 2


def test_the_signing_stands_at_june_2024(opened):
    it = opened()
    view(it, "timeline")
    mark = bar(it, SIGNING, "June 2024")
    box = mark.bounding_box()
    length = at_year(it, 2025) - at_year(it, 2024)
    middle = (box["x"] + box["width"] / 2 - at_year(it, 2024)) / length
    assert middle == pytest.approx(5.5 / 12, abs=0.02)  # the middle of June
    assert "span" in mark.get_attribute("class").split()  # on some day of that month
    assert box["width"] / length == pytest.approx(1 / 12, abs=0.02)


def test_the_deployment_begins_in_autumn_2024_and_has_no_end(opened):
    it = opened()
    view(it, "timeline")
    mark = bar(it, DEPLOYMENT, "since autumn 2024")
    box = mark.bounding_box()
    length = at_year(it, 2025) - at_year(it, 2024)
    assert (box["x"] - at_year(it, 2024)) / length == pytest.approx(8 / 12, abs=0.02)  # September
    assert {"bar", "open"} <= set(mark.get_attribute("class").split())
    track = mark.locator("xpath=..").bounding_box()
    assert box["x"] + box["width"] == pytest.approx(track["x"] + track["width"], abs=1)


@pytest.mark.usefixtures("unasked")
def test_an_axis_that_begins_after_january_names_its_year(opened, workspace, tmp_path):
    for path in (workspace / "seeds").glob("*.ttl"):
        path.unlink()
    text = (
        source("spring")
        + 'kgd:organisation-entente-editors a kg:Organisation ; rdfs:label "editors"@en .\n'
    )
    text += 'kgd:person-sara-khaled a kg:Person ; rdfs:label "S"@en .\nkgd:test-x a kg:Test ; rdfs:label "X"@en .\n'
    for number, month in enumerate(("2025-05", "2025-08"), 1):
        text += claim(
            f"spring/c{number:03}", "kgd:test-x", "kg:eventStatus", "kg:occurred", time=day(month)
        )
    (workspace / "seeds" / "spring.ttl").write_text(text, encoding="utf-8")
    page.write(kg.open(workspace), tmp_path / "spring.html")
    for wide, first in ((1280, "May 2025"), (390, "Jul 2025")):  # by months, by quarters
        it = opened(tmp_path / "spring.html", viewport={"width": wide, "height": 844})
        view(it, "timeline")
        labels = it.tab.locator(".time-axis span")
        assert labels.first.inner_text() == first
        assert labels.nth(1).inner_text() == {1280: "Jun", 390: "Oct"}[wide]
        ends = [(b["x"], b["x"] + b["width"]) for b in (e.bounding_box() for e in labels.all())]
        frame = it.tab.locator(".time-frame").bounding_box()
        assert frame["x"] <= ends[0][0]
        assert all(right <= left for (_, right), (left, _) in pairwise(ends))


def test_what_has_no_date_is_listed_apart(opened):
    it = opened()
    view(it, "timeline")
    text = it.tab.locator(".undated").inner_text()
    assert "No claim that is shown says when these were." in text
    production = it.tab.locator(".undated li", has_text="North Korean production of drones")
    assert "agreed" in production.inner_text()
    assert "signing of the treaty" not in text


@pytest.mark.usefixtures("unasked")
def test_what_is_only_planned_looks_so(opened, workspace, tmp_path):
    text = source("plan", "A plan")
    text += 'kgd:test-x a kg:Test ; rdfs:label "a planned test"@en .\n'
    text += claim("plan/c001", "kgd:test-x", "kg:eventStatus", "kg:planned", time=day("2026-05"))
    (workspace / "seeds" / "plan.ttl").write_text(text, encoding="utf-8")
    path = tmp_path / "plan.html"
    page.write(kg.open(workspace), path)
    it = opened(path)
    view(it, "timeline")
    style = "(e) => getComputedStyle(e).borderTopStyle"
    planned = bar(it, "a planned test", "May 2026")
    assert it.js(style, planned.element_handle()) == "dashed"
    assert it.js(style, bar(it, SIGNING, "June 2024").element_handle()) == "solid"


def test_the_table_sorts_and_opens_a_claim(opened):
    it = opened()
    host = view(it, "table")
    rows = host.locator("tbody tr")
    assert rows.count() == 100
    assert host.locator("caption").inner_text().startswith("Claims 1 to 100 of ")
    host.get_by_role("button", name="Figure").click()
    head = host.locator("th", has_text="Figure").first
    assert head.get_attribute("aria-sort") == "ascending"
    figures = host.locator("tbody .cell-figure span > bdi").all_inner_texts()
    lead = [
        float(re.search(r"\d[\d,.]*", f)[0].replace(",", ""))
        for f in figures
        if re.search(r"\d", f)
    ]
    assert lead == sorted(lead)
    assert len(lead) > 20
    row = rows.filter(has_text="khaled-north-korea-russia/c020")
    text = row.inner_text()
    for words in (
        "more than 6,000",
        "Ministry of Defence of the United Kingdom",
        "reported",
        "characters 782–889",
    ):
        assert words in text
    row.get_by_role("button").first.click()
    assert "khaled-north-korea-russia/c020" in it.panel()


def made_claims(workspace: Path, count: int) -> kg.Graph:
    text = source("many", "Many claims")
    text += 'kgd:alliance-many a kg:Alliance ; rdfs:label "many"@en .\n'
    for number in range(count):
        if number < 50:
            text += f'kgd:person-{number} a kg:Person ; rdfs:label "P{number}"@en .\n'
        text += claim(
            f"many/c{number:04}", "kgd:alliance-many", "kg:hasMember", f"kgd:person-{number % 50}",
            time=day(f"{1900 + number % 120}"), statement=literal(f"Said {number}."),
        )  # fmt: skip
    (workspace / "seeds" / "many.ttl").write_text(text, encoding="utf-8")
    return kg.open(workspace, sources=("many",))


@pytest.mark.usefixtures("unasked")
def test_of_many_rows_one_page_is_made_at_a_time(opened, workspace, tmp_path):
    path = tmp_path / "many.html"
    page.write(made_claims(workspace, 1200), path)
    it = opened(path)
    host = view(it, "table")
    assert host.locator("caption").inner_text() == "Claims 1 to 100 of 1200"
    made = it.js(
        """() => { const seen = new MutationObserver(() => {});
          seen.observe(document.body, { childList: true, subtree: true });
          document.querySelector(".sort-time").click();
          const added = seen.takeRecords().flatMap((record) => [...record.addedNodes]);
          const rows = (node) => (node.matches?.("tr") ? 1 : 0) + (node.querySelectorAll?.("tr").length ?? 0);
          return added.map(rows).reduce((one, other) => one + other, 0); }"""
    )
    # 100 and the head; what is put together first and then put into the page is seen twice at most.
    assert 100 <= made <= 202
    host.get_by_role("button", name="Next").click()
    assert "Page 2 of 12" in host.inner_text()
    assert host.locator("tbody tr").count() == 100


def test_a_phone_gets_cards_that_are_still_a_table(opened):
    it = opened(**PHONE)
    host = view(it, "table")
    assert host.get_by_role("row").count() == 101
    assert host.get_by_role("columnheader").count() == 7
    box = host.locator("tbody tr").first.bounding_box()
    assert box["width"] <= 390
    host.locator(".sort-choice").select_option("speaker")
    speakers = host.locator("tbody .cell-speaker").all_inner_texts()
    assert speakers == sorted(speakers, key=str.casefold)


@pytest.mark.parametrize("name", VIEWS)
def test_views_follow_the_filters(opened, name):
    it = opened()
    view(it, name)
    before = it.tab.locator("#sheet").inner_text()
    for box in it.tab.locator("#filter [data-family]").all():
        box.uncheck()
    after = it.tab.locator("#sheet").inner_text()
    assert len(after) < len(before)
    assert CORPS not in after or name == "table"


@pytest.mark.parametrize("name", ["questions", "sources", *VIEWS])
@pytest.mark.parametrize("context", [{}, PHONE], ids=["wide", "phone"])
def test_nothing_spills_and_nothing_lies_on_anything(opened, name, context):
    it = opened(**context)
    view(it, name)
    it.tab.wait_for_timeout(100)
    width = it.tab.viewport_size["width"]
    assert it.js("() => document.documentElement.scrollWidth") <= width
    assert (
        it.js(
            "() => { const s = document.getElementById('sheet'); return s.scrollWidth - s.clientWidth; }"
        )
        <= 0
    )
    boxes = it.js(
        """() => [...document.querySelectorAll("#sheet bdi, #sheet .world text, .time-axis span")]
          .filter((e) => !e.closest("[hidden], thead, details:not([open])") && !e.querySelector("bdi"))
          .flatMap((e) => [...e.getClientRects()].map((r) => [e.textContent, r.x, r.y, r.width, r.height]))
          .filter(([, , , wide, high]) => wide && high)"""
    )
    assert boxes
    # Lines of one text share edges; 3 px less on each side leaves what really overlaps.
    clashes = [
        (a[0], b[0])
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1]) > 3
        and min(a[2] + a[4], b[2] + b[4]) - max(a[2], b[2]) > 5
    ]
    assert clashes == []


def test_hostile_text_shows_as_text_in_every_view(opened, workspace, tmp_path):
    path = tmp_path / "hostile.html"
    page.write(open_hostile(workspace), path)
    it = opened(path)
    for name in it.js("() => entente.questions.map((q) => q.name)"):
        it.js("(name) => entente.open(`q:${name}`)", name)
    for name in ("questions", "sources", *VIEWS):
        view(it, name)
        it.tab.wait_for_timeout(50)
        assert (
            it.tab.locator(
                "#sheet script, #sheet iframe, #sheet [onerror], #sheet [onmouseover]"
            ).count()
            == 0
        )
        assert it.tab.locator("#sheet a[href^='javascript']").count() == 0
    assert it.tab.locator("#sheet table").count() == 1
    it.js("() => document.querySelector('.sort-statement').click()")
    assert HOSTILE_NAMES[0] in it.tab.locator("#sheet").inner_text()
    sources = it.js("() => [...document.querySelectorAll('#sheet img')].map((e) => e.src)")
    assert all(each.startswith("data:image/svg+xml,") for each in sources)
    assert it.js("() => window.pwned") is None
    assert it.complaints_of_all == []
    assert it.requests == [
        path.as_uri(),
        *dict.fromkeys(r for r in it.requests[1:] if r.startswith("data:")),
    ]
