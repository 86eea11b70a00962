"""The panel: claims, evidence, ranges, contradictions."""

from __future__ import annotations

import re

import pytest

import kg
from kg.publish.formats import html as page
from tests.conftest import ARTICLE, ROOT
from tests.publish.material import open_counts, open_disputed
from tests.publish.page.browsing import CASUALTIES, CORPS, EVERYTHING, MARKS

pytestmark = MARKS


def test_a_click_on_a_line_shows_its_claims(opened):
    it = opened(address=EVERYTHING)
    edge = it.edge(CORPS, "is part of", "Korean People's Army")
    ends = it.js(
        "(id) => { const e = entente.edges.find((x) => x.id === id);"
        " return [e.from, e.to].map((n) => entente.network.getPosition(n)); }",
        edge,
    )
    middle = {axis: (ends[0][axis] + ends[1][axis]) / 2 for axis in ("x", "y")}
    it.tab.mouse.click(*it.point(middle))
    text = it.panel()
    assert "Sara Khaled" in text
    assert "khaled-north-korea-russia/c016" in text
    assert "North Korea Bolsters Russia's Invasion of Ukraine with Robust Support" in text
    start, end = map(int, re.search(r"characters (\d+)–(\d+)", text).groups())
    if not ARTICLE.exists():
        pytest.skip("the article's text is not here: its offsets were not compared")
    assert CORPS in ARTICLE.read_text("utf-8")[start:end]


def test_what_may_contradict_stands_apart_from_what_does(opened):
    """About 1,000 dead, then about 600: a contradiction. 4,700 and 6,000 of no day: perhaps one."""
    it = opened()
    it.choose(CASUALTIES)
    text = it.panel()
    contradictions, _, undecided = text.partition("May contradict")
    assert "the later is smaller, though the count can only grow" in contradictions
    assert "undecided" not in contradictions
    assert "which their dates leave open" in undecided


def test_a_click_on_a_symbol_shows_what_is_said_of_it(opened):
    it = opened(address=EVERYTHING)
    deployment = "North Korea's deployment of troops alongside Russia (2024)"
    position = it.js("(id) => entente.network.getPosition(id)", it.node(deployment))
    it.tab.mouse.click(*it.point(position))
    it.tab.locator("#panel .part", has_text="Estimates").locator("> .where > summary").first.click()
    text = it.panel()
    # The lead's figure is the author's own, the body's is the officials'.
    lead, body = text.index("up to 15,000 soldiers"), text.index("between 14,000 and 15,000 troops")
    assert "Sara Khaled" in text[lead:body]
    assert "Western officials" in text[body:]
    assert "estimated" in text[body:]
    assert "since autumn 2024" in text[body:]
    assert "14,000–15,000" in text
    it.tab.mouse.click(258, 708)  # empty ground
    assert not it.tab.locator("#panel").is_visible()


def test_a_relation_leads_on_and_back(opened):
    it = opened()
    it.js("(id) => entente.openNode(id)", it.node(CORPS))
    it.tab.locator(
        "#panel .relations .link", has_text=re.compile("^Korean People's Army$")
    ).first.click()
    assert it.tab.locator("#panel h2").inner_text() == "Korean People's Army"
    it.tab.get_by_role("button", name="Back").click()
    assert it.tab.locator("#panel h2").inner_text() == CORPS


@pytest.mark.usefixtures("unasked")
def test_a_disputed_line_differs_and_shows_both_sides(opened, workspace, tmp_path):
    path = tmp_path / "disputed.html"
    page.write(open_disputed(workspace), path)
    it = opened(path, EVERYTHING)
    ends = (CORPS, "is part of", "Korean People's Army")
    dashes = {
        name: it.js("(id) => entente.network.body.edges[id].options.dashes", edge)
        for name, edge in (
            ("disputed", it.edge(*ends)),
            ("denial", it.edge(*ends, "claim")),
            ("fact", it.edge("Korean People's Army", "belongs to", "North Korea")),
            (
                "agreed",
                it.edge(
                    "agreements for North Korea to produce drones",
                    "provides for",
                    "North Korean production of drones (agreed)",
                ),
            ),
        )
    }
    assert dashes["fact"] is False
    assert len({str(value) for value in dashes.values()}) == 4
    it.js("(id) => entente.openEdge(id)", it.edge(*ends))
    assert "disputed" in it.panel()
    assert "khaled-north-korea-russia/c016" in it.panel()
    assert "denial/c001" in it.panel()
    assert "denied" in it.panel()
    assert "China" in it.panel()


