"""A set of figures that cannot all be true, with the arithmetic that shows it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Addend(NamedTuple):
    """What one figure of a set gives to the sum that rules it out: a bound, taken ``times``.

    ``is_least`` says that it is the least that the figure allows, else the most; ``strict`` that the
    bound itself is not included. A share bounds no number by itself: its ``bound`` is 0.
    """

    claim: str
    times: Fraction
    bound: Fraction
    is_least: bool
    strict: bool


@dataclass(frozen=True, slots=True)
class ImpossibleSet:
    """Figures that cannot all be true though all but any one of them can.

    ``claims`` are their IRIs, sorted. What the addends that are least come to is more than what
    the others come to; or as much, where one of them is ``strict``. Where one of them denies a range
    with two ends, ``cases`` has the addends for each way in which that can be so, the first of them too.
    """

    claims: tuple[str, ...]
    addends: tuple[Addend, ...]
    cases: tuple[tuple[Addend, ...], ...] = ()

    @property
    def least(self) -> Fraction:
        """What the figures come to at least."""
        return sum((a.times * a.bound for a in self.addends if a.is_least), Fraction(0))

    @property
    def most(self) -> Fraction:
        """What they may come to at most."""
        return sum((a.times * a.bound for a in self.addends if not a.is_least), Fraction(0))


@dataclass(frozen=True, slots=True)
class ImpossibleSets:
    """The sets that were found, by size and claims; ``cut`` says that there may be more."""

    sets: tuple[ImpossibleSet, ...]
    cut: bool = False


def smallest(found: Iterable[ImpossibleSet]) -> tuple[ImpossibleSet, ...]:
    """Of some sets, each once, those that hold no other, by size and claims."""
    once: dict[frozenset[str], ImpossibleSet] = {}
    for impossible in found:
        once.setdefault(frozenset(impossible.claims), impossible)
    least = [own for claims, own in once.items() if not any(other < claims for other in once)]
    return tuple(sorted(least, key=lambda impossible: (len(impossible.claims), impossible.claims)))
