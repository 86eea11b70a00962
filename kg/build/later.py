"""Events that had not begun by a day: what is said of them without a date does not hold yet either."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.claim import DENIES, value_text
from kg.iris import KG, RDF

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator
    from datetime import date

    from kg.store.base import Store

_SUBJECT, _OBJECT, _PREDICATE = (
    ox.NamedNode(RDF + name) for name in ("subject", "object", "predicate")
)
_ABOUT, _WHOLE, _STATUS, _STANCE, _FIRST, _FIGURE_FIRST = (
    ox.NamedNode(KG + name)
    for name in ("about", "shareOf", "eventStatus", "stance", "earliest", "asOfEarliest")
)


def undated_of_later_events(
    store: Store, day: date, not_yet: Iterable[ox.NamedNode], gone: Container[str]
) -> set[ox.NamedNode]:
    """The claims that name an event that happens after a day, and give no day of their own.

    An event is what a claim gives a status. It is later where it has dates, and all of them are
    after ``day``; denials, and claims that are ``gone`` (IRIs: retracted, corrected, superseded),
    date nothing, and neither does the day of which a figure speaks. ``not_yet`` are the claims of ``store``
    that begin later. The same rule as ``laterEvents`` in the page's ``rules/days.js``.
    """
    dated = {event for claim in not_yet for event in _subjects(store, claim)}
    return {
        claim
        for event in dated
        if _is_event(store, event, gone) and _is_later(store, event, day, gone)
        for claim in _naming(store, event, (_SUBJECT, _OBJECT, _ABOUT, _WHOLE))
        if not any(_values(store, claim, (_FIRST, _FIGURE_FIRST)))
    }


def _is_event(store: Store, node: ox.NamedNode, gone: Container[str]) -> bool:
    return any(
        any(store.quads(claim, _PREDICATE, _STATUS))
        for claim in _naming(store, node, (_SUBJECT,))
        if _speaks(store, claim, gone)
    )


def _is_later(store: Store, event: ox.NamedNode, day: date, gone: Container[str]) -> bool:
    days = [
        value_text(first)
        for claim in _naming(store, event, (_SUBJECT, _ABOUT))
        if _speaks(store, claim, gone)
        for first in _values(store, claim, (_FIRST,))
    ]
    return bool(days) and min(days) > day.isoformat()


def _speaks(store: Store, claim: ox.NamedNode, gone: Container[str]) -> bool:
    """Whether a claim stands and asserts."""
    is_denial = any(store.quads(claim, _STANCE, ox.NamedNode(DENIES)))
    return not is_denial and claim.value not in gone


def _subjects(store: Store, claim: ox.NamedNode) -> Iterator[ox.NamedNode]:
    for value in _values(store, claim, (_SUBJECT, _ABOUT)):
        if isinstance(value, ox.NamedNode):
            yield value


def _naming(
    store: Store, node: ox.NamedNode, roles: Iterable[ox.NamedNode]
) -> Iterator[ox.NamedNode]:
    for role in roles:
        for quad in store.quads(None, role, node):
            if isinstance(quad.subject, ox.NamedNode):
                yield quad.subject


def _values(
    store: Store, claim: ox.NamedNode, names: Iterable[ox.NamedNode]
) -> Iterator[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]:
    for name in names:
        for quad in store.quads(claim, name, None):
            yield quad.object
