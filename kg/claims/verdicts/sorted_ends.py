"""Figures kept in the order of an end of their range, for the sweep."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from sortedcontainers import SortedList

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.claims.figure import Figure

#: The ends of ranges that are open.
LOW, HIGH = float("-inf"), float("inf")


def lower(figure: Figure) -> float:
    return LOW if figure.interval.lower is None else figure.interval.lower


def upper(figure: Figure) -> float:
    return HIGH if figure.interval.upper is None else figure.interval.upper


def _most(figure: Figure) -> tuple[float, bool]:
    """The upper end; one that is not included is less."""
    return upper(figure), figure.interval.upper_inclusive


class Bounds:
    """Figures sorted by a bound, once somebody asks for one that reaches as far as any."""

    def __init__(self, bound: Callable[[Figure], float]) -> None:
        self._bound = bound
        # Tuples are compared without a key, thrice as fast; no two figures share an IRI.
        self._sorted: SortedList = SortedList()
        self._new: list[tuple[float, str, Figure]] = []
        self._least, self._most = HIGH, LOW

    def add(self, figure: Figure) -> None:
        value = self._bound(figure)
        self._new.append((value, figure.iri, figure))
        if value < self._least:
            self._least = value
        if value > self._most:
            self._most = value

    def remove(self, figure: Figure) -> None:
        self._all().remove((self._bound(figure), figure.iri, figure))

    def up_to(self, bound: float) -> Iterator[Figure]:
        """Those whose bound is no higher, the lowest first."""
        if self._least <= bound:
            for value, _, figure in self._all():
                if value > bound:
                    return
                yield figure

    def from_top(self, bound: float) -> Iterator[Figure]:
        """Those whose bound is no lower, the highest first."""
        if self._most >= bound:
            for value, _, figure in reversed(self._all()):
                if value < bound:
                    return
                yield figure

    def _all(self) -> SortedList:
        if self._new:
            self._sorted.update(self._new)
            self._new = []
        return self._sorted


class LeastFrom:
    """A Fenwick tree: the figure with the least upper bound among those that end at or after a day."""

    def __init__(self, days: Sequence[int]) -> None:
        self._rank = {day: len(days) - index for index, day in enumerate(days)}
        self._days = days
        self._tree: list[Figure | None] = [None] * (len(days) + 1)

    def add(self, day: int, figure: Figure) -> None:
        index = self._rank[day]
        while index < len(self._tree):
            held = self._tree[index]
            if held is None or _most(figure) < _most(held):
                self._tree[index] = figure
            index += index & -index

    def least_from(self, day: int) -> Figure | None:
        place = bisect_left(self._days, day)
        index = len(self._days) - place
        best: Figure | None = None
        while index > 0:
            held = self._tree[index]
            if held is not None and (best is None or _most(held) < _most(best)):
                best = held
            index -= index & -index
        return best
