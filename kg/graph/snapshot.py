"""A built graph to be queried: its store, and the text, dates, sources and view that it is of."""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, Self

import pyoxigraph as ox

from kg.claims.scope import Scope
from kg.errors import CacheError
from kg.graph.answers import Answer, wrapped
from kg.iris import KG, ONTOLOGY_GRAPH
from kg.store import sparql

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kg.claims.claim import Claim
    from kg.claims.corrections import Link
    from kg.claims.facts.edges import Basis
    from kg.claims.figure import Figure, Rules
    from kg.claims.statement import Statement
    from kg.claims.verdicts.relations import Relations
    from kg.graph.claims import Claims
    from kg.graph.entities import Holdings
    from kg.graph.facts import Facts
    from kg.graph.labels import Labels
    from kg.graph.naming.known import Names
    from kg.iris import Prefixes
    from kg.store.base import Result, Store
    from kg.store.links import Links
    from kg.store.search_index import SearchIndex
    from kg.text.layout import Layout


#: All of a graph, with the facts as they were built.
ALL = Scope()


class Snapshot:
    """The built graph: read-only, as the text was at the moment when it was opened.

    A value: several of them, of several workspaces or dates, live beside one another.
    """

    def __init__(
        self,
        engine: Store,
        layout: Layout,
        scope: Scope = ALL,
        view: str = "hull",
        build: str = "",
        notify: Callable[[str], None] | None = None,
        index: Callable[[], SearchIndex] | None = None,
    ) -> None:
        self.store = engine
        self.layout = layout
        self.prefixes: Prefixes = layout.prefixes  # the short names of its terms, entities, sources
        self.scope = scope  # what of the text it holds
        self.view = view  # the rule by which its facts were chosen
        self.build = build  # the hash of the text that it was built from
        self.notify = notify or silent  # called with what a person should know of an answer
        self._figure_of: dict[str, Figure] = {}
        self._index = index  # opens the index of words that was built with it, if there is one

    def part(self, engine: Store, scope: Scope) -> Self:
        """The same graph over another store, which holds a part of it; ``scope`` says which."""
        return type(self)(engine, self.layout, scope, self.view, self.build, self.notify)

    def query(
        self,
        query: str,
        bindings: Mapping[str, sparql.Term] | None = None,
        *,
        timeout: float | None = None,
        memory: int | None = None,
        rows: int | None = None,
    ) -> Answer | ox.QueryBoolean:
        """Answer SPARQL 1.1 over the union of all graphs; our prefixes need no PREFIX line.

        SELECT gives rows to iterate over (``row["name"].value``), CONSTRUCT triples, ASK a truth
        value; rows and triples have ``to_pandas()``, and notebooks show them as a table.
        ``bindings`` are values for variables of the WHERE clause. Without ``timeout`` (seconds),
        ``memory`` (megabytes) and ``rows`` (or triples, of the answer) the query runs in this
        process, without limits; with one of them in a process of its own, where the others are as
        ``kg query`` has them (30 s, 4,096 MB, 1,000,000 rows; 0 is no limit): give them for a query
        that somebody else wrote. It never reaches the network.
        Raises UsageError and KgError, QueryTimeoutError at the limit of time.
        """
        return wrapped(
            self.evaluated(query, bindings, timeout=timeout, memory=memory, rows=rows),
            self.prefixes,
        )

    def evaluated(
        self,
        query: str,
        bindings: Mapping[str, sparql.Term] | None = None,
        name: str = "query",
        *,
        timeout: float | None = None,
        memory: int | None = None,
        rows: int | None = None,
    ) -> Result:
        """What ``query`` gives, as the engine gives it; ``name`` is the query's in messages."""
        if timeout is None and memory is None and rows is None:
            return sparql.run(self.store, query, bindings, name, self.prefixes)
        from kg.store.limits import QUERY_LIMITS, Limits

        limits = Limits(
            QUERY_LIMITS.seconds if timeout is None else timeout,
            QUERY_LIMITS.megabytes if memory is None else memory,
            QUERY_LIMITS.rows if rows is None else rows,
        )
        return sparql.run_within(limits, self.store, query, bindings, name, self.prefixes)

    @cached_property
    def search_index(self) -> SearchIndex:
        """The index of its names, titles and wordings; made here where none was built with it."""
        if self._index is not None:
            with suppress(CacheError):  # gone, as a newer build has taken the place of this one
                return self._index()
        from kg.store.search_index import SearchIndex
        from kg.store.search_texts import search_texts

        return SearchIndex(texts=search_texts(self.store))

    @cached_property
    def ontology(self) -> list[ox.Quad]:
        """The quads of the ontology, which each part takes along: to read them takes longer than to add them."""
        return list(self.store.quads(None, None, None, ox.NamedNode(ONTOLOGY_GRAPH)))

    @cached_property
    def labels(self) -> Labels:
        """The label of an IRI, by one rule of languages: ``graph.labels(iri)``."""
        from kg.graph.labels import Labels

        return Labels(self.store)

    @cached_property
    def names(self) -> Names:
        """The names of its entities and terms, by which a text that is none of them is compared."""
        from kg.graph.naming.stored import read_names

        return read_names(self.store, self.prefixes)

    @cached_property
    def claims(self) -> Claims:
        """The claims by IRI, and by id, entity, source and matter; asked of the store."""
        from kg.graph.claims import Claims

        return Claims(self.store, self.labels)

    @cached_property
    def facts(self) -> Facts:
        """The derived edges, by entity or all."""
        from kg.graph.facts import Facts

        return Facts(self.store)

    @cached_property
    def holdings(self) -> Holdings:
        """All entities, relations and documents as plain values: what exports write from."""
        from kg.graph.entities import Holdings

        return Holdings(self.store, self.claims, self.facts, self.labels, self.prefixes)

    @cached_property
    def figures(self) -> list[Figure]:
        """Every figure as the claim engine compares it, in the order of the claims."""
        from kg.store.readers import read_figures

        return read_figures(self.store, self.links, self.rules.kinds)

    def figure_of(self, claim: Claim) -> Figure:
        """One of its estimates of a measure, without what other claims say of its begin; read once."""
        from kg.claims.compared import figure_of

        if claim.iri not in self._figure_of:
            self._figure_of[claim.iri] = figure_of(claim, self.links)
        return self._figure_of[claim.iri]

    @cached_property
    def basis(self) -> Basis:
        """By what its facts and ranges are derived."""
        from kg.claims.facts.edges import Basis
        from kg.claims.facts.view import parse_view
        from kg.store import readers

        return Basis(
            parse_view(self.view),
            readers.read_fact_rules(self.store),
            self.overtaken,
            self.claims.origins_of.of,
            readers.read_single_valued(self.store),
            readers.read_instances(self.store, KG + "UnidentifiedGroup"),
            readers.read_instances(self.store, KG + "StateRelation"),
            readers.read_once(self.store),
            readers.read_marked(self.store, "timeless"),
            readers.read_marked(self.store, "singleSubject"),
        )

    @cached_property
    def statements(self) -> list[Statement]:
        """Every relation that a claim states, in the order of the claims; judgements too."""
        from kg.store.readers import read_statements

        return read_statements(self.store, self.links)

    @cached_property
    def links(self) -> Links:
        """How its claims hang together: who relays, replaces, denies and disputes whom."""
        from kg.store.links import read_links

        return read_links(self.store)

    @cached_property
    def rules(self) -> Rules:
        """What the ontology says of measures and units."""
        from kg.store.readers import read_rules

        return read_rules(self.store, self.labels)

    @cached_property
    def relations(self) -> Relations:
        """Which relations hold one value at a time, or for a time, and what is part of what."""
        from kg.store.relations import read_relations

        return read_relations(self.store)

    @cached_property
    def overtaken(self) -> dict[str, Link]:
        """The claims that no longer stand, each with what took its place."""
        from kg.build.facts import stored_overtaken

        return stored_overtaken(self.store)


def silent(_message: str) -> None:
    """Where messages go that nobody wants to hear."""
