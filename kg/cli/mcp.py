"""``kg mcp``: the graph for assistants, over the Model Context Protocol."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from kg.cli._data import DataOptions, data_options
from kg.cli._limits import limits_options
from kg.errors import missing
from kg.store.limits import QUERY_LIMITS, Limits

if TYPE_CHECKING:
    from kg.publish.mcp.asking import Asker


@click.command("mcp")
@limits_options(QUERY_LIMITS, "a query")
@data_options
def command(data: DataOptions, limits: Limits) -> None:
    """Let an assistant ask the graph: a server of the Model Context Protocol on stdin and stdout.

    It only reads: search, show, ask, query, estimates, conflicts. Answers name claims with speaker,
    evidence and document, to be cited. A newer build (kg build) is read as soon as it is there.

    \b
    Example, as an assistant's settings name it:
      kg mcp
    """
    try:
        from kg.publish.mcp.server import server
    except ImportError:
        raise missing("mcp", "mcp") from None
    server(_Opened(data, limits), log=bool(os.environ.get("KG_TRACEBACK"))).run()


class _Opened:
    """The graph that the options ask for: opened at once, and again where there is a newer build."""

    def __init__(self, data: DataOptions, limits: Limits) -> None:
        self._data, self._limits = data, limits
        self._open(data)

    def __call__(self) -> Asker:
        from kg.store import cache

        if self._data.store is None:
            build = cache.current(self._graph.layout.cache)
            if build is not None and build.path != self._path:
                # Where the text was broken since, the newest build answers.
                self._open(replace(self._data, stale=True))
        return self._asker

    def _open(self, data: DataOptions) -> None:
        from kg.publish.mcp.asking import Asker
        from kg.store import cache

        self._graph = data.open()
        build = cache.current(self._graph.layout.cache)
        self._path = None if build is None else build.path
        self._asker = Asker(self._graph, self._limits)
