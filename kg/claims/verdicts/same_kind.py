"""The verdict on two figures that compare: of one measure, unit, scope and basis.

What decides is how the measure behaves in time (``kg.claims.figure.MeasureKind``). A cumulative
count only grows, so a later and larger figure contradicts nothing and a smaller one does; a stock
compares on one day, a flow over one period, a share of one whole on one day (System of National
Accounts 2008, stocks and flows).
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kg.claims.interval import ABOVE, AROUND, BELOW, EQUAL, INSIDE, relation
from kg.claims.period import Period
from kg.claims.verdicts.naming import named
from kg.claims.verdicts.verdict import (
    AGREES,
    CONTRADICTS,
    GROWS,
    JUMP,
    NARROWER,
    NOT_COMPARABLE,
    OVERLAPS,
    PART_OF,
    SUPERSEDES,
    UNDECIDED,
    Verdict,
)

if TYPE_CHECKING:
    from kg.claims.figure import Figure, MeasureKind, Rules

MORE_IN_LESS_TIME = "more within a part of the time than in all of it"


def verdict_of_one_kind(first: Figure, second: Figure, rules: Rules) -> Verdict:
    """The verdict on two figures that compare, the earlier one first where that is known.

    Both are on all their days (``Figure.on_its_days``).
    """
    kind = rules.kinds[first.measure]
    position = relation(first.interval, second.interval)
    if kind.of_a_period:
        return _of_periods(first, second, position)
    if takes_the_place_of(second, first, kind):
        return _of_one_speaker(first, second, position, kind)
    if kind.timeless:
        return _by_ranges_alone(first, second, position, "one number for ever")
    if kind.may_shrink:
        return _of_moments(first, second, position, kind, rules)
    if counts_longer(first, second) or counts_longer(second, first):
        return _of_counts_from_two_days(first, second, rules)
    return _of_growing_counts(first, second, position, kind, rules)


def takes_the_place_of(later: Figure, earlier: Figure, kind: MeasureKind) -> bool:
    """Whether a figure brings an earlier one of its speaker, of the same matter, up to date.

    Figures of periods do not: each stands for its own.
    """
    one_speaker = later.speaker == earlier.speaker
    return not kind.of_a_period and one_speaker and bool(is_later(later, earlier))


def is_later(figure: Figure, other: Figure) -> bool | None:
    """Whether the day of a figure is later than that of another; None where it is not known."""
    if figure.as_of == other.as_of and figure.dated:
        return False
    if other.as_of.before(figure.as_of):
        return True
    last, first = figure.as_of.last, other.as_of.first
    return False if last is not None and first is not None and last <= first else None


def is_no_later(figure: Figure, other: Figure) -> bool:
    """Whether no day that a figure may speak of is later than any that another may speak of."""
    last, first = figure.as_of.last, other.as_of.first
    return last is not None and first is not None and last <= first


def counts_longer(figure: Figure, other: Figure) -> bool:
    """Whether a total surely counts from an earlier day than another.

    One of which no begin is known counts from where the other does; so do two that may begin on one
    day ("since autumn", "since October"), as only a begin that is stated to be later makes a part.
    """
    return figure.counts_from.before(other.counts_from)


def begins_in_words(first: Figure, second: Figure) -> str:
    """The days from which two totals count, as ``2023-08-01 / 2024-01-01``."""
    begins = (figure.counts_from.first for figure in (first, second))
    return " / ".join(
        "not stated" if b is None else date.fromordinal(b).isoformat() for b in begins
    )


def window_of_total(total: Figure) -> Period:
    """The time within which what a total counts happened: from its begin to the day it speaks of."""
    return Period(total.counts_from.first, total.as_of.last)


def sure_window_of_total(total: Figure) -> Period:
    """The part of ``window_of_total`` that the total counts whatever the day that it is of."""
    return Period(total.counts_from.last, total.as_of.first)


def is_too_large(part: Figure, whole: Figure) -> bool:
    """Whether even the least of a part exceeds the most of its whole."""
    return relation(part.interval, whole.interval) == ABOVE


def fit_in_words(part: Figure, whole: Figure) -> str:
    """Whether a part, which is not too large, is surely no larger than its whole."""
    most, least = part.interval.upper, whole.interval.lower
    is_sure = most is not None and least is not None and most <= least
    return "fits into it" if is_sure else "fits into it by some of the numbers that both allow"


def _of_periods(first: Figure, second: Figure, position: str) -> Verdict:
    """Flows: those of one period compare, and one within another's period must fit into it."""
    if not (first.period.is_known and second.period.is_known):
        unknown = "the period of a flow is not stated"
        remedy = "say it with kg:time, if the source does"
        return Verdict(NOT_COMPARABLE, first.iri, second.iri, unknown, remedy)
    if first.period == second.period:
        return _by_ranges_alone(first, second, position, "one period")
    for inner, outer in ((first, second), (second, first)):
        if inner.period.within(outer.period):
            if is_too_large(inner, outer):
                return Verdict(CONTRADICTS, inner.iri, outer.iri, MORE_IN_LESS_TIME)
            reason = (
                f"the one period lies within the other, and its number {fit_in_words(inner, outer)}"
            )
            return Verdict(PART_OF, inner.iri, outer.iri, reason)
    reason = "they speak of different periods"
    remedy = "find figures of one period"
    return Verdict(NOT_COMPARABLE, first.iri, second.iri, reason, remedy)


