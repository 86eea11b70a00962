"""A figure that one speaker gives and another denies."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.claims.interval import EQUAL, INSIDE, relation
from kg.claims.verdicts.sorted_ends import lower
from kg.claims.verdicts.verdict import CONTRADICTS, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.claims.figure import Figure, Rules


def denials(figures: Sequence[Figure], rules: Rules) -> Iterator[Verdict]:
    """For each denial every figure that it denies: those whose numbers all lie within its range.

    Who denies "more than 6,000" denies "about 8,000" too, and not "4,000". Only figures that
    compare (one measure, unit, scope, basis, whole) and can speak of one time count.
    """
    denying = [figure for figure in figures if figure.denied]
    if not denying:
        return
    asserted: defaultdict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if not figure.denied:
            asserted[figure.matter].append(figure)
    for group in asserted.values():
        group.sort(key=lambda figure: (lower(figure), figure.iri))
    for denial in denying:
        for figure in _beginning_within(asserted.get(denial.matter, []), denial):
            if _is_denied(figure, denial, rules):
                who = "the same speaker" if figure.speaker == denial.speaker else "the other"
                reason = f"the one gives the figure, {who} denies it"
                yield Verdict(CONTRADICTS, figure.iri, denial.iri, reason)


def _beginning_within(group: list[Figure], denial: Figure) -> Iterator[Figure]:
    """The figures, sorted by their lower ends, whose lower end lies in the range of a denial."""
    most = denial.interval.upper
    for figure in group[bisect_left(group, lower(denial), key=lower) :]:
        if most is not None and lower(figure) > most:
            return
        yield figure


def _is_denied(figure: Figure, denial: Figure, rules: Rules) -> bool:
    """Whether a denial denies a figure of the same matter: by range, and by time."""
    if figure.iri in denial.replaces or denial.iri in figure.replaces:
        return False
    if relation(figure.interval, denial.interval) not in (EQUAL, INSIDE):
        return False
    kind = rules.kinds[figure.measure]
    if kind.of_a_period:
        return figure.period == denial.period
    if not kind.may_shrink:  # less on one day says nothing of a later one
        return not denial.as_of.before(figure.as_of)
    return denial.as_of.meets(figure.as_of)
