"""All pages of the site, and how they reach the disk: all of them or none."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from kg.errors import UsageError, missing, os_error
from kg.publish.site import content
from kg.publish.site.addresses import (
    CONFLICTS,
    GRAPH,
    folders_of,
    name_in_graph,
    path_of,
    way_to_top,
)
from kg.publish.site.markdown import html_of
from kg.publish.site.rendering import TEMPLATES, Renderer, style
from kg.publish.site.search_index import entries_of
from kg.publish.site.sheets import Sheet, Sheets
from kg.text.atomic import replace_folder
from kg.text.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.graph.snapshot import Snapshot
    from kg.text.layout import Layout

_MARKER = ".entente-docs"
_ASKED = 2_000  # claims up to which the interactive page has the answers too
_ELEMENT = re.compile(r"<(style|script)>(.*?)</\1>", re.DOTALL)

Pages = dict[str, bytes]


class Site:
    """The pages of a graph, rendered one by one; paths are relative to the site's folder."""

    def __init__(self, graph: Snapshot, picture: str = "", *, linked: bool = False) -> None:
        """``picture`` is the address of the home's; ``linked``: the interactive page lies in GRAPH."""
        self.graph, self.linked = graph, linked
        self.holdings = graph.holdings
        self.sheets = Sheets(graph, whole=True)
        self.workspace = self.sheets.workspace
        self.folders = folders_of(self.workspace)
        self._paths_by_iri: dict[str, str] = {}
        self.paths = {self.path(iri) for iri in self._subjects()}
        self.renderer = Renderer(
            self.sheets,
            style=Markup(style()),  # noqa: S704  # our own file
            own_top=self.path(self.workspace.namespace) if self.workspace else "",
            picture=Markup(picture),  # noqa: S704  # base64
            graph_page=GRAPH if linked else "",
        )

    def pages(self) -> Pages:
        """Every page as HTML, by its path (``ns/Claim/index.html``). The same graph, the same bytes.

        Raises KgError where a question cannot be answered.
        """
        pages = {
            f"{path}index.html": self._rendered(path, sheet) for path, sheet in self._all_sheets()
        }
        return {path: pages[path] for path in sorted(pages)}

    def path(self, iri: str) -> str:
        """The path of the page of a thing."""
        path = self._paths_by_iri.get(iri)
        if path is None:
            path = self._paths_by_iri[iri] = path_of(iri, self.folders)
        return path

    def _subjects(self) -> Iterator[str]:
        """The IRIs that have a page, namespaces too."""
        yield from (namespace for namespace, _ in self.folders)
        yield from self.sheets.terms
        yield from self.holdings.entities
        yield from self.holdings.documents
        yield from self.holdings.claims

    def _all_sheets(self) -> Iterator[tuple[str, Sheet]]:
        """All pages before they are rendered, each with the path of its folder."""
        sheets, holdings = self.sheets, self.holdings
        questions = content.answered_questions(self.graph)
        yield "", self._home(len(questions))
        yield CONFLICTS, sheets.conflicts()
        yield "ns/", sheets.ontology()
        if self.workspace:
            yield self.path(self.workspace.namespace), sheets.own_terms()
        yield from ((self.path(iri), sheets.term(iri)) for iri in sheets.terms)
        yield "questions/", Sheet("questions.html", "Questions", {"questions": questions})
        for name, title, text in guides(self.graph.layout):
            yield f"{name}/", Sheet("text.html", title, {"text": text})
        for iri in holdings.entities:
            if iri not in sheets.terms:  # a weapon type has its page among the terms
                yield self.path(iri), sheets.entity(iri)
        yield "id/", sheets.all_entities()
        yield from ((self.path(iri), sheets.claim(iri)) for iri in holdings.claims)
        yield from ((self.path(iri), sheets.source(iri)) for iri in holdings.documents)
        yield "source/", sheets.sources()
        index = entries_of(holdings, sheets.terms, questions, self.path)
        yield "search/", Sheet("search.html", "Search", {"index": index, "script": _script()})

    def _home(self, questions: int) -> Sheet:
        clashes, holdings = self.sheets.clashes, self.holdings
        counts = {
            "claims": len(holdings.claims),
            "entities": len(holdings.entities),
            "sources": len(holdings.documents),
            "terms": len(self.sheets.terms),
            "questions": questions,
        }
        example = clashes.example()
        drawing = Markup(example.drawing if example else "")  # noqa: S704  # escaped where it is drawn
        values = {"counts": counts, "every": clashes.all(), "example": example, "drawing": drawing}
        return Sheet("home.html", "Entente", values)

    @cached_property
    def drawn(self) -> frozenset[str]:
        """The entities that the interactive page can open: what a relation ends at, and who speaks."""
        ends = {end for edge in self.holdings.edges for end in (edge.subject, edge.object)}
        return frozenset(
            ends | {c.get("attributedTo") or "" for c in self.holdings.claims.values()}
        )

    def _rendered(self, path: str, sheet: Sheet) -> bytes:
        """The page at a path, whose policy names its very styles and scripts."""
        text = self.renderer.render(sheet, _Folder(self, path), page_path=path)
        return text.replace("@policy@", _policy(text), 1).encode("utf-8", "replace")


