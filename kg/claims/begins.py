"""From when a total counts: what its time says, else its event, else who says so of the same thing.

A figure of which nobody states the begin counts from the begin of what it is about (the date of its
event, else the earliest begin that a figure of it states that stands): "a part since March" is another
quantity, and no rival of it. What is learnt from another figure settles no contradiction, since a claim
more would remove one: ``kg.claims.verdicts.learnt``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.claims.edtf import span
from kg.claims.figure import MeasureKind
from kg.claims.period import UNDATED, Period
from kg.errors import UndatableError

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from kg.claims.figure import Figure


@lru_cache(maxsize=4096)
def start_of(time: str) -> Period:
    """The days on one of which an EDTF time begins: of "2024-23/.." those of that autumn.

    UNDATED for an open begin, and for what is no date (which a build refuses).
    """
    return _days_of(time.partition("/")[0])


@lru_cache(maxsize=4096)
def end_of(time: str) -> Period:
    """The days on one of which an EDTF time ends, as ``start_of``: of "../2024-10" those of October."""
    return _days_of(time.rpartition("/")[2])


def _days_of(one_end: str) -> Period:
    if one_end in ("", ".."):
        return UNDATED
    try:
        first, last = span(one_end)
    except UndatableError:
        return UNDATED
    if first is None or last is None:
        return UNDATED
    return Period(first.toordinal(), last.toordinal())


def with_begins(
    figures: Iterable[Figure],
    events: Mapping[str, Period],
    gone: Container[str],
    kinds: Mapping[str, MeasureKind],
) -> list[Figure]:
    """The figures, totals that state no begin with the one from which they count, if it is known.

    ``events`` gives the begin of events (IRIs), ``gone`` are the claims that no longer stand.
    """
    listed = list(figures)
    stated: dict[tuple[str, str], tuple[Period, str]] = {}
    for figure in listed:
        if states_begin(figure) and figure.iri not in gone:
            key = figure.about, figure.measure
            said = figure.begin, figure.iri
            stated[key] = min(stated.get(key, said), said)
    if not stated and not events:
        return listed

    def begun(figure: Figure) -> Figure:
        if not lacks_begin(figure, kinds):
            return figure
        if (known := events.get(figure.about)) is not None:
            return replace(figure, begin=known)
        begin, claim = stated.get((figure.about, figure.measure), (UNDATED, ""))
        return replace(figure, begin=begin, learnt_from=claim) if claim else figure

    return [begun(figure) for figure in listed]


def states_begin(figure: Figure) -> bool:
    """Whether a figure says from when it counts, so that others of its kind may learn it."""
    return figure.begin != UNDATED and not figure.learnt_from and not figure.denied


def lacks_begin(figure: Figure, kinds: Mapping[str, MeasureKind]) -> bool:
    """Whether it is a total of which nothing says from when it counts."""
    return kinds.get(figure.measure) is MeasureKind.CUMULATIVE and figure.counts_from == UNDATED
