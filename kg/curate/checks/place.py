"""From a node of the graph to the file and line where a curator wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import Finding
from kg.iris import RDF, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.text.turtle.document import Document

Node = ox.NamedNode | ox.BlankNode
_TYPE = RDF + "type"


class Places:
    """Which file describes a node; a blank node stands at the named one that leads to it."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._holders: dict[str, list[Document]] = {}
        self._typed: dict[str, Document] = {}
        self._owners: dict[ox.BlankNode, Node] = {}
        self._blank: dict[ox.BlankNode, Document] = {}
        self._said: set[tuple[str, str, str]] = set()
        for document in documents:
            for triple in document.triples:
                self._note(document, triple)

    def _note(self, document: Document, triple: ox.Triple) -> None:
        subject = triple.subject
        if isinstance(triple.object, ox.BlankNode) and not isinstance(subject, ox.Triple):
            self._owners.setdefault(triple.object, subject)
        if isinstance(subject, ox.BlankNode):
            self._blank[subject] = document
        if not isinstance(subject, ox.NamedNode):
            return
        name = subject.value
        holders = self._holders.setdefault(name, [])
        if document not in holders[-1:]:
            holders.append(document)
        if triple.predicate.value == _TYPE:
            self._typed.setdefault(name, document)
        self._said.add((document.shown, name, triple.predicate.value))

    def owner(self, node: Node) -> ox.NamedNode | None:
        """The named node of which a blank one is a part; None where there is none."""
        seen: set[Node] = set()
        while isinstance(node, ox.BlankNode):
            if node in seen or node not in self._owners:
                return None
            seen.add(node)
            node = self._owners[node]
        return node

    def document(self, name: str, term: str | None = None) -> Document | None:
        """The file that says ``term`` of the subject, else the one that gives it a type."""
        holders = self._holders.get(name, [])
        for document in holders:
            if term is not None and (document.shown, name, term) in self._said:
                return document
        return self._typed.get(name) or (holders[0] if holders else None)

    def finding(
        self,
        rule: tuple[str, str],
        node: Node,
        problem: str,
        remedy: str,
        term: str | None = None,
    ) -> Finding:
        """A finding of ``rule`` (its id and severity) at a node, or at a term in its block."""
        check, severity = rule
        owner = self.owner(node)
        if owner is None:  # a blank node that nothing leads to: no line can be named
            home = self._blank.get(node) if isinstance(node, ox.BlankNode) else None
            return Finding(check, severity, home.shown if home else "", 0, "", problem, remedy)
        document = self.document(owner.value, term)
        file, line = (document.shown, document.line(owner.value, term)) if document else ("", 0)
        return Finding(check, severity, file, line, shorten(owner.value), problem, remedy)
