"""Fractions to decimal numbers, exactly where a decimal number has an end."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

#: So many digits are kept of a fraction that has no end: two thirds is 0.666666666666667.
ENDLESS_DIGITS = 15


def exact(number: Fraction) -> Decimal:
    """The number as a decimal one: 2.3 million is 2300000, three eighths 0.375, at any length."""
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return Decimal(f"{number.numerator / number.denominator:.{ENDLESS_DIGITS}g}")
    places = max(twos, fives)
    digits = number.numerator * 10**places // number.denominator
    return Decimal((int(digits < 0), tuple(map(int, str(abs(digits)))), -places))
