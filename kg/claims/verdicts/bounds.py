"""Linear bounds on the true courses of quantities, and the ways in which denials of a range can be meant.

Who denies "5 to 9" says that there are fewer than 5 or more than 9: two sides, of which the one or the
other bounds the quantity.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.claims.figure import Figure

ANY_DAY, NO_DAY = 0, -1
MOST_WAYS = 64  # in which the denials of one family can be meant


class Course(NamedTuple):
    """A quantity as it is in truth.

    ``measure`` is that of the total where a flow has one. Terms are IRIs, empty where not stated.
    ``day`` is the one on which a stock is bounded: 0 for what is bounded on several days that are bound
    to one another, -1 for what has one value for ever.
    """

    about: str
    measure: str
    unit: str
    counts: str
    scope: str
    basis: str
    day: int = ANY_DAY


#: The value of a course on a day, taken so many times.
Term = tuple[Course, int, float]


class Bound(NamedTuple):
    """The sum of some terms is at least ``least``: above it where ``strict``, it where ``equal``.

    ``claim`` is the figure that says so (an IRI); empty for what holds of every course. Who denies a
    range with two ends says one of several things: the bounds of one ``side`` (from 1) hold together, and
    those of another do not; 0: it holds in any case.
    """

    terms: tuple[Term, ...]
    least: float
    claim: str = ""
    strict: bool = False
    equal: bool = False
    side: int = 0


@dataclass(frozen=True)
class Family:
    """Figures whose courses are bound to one another, and all that is sure of these.

    ``claims`` are the IRIs of the figures, sorted. Every course is 0 or more on every day. ``cut``
    says that of the begins from which such figures count not all were taken.
    """

    claims: tuple[str, ...]
    bounds: tuple[Bound, ...]
    cut: bool = False


def of_either_side(
    figure: Figure, at_first: tuple[Term, ...], at_last: tuple[Term, ...]
) -> Iterator[Bound]:
    """What is left of a quantity whose range is denied on each of some days: below it, or above.

    What grows may also be below it on the first day, and above on the last.
    """
    ends, claim = figure.interval, figure.iri
    least, most = ends.lower or 0.0, ends.upper or 0.0

    def below(terms: tuple[Term, ...], side: int) -> Bound:
        return Bound(negative(terms), -least, claim, strict=ends.lower_inclusive, side=side)

    def above(terms: tuple[Term, ...], side: int) -> Bound:
        return Bound(terms, most, claim, strict=ends.upper_inclusive, side=side)

    first, last = at_first or at_last, at_last or at_first
    if not first:
        return
    yield from (below(last, 1), above(first, 2))
    if first != last:
        yield from (below(first, 3), above(last, 3))


def negative(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Terms with the opposite sign."""
    return tuple((course, day, -times) for course, day, times in terms)


def _sides(bounds: Iterable[Bound]) -> dict[str, set[int]]:
    """The sides of each figure that says one of several things, by IRI."""
    sides: dict[str, set[int]] = {}
    for bound in bounds:
        if bound.side:
            sides.setdefault(bound.claim, set()).add(bound.side)
    return sides


def ways(bounds: Iterable[Bound]) -> Iterator[frozenset[tuple[str, int]]]:
    """Each way in which the denials can be meant: a side for each of their figures."""
    sides = sorted(_sides(bounds).items())
    for way in product(*(sorted(each) for _, each in sides)):
        yield frozenset(zip((claim for claim, _ in sides), way, strict=True))


def of_few_ways(family: Family) -> Family:
    """A family whose denials can be meant in no more ways than are looked at."""
    count, left_out = 1, set()
    for claim, sides in sorted(_sides(family.bounds).items()):
        if count * len(sides) > MOST_WAYS:
            left_out.add(claim)
        else:
            count *= len(sides)
    if not left_out:
        return family
    bounds = tuple(b for b in family.bounds if not (b.side and b.claim in left_out))
    return replace(family, bounds=bounds, cut=True)
