"""A store as an ``rdflib.Dataset`` whose queries and updates reach no network.

Two engines may answer: Oxigraph, and rdflib's own where a query is given parsed or asks for it. Both
follow SERVICE and LOAD (rdflib also FROM) to any address; here both work in ``kg.store.sandbox``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import oxrdflib
import rdflib

from kg.errors import KgError
from kg.store.guard import refuse_network
from kg.store.sandbox import without_network

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from kg.store.oxigraph import OxigraphStore

Value = TypeVar("Value")


def dataset_of(store: OxigraphStore, *, network: bool) -> rdflib.Dataset:
    """The dataset over a store; its default graph is the union of all graphs.

    Without ``network`` its ``query`` and ``update``, and those of its graphs, raise UsageError or
    KgError for what would fetch; what they answer is read whole before they give it.
    """
    if network:
        return rdflib.Dataset(store=oxrdflib.OxigraphStore(store=store.engine), default_union=True)
    return _OfflineDataset(store=_OfflineStore(store=store.engine), default_union=True)


def _offline(asked: object, call: Callable[[], Value]) -> Value:
    """What a call gives that has no network. ``asked`` is its query or update, as text or parsed."""
    if isinstance(asked, str):
        refuse_network(asked)
    try:
        return without_network(call)
    except OSError as error:
        raise KgError(
            f"the query cannot be answered without network: {error}",
            None,
            "load the other data as a source of its own, or open graph.dataset(network=True)",
        ) from None


def _read(result: Any) -> Any:
    """A result of rdflib's whose rows have been read: it evaluates as they are asked for."""
    if result.type == "SELECT":
        result.bindings = list(result.bindings)
    return result


class _OfflineStore(oxrdflib.OxigraphStore):
    def query(self, query: Any, *others: Any, **named: Any) -> Any:
        ask = super().query
        return _offline(query, lambda: _read(ask(query, *others, **named)))

    def update(self, update: Any, *others: Any, **named: Any) -> None:
        change = super().update
        _offline(update, lambda: change(update, *others, **named))

    def contexts(self, triple: Any = None) -> Generator[rdflib.Graph, None, None]:
        for graph in super().contexts(triple):
            yield _OfflineGraph(store=self, identifier=graph.identifier)


class _OfflineGraph(rdflib.Graph):
    def query(self, query_object: Any, *others: Any, **named: Any) -> Any:
        ask = super().query
        return _offline(query_object, lambda: _read(ask(query_object, *others, **named)))

    def update(self, update_object: Any, *others: Any, **named: Any) -> None:
        change = super().update
        _offline(update_object, lambda: change(update_object, *others, **named))


class _OfflineDataset(_OfflineGraph, rdflib.Dataset):
    def __init__(self, store: _OfflineStore, *, default_union: bool) -> None:
        rdflib.Dataset.__init__(self, store=store, default_union=default_union)
        self._default_context = _OfflineGraph(
            store=store, identifier=self._default_context.identifier
        )

    def get_context(self, identifier: Any, quoted: bool = False, base: str | None = None) -> Any:
        return _OfflineGraph(
            store=self.store,
            identifier=identifier,
            namespace_manager=self.namespace_manager,
            base=base,
        )
