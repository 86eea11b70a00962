"""The server's pages: each thing has one, at both clocks; what is found, asked and refused; nothing of others runs."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from html.parser import HTMLParser
from urllib.parse import quote

import pytest

from kg.claims.scope import Scope
from kg.errors import KgError
from kg.publish.serve.evaluation import Output, Refusal
from kg.publish.serve.pages.making import WORK
from kg.publish.serve.settings import Settings
from kg.publish.serve.spaces import iri_of, path_of
from kg.text.workspace import Workspace
from tests.conftest import ARTICLE
from tests.publish.material import HOSTILE_NAMES, open_hostile
from tests.publish.serve.running import Served

HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
C020 = "/source/khaled-north-korea-russia/c020"


class Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.words: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.inline = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append(tag)
        self.links += [given["href"]] if tag == "a" else []
        self.ids += [given["id"]] if "id" in given else []
        self.inline |= "style" in given or any(name.startswith("on") for name in given)
        self.inline |= tag == "script" and "src" not in given

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def page(server: Served, path: str, status: int = 200) -> Page:
    reply = server.ask(path, Accept=HTML)
    assert (reply.status, reply.type) == (status, "text/html"), (path, reply.text[:300])
    policy = reply.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    found = Page(reply.text)
    assert not found.inline, path
    assert len(found.ids) == len(set(found.ids)), path
    return found


KINDS = (
    "/",
    "/search?q=corps",
    "/id/unit-kpa-11th-corps",
    C020,
    "/source/khaled-north-korea-russia",
    "/ns/Event",
    "/ns/",
    "/id/",
    "/source/",
    "/questions",
    "/ask/agreed",
    "/conflicts",
    "/conflicts?about=Storm+Corps",
    f"/conflicts?claim={C020.removeprefix('/source/')}",
    "/codebook",
    "/model",
)


def test_every_link_leads_somewhere(server: Served):
    """From each kind of page; of many alike the first few."""
    tried: set[str] = set()
    for path in KINDS:
        for link in page(server, path).links[:40]:
            if link.startswith("/") and not link.startswith(("/graph", "/store", "/sitemap")):
                tried.add(link.partition("#")[0])
    assert len(tried) > 100
    for link in sorted(tried):
        assert server.ask(link, "HEAD", Accept=HTML).status == 200, link


def test_a_claim_says_who_how_and_what_may_contradict_it(server: Served):
    # "More than 6,000 North Korean soldiers have been killed or wounded, according to Britain's
    # Defense Ministry": characters 782 to 889 of the article.
    text = page(server, C020).text
    for words in (
        "Ministry of Defence of the United Kingdom reports",
        "North Korean soldiers killed or wounded number above 6,000.",
        "characters 782–889",
        "What may contradict it 3",
        "To settle it: find out of which day each of them is",
        # The article has it without "highly likely" and without its day.
        "this report leaves out how likely it is: “highly likely (PHIA)”",
    ):
        assert words in text, words


def test_an_entity_has_its_names_relations_and_figures(server: Served):
    found = page(server, "/id/unit-kpa-11th-corps")
    assert "폭풍군단" in found.text
    assert "11th Corps of the Korean People's Army is part of Korean People's Army" in found.text
    assert "svg" in found.tags
    assert "/id/force-korean-peoples-army" in found.links


def test_names_are_in_the_language_that_is_asked_for_and_links_keep_it(server: Served):
    found = page(server, "/id/unit-kpa-11th-corps?lang=ko&as-of=2025")
    assert "폭풍군단 is part of" in found.text
    inner = [link for link in found.links if link.startswith("/id/")]
    inner.remove("/id/unit-kpa-11th-corps?lang=ko")  # the whole as it is now
    assert len(inner) > 5
    assert all("as-of=2025&lang=ko" in link for link in inner)
    assert server.ask("/id/state-russia?lang=%3Cb%3E", Accept=HTML).status == 400


def test_a_page_has_clocks(server: Served):
    """Nobody had published the article's claims in 2023, whose file was recorded in 2026."""
    assert "nothing is known of" in page(server, f"{C020}?known-at=2023", 404).text.casefold()
    assert "Shown known at 2027" in page(server, f"{C020}?known-at=2027").text
    assert "There is no parameter as_of" in page(server, f"{C020}?as_of=2023", 400).text


