"""A figure that one speaker gives and another denies: its number, its event, or the claim by name.

A denial speaks of no day after the one on which it was published. Who neither upholds nor rejects
(no comment, not known, not confirmed) denies nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from kg.claims.interval import EQUAL, INSIDE, Interval, meet, relation
from kg.claims.period import UNDATED, Period
from kg.claims.verdicts.denied_parts import of_a_part
from kg.claims.verdicts.none_at_all import is_any_denied, is_positive
from kg.claims.verdicts.sorted_ends import LOW, lower
from kg.claims.verdicts.two_denials import of_two_denials
from kg.claims.verdicts.verdict import CONTRADICTS, SUPERSEDES, UNDECIDED, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.claims.figure import Denial, Figure, MeasureKind, Rules

_WITHIN = (EQUAL, INSIDE)
_TAKES_BACK = "the second is said to replace the first"


def denials(figures: Sequence[Figure], rules: Rules) -> Iterator[Verdict]:
    """For each denial every figure about one thing that it denies.

    A figure is denied by a denied figure in whose range its own lies: who denies "more than 6,000"
    denies "about 8,000" too, and not "4,000" (``denied_by``). A positive figure is denied by
    who denies the event that it is about, up to that day, and any by who disputes its claim by name.
    """
    for figure in figures:
        for denial in figure.against:
            if (verdict := without_a_figure(figure, denial, rules)) is not None:
                yield verdict
    compared = [figure for figure in figures if figure.compares]
    denying = [figure for figure in compared if figure.denied]
    if not denying:
        return
    yield from of_two_denials(denying, partial(_is_no_more, rules=rules), rules)
    asserted: defaultdict[tuple[str, ...], list[Figure]] = defaultdict(list)
    for figure in compared:
        if not figure.denied:
            asserted[figure.matter].append(figure)
    for group in asserted.values():
        group.sort(key=lambda figure: (lower(figure), figure.iri))
        for figure in denying:
            if _roles(replace(group[0], begin=UNDATED, period=UNDATED), figure, rules) != {None}:
                yield from _in_group(figure, group, rules)


def _in_group(denial: Figure, group: list[Figure], rules: Rules) -> Iterator[Verdict]:
    """The verdicts on a denied figure and those of a matter that it can deny, by their lower ends."""
    for figure in _beginning_within(group, denial):
        outcome = denied_by(denial, figure, rules)
        if outcome is not None:
            yield _of_two_figures(figure, denial, outcome, rules)


def _of_two_figures(figure: Figure, denial: Figure, outcome: str, rules: Rules) -> Verdict:
    if figure.iri in denial.replaces:
        return Verdict(SUPERSEDES, figure.iri, denial.iri, _TAKES_BACK)
    if denial.iri in figure.replaces:
        return Verdict(SUPERSEDES, denial.iri, figure.iri, _TAKES_BACK)
    who = "the same speaker" if figure.speaker == denial.speaker else "the other"
    if outcome == CONTRADICTS:
        reason = f"the one gives the figure, {who} denies it"
        return Verdict(CONTRADICTS, figure.iri, denial.iri, reason)
    if limits := _limits(figure, denial, rules):
        reason = (
            f"the one gives the figure, {who} denies it within a limit that one of them does not"
            f" state ({', '.join(limits)}): they contradict if both mean the same"
        )
        remedy = "find out whether both are meant within that limit"
        return Verdict(UNDECIDED, figure.iri, denial.iri, reason, remedy)
    reason = (
        f"the one gives the figure, {who} denies it: they contradict if both are of one time,"
        " and the days that they state leave that open"
    )
    remedy = "find out of which day each of them is, and say it with kg:asOf, if the source does"
    return Verdict(UNDECIDED, figure.iri, denial.iri, reason, remedy)


def _limits(figure: Figure, denial: Figure, rules: Rules) -> list[str]:
    """What only one of the two says that it is limited to, in words."""
    pairs = (
        (figure.counts, denial.counts),
        (figure.scope, denial.scope),
        (figure.basis, denial.basis),
    )
    return [rules.label(one or other) for one, other in pairs if bool(one) != bool(other)]


def denied_by(denial: Figure, figure: Figure, rules: Rules) -> str | None:
    """Whether a denied figure denies another about one thing: CONTRADICTS, UNDECIDED, or None.

    A denial leaves of the quantity, on each of its days, what is not in its range; it denies a
    figure of which that leaves nothing. What the two leave open (a day, a limit that one of them
    does not state) has readings: where all of them are denied they contradict, where some are, it is
    undecided. Of a part it denies what is in its range and has no upper end ("no more than 6,000 in all"), of a
    whole what has no lower one ("at least 6,000 of these"). Both are in one unit, on their days.
    """
    if not _lies_in(figure.interval, denial.interval):
        return None
    outcomes = {_in_time(denial, figure, role, rules) for role in _roles(figure, denial, rules)}
    if outcomes == {CONTRADICTS}:
        return CONTRADICTS
    return None if outcomes == {None} else UNDECIDED


_SAME, _PART, _WHOLE = "same", "part", "whole"


def _roles(figure: Figure, denial: Figure, rules: Rules) -> set[str | None]:
    """What the quantity of a figure can be to that of a denial; None stands for another one.

    A limit that one of them does not state is that of the other, or there is none.
    """
    if figure.unit != denial.unit or figure.whole != denial.whole:
        return {None}
    roles = {_of_measures(figure.measure, denial.measure, rules)}
    limits = (
        (figure.counts, denial.counts),
        (figure.scope, denial.scope),
        (figure.basis, denial.basis),
    )
    for own, other in limits:
        if own != other:
            roles = {_both(role, each) for role in roles for each in _of_limits(own, other, rules)}
    kind = rules.kinds[figure.measure]
    if kind.timeless:  # the range of one of some is no part of the range of all
        return {role if role == _SAME else None for role in roles}
    if not kind.may_shrink and not kind.of_a_period:
        begins = (each.without_begin().counts_from for each in (figure, denial))
        own_begin, other_begin = begins
        if other_begin.before(own_begin):
            return {_both(role, _PART) for role in roles}
        if own_begin.before(other_begin):
            return {_both(role, _WHOLE) for role in roles}
    return roles


def _is_no_more(figure: Figure, other: Figure, rules: Rules) -> bool | None:
    """Whether the quantity of a figure is that of another, or a part of it; None where that is open."""
    roles = _roles(figure, other, rules)
    if roles <= {_SAME, _PART}:
        return True
    return False if roles.isdisjoint((_SAME, _PART)) else None


def _of_measures(own: str, other: str, rules: Rules) -> str | None:
    if own == other:
        return _SAME
    if other in (*rules.part_of.get(own, ()), rules.flow_of.get(own)):
        return _PART
    return _WHOLE if own in (*rules.part_of.get(other, ()), rules.flow_of.get(other)) else None


def _of_limits(own: str, other: str, rules: Rules) -> set[str | None]:
    if not other:
        return {_SAME, _PART}
    if not own:
        return {_SAME, _WHOLE}
    if rules.lies_within(own, other):
        return {_PART}
    return {_WHOLE} if rules.lies_within(other, own) else {None}


def _both(one: str | None, other: str | None) -> str | None:
    """What a quantity is that is the one by this and the other by that."""
    if one == other or other == _SAME:
        return one
    return other if one == _SAME else None


def _in_time(denial: Figure, figure: Figure, role: str | None, rules: Rules) -> str | None:
    """Whether a denial denies a figure, which lies in its range, on all or some of its days."""
    ends = denial.interval
    bounds_above = ends.upper is None and role in (_SAME, _PART)
    bounds_below = _has_nought(ends) and role in (_SAME, _WHOLE)
    if not (bounds_above or bounds_below or role == _SAME):
        return None
    kind, kind_denied = (rules.kinds[each.measure] for each in (figure, denial))
    if kind.timeless:
        return CONTRADICTS
    if kind.of_a_period and kind_denied.of_a_period:
        return _in_periods(denial, figure, bounds_above=bounds_above, bounds_below=bounds_below)
    if kind.of_a_period:  # a part of a total, which has grown by then
        return _of_days(figure.period, Period(None, denial.as_of.last)) if bounds_above else None
    if kind_denied.of_a_period:  # what a total had grown by
        return _since_a_period(figure, denial.period) if bounds_below else None
    if kind.may_shrink:  # less on one day says nothing of a later one
        return _of_days(figure.as_of, denial.as_of)
    first, last = denial.as_of
    return _of_days(
        figure.as_of, Period(None if bounds_above else first, None if bounds_below else last)
    )


def _of_days(days: Period, denied: Period) -> str | None:
    """Whether a figure of one of some days is of days on which it is denied; an open end is open."""
    if not days.meets(denied):
        return None
    begins = denied.first is None or (days.first is not None and days.first >= denied.first)
    ends = denied.last is None or (days.last is not None and days.last <= denied.last)
    return CONTRADICTS if begins and ends else UNDECIDED


def _since_a_period(total: Figure, period: Period) -> str | None:
    """Whether a total must hold what was denied to be all of a period: where it counts from before it."""
    if not period.is_known:
        return UNDECIDED
    since = total.without_begin().counts_from
    if since != UNDATED and not since.meets(Period(None, period.first)):
        return None
    outcome = _of_days(total.as_of, Period(period.last, None))
    is_sure = since == UNDATED or _of_days(since, Period(None, period.first)) == CONTRADICTS
    return outcome if is_sure else outcome and UNDECIDED


def _in_periods(
    denial: Figure, figure: Figure, *, bounds_above: bool, bounds_below: bool
) -> str | None:
    """Of two periods: of one, or of which the one is a part of the other."""
    own, denied = figure.period, denial.period
    if own.is_known and denied.is_known:
        if own == denied:
            return CONTRADICTS
        if bounds_above and own.within(denied):
            return CONTRADICTS
        if bounds_below and denied.within(own):
            return CONTRADICTS
        is_any = bounds_above and is_any_denied(denial)
        return UNDECIDED if is_any and own.meets(denied) else None
    return UNDECIDED if own.meets(denied) else None


def _lies_in(interval: Interval, denied: Interval) -> bool:
    """Whether a denied range holds all of another; nothing is less than 0."""
    least = Interval(0.0, None)
    own, all_denied = (meet((each, least)) for each in (interval, denied))
    return own is not None and all_denied is not None and relation(own, all_denied) in _WITHIN


def _has_nought(interval: Interval) -> bool:
    return interval.lower is None or (interval.lower == 0 and interval.lower_inclusive)


def _beginning_within(group: list[Figure], denial: Figure) -> Iterator[Figure]:
    """The figures, sorted by their lower ends, whose lower end lies in the range of a denial."""
    most = denial.interval.upper
    least = LOW if _has_nought(denial.interval) else lower(denial)
    for figure in group[bisect_left(group, least, key=lower) :]:
        if most is not None and lower(figure) > most:
            return
        yield figure


def without_a_figure(figure: Figure, denial: Denial, rules: Rules) -> Verdict | None:
    """The verdict on a figure and a denial that gives none; None where it does not deny it."""
    verdict = _of_event_or_claim(figure, denial, rules)
    return verdict and of_a_part(verdict, denial.of_whole)


def _of_event_or_claim(figure: Figure, denial: Denial, rules: Rules) -> Verdict | None:
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
