"""Figures kept in the order of an end of their range, for the sweep."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sortedcontainers import SortedList

    from kg.claims.figure import Figure

#: The ends of ranges that are open.
LOW, HIGH = float("-inf"), float("inf")


def lower(figure: Figure) -> float:
    """The lower end of a figure's range; of an open one, minus infinity."""
    return LOW if figure.interval.lower is None else figure.interval.lower


def upper(figure: Figure) -> float:
    """The upper end of a figure's range; of an open one, infinity."""
    return HIGH if figure.interval.upper is None else figure.interval.upper


def first_day(figure: Figure) -> int:
    """The first day that a figure may speak of, to sort by; 0 where it is not known."""
    return figure.as_of.first or 0


def _upper_cut(figure: Figure) -> tuple[float, bool]:
    """The upper end, to be compared: one that is not included lies below one that is."""
    return upper(figure), figure.interval.upper_inclusive


class Bounds:
    """Figures in the order of one of their ends; sorted only once a figure can be among the answers.

    ``bound`` gives the end of a figure by which it is sorted (``lower`` or ``upper``).
    """

    def __init__(self, bound: Callable[[Figure], float]) -> None:
        self._bound = bound
        # Tuples are compared without a key, thrice as fast; no two figures share an IRI.
        self._sorted: SortedList | None = None
        self._unsorted: list[tuple[float, str, Figure]] = []
        self._least, self._most = HIGH, LOW

    def add(self, figure: Figure) -> None:
        """Take a figure in."""
        value = self._bound(figure)
        self._unsorted.append((value, figure.iri, figure))
        if value < self._least:
            self._least = value
        if value > self._most:
            self._most = value

    def remove(self, figure: Figure) -> None:
        """Take a figure out. Raises ValueError where it is not in."""
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
        if self._sorted is None:
            from sortedcontainers import SortedList  # few things have as many figures

            self._sorted = SortedList()
        if self._unsorted:
            self._sorted.update(self._unsorted)
            self._unsorted = []
        return self._sorted


class LeastFrom:
    """A Fenwick tree: the figure with the least upper end among those that end at or after a day.

    ``days`` are all the days at which figures may end, as ordinals, sorted and each once. To add
    and to ask takes time that grows with the logarithm of their number.
    """

    def __init__(self, days: Sequence[int]) -> None:
        self._rank = {day: len(days) - index for index, day in enumerate(days)}
        self._days = days
        self._tree: list[Figure | None] = [None] * (len(days) + 1)

    def add(self, day: int, figure: Figure) -> None:
        """Take in a figure that ends at a day. Raises KeyError for a day that was not announced."""
        index = self._rank[day]
        while index < len(self._tree):
            least = self._tree[index]
            if least is None or _upper_cut(figure) < _upper_cut(least):
                self._tree[index] = figure
            index += index & -index

    def least_from(self, day: int) -> Figure | None:
        """The figure with the least upper end that ends at a day or later; None without one."""
        index = len(self._days) - bisect_left(self._days, day)
        least: Figure | None = None
        while index > 0:
            candidate = self._tree[index]
            if candidate is not None and (
                least is None or _upper_cut(candidate) < _upper_cut(least)
            ):
                least = candidate
            index -= index & -index
        return least
