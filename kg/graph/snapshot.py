"""A built graph as it is asked: its engine, and by which text, dates, sources and rule it was made."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from kg.graph.answers import Answer, wrapped
from kg.store import sparql

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pyoxigraph as ox

    from kg.build.scope import Scope
    from kg.store.base import Store
    from kg.text.layout import Layout


class Snapshot:
    """The built graph: read-only, as the text was at the moment when it was opened.

    A value: several of them, of several workspaces or dates, live beside one another.
    """

    def __init__(
        self,
        engine: Store,
        layout: Layout,
        scope: Scope | None = None,
        view: str = "hull",
        build: str = "",
        notify: Callable[[str], None] | None = None,
    ) -> None:
        self.store = engine
        self.layout = layout
        self.scope = scope  # what it was restricted to; None for all of it
        self.view = view  # the rule by which its facts were chosen
        self.build = build  # the hash of the text that it was built from
        self.notify = notify or silent  # is told what a person should know of an answer

    def part(self, engine: Store, scope: Scope) -> Self:
        """The same graph over another store, which holds a part of it; ``scope`` says which."""
        return type(self)(engine, self.layout, scope, self.view, self.build, self.notify)

    def query(
        self,
        query: str,
        bindings: Mapping[str, sparql.Term] | None = None,
    ) -> Answer | ox.QueryBoolean:
        """Answer SPARQL 1.1 over the union of all graphs; our prefixes need no PREFIX line.

        SELECT gives rows to iterate over (``row["name"].value``), CONSTRUCT triples, ASK a truth
        value; rows and triples have ``to_pandas()``, and notebooks show them as a table. ``bindings`` are values for variables of the WHERE clause. It runs in this process and without a time limit (``kg query`` has one).
        Raises UsageError and KgError.
        """
        return wrapped(sparql.run(self.store, query, bindings))


def silent(_message: str) -> None:
    """Where messages go that nobody wants to hear."""
