"""What a change of few texts can alter the findings of: nodes, found outward from it in the store of a build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.merged import INTO, RENAMED
from kg.iris import CURRENT_VIEW, DERIVED_GRAPH, KG, ONTOLOGY_GRAPH, RDFS, SKOS, SRC
from kg.store.oxigraph import OxigraphStore
from kg.text.turtle.document import iris_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.store.base import Store
    from kg.text.turtle.document import Document

#: So many nodes are looked at one by one; of more, all are.
_MOST = 5_000
_NAMES = tuple(map(ox.NamedNode, (RDFS + "label", SKOS + "altLabel")))
_DERIVED, _FACTS = ox.NamedNode(DERIVED_GRAPH), ox.NamedNode(CURRENT_VIEW)


class TooMuchError(Exception):
    """A change may alter more than is worth to look at alone."""


class Change:
    """How some texts were changed: by their path, as they were and as they are (None: not there)."""

    def __init__(
        self, old: Mapping[str, Document | None], new: Mapping[str, Document | None]
    ) -> None:
        self.nodes: set[str] = set()  # what they describe, or did (IRIs)
        self.other: set[str] = set()  # that of which they say something else now
        self.named: set[str] = set()  # all IRIs that stand in them, or did
        for path in old.keys() | new.keys():
            before, after = _described(old.get(path)), _described(new.get(path))
            self.nodes |= before.keys() | after.keys()
            self.other |= {
                node for node in before.keys() | after.keys() if before.get(node) != after.get(node)
            }
            for document in (old.get(path), new.get(path)):
                if document is not None:
                    self.named.update(iri for t in document.triples for iri in iris_of(t))


def _described(document: Document | None) -> dict[str, frozenset[tuple[str, str]]]:
    """By named node what a document says of it, whatever its blank nodes are called."""
    if document is None:
        return {}
    said: dict[object, list[ox.Triple]] = {}
    for triple in document.triples:
        said.setdefault(triple.subject, []).append(triple)

    def words(term: object, around: tuple[object, ...] = ()) -> str:
        if not isinstance(term, ox.BlankNode):
            return str(term)
        if term in around:
            return "_:"
        inner = (f"{t.predicate} {words(t.object, (*around, term))}" for t in said.get(term, ()))
        return f"[{'; '.join(sorted(inner))}]"

    return {
        node.value: frozenset((t.predicate.value, words(t.object)) for t in triples)
        for node, triples in said.items()
        if isinstance(node, ox.NamedNode)
    }


class Around:
    """What lies around some nodes in a built store: what they lead to, and what leads to them."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def owner(self, node: object) -> str | None:
        """The IRI of a named node, or of the one that a blank node belongs to; None where there is none."""
        passed = set()
        while isinstance(node, ox.BlankNode):
            if node in passed:
                return None
            passed.add(node)
            leading = (q for q in self._store.quads(None, None, node) if _is_text(q))
            found = next(leading, None)
            node = None if found is None else found.subject
        return node.value if isinstance(node, ox.NamedNode) else None

    def leading_to(self, nodes: Iterable[str]) -> set[str]:
        """The nodes themselves, and all whose description leads to one of them, at any distance."""
        found, left = set(nodes), list(nodes)
        while left:
            for quad in self._store.quads(None, None, ox.NamedNode(left.pop())):
                if not _is_text(quad):
                    continue
                owner = self.owner(quad.subject)
                if owner is None:
                    raise TooMuchError  # a node that nothing leads to
                if owner not in found:
                    found.add(owner)
                    left.append(owner)
            _bound(found)
        return found

    def reached_from(self, nodes: Iterable[str]) -> tuple[set[str], list[ox.Quad]]:
        """What texts describe of the nodes and of all that they lead to: these nodes, and the quads.

        A graph that holds some of it is one of these nodes, since it is the source itself.
        """
        found, left = set(nodes), [*nodes]
        quads: list[ox.Quad] = []
        while left:
            node = left.pop()
            for quad in self._said_of(ox.NamedNode(node)):
                quads.append(quad)
                led_to = [quad.object, *([quad.graph_name] if _is_text(quad) else [])]
                for other in led_to:
                    if isinstance(other, ox.NamedNode) and other.value not in found:
                        found.add(other.value)
                        left.append(other.value)
            _bound(found)
        return found, quads

    def _said_of(self, node: ox.NamedNode | ox.BlankNode) -> Iterator[ox.Quad]:
        """What texts state of a node, with the blank nodes below it, and what was derived from each."""
        passed: set[object] = set()
        left: list[ox.NamedNode | ox.BlankNode] = [node]
        while left:
            one = left.pop()
            passed.add(one)
            for quad in self._store.quads(one):
                if _is_text(quad) or quad.graph_name == _DERIVED:
                    yield quad
                    if isinstance(quad.object, ox.BlankNode) and quad.object not in passed:
                        left.append(quad.object)

    def documents(self, node: str) -> set[str]:
        """The graphs (IRIs) of texts that describe a named node, the ontology's too."""
        graphs = {q.graph_name for q in self._store.quads(ox.NamedNode(node))}
        names = {graph.value for graph in graphs if isinstance(graph, ox.NamedNode)}
        return {name for name in names if name.startswith(SRC) or name == ONTOLOGY_GRAPH}

    def claims_of(self, sources: Iterable[str]) -> set[str]:
        """The claims of some sources (IRIs)."""
        source = ox.NamedNode(KG + "source")
        return {
            quad.subject.value
            for graph in sources
            for quad in self._store.quads(None, source, ox.NamedNode(graph))
            if isinstance(quad.subject, ox.NamedNode)
        }

    def names(self) -> Iterator[tuple[str, str]]:
        """All names that texts give, whatever the case of their letters, each with its node (IRI)."""
        for name in _NAMES:
            yield from _names_in(q for q in self._store.quads(None, name) if q.graph_name != _FACTS)

    def derived_names(self) -> Iterator[tuple[str, str]]:
        """The names that are facts, as ``names`` gives them: they come and go with any claim."""
        for name in _NAMES:
            yield from _names_in(self._store.quads(None, name, None, _FACTS))

    def names_of(self, nodes: Iterable[str]) -> set[tuple[str, str]]:
        """Those of ``names`` that some nodes have."""
        return {
            named
            for node in nodes
            for name in _NAMES
            for named in _names_in(
                q for q in self._store.quads(ox.NamedNode(node), name) if q.graph_name != _FACTS
            )
        }

    def merged(self) -> set[str]:
        """The entities that were merged or renamed, and those that they became."""
        return {
            term.value
            for name in (INTO, RENAMED)
            for quad in self._store.quads(None, ox.NamedNode(name))
            for term in (quad.subject, quad.object)
            if isinstance(term, ox.NamedNode)
        }

    def part(self, quads: Iterable[ox.Quad]) -> Store:
        """A store in memory with the ontology and some quads."""
        store = OxigraphStore()
        store.load(self._store.quads(None, None, None, ox.NamedNode(ONTOLOGY_GRAPH)))
        store.load(quads)
        return store


def _names_in(quads: Iterable[ox.Quad]) -> Iterator[tuple[str, str]]:
    for quad in quads:
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.Literal):
            yield quad.object.value.lower().casefold(), quad.subject.value


def _is_text(quad: ox.Quad) -> bool:
    """Whether a source states it."""
    return isinstance(quad.graph_name, ox.NamedNode) and quad.graph_name.value.startswith(SRC)


def _bound(found: set[str]) -> None:
    if len(found) > _MOST:
        raise TooMuchError
