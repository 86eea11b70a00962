"""What the ontology and the facts say of relations."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.claims.closure import closure
from kg.iris import KG

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: The relations of an actor to one that has what it has.
BELONGING = (KG + "belongsTo", KG + "partOf")


def owners_of(belongings: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """By actor all that it belongs to, or is a part of, at any distance; given both ends of each step (IRIs)."""
    above: defaultdict[str, set[str]] = defaultdict(set)
    for part, owner in belongings:
        above[part].add(owner)
    return {
        part: frozenset(closure(owners, lambda each: above.get(each, ())))
        for part, owners in above.items()
    }


@dataclass(frozen=True)
class Relations:
    """What the ontology and the facts say of relations; all are IRIs.

    ``single`` are the relations with one value at a time, ``states`` those that hold for a time,
    ``once`` those that two things have on one occasion only: declared so, or with an event at one
    end, which is that occasion. ``timeless`` ones have no time. All others may happen again.
    ``wholes`` maps a unit to all that it is a part of, so that a corps may be claimed to be a
    part of the army and of the army's special forces. ``one_subject`` are the relations that one
    thing at a time has to another; ``owners`` maps an actor to all that it belongs to or is a part of, which may
    have what it has. ``lasting`` are the events that can take in several days.
    """

    single: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    once: frozenset[str] = frozenset()
    timeless: frozenset[str] = frozenset()
    wholes: Mapping[str, frozenset[str]] = field(default_factory=dict)
    one_subject: frozenset[str] = frozenset()
    owners: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lasting: frozenset[str] = frozenset()
