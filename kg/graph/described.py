"""Entities and documents of a store by IRI, each read when it is asked for: for who shows a few of many."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pyoxigraph as ox

from kg.graph.entities import is_document, is_entity, read_document, read_entity
from kg.iris import KGD, RDF

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.graph.entities import Document, Entity
    from kg.graph.labels import Labels
    from kg.store.base import Store

from collections.abc import Mapping

Value = TypeVar("Value")
_TYPE = ox.NamedNode(RDF + "type")


class _Read(Mapping[str, Value]):
    """Values by IRI, read by ``read``, which gives None where there is none; ``every`` lists the IRIs."""

    def __init__(
        self, read: Callable[[str], Value | None], every: Callable[[], Iterator[str]]
    ) -> None:
        self._read, self._every = read, every
        self._known: dict[str, Value | None] = {}

    def __getitem__(self, iri: str) -> Value:
        if iri not in self._known:
            self._known[iri] = self._read(iri)
        value = self._known[iri]
        if value is None:
            raise KeyError(iri)
        return value

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(iri for iri in set(self._every()) if iri in self))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def entities_of(store: Store, label: Labels) -> Mapping[str, Entity]:
    """The entities of a store, and the terms that are things in the world; only the first are listed."""

    def read(iri: str) -> Entity | None:
        return read_entity(store, iri, label) if is_entity(store, iri) else None

    def every() -> Iterator[str]:
        for quad in store.quads(None, _TYPE):
            if isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(KGD):
                yield quad.subject.value

    return _Read(read, every)


def documents_of(store: Store) -> Mapping[str, Document]:
    """The documents of a store."""

    def read(iri: str) -> Document | None:
        return read_document(store, iri) if is_document(iri) else None

    def every() -> Iterator[str]:
        return (
            graph.value
            for graph in store.graphs()
            if isinstance(graph, ox.NamedNode) and is_document(graph.value)
        )

    return _Read(read, every)
