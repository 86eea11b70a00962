"""Text to store: read, check what would break the graph, derive, write."""

from __future__ import annotations

import operator
import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.contents import document_quads, reader_of, undescribed
from kg.build.facts import read_layer, require_source
from kg.build.layering import layer_findings
from kg.build.lines import after_subject, document_lines
from kg.build.merged import with_merges
from kg.build.refusals import structure_findings
from kg.build.revision import plan, revise
from kg.claims.claim import Claim, count_claims, read_claims
from kg.claims.facts.view import View, parse_view
from kg.claims.ontology import Ontology, read_ontology
from kg.errors import DataError, Finding, KgError
from kg.iris import CURRENT_VIEW, ONTOLOGY_GRAPH, PART_OF_VIEW
from kg.store import cache
from kg.store.freshness import changed_since
from kg.store.making import making
from kg.store.oxigraph import OxigraphStore
from kg.store.search_texts import search_texts
from kg.store.sections import DUMP, Inputs, Kept, lines_of, parsed
from kg.text.collector import collector_paused, give_back
from kg.text.folding import fold
from kg.text.inputs import key_of, survey_inputs
from kg.text.turtle.document import Document, parse_all, source_iri

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from kg.store.base import Store
    from kg.store.freshness import Changed
    from kg.store.making import Making
    from kg.text.inputs import InputFile, Known, Surveyed
    from kg.text.layout import Layout


#: Of more quads the layer is derived from the store on disk.
_MOST_IN_MEMORY = 1_000_000


@dataclass(frozen=True)
class Texts:
    """The parsed text of a layout: the documents of its ontology and its sources.

    ``terms`` is what the ontology says.
    """

    ontology: tuple[Document, ...]
    seeds: tuple[Document, ...]
    terms: Ontology

    @property
    def number_of_claims(self) -> int:
        """How many claims there are."""
        return sum(count_claims(document.triples, self.terms) for document in self.seeds)

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


@collector_paused()
def build(
    layout: Layout,
    *,
    force: bool = False,
    view: str | None = None,
    surveyed: Sequence[Surveyed] | None = None,
) -> tuple[cache.Build, bool]:
    """Bring the cache up to date; gives the build and whether anything was made.

    Where few texts were changed, these alone are read (``kg.build.revision``); with ``force`` all are.
    ``view`` names the rule of the fact layer; it stays until another is named, and is at first
    ``hull``. ``surveyed``: the text, where it was looked at just now. Raises DataError when the text would break the graph (the old build stays),
    UsageError for a view that cannot be, and KgError or CacheError for files and folders.
    """
    asked = parse_view(view) if view is not None else None
    before = cache.current(layout.cache)
    is_whole = before is not None and cache.damage_of(before) is None
    if before is not None and is_whole and not force:
        is_of_view = asked is None or before.view == str(asked)
        changed = changed_since(before, layout, surveyed)
        if is_of_view and changed is None:
            return before, False
        cache.prepare(layout.cache)
        if is_of_view and changed and (revised := _revised(layout, before, changed)):
            return revised
    read = survey_inputs(layout, {})
    key = key_of((text.known.shown, text.known.sha256) for text in read)
    cache.prepare(layout.cache)
    if not force and (done := _fresh(layout, key, asked)):
        return done, False
    texts = parse_texts(layout, [text.file for text in read])
    findings = structure_findings(texts.ontology, texts.seeds, texts.terms)
    if findings:
        raise DataError(findings)
    chosen = asked or _chosen_before(layout)
    require_source(chosen, {document.graph for document in texts.seeds})
    documents = deque((*texts.ontology, *with_merges(texts.seeds)))
    known, terms = {text.path: text.known for text in read}, texts.terms
    del texts, read  # each document is let go of once it is written
    with cache.writing(layout.cache):
        if not force and (done := _fresh(layout, key, asked)):
            return done, False  # another build finished while this one waited
        with making(layout.cache) as made:
            return _written(made, key, known, documents, terms, reader_of(layout), chosen), True


