"""From when a total counts: what its time says, else its event, else who says so of the same thing.

A figure of which nobody states the begin counts from the begin of what it is about (the date of its
event, else the earliest begin that a figure of it states that stands): "a part since March" is another
quantity, and no rival of it.
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
    stated: dict[tuple[str, str], Period] = {}
    for figure in listed:
        if figure.begin != UNDATED and not figure.denied and figure.iri not in gone:
            key = figure.about, figure.measure
            stated[key] = min(stated.get(key, figure.begin), figure.begin)
    if not stated and not events:
        return listed

    def begun(figure: Figure) -> Figure:
        is_total = kinds.get(figure.measure) is MeasureKind.CUMULATIVE
        if not is_total or figure.counts_from != UNDATED:
            return figure
        known = events.get(figure.about) or stated.get((figure.about, figure.measure))
        return figure if known is None else replace(figure, begin=known)

    return [begun(figure) for figure in listed]