def test_search_finds_all_sorts(server: Served):
    for asked, address in (
        ("폭풍군단", "/id/unit-kpa-11th-corps"),
        ("storm corps", "/id/unit-kpa-11th-corps"),
        ("kgd:unit-kpa-11th-corps", "/id/unit-kpa-11th-corps"),
        ("khaled-north-korea-russia/c020", C020),
        ("6,000", C020),
        ("Bolsters", "/source/khaled-north-korea-russia"),
        ("agreed, but not said to have happened", "/ask/agreed"),
        ("kg:moreThan", "/ns/moreThan"),
    ):
        assert address in page(server, f"/search?q={quote(asked)}").links, asked
        hits = json.loads(
            server.ask(f"/search?q={quote(asked)}", Accept="application/json").content
        )["hits"]
        assert address in [hit["address"] for hit in hits], asked
    nothing = page(server, "/search?q=" + quote("<img src=x>"))
    assert "Nothing is found for “ <img src=x> ”" in nothing.text
    assert "Give a word" in page(server, "/search").text
    assert server.ask("/search?q=a&q=b").status == 400


def test_a_question_is_asked_with_parameters(server: Served):
    """The article: "signed agreements" for the production of drones, at characters 2066 to 2115."""
    found = page(server, "/ask/agreed")
    assert "signed agreements" in found.text
    assert "/source/khaled-north-korea-russia/c056" in found.links
    (rows,) = [link for link in found.links if "format=csv" in link]
    reply = server.ask(rows)
    assert reply.type == "text/csv"
    table = list(csv.DictReader(io.StringIO(reply.text)))
    assert "khaled-north-korea-russia/c056" in [row["claim"] for row in table]
    bindings = json.loads(server.ask("/ask/agreed", Accept="application/json").content)["results"]
    assert len(bindings["bindings"]) == len(table)
    assert "It needs" in page(server, "/ask/about").text
    assert "11th Corps" in page(server, "/ask/about?entity=Storm+Corps").text
    assert "is called “nobody such”" in page(server, "/ask/about?entity=nobody+such").text
    assert "has no parameter x" in page(server, "/ask/about?entity=Storm+Corps&x=1").text
    assert "There is no question" in page(server, "/ask/nothing", 404).text


def test_all_that_contradicts_stands_on_one_page(server: Served, core):
    links = page(server, "/conflicts").links
    for pair in core.contradictions().weighed:
        if pair.verdict in ("contradicts", "undecided"):
            for side in (pair.first, pair.second):
                assert f"/source/{side.claim}" in links


def test_pages_are_as_those_of_the_site(server: Served, core):
    """The words of an entity, a claim and a term are those of ``kg docs``, which makes all at once."""
    from kg.publish.site.site import Site

    site = Site(core)
    for path, sheet in (
        ("/id/casualties-dprk-troops", site.sheets.entity),
        (C020, site.sheets.claim),
        ("/ns/Event", site.sheets.term),
    ):
        iri = f"https://w3id.org/entente{path}"
        there = site._rendered(site.path(iri), sheet(iri)).decode()
        mains = [
            Page(re.search("<main.*</main>", text, re.DOTALL)[0]).text.replace(
                " See it in the graph", ""
            )
            for text in (server.ask(path, Accept=HTML).text, there)
        ]
        assert mains[0] == mains[1], path


