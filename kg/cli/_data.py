"""The options of every command that reads claims, and how they open the graph.

An option for all these commands is a field of ``DataOptions`` and a row of ``_OPTIONS``. What the
graph must know of it is a field of ``kg.claims.scope.Scope``, which goes from here to the ``Snapshot``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Concatenate

import click

from kg.cli._output import notify, stale_option, workspace_option
from kg.cli._values import Others, with_options
from kg.errors import UsageError
from kg.iris import KG

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.api import Graph
    from kg.claims.scope import Scope
    from kg.text.layout import Layout
    from kg.text.store_settings import Addresses


@dataclass(frozen=True, slots=True)
class DataOptions:
    """What to read, as it was typed: None, or an empty tuple, where an option was not given."""

    #: EDTF dates: of valid time, and of publication.
    as_of: str | None
    known_at: str | None
    #: Names of sources; none: all.
    sources: tuple[str, ...]
    #: The rule by which facts are chosen from claims; None: that of the build.
    view: str | None
    #: The folder of a workspace; None: the one around the current folder, else the core.
    workspace: str | None
    #: Whether an old build answers where the text cannot be built.
    stale: bool
    #: Whether only claims count that are marked as stated by their text.
    stated_only: bool = False
    #: The address of a SPARQL server that holds a built graph; None: the build of the text.
    store: str | None = None

    @property
    def scope(self) -> Scope:
        """What of the graph they ask for."""
        from kg.claims.scope import Scope

        return Scope(
            self.as_of, self.known_at, self.sources, self.view, stated_only=self.stated_only
        )

    def open(self) -> Graph:
        """The graph that these options ask for, built first where its text has changed.

        The person is told of a build. Raises DataError where the text cannot be built, KgError
        where there is no such workspace, source or view, or a date cannot be read.
        """
        return self.prepare()()

    def prepare(self) -> Callable[[], Graph]:
        """Build the graph where its text has changed; gives the function that opens it.

        For commands that open the graph under a time limit, which a build shall not use up. Both
        steps raise as ``open`` does.
        """
        from kg import api
        from kg.text.layout import find_layout

        layout = find_layout(self.workspace)
        if self.store is not None:
            return lambda: self._of_server(layout)
        build = api.ensure_built(layout, stale=self.stale, notify=notify)

        def opened() -> Graph:
            return api.open_built(layout, build, self.scope, notify)

        return opened

    def _of_server(self, layout: Layout) -> Graph:
        from kg import api
        from kg.store.remote import RemoteStore

        store = RemoteStore(store_addresses(layout, self.store or ""))
        return api.open_within(store, layout, self.scope, notify)


def store_addresses(layout: Layout, given: str) -> Addresses:
    """The addresses of a server: of the address that is given, or with ``kg.toml`` those that it names."""
    from kg.text.store_settings import addresses_of, store_of_workspace

    if given != _OF_SETTINGS:
        return addresses_of(given)
    if (found := store_of_workspace(layout.root)) is None:
        raise UsageError(
            "the workspace names no store", str(layout.root), "add a table [store] to its kg.toml"
        )
    return found


#: The word for the store that kg.toml names.
_OF_SETTINGS = "kg.toml"
_OPTIONS = (
    click.option(
        "--as-of",
        metavar="DATE",
        help="The world as of a date (EDTF: 2024, 2024-06; 2024-23 is autumn 2024).",
    ),
    click.option("--known-at", metavar="DATE", help="Only what had been published by a date."),
    click.option("--source", "sources", multiple=True, metavar="ID", help="Only this source."),
    click.option(
        "--view",
        metavar="NAME",
        help="How facts are chosen: hull, latest, most-independent, only-source:ID.",
    ),
    click.option(
        "--stated-only",
        is_flag=True,
        help="Without what the texts only presuppose or imply.",
    ),
    click.option(
        "--store",
        metavar="URL",
        help="Read from a SPARQL server: the address of its queries; kg.toml: that of [store] there.",
    ),
    workspace_option,
    stale_option,
)


def data_options(
    command: Callable[Concatenate[DataOptions, Others], None],
) -> Callable[Others, None]:
    """Give a command the options of ``DataOptions``; it gets them as its first parameter."""
    return with_options(command, DataOptions, _OPTIONS)


def kind_shown(graph: Graph, name: str, form: str | None) -> str:
    """The class of an entity (a local name) as a record has it: in a table its label."""
    return graph.labels(KG + name) if name and form in (None, "table") else name
