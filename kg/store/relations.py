"""Read what a store says of relations: how they behave in time, and of how many things they hold."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.claim import value_text
from kg.claims.closure import closure
from kg.claims.verdicts.relations import BELONGING, Relations, owners_of
from kg.iris import CURRENT_VIEW, KG, RDFS
from kg.store.readers import read_instances, read_marked, read_once, read_single_valued

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.store.base import Store


def read_relations(store: Store) -> Relations:
    """How relations behave in time, of which one value holds at a time, and what is part of what."""
    return Relations(
        single=read_single_valued(store),
        states=read_instances(store, KG + "StateRelation"),
        once=read_once(store),
        timeless=read_marked(store, "timeless"),
        one_subject=read_one_subject(store),
        owners=_owners(store),
        lasting=_lasting(store),
        wholes={
            part: frozenset(wholes)
            for part, wholes in _values(store, KG + "partOfTransitive").items()
        },
    )


def read_one_subject(store: Store) -> frozenset[str]:
    """The relations (IRIs) that one thing at a time has to another."""
    return read_marked(store, "singleSubject")


def _owners(store: Store) -> dict[str, frozenset[str]]:
    """By actor all that it is said to belong to, or to be a part of, at any distance (IRIs)."""
    facts = ox.NamedNode(CURRENT_VIEW)
    return owners_of(
        (part, owner)
        for relation in BELONGING
        for part, owners in _values(store, relation, facts).items()
        for owner in owners
    )


def _lasting(store: Store) -> frozenset[str]:
    """The events (IRIs) of a class of which one can take in several days."""
    below: defaultdict[str, set[str]] = defaultdict(set)
    for kind, above in _values(store, RDFS + "subClassOf").items():
        for each in above:
            below[each].add(kind)
    kinds = closure(read_marked(store, "lasting"), lambda kind: below.get(kind, ()))
    return frozenset(event for kind in kinds for event in read_instances(store, kind))


def _values(
    store: Store, predicate: str, graph: ox.NamedNode | None = None
) -> Mapping[str, set[str]]:
    """The values of a property by subject, in one graph or in all."""
    values: defaultdict[str, set[str]] = defaultdict(set)
    for quad in store.quads(None, ox.NamedNode(predicate), None, graph):
        values[value_text(quad.subject)].add(value_text(quad.object))
    return values
