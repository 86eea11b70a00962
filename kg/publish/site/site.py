"""All pages of the site, and how they reach the disk: all of them or none."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import shutil
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2
from markupsafe import Markup

from kg.errors import UsageError, os_error
from kg.graph.terms import Terms, Uses
from kg.iris import KG, SRC
from kg.publish.draw.classes import Box, class_diagram
from kg.publish.site import content
from kg.publish.site.addresses import place_of, tops_of, up
from kg.publish.site.markdown import html_of
from kg.publish.site.vocabulary import groups, is_header, kinds_of, others
from kg.text.display import shown, web_address

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.graph.snapshot import Snapshot
    from kg.graph.terms import Term

_PARTS = Path(__file__).parent / "templates"
_MARK = ".entente-docs"
_ELEMENT = re.compile(r"<(style|script)>(.*?)</\1>", re.DOTALL)

Pages = dict[str, bytes]


class Site:
    """The pages of a graph, made one by one; paths are below the site's folder."""

    def __init__(self, graph: Snapshot) -> None:
        self.graph = graph
        self.held = graph.holdings
        self.book = Terms(graph)
        self.terms = {i: t for i, t in self.book.described.items() if not is_header(t)}
        self.uses = self.book.uses()
        self.workspace = graph.layout.workspace
        self.tops = tops_of(self.workspace)
        seeds = graph.layout.seeds.rglob("*.ttl") if self.workspace else ()
        self.own_sources = {SRC + path.stem for path in seeds}
        self.known = {self._place(iri) for iri in self._subjects()}
        self.environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(_PARTS),
            autoescape=True,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
            undefined=jinja2.StrictUndefined,
        )
        style = (_PARTS / "style.css").read_text("utf-8")
        self.environment.globals.update(
            style=Markup(style),  # noqa: S704  # our own file
            short=content.short,
            known_terms=self.terms,
            label=self.book.label,
            uses=lambda iri: self.uses.get(iri, Uses()),
            own=self._is_own,
            workspace=self.workspace,
            own_top=self._place(self.workspace.namespace) if self.workspace else "",
            shown=shown,
            web_address=web_address,
            document_title=lambda iri: self.held.documents[iri].title,
            kind_name=partial(content.kind_name, self.held),
        )

    def pages(self) -> Pages:
        """Every page by its path. The same graph gives the same bytes."""
        made = {f"{place}index.html": data for place, data in self._all()}
        return {"index.html" if path == "index.html" else path: made[path] for path in sorted(made)}

    def _place(self, iri: str) -> str:
        return place_of(iri, self.tops)

    def _is_own(self, iri: str) -> bool:
        """Whether a term or a source is the workspace's own, and not the core's."""
        if self.workspace is None:
            return False
        return iri.startswith(self.workspace.namespace) or iri in self.own_sources

    def _subjects(self) -> Iterator[str]:
        yield from (namespace for namespace, _ in self.tops)
        yield from self.terms
        yield from self.held.entities
        yield from self.held.documents
        yield from self.held.claims

    def _all(self) -> Iterator[tuple[str, bytes]]:
        held = self.held
        answered = content.answers(self.graph, held)
        counts = {"claims": len(held.claims), "entities": len(held.entities)}
        counts |= {
            "sources": len(held.documents),
            "terms": len(self.terms),
            "questions": len(answered),
        }
        yield self._made("", "home.html", "Entente", counts=counts)
        yield from self._of_terms()
        yield self._made("questions/", "questions.html", "Questions", questions=answered)
        for name, title, path in self._texts():
            text = Markup(html_of(path.read_text("utf-8")))  # noqa: S704  # escaped by the renderer
            yield self._made(f"{name}/", "text.html", title, text=text)
        yield from self._of_entities()
        yield from self._of_sources()
        yield self._made(
            "search/", "search.html", "Search", index=self._index(answered), script=_script()
        )

    def _of_terms(self) -> Iterator[tuple[str, bytes]]:
        found = groups(self.terms.values(), self.book)
        tops = [t for t in self._terms_of("class") if not self.terms.keys() & t.parents]
        yield self._made(
            "ns/", "terms.html", "Ontology", groups=found, tops=tops, header=self._header(KG)
        )
        if self.workspace:
            space = self.workspace.namespace
            mine = groups((t for i, t in self.terms.items() if i.startswith(space)), self.book)
            yield self._made(
                self._place(space),
                "own.html",
                f"Terms of {self.workspace.name}",
                groups=mine,
                header=self._header(space),
                sources=[iri for iri in self.held.documents if self._is_own(iri)],
            )
        members = self._by_type()
        for iri, term in self.terms.items():
            yield self._made(
                self._place(iri),
                "term.html",
                term.label,
                term=term,
                kinds=kinds_of(term, self.book),
                below=sorted(term.below, key=lambda iri: (not self._is_own(iri), iri)),
                others=others(term, self.book),
                members=members.get(iri, []),
            )

    def _header(self, namespace: str) -> list[Any]:
        """What an ontology says of itself."""
        term = self.book.described.get(namespace)
        return others(term, self.book) if term else []

    def _by_type(self) -> dict[str, list[Any]]:
        found: dict[str, list[Any]] = {}
        for entity in sorted(self.held.entities.values(), key=lambda one: (one.name, one.iri)):
            found.setdefault(entity.type, []).append(entity)
        return found

    def _texts(self) -> Iterator[tuple[str, str, Path]]:
        for name, title, folder in (
            ("codebook", "Codebook", "seeds"),
            ("model", "The model", "ontology"),
        ):
            for path in self.graph.layout.folders(f"{folder}/README.md"):
                if path.is_file():
                    yield name, title, path
                    break  # a workspace follows the core's

    def _of_entities(self) -> Iterator[tuple[str, bytes]]:
        held, links = self.held, content.entity_links(self.held)
        says: dict[str, list[Any]] = {}
        for claim in held.claims.values():
            says.setdefault(claim.get("attributedTo") or "", []).append(claim)
        for iri, entity in held.entities.items():
            if iri in self.terms:
                continue  # a weapon type has its page among the terms
            drawn = content.ranges(self.graph, held, iri)
            yield self._made(
                self._place(iri),
                "entity.html",
                entity.name,
                entity=entity,
                rows=content.entity_rows(entity, held),
                links=links.get(iri, []),
                drawing=Markup(drawn),  # noqa: S704  # escaped where it is drawn
                claims=held.claims.about([iri]),
                says=says.get(iri, []),
            )
        found = sorted(self._by_type().items(), key=lambda one: content.kind_name(held, one[0]))
        yield self._made("id/", "entities.html", "Entities", groups=found)

    def _of_sources(self) -> Iterator[tuple[str, bytes]]:
        held = self.held
        stated: dict[str, list[Any]] = {iri: [] for iri in held.documents}
        for claim in held.claims.values():
            stated.setdefault(claim.get("source") or "", []).append(claim)
            yield self._made(
                self._place(claim.iri),
                "claim.html",
                claim.id,
                claim=claim,
                rows=content.claim_rows(claim),
            )
        for iri, document in held.documents.items():
            rows = content.source_rows(document, held)
            yield self._made(
                self._place(iri),
                "source.html",
                document.title,
                iri=iri,
                rows=rows,
                claims=stated[iri],
            )
        yield self._made(
            "source/", "sources.html", "Sources", documents=held.documents, stated=stated
        )

    def _terms_of(self, kind: str) -> list[Term]:
        return [term for term in self.terms.values() if term.kind == kind]

    def _index(self, answered: list[content.Answered]) -> Markup:
        """What the search page looks through: name, kind, place, and further words."""
        held, rows = self.held, []
        for term in self.terms.values():
            rows.append(
                (term.label, term.kind, self._place(term.iri), f"{term.name} {term.definition}")
            )
        for iri, entity in held.entities.items():
            if iri not in self.terms:
                names = " · ".join(entity.other_names)
                rows.append(
                    (entity.name, content.kind_name(held, entity.type), self._place(iri), names)
                )
        rows += [
            (d.title, "source", self._place(iri), " ".join(d.creators))
            for iri, d in held.documents.items()
        ]
        rows += [(a.title, "question", f"questions/#{a.name}", a.text) for a in answered]
        for claim in held.claims.values():
            said = claim.get("statement") or claim.id
            words = claim.get("wording") or claim.evidence.get(
                "https://w3id.org/entente/ns/wording", ""
            )
            rows.append(
                (said, "claim", self._place(claim.iri), f"{claim.id} {claim.speaker} {words}")
            )
        text = json.dumps([[shown(part) for part in row] for row in rows], separators=(",", ":"))
        for char in "<>&":
            text = text.replace(char, f"\\u{ord(char):04x}")
        return Markup(text)  # noqa: S704  # made safe on the lines above

    def _box(self, iri: str, link: Callable[[str], str]) -> Box:
        return Box(self.book.label(iri), link(iri), self._is_own(iri))

    def _made(self, place: str, template: str, title: str, **values: Any) -> tuple[str, bytes]:
        top = up(place)

        def link(iri: str) -> str:
            """The address of a thing's page; empty where it has none."""
            there = self._place(iri)
            return f"{top}{there}index.html" if there in self.known else ""

        def drawn(term: Term, below: list[str]) -> Markup:
            sides = [[self._box(iri, link) for iri in side] for side in (term.parents, below)]
            return Markup(class_diagram(term.label, *sides))  # noqa: S704  # escaped where it is drawn

        text = self.environment.get_template(template).render(
            title=shown(title), top=top, link=link, drawn=drawn, place=place, **values
        )
        return place, text.replace("@policy@", _policy(text), 1).encode("utf-8", "replace")


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
    return Markup((_PARTS / "search.js").read_text("utf-8"))  # noqa: S704  # our own file


def write(graph: Snapshot, folder: Path) -> int:
    """Write the site into a folder, which is replaced as a whole; gives the number of pages.

    Raises UsageError for a folder that holds something else, KgError when it cannot be written.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError("this is no folder", str(folder), "name a new or an empty folder")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MARK).is_file():
        raise UsageError(
            "this folder holds something else", str(folder), "name a new or an empty folder"
        )
    if not folder.absolute().parent.is_dir():
        raise UsageError("there is no such folder", str(folder.parent), "make it first")
    pages = Site(graph).pages()
    try:
        _replace(folder.absolute(), pages)
    except OSError as error:
        raise os_error(error, folder, "write the site") from None
    return len(pages)


def _replace(folder: Path, pages: Pages) -> None:
    """Write beside the folder, then take its place; what was there goes last."""
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        for path, data in pages.items():
            target = made / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        (made / _MARK).write_text("made by kg docs; the whole folder is replaced\n", "utf-8")
        made.chmod(0o777 & ~_umask())
        if folder.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent)) / "old"
            folder.rename(old)
            made.rename(folder)
            shutil.rmtree(old.parent, ignore_errors=True)
        else:
            made.rename(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
