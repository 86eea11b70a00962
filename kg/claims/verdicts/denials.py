"""A figure that one speaker gives and another denies."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.claims.interval import EQUAL, INSIDE, relation
from kg.claims.verdicts.pair import CONTRADICTS, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.claims.figure import Days, Figure, Rules

_LEAST = float("-inf")


def denials(figures: Sequence[Figure], rules: Rules) -> Iterator[Verdict]:
    """For each denial the first figure that it denies: all whose numbers lie within its range.

    Who denies "more than 6,000" denies "about 8,000" too, and not "4,000". Only figures that
    compare (one measure, unit, scope, basis, whole) and can speak of one time count.
    """
    denied = [figure for figure in figures if figure.denied]
    if not denied:
        return
    asserted: defaultdict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if not figure.denied:
            asserted[figure.matter].append(figure)
    for group in asserted.values():
        group.sort(key=lambda f: (_lower(f), f.iri))
    for denial in denied:
        group = asserted.get(denial.matter, [])
        held = next((f for f in _from(group, denial) if _denies(denial, f, rules)), None)
        if held is not None:
            who = "the same speaker" if held.speaker == denial.speaker else "the other"
            reason = f"the one gives the figure, {who} denies it"
            yield Verdict(CONTRADICTS, held.iri, denial.iri, reason)


def _lower(figure: Figure) -> float:
    return _LEAST if figure.interval.lower is None else figure.interval.lower


def _from(group: list[Figure], denial: Figure) -> Iterator[Figure]:
    """The figures, sorted by their lower ends, that begin within the range of a denial."""
    most = denial.interval.upper
    for figure in group[bisect_left(group, _lower(denial), key=_lower) :]:
        if most is not None and _lower(figure) > most:
            return
        yield figure


def _denies(denial: Figure, figure: Figure, rules: Rules) -> bool:
    if figure.iri in denial.replaces or denial.iri in figure.replaces:
        return False
    if relation(figure.interval, denial.interval) not in (EQUAL, INSIDE):
        return False
    kind = rules.kinds.get(figure.measure, "stock")
    if kind == "flow":
        return figure.period == denial.period
    if kind == "cumulative":  # less on one day says nothing of a later one
        return not _before(denial.as_of, figure.as_of)
    return not (_before(denial.as_of, figure.as_of) or _before(figure.as_of, denial.as_of))


def _before(one: Days, other: Days) -> bool:
    return one[1] is not None and other[0] is not None and one[1] < other[0]
