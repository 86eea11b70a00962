"""A figure that one speaker gives and another denies: its number, its event, or the claim by name.

A denial speaks of no day after the one on which it was published. Who neither upholds nor rejects
(no comment, not known, not confirmed) denies nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.claims.interval import EQUAL, INSIDE, relation
from kg.claims.verdicts.none_at_all import is_any_denied, is_positive
from kg.claims.verdicts.sorted_ends import lower
from kg.claims.verdicts.verdict import CONTRADICTS, SUPERSEDES, UNDECIDED, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.claims.figure import Denial, Figure, MeasureKind, Rules
    from kg.claims.period import Period

_TAKES_BACK = "the second is said to replace the first"


def denials(figures: Sequence[Figure], rules: Rules) -> Iterator[Verdict]:
    """For each denial every figure about one thing that it denies.

    A figure is denied by a denied figure in whose range its own lies: who denies "more than 6,000"
    denies "about 8,000" too, and not "4,000" (of one matter). Who denies that there were any denies each number of
    a part of them; what only the denial limits leaves it undecided. A positive figure is denied by
    who denies the event that it is about, up to that day, and any by who disputes its claim by name.
    """
    for figure in figures:
        for denial in figure.against:
            if (verdict := _without_a_figure(figure, denial, rules)) is not None:
                yield verdict
    compared = [figure for figure in figures if figure.compares]
    denying = [figure for figure in compared if figure.denied]
    if not denying:
        return
    asserted: defaultdict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in compared:
        if not figure.denied:
            asserted[figure.matter].append(figure)
    for group in asserted.values():
        group.sort(key=lambda figure: (lower(figure), figure.iri))
        for figure in denying:
            if _can_deny(figure, group[0], rules):
                yield from _in_group(figure, group, rules)


def _in_group(denial: Figure, group: list[Figure], rules: Rules) -> Iterator[Verdict]:
    """The verdicts on a denied figure and those of a matter that it can deny, by their lower ends."""
    for figure in _beginning_within(group, denial):
        if _is_denied(figure, denial, rules):
            yield _of_two_figures(figure, denial, rules)


def _of_two_figures(figure: Figure, denial: Figure, rules: Rules) -> Verdict:
    if figure.iri in denial.replaces:
        return Verdict(SUPERSEDES, figure.iri, denial.iri, _TAKES_BACK)
    if denial.iri in figure.replaces:
        return Verdict(SUPERSEDES, denial.iri, figure.iri, _TAKES_BACK)
    who = "the same speaker" if figure.speaker == denial.speaker else "the other"
    limits = _limits(figure, denial, rules)
    if limits:
        reason = (
            f"the one gives the figure, {who} denies it within a limit that the first does not"
            f" state ({', '.join(limits)}): they contradict if both mean the same"
        )
        remedy = "find out whether the figure is meant within that limit"
        return Verdict(UNDECIDED, figure.iri, denial.iri, reason, remedy)
    reason = f"the one gives the figure, {who} denies it"
    return Verdict(CONTRADICTS, figure.iri, denial.iri, reason)


def _limits(figure: Figure, denial: Figure, rules: Rules) -> list[str]:
    """The limits that only the denial states, in words."""
    pairs = ((figure.scope, denial.scope), (figure.basis, denial.basis))
    return [rules.label(limit) for own, limit in pairs if limit and not own]


def _can_deny(denial: Figure, figure: Figure, rules: Rules) -> bool:
    """Whether the matter of a denial is that of a figure, or, of "none at all", holds or may hold it.

    Who denies that there were any denies a part of them: of a narrower measure, kind or scope.
    """
    if denial.matter == figure.matter:
        return True
    if not is_any_denied(denial) or denial.unit != figure.unit or denial.whole != figure.whole:
        return False
    includes = (*rules.part_of.get(figure.measure, ()), rules.flow_of.get(figure.measure))
    if denial.measure != figure.measure and denial.measure not in includes:
        return False
    if denial.counts not in ("", figure.counts) and not rules.lies_within(
        figure.counts, denial.counts
    ):
        return False
    limits = ((denial.scope, figure.scope), (denial.basis, figure.basis))
    return all(
        own == other or not own or not other or rules.lies_within(other, own)
        for own, other in limits
    )


def _beginning_within(group: list[Figure], denial: Figure) -> Iterator[Figure]:
    """The figures, sorted by their lower ends, whose lower end lies in the range of a denial."""
    most = denial.interval.upper
    for figure in group[bisect_left(group, lower(denial), key=lower) :]:
        if most is not None and lower(figure) > most:
            return
        yield figure


def _is_denied(figure: Figure, denial: Figure, rules: Rules) -> bool:
    """Whether a denial denies a figure of a matter that it can deny: by range, and by time."""
    if relation(figure.interval, denial.interval) not in (EQUAL, INSIDE):
        return False
    kind, kind_denied = (rules.kinds[each.measure] for each in (figure, denial))
    if kind.timeless:
        return True
    if kind.of_a_period:
        if not kind_denied.of_a_period:
            return not denial.as_of.before(figure.period)
        return figure.period == denial.period
    if not kind.may_shrink:  # less on one day says nothing of a later one
        return not denial.as_of.before(figure.as_of)
    return denial.as_of.meets(figure.as_of)


def _without_a_figure(figure: Figure, denial: Denial, rules: Rules) -> Verdict | None:
    """The verdict on a figure and a denial that gives none; None where it does not deny it."""
    if denial.iri in figure.replaces:
        return Verdict(SUPERSEDES, denial.iri, figure.iri, _TAKES_BACK)
    if figure.iri in denial.replaces:
        return Verdict(SUPERSEDES, figure.iri, denial.iri, _TAKES_BACK)
    if denial.by_name:
        return Verdict(CONTRADICTS, figure.iri, denial.iri, DISPUTED)
    if figure.denied or not figure.compares or not is_positive(figure.interval):
        return None
    if denial.replaced and denial.speaker == figure.speaker:
        return None  # who has taken a denial back contradicts nothing of what they say
    kind = rules.kinds[figure.measure]
    if kind.timeless:
        return None  # of what never happened a range may still be given
    days = figure.period if kind.of_a_period else figure.as_of
    sure = _covers(denial.days, days, figure, kind)
    if sure is None:
        return None
    denies = "the one gives a number, the other denies that there was any"
    if sure:
        return Verdict(CONTRADICTS, figure.iri, denial.iri, denies)
    reason = f"{denies} up to a day, and which is of the later day is not known"
    remedy = "find out of which day each of them is, and say it with kg:asOf, if the source does"
    return Verdict(UNDECIDED, figure.iri, denial.iri, reason, remedy)


#: Why a claim that disputes another contradicts it.
DISPUTED = "the other disputes it by name"


def _covers(denied: Period, days: Period, figure: Figure, kind: MeasureKind) -> bool | None:
    """Whether a denial holds of all the days that a figure may be of; None: of none of them.

    A denial that begins on a day says nothing of a count that begins before it.
    """
    if denied.before(days) or days.before(denied):
        return None
    if denied.first is not None:
        begin = days.first if kind.of_a_period or kind.may_shrink else figure.counts_from.first
        if begin is None:
            return False
        if begin < denied.first:
            return False if kind.may_shrink or kind.of_a_period else None
    return denied.last is None or (days.last is not None and days.last <= denied.last)
