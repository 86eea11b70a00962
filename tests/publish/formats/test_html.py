"""The page as a file: what its policy lets run, and what it holds without a browser."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from html.parser import HTMLParser

import pytest

import kg
from kg.errors import UsageError
from kg.publish.formats import html as page
from kg.text.inputs import content_key, read_inputs
from kg.text.layout import find_layout
from tests.conftest import ROOT
from tests.publish.material import (
    HOSTILE_NAMES,
    TURNED,
    claim,
    open_disputed,
    open_hostile,
    source,
)
from tests.publish.reading import page_block, page_data

pytestmark = pytest.mark.slow

VENDOR = ROOT / "kg" / "publish" / "page" / "vendor"


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.inside = False
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self.inside = tag in ("script", "style")
        if self.inside:
            self.raw.append((tag, dict(attrs), ""))

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            tag, attributes, text = self.raw[-1]
            self.raw[-1] = (tag, attributes, text + data)


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _policy(elements: Elements) -> dict[str, str]:
    (content,) = [
        attributes["content"] or ""
        for tag, attributes in elements.found
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    return dict(part.strip().split(" ", 1) for part in content.split(";"))


def test_the_policy_allows_these_scripts_and_styles_and_nothing_else(core_page):
    elements = Elements(core_page)
    policy = _policy(elements)
    assert policy["default-src"] == "'none'"
    assert policy["img-src"] == "data: blob:"
    assert policy["base-uri"] == policy["form-action"] == "'none'"
    code = [
        t for tag, a, t in elements.raw if tag == "script" and a.get("type") != "application/json"
    ]
    library, own = (
        zlib.decompress(base64.b64decode(page_block(core_page, name))).decode()
        for name in ("library", "script")
    )
    assert own == page.script_of_page()
    assert (VENDOR / "vis-network.min.js").read_text("utf-8").startswith(library)
    code += [library, own]  # run when they are unpacked
    assert policy["script-src"] == " ".join(f"'{_hash(text)}'" for text in code)
    (style,) = [text for tag, _, text in elements.raw if tag == "style"]
    assert f"'{_hash(style)}'" in policy["style-src"]
    assert "unsafe" not in " ".join(policy.values())
    assert not [a for _, a in elements.found if "style" in a or any(n.startswith("on") for n in a)]


def test_nothing_is_fetched_and_links_lead_nowhere_unasked(core_page):
    for tag, attributes in Elements(core_page).found:
        if "src" in attributes:  # the still picture, for a browser without JavaScript
            assert tag == "img"
            assert (attributes["src"] or "").startswith("data:image/svg+xml;base64,")
        if tag == "link":
            assert attributes["href"] == "data:,"
        if tag == "a":
            assert (attributes["href"] or "").startswith(("https://", "http://"))
            assert attributes["rel"] == "noopener noreferrer"


def test_hostile_text_makes_no_element(core_page, workspace):
    hostile = page.render(open_hostile(workspace))
    elements = Elements(hostile)
    assert {tag for tag, _ in elements.found} == {tag for tag, _ in Elements(core_page).found}
    # One style, the record, the data, the library, what unpacks them, our script.
    assert len(elements.raw) == 6
    assert "\u202e" not in hostile
    assert "javascript:window" not in [a.get("href") for _, a in elements.found]
    blocks = [t for _, a, t in elements.raw if a.get("type") == "application/json"]
    assert not set("<>&") & set("".join(blocks))
    labels = {node["label"] for node in page_data(hostile)[0]["nodes"]}
    assert set(HOSTILE_NAMES) <= labels


@pytest.mark.usefixtures("unasked")
@pytest.mark.slow
def test_the_model_goes_through_pyvis_and_has_made_up_ids(workspace):
    data, _ = page_data(page.render(open_hostile(workspace)))
    assert {"physics", "interaction"} <= set(json.loads(data["options"]))
    assert all(re.fullmatch(r"n\d+", node["id"]) for node in data["nodes"])
    assert all(re.fullmatch(r"e\d+", edge["id"]) for edge in data["edges"])
    assert all(edge["arrows"] == "to" for edge in data["edges"])  # what pyvis adds
    shown = next(node for node in data["nodes"] if node["label"] == "bad")
    assert shown["aliases"] == [
        TURNED.replace("\u202e", r"\u202e")
        .replace("\u202c", r"\u202c")
        .replace("\u0007", r"\u0007")
    ]


def test_the_header_counts_what_the_text_holds(core_page):
    claims = sum(
        len(re.findall(r"^\S+ a kg:(?:Claim|Estimate|Judgement) ;", path.read_text("utf-8"), re.M))
        for path in (ROOT / "seeds").glob("*.ttl")
    )
    head = core_page.split("<main>")[0]
    assert f"<p>{claims} claims on " in head
    assert "CC BY 4.0" in head


@pytest.mark.usefixtures("unasked")
def test_the_header_names_the_scope():
    graph = kg.open(ROOT, as_of="2023-12", sources=("khaled-north-korea-russia",))
    head = page.render(graph).split("<main>")[0]
    assert "as of December 2023; only from “North Korea Bolsters Russia" in head
    assert "from 1 source" in head


def test_an_empty_graph_gives_a_page_that_says_so():
    # No source had been recorded in 1900.
    text = page.render(kg.open(ROOT, known_at="1900"))
    assert "There is nothing to draw" in text
    assert "0 claims on 0 entities" in text
    assert "<script" not in text


def test_the_file_says_what_it_is_of(core):
    """Build, rule, scope, sources and the hash of its data, for machines."""
    graph = kg.open(ROOT, as_of="2025", sources=("khaled-north-korea-russia",))
    html = page.render(graph)
    block = page_block(html, "record")
    _, packed = page_data(html)
    assert block["sha256"] == hashlib.sha256(packed).hexdigest()
    assert block["sha256"] in html.split("<main>")[0]
    record = block["record"]
    assert record["build"] == content_key(read_inputs(find_layout(ROOT)))
    assert (record["view"], record["scope"]["as of"]) == ("hull", "2025")
    assert record["scope"]["only sources"] == ["khaled-north-korea-russia"]
    assert [source["name"] for source in record["sources"]] == ["khaled-north-korea-russia"]


def test_the_article_makes_a_small_file():
    graph = kg.open(ROOT, sources=("khaled-north-korea-russia",))
    assert len(page.render(graph).encode()) <= 1_000_000


@pytest.mark.usefixtures("unasked")
def test_a_claim_shows_its_sentence_where_the_text_fits(workspace, tmp_path):
    """Two sentences; the second holds the span. A text with another hash shows nothing."""
    text = "Nothing of it. The 9th Guards are part of the Red Army, he said.\nMore."
    start = text.index("9th"), text.index(", he")
    for stem in ("fits", "other"):
        sha = hashlib.sha256((text if stem == "fits" else "another").encode()).hexdigest()
        turtle = source(stem).replace("kg:reviewStatus", f'kg:textSha256 "{sha}" ; kg:reviewStatus')
        turtle += claim(
            f"{stem}/c001",
            "kgd:unit-kpa-11th-corps",
            "kg:partOf",
            "kgd:force-korean-peoples-army",
            evidence=f"[ a oa:TextPositionSelector ; oa:start {start[0]} ; oa:end {start[1]} ]",
        )
        (workspace / "seeds" / f"{stem}.ttl").write_text(turtle, encoding="utf-8")
        (tmp_path / f"{stem}.txt").write_text(text, encoding="utf-8")
    from kg.publish.page.page import page_of

    notes: list[str] = []
    graph = kg.open(workspace, notify=notes.append)
    page.write(graph, tmp_path / "page.html", texts=tmp_path)
    html = (tmp_path / "page.html").read_text("utf-8")
    claims = {c["id"]: c for c in page_data(html)[0]["claims"].values()}
    assert claims["fits/c001"]["sentence"] == [
        "The ", "9th Guards are part of the Red Army", ", he said."
    ]  # fmt: skip
    assert "sentence" not in claims["other/c001"]
    missing = page_of(graph, tmp_path).without_text
    assert "has another SHA-256" in missing["other"]
    assert missing["khaled-north-korea-russia"] == "there is no khaled-north-korea-russia.txt"
    assert "fits" not in missing
    (note,) = (note for note in notes if note.startswith("without sentences: "))
    assert "khaled-north-korea-russia: there is no text" in note
    assert "other: the text has another SHA-256" in note
    assert "fits" not in note
    assert "has another SHA-256" in html.split("<main>")[0]  # under About


def test_without_javascript_the_claims_are_a_list(core_page):
    plain = core_page.split("<noscript>")[1].split("</noscript>")[0]
    assert "between 14,000 and 15,000 troops" in plain
    assert "Western officials (unnamed)" in plain
    assert "characters 476–615" in plain  # the sentence that begins with "Since fall 2024"


@pytest.mark.usefixtures("unasked")
def test_the_legend_explains_only_what_is_drawn(core_page, workspace):
    assert "Disputed" not in core_page
    legend = page.render(open_disputed(workspace)).split('id="legend"')[1].split("</details>")[0]
    assert "Disputed" in legend
    assert "Event only agreed" in " ".join(legend.split())


def test_vendored_files_are_what_the_lock_file_says():
    lock = json.loads((VENDOR / "VENDOR.json").read_text("utf-8"))
    files = {n: entry for package in lock["packages"] for n, entry in package["files"].items()}
    for name, entry in files.items():
        assert hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() == entry["sha256"], name
    present = {path.name for path in VENDOR.iterdir()} - {"VENDOR.json", "README.md"}
    assert present == set(files)
    version = lock["packages"][0]["version"]
    assert f"@version {version}" in (VENDOR / "vis-network.min.js").read_text("utf-8")[:600]
    assert not re.search(r"</script|<!--", (VENDOR / "vis-network.min.js").read_text("utf-8"), re.I)


def test_the_page_names_the_version_that_it_carries(core_page):
    lock = json.loads((VENDOR / "VENDOR.json").read_text("utf-8"))
    assert f"vis-network {lock['packages'][0]['version']} " in core_page


def test_a_denial_of_a_word_does_not_read_as_said(workspace):
    """North Korea's production of drones is agreed; somebody denies that it has occurred."""
    from kg.publish.page.page import page_of

    denial = claim(
        "denial/c001",
        "kgd:production-dprk-drones",
        "kg:eventStatus",
        "kg:occurred",
        stance="kg:denies",
    )
    path = workspace / "seeds" / "denial.ttl"
    path.write_text(source("denial") + denial, encoding="utf-8")
    nodes = page_of(kg.open(workspace)).nodes
    (node,) = [n for n in nodes if n["iri"].endswith("/production-dprk-drones")]
    said = {row["value"]: row["layer"] for row in node["said"]}
    assert said == {"agreed": "fact", "occurred": "claim"}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//example.org/x", "data:text/html,x"])
def test_docs_that_are_no_address_are_refused(small, tmp_path, address):
    with pytest.raises(UsageError, match="no address of a site"):
        page.write(small, tmp_path / "page.html", docs=address)
    assert not list(tmp_path.iterdir())
