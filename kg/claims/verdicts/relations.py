"""What the ontology and the facts say of relations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


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
