"""Map the nodes of the graph to the files and lines where curators wrote them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import Finding
from kg.iris import CORE, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.iris import Prefixes
    from kg.text.turtle.document import Document

Node = ox.NamedNode | ox.BlankNode
_TYPE = RDF + "type"


class _Described:
    """Where each node of some documents is described."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents_of: dict[str, list[Document]] = {}
        self.typed_in: dict[str, Document] = {}
        self.parents: dict[ox.BlankNode, Node] = {}
        self.blank_in: dict[ox.BlankNode, Document] = {}
        self.stated: set[tuple[str, str, str]] = set()
        for document in documents:
            for triple in document.triples:
                self._add(document, triple)

    def _add(self, document: Document, triple: ox.Triple) -> None:
        subject = triple.subject
        if isinstance(triple.object, ox.BlankNode) and not isinstance(subject, ox.Triple):
            self.parents.setdefault(triple.object, subject)
        if isinstance(subject, ox.BlankNode):
            self.blank_in[subject] = document
        if not isinstance(subject, ox.NamedNode):
            return
        name = subject.value
        documents = self.documents_of.setdefault(name, [])
        if document not in documents[-1:]:
            documents.append(document)
        if triple.predicate.value == _TYPE:
            self.typed_in.setdefault(name, document)
        self.stated.add((document.shown, name, triple.predicate.value))


class SourceMap:
    """The files that describe each node. A blank node belongs to the named node that leads to it.

    ``prefixes`` are the short names that findings show. The files are looked through when the first
    place is asked for, since texts without a fault need none.
    """

    def __init__(self, documents: Iterable[Document], prefixes: Prefixes = CORE) -> None:
        self.prefixes = prefixes
        self._documents = tuple(documents)

    @cached_property
    def _described(self) -> _Described:
        return _Described(self._documents)

    def owner(self, node: Node) -> ox.NamedNode | None:
        """The node itself if it is named, else the named node that a blank one belongs to, or None."""
        passed: set[Node] = set()
        while isinstance(node, ox.BlankNode):
            if node in passed or node not in self._described.parents:
                return None
            passed.add(node)
            node = self._described.parents[node]
        return node

    def document(
        self,
        name: str,
        term: str | None = None,
        value: object = None,
        source: str | None = None,
    ) -> Document | None:
        """The file of the source ``source`` that describes the subject ``name`` (both IRIs).

        Else the one that states the property ``term`` of it, with that value: where several do, the
        last, which has added it to what the others say. Else the file that gives the subject a type,
        else the first one that describes it, or None.
        """
        documents = self._described.documents_of.get(name, [])
        for document in documents:
            if document.graph == source:
                return document
        stating = [d for d in documents if term and (d.shown, name, term) in self._described.stated]
        if len(stating) > 1 and value is not None:
            exact = [d for d in stating if _states(d, name, term, value)]
            stating = exact or stating
        if stating:
            return stating[-1]
        return self._described.typed_in.get(name) or (documents[0] if documents else None)

    def finding(
        self,
        rule: tuple[str, str],
        node: Node,
        problem: str,
        remedy: str,
        term: str | None = None,
        *,
        value: object = None,
        source: str | None = None,
    ) -> Finding:
        """A finding of ``rule`` (its id and severity) at a node, or at a term in its block.

        ``value`` of the term, or ``source``, tells which file is at fault where several describe it.
        """
        check, severity = rule
        owner = self.owner(node)
        if owner is None:  # a blank node that nothing leads to: no line can be named
            home = self._described.blank_in.get(node) if isinstance(node, ox.BlankNode) else None
            return Finding(check, severity, home.shown if home else "", 0, "", problem, remedy)
        document = self.document(owner.value, term, value, source)
        file, line = (document.shown, document.line(owner.value, term)) if document else ("", 0)
        return Finding(
            check, severity, file, line, self.prefixes.shorten(owner.value), problem, remedy
        )


def _states(document: Document, name: str, term: str | None, value: object) -> bool:
    """Whether a file gives a property of a named node this value."""
    return any(
        triple.object == value and triple.predicate.value == term
        for triple in document.triples
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value == name
    )