def _of_one_speaker(earlier: Figure, later: Figure, position: str, kind: MeasureKind) -> Verdict:
    """The later figure takes the place of the earlier; odd where a count would have shrunk."""
    if kind.timeless and position in (BELOW, ABOVE):
        reason = "the same speaker, later; another number, though it is one for ever"
        remedy = "is it a correction (then say so: kg:supersedes), or of something else?"
        return Verdict(SUPERSEDES, earlier.iri, later.iri, reason, remedy, suspect=True)
    shrunk = not kind.may_shrink and position == ABOVE and not counts_longer(earlier, later)
    if kind.timeless or not shrunk:
        return Verdict(SUPERSEDES, earlier.iri, later.iri, "the same speaker, later")
    reason = "the same speaker, later; it is smaller, though the count can only grow"
    remedy = "is it a correction (then say so: kg:supersedes), or something else that is counted?"
    return Verdict(SUPERSEDES, earlier.iri, later.iri, reason, remedy, suspect=True)


def _of_growing_counts(
    first: Figure, second: Figure, position: str, kind: MeasureKind, rules: Rules
) -> Verdict:
    """Counts of one begin, which can only grow: ``q(earlier day) <= q(later day)``.

    The larger contradicts where no day of it is later than one of the smaller, and has grown where
    each is; else it depends on the days that are meant.
    """
    if position not in (BELOW, ABOVE):
        return _by_ranges_alone(first, second, position, "one time")
    smaller, larger = (first, second) if position == BELOW else (second, first)
    if is_no_later(larger, smaller):
        one_day = larger.as_of == smaller.as_of
        reason = (
            "no number fits both, and both speak of one time"
            if one_day
            else "the later is smaller, though the count can only grow"
        )
        return Verdict(CONTRADICTS, first.iri, second.iri, reason)
    if smaller.as_of.before(larger.as_of):
        grown = "the count can only grow, and the larger figure is of the later day"
        jump = _jump(smaller, larger, kind, rules)
        return jump or Verdict(GROWS, smaller.iri, larger.iri, grown)
    return Verdict(
        UNDECIDED,
        first.iri,
        second.iri,
        "no number fits both, and the count can only grow: both can be true only if"
        f" {named(larger, rules)} is of a later day than {named(smaller, rules)}, which their dates leave open",
        "find out of which day each of them is, and say it with kg:asOf, if the source does",
    )


