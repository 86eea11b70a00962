"""A part of the graph: as of a day, as known at a day, or from some sources only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import sparql
from kg.dates import UndatableError, span
from kg.errors import UsageError
from kg.namespaces import CURRENT_VIEW, DCTERMS, KG, KGD, PART_OF_VIEW, SRC, XSD, expand, shorten
from kg.views import Statement, view_quads

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

_KNOWN_FROM = "SELECT ?source ?day WHERE { ?source a kg:Source ; kg:knownFrom ?day }"
_OF_SOURCE = "SELECT ?c WHERE { ?c kg:source ?source }"
_NOT_HELD = """
SELECT DISTINCT ?c WHERE {
  { ?c kg:earliest|kg:asOfEarliest ?first }
  UNION { ?c rdf:predicate ?p . ?p a kg:StateRelation . ?c kg:latest ?last }
  FILTER(?first > ?day || ?last < ?day)
}"""
# What can give or dispute a fact: no opinion and no figure.
_STATEMENTS = """
SELECT DISTINCT ?c ?s ?p ?o ?stance ?modality WHERE {
  ?c kg:source ?source ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
    kg:stance ?stance ; kg:modality ?modality .
  FILTER NOT EXISTS { ?c a kg:Judgement } FILTER NOT EXISTS { ?c a kg:Estimate }
}"""
_RULES = """
SELECT ?stance ?modality ?gives WHERE {
  ?rule a kg:FactRule ; kg:stance ?stance ; kg:modality ?modality ; kg:givesFact ?gives
}"""
_GROUPS = "SELECT DISTINCT ?g WHERE { ?g a kg:UnidentifiedGroup }"


@dataclass(frozen=True, slots=True)
class Scope:
    """What to read: ``as_of`` and ``known_at`` are EDTF strings, ``sources`` names of sources."""

    as_of: str | None = None
    known_at: str | None = None
    sources: tuple[str, ...] = ()


def restrict(store: ox.Store, scope: Scope, copy: Callable[[], ox.Store] | None = None) -> ox.Store:
    """The claims of a scope, and the facts that rest on those alone.

    Gives ``store`` itself where nothing falls out of scope, else what ``copy`` gives (a copy in
    memory, or the store itself), changed. As of a day: without what began later, and without relations that had ended (an
    event that is over has still happened; ``kg:asOf``, the day of which a figure speaks, ends
    nothing). Known at a day: without sources that appeared later; one without a date counts from
    the day on which it was recorded. Of "2024" or "2024-23" the last day is meant. Names of
    entities stay, as they are no claims. Raises UsageError for a bad date or an unknown source.
    """
    as_of, known_at = _last_day(scope.as_of, "--as-of"), _last_day(scope.known_at, "--known-at")
    sources = _sources(store)
    wanted = _wanted_sources(scope.sources, set(sources))
    known = {
        source
        for source, day in sources.items()
        if known_at is None or (day and day <= known_at.isoformat())
    }
    future = set(sources) - known
    silent = future | (set(sources) - wanted if wanted else set())
    dropped = {c for source in silent for c in _column(store, _OF_SOURCE, source=source)}
    if as_of is not None:
        day = ox.Literal(as_of.isoformat(), datatype=ox.NamedNode(XSD + "date"))
        dropped |= set(_column(store, _NOT_HELD, day=day))
    if not dropped and not future:
        return store
    part = copy() if copy is not None else _copy(store)
    for claim in dropped:
        _remove(part, claim)
    for source in future:
        _forget(part, source)
    _derive_anew(part)
    return part


def _sources(store: ox.Store) -> dict[ox.NamedNode, str]:
    """The sources, each with the day from which it is known (an empty text: not said)."""
    known = {row["source"]: row["day"].value for row in _rows(store, _KNOWN_FROM)}
    graphs = [g for g in store.named_graphs() if isinstance(g, ox.NamedNode)]
    return {graph: known.get(graph, "") for graph in graphs if graph.value.startswith(SRC)}


def _copy(store: ox.Store) -> ox.Store:
    result = ox.Store()
    result.extend(store)
    return result


def _remove(store: ox.Store, node: ox.NamedNode | ox.BlankNode) -> None:
    """Take out what is said of a node, and of the blank nodes that it holds (its evidence)."""
    for quad in list(store.quads_for_pattern(node, None, None)):
        store.remove(quad)
        if isinstance(quad.object, ox.BlankNode):
            _remove(store, quad.object)


def _forget(store: ox.Store, source: ox.NamedNode) -> None:
    """Take out a source that had not appeared, but for the names and kinds of its entities."""
    _remove(store, source)
    for quad in list(store.quads_for_pattern(None, None, None, source)):
        if not (isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(KGD)):
            store.remove(quad)


def _derive_anew(store: ox.Store) -> None:
    """The facts and the closure of what is left."""
    for view in (CURRENT_VIEW, PART_OF_VIEW):
        store.clear_graph(ox.NamedNode(view))
    statements = [
        Statement(
            row["c"].value, row["s"], row["p"], row["o"], row["stance"].value, row["modality"].value
        )
        for row in _rows(store, _STATEMENTS)
    ]
    rules = {
        (row["stance"].value, row["modality"].value): row["gives"].value == "true"
        for row in _rows(store, _RULES)
    }
    groups = frozenset(node.value for node in _column(store, _GROUPS))
    store.extend(view_quads(statements, rules, groups))


def _rows(store: ox.Store, query: str, **bindings: ox.NamedNode | ox.Literal) -> ox.QuerySolutions:
    result = sparql.run(store, query, bindings)
    if not isinstance(result, ox.QuerySolutions):
        raise TypeError("a SELECT query gives rows")
    return result


def _column(
    store: ox.Store, query: str, **bindings: ox.NamedNode | ox.Literal
) -> Iterator[ox.NamedNode]:
    return (row[0] for row in _rows(store, query, **bindings))


def undated_sources(store: ox.Store) -> list[str]:
    """The sources that ``known_at`` can only date by the day on which they were recorded."""
    sources = {
        q.subject for q in store.quads_for_pattern(None, ox.NamedNode(KG + "recordedAt"), None)
    }
    return sorted(
        shorten(str(source.value))
        for source in sources
        if isinstance(source, ox.NamedNode)
        and _described_as_source(source)
        and not list(store.quads_for_pattern(source, ox.NamedNode(DCTERMS + "issued"), None))
    )


def _described_as_source(node: ox.NamedNode) -> bool:
    return node.value.startswith(SRC) and "/" not in node.value.removeprefix(SRC)


def _last_day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        last = span(text)[1]
    except UndatableError as error:
        raise UsageError(
            str(error), option, "give a date such as 2024, 2024-23 or 2024-06-19"
        ) from None
    if last is None:
        raise UsageError(
            f'"{text}" has no last day', option, "give a date that ends, such as 2024-06"
        )
    return last


def _wanted_sources(names: Sequence[str], known: set[ox.NamedNode]) -> set[ox.NamedNode]:
    wanted: set[ox.NamedNode] = set()
    for name in names:
        iri = expand(name) or SRC + name
        found = {source for source in known if source.value == iri}
        if not found:
            listed = ", ".join(sorted(source.value.removeprefix(SRC) for source in known))
            raise UsageError(f"there is no source {name}", "--source", f"the sources are: {listed}")
        wanted |= found
    return wanted
