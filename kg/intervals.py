"""From a qualifier and the stated numbers to the interval that the words allow."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.ontology import QualifierRule


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of a quantity; None is an open end. Bounds are included unless said."""

    lower: float | None = None
    upper: float | None = None
    lower_inclusive: bool = True
    upper_inclusive: bool = True

    def __bool__(self) -> bool:
        return self.lower is not None or self.upper is not None


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

    A stated bound always stands; a factor of the rule spreads a stated best value; an absolute
    bound of the rule ("nearly half": 0.4 to 0.5) fills what is left. Without a rule, a best
    value alone is taken as it is.
    """
    low, high = lower, upper
    low_in, high_in = lower_inclusive, upper_inclusive
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
    return float(Decimal(str(figure)) * Decimal(str(factor)))
