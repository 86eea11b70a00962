"""The label of anything in a graph, and the title of a document, by one rule of languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.labels import preferred_label
from kg.iris import DCTERMS, RDFS, SKOS, local_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store.base import Store

_ALIAS = ox.NamedNode(SKOS + "altLabel")
_LABEL, _TITLE = ox.NamedNode(RDFS + "label"), ox.NamedNode(DCTERMS + "title")


class Labels(Mapping[str, str]):
    """The labels of a store by IRI, each looked up when it is first asked for and then remembered.

    ``language`` is the tag of the language that the reader asks for; where a thing has no label in
    it, ``kg.claims.labels`` says which is taken.
    """

    def __init__(self, store: Store, language: str = "en") -> None:
        self._store = store
        self._language = language
        self._known: dict[str, str | None] = {}

    def stated(self, iri: str) -> str | None:
        """The label or title of an IRI; None where it has none, or where the text is no IRI."""
        if iri not in self._known:
            self._known[iri] = self._read(iri)
        return self._known[iri]

    def __getitem__(self, iri: str) -> str:
        label = self.stated(iri)
        if label is None:
            raise KeyError(iri)
        return label

    def __iter__(self) -> Iterator[str]:
        """Everything that has a label."""
        labelled = (
            quad.subject.value
            for predicate in (_LABEL, _TITLE)
            for quad in self._store.quads(None, predicate)
            if isinstance(quad.subject, ox.NamedNode)
        )
        return iter(sorted({iri for iri in labelled if self.stated(iri) is not None}))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def __call__(self, iri: str) -> str:
        """``stated``, else the last part of the IRI; a text that is no IRI is its own label."""
        return self.stated(iri) or (local_name(iri) if "://" in iri else iri)

    def _read(self, iri: str) -> str | None:
        if "://" not in iri:
            return None
        try:
            node = ox.NamedNode(iri)
        except ValueError:  # a literal may hold an address that is no IRI
            return None
        return preferred_label(
            (
                (quad.object.value, quad.object.language)
                for predicate in (_LABEL, _TITLE)
                for quad in self._store.quads(node, predicate)
                if isinstance(quad.object, ox.Literal)
            ),
            self._language,
        )


class NamesIn(Labels):
    """As ``Labels``; what has no label in the asked language is called by an alias in it, if it has one.

    For who reads that language: 조선민주주의인민공화국 is an alias, as the label is English.
    """

    def _read(self, iri: str) -> str | None:
        label = super()._read(iri)
        if label is None or self._language == "en":
            return label
        node, asked = ox.NamedNode(iri), self._language.lower()
        for predicate in (_LABEL, _TITLE, _ALIAS):
            own = sorted(
                quad.object.value
                for quad in self._store.quads(node, predicate)
                if isinstance(quad.object, ox.Literal)
                and (quad.object.language or "").lower() == asked
            )
            if own:
                return own[0]
        return label
