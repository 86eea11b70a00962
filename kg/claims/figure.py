"""Estimates as plain values that can be compared: who, what, how many, in what unit, as of when."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from math import log
from typing import TYPE_CHECKING, NamedTuple

from kg.claims.limits import are_disjoint, in_words, lies_within
from kg.claims.period import UNDATED, Period
from kg.errors import KgError
from kg.iris import KG, shorten

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from kg.claims.episodes import Episode
    from kg.claims.interval import Interval


class MeasureKind(Enum):
    """How a quantity behaves in time; on it rests when two figures of it contradict each other.

    Stocks and flows are those of the System of National Accounts 2008. The value of a member is
    the local name of its term in ``ontology/vocab/measure-kinds.ttl``. To add a kind that these
    columns describe, add a member here and its term there: verdicts, facts, axes and words
    follow. A kind that behaves in another way needs a column of its own, read where these are; the
    table of ``tests/claims/test_measure_kinds.py`` shows where two figures of it go wrong.

    ``of_a_period``
        Its figures count what happened within a period (``Figure.period``), so that two compare
        over one period; figures of the other kinds compare on one day (``Figure.as_of``).
    ``may_shrink``
        A later figure may be smaller than an earlier one without contradicting it.
    ``timeless``
        It is one number for ever, so that figures compare whatever the days of which they speak.
    ``in_words``
        What is said of it beside its figures; empty where they show it themselves.
    """

    of_a_period: bool
    may_shrink: bool
    timeless: bool
    in_words: str

    STOCK = "stock", False, True, False, "stock, at one moment"
    FLOW = "flow", True, True, False, "flow, within a period"
    CUMULATIVE = "cumulative", False, False, False, "cumulative, it can only grow"
    SHARE = "share", False, True, False, ""  # “share of” and the per cent show it
    CONSTANT = "constant", False, False, True, "constant, one number for ever"

    def __new__(
        cls, term: str, of_a_period: bool, may_shrink: bool, timeless: bool, in_words: str
    ) -> MeasureKind:
        """A member from a row of the table above."""
        kind = object.__new__(cls)
        kind._value_ = term
        kind.of_a_period, kind.may_shrink, kind.in_words = of_a_period, may_shrink, in_words
        kind.timeless = timeless
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


class Denial(NamedTuple):
    """A claim, no figure itself, that denies a figure: it denies the event, or disputes the figure.

    ``days`` are those for which it denies the event; it says nothing of a day after its publication.
    ``by_name``: it names the figure's claim; ``of_whole``: it denies an event of which that of the figure is a part. ``replaces`` are the claims (IRIs) whose place it takes;
    ``replaced`` says that its own place has been taken since.
    """

    iri: str
    speaker: str
    days: Period = UNDATED
    by_name: bool = False
    replaces: frozenset[str] = frozenset()
    replaced: bool = False
    of_whole: Episode | None = None

    def without(self, gone: Container[str]) -> Denial | None:
        """The denial beside what stands; None where it does not, or not of this figure."""
        if self.iri in gone:
            return None
        whole = self.of_whole and self.of_whole.without(gone)
        if whole is None and self.of_whole is not None:
            return None
        return self._replace(replaces=frozenset(), replaced=False, of_whole=whole)


@dataclass(frozen=True, slots=True)
class Figure:
    """One estimate.

    ``interval`` is what its words allow, ``stated`` the numbers as they stand (lower, upper,
    best). ``as_of`` is the day that the figure speaks of, ``period`` when the thing happened,
    ``begin`` the days on one of which a total may begin to count (stated, or of its event, or of
    another figure, whose claim is then ``learnt_from``).
    ``alternatives`` are the claims that one statement gives as either this or that, ``additions``
    those that it adds to this one, ``replaces`` those that this one supersedes, retracts or
    corrects, with what relays them, ``derived_from`` those that it relays, at any distance (IRIs of
    claims and documents). ``against`` are the denials of it that are no figures. ``published`` is
    the last day on which its source can have been published (an ordinal), behind which it knows
    nothing. ``leaves_open``: its speaker neither upholds nor rejects it (“not confirmed”). Terms
    are IRIs; an empty text says that nothing is stated. ``scope`` and ``basis`` are terms, free words
    or several of them (``kg.claims.limits``).
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
    begin: Period = UNDATED
    against: tuple[Denial, ...] = ()
    leaves_open: bool = False
    learnt_from: str = ""

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
    def counts_from(self) -> Period:
        """The days on one of which it begins to count; UNDATED where nothing is known of them."""
        first = self.period.first
        return Period(first, first) if self.begin == UNDATED and first is not None else self.begin

    @property
    def compares(self) -> bool:
        """Whether it gives a number for which, or against which, somebody stands."""
        return bool(self.interval) and not self.leaves_open

    def without(self, gone: Container[str]) -> Figure:
        """The figure beside what stands: without the denials of claims (IRIs) that do not, or what
        it has replaced, which does not stand either.
        """
        if not self.against and not self.replaces:
            return self
        standing = tuple(filter(None, (denial.without(gone) for denial in self.against)))
        return replace(self, against=standing, replaces=frozenset())

    def without_begin(self) -> Figure:
        """The figure without a begin that it has learnt from another one."""
        return replace(self, begin=UNDATED, learnt_from="") if self.learnt_from else self

    def shares_an_origin(self, other: Figure) -> bool:
        """Whether one relays the other, at any distance, or both relay one claim or document."""
        own, others = self.derived_from, other.derived_from
        return not (
            own.isdisjoint((other.iri, other.source))
            and others.isdisjoint((self.iri, self.source))
            and own.isdisjoint(others)
        )

    @property
    def dated(self) -> bool:
        """Whether the day that the figure speaks of is known at both ends."""
        return self.as_of.is_known


