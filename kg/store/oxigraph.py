"""The built-in store: Oxigraph, in memory or in a folder."""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING, Any, TypeVar

import pyoxigraph as ox

from kg.errors import CacheError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kg.store.base import GraphName, Object, Result, Subject

Value = TypeVar("Value")


def damage_met(error: RuntimeError) -> CacheError | None:
    """The CacheError for a damaged block that the engine met on disk; None for any other error."""
    if not str(error).startswith("Corruption"):
        return None
    return CacheError(
        f"the built store is damaged ({str(error).splitlines()[0][:80]}…)",
        None,
        "run the command again: what is damaged is built anew",
    )


_UNKNOWN_FUNCTION = re.compile(r"The custom function <(.*)> is not supported")
_MOST_FUNCTIONS = 50


def _with_unknown_functions(call: Callable[[dict[ox.NamedNode, Any]], Value]) -> Value:
    """What a call gives with functions that nobody knows: each use of one is an error of its expression.

    So SPARQL has it (SPARQL 1.1 Query, section 17.6); the engine would refuse the whole text.
    """
    functions: dict[ox.NamedNode, Any] = {}
    while True:
        try:
            return call(functions)
        except RuntimeError as error:
            unknown = _UNKNOWN_FUNCTION.search(str(error))
            if unknown is None or len(functions) == _MOST_FUNCTIONS:
                raise
            functions[ox.NamedNode(unknown[1])] = lambda *_: None


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

    def evaluate(
        self,
        query: str,
        *,
        prefixes: Mapping[str, str],
        union: bool,
        base: str | None = None,
        dataset: tuple[Sequence[ox.NamedNode], Sequence[ox.NamedNode]] | None = None,
    ) -> Result:
        """``select`` as the SPARQL protocol has it: a base, and a dataset in place of that of the query.

        ``dataset`` are the graphs that make up the default graph, and the named graphs.
        """
        default, named = dataset if dataset is not None else (None, None)
        return _with_unknown_functions(
            lambda functions: self.engine.query(
                query,
                base_iri=base,
                prefixes=dict(prefixes),
                use_default_graph_as_union=union,
                default_graph=None if default is None else list(default),
                named_graphs=None if named is None else list(named),
                custom_functions=functions,
            )
        )

    def update(self, update: str, *, prefixes: Mapping[str, str], base: str | None = None) -> None:
        """Do a SPARQL 1.1 Update. Raises what ``select`` raises, OSError where LOAD fails."""
        _with_unknown_functions(
            lambda functions: self.engine.update(
                update, base_iri=base, prefixes=dict(prefixes), custom_functions=functions
            )
        )

    def has_graph(self, name: ox.NamedNode | ox.BlankNode) -> bool:
        """Whether there is a named graph, be it empty."""
        return self.engine.contains_named_graph(name)

    def replace_graph(
        self, name: ox.NamedNode | ox.DefaultGraph, quads: Iterable[ox.Quad], *, keep: bool = False
    ) -> None:
        """Make a graph of these quads, be there any or none; with ``keep`` in addition to its own."""
        if not keep:
            self.engine.clear_graph(name)
        if isinstance(name, ox.NamedNode):
            self.engine.add_graph(name)
        self.engine.extend(quads)

    def drop_graph(self, name: ox.NamedNode | ox.DefaultGraph) -> None:
        """Take a graph away; the default graph is empty then."""
        if isinstance(name, ox.DefaultGraph):
            self.engine.clear_graph(name)
        else:
            self.engine.remove_graph(name)

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
