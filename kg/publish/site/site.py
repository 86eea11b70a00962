"""All pages of the site, and how they reach the disk: all of them or none."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from kg.errors import UsageError, missing, os_error
from kg.graph.near import with_shares
from kg.graph.terms import Terms, Uses
from kg.iris import KG, KGD, SRC
from kg.publish.draw.classes import Box, class_diagram
from kg.publish.draw.colours import for_print
from kg.publish.site import content
from kg.publish.site.addresses import CONFLICTS, GRAPH, anchor, folders_of, path_of, way_to_top
from kg.publish.site.clashes import Clashes
from kg.publish.site.markdown import html_of
from kg.publish.site.search_index import entries_of
from kg.publish.site.vocabulary import (
    class_labels,
    further_properties,
    groups_of_terms,
    is_ontology,
)
from kg.text.atomic import replace_folder
from kg.text.display import shown, web_address
from kg.text.inputs import turtle_paths
from kg.text.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.claims.claim import Claim
    from kg.graph.snapshot import Snapshot
    from kg.graph.terms import Term
    from kg.publish.site.sentences import Said

_TEMPLATES = Path(__file__).parent / "templates"
_MARKER = ".entente-docs"
_ASKED = 2_000  # claims up to which the interactive page has the answers too
_ELEMENT = re.compile(r"<(style|script)>(.*?)</\1>", re.DOTALL)

Pages = dict[str, bytes]


class Site:
    """The pages of a graph, rendered one by one; paths are relative to the site's folder."""

    def __init__(self, graph: Snapshot, picture: str = "", *, linked: bool = False) -> None:
        """``picture`` is the address of the home's; ``linked``: the interactive page lies in GRAPH."""
        self.graph = graph
        self.clashes = Clashes(graph)
        self.holdings = graph.holdings
        self.all_terms = Terms(graph)
        self.terms = {i: t for i, t in self.all_terms.described.items() if not is_ontology(t)}
        self.uses = self.all_terms.uses()
        self.workspace = graph.layout.workspace
        self.folders = folders_of(self.workspace)
        self._paths_by_iri: dict[str, str] = {}
        seeds = turtle_paths(graph.layout)[1] if self.workspace else ()
        self.own_sources = {SRC + path.stem for path in seeds if graph.layout.is_own(path)}
        self.paths = {self._path(iri) for iri in self._subjects()}
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_TEMPLATES),
            autoescape=True,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        style = (_TEMPLATES / "style.css").read_text("utf-8") + for_print()
        self.environment.globals.update(
            style=Markup(style),  # noqa: S704  # our own file
            short=partial(content.short_name, graph.prefixes),
            known_terms=self.terms,
            label=self.all_terms.label,
            uses=lambda iri: self.uses.get(iri, Uses()),
            own=self._is_own,
            workspace=self.workspace,
            own_top=self._path(self.workspace.namespace) if self.workspace else "",
            shown=shown,
            web_address=web_address,
            document_title=lambda iri: self.holdings.documents[iri].title,
            kind_name=partial(content.kind_heading, self.holdings),
            said_by=self.clashes.said,
            in_graph=self._in_graph,
            picture=Markup(picture),  # noqa: S704  # base64
            graph_page=GRAPH if linked else "",
            conflicts_page=CONFLICTS,
        )

    def pages(self) -> Pages:
        """Every page as HTML, by its path (``ns/Claim/index.html``). The same graph, the same bytes.

        Raises KgError where a question cannot be answered.
        """
        pages = {f"{path}index.html": data for path, data in self._rendered_pages()}
        return {path: pages[path] for path in sorted(pages)}

    def _path(self, iri: str) -> str:
        path = self._paths_by_iri.get(iri)
        if path is None:
            path = self._paths_by_iri[iri] = path_of(iri, self.folders)
        return path

    def _is_own(self, iri: str) -> bool:
        """Whether a term or a source is the workspace's own, and not the core's."""
        if self.workspace is None:
            return False
        return iri.startswith(self.workspace.namespace) or iri in self.own_sources

    def _subjects(self) -> Iterator[str]:
        """The IRIs that have a page, namespaces too."""
        yield from (namespace for namespace, _ in self.folders)
        yield from self.terms
        yield from self.holdings.entities
        yield from self.holdings.documents
        yield from self.holdings.claims

    def _rendered_pages(self) -> Iterator[tuple[str, bytes]]:
        """All pages, each with the path of its folder."""
        holdings = self.holdings
        questions = content.answered_questions(self.graph, holdings)
        counts = {"claims": len(holdings.claims), "entities": len(holdings.entities)}
        counts |= {
            "sources": len(holdings.documents),
            "terms": len(self.terms),
            "questions": len(questions),
        }
        every = self.clashes.all()
        example = self.clashes.example()
        drawing = Markup(example.drawing if example else "")  # noqa: S704  # escaped where it is drawn
        yield self._page(
            "", "home.html", "Entente", counts=counts, every=every, example=example, drawing=drawing
        )
        yield self._page(CONFLICTS, "conflicts.html", "Conflicts", every=every)
        yield from self._term_pages()
        yield self._page("questions/", "questions.html", "Questions", questions=questions)
        for name, title, path in self._guides():
            layout = self.graph.layout
            written = read_text(path, layout.shown(path), root=layout.root_of(path))
            text = Markup(html_of(written))  # noqa: S704  # escaped by the renderer
            yield self._page(f"{name}/", "text.html", title, text=text)
        yield from self._entity_pages()
        yield from self._source_pages()
        index = entries_of(holdings, self.terms, questions, self._path)
        yield self._page("search/", "search.html", "Search", index=index, script=_script())

    def _term_pages(self) -> Iterator[tuple[str, bytes]]:
        groups = groups_of_terms(self.terms.values(), self.all_terms)
        top_classes = [t for t in self._terms_of("class") if not self.terms.keys() & t.parents]
        yield self._page(
            "ns/",
            "terms.html",
            "Ontology",
            groups=groups,
            tops=top_classes,
            header=self._ontology_properties(KG),
        )
        if self.workspace:
            space = self.workspace.namespace
            own_groups = groups_of_terms(
                (t for i, t in self.terms.items() if i.startswith(space)), self.all_terms
            )
            yield self._page(
                self._path(space),
                "own.html",
                f"Terms of {self.workspace.name}",
                groups=own_groups,
                header=self._ontology_properties(space),
                sources=[iri for iri in self.holdings.documents if self._is_own(iri)],
            )
        members = self._entities_by_type()
        for iri, term in self.terms.items():
            yield self._page(
                self._path(iri),
                "term.html",
                term.label,
                term=term,
                kinds=class_labels(term, self.all_terms),
                below=sorted(term.below, key=lambda iri: (not self._is_own(iri), iri)),
                others=further_properties(term, self.all_terms),
                members=members.get(iri, []),
            )

    def _ontology_properties(self, namespace: str) -> list[Any]:
        """What an ontology (its namespace) states of itself; empty where it states nothing."""
        term = self.all_terms.described.get(namespace)
        return further_properties(term, self.all_terms) if term else []

    def _entities_by_type(self) -> dict[str, list[Any]]:
        """The entities by the IRI of their class, in the order of their names."""
        by_type: dict[str, list[Any]] = {}
        for entity in sorted(self.holdings.entities.values(), key=lambda e: (e.name, e.iri)):
            by_type.setdefault(entity.type, []).append(entity)
        return by_type

    def _guides(self) -> Iterator[tuple[str, str, Path]]:
        """The texts that explain the data: path of the page, its title, and the Markdown file."""
        for name, title, folder in (
            ("codebook", "Codebook", "seeds"),
            ("model", "The model", "ontology"),
        ):
            for path in self.graph.layout.folders(f"{folder}/README.md"):
                if path.is_file():
                    yield name, title, path
                    break  # a workspace follows the core's

    def _entity_pages(self) -> Iterator[tuple[str, bytes]]:
        holdings, links = self.holdings, content.entity_links(self.holdings)
        claims_of_speaker: dict[str, list[Claim]] = {}
        for claim in holdings.claims.values():
            claims_of_speaker.setdefault(claim.get("attributedTo") or "", []).append(claim)
        for iri, entity in holdings.entities.items():
            if iri in self.terms:
                continue  # a weapon type has its page among the terms
            claims, figures = holdings.claims.about([iri]), with_shares(self.graph, iri)
            clashes = self.clashes.of(list({c.iri: c for c in (*claims, *figures)}.values()))
            in_links = {claim for link in links.get(iri, []) for claim in link.claims}
            rest = [claim for claim in claims if claim.iri not in in_links]
            yield self._page(
                self._path(iri),
                "entity.html",
                entity.name,
                entity=entity,
                rows=content.entity_rows(entity, holdings),
                links=links.get(iri, []),
                drawing=Markup(self.clashes.drawing(iri)),  # noqa: S704  # escaped where it is drawn
                clashes=clashes,
                figures=self._all_said(figures),
                judgements=self._all_said(c for c in rest if c.kind == "Judgement"),
                others=self._all_said(c for c in rest if c.kind == "Claim"),
                says=self._all_said(claims_of_speaker.get(iri, [])),
            )
        by_kind = sorted(
            self._entities_by_type().items(),
            key=lambda item: content.kind_heading(holdings, item[0]),
        )
        yield self._page("id/", "entities.html", "Entities", groups=by_kind)

    @cached_property
    def _drawn(self) -> frozenset[str]:
        """The entities that the interactive page can open: what a relation ends at, and who speaks."""
        ends = {end for edge in self.holdings.edges for end in (edge.subject, edge.object)}
        return frozenset(
            ends | {c.get("attributedTo") or "" for c in self.holdings.claims.values()}
        )

    def _in_graph(self, iri: str) -> str:
        """How the address of the interactive page names an entity; empty where it knows none."""
        for space in (KG, KGD, SRC):
            if iri in self._drawn and iri.startswith(space):
                return iri.removeprefix(space)
        return iri if iri in self._drawn else ""

    def _all_said(self, claims: Iterable[Claim]) -> list[Said]:
        return [self.clashes.said(claim.iri) for claim in claims]

    def _source_pages(self) -> Iterator[tuple[str, bytes]]:
        holdings = self.holdings
        claims_of_source: dict[str, list[Any]] = {iri: [] for iri in holdings.documents}
        for claim in holdings.claims.values():
            claims_of_source.setdefault(claim.get("source") or "", []).append(claim)
            yield self._page(
                self._path(claim.iri),
                "claim.html",
                claim.id,
                claim=claim,
                sentence=self.clashes.said(claim.iri),
                rows=content.claim_rows(claim),
                clashes=self.clashes.of([claim]),
                lacks=self.clashes.lacks(claim),
            )
        for iri, document in holdings.documents.items():
            rows = content.source_rows(document, holdings)
            yield self._page(
                self._path(iri),
                "source.html",
                document.title,
                iri=iri,
                rows=rows,
                name=iri.removeprefix(SRC),
                claims=self._all_said(claims_of_source[iri]),
            )
        yield self._page(
            "source/",
            "sources.html",
            "Sources",
            documents=holdings.documents,
            stated=claims_of_source,
        )

    def _terms_of(self, kind: str) -> list[Term]:
        return [term for term in self.terms.values() if term.kind == kind]

    def _box(self, iri: str, link: Callable[[str], str]) -> Box:
        return Box(self.all_terms.label(iri), link(iri), self._is_own(iri))

    def _page(self, path: str, template: str, title: str, **values: Any) -> tuple[str, bytes]:
        """The page at a path, rendered by a template that gets ``values``; and that path."""
        top = way_to_top(path)

        def link(iri: str) -> str:
            """The address of a thing's page; empty where it has none."""
            there = self._path(iri)
            return f"{top}{there}index.html" if there in self.paths else ""

        def linked(iri: str, text: str, address: str = "") -> Markup:
            """A text as a link to the page of a thing (an IRI), else to an address, if there is one."""
            return anchor(text, link(iri) if iri else "", address)

        def diagram_of(term: Term, below: list[str]) -> Markup:
            sides = [[self._box(iri, link) for iri in side] for side in (term.parents, below)]
            return Markup(class_diagram(term.label, *sides))  # noqa: S704  # escaped where it is drawn

        text = self.environment.get_template(template).render(
            title=shown(title),
            top=top,
            link=link,
            to=linked,
            drawn=diagram_of,
            page_path=path,
            **values,
        )
        return path, text.replace("@policy@", _policy(text), 1).encode("utf-8", "replace")


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
    return Markup((_TEMPLATES / "search.js").read_text("utf-8"))  # noqa: S704  # our own file


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