_ROUNDING = 1e-9  # so that, in whatever unit, what grows exactly at a rate does not exceed it


class Jump(NamedTuple):
    """A growth that is not believed: faster than ``factor`` times as many in each ``days`` days.

    Within fewer days ``factor`` times is still believed: two counts are not taken at one rate.
    """

    factor: float
    days: int

    @property
    def rate(self) -> float:
        """The growth of the logarithm a day up to which it is believed."""
        return log(self.factor) / self.days

    def is_out_of_proportion(self, least: float, most: float, days: int) -> bool:
        """Whether ``least`` is too much for what was at most ``most`` some days before.

        From nothing all growth is beyond any rate, so that this is said for those days alone.
        """
        if least <= most * self.factor * (1 + _ROUNDING):
            return False
        if days <= self.days or most <= 0 or self.factor <= 0:
            return days <= self.days
        return log(least) - log(most) > self.rate * days + _ROUNDING


@dataclass(frozen=True)
class Rules:
    """What the ontology says about measures and units, and the labels for reasons.

    Measures and units are IRIs. ``kinds`` says how each measure behaves in time; ``part_of`` maps
    a measure to those that include it (killed: killed or wounded); ``sum_of`` a measure to those that
    together make it up (killed or wounded: killed, wounded); ``flow_of`` a flow to the measure of its
    total; ``share_of`` a share to the measure of which it is one; ``conversions`` a pair of units to
    the factor from the first to the second; ``jumps`` a kind to the growth that is not believed of it;
    ``within`` a place, unit, kind or other term to all those that hold whatever it holds, ``disjoint``
    a term to those that hold nothing of what it holds.
    """

    kinds: Mapping[str, MeasureKind]
    part_of: Mapping[str, frozenset[str]] = field(default_factory=dict)
    flow_of: Mapping[str, str] = field(default_factory=dict)
    sum_of: Mapping[str, frozenset[str]] = field(default_factory=dict)
    share_of: Mapping[str, str] = field(default_factory=dict)
    conversions: Mapping[tuple[str, str], float] = field(default_factory=dict)
    jumps: Mapping[MeasureKind, Jump] = field(default_factory=dict)
    within: Mapping[str, frozenset[str]] = field(default_factory=dict)
    disjoint: Mapping[str, frozenset[str]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    def label(self, iri: str) -> str:
        """The label of a term, "shell" for the unit whose label is "shell (unit)"; else the IRI.

        Of a limit the labels of all its terms, with its words.
        """
        if "\n" in iri:
            return in_words(iri, self.label)
        return self.labels.get(iri, iri).removesuffix(" (unit)")

    def lies_within(self, limit: str, other: str) -> bool:
        """Whether a limit is declared to lie within another (``kg.claims.limits``), which is stated."""
        return lies_within(limit, other, self.within)

    def are_disjoint(self, limit: str, other: str) -> bool:
        """Whether two limits are declared to have nothing in common (``kg.claims.limits``)."""
        return are_disjoint(limit, other, self.within, self.disjoint)
