"""The built-in store: Oxigraph, in memory or in a folder."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import CacheError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from kg.store.base import GraphName, Object, Result, Subject


def damage_met(error: RuntimeError) -> CacheError | None:
    """The CacheError for a damaged block that the engine met on disk; None for any other error."""
    if not str(error).startswith("Corruption"):
        return None
    return CacheError(
        f"the built store is damaged ({str(error).splitlines()[0][:80]}…)",
        None,
        "run the command again: what is damaged is built anew",
    )


class OxigraphStore:
    """A store as ``kg.store.base`` describes it, over one of pyoxigraph's (``engine``)."""

    def __init__(self, engine: ox.Store | None = None) -> None:
        self.engine = ox.Store() if engine is None else engine

    @classmethod
    def make(cls, folder: Path) -> OxigraphStore:
        """A store in a folder, to be written. Raises OSError; one process at a time may do so."""
        return cls(ox.Store(str(folder)))

    @classmethod
    def open(cls, folder: Path) -> OxigraphStore:
        """The store of a folder, to be read only, by any number of processes.

        Raises OSError, ValueError or RuntimeError where it is damaged.
        """
        return cls(ox.Store.read_only(str(folder)))

    def quads(
        self,
        subject: Subject | None = None,
        predicate: ox.NamedNode | None = None,
        object: Object | None = None,  # noqa: A002  # the field's word for it
        graph: GraphName | None = None,
    ) -> Iterator[ox.Quad]:
        return self.engine.quads_for_pattern(subject, predicate, object, graph)

    def graphs(self) -> Iterator[ox.NamedNode | ox.BlankNode]:
        return self.engine.named_graphs()

    def select(self, query: str, *, prefixes: Mapping[str, str], union: bool = True) -> Result:
        return self.engine.query(query, prefixes=dict(prefixes), use_default_graph_as_union=union)

    def __len__(self) -> int:
        return len(self.engine)

    def add(self, quads: Iterable[ox.Quad]) -> None:
        self.engine.extend(quads)

    def load(self, quads: Iterable[ox.Quad]) -> None:
        self.engine.bulk_extend(quads)

    def load_dump(self, dump: bytes) -> None:
        # Lenient: the engine wrote this itself, and checking it again costs a third more.
        self.engine.load(dump, format=ox.RdfFormat.N_QUADS, lenient=True)

    def remove(self, quad: ox.Quad) -> None:
        self.engine.remove(quad)

    def clear(self, graph: ox.NamedNode) -> None:
        self.engine.clear_graph(graph)

    def swap(self, graph: ox.NamedNode, quads: Iterable[ox.Quad]) -> None:
        self.engine.clear_graph(graph)
        self.engine.extend(quads)

    def dump(self, target: Path | IO[bytes]) -> None:
        output = target if hasattr(target, "write") else str(target)
        self.engine.dump(output, format=ox.RdfFormat.N_QUADS)

    def finish(self) -> None:
        self.engine.optimize()
        self.engine.flush()

    def flush(self) -> None:
        """Make what was written safe, and no more."""
        self.engine.flush()
