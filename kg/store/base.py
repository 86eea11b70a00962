"""The interface of a store of quads: what the program asks of an engine, and no more.

Terms, quads and rows are pyoxigraph's values (``NamedNode``, ``Literal``, ``Quad`` …), whatever the
engine. ``kg.store.oxigraph`` is the one that is built in.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Protocol

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

Subject = ox.NamedNode | ox.BlankNode | ox.Triple
Object = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
GraphName = ox.NamedNode | ox.BlankNode | ox.DefaultGraph
#: The rows of a SELECT, the triples of a CONSTRUCT or DESCRIBE, the truth value of an ASK.
Result = ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean


class Store(Protocol):
    """Quads in named graphs. Reading needs nothing but ``quads``, ``graphs`` and ``select``.

    A store that cannot be written raises OSError from the methods that write.
    """

    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: Object | None = None,  # noqa: A002  # the field's word for it
        graph: GraphName | None = None,
    ) -> Iterator[ox.Quad]:
        """The quads of a pattern, in which None stands for anything, in no order of their own."""

    def graphs(self) -> Iterator[ox.NamedNode | ox.BlankNode]:
        """The names of the graphs that hold quads."""

    def select(self, query: str, *, prefixes: Mapping[str, str], union: bool = True) -> Result:
        """Evaluate SPARQL 1.1; with ``union`` the default graph is the union of all graphs.

        Nothing guards the query here: ``kg.store.sparql`` does. Raises SyntaxError for one that is
        not SPARQL; ValueError and RuntimeError, also while rows are read, where it cannot be answered.
        """

    def __len__(self) -> int:
        """How many quads there are."""

    def add(self, quads: Iterable[ox.Quad]) -> None:
        """Add quads one after the other."""

    def load(self, quads: Iterable[ox.Quad]) -> None:
        """Add many quads at once: faster than ``add``, and not all or nothing."""

    def load_dump(self, dump: bytes) -> None:
        """Add the quads that ``dump`` wrote as N-Quads. Raises SyntaxError where it is none such."""

    def remove(self, quad: ox.Quad) -> None:
        """Take a quad away, if it is there."""

    def clear(self, graph: ox.NamedNode) -> None:
        """Take all quads of a graph away."""

    def swap(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        """Replace all quads of a graph by others, which may stand in other graphs too."""

    def dump(self, target: Path | IO[bytes]) -> None:
        """Write all quads as N-Quads. Raises OSError."""

    def finish(self) -> None:
        """Make what was written safe and quick to read; nothing is written after it."""
