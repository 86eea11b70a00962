"""What independence needs of the claims of a store, looked up claim by claim."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.independence import Testimony
from kg.iris import DCTERMS, KG, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store.base import Store

_SOURCE, _SPEAKER, _DERIVED = (
    ox.NamedNode(KG + name) for name in ("source", "attributedTo", "derivedFrom")
)
_OWNERS = (ox.NamedNode(DCTERMS + "creator"), ox.NamedNode(DCTERMS + "publisher"))
_NAMES = (ox.NamedNode(RDFS + "label"), ox.NamedNode(SKOS + "altLabel"))


class StoredTestimonies(Mapping[str, Testimony]):
    """What independence needs of each claim of a store, read when it is first asked for and then remembered."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[str, Testimony | None] = {}
        self._names: dict[str, frozenset[str]] = {}
        self._owners: dict[str, frozenset[str]] = {}

    def __getitem__(self, iri: str) -> Testimony:
        if iri not in self._known:
            self._known[iri] = self._read(iri)
        testimony = self._known[iri]
        if testimony is None:
            raise KeyError(iri)
        return testimony

    def __iter__(self) -> Iterator[str]:
        subjects = (quad.subject for quad in self._store.quads(None, _SPEAKER))
        return iter(sorted({node.value for node in subjects if isinstance(node, ox.NamedNode)}))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def of_document(self, iri: str) -> Iterator[Testimony]:
        """The testimonies of the claims of one document."""
        for quad in self._store.quads(None, _SOURCE, ox.NamedNode(iri)):
            node = quad.subject
            if isinstance(node, ox.NamedNode) and (testimony := self.get(node.value)) is not None:
                yield testimony

    def _read(self, iri: str) -> Testimony | None:
        node = ox.NamedNode(iri)
        speaker = self._texts(node, _SPEAKER)
        if not speaker:
            return None
        source = next(iter(self._texts(node, _SOURCE)), "")
        return Testimony(
            iri,
            source,
            speaker[-1],
            own_voice=not self._names_of(speaker[-1]).isdisjoint(self._owners_of(source)),
            derived_from=tuple(sorted(self._texts(node, _DERIVED))),
        )

    def _names_of(self, speaker: str) -> frozenset[str]:
        """The labels and aliases of a speaker; the IRI itself where there is none."""
        if speaker not in self._names:
            names = self._texts_of_all(speaker, _NAMES)
            self._names[speaker] = frozenset(names or (speaker,))
        return self._names[speaker]

    def _owners_of(self, source: str) -> frozenset[str]:
        """Who wrote or published a document, by name."""
        if source not in self._owners:
            self._owners[source] = frozenset(self._texts_of_all(source, _OWNERS))
        return self._owners[source]

    def _texts_of_all(self, iri: str, predicates: tuple[ox.NamedNode, ...]) -> list[str]:
        if "://" not in iri:
            return []
        node = ox.NamedNode(iri)
        return [text for predicate in predicates for text in self._texts(node, predicate)]

    def _texts(self, node: ox.NamedNode, predicate: ox.NamedNode) -> list[str]:
        values = (quad.object for quad in self._store.quads(node, predicate))
        return list(
            dict.fromkeys(value.value for value in values if not isinstance(value, ox.Triple))
        )
