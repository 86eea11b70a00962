"""Taking away: pictures, tables and citations, made in the page without a server."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET

import pytest

from kg.publish.formats import html as page
from tests.publish.material import open_hostile
from tests.publish.page.browsing import CORPS, MARKS

pytestmark = MARKS


def _saved(it, kind: str) -> bytes:
    it.tab.locator("#save > summary").click()
    with it.tab.expect_download() as caught:
        it.tab.locator(f"[data-save={kind}]").click()
    return caught.value.path().read_bytes()


def test_the_picture_as_png_and_svg(opened, core_file):
    from PIL import Image

    it = opened()
    png = Image.open(io.BytesIO(_saved(it, "png")))
    assert png.width >= 1000
    assert len(png.convert("RGB").getcolors(maxcolors=1 << 24)) > 50
    drawing = ET.fromstring(_saved(it, "svg"))
    text = " ".join("".join(each.itertext()) for each in drawing.iter())
    assert CORPS.split("'")[0] in text.replace("  ", " ")
    assert "arms" in text  # the first picture: what passes between actors
    shown = (
        "() => [...entente.edges, ...entente.flows].filter((e) => entente.isEdgeShown(e.id)).length"
    )
    drawn = "{*}svg[@class='picture']//{*}path/{*}title"  # what each line says
    assert len(drawing.findall(drawn)) == it.js(shown)
    it.js("() => entente.setFolded(false)")
    drawing = ET.fromstring(_saved(it, "svg"))
    assert len(drawing.findall(drawn)) == len(it.js("() => entente.shownNow().edges"))
    assert it.requests == [core_file.as_uri()]
    assert it.complaints_of_all == []


def test_any_view_as_a_figure_on_white(opened, core_file):
    """With title, filters, legend, sources and licence, in the light also where the page is dark."""
    from PIL import Image

    it = opened(color_scheme="dark")
    it.js("() => entente.setClock('knownAt', '2025-01-31')")
    words = " ".join(ET.fromstring(_saved(it, "svg")).itertext())
    for part in (
        "Who says what about",
        "known at 31 January 2025",
        "fact, from claims",
        "CC BY 4.0",
    ):
        assert part in words, part
    # Only what is drawn is cited, such as the shells of the arrow of arms: a source of April is not known in January.
    cited = words.partition("Sources: ")[2]
    assert "shells, South Korea says (27 February 2024)" in cited
    assert "30 April 2025" not in cited
    for view in ("conflicts", "map"):
        it.js("(id) => entente.showView(id)", view)
        png = Image.open(io.BytesIO(_saved(it, "png"))).convert("RGB")
        assert png.getpixel((3, 3)) == (255, 255, 255)
        assert len(png.resize((300, 300)).getcolors(maxcolors=1 << 24)) > 50
    assert it.js("() => document.documentElement.dataset.theme") is None
    assert it.js("() => getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
    assert {r.partition(":")[0] for r in it.requests} <= {"file", "data"}
    assert it.complaints_of_all == []


def test_on_paper_stands_what_it_is_of(opened):
    it = opened(color_scheme="dark")
    it.js("() => dispatchEvent(new Event('beforeprint'))")
    it.tab.emulate_media(media="print")
    words = it.tab.locator("#printed").inner_text()
    assert "Sources: " in words
    assert "CC BY 4.0" in words
    key = it.tab.locator("#legend .family:visible").all_inner_texts()
    assert "State" in " ".join(key)  # the kinds that are drawn, and no others
    assert "Deployment" not in " ".join(key)
    assert it.js("() => getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    it.tab.emulate_media(media="screen")
    it.js("() => dispatchEvent(new Event('afterprint'))")
    assert it.js("() => getComputedStyle(document.body).backgroundColor") == "rgb(20, 23, 29)"
    assert it.tab.locator("#legend .family details[open]").count() == 0


def test_an_answer_as_csv(opened):
    it = opened(address="#view=questions&ask=sent")
    rows = list(csv.reader(io.StringIO(_saved(it, "csv").decode("utf-8-sig"))))
    assert rows[0][0] == "sent"
    assert "artillery shell" in {row[0] for row in rows[1:]}
    assert len(json.loads(_saved(it, "json"))["answer"]["rows"]) == len(rows) - 1


def test_what_is_shown_as_csv_and_json(opened):
    it = opened()
    it.js("() => entente.setClock('knownAt', '2025-01-31')")
    rows = list(csv.DictReader(io.StringIO(_saved(it, "csv").decode("utf-8-sig"))))
    assert {row["id"] for row in rows} == it.ids()
    assert all(row["known"] <= "2025-01-31" for row in rows)
    told = json.loads(_saved(it, "json"))
    assert {claim["id"] for claim in told["claims"]} == it.ids()
    assert told["knownAt"] == "2025-01-31"
    assert told["about"]["build"]
    assert {one for relation in told["relations"] for one in relation["claims"]} <= it.ids()


@pytest.mark.usefixtures("unasked")
def test_no_cell_is_a_formula(opened, worse, tmp_path):
    path = tmp_path / "worse.html"
    page.write(worse, path)
    it = opened(path)
    rows = list(
        csv.reader(io.StringIO(it.js("() => entente.asCsv()").lstrip("\ufeff"), newline=""))
    )
    cells = [cell for row in rows for cell in row]
    assert any(cell.startswith("'=cmd") for cell in cells)
    assert not [
        cell for cell in cells if cell.lstrip()[:1] in tuple("=+-@＝＋－＠") and cell.strip()
    ]


@pytest.mark.usefixtures("unasked")
def test_hostile_names_stay_text_in_the_svg(opened, workspace, tmp_path):
    path = tmp_path / "hostile.html"
    page.write(open_hostile(workspace), path)
    it = opened(path)
    drawing = ET.fromstring(_saved(it, "svg"))
    assert {each.tag.split("}")[1] for each in drawing.iter()} <= {
        *(
            "svg",
            "g",
            "title",
            "defs",
            "marker",
            "path",
            "rect",
            "circle",
            "polygon",
            "text",
            "image",
        )
    }


def test_a_claim_is_cited_with_its_place(browser, opened):
    it = opened(permissions=["clipboard-read", "clipboard-write"])
    edge = it.edge(CORPS, "is part of", "Korean People's Army")
    it.js("(id) => entente.openEdge(id)", edge)
    it.tab.get_by_role("button", name="Copy as footnote").first.click()
    it.tab.wait_for_selector(".cited")
    text = it.js("() => navigator.clipboard.readText()")
    assert text == it.tab.locator(".cited").inner_text()
    for part in (
        "Sara Khaled",
        "“North Korea Bolsters Russia's Invasion of Ukraine with Robust Support”",
        "characters ",
        "https://w3id.org/entente/source/khaled-north-korea-russia/c016",
    ):
        assert part in text


def test_a_footnote_of_a_denial_says_what_it_is(opened):
    """Its sentence has a “not” of its own; where nothing may be copied, the words stand there."""
    it = opened()
    it.js(
        "() => Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })"
    )
    denial = it.js(
        "() => Object.keys(entente.claims).find((k) => entente.claims[k].stance === 'denies')"
    )
    it.js("(id) => entente.openClaim(id)", denial)
    it.tab.get_by_role("button", name="Copy as footnote").first.click()
    it.tab.wait_for_selector(".cited")
    assert "copy this" in it.tab.locator(".citing").first.inner_text()
    assert "(a denial, " in it.tab.locator(".cited").first.inner_text()
    korean = it.js(
        "() => Object.keys(entente.claims).find((k) => entente.claims[k].iri.includes('ajunews-2024-10-18'))"
    )
    it.js("(id) => entente.openClaim(id)", korean)
    it.tab.get_by_role("button", name="Copy as footnote").first.click()
    it.tab.wait_for_selector(".cited")
    assert (
        "“Aju News on the 11th Corps” (in Korean), 18 October 2024"
        in it.tab.locator(".cited").first.inner_text()
    )
