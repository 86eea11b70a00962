"""Which figures bind the course of a quantity, which of them together, and from when they count."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from kg.claims.figure import MeasureKind
from kg.claims.joined import Joined
from kg.claims.verdicts.sorted_ends import LOW, lower, upper

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.claims.figure import Figure, Rules

FEWEST = 3  # two figures have a verdict of their own
_MOST_READINGS = 20  # of more begins from which one thing is counted the earliest are taken


def live(figures: Iterable[Figure], rules: Rules) -> list[Figure]:
    """The figures that bind, in the order of their IRIs.

    Not those without a number or that another one replaces or is an alternative to, nor a count of a
    speaker who has a later and smaller one: whoever says that has taken back the first.
    """
    given = sorted(figures, key=lambda figure: figure.iri)
    gone = {iri for figure in given for iri in (*figure.replaces, *figure.alternatives)}
    gone |= {figure.iri for figure in given if figure.alternatives}
    said = [figure for figure in given if figure.interval and figure.iri not in gone]
    gone = set(_taken_back(said, rules))
    return [figure for figure in said if figure.iri not in gone]


def _taken_back(figures: Iterable[Figure], rules: Rules) -> Iterator[str]:
    """The counts below whose least a later one of the same speaker and matter lies."""
    sayings: defaultdict[object, list[Figure]] = defaultdict(list)
    for figure in figures:
        if rules.kinds[figure.measure] is MeasureKind.CUMULATIVE and not figure.denied:
            sayings[figure.speaker, figure.matter, figure.period.first].append(figure)
    for group in sayings.values():
        later = sorted(
            (f for f in group if f.as_of.first is not None), key=lambda f: f.as_of.first or 0
        )
        days = [figure.as_of.first or 0 for figure in later]
        least_after: list[tuple[float, bool]] = [(-LOW, True)]
        for figure in reversed(later):
            end = upper(figure), figure.interval.upper_inclusive
            least_after.append(min(end, least_after[-1]))
        least_after.reverse()
        for figure in group:
            if figure.as_of.last is not None:
                most, included = least_after[bisect_right(days, figure.as_of.last)]
                excluded = not (included and figure.interval.lower_inclusive)
                if lower(figure) > most or (lower(figure) == most and excluded):
                    yield figure.iri


def together(figures: Iterable[Figure], rules: Rules) -> Iterable[list[Figure]]:
    """The figures in groups by what they are about; a part of something and its whole are in one."""
    groups: defaultdict[str, list[Figure]] = defaultdict(list)
    joined = Joined()
    for figure in figures:
        groups[figure.about].append(figure)
        if figure.whole and figure.measure in rules.share_of:
            joined.join(figure.about, figure.whole)
    together: defaultdict[object, list[Figure]] = defaultdict(list)
    for about, group in groups.items():
        together[joined.root(about)] += group
    return together.values()


class Reading(NamedTuple):
    """Figures, and the day from which those of them count that do not say; None: from ever."""

    figures: Sequence[Figure]
    begin: int | None


def readings(group: Sequence[Figure], rules: Rules) -> tuple[list[Reading], bool]:
    """The readings of figures that belong together; and whether there are more than are taken."""
    found = list(islice(_all_readings(group, rules), _MOST_READINGS + 1))
    return found[:_MOST_READINGS], len(found) > _MOST_READINGS


def _all_readings(group: Sequence[Figure], rules: Rules) -> Iterator[Reading]:
    """The readings of a group: from ever, and from each day from which one of its counts says to count."""
    stated = {
        figure.period.first
        for figure in group
        if rules.kinds[figure.measure] is MeasureKind.CUMULATIVE and figure.period.first is not None
    }
    is_whole = False
    for begin in sorted(stated):
        counted = [figure for figure in group if _counts_from(figure, begin, rules)]
        is_whole = is_whole or len(counted) == len(group)
        if len(counted) >= FEWEST:
            yield Reading(counted, begin)
    if not is_whole:
        yield Reading(group, None)


def _counts_from(figure: Figure, begin: int, rules: Rules) -> bool:
    """Whether all that a figure counts is of a day or later, where a count without a begin is."""
    kind = rules.kinds[figure.measure]
    if kind.of_a_period:
        return figure.period.first is not None and figure.period.first >= begin
    own = figure.period.first if kind is MeasureKind.CUMULATIVE else None
    return own is None or own >= begin