def test_ranges_of_all_speakers_on_one_axis(opened):
    """Killed or wounded: 4,000 in March, about 4,700 in April, more than 6,000 in June 2025."""
    it = opened()
    it.js("(id) => entente.openNode(id)", it.node(CASUALTIES))
    group = it.tab.locator(
        "#panel .ranges", has=it.tab.get_by_text("personnel killed or wounded", exact=True)
    )
    drawing = group.locator("svg.range:not(.overtime)")
    assert drawing.get_attribute("role") == "group"  # its rows open their claims
    rows = drawing.locator("g")
    words = [rows.nth(i).locator("text.strong").text_content() for i in range(rows.count())]
    assert words == [
        "4,000, 27 March 2025",
        "about 4,700, 30 April 2025",
        "more than 6,000, 15 June 2025",
        "more than 6,000",  # the article has no date
    ]
    assert "of no stated day:" in drawing.text_content()
    assert "4 claims, 3 independent origins" in group.inner_text()  # the ministry is there twice
    left = [
        it.js(
            "(e) => e.getBoundingClientRect().left",
            rows.nth(i).locator("circle").first.element_handle(),
        )
        for i in range(3)
    ]
    assert left == sorted(left)
    # "More than": a ring, as 6,000 is not included, and an arrowhead, as no end is stated.
    assert rows.nth(2).locator("circle.hollow").count() == 1
    assert rows.nth(2).locator("path.open").count() == 1
    assert rows.nth(1).locator("path.end").count() == 2
    colours = [
        it.js("(e) => getComputedStyle(e).color", rows.nth(i).element_handle()) for i in range(4)
    ]
    assert len(set(colours[:3])) == 3
    assert colours[2] == colours[3]  # one speaker, one colour
    assert it.complaints == []
    assert it.js("() => window.violations") == []


def test_a_contradiction_stands_below_its_ranges(opened):
    it = opened()
    it.js("(id) => entente.openNode(id)", it.node(CASUALTIES))
    group = it.tab.locator("#panel .ranges", has=it.tab.get_by_text("personnel killed", exact=True))
    text = group.inner_text()
    assert "3 claims, 2 independent origins" in text  # one relays another
    clash = it.tab.locator("#panel .clashing").first.inner_text()
    assert "about 1,000" in clash
    assert "the later is smaller, though the count can only grow" in clash
    assert it.panel().count("the later is smaller, though") == 1  # nothing is told twice
    # In three lines: what it is, by how many, and what contradicts.
    lines = it.tab.locator("#panel .summary li").all_inner_texts()
    assert len(lines) == 3
    assert lines[0] == "occurred"
    assert lines[2].startswith("2 contradictions, 3 that may contradict")
    it.choose("Russia")  # with more than six relations
    folded = it.tab.locator("#panel .part", has_text="Relations to here")
    assert folded.get_attribute("open") is None
    assert int(folded.locator("summary small").first.inner_text()) > 6
    it.js(
        "() => entente.open(Object.keys(entente.claims).find((c) => entente.claims[c].figure === 'about 600'))"
    )
    assert it.panel().index("about 600") < it.panel().index(
        "Contradicts"
    )  # what is asked for is on top


@pytest.mark.usefixtures("unasked")
def test_what_no_longer_stands_is_faint_and_says_why(opened, workspace, tmp_path):
    path = tmp_path / "counts.html"
    page.write(open_counts(workspace), path)
    it = opened(path)
    it.js("(id) => entente.openNode(id)", it.node("losses"))
    faint = it.tab.locator("#panel svg.range:not(.overtime) g.faint title")
    words = [faint.nth(i).text_content() for i in range(faint.count())]
    assert words == [
        "about 600, 30 April 2025, Agentur Zwei (superseded by relay/c002)",
        "about 800, 31 May 2025, Agency One (retracted by relay/c003)",
    ]
    assert "6 claims (1 retracted), 2 independent origins" in it.panel()
    it.tab.locator("#panel .part", has_text="Estimates").locator("> .where > summary").first.click()
    it.tab.locator("#panel .claim", has_text="paper/c003").locator("summary").click()
    assert (
        "retracted by relay/c003"
        in it.tab.locator("#panel .claim", has_text="paper/c003").inner_text()
    )


@pytest.mark.usefixtures("unasked")
def test_a_line_says_how_many_origins_it_has(opened, tmp_path):
    path = tmp_path / "article.html"
    page.write(kg.open(ROOT, sources=("khaled-north-korea-russia",)), path)
    it = opened(path)
    it.js("(id) => entente.openEdge(id)", it.edge(CORPS, "is part of", "Korean People's Army"))
    # Said by the author, who names nobody for it.
    assert "1 claim, no independent origin" in it.panel()
    sent = it.edge(
        "North Korea's deployment of troops alongside Russia (2024)",
        "is conducted by",
        "North Korea",
    )
    it.js("(id) => entente.openEdge(id)", sent)
    assert "1 claim, 1 independent origin" in it.panel()  # the Western officials
    affected = it.edge(
        CASUALTIES, "affected group", "North Korean troops deployed alongside Russian forces"
    )
    it.js("(id) => entente.openEdge(id)", affected)
    assert "No text says it in words: it is implied" in it.panel()  # the author's conclusion