def _revised(
    layout: Layout, before: cache.Build, changed: Changed
) -> tuple[cache.Build, bool] | None:
    """The build of the texts as they are, made from the one before; None where all are to be read."""
    view = parse_view(before.view)
    try:
        revision = plan(layout, before, changed.inputs, changed.surveyed)
    except DataError:
        raise
    except (
        KgError,
        OSError,
    ):  # a damaged build; or a fault, of which the build of all says where it is
        return None
    if revision is None or (view.source and view.source in revision.graphs):
        return None
    with cache.writing(layout.cache):
        if done := _fresh(layout, changed.key, view):
            return done, False  # another build finished while this one waited
        if cache.current(layout.cache) != before:
            return None
        with making(layout.cache) as made:
            done = revise(made, revision, changed.key, changed.inputs.by, view)
    return None if done is None else (done, True)


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
    quads, engine = _loaded(texts)
    return [*quads, *read_layer(engine, view or View()).quads()]


def store_of_texts(texts: Texts) -> Store:
    """A store in memory with what a build of some texts would hold; raises as ``all_quads``."""
    _, engine = _loaded(texts)
    engine.load(read_layer(engine, View()).quads())
    return engine


def store_of_build(folder: Path, key: str) -> Callable[[], Store] | None:
    """A function for a store in memory with what the build of a cache (its folder) holds.

    None where its content is not of the key, or its facts are chosen by another view than ``hull``.
    The function raises CacheError for a damaged one.
    """
    build = cache.current(folder)
    if build is None or build.key != key or not _answers(build, View()):
        return None

    def store() -> Store:
        engine = cache.copy_in_memory(build)
        on_disk = cache.open_again(build)
        for graph in (CURRENT_VIEW, PART_OF_VIEW):
            engine.load(on_disk.quads(None, None, None, ox.NamedNode(graph)))
        return engine

    return store


def _loaded(texts: Texts) -> tuple[list[ox.Quad], Store]:
    """The quads of all texts, and a store in memory that holds them."""
    documents = (*texts.ontology, *with_merges(texts.seeds))
    quads = [quad for each in documents for quad in document_quads(each, texts.terms)[0]]
    engine = OxigraphStore()
    engine.load(quads)
    return quads, engine


def _written(
    made: Making,
    key: str,
    known: Mapping[str, Known],
    documents: deque[Document],
    terms: Ontology,
    by: str,
    view: View,
) -> cache.Build:
    """Write a build of all texts, of which it leaves none in ``documents``. Raises OSError.

    ``known`` says by path how the files looked, ``by`` by what they were read.
    """
    sources = sum(document.graph != ONTOLOGY_GRAPH for document in documents)
    kept: dict[str, Kept] = {}
    with made.sections(DUMP) as writer:
        while documents:
            document = documents.popleft()
            # Its blank nodes are to be found again by a later build.
            path = str(document.path)
            kept[path] = Kept(known[path], writer.copy(*document_lines(document, terms)))
            del document
    sections = [each.section for each in kept.values()]
    stated = sum(section.quads for section in sections)
    engine: Store
    if is_in_memory := stated < _MOST_IN_MEMORY:
        engine = OxigraphStore()
        engine.load_dump(made.dump())
    else:
        made.load_dump()
        engine = made.store
    layer = read_layer(engine, view)
    made.index(search_texts(engine))
    # As lines: so many values take several times as much while the store is made.
    of_layer, number = lines_of(layer.quads())
    counts = {
        "sources": sources,
        "claims": sum(section.claims for section in sections),
        "facts": len(layer.facts),
        "ranges": len(layer.ranges),
        "quads": stated + number,
    }
    del engine, layer
    if is_in_memory:  # all at once: to put two loads in order would cost a quarter more
        give_back(after_subject, fold)
        made.load_dump(parsed(of_layer))
    else:
        made.store.load(parsed(of_layer))
    nameless = undescribed(made.store, {graph.value for graph in made.store.graphs()})
    return made.finish(key, counts, Inputs(kept, by), str(view), nameless)