@pytest.mark.parametrize(
    "path",
    [
        "/id/%25%00",
        "/id/%00",
        "/%00",
        "/id/%ff",
        "/source/%c3%28",
        "/ns/" + "a" * 9_000,
        "/search/%0d%0aSet-Cookie:x",
        "/id/%7f",
        "/id/a%20b",
        "/id/%3Cscript%3E",
        "/nothing",
    ],
)
def test_rubbish_is_refused_in_plain_words(server: Served, path):
    for accept, kind in ((HTML, "text/html"), ("text/turtle", "text/plain")):
        reply = server.ask(path, Accept=accept)
        assert reply.is_whole
        assert reply.status in (400, 404)
        assert reply.type == kind
        assert kind != "text/html" or reply.text.count("<script") == 1
        assert "set-cookie" not in reply.headers
    problem = server.ask(path, Accept="application/json")
    assert json.loads(problem.content)["status"] in (400, 404)


def test_machines_get_what_they_ask_for(server: Served):
    for accept, kind in (
        ("text/turtle", "text/turtle"),
        ("text/html;q=0.2, text/turtle;q=0.9", "text/turtle"),
        ("text/html, application/ld+json;q=0.9", "text/html"),
        ("*/*", "text/turtle"),
    ):
        assert server.ask("/id/state-russia", Accept=accept).type == kind, accept


def test_what_is_held_is_not_sent_again(server: Served):
    for path in ("/", "/id/state-russia", "/conflicts", "/search?q=corps"):
        tag = server.ask(path, Accept=HTML).headers["etag"]
        again = server.ask(path, Accept=HTML, If_None_Match=tag)
        assert (again.status, again.content) == (304, b""), path
        head = server.ask(path, "HEAD", Accept=HTML)
        assert (head.status, head.content) == (200, b"")
        assert server.ask(path, Accept=HTML, Accept_Encoding="gzip").status == 200
    (style,) = re.findall(r'href="(/assets/[^"]+)"', server.ask("/", Accept=HTML).text)
    assert "immutable" in server.ask(style).headers["cache-control"]
    assert server.ask("/assets/nothing.css").status == 404


@pytest.mark.parametrize(
    ("namespace", "top"),
    [
        ("https://example.org/sahel/ns/", "/sahel/ns/"),
        ("https://example.org/s#", "/s/"),
        ("https://example.org/sparql/", "/own/sahel/"),  # the endpoint is there
        ("https://example.org/id/", "/own/sahel/"),  # the core's entities are
        ("https://w3id.org/entente/id/sahel/", "/entente/id/sahel/"),
    ],
)
def test_terms_of_a_workspace_have_their_paths(namespace, top):
    own = Workspace("Sahel", "sahel", namespace, "0.1.0")
    assert path_of(f"{namespace}Militia", own) == f"{top}Militia"
    assert iri_of(f"{top}Militia", own) == f"{namespace}Militia"
    assert iri_of("/ns/Claim", own) == "https://w3id.org/entente/ns/Claim"
    assert path_of(f"{namespace}a b%", own) == f"{top}a%20b%25"
    assert iri_of(top, own) is None


def test_the_pages_of_a_large_graph_list_less(core, monkeypatch):
    """As if five claims were many: what would show all asks for a name."""
    from kg.publish.serve.pages import held

    monkeypatch.setattr(held, "FEW", 5)
    monkeypatch.setattr(held, "_held", [])
    home, entities, conflicts = (
        Page(made(core, "page", **asked))
        for asked in (
            {"what": "home"},
            {"what": "listing", "top": "/id/"},
            {"what": "conflicts", "about": "", "claim": ""},
        )
    )
    assert "Newest sources" in home.text
    assert "What contradicts" not in home.text
    assert "/ns/MilitaryUnit" in entities.links
    assert "/id/unit-kpa-11th-corps" not in entities.links
    assert "name an entity above" in conflicts.text
    with pytest.raises(Refusal, match="too large for one picture"):
        made(core, "interactive", about=[], depth=1)


@pytest.mark.parametrize("package", ["pyvis", "milsymbol"])
def test_what_the_picture_needs_and_is_not_installed_is_named(core, monkeypatch, package):
    """These are asked for no sooner than something is drawn."""
    # A part that another test has imported would be found without its package.
    for name in {package, *(n for n in sys.modules if n.startswith(f"{package}."))}:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(KgError, match=package) as refused:
        made(core, "interactive", about=["Storm Corps"], depth=1)
    assert "entente-kg[html]" in str(refused.value.remedy)


