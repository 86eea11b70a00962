"""Ranges of a quantity: from words and numbers to a range, and the algebra of ranges.

A range is compared by its two cuts of the number line (``_cuts``), so that included, excluded and
open ends need no cases of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.claims.ontology import QualifierRule


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of a quantity; None is an open end. Bounds are included unless said.

    It is false where both ends are open: then no number is said.
    """

    lower: float | None = None
    upper: float | None = None
    lower_inclusive: bool = True
    upper_inclusive: bool = True

    def __bool__(self) -> bool:
        return self.lower is not None or self.upper is not None

    def scaled(self, factor: float) -> Interval:
        """The same range in another unit; ``factor`` is above 0."""
        if factor == 1.0:
            return self
        return Interval(
            None if self.lower is None else _product(self.lower, factor),
            None if self.upper is None else _product(self.upper, factor),
            self.lower_inclusive,
            self.upper_inclusive,
        )


#: How one range lies to another: no number in both (below, above), the same, within it, around
#: it, or some numbers in both.
BELOW, ABOVE, EQUAL, INSIDE, AROUND, OVERLAPS = (
    "below",
    "above",
    "equal",
    "inside",
    "around",
    "overlaps",
)

#: A place between two numbers: just below a number (0) or just above it (1).
_Cut = tuple[float, int]
_INFINITY = float("inf")


def relation(interval: Interval, other: Interval) -> str:
    """How a range lies to another: one of the six words above.

    A range that holds no number (above 5 and below 5) lies inside every other that its ends touch.
    """
    if interval.upper is not None and other.lower is not None and interval.upper < other.lower:
        return BELOW  # the common case, and clear whether ends are included
    if other.upper is not None and interval.lower is not None and other.upper < interval.lower:
        return ABOVE
    low, high = _cuts(interval)
    other_low, other_high = _cuts(other)
    if (low, high) == (other_low, other_high):
        return EQUAL
    if low >= high:
        return EQUAL if other_low >= other_high else INSIDE
    if other_low >= other_high:
        return AROUND
    if high <= other_low:
        return BELOW
    if other_high <= low:
        return ABOVE
    if other_low <= low and high <= other_high:
        return INSIDE
    return AROUND if low <= other_low and other_high <= high else OVERLAPS


def overlap(interval: Interval, other: Interval) -> bool:
    """Whether two ranges have a number in common."""
    low, high = _cuts(interval)
    other_low, other_high = _cuts(other)
    return max(low, other_low) < min(high, other_high)


def hull(intervals: Iterable[Interval]) -> Interval:
    """The smallest range that holds all of some ranges; with none, all numbers."""
    cuts = [_cuts(interval) for interval in intervals]
    if not cuts:
        return Interval()
    return _between(min(low for low, _ in cuts), max(high for _, high in cuts))


def meet(intervals: Iterable[Interval]) -> Interval | None:
    """The range of the numbers that all of some ranges hold; None where there is none."""
    cuts = [(_cuts(Interval())), *map(_cuts, intervals)]
    low, high = max(low for low, _ in cuts), min(high for _, high in cuts)
    return _between(low, high) if low < high else None


def largest_groups(intervals: Sequence[Interval]) -> list[tuple[int, ...]]:
    """The largest groups of ranges that have a number in common, by their places in the list.

    No group lies in another; they come in the order of the numbers. A range without a number is in
    none. Sweeps over the ends, so that it takes n log n time beside what it gives.
    """
    ends = []
    for index, interval in enumerate(intervals):
        low, high = _cuts(interval)
        if low < high:
            ends += [(low, True, index), (high, False, index)]
    groups: list[tuple[int, ...]] = []
    open_ranges: set[int] = set()
    has_grown = False
    for _, begins, index in sorted(ends):  # at one cut ranges end before others begin
        if begins:
            open_ranges.add(index)
        elif has_grown:
            groups.append(tuple(sorted(open_ranges)))
        if not begins:
            open_ranges.remove(index)
        has_grown = begins
    return groups