class _Folder:
    """The frame of a page in its folder: addresses are relative, as files may lie anywhere."""

    def __init__(self, site: Site, path: str) -> None:
        self._site, self._top = site, way_to_top(path)

    def at(self, path: str) -> str:
        """The address of a page by its path in the site."""
        return f"{self._top}{path}index.html"

    def link(self, iri: str) -> str:
        """The address of a thing's page; empty where it has none."""
        there = self._site.path(iri)
        return self.at(there) if there in self._site.paths else ""

    def in_graph(self, name: str, iri: str = "") -> str:
        """The address of the interactive page, opened at a thing; empty where it knows none such."""
        if not self._site.linked or (iri == name and iri not in self._site.drawn):
            return ""
        return f"{self.at(GRAPH)}#open={quote(name_in_graph(name))}"


def guides(layout: Layout) -> Iterator[tuple[str, str, Markup]]:
    """The texts that explain the data: path of the page, its title, and the text as HTML."""
    for name, title, folder in (
        ("codebook", "Codebook", "seeds"),
        ("model", "The model", "ontology"),
    ):
        for path in layout.folders(f"{folder}/README.md"):
            if path.is_file():
                written = read_text(path, layout.shown(path), root=layout.root_of(path))
                yield name, title, Markup(html_of(written))  # noqa: S704  # escaped by the renderer
                break  # a workspace follows the core's


def _policy(page: str) -> str:
    """The Content-Security-Policy: the styles and scripts of this very page, nothing fetched."""
    hashes: dict[str, list[str]] = {"style": [], "script": []}
    for kind, body in _ELEMENT.findall(page):
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        hashes[kind].append(f"'sha256-{digest}'")
    scripts = " ".join(hashes["script"]) or "'none'"
    return (
        f"default-src 'none'; style-src {' '.join(dict.fromkeys(hashes['style']))};"
        f" script-src {scripts}; img-src data:; base-uri 'none'"
    )


def _script() -> Markup:
    return Markup((TEMPLATES / "search.js").read_text("utf-8"))  # noqa: S704  # our own file


def write(graph: Snapshot, folder: Path, *, page: bool = True) -> int:
    """Write the site into a folder, which is replaced as a whole; gives the number of pages.

    With ``page`` the interactive page lies in it too, and each links to the other; without its
    packages (the extra ``html``) ``graph.notify`` tells that it is left out. Raises UsageError for a
    folder that holds something else, KgError when it cannot be written.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError("this is no folder", str(folder), "name a new or an empty folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MARKER).is_file():
        raise UsageError(
            "this folder holds something else", str(folder), "name a new or an empty folder"
        )
    if not folder.absolute().parent.is_dir():
        raise UsageError("there is no such folder", str(folder.parent), "make it first")
    picture, interactive = _drawn(graph) if page else ("", b"")
    pages = Site(graph, picture, linked=bool(interactive)).pages()
    if interactive:
        pages[f"{GRAPH}index.html"] = interactive
    try:
        made_here = b"made by kg docs; the whole folder is replaced\n"
        replace_folder(folder.absolute(), {**pages, _MARKER: made_here})
    except OSError as error:
        raise os_error(error, folder, "write the site") from None
    return len(pages)


def _drawn(graph: Snapshot) -> tuple[str, bytes]:
    """The picture of the home, and the interactive page; neither without the packages they need."""
    try:
        from kg.publish.formats.html import rendered
        from kg.publish.page.page import page_of
        from kg.publish.site.picture import picture_of

        # Of more claims, to ask all questions of all their values takes longer than the whole site.
        drawn = page_of(graph, asked=len(graph.claims) <= _ASKED)
        return picture_of(graph, drawn), rendered(graph, drawn, docs="../").encode()
    except ModuleNotFoundError as error:
        graph.notify(
            f"without the picture and the interactive page: {missing(str(error.name), 'html')}"
        )
        return "", b""