def made(graph, do: str, **asked: object) -> str:
    """What a worker makes of a graph."""
    told = {"lang": "en", "scope": list(Scope()), "build": "", "others": [["x", '"><script>']]}
    out = Output(0, lambda *_: None)
    WORK[do](graph.store, {**told, "path": "/", **asked}, out, Settings(graph.layout))
    return out.finish().decode()


def test_a_text_is_shown_with_its_claims_where_it_may_be(core, tmp_path):
    """A text of the SHA-256 that its source states, which a copy with a word more has not."""
    if not ARTICLE.is_file():
        pytest.skip("needs the article's text")
    asked = {"what": "thing", "iri": "https://w3id.org/entente/source/khaled-north-korea-russia"}
    assert "Its text" not in made(core, "page", **asked)
    text = ARTICLE.read_bytes()
    for content, has in ((text, True), (text + b" more", False)):
        (tmp_path / ARTICLE.name).write_bytes(content)
        out = Output(0, lambda *_: None)
        message = {"lang": "en", "scope": list(Scope()), "build": "", "others": [], "path": "/"}
        WORK["page"](core.store, message | asked, out, Settings(core.layout, texts=tmp_path))
        page = out.finish().decode()
        assert ("<mark>" in page) == has
        # Characters 782 to 889; the claim's mark stands behind the last of them.
        words = "have been killed or wounded, according to Britain&#39;s Defense Ministry"
        assert (re.sub("<[^>]*>", "", page).count(words) > 0) == has


def test_the_data_runs_nothing(workspace):
    """Rendered in this process, as a worker does, of a source whose every text is an attack."""
    graph = open_hostile(workspace)
    base = "https://w3id.org/entente"
    pages = [
        made(graph, "page", what="thing", iri=f"{base}/id/alliance-bad"),
        made(graph, "page", what="thing", iri=f"{base}/id/person-bad-0"),
        made(graph, "page", what="thing", iri=f"{base}/source/hostile"),
        made(graph, "page", what="thing", iri=f"{base}/source/hostile/c001"),
        made(graph, "page", what="listing", top="/id/"),
        made(graph, "page", what="search", text=HOSTILE_NAMES[0]),
        made(graph, "page", what="conflicts", about="", claim=""),
        made(graph, "page", what="home"),
    ]
    for text in pages:
        found = Page(text)
        assert not found.inline
        assert found.tags.count("script") == 1  # our own
        assert not {"iframe", "object", "embed"} & set(found.tags)
        assert not any(link.lower().startswith(("javascript:", "data:")) for link in found.links)
    assert "</script><script>window.pwned=1</script>" in " ".join(Page(t).text for t in pages)


def test_a_page_shows_what_was_written(scratch: Served):
    """A scratch store is read anew after each write."""
    thing = "<https://w3id.org/entente/id/state-of-tests>"
    for name in ("First", "Second"):
        label = f'{thing} <http://www.w3.org/2000/01/rdf-schema#label> "{name}"@en'
        assert scratch.update(f"CLEAR ALL ; INSERT DATA {{ {label} }}").status == 204
        assert page(scratch, "/id/state-of-tests").text.count(name) >= 2


def test_names_of_any_letters_have_their_pages_and_data(scratch: Served):
    """What an IRI holds besides letters of ASCII, percent-encoded (RFC 3986) in the address of the page."""
    for name, path in (
        ("state-한국", "/id/state-%ED%95%9C%EA%B5%AD"),
        ("a%20b", "/id/a%2520b"),
    ):
        thing = f"<https://w3id.org/entente/id/{name}>"
        label = f'{thing} <http://www.w3.org/2000/01/rdf-schema#label> "Named"@en'
        assert scratch.update(f"INSERT DATA {{ {label} }}").status == 204
        assert "Named" in page(scratch, path).text
        reply = scratch.ask(path, Accept="application/n-triples")
        assert reply.status == 200, reply.text
        assert '"Named"@en' in reply.text
        assert reply.headers["link"].startswith(f"<{path}>;")
