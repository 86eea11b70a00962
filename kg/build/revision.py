"""Bring a build up to date where a few texts were changed: read these alone, and derive what they touch.

A build is a function of the texts, the ontology and the program. A text's own quads
(``kg.build.contents``) need nothing of another text, but for merged entities; so they are kept by
text, and only the changed ones are read. What the fact layer then derives again is
``kg.build.touched``'s to say. Where it cannot be shown that the result is that of a build of all texts,
all are built: after a change of the ontology, the program, the prefixes or the view; where a text
speaks of a term, of another source's claims, or of a merged entity; where something that others
name is no longer described; where the changed text has a fault (then the build of all says which).
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.behind import UncertainError
from kg.build.contents import document_quads, reader_of, undescribed
from kg.build.derive import superclasses
from kg.build.layer_update import RULES, STATES, as_stored, layer_change
from kg.build.merged import INTO, RENAMED
from kg.build.refusals import findings_of_seed
from kg.build.touched import touched
from kg.claims.ontology import read_ontology
from kg.errors import KgError
from kg.iris import DERIVED_GRAPH, KGD, ONTOLOGY_GRAPH, RDF, SRC
from kg.store.cache import open_again, read_section
from kg.store.search_texts import search_texts, texts_of
from kg.store.sections import CHANGES, DUMP, Inputs, Kept, parsed
from kg.text.turtle.document import Document, parse_all, source_iri, with_own_blank_nodes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.claims.claim import Term
    from kg.claims.facts.view import View
    from kg.claims.ontology import Ontology
    from kg.store.cache import Build
    from kg.store.making import Making
    from kg.store.sections import Section
    from kg.text.inputs import InputFile, Surveyed
    from kg.text.layout import Layout

_TYPE = ox.NamedNode(RDF + "type")
#: Of more texts than this part, all are read: that costs less.
_MOST_CHANGED = 0.25
_FEW = 8


@dataclass(frozen=True)
class Revision:
    """What is to be changed in a build: the quads of texts that go and come, as a store has them.

    ``documents`` are the new texts by path, each with its quads and the number of its claims.
    """

    before: Build
    kept: Mapping[str, Kept]
    surveyed: Sequence[Surveyed]
    documents: Mapping[str, tuple[list[ox.Quad], int]]
    gone: frozenset[ox.Quad]
    new: frozenset[ox.Quad]
    graphs: frozenset[str]

    @property
    def nodes(self) -> set[str]:
        """What something else is said of now (IRIs)."""
        quads = (self.gone, self.new)
        return {q.subject.value for s in quads for q in s if isinstance(q.subject, ox.NamedNode)}


def plan(
    layout: Layout, before: Build, inputs: Inputs, surveyed: Sequence[Surveyed]
) -> Revision | None:
    """How a build becomes that of the texts as they are; None where all are to be read.

    ``inputs`` are its texts. Raises DataError where a changed text is no Turtle.
    """
    paths = {text.path for text in surveyed}
    stale = {p: kept for p, kept in inputs.texts.items() if p not in paths}
    fresh: list[InputFile] = []
    for text in surveyed:
        kept = inputs.texts.get(text.path)
        if kept is None or kept.known.sha256 != text.known.sha256:
            if text.data is None:
                return None
            fresh.append(text.file)
            if kept is not None:
                stale[text.path] = kept
    if inputs.by != reader_of(layout) or not _are_few(inputs, stale, fresh):
        return None
    own = [Path(path) for path in stale] + [file.path for file in fresh]
    if not all(layout.is_seed(path) and layout.is_own(path) for path in own):
        return None
    stems = {_stem(path) for path in inputs.texts if path not in stale}
    names = [file.path.stem for file in fresh]
    if len(set(names)) < len(names) or not stems.isdisjoint(names):
        return None
    graphs = {file.path: source_iri(file.path.stem) for file in fresh}
    documents = [with_own_blank_nodes(d) for d in parse_all(fresh, graphs, layout.prefixes)]
    return _Plan(layout, before, inputs, surveyed, stale, documents).revision()


def _are_few(inputs: Inputs, stale: Mapping[str, Kept], fresh: Sequence[InputFile]) -> bool:
    """Whether so few texts were changed, now and since all were read, that reading these costs less."""
    changed = len(stale.keys() | {str(file.path) for file in fresh})
    changed += sum(kept.section.file == CHANGES for kept in inputs.texts.values())
    return bool(inputs.texts) and changed <= max(_FEW, _MOST_CHANGED * len(inputs.texts))


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".ttl")


class _Plan:
    """The changed texts of a build beside its store, in which the others are looked up."""

    def __init__(
        self,
        layout: Layout,
        before: Build,
        inputs: Inputs,
        surveyed: Sequence[Surveyed],
        stale: Mapping[str, Kept],
        documents: Sequence[Document],
    ) -> None:
        self._layout, self._before, self._inputs = layout, before, inputs
        self._surveyed, self._stale, self._documents = surveyed, stale, documents
        self._store = open_again(before)
        self._graphs = {source_iri(_stem(path)) for path in stale}
        self._graphs |= {document.graph for document in documents}
        self._terms = self._ontology()

    def _ontology(self) -> Ontology:
        lines = (
            read_section(self._before, kept.section)
            for path, kept in self._inputs.texts.items()
            if not self._layout.is_seed(path)
        )
        quads = parsed(b"".join(lines))
        triples = [q.triple for q in quads if q.graph_name == ox.NamedNode(ONTOLOGY_GRAPH)]
        return read_ontology(triples, self._layout.prefixes)

    def revision(self) -> Revision | None:
        """The change; None where it may do more than to add and take away what its texts say."""
        old_quads = [
            quad
            for kept in self._stale.values()
            for quad in parsed(read_section(self._before, kept.section))
        ]
        news = {str(d.path): document_quads(d, self._terms) for d in self._documents}
        old, new = as_stored(old_quads), as_stored(q for quads, _ in news.values() for q in quads)
        stated = [q for s in (old, new) for q in s if _graph(q) in self._graphs]
        if not all(map(self._is_of_its_own, stated)) or self._touches_merged(stated):
            return None
        described = _Described(self, {q.subject for q in new if _graph(q) in self._graphs})
        if any(findings_of_seed(d, self._terms, described) for d in self._documents):
            return None
        nodes = {q.subject for q in stated if isinstance(q.subject, ox.NamedNode)}
        if any(self._is_missed(node) for node in nodes if not described.has(node)):
            return None
        if any(self._is_spoken_of(node) for node in nodes if node.value.startswith(SRC)):
            return None
        gone = frozenset(q for q in old - new if not self._is_derived_elsewhere(q))
        return Revision(
            self._before,
            self._inputs.texts,
            self._surveyed,
            news,
            gone,
            new - old,
            frozenset(self._graphs),
        )

    def _is_of_its_own(self, quad: ox.Quad) -> bool:
        """Whether a quad says something of the source itself, its claims or an entity, and no rule."""
        subject, graph = quad.subject, _graph(quad)
        if quad.predicate.value in RULES:
            return False
        if quad.predicate == _TYPE and getattr(quad.object, "value", "") == STATES:
            return False
        if not isinstance(subject, ox.NamedNode):
            return True
        is_own = subject.value == graph or subject.value.startswith(f"{graph}/")
        if quad.predicate == _TYPE and not is_own:
            kind = getattr(quad.object, "value", "")
            if kind in self._terms.claim_classes:
                return False  # a claim under the name of an entity
        return is_own or subject.value.startswith(KGD)

    def _touches_merged(self, stated: Iterable[ox.Quad]) -> bool:
        """Whether a merged entity is spoken of, or merged, or the one that it was merged into."""
        merged: set[Term] = set()
        for name in (INTO, RENAMED):
            for quad in self._store.quads(None, ox.NamedNode(name)):
                merged |= {quad.subject, quad.object}
        return any(
            quad.predicate.value in (INTO, RENAMED)
            or quad.subject in merged
            or quad.object in merged
            for quad in stated
        )

    def _elsewhere(self, subject: Term | None, value: Term | None = None) -> Iterator[ox.Quad]:
        """What texts that were not changed say of a node, or with it."""
        for quad in self._store.quads(subject, None, value):  # type: ignore[arg-type]
            if self.is_elsewhere(quad):
                yield quad

    def is_elsewhere(self, quad: ox.Quad) -> bool:
        """Whether a text says it that was not changed."""
        graph = _graph(quad)
        return (graph.startswith(SRC) or graph == ONTOLOGY_GRAPH) and graph not in self._graphs

    def is_described_elsewhere(self, node: ox.NamedNode) -> bool:
        """Whether a text that was not changed describes a node."""
        return next(self._elsewhere(node), None) is not None

    def _is_missed(self, node: ox.NamedNode) -> bool:
        """Whether a text that was not changed names a node."""
        return next(self._elsewhere(None, node), None) is not None

    def _is_spoken_of(self, node: ox.NamedNode) -> bool:
        """Whether a text that was not changed says something of a claim or source of a changed one."""
        return next(self._elsewhere(node), None) is not None

    def _is_derived_elsewhere(self, quad: ox.Quad) -> bool:
        """Whether a derived quad follows from what another text says of an entity, too."""
        if _graph(quad) != DERIVED_GRAPH or not isinstance(quad.subject, ox.NamedNode):
            return False
        if not quad.subject.value.startswith(KGD):
            return False
        return any(
            self.is_elsewhere(other)
            and isinstance(other.object, ox.NamedNode)
            and _graph(other) != ONTOLOGY_GRAPH
            and getattr(quad.object, "value", "") in superclasses(other.object.value, self._terms)
            for other in self._store.quads(quad.subject, _TYPE)
        )


class _Described:
    """What the texts describe: the changed ones, or others."""

    def __init__(self, texts: _Plan, own: set[Term]) -> None:
        self._texts, self._own = texts, own

    def has(self, node: ox.NamedNode) -> bool:
        return node in self._own or self._texts.is_described_elsewhere(node)

    def __contains__(self, iri: object) -> bool:
        return isinstance(iri, str) and self.has(ox.NamedNode(iri))

    def __len__(self) -> int:
        return len(self._own)

    def __iter__(self) -> Iterator[str]:  # those of the changed texts, to say what is spelt alike
        return (node.value for node in self._own if isinstance(node, ox.NamedNode))


def _graph(quad: ox.Quad) -> str:
    return getattr(quad.graph_name, "value", "")


def revise(made: Making, revision: Revision, key: str, inputs_by: str, view: View) -> Build | None:
    """Make a build of the one before and what was changed; None where all is to be derived again.

    Raises OSError.
    """
    try:
        made.take_over()
    except OSError:
        return None  # a file system that gives no second names
    before = open_again(revision.before)
    store = made.store
    for quad in revision.gone:
        store.remove(quad)
    store.add(revision.new)
    try:
        change = layer_change(store, view, touched(before, store, revision.nodes))
    except (UncertainError, KgError):
        return None
    for quad in change.gone:
        store.remove(quad)
    store.add(change.new)
    named = [ox.NamedNode(node) for node in revision.nodes]
    old, new = texts_of(before, named), texts_of(store, named)
    made.update_index(old - new, new - old, lambda: search_texts(store))
    texts = _write_sections(made, revision)
    counts = dict(revision.before.counts)
    sections = [kept.section for kept in texts.values()]
    counts["sources"] += len(texts) - len(revision.kept)
    counts["claims"] = sum(section.claims for section in sections)
    counts["facts"] += change.facts
    counts["ranges"] += change.ranges
    before_quads = sum(kept.section.quads for kept in revision.kept.values())
    counts["quads"] += sum(section.quads for section in sections) - before_quads
    counts["quads"] += len(change.new) - len(change.gone)
    # What the others are, no changed text says.
    nameless = undescribed(store, {*revision.before.undescribed, *revision.graphs})
    return made.finish(key, counts, Inputs(texts, inputs_by), str(view), nameless)


def _write_sections(made: Making, revision: Revision) -> dict[str, Kept]:
    """Write the quads of the texts that have changed since all were read; gives where each text's are."""
    texts: dict[str, Kept] = {}
    with made.sections(CHANGES) as writer:
        for text in revision.surveyed:
            section: Section
            if text.path in revision.documents:
                section = writer.write(*revision.documents[text.path])
            else:
                section = revision.kept[text.path].section
                if section.file != DUMP:
                    lines = read_section(revision.before, section)
                    section = writer.copy(lines, section.quads, section.claims)
            texts[text.path] = Kept(text.known, section)
    return texts
