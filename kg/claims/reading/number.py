"""One number inside a figure, and the magnitude that two of them may share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.claims.reading.numerals import Numeral


@dataclass(frozen=True, slots=True)
class Number:
    """One end of a figure: its value, where it stops, and what a number before it may share.

    ``chain``: its magnitudes, the largest last; ``composite``: it has a tail ("12 thousand 500");
    ``part``: it is a fraction of something ("two thirds", "40%"); ``article``: it is the “a” of "a
    million", and none without that; ``unclear`` are its numerals that
    only a magnitude would settle, ``unsettled`` those that it makes unclear.
    """

    coefficient: Fraction
    end: int
    chain: tuple[Fraction, ...] = ()
    value: Fraction = Fraction(0)
    composite: bool = False
    part: bool = False
    article: bool = False
    unclear: tuple[Numeral, ...] = ()
    unsettled: tuple[Numeral, ...] = ()

    def times(self, chain: tuple[Fraction, ...]) -> Number:
        """The number with the magnitudes that the number after it has."""
        value, moot = self.value, self.unsettled
        for factor in chain:
            value *= factor
        return replace(
            self, value=value, chain=chain, part=self.part or _is_part(chain), article=False,
            unclear=moot if chain else self.unclear,
        )  # fmt: skip


def _is_part(chain: Iterable[Fraction]) -> bool:
    return any(factor < 1 for factor in chain)


def with_shared_magnitude(first: Number, second: Number) -> Number | None:
    """The first end of a range, with the magnitudes that are said once for both ends.

    They are shared as far as the range then rises: "fifty to one hundred thousand" is from 50,000.
    None where it is unclear whether they are: "1 to 2 million 500 thousand".
    """
    if first.chain or first.part or not second.chain:
        return first
    if second.composite:
        return first if first.value >= second.coefficient else None
    for skipped in range(len(second.chain)):
        inner = second.coefficient
        for factor in second.chain[:skipped]:
            inner *= factor
        if first.value < inner:
            return first.times(second.chain[skipped:])
    return first
