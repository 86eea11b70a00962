"""From a qualifier and the stated numbers to the interval that the words allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import portion

    from kg.claims.ontology import QualifierRule


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of a quantity; None is an open end. Bounds are included unless said."""

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
            None if self.lower is None else _times(self.lower, factor),
            None if self.upper is None else _times(self.upper, factor),
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


def relation(one: Interval, other: Interval) -> str:
    """How ``one`` lies to ``other``: one of the six words above."""
    if one.upper is not None and other.lower is not None and one.upper < other.lower:
        return BELOW  # the common case, and clear whether ends are included
    if other.upper is not None and one.lower is not None and other.upper < one.lower:
        return ABOVE
    first, second = _portion(one), _portion(other)
    if first < second:
        return BELOW
    if first > second:
        return ABOVE
    if first == second:
        return EQUAL
    if first in second:
        return INSIDE
    return AROUND if second in first else OVERLAPS


def _portion(interval: Interval) -> portion.Interval:
    """The range as the library's own; an open end is infinite."""
    import portion

    low = -portion.inf if interval.lower is None else interval.lower
    high = portion.inf if interval.upper is None else interval.upper
    return portion.Interval.from_atomic(
        portion.CLOSED if interval.lower_inclusive and interval.lower is not None else portion.OPEN,
        low,
        high,
        portion.CLOSED if interval.upper_inclusive and interval.upper is not None else portion.OPEN,
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
            low = _times(low, rule.lower_factor)
        if high is not None and rule.upper_factor is not None:
            high = _times(high, rule.upper_factor)
    if rule is not None and best is not None:
        if low is None and rule.lower_factor is not None:
            low, low_in = _times(best, rule.lower_factor), rule.lower_inclusive
        if high is None and rule.upper_factor is not None:
            high, high_in = _times(best, rule.upper_factor), rule.upper_inclusive
    if rule is not None and low is None and best is None and rule.lower is not None:
        low, low_in = rule.lower, rule.lower_inclusive
    if rule is not None and high is None and best is None and rule.upper is not None:
        high, high_in = rule.upper, rule.upper_inclusive
    if low is None and high is None and best is not None:
        low = high = best
    return Interval(low, high, low_in, high_in)


def _times(figure: float, factor: float) -> float:
    """The product as on paper: 600 × 1.1 is 660, which binary fractions miss."""
    from decimal import Decimal  # costs 2 ms, and who only reads a graph multiplies nothing

    return float(Decimal(str(figure)) * Decimal(str(factor)))
