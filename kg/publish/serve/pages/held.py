"""What a worker holds to make pages of: the graph of its store, what is read of it once, and the templates.

A keeper prepares it before it forks, so that no worker's first page is slow.
"""

from __future__ import annotations

from collections import OrderedDict
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.build.facts import stored_view
from kg.claims.facts.view import View
from kg.claims.scope import Scope
from kg.graph.labels import NamesIn
from kg.graph.snapshot import Snapshot
from kg.iris import KG
from kg.publish.serve.pages.frame import TEMPLATES, ServerFrame
from kg.publish.site.rendering import Renderer
from kg.publish.site.sheets import Sheets
from kg.store import cache
from kg.store.checksums import INDEX
from kg.store.search_index import SearchIndex

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.publish.serve.settings import Settings
    from kg.publish.serve.wire import Message
    from kg.store.base import Store

#: Claims up to which the whole graph is one picture, and all that contradicts one page.
FEW = 2_000
_LANGUAGES = 3  # of which labels are held at a time


class Held(NamedTuple):
    """A graph with labels in one language, its sheets, and what renders them; ``few``: it is small."""

    graph: Snapshot
    sheets: Sheets
    renderer: Renderer
    few: bool

    def frame(self, asked: Message, settings: Settings) -> ServerFrame:
        """The frame of the page that a message asks for."""
        return ServerFrame(
            settings,
            scope_of(asked),
            asked["lang"],
            asked["path"],
            self.sheets.terms,
            [(name, value) for name, value in asked["others"]],
            fits=self.few,
        )


#: The store that is asked now, and what is held of it, by the language of labels.
_held: list[tuple[Store, OrderedDict[str, Held]]] = []


def held(store: Store, asked: Message, settings: Settings) -> Held:
    """What pages of a store are made of; ``asked`` names its build, the scope and the language."""
    if not _held or _held[0][0] is not store:
        _held[:] = [(store, OrderedDict())]
    by_language = _held[0][1]
    if (known := by_language.get(asked["lang"])) is None:
        known = by_language[asked["lang"]] = _made(store, asked, settings)
        while len(by_language) > _LANGUAGES:
            by_language.popitem(last=False)
    by_language.move_to_end(asked["lang"])
    return known


def prepare(store: Store, build: str, scope: Scope, settings: Settings) -> None:
    """Read once what every page needs, in the process whose forks will make them."""
    asked = {"lang": "en", "build": build, "scope": list(scope)}
    graph = held(store, asked, settings).graph
    _ = graph.rules, graph.links, graph.relations, graph.overtaken, graph.basis


def _made(store: Store, asked: Message, settings: Settings) -> Held:
    graph = Snapshot(
        store,
        settings.layout,
        scope_of(asked),
        str(stored_view(store) or View()),
        asked["build"],
        index=_index_of(asked["build"], settings) if scope_of(asked).is_whole else None,
    )
    graph.__dict__["labels"] = NamesIn(store, asked["lang"])  # before anything asks for it
    claims = store.quads(None, ox.NamedNode(KG + "source"))
    few = sum(1 for _ in islice(claims, FEW + 1)) <= FEW
    sheets = Sheets(graph, whole=False)
    own_top = ""
    if (workspace := sheets.workspace) is not None:
        own_top = (
            ServerFrame(settings).link(workspace.namespace + "x").removesuffix("x").lstrip("/")
        )
    return Held(graph, sheets, Renderer(sheets, [TEMPLATES], own_top=own_top), few)


def _index_of(build: str, settings: Settings) -> Callable[[], SearchIndex] | None:
    """What opens the index of words of a build; None where it is of none, or of one that is gone."""
    if settings.remote is not None or settings.scratch is not None:
        return None
    with suppress(OSError):
        known = cache.current(settings.layout.cache)
        if known is not None and known.key == build:
            return lambda: SearchIndex(known.path / INDEX)
    return None


def scope_of(asked: Message) -> Scope:
    """The scope that a message names."""
    scope = Scope(*asked["scope"])
    return scope._replace(sources=tuple(scope.sources), without=tuple(scope.without))