def most_agreed(
    ranges: Sequence[tuple[Interval, frozenset[str]]],
) -> tuple[int, tuple[Interval, ...]]:
    """How many origins agree at most, and the ranges of the numbers that so many allow.

    Each range comes with its origins; an origin counts once for a number. Sweeps over the ends of
    the ranges, so it takes n log n time. Where none has an origin, the answer is 0 and all ranges.
    """
    ends: list[tuple[_Cut, bool, frozenset[str]]] = []
    for interval, origins in ranges:
        low, high = _cuts(interval)
        if low < high:
            ends += [(low, True, origins), (high, False, origins)]
    counts = list(_origins_above_each_cut(ends))
    most = max((count for _, count in counts), default=0)
    if not most:
        return 0, tuple(interval for interval, _ in ranges)
    agreed: list[Interval] = []
    begin: _Cut | None = None
    for cut, count in counts:
        if count == most and begin is None:
            begin = cut
        elif count < most and begin is not None:
            agreed.append(_between(begin, cut))
            begin = None
    return most, tuple(agreed)


def _origins_above_each_cut(
    ends: Sequence[tuple[_Cut, bool, frozenset[str]]],
) -> Iterator[tuple[_Cut, int]]:
    """At each cut in order: how many origins allow the numbers just above it."""
    counts: dict[str, int] = {}
    ordered = sorted(ends, key=lambda end: end[0])
    for index, (cut, begins, origins) in enumerate(ordered):
        for origin in origins:
            counts[origin] = counts.get(origin, 0) + (1 if begins else -1)
            if not counts[origin]:
                del counts[origin]
        if index + 1 == len(ordered) or ordered[index + 1][0] != cut:
            yield cut, len(counts)


def _cuts(interval: Interval) -> tuple[_Cut, _Cut]:
    """The two places between which the numbers of a range lie."""
    low: _Cut = (-_INFINITY, 0)
    high: _Cut = (_INFINITY, 1)
    if interval.lower is not None:
        low = (interval.lower, 0 if interval.lower_inclusive else 1)
    if interval.upper is not None:
        high = (interval.upper, 1 if interval.upper_inclusive else 0)
    return low, high


def _between(low: _Cut, high: _Cut) -> Interval:
    """The range between two cuts; the reverse of ``_cuts``."""
    return Interval(
        None if low[0] == -_INFINITY else low[0],
        None if high[0] == _INFINITY else high[0],
        lower_inclusive=low[1] == 0 or low[0] == -_INFINITY,
        upper_inclusive=high[1] == 1 or high[0] == _INFINITY,
    )


def implied(
    rule: QualifierRule | None,
    lower: float | None,
    upper: float | None,
    best: float | None,
    *,
    lower_inclusive: bool = True,
    upper_inclusive: bool = True,
) -> Interval:
    """What a qualifier implies (``kg:impliedLower``/``kg:impliedUpper``) beside what is stated.

    A stated bound stands; a factor of the rule spreads a stated best value, or both bounds of a
    rule that asks for both ("about four to six million"). An absolute bound of the rule
    ("nearly half": 0.4 to 0.5) fills what is left. Without a rule, a best value alone is taken
    as it is.
    """
    low, high = lower, upper
    low_in, high_in = lower_inclusive, upper_inclusive
    if rule is not None and rule.requires >= {"lower", "upper"}:
        if low is not None and rule.lower_factor is not None:
            low = _product(low, rule.lower_factor)
        if high is not None and rule.upper_factor is not None:
            high = _product(high, rule.upper_factor)
    if rule is not None and best is not None:
        if low is None and rule.lower_factor is not None:
            low, low_in = _product(best, rule.lower_factor), rule.lower_inclusive
        if high is None and rule.upper_factor is not None:
            high, high_in = _product(best, rule.upper_factor), rule.upper_inclusive
    if rule is not None and low is None and best is None and rule.lower is not None:
        low, low_in = rule.lower, rule.lower_inclusive
    if rule is not None and high is None and best is None and rule.upper is not None:
        high, high_in = rule.upper, rule.upper_inclusive
    if low is None and high is None and best is not None:
        low = high = best
    return Interval(low, high, low_in, high_in)


def _product(number: float, factor: float) -> float:
    """The product as on paper: 600 × 1.1 is 660, which binary fractions miss."""
    from decimal import Decimal  # costs 2 ms, and who only reads a graph multiplies nothing

    return float(Decimal(str(number)) * Decimal(str(factor)))
