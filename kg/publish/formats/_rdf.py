"""The graph as RDF: all statements, in a fixed order, with blank nodes named by their content."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.iris import PREFIXES
from kg.publish.formats._loss import PARTS, Carried, wholly

if TYPE_CHECKING:
    from kg.graph.snapshot import Snapshot

_STORE = (
    "Literals stand as the store has them: Oxigraph writes 404.0 as 404 and language tags small."
)


def quads_of(graph: Snapshot) -> list[ox.Quad]:
    """All statements of the store; two builds of the same text give the same list."""
    found = ox.Dataset(graph.store.quads())
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted(found, key=lambda quad: (str(quad.graph_name), *_parts(quad)))


def triples_of(graph: Snapshot) -> list[ox.Triple]:
    """The same without the names of the graphs; what stands in several, once."""
    triples = {ox.Triple(q.subject, q.predicate, q.object) for q in quads_of(graph)}
    return sorted(triples, key=_parts)


def serialized(statements: list[ox.Quad] | list[ox.Triple], form: ox.RdfFormat) -> bytes:
    """Statements in a format of RDF."""
    prefixes = None if form in (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES) else PREFIXES
    return ox.serialize(statements, format=form, prefixes=prefixes) or b""


def with_graphs() -> Carried:
    """Quads carry everything."""
    return Carried(wholly(*PARTS), (_STORE,))


def without_graphs() -> Carried:
    """Triples carry everything but the graphs: which file a statement stands in."""
    parts = [part for part in PARTS if part != "graphs"]
    return Carried(wholly(*parts), (_STORE, "trig, nq and jsonld keep the graphs as well."))


def _parts(statement: ox.Quad | ox.Triple) -> tuple[str, str, str]:
    return str(statement.subject), str(statement.predicate), str(statement.object)
