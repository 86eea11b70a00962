"""Figures that compare, in groups to be drawn on one axis, with their speakers and contradictions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.claims.corrections import SUPERSEDED
from kg.claims.edtf import in_words
from kg.claims.facts.ranges import step_text
from kg.claims.limits import in_words as limit_in_words
from kg.claims.period import UNDATED
from kg.claims.verdicts.pair import compare
from kg.claims.verdicts.verdict import SUPERSEDES
from kg.graph.contradictions import figures_of, weigh
from kg.graph.impossible import sets_beside
from kg.graph.ranges import ranges_of
from kg.graph.sides import CANNOT
from kg.iris import KG, SRC

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from kg.claims.claim import Claim
    from kg.claims.figure import Figure, Rules
    from kg.claims.interval import Interval
    from kg.graph.contradictions import Weighed
    from kg.graph.sides import Side
    from kg.graph.snapshot import Snapshot

_NO_DAY = 10**7  # behind every day of the calendar


@dataclass(frozen=True, slots=True)
class Range:
    """One figure as it is drawn.

    ``when`` is the day that it speaks of; where that is not said (``dated`` is false), when the
    thing happened, or nothing. ``status`` says what took its place, or that it is a denial: such
    a range is drawn faint.
    """

    claim: str
    interval: Interval
    best: float | None
    figure: str
    speaker: str
    speaker_name: str
    when: str
    dated: bool
    status: str = ""

    @property
    def id(self) -> str:
        """The short id of its claim."""
        return self.claim.removeprefix(SRC)

    @property
    def values(self) -> list[float]:
        """The numbers that the axis must hold."""
        ends = (self.interval.lower, self.interval.upper, self.best)
        return [value for value in ends if value is not None]


@dataclass(frozen=True, slots=True)
class Clash:
    """A verdict on two figures that a reader should look at, or a set that cannot all be true, in words."""

    kind: str
    text: str
    remedy: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """What all figures that stand leave of a quantity on some days, as a row of a band over time.

    ``interval`` is None where nothing is left; ``words`` say it.
    """

    days: str
    words: str
    interval: Interval | None


@dataclass(frozen=True, slots=True)
class Group:
    """Figures that compare with one another: of one thing, measure, unit, scope, basis, whole.

    ``facts`` are the rest of what they share, as (name, value). The ranges go by their day, the
    undated ones last. ``clashes`` are those within the group, those with groups before it, and each set with one of it.
    ``band`` is what is sure of each day, in the order of the days; nothing where that is no more
    than one figure says.
    """

    about: str
    about_name: str
    measure: str
    facts: tuple[tuple[str, str], ...]
    share: bool
    ranges: tuple[Range, ...]
    claims: int
    origins: int
    support: str
    clashes: tuple[Clash, ...] = ()
    band: tuple[Left, ...] = ()

    @property
    def values(self) -> list[float]:
        """The numbers that the axis must hold."""
        return [value for each in self.ranges for value in each.values]

    @property
    def undated(self) -> tuple[Range, ...]:
        """The ranges of which no day is said."""
        return tuple(each for each in self.ranges if not each.dated)


def read_groups(graph: Snapshot, claims: Iterable[Claim], *, weighed: bool = True) -> list[Group]:
    """The groups of some estimates; those about one thing stand together.

    Without ``weighed`` nothing is said of what contradicts (``clashes`` stay empty).
    """
    readings = {claim.iri: claim for claim in claims}
    by_key: dict[tuple[str, ...], list[Figure]] = {}
    for figure in figures_of(graph, readings.values()):
        by_key.setdefault(figure.matter, []).append(figure)
    if not by_key:
        return []
    ordered = sorted(
        by_key.items(),
        key=lambda item: (graph.labels(item[0][0]), graph.labels(item[0][1]), item[0]),
    )
    group_of = {
        figure.iri: number for number, (_, group) in enumerate(ordered) for figure in group
    }  # the group that a claim is drawn in
    clashes: dict[int, list[Clash]] = {}
    things = {key[0] for key, _ in ordered}
    for item in weigh(graph, things).weighed if weighed else ():
        ends = (SRC + item.first.claim, SRC + item.second.claim)
        if item.grave and all(end in group_of and not _withdrawn(readings[end]) for end in ends):
            across = group_of[ends[0]] != group_of[ends[1]]
            place = max(group_of[end] for end in ends)
            clashes.setdefault(place, []).append(_clash(item, readings, across=across))
    for impossible in sets_beside(graph, readings.values()) if weighed else ():
        members = tuple(SRC + side.claim for side in impossible.sides)
        said = " / ".join(f"{side.said} ({side.speaker})" for side in impossible.sides)
        text = f"{CANNOT}: {said}: {impossible.reason}"
        clash = Clash(CANNOT, text, impossible.remedy, members)
        for place in {group_of[member] for member in members if member in group_of}:
            clashes.setdefault(place, []).append(clash)  # the range of each is disputed
    bands = _bands(graph, readings) if weighed else {}
    return [
        _group(graph, figures, readings, clashes.get(number, []), bands.get(matter, ()))
        for number, (matter, figures) in enumerate(ordered)
    ]


def _bands(graph: Snapshot, claims: Collection[str]) -> dict[tuple[str, ...], tuple[Left, ...]]:
    """What is sure of each day, by what figures that compare share; of a band of several days."""
    bands = {}
    for fact in ranges_of(graph, claims):
        if len(steps := fact.band) > 1:
            share = fact.of.unit == KG + "ratio"
            rows = (Left(*step_text(step, share=share), step.interval) for step in steps)
            bands[tuple(fact.of[:-1])] = tuple(rows)
    return bands


def _withdrawn(claim: Claim) -> bool:
    """Whether nobody stands by a figure any more; an older one that was true in its day stands."""
    return claim.overtaken is not None and claim.overtaken.kind != SUPERSEDED


def _group(
    graph: Snapshot,
    figures: Sequence[Figure],
    readings: dict[str, Claim],
    clashes: Sequence[Clash],
    band: tuple[Left, ...],
) -> Group:
    first, rules = figures[0], graph.rules
    standing = [figure for figure in figures if not _withdrawn(readings[figure.iri])]
    later = _later_of_speaker(standing, rules)
    ranges = [
        _range(figure, readings[figure.iri], later.get(figure.iri), rules)
        for figure in sorted(figures, key=lambda f: _day(f, rules))
    ]
    own = [readings[figure.iri] for figure in figures]
    return Group(
        first.about,
        graph.labels(first.about),
        graph.labels(first.measure),
        _facts(first, graph),
        first.unit == KG + "ratio",
        tuple(ranges),
        len(own),
        len(graph.claims.origins(own)),
        graph.claims.support(own),
        tuple(clashes),
        band,
    )


def _facts(figure: Figure, graph: Snapshot) -> tuple[tuple[str, str], ...]:
    ratio = figure.unit == KG + "ratio"
    pairs = (
        ("counts", graph.labels(figure.counts) if figure.counts else ""),
        ("unit", _unit(graph.labels(figure.unit)) if figure.unit and not ratio else ""),
        ("share of", graph.labels(figure.whole) if figure.whole else ""),
        ("scope", limit_in_words(figure.scope, graph.labels)),
        ("basis", limit_in_words(figure.basis, graph.labels)),
        ("kind", graph.rules.kinds[figure.measure].in_words),
    )
    return tuple((name, value) for name, value in pairs if value)


def _unit(label: str) -> str:
    return re.sub(r" \(unit\)$", "", label)


def _dated(figure: Figure, rules: Rules) -> bool:
    """Whether it is known of which day, or a flow of which period, a figure speaks."""
    if rules.kinds[figure.measure].of_a_period and figure.period.last is not None:
        return True
    return figure.as_of != UNDATED


def _day(figure: Figure, rules: Rules) -> tuple[bool, int, int, str]:
    """What figures are ordered by: the last day that is meant, the undated ones behind."""
    dated = _dated(figure, rules)
    first, last = figure.as_of if figure.as_of != UNDATED else figure.period
    last = last if last is not None else first if first is not None else _NO_DAY
    return (not dated, last, first if first is not None else 0, figure.iri)


def _later_of_speaker(figures: Sequence[Figure], rules: Rules) -> dict[str, str]:
    """By figure (its IRI), the latest figure of the same speaker, where that one supersedes it."""
    latest: dict[str, Figure] = {}
    for figure in figures:
        if figure.dated and not figure.denied:
            known = latest.get(figure.speaker)
            if known is None or (figure.as_of.first or 0) > (known.as_of.first or 0):
                latest[figure.speaker] = figure
    replaced_by: dict[str, str] = {}
    for figure in figures:
        last = latest.get(figure.speaker)
        if last is not None and last.iri != figure.iri and not figure.denied:
            verdict = compare(figure, last, rules)
            if verdict.kind == SUPERSEDES and verdict.first == figure.iri:
                replaced_by[figure.iri] = last.iri
    return replaced_by


def _range(figure: Figure, claim: Claim, later: str | None, rules: Rules) -> Range:
    dated = _dated(figure, rules)
    time, day = in_words(claim.get("time") or ""), in_words(claim.get("asOf") or "")
    when = (time or day) if rules.kinds[figure.measure].of_a_period else (day or time)
    newer = f"{SUPERSEDED} by {later.removeprefix(SRC)}" if later else ""
    marks = ["denied" if claim.denied else "", claim.status or newer]
    return Range(
        figure.iri,
        figure.interval,
        figure.stated[2],
        claim.figure,
        figure.speaker,
        claim.speaker,
        when,
        dated,
        ", ".join(mark for mark in marks if mark),
    )


def _clash(item: Weighed, readings: dict[str, Claim], *, across: bool) -> Clash:
    def in_words_of(side: Side) -> str:
        claim = readings[SRC + side.claim]
        what = (
            [claim.label("measure"), claim.limits("scope"), claim.limits("basis")] if across else []
        )
        who = [claim.speaker, in_words(claim.get("asOf") or claim.get("time") or "")]
        described = "; ".join(
            ", ".join(part for part in parts if part) for parts in (what, who) if any(parts)
        )
        return f"{claim.figure} ({described})"

    return Clash(
        item.verdict,
        f"{item.verdict}: {in_words_of(item.first)} – {in_words_of(item.second)}: {item.reason}",
        item.remedy,
        (SRC + item.first.claim, SRC + item.second.claim),
    )
