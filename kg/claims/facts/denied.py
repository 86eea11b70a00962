"""What denied figures leave of the range of a quantity: all of it, a part of it, or nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.facts.edges import DENIES_IT
from kg.claims.interval import meet
from kg.claims.period import UNDATED
from kg.claims.verdicts.denials import denied_by
from kg.claims.verdicts.sweep import converter
from kg.claims.verdicts.verdict import CONTRADICTS, UNDECIDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.claims.facts.day_range import DayRange
    from kg.claims.figure import Figure, Rules
    from kg.claims.interval import Interval


def on_a_range(
    denying: Iterable[Figure], bearing: Sequence[Figure], left: DayRange, rules: Rules
) -> dict[str, tuple[str | None, str]]:
    """By denied figure (IRI) of a quantity what it does to a range, and that in words.

    CONTRADICTS: it denies all of the range, or a figure that bears it; UNDECIDED: it may, or denies
    a part of it; None: all numbers of the range are others than it denies, or of other days.
    """
    denying = list(denying)
    if not denying:
        return {}
    convert = converter(rules)
    # What the figures leave together is said of that time; where they leave nothing, each is alone.
    ranges = [] if left.camps else [_as_figure(bearing[0], left)]
    figures = [convert(figure) for figure in (*bearing, *ranges)]
    found: dict[str, tuple[str | None, str]] = {}
    for denial in map(convert, denying):
        outcomes = [denied_by(denial, figure, rules) for figure in figures]
        if CONTRADICTS in outcomes:
            found[denial.iri] = CONTRADICTS, DENIES_IT
        elif UNDECIDED in outcomes:
            found[denial.iri] = UNDECIDED, "denies it, if it is of the same day"
        elif any(_is_cut(denial, figure, rules) for figure in figures):
            found[denial.iri] = UNDECIDED, "denies a part of it"
        else:
            found[denial.iri] = None, "denies other numbers than these, or of another day"
    return found


def _as_figure(figure: Figure, left: DayRange) -> Figure:
    as_of = left.day if left.day != UNDATED else figure.as_of
    return replace(figure, interval=left.interval, as_of=as_of)


def _is_cut(denial: Figure, figure: Figure, rules: Rules) -> bool:
    """Whether some numbers of a figure are denied, so that others are left."""
    shared: Interval | None = meet((figure.interval, denial.interval))
    if not shared:
        return False
    return denied_by(denial, replace(figure, interval=shared), rules) is not None
