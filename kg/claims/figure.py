"""Estimates as plain values that can be compared: who, what, how many, in what unit, as of when."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.claims.interval import Interval

#: First and last possible day, as ordinals of the Gregorian calendar; None: not known or open.
Days = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Figure:
    """One estimate.

    ``interval`` is what its words allow, ``stated`` the numbers as they stand (lower, upper,
    best). ``as_of`` is the day that the figure speaks of, ``period`` when the thing happened.
    """

    iri: str
    source: str
    speaker: str
    about: str
    measure: str
    unit: str
    interval: Interval
    stated: tuple[float | None, float | None, float | None] = (None, None, None)
    qualifier: str = ""
    counts: str = ""
    scope: str = ""
    basis: str = ""
    whole: str = ""
    as_of: Days = (None, None)
    period: Days = (None, None)
    denied: bool = False
    alternatives: frozenset[str] = frozenset()
    additions: frozenset[str] = frozenset()
    replaces: frozenset[str] = frozenset()

    @property
    def matter(self) -> tuple[str, str, str, str, str, str, str]:
        """What two figures must have in common to be compared, and to stand on one axis."""
        what, limits = (self.about, self.measure, self.unit, self.counts), (self.scope, self.basis)
        return (*what, *limits, self.whole)

    @property
    def dated(self) -> bool:
        """Whether the day that the figure speaks of is known at both ends."""
        return self.as_of[0] is not None and self.as_of[1] is not None


@dataclass(frozen=True)
class Rules:
    """What the ontology says about measures and units, and the labels for reasons.

    ``kinds`` maps a measure to ``stock``, ``flow``, ``cumulative`` or ``share``; ``part_of`` a
    measure to those that include it (killed: killed or wounded); ``flow_of`` a flow to its total;
    ``conversions`` a pair of units to the factor from the one to the other; ``jumps`` a kind to a
    factor and the days within which a growth by it is not believed.
    """

    kinds: dict[str, str]
    part_of: dict[str, frozenset[str]] = field(default_factory=dict)
    flow_of: dict[str, str] = field(default_factory=dict)
    conversions: dict[tuple[str, str], float] = field(default_factory=dict)
    jumps: dict[str, tuple[float, int]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)

    def label(self, iri: str) -> str:
        """The label of a term, "shell" for the unit whose label is "shell (unit)"; else the IRI."""
        return self.labels.get(iri, iri).removesuffix(" (unit)")
