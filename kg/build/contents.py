"""What one text gives a store: the quads that it states, and those that follow from it alone."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.derive import claim_quads, entity_quads
from kg.claims.claim import read_claims
from kg.iris import ONTOLOGY_GRAPH, RDF, SRC
from kg.text.inputs import program

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.claims.ontology import Ontology
    from kg.store.base import Store
    from kg.text.layout import Layout
    from kg.text.turtle.document import Document

_TYPE = ox.NamedNode(RDF + "type")


def document_quads(document: Document, terms: Ontology) -> tuple[list[ox.Quad], int]:
    """The quads of one text, as it states them and as they are derived; and the number of its claims.

    Needs nothing of any other source. Where entities were merged, the document is one of
    ``with_merges``. Of a text of the ontology nothing is derived.
    """
    quads = list(_stated_quads(document))
    if document.graph == ONTOLOGY_GRAPH:
        return quads, 0
    claims = read_claims(document.triples, document.graph, terms)
    quads += claim_quads(claims, document.triples, document.graph, terms)
    quads += entity_quads(document.triples, terms)
    return quads, len(claims)


def _stated_quads(document: Document) -> Iterator[ox.Quad]:
    """What a document states, in its graph."""
    graph = ox.NamedNode(document.graph)
    for triple in document.triples:
        yield ox.Quad(triple.subject, triple.predicate, triple.object, graph)


def undescribed(store: Store, graphs: Iterable[str]) -> tuple[str, ...]:
    """Those of some graphs (IRIs) that are sources which hold something, and of which nothing says what they are."""
    return tuple(
        sorted(
            name
            for name in graphs
            if name.startswith(SRC)
            if (graph := ox.NamedNode(name))
            if next(iter(store.quads(graph, _TYPE)), None) is None
            if next(iter(store.quads(None, None, None, graph)), None) is not None
        )
    )


def reader_of(layout: Layout) -> str:
    """By what texts are read, beside the ontology: a hash (hex) of the program and the prefixes."""
    by = f"{program()}\n{layout.prefixes!r}\n{layout.workspace!r}"
    return hashlib.sha256(by.encode("utf-8", "backslashreplace")).hexdigest()
