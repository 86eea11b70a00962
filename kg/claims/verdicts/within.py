"""The verdict on two figures of one measure of which the one counts a declared part of the other.

A place within a region, a unit within a force, a kind within a wider kind: what is counted there
can be no more than what is counted in the whole, ``part(t) <= whole(t)`` (``Rules.within``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.figure import MeasureKind
from kg.claims.verdicts.same_kind import (
    begins_in_words,
    counts_longer,
    fit_in_words,
    is_no_later,
    is_too_large,
    whole_may_have_grown,
)
from kg.claims.verdicts.verdict import CONTRADICTS, NOT_COMPARABLE, PART_OF, UNDECIDED, Verdict

if TYPE_CHECKING:
    from kg.claims.figure import Figure, Rules

_OTHER_DAYS = "they speak of different days, and it can rise and fall"


def of_declared_part(first: Figure, second: Figure, rules: Rules) -> Verdict | None:
    """The verdict where one figure counts a declared part of what the other does; else None.

    A share of a part may be larger than that of the whole, and a constant of one kind says nothing of
    a wider one.
    """
    kind = rules.kinds[first.measure]
    if first.measure != second.measure or kind in (MeasureKind.SHARE, MeasureKind.CONSTANT):
        return None
    for part, whole in ((first, second), (second, first)):
        if names := _how(part, whole, rules):
            if kind.of_a_period:
                return _of_periods(part, whole, names)
            if kind.may_shrink:
                return _of_moments(part, whole, names)
            return _of_counts(part, whole, names, rules)
    return None


def _how(part: Figure, whole: Figure, rules: Rules) -> str:
    """How a figure counts a declared part of another, in words; empty where it does not."""
    if (part.unit, part.whole) != (whole.unit, whole.whole):
        return ""
    limits = (
        *((part.scope, whole.scope), (part.basis, whole.basis)),
        (part.counts, whole.counts),
    )
    narrower = [(own, wide) for own, wide in limits if own != wide]
    if not all(rules.lies_within(own, wide) for own, wide in narrower):
        return ""
    return " and ".join(f"{rules.label(p)} lies within {rules.label(w)}" for p, w in narrower)


def _of_periods(part: Figure, whole: Figure, names: str) -> Verdict:
    known = part.period.is_known and whole.period.is_known
    if not (known and part.period.within(whole.period)):
        reason = f"{names}, but the period of the part is not within that of the whole"
        reason = reason if known else f"{names}, but the period of a flow is not stated"
        return Verdict(
            NOT_COMPARABLE, part.iri, whole.iri, reason, "find figures of one known period"
        )
    if is_too_large(part, whole):
        return Verdict(CONTRADICTS, part.iri, whole.iri, f"{names}, and yet the part is larger")
    return Verdict(PART_OF, part.iri, whole.iri, f"{names}, and {fit_in_words(part, whole)}")


def _of_moments(part: Figure, whole: Figure, names: str) -> Verdict:
    """What can rise and fall: on one day the part is no more than the whole, and nothing binds two."""
    remedy = "find out of which day each of them is, and say it with kg:asOf, if the source does"
    if not part.as_of.meets(whole.as_of):
        return Verdict(NOT_COMPARABLE, part.iri, whole.iri, f"{names}, but {_OTHER_DAYS}", remedy)
    if not is_too_large(part, whole):
        return Verdict(PART_OF, part.iri, whole.iri, f"{names}, and {fit_in_words(part, whole)}")
    if part.as_of.is_one_day and part.as_of == whole.as_of:
        larger = f"{names}, and yet the part is larger on that day"
        return Verdict(CONTRADICTS, part.iri, whole.iri, larger)
    reason = f"{names}; the part is larger, and they contradict if both speak of one day"
    return Verdict(UNDECIDED, part.iri, whole.iri, reason, remedy)


def _of_counts(part: Figure, whole: Figure, names: str, rules: Rules) -> Verdict:
    too_large = is_too_large(part, whole)
    if counts_longer(part, whole):
        clash = "; from one day they would contradict" if too_large else ""
        reason = (
            f"{names}, but it counts from an earlier day ({begins_in_words(part, whole)}){clash}"
        )
        remedy = "find totals that count from one day"
        return Verdict(NOT_COMPARABLE, part.iri, whole.iri, reason, remedy, suspect=too_large)
    if not too_large:
        return Verdict(PART_OF, part.iri, whole.iri, f"{names}, and {fit_in_words(part, whole)}")
    if not is_no_later(part, whole):
        return whole_may_have_grown(part, whole, names, rules)
    reason = f"{names}, and yet the part is larger than the whole of that day or later"
    return Verdict(CONTRADICTS, part.iri, whole.iri, reason)
