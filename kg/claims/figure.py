"""Estimates as plain values that can be compared: who, what, how many, in what unit, as of when."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from kg.claims.period import UNDATED, Period
from kg.errors import KgError
from kg.iris import KG, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.claims.interval import Interval


class MeasureKind(Enum):
    """How a quantity behaves in time; on it rests when two figures of it contradict each other.

    Stocks and flows are those of the System of National Accounts 2008. The value of a member is
    the local name of its term in ``ontology/vocab/measure-kinds.ttl``. To add a kind that these
    three columns describe, add a member here and its term there: verdicts, facts, axes and words
    follow. A kind that behaves in another way needs a column of its own, read where these are; the
    table of ``tests/claims/test_measure_kinds.py`` shows where two figures of it go wrong.

    ``of_a_period``
        Its figures count what happened within a period (``Figure.period``), so that two compare
        over one period; figures of the other kinds compare on one day (``Figure.as_of``).
    ``may_shrink``
        A later figure may be smaller than an earlier one without contradicting it.
    ``in_words``
        What is said of it beside its figures; empty where they show it themselves.
    """

    of_a_period: bool
    may_shrink: bool
    in_words: str

    STOCK = "stock", False, True, "stock, at one moment"
    FLOW = "flow", True, True, "flow, within a period"
    CUMULATIVE = "cumulative", False, False, "cumulative, it can only grow"
    SHARE = "share", False, True, ""  # “share of” and the per cent show it

    def __new__(cls, term: str, of_a_period: bool, may_shrink: bool, in_words: str) -> MeasureKind:
        """A member from a row of the table above."""
        kind = object.__new__(cls)
        kind._value_ = term
        kind.of_a_period, kind.may_shrink, kind.in_words = of_a_period, may_shrink, in_words
        return kind

    @classmethod
    def of_term(cls, iri: str) -> MeasureKind | None:
        """The kind of a term's IRI (``kg:stock`` in full); None for one that is not known here."""
        return _KIND_OF_TERM.get(iri)


_KIND_OF_TERM = {KG + str(kind.value): kind for kind in MeasureKind}


class MeasureKinds(dict[str, MeasureKind]):
    """The kind of each measure, by the measure's IRI.

    ``kinds[measure]`` raises KgError for a measure that has none. A build refuses such a text
    (``kg check`` says where), so only quads that no build has checked can lack it.
    """

    def __missing__(self, measure: str) -> MeasureKind:
        raise KgError(
            f"nothing says how {shorten(measure)} behaves in time, so its figures cannot be compared",
            None,
            "give it a kg:measureKind; kg check says where",
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """One estimate.

    ``interval`` is what its words allow, ``stated`` the numbers as they stand (lower, upper,
    best). ``as_of`` is the day that the figure speaks of, ``period`` when the thing happened.
    ``alternatives`` are the claims that one statement gives as either this or that, ``additions``
    those that it adds to this one, ``replaces`` those that this one supersedes, retracts or
    corrects, ``derived_from`` those that it relays (IRIs of claims). ``published`` is the last day
    on which its source can have been published (an ordinal), behind which it knows nothing. Terms are IRIs; an empty text says that nothing is stated.
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
    as_of: Period = UNDATED
    period: Period = UNDATED
    denied: bool = False
    alternatives: frozenset[str] = frozenset()
    additions: frozenset[str] = frozenset()
    replaces: frozenset[str] = frozenset()
    derived_from: frozenset[str] = frozenset()
    published: int | None = None

    def on_its_days(self, kind: MeasureKind) -> Figure:
        """The figure with every day that it may speak of as ``as_of``.

        What has a time and no day of its own is of that time. Where no last day is said, it is the
        one on which it was published: a report cannot count later days.
        """
        if kind.of_a_period:
            return self
        first, last = self.as_of
        if first is None and last is None and self.period != UNDATED:
            first, last = self.period
        if last is None and self.published is not None and (first or 0) <= self.published:
            last = self.published
        return self if self.as_of == (first, last) else replace(self, as_of=Period(first, last))

    @property
    def matter(self) -> tuple[str, str, str, str, str, str, str]:
        """What two figures must have in common to be compared, and to stand on one axis.

        About, measure, unit, what is counted, scope, basis, and of a share its whole.
        """
        what, limits = (self.about, self.measure, self.unit, self.counts), (self.scope, self.basis)
        return (*what, *limits, self.whole)

    @property
    def dated(self) -> bool:
        """Whether the day that the figure speaks of is known at both ends."""
        return self.as_of.is_known


class Jump(NamedTuple):
    """A growth that is not believed: more than ``factor`` times as many within ``days`` days."""

    factor: float
    days: int


@dataclass(frozen=True)
class Rules:
    """What the ontology says about measures and units, and the labels for reasons.

    Measures and units are IRIs. ``kinds`` says how each measure behaves in time; ``part_of`` maps
    a measure to those that include it (killed: killed or wounded); ``sum_of`` a measure to those that
    together make it up (killed or wounded: killed, wounded); ``flow_of`` a flow to the measure of its
    total; ``share_of`` a share to the measure of which it is one; ``conversions`` a pair of units to
    the factor from the first to the second; ``jumps`` a kind to the growth that is not believed of it.
    """

    kinds: Mapping[str, MeasureKind]
    part_of: Mapping[str, frozenset[str]] = field(default_factory=dict)
    flow_of: Mapping[str, str] = field(default_factory=dict)
    sum_of: Mapping[str, frozenset[str]] = field(default_factory=dict)
    share_of: Mapping[str, str] = field(default_factory=dict)
    conversions: Mapping[tuple[str, str], float] = field(default_factory=dict)
    jumps: Mapping[MeasureKind, Jump] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, iri: str) -> str:
        """The label of a term, "shell" for the unit whose label is "shell (unit)"; else the IRI."""
        return self.labels.get(iri, iri).removesuffix(" (unit)")
