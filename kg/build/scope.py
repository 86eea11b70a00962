"""Cut a graph to a scope: as of a day, as known at a day, or from some sources only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.facts import (
    derive_anew,
    links_of_removed,
    read_overtaken,
    require_source,
    stored_view,
    unknown_source,
)
from kg.build.later import undated_of_later_events
from kg.claims.claim import STATED
from kg.claims.edtf import span
from kg.claims.facts.view import View, parse_view
from kg.errors import UndatableError, UsageError
from kg.iris import DCTERMS, KG, KGD, SRC, expand, shorten
from kg.store.oxigraph import OxigraphStore
from kg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from kg.claims.corrections import Link
    from kg.claims.scope import Scope
    from kg.store.base import Store


# The day is written into these, not bound: to find where, a query would have to be parsed.
_NOT_YET = """
SELECT DISTINCT ?c WHERE {
  ?c kg:earliest|kg:asOfEarliest ?first ; kg:source ?source FILTER(?first > "%s"^^xsd:date)
}"""
_OVER = """
SELECT DISTINCT ?c WHERE {
  ?c rdf:predicate ?p ; kg:latest ?last ; kg:source ?source . ?p a kg:StateRelation
  FILTER(?last < "%s"^^xsd:date)
}"""


def restrict(store: Store, scope: Scope, copy: Callable[[], Store] | None = None) -> Store:
    """The claims of a scope, and the facts that rest on those alone.

    Gives ``store`` itself where nothing falls out of scope, else what ``copy`` gives (a copy in
    memory, or the store itself), changed.

    As of a day: without what began later, without what is said of an event that did and has no day
    of its own, and without relations that had ended. An event that is
    over has still happened, and ``kg:asOf``, the day of which a figure speaks, ends nothing. Known
    at a day: without sources that appeared later, and without what those corrected or took back;
    one without a date counts from the day on which it was recorded. Of "2024" or "2024-23" the
    last day is meant. Names of entities stay, as they are no claims.
    Stated only: the claims with that explicitness; one of which nobody has said it is left out.

    Raises UsageError for a bad date, an unknown source or view.
    """
    as_of, known_at = _last_day(scope.as_of, "--as-of"), _last_day(scope.known_at, "--known-at")
    before = stored_view(store)
    view = parse_view(scope.view) if scope.view is not None else before or View()
    sources = _sources(store)
    require_source(view, {source.value for source in sources})
    wanted = wanted_sources(scope.sources, set(sources)) or set(sources)
    wanted -= wanted_sources(scope.without, set(sources), "--without")
    known = {
        source
        for source, day in sources.items()
        if known_at is None or (day and day <= known_at.isoformat())
    }
    future = set(sources) - known
    silent = future | (set(sources) - wanted)
    silent_claims = {claim for source in silent for claim in _claims_of(store, source)}
    not_yet, over = _not_held(store, as_of)
    unstated = _unstated(store) if scope.stated_only else set()
    if not silent and not not_yet and not over and not unstated and view == before:
        return store
    part = copy() if copy is not None else _copy(store)
    for claim in silent_claims:
        remove(part, claim)
    for source in future:
        _forget(part, source)
    if future:
        _cut_links(part, silent_claims | future)
    # Corrections hold from the day they were known, whatever day they speak of; only what
    # supersedes (brings up to date) does so from that day on.
    links = _overtaken(part, not_yet, silent)
    if as_of is not None and (
        later := undated_of_later_events(part, as_of, not_yet - silent_claims, links)
    ):
        not_yet |= later
        links = _overtaken(part, not_yet, silent)
    for claim in not_yet | over | unstated:
        remove(part, claim)
    derive_anew(part, view, links)
    part.add(links_of_removed(links.values(), not_yet | over | unstated))
    return part


def _overtaken(
    store: Store, not_yet: Iterable[ox.NamedNode], silent: Iterable[ox.NamedNode]
) -> dict[str, Link]:
    """What no longer stands where some claims have not begun, and some sources are not asked."""
    return read_overtaken(
        store,
        not_yet=frozenset(claim.value for claim in not_yet),
        silent=frozenset(source.value for source in silent),
    )


def _not_held(store: Store, as_of: date | None) -> tuple[set[ox.NamedNode], set[ox.NamedNode]]:
    """The claims of what had not begun on a day, and of relations that had ended."""
    if as_of is None:
        return set(), set()
    not_yet, over = (
        {row[0] for row in select(store, query % as_of.isoformat())} for query in (_NOT_YET, _OVER)
    )
    return not_yet, over


def _unstated(store: Store) -> set[ox.NamedNode]:
    """The claims that are not marked as stated by their text."""
    stated = {
        quad.subject
        for quad in store.quads(None, ox.NamedNode(KG + "explicitness"), ox.NamedNode(STATED))
    }
    every = store.quads(None, ox.NamedNode(KG + "source"), None)
    return {q.subject for q in every if isinstance(q.subject, ox.NamedNode)} - stated


def count_unmarked(store: Store) -> int:
    """How many claims do not say whether their text states, presupposes or implies them."""
    marked = {quad.subject for quad in store.quads(None, ox.NamedNode(KG + "explicitness"), None)}
    every = {quad.subject for quad in store.quads(None, ox.NamedNode(KG + "source"), None)}
    return len(every - marked)


def _claims_of(store: Store, source: ox.NamedNode) -> Iterator[ox.NamedNode]:
    """The claims of a source."""
    for quad in store.quads(None, ox.NamedNode(KG + "source"), source):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject


def _sources(store: Store) -> dict[ox.NamedNode, str]:
    """The sources, each with the day from which it is known (an empty text: not said)."""
    graphs = [g for g in store.graphs() if isinstance(g, ox.NamedNode)]
    return {graph: _known_from(store, graph) for graph in graphs if graph.value.startswith(SRC)}


def _known_from(store: Store, source: ox.NamedNode) -> str:
    """The day (ISO 8601) from which a source is known; empty where it is not said."""
    days = store.quads(source, ox.NamedNode(KG + "knownFrom"), None)
    return next((quad.object.value for quad in days if isinstance(quad.object, ox.Literal)), "")


def _copy(store: Store) -> Store:
    """A copy in memory."""
    result = OxigraphStore()
    result.add(store.quads())
    return result


def remove(store: Store, node: ox.NamedNode | ox.BlankNode) -> None:
    """Take out what is said of a node, and of the blank nodes that it holds (its evidence)."""
    for quad in list(store.quads(node, None, None)):
        store.remove(quad)
        if isinstance(quad.object, ox.BlankNode):
            remove(store, quad.object)


def _forget(store: Store, source: ox.NamedNode) -> None:
    """Take out a source that had not appeared, but for the names and kinds of its entities."""
    remove(store, source)
    for quad in list(store.quads(None, None, None, source)):
        if not (isinstance(quad.subject, ox.NamedNode) and quad.subject.value.startswith(KGD)):
            store.remove(quad)


def _cut_links(store: Store, gone: Iterable[ox.NamedNode]) -> None:
    """An earlier claim that names its later correction would show the future."""
    later = set(gone)
    for quad in list(store.quads(None, ox.NamedNode(KG + "correctedBy"), None)):
        if quad.object in later:
            store.remove(quad)


def undated_sources(store: Store) -> list[str]:
    """The sources that ``known_at`` can only date by the day on which they were recorded."""
    sources = {q.subject for q in store.quads(None, ox.NamedNode(KG + "recordedAt"), None)}
    return sorted(
        shorten(source.value)
        for source in sources
        if isinstance(source, ox.NamedNode)
        and _described_as_source(source)
        and not list(store.quads(source, ox.NamedNode(DCTERMS + "issued"), None))
    )


def _described_as_source(node: ox.NamedNode) -> bool:
    """Whether a node is a source itself, and no claim in one."""
    return node.value.startswith(SRC) and "/" not in node.value.removeprefix(SRC)


def _last_day(text: str | None, option: str) -> date | None:
    """The last day that an EDTF date means; None for none. Raises UsageError, naming the option."""
    if text is None:
        return None
    try:
        last = span(text)[1]
    except UndatableError as error:
        from kg.claims.reading.dates import remedy  # its patterns cost more than many a query

        raise UsageError(
            error.what,
            option,
            remedy(text, "give a date such as 2024, 2024-06-19 or 2024-23 (autumn 2024)"),
        ) from None
    if last is None:
        raise UsageError(
            f'"{text}" has no last day', option, "give a date that ends, such as 2024-06"
        )
    return last


def wanted_sources(
    names: Sequence[str], known: set[ox.NamedNode], option: str = "--source"
) -> set[ox.NamedNode]:
    """The sources that names or ids stand for; ``option`` is the command's, for the message.

    Raises UsageError for one that is not among the known ones.
    """
    wanted: set[ox.NamedNode] = set()
    for name in names:
        iri = expand(name) or SRC + name
        named = {source for source in known if source.value == iri}
        if not named:
            raise unknown_source(name, {source.value for source in known}, option)
        wanted |= named
    return wanted
