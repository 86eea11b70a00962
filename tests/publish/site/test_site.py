"""The site: all links lead somewhere, the data runs nothing, and a folder is replaced whole or not at all."""

from __future__ import annotations

import base64
import os
import posixpath
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

import kg
from kg.errors import KgError, UsageError
from kg.publish.site.addresses import folders_of, path_of
from kg.publish.site.markdown import html_of
from kg.publish.site.site import Site, write
from kg.text.workspace import Workspace
from tests.conftest import ARTICLE, ROOT, core_at
from tests.publish.material import open_hostile
from tests.publish.page.browsing import CHROMIUM, Axe

pytestmark = pytest.mark.slow

C020 = "source/khaled-north-korea-russia/c020/index.html"


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.links += [given["href"]] if tag == "a" else []
        self.ids += [given["id"]] if "id" in given else []

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


@pytest.fixture(scope="module")
def site(core, made_once) -> Path:
    """The site of the core as files; its interactive page has no answers to questions."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.publish.page.page.answers_of", lambda *_: [])
        return made_once("site", lambda folder: write(core, folder))


@pytest.fixture
def rendered_once(site, monkeypatch) -> None:
    """What is written is what the site of the core holds; it is not rendered once more."""
    found = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*.html")}
    monkeypatch.setattr(Site, "__init__", lambda *_, **__: None)
    monkeypatch.setattr("kg.publish.site.site._drawn", lambda _graph: ("", b""))
    monkeypatch.setattr(Site, "pages", lambda _self: found)


@pytest.fixture(scope="module")
def pages(site) -> dict[str, _Page]:
    found = site.rglob("*.html")
    return {path.relative_to(site).as_posix(): _Page(path.read_text("utf-8")) for path in found}


def test_every_link_leads_to_a_page_and_its_place(pages):
    for path, page in pages.items():
        for link in page.links:
            if link.startswith(("http://", "https://")):
                continue
            target, _, mark = link.partition("#")
            there = (
                posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
                if target
                else path
            )
            assert there in pages, (path, link)
            if target.endswith("graph/index.html"):
                continue  # the mark is a state of the interactive page
            if mark and not path.startswith(("codebook", "model")):
                assert mark in pages[there].ids, (path, link)


def test_no_id_stands_twice_on_a_page(pages):
    for path, page in pages.items():
        assert len(page.ids) == len(set(page.ids)), path


def test_each_thing_has_its_page_at_its_iri(pages):
    for path in ("ns/Claim/", "id/state-russia/", "source/khaled-north-korea-russia/", "codebook/"):
        assert f"{path}index.html" in pages
    assert C020 in pages


def test_a_claim_says_who_how_and_where(pages):
    # "More than 6,000 North Korean soldiers have been killed or wounded, according to Britain's
    # Defense Ministry": characters 782 to 889 of the article.
    text = pages[C020].text
    for words in (
        "more than 6,000",
        "Ministry of Defence",
        "characters 782–889",
        "killed or wounded",
    ):
        assert words in text


def test_an_entity_has_its_names_relations_and_figures(pages):
    page = pages["id/unit-kpa-11th-corps/index.html"]
    assert "폭풍군단" in page.text
    assert "11th Corps of the Korean People's Army is part of Korean People's Army" in page.text
    assert "svg" in page.tags


def test_an_entity_is_told_in_sentences(pages):
    # The article's lines 14 and 15, and the report of 30 April 2025: "about 600 deaths".
    text = pages["id/casualties-dprk-troops/index.html"].text
    for sentence in (
        "Ministry of Defence of the United Kingdom reports: North Korean soldiers killed or wounded"
        " number above 6,000. (in: North Korea Bolsters",
        "National Intelligence Service of South Korea estimates: About 600 North Korean soldiers have"
        " died. (as of 30 April 2025; in: ",
    ):
        assert sentence in text


def test_a_claim_says_what_may_contradict_it_and_what_would_settle_it(pages):
    text = pages[C020].text
    assert "What may contradict it 3" in text
    assert "North Korean casualties number 4,000. (as of 27 March 2025" in text
    assert "To settle it: find out of which day each of them is" in text


def test_a_claim_says_what_a_report_left_out(pages):
    # The article has the ministry's figure without "highly likely" and without its day; and 12
    # million shells without "28,000 containers, if all held 152 mm shells".
    article, other = pages[C020].text, pages["source/menafn-2025-07-13-shells/c001/index.html"].text
    assert "this report leaves out how likely it is: “highly likely (PHIA)”" in article
    assert "the day: 15 June 2025" in article
    assert "leaves out the condition: 28,000 containers, if all held 152 mm shells" in other


def test_the_home_shows_the_picture_what_contradicts_and_an_example(pages, site):
    home = pages["index.html"]
    assert home.tags.count("img") == 1
    assert "graph/index.html" in home.links
    for words in (
        "About 1,000 North Korean soldiers were killed by the middle of January 2025.",
        "The later is smaller, though the count can only grow.",
        "The text has: about 600 deaths",
    ):
        assert words in home.text
    (address,) = re.findall(
        r'<img src="data:image/svg\+xml;base64,([^"]+)"', (site / "index.html").read_text()
    )
    drawn = base64.b64decode(address).decode()
    assert ">arms</text>" in drawn
    assert ">North Korea</text>" in drawn
    assert "Joint Chiefs" not in drawn  # who only speaks


def test_all_that_contradicts_is_listed(pages, core):
    weighed = core.contradictions().weighed
    for claim in {
        side.claim
        for pair in weighed
        for side in (pair.first, pair.second)
        if pair.verdict in ("contradicts", "undecided")
    }:
        assert f"../source/{claim}/index.html" in pages["conflicts/index.html"].links


def test_a_term_says_its_rules_and_its_uses(pages):
    text = pages["ns/moreThan/index.html"].text
    assert "Above the figure" in text
    assert "khaled-north-korea-russia/c020" in text
    assert "An event status must be one from the vocabulary." in pages["ns/Event/index.html"].text


def test_a_question_without_an_answer_says_so(pages):
    assert "The sources do not say" in pages["questions/index.html"].text


def test_the_data_runs_nothing(workspace):
    texts = {path: data.decode() for path, data in Site(open_hostile(workspace)).pages().items()}
    hostile = {path: _Page(text) for path, text in texts.items()}
    for path, page in hostile.items():
        text = texts[path]
        assert page.tags.count("script") == (2 if path == "search/index.html" else 0), path
        assert not {"img", "iframe", "object", "embed"} & set(page.tags), path
        assert not any(link.lower().startswith(("javascript:", "data:")) for link in page.links), (
            path
        )
        assert "script-src 'none'" in text or path == "search/index.html"
    assert any("</script><script>window.pwned=1</script>" in page.text for page in hostile.values())


@pytest.mark.parametrize(
    "iri",
    [
        "https://w3id.org/entente/id/../../etc",
        "https://w3id.org/entente/id/a/b/c",
        "https://w3id.org/entente/id/" + "x" * 300,
        "file:///etc/passwd",
        "https://w3id.org/entente/source/x/..",
        "https://w3id.org/entente/id/index.html",
    ],
)
def test_no_iri_leads_out_of_the_site(iri):
    assert re.fullmatch(r"other/[0-9a-f]{16}/", path_of(iri))


@pytest.mark.parametrize(
    ("namespace", "place"),
    [
        ("https://example.org/sahel/ns/", "sahel/ns/"),
        ("https://example.org/s#", "s/"),
        ("https://example.org/", "own/sahel/"),  # no path
        ("https://example.org/source/mine/", "own/sahel/"),  # the folder of the sources
        ("https://example.org/../x/", "own/sahel/"),
        ("https://example.org/%2e%2e/x/", "own/sahel/"),
        ("https://example.org/index.html/", "own/sahel/"),
    ],
)
def test_own_terms_lie_at_the_path_of_their_namespace(namespace, place):
    tops = folders_of(Workspace("Sahel", "sahel", namespace, "0.1.0"))
    assert path_of(namespace, tops) == place
    assert path_of(f"{namespace}Militia", tops) == f"{place}Militia/"
    assert path_of("https://w3id.org/entente/ns/Claim", tops) == "ns/Claim/"


@pytest.fixture(scope="module")
def sahel(tmp_path_factory, program, small_core):
    """A workspace of terms, a question, a source and an entity of its own, made by ``kg new``."""
    folder = tmp_path_factory.mktemp("own") / "sahel"

    def new(*arguments: object) -> None:
        words = ["new", *map(str, arguments)]
        done = program.run(words, b"", ROOT, dict(os.environ))
        assert done.returncode == 0, done.stderr

    with core_at(small_core):
        space = ("--prefix", "sahel", "--namespace", "https://example.org/sahel/ns/")
        new("workspace", folder, "--name", "Sahel <b>", *space)
        new("class", "coast guard", "--parent", "armed force", "--workspace", folder)
        new("class", "weblog", "--parent", "kg:Source", "--workspace", folder)
        ends = ("--subject", "coast guard", "--object", "military unit")
        new("property", "trains", *ends, "--workspace", folder)
        new("question", "who trains whom", "--relation", "sahel:trains", "--workspace", folder)
        new("entity", "Guard of Dan Na", "--kind", "coast guard", "--workspace", folder)
        new("source", "--title", "Notes", "--kind", "weblog", "--workspace", folder)
        (notes,) = (path.stem for path in (folder / "seeds").glob("*notes.ttl"))
        graph = kg.open(folder, sources=(ARTICLE.stem, notes))
        return {path: _Page(data.decode()) for path, data in Site(graph).pages().items()}


def test_own_terms_stand_beside_those_of_the_core(sahel):
    test_every_link_leads_to_a_page_and_its_place(sahel)
    test_no_id_stands_twice_on_a_page(sahel)
    own = "sahel/ns/CoastGuard/index.html"
    assert "../../../ns/ArmedForce/index.html" in sahel[own].links
    assert "../../../id/guard-guard-of-dan-na/index.html" in sahel[own].links
    assert f"../../{own}" in sahel["ns/ArmedForce/index.html"].links
    assert f"../../{own}" in sahel["id/guard-guard-of-dan-na/index.html"].links
    assert f"../{own}" in sahel["ns/index.html"].links  # in the class tree
    assert "../sahel/ns/trains/index.html" in sahel["ns/index.html"].links
    assert f"../../../{own}" in sahel["sahel/ns/trains/index.html"].links
    (notes,) = [path for path in sahel if path.endswith("notes/index.html")]
    assert "../../sahel/ns/Weblog/index.html" in sahel[notes].links
    assert not any(path.startswith("other/") for path in sahel)


def test_what_is_the_workspaces_own_is_marked(sahel, pages):
    assert "coast guard Sahel <b>" in sahel["ns/index.html"].text
    assert "trains sahel:trains Sahel <b>" in sahel["ns/index.html"].text
    assert "Notes Sahel <b>" in sahel["source/index.html"].text
    assert "who trains whom Sahel <b>" in sahel["questions/index.html"].text
    assert "of the core: CC BY" in sahel["index.html"].text  # not of what is the workspace's own
    assert {"CoastGuard", "Weblog", "trains"} <= set(sahel["sahel/ns/index.html"].ids)

    assert "Sahel <b>" not in pages["ns/index.html"].text
    assert "armed force Sahel <b>" not in sahel["ns/index.html"].text


@pytest.mark.usefixtures("rendered_once")
def test_a_folder_is_replaced_and_another_is_refused(core, site, tmp_path):
    site = Path(shutil.copytree(site, tmp_path / "site"))
    (site / "old.html").write_text("old")
    count = write(core, site)
    assert not (site / "old.html").exists()
    assert len(list(site.rglob("index.html"))) == count > 600
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.txt").write_text("mine")
    with pytest.raises(UsageError, match="something else"):
        write(core, mine)
    assert [path.name for path in mine.iterdir()] == ["thesis.txt"]
    with pytest.raises(UsageError, match="no folder"):
        write(core, mine / "thesis.txt")
    with pytest.raises(UsageError, match="no such folder"):
        write(core, tmp_path / "no" / "site")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine", "site"]


@pytest.mark.usefixtures("rendered_once")
def test_a_full_disk_leaves_the_old_site(core, site, tmp_path, monkeypatch):
    site = Path(shutil.copytree(site, tmp_path / "site"))
    before = (site / "index.html").read_bytes()

    def full(*_arguments: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(KgError, match="cannot write the site"):
        write(core, site)
    assert (site / "index.html").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_markdown_lets_no_html_and_no_other_link_through():
    made = html_of(
        '# A b!\n\n<b onclick="x">b</b> [x](javascript:alert(1)) [y](../f) [z](#a-b) ![p](http://x/p)'
    )
    assert made.startswith('<h1 id="a-b">')
    assert "<b " not in made
    assert '<a href="#a-b">z</a>' in made
    assert made.count("<a ") == 1
    assert "<img" not in made


@pytest.mark.browser
@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="needs Chromium (or KG_CHROMIUM)")
def test_the_search_finds_and_nothing_is_asked_of_a_network(site, browser):
    asked: list[str] = []
    told: list[str] = []
    tab = browser.new_page()
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: told.append(message.text))
    tab.goto((site / "index.html").as_uri())
    tab.fill("#find", "폭풍군단")
    tab.press("#find", "Enter")
    tab.click("#found a")
    assert tab.text_content("h1") == "11th Corps of the Korean People's Army"
    tab.click("text=See it in the graph")
    tab.wait_for_selector("#panel h2")
    assert tab.text_content("#panel h2") == "11th Corps of the Korean People's Army"
    tab.click("text=Its page in the docs")
    assert tab.text_content("h1") == "11th Corps of the Korean People's Army"
    tab.goto((site / C020).as_uri())
    tab.click("text=See it in the graph")
    tab.click("#panel dd a.docs")
    assert tab.url == (site / C020).as_uri()
    tab.goto((site / "search" / "index.html").as_uri() + "?q=<img src=x>")
    assert "Nothing is found for “<img src=x>”" in tab.text_content("#told")
    tab.close()
    assert told == []
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}


@pytest.mark.browser
@pytest.mark.skipif(not Path(CHROMIUM).exists(), reason="needs Chromium (or KG_CHROMIUM)")
@pytest.mark.parametrize(("wide", "scheme"), [(1280, "dark"), (390, "light")])
def test_axe_finds_nothing_and_nothing_spills(site, browser, wide, scheme):
    context = browser.new_context(
        viewport={"width": wide, "height": 844}, color_scheme=scheme, bypass_csp=True
    )
    tab = context.new_page()
    axe = Axe()
    for place in (
        "",
        "ns/Event/",
        "id/unit-kpa-11th-corps/",
        C020[:-10],
        "conflicts/",
        "source/",
        "codebook/",
        "search/",
    ):
        tab.goto((site / place / "index.html").as_uri())
        assert axe.finds(tab) == [], place
        assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), place
    context.close()
