"""Text to store: read, check what would break the graph, derive, write."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.build.derive import claim_quads, entity_quads
from kg.build.facts import Layer, read_layer, require_source
from kg.build.layering import layer_findings
from kg.build.merged import with_merges
from kg.build.refusals import structure_findings
from kg.claims.claim import Claim, read_claims
from kg.claims.facts.view import View, parse_view
from kg.claims.ontology import Ontology, read_ontology
from kg.errors import DataError, Finding
from kg.iris import ONTOLOGY_GRAPH, RDF, SRC
from kg.store import cache
from kg.store.freshness import is_of_text
from kg.store.oxigraph import OxigraphStore
from kg.store.search_texts import search_texts
from kg.text.inputs import content_key, read_inputs
from kg.text.turtle.document import Document, parse_all, source_iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.store.base import Store
    from kg.text.inputs import InputFile
    from kg.text.layout import Layout


@dataclass(frozen=True)
class Texts:
    """The parsed text of a layout: the documents of its ontology and its sources.

    ``terms`` is what the ontology says.
    """

    ontology: tuple[Document, ...]
    seeds: tuple[Document, ...]
    terms: Ontology

    @property
    def claims(self) -> list[Claim]:
        """The claims of all sources, as their texts state them."""
        return [
            claim
            for document in self.seeds
            for claim in read_claims(document.triples, document.graph, self.terms)
        ]


def parse_texts(layout: Layout, files: Sequence[InputFile], before: Texts | None = None) -> Texts:
    """Parse all files; of those that are as they were ``before``, the documents are taken from there.

    Raises DataError with every syntax error in them, or with what a workspace does to the core.
    """
    if findings := _bad_names([f for f in files if layout.is_seed(f.path)]):
        raise DataError(findings)
    graphs = {
        file.path: source_iri(file.path.stem) if layout.is_seed(file.path) else ONTOLOGY_GRAPH
        for file in files
    }
    documents = parse_all(files, graphs, layout.prefixes, _documents_of(before))
    ontology = tuple(d for d in documents if d.graph == ONTOLOGY_GRAPH)
    seeds = tuple(d for d in documents if d.graph != ONTOLOGY_GRAPH)
    if layout.workspace is not None:
        below, own = (
            [d for d in documents if layout.is_own(d.path) is mine] for mine in (False, True)
        )
        if findings := list(layer_findings(below, own, layout.workspace, layout.prefixes)):
            raise DataError(findings)
    if before is not None and _are_same(ontology, before.ontology):
        return Texts(ontology, seeds, before.terms)
    terms = read_ontology((t for d in ontology for t in d.triples), layout.prefixes)
    return Texts(ontology, seeds, terms)


def _documents_of(texts: Texts | None) -> dict[Path, Document]:
    """The documents of some texts by their files."""
    return {d.path: d for d in (*texts.ontology, *texts.seeds)} if texts is not None else {}


def _are_same(some: Sequence[Document], others: Sequence[Document]) -> bool:
    return len(some) == len(others) and all(map(operator.is_, some, others))


def undescribed(store: Store) -> list[str]:
    """The names of sources in a built store that hold something, and of which nothing says what they are."""
    kind = ox.NamedNode(RDF + "type")
    return sorted(
        graph.value.removeprefix(SRC)
        for graph in store.graphs()
        if isinstance(graph, ox.NamedNode) and graph.value.startswith(SRC)
        if next(iter(store.quads(graph, kind, None, None)), None) is None
    )


def _bad_names(seeds: Sequence[InputFile]) -> list[Finding]:
    """A source is named by its file: the name must fit into an IRI, and stand once."""
    findings = []
    first: dict[str, str] = {}
    for file in seeds:
        stem = file.path.stem
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._\-]*", stem):
            problem = f"“{stem}” cannot be the name of a source"
            remedy = "rename the file: letters a to z, digits, hyphens"
        elif stem in first:
            problem, remedy = f"{first[stem]} has the same name", "rename this file"
        else:
            first[stem] = file.shown
            continue
        findings.append(Finding("source-name", "error", file.shown, 1, "", problem, remedy))
    return findings


def build(
    layout: Layout, *, force: bool = False, view: str | None = None
) -> tuple[cache.Build, bool]:
    """Bring the cache up to date; gives the build and whether anything was made.

    ``view`` names the rule of the fact layer; it stays until another is named, and is at first
    ``hull``. Raises DataError when the text would break the graph (the old build stays),
    UsageError for a view that cannot be, and KgError or CacheError for files and folders.
    """
    asked = parse_view(view) if view is not None else None
    before = cache.current(layout.cache)
    if not force and before is not None and _answers(before, asked) and is_of_text(before, layout):
        return before, False
    files = read_inputs(layout)
    key = content_key(files)
    cache.prepare(layout.cache)
    if not force and (done := _fresh(layout, key, asked)):
        return done, False
    texts = parse_texts(layout, files)
    findings = structure_findings(texts.ontology, texts.seeds, texts.terms)
    if findings:
        raise DataError(findings)
    chosen = asked or _chosen_before(layout)
    require_source(chosen, {document.graph for document in texts.seeds})
    contents = _contents(texts, chosen)
    with cache.writing(layout.cache):
        if not force and (done := _fresh(layout, key, asked)):
            return done, False  # another build finished while this one waited
        return cache.write_build(layout.cache, key, contents, str(chosen)), True


def _chosen_before(layout: Layout) -> View:
    """The view of the build that answers now."""
    before = cache.current(layout.cache)
    return parse_view(before.view) if before is not None else View()


def _fresh(layout: Layout, key: str, view: View | None) -> cache.Build | None:
    """The build that answers now, if it is whole, of this content (its key) and of the asked view."""
    done = cache.current(layout.cache)
    return done if done is not None and done.key == key and _answers(done, view) else None


def _answers(done: cache.Build, view: View | None) -> bool:
    """Whether a build is whole, and of the asked view."""
    return (view is None or done.view == str(view)) and cache.damage_of(done) is None


def all_quads(texts: Texts, view: View | None = None) -> list[ox.Quad]:
    """Everything that a store holds: the text as it stands, and what is derived from it.

    Without a view facts are chosen by ``hull``. The texts must have passed ``structure_findings``:
    raises UndatableError for a bad date, KgError for a measure of no known kind.
    """
    made = _make(texts, view or View())
    return [*made.quads, *made.layer.quads()]


def store_of_texts(texts: Texts) -> Store:
    """A store in memory with what a build of some texts would hold; raises as ``all_quads``."""
    made = _make(texts, View())
    made.engine.load(made.layer.quads())
    return made.engine


def source_quads(document: Document, terms: Ontology) -> tuple[list[ox.Quad], int]:
    """The quads of one source, as its text states them and as they are derived; and its claims' count.

    Needs nothing of any other source. Where entities were merged, the document is one of
    ``with_merges``.
    """
    claims = read_claims(document.triples, document.graph, terms)
    quads = [
        *_stated_quads(document),
        *claim_quads(claims, document.triples, document.graph, terms),
        *entity_quads(document.triples, terms),
    ]
    return quads, len(claims)


def _stated_quads(document: Document) -> Iterator[ox.Quad]:
    """What a document states, in its graph."""
    graph = ox.NamedNode(document.graph)
    for triple in document.triples:
        yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


class _Made(NamedTuple):
    """What is made of some texts: the quads of all documents, a store of them, and the fact layer."""

    quads: list[ox.Quad]
    claims: int
    engine: Store
    layer: Layer


def _make(texts: Texts, view: View) -> _Made:
    """Derive what the texts of a layout give; raises as ``all_quads``."""
    quads = [quad for document in texts.ontology for quad in _stated_quads(document)]
    claims = 0
    for document in with_merges(texts.seeds):
        own_quads, own_claims = source_quads(document, texts.terms)
        quads += own_quads
        claims += own_claims
    engine = OxigraphStore()
    engine.load(quads)
    return _Made(quads, claims, engine, read_layer(engine, view))


def _contents(texts: Texts, view: View) -> cache.Contents:
    """All that a build keeps of some texts, and how many there are of what."""
    quads, claims, engine, layer = _make(texts, view)
    facts_and_ranges = list(layer.quads())
    counts = {
        "sources": len(texts.seeds),
        "claims": claims,
        "facts": len(layer.facts),
        "ranges": len(layer.ranges),
        "quads": len(quads) + len(facts_and_ranges),
    }
    return cache.Contents(quads, counts, facts_and_ranges, search_texts(engine))
