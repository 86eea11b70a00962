"""The graph as RDF: all statements, in a fixed order, with blank nodes named by their content."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.publish.formats._loss import PARTS, Carried, wholly
from kg.text.atomic import write_atomic
from kg.text.turtle.canonical import canonical_quads

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.entities import Holdings
    from kg.graph.snapshot import Snapshot

_STORE = (
    "Literals stand as the store has them: Oxigraph writes 404.0 as 404 and language tags small."
)


# What a terminal may obey and the engine leaves as it is (U+007F to U+009F), in UTF-8. All these
# syntaxes have an escape for it in a string, and it can stand nowhere else.
_STEERING = re.compile(rb"\x7f|\xc2[\x80-\x9f]")


def _escaped(found: re.Match[bytes]) -> bytes:
    return b"\\u%04X" % ord(found[0].decode())


@dataclass(frozen=True, slots=True)
class RdfFormat:
    """A syntax of RDF as an export format; it holds the names of the graphs where it can."""

    syntax: ox.RdfFormat

    def write(self, graph: Snapshot, path: Path) -> None:
        """Write the graph, all of it or nothing. Raises OSError."""
        write_atomic(path, self.render(graph))

    def render(self, graph: Snapshot) -> bytes:
        """The graph in this syntax. The same graph gives the same bytes."""
        statements = quads_of(graph) if self.syntax.supports_datasets else triples_of(graph)
        without_prefixes = self.syntax in (ox.RdfFormat.N_QUADS, ox.RdfFormat.N_TRIPLES)
        prefixes = None if without_prefixes else dict(graph.prefixes)
        text = ox.serialize(statements, format=self.syntax, prefixes=prefixes) or b""
        return _STEERING.sub(_escaped, text)

    def carries(self, _holdings: Holdings) -> Carried:
        """Quads carry everything; triples all but the graphs: which file a statement stands in."""
        if self.syntax.supports_datasets:
            return Carried(wholly(*PARTS), (_STORE,))
        parts = [part for part in PARTS if part != "graphs"]
        return Carried(wholly(*parts), (_STORE, "trig, nq and jsonld keep the graphs as well."))


def quads_of(graph: Snapshot) -> list[ox.Quad]:
    """All statements of the store; two builds of the same text give the same list."""
    return sorted(_canonical(graph), key=lambda quad: (str(quad.graph_name), *_parts(quad)))


def triples_of(graph: Snapshot) -> list[ox.Triple]:
    """The same without the names of the graphs; what stands in several, once."""
    return sorted({quad.triple for quad in _canonical(graph)}, key=_parts)


def _canonical(graph: Snapshot) -> ox.Dataset:
    return canonical_quads(list(graph.store.quads()))


def _parts(statement: ox.Quad | ox.Triple) -> tuple[str, str, str]:
    return str(statement.subject), str(statement.predicate), str(statement.object)