def _of_counts_from_two_days(first: Figure, second: Figure, rules: Rules) -> Verdict:
    """Counts of which one begins later, and so is a part of the other."""
    whole, part = (first, second) if counts_longer(first, second) else (second, first)
    from_days = f"they count from two days ({begins_in_words(first, second)})"
    if not is_too_large(part, whole):
        fits = f"{from_days}: what counts from the later is a part, and {fit_in_words(part, whole)}"
        return Verdict(PART_OF, part.iri, whole.iri, fits)
    if is_no_later(part, whole):
        reason = f"{from_days}, and what counts from the later is larger"
        return Verdict(CONTRADICTS, part.iri, whole.iri, reason)
    words = f"{from_days}, and what counts from the later is a part of the other"
    return whole_may_have_grown(part, whole, words, rules)


def whole_may_have_grown(part: Figure, whole: Figure, words: str, rules: Rules) -> Verdict:
    """The verdict on a part that is larger than a whole which is not surely of as late a day.

    ``words`` say how the one is a part of the other.
    """
    if whole.as_of.before(part.as_of):
        grown = (
            f"{words}; the part is larger, but of a later day, by which the whole may have grown"
        )
        return Verdict(PART_OF, part.iri, whole.iri, grown)
    return Verdict(
        UNDECIDED,
        part.iri,
        whole.iri,
        f"{words}, and yet larger: both can be true only if the part, {named(part, rules)}, is of a later"
        f" day than the whole, {named(whole, rules)}, which their dates leave open",
        "find out of which day each of them is, and say it with kg:asOf, if the source does",
    )


def _of_moments(
    first: Figure, second: Figure, position: str, kind: MeasureKind, rules: Rules
) -> Verdict:
    """What can rise and fall: only figures of one day contradict."""
    if position not in (BELOW, ABOVE):
        return _by_ranges_alone(first, second, position, "different days")
    if first.as_of.is_one_day and first.as_of == second.as_of:
        return _by_ranges_alone(first, second, position, "one time")
    if first.as_of.meets(second.as_of):
        return Verdict(
            UNDECIDED,
            first.iri,
            second.iri,
            "no number fits both, and their dates leave open whether they speak of one day: they"
            " contradict if they do",
            "find out of which day each of them is, and say it with kg:asOf, if the source does",
        )
    jump = _jump(first, second, kind, rules) if is_later(second, first) else None
    reason = "they speak of different days, and it can rise and fall"
    remedy = "find figures of one day"
    return jump or Verdict(NOT_COMPARABLE, first.iri, second.iri, reason, remedy)


def _by_ranges_alone(first: Figure, second: Figure, position: str, time: str) -> Verdict:
    """The verdict of the ranges for figures that speak of one ``time`` (in words).

    ``position`` says how the first range lies to the second (``kg.claims.interval.relation``).
    """
    if position in (BELOW, ABOVE):
        reason = f"no number fits both, and both speak of {time}"
        return Verdict(CONTRADICTS, first.iri, second.iri, reason)
    kind, reason = OVERLAPS, "some numbers fit both"
    if position == EQUAL:
        kind, reason = AGREES, "the same range"
    elif position in (INSIDE, AROUND):
        inner = "first" if position == INSIDE else "second"
        kind, reason = NARROWER, f"the {inner} lies within the other"
    if first.speaker == second.speaker and first.source != second.source:
        reason += "; both documents have it from one speaker, so neither confirms the other"
    return Verdict(kind, first.iri, second.iri, reason)


def _jump(earlier: Figure, later: Figure, kind: MeasureKind, rules: Rules) -> Verdict | None:
    """Growth at a higher rate than the declared one, whatever the days between."""
    jump = rules.jumps.get(kind)
    if jump is None or earlier.as_of.first is None or later.as_of.last is None:
        return None
    most, least = earlier.interval.upper, later.interval.lower
    days = later.as_of.last - earlier.as_of.first
    if most is None or least is None or not jump.is_out_of_proportion(least, most, days):
        return None
    within = f"within {days} days" if days else "on one day"
    reason = f"from {named(earlier, rules)} to {named(later, rules)} {within}: "
    if days > jump.days:
        reason += f"faster than {jump.factor:g} times as many in every {jump.days} days"
    else:
        reason += f"more than {jump.factor:g} times as many, which is not believed within {jump.days} days"
    remedy = "read both figures in their sources again"
    return Verdict(JUMP, earlier.iri, later.iri, reason, remedy)
