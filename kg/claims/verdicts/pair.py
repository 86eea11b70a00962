"""Do two figures contradict, or do they merely differ? A verdict for a pair, with its reason.

Nothing is compared across units, scopes or bases without a declared conversion. Figures of one
measure are judged by ``kg.claims.verdicts.same_kind``; here stands what joins two measures, and
what keeps two figures apart.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.figure import MeasureKind
from kg.claims.verdicts.differences import (
    differences,
    in_words,
    not_comparable,
    said_by_one,
    undecided_by,
)
from kg.claims.verdicts.learnt import with_learnt_begins
from kg.claims.verdicts.same_kind import (
    MORE_IN_LESS_TIME,
    begins_in_words,
    counts_longer,
    fit_in_words,
    is_later,
    is_no_later,
    is_too_large,
    sure_window_of_total,
    verdict_of_one_kind,
    whole_may_have_grown,
    window_of_total,
)
from kg.claims.verdicts.verdict import (
    AGREES,
    ALTERNATIVE,
    CONTRADICTS,
    FITS,
    JUMP,
    NARROWER,
    NOT_COMPARABLE,
    NOT_INDEPENDENT,
    OVERLAPS,
    PART_OF,
    SUPERSEDES,
    UNDECIDED,
    Verdict,
)
from kg.claims.verdicts.within import of_declared_part

if TYPE_CHECKING:
    from kg.claims.figure import Figure, Rules


_FIND_A_DAY = "find a total of a known day, or say it with kg:asOf, if the source does"
_MAY_END = "the total counts the whole period only if it is of the last day that it may be of"


def compare(figure: Figure, other: Figure, rules: Rules) -> Verdict:
    """The verdict on two figures about the same thing, whatever their order.

    Raises KgError where the ontology does not say of which kind a measure is.
    """
    figure, other = (each.on_its_days(rules.kinds[each.measure]) for each in (figure, other))
    first, second = _in_order(figure, _in_unit(other, figure.unit, rules))
    return with_learnt_begins(first, second, rules, _judged)


def _judged(first: Figure, second: Figure, rules: Rules) -> Verdict:
    """The verdict on two figures in their order and of one unit: the first rule that answers decides."""
    for rule in (
        *(_linked, _changed, _dropped_basis, _part, _flow, of_declared_part),
        _different_descriptions,
    ):
        if (verdict := rule(first, second, rules)) is not None:
            break
    else:
        verdict = verdict_of_one_kind(first, second, rules)
    return _same_number(first, second, _independent(first, second, verdict), rules)


def _same_number(first: Figure, second: Figure, verdict: Verdict, rules: Rules) -> Verdict:
    """The verdict; odd where two reports give one number for one day, of two things."""
    if verdict.grave or verdict.kind in (ALTERNATIVE, SUPERSEDES):
        return verdict
    if not is_one_number(first, second) or not counts_otherwise(first, second, rules):
        return verdict
    sides = ((first.measure, second.measure), (first.counts, second.counts))
    counted = ", ".join(
        f"{rules.label(one)} / {rules.label(other)}" for one, other in sides if one != other
    )
    reason = (
        f"{verdict.reason}; the same day and number, but another thing counted ({counted}): one of"
        " the two reports may have changed it"
    )
    remedy = "read both figures in their sources again"
    return replace(verdict, reason=reason, remedy=remedy, suspect=True)


def is_one_number(figure: Figure, other: Figure) -> bool:
    """Whether two documents give the same digits for one known day."""
    same = (figure.stated, figure.as_of) == (other.stated, other.as_of)
    return same and figure.dated and figure.source != other.source and any(figure.stated)


def counts_otherwise(figure: Figure, other: Figure, rules: Rules) -> bool:
    """Whether two figures count two things of which one may be taken for the other.

    Of one measure, two kinds; or two measures of which one includes the other, or both are parts
    of one.
    """
    if figure.measure == other.measure:
        return figure.counts != other.counts and bool(figure.counts and other.counts)
    wholes, others = (rules.part_of.get(each.measure, frozenset()) for each in (figure, other))
    return not (
        wholes.isdisjoint((*others, other.measure)) and others.isdisjoint((figure.measure,))
    )


def _independent(first: Figure, second: Figure, verdict: Verdict) -> Verdict:
    """The verdict; that a figure fits to the one that it relays says nothing of either."""
    if verdict.outcome != FITS or verdict.kind == ALTERNATIVE:
        return verdict
    if not first.shares_an_origin(second):
        return verdict
    relays = second.iri in first.derived_from or first.iri in second.derived_from
    how = "the one relays the other" if relays else "both relay one origin"
    reason = f"{how}, so that neither confirms it ({verdict.reason})"
    return Verdict(NOT_INDEPENDENT, verdict.first, verdict.second, reason)


def _in_unit(figure: Figure, unit: str, rules: Rules) -> Figure:
    """The figure in another unit, where a conversion is declared; else as it is."""
    back = rules.conversions.get((unit, figure.unit))
    factor = rules.conversions.get((figure.unit, unit), 1 / back if back else None)
    if factor is None:
        return figure
    return replace(figure, interval=figure.interval.scaled(factor), unit=unit)


def _in_order(figure: Figure, other: Figure) -> tuple[Figure, Figure]:
    """The earlier first, where that is known; else by IRI."""
    if is_later(figure, other):
        return other, figure
    if is_later(other, figure):
        return figure, other
    return (figure, other) if figure.iri <= other.iri else (other, figure)


def _linked(first: Figure, second: Figure, _rules: Rules) -> Verdict | None:
    """What the sources or the curator say of the pair: either/or, replaced."""
    if second.iri in first.alternatives or first.iri in second.alternatives:
        reason = "one statement gives them as either/or"
        return Verdict(ALTERNATIVE, first.iri, second.iri, reason)
    for old, new in ((first, second), (second, first)):
        if not new.replaces.isdisjoint((old.iri, old.source)):
            return Verdict(SUPERSEDES, old.iri, new.iri, "the second is said to replace the first")
    return None


def _changed(first: Figure, second: Figure, rules: Rules) -> Verdict | None:
    """One speaker, one day, the same digits, but something else counted: a report changed it."""
    same_words = (first.speaker, first.stated, first.as_of) == (
        *(second.speaker, second.stated, second.as_of),
    )
    two_reports = first.source != second.source and any(first.stated)
    if not (same_words and first.dated and two_reports):
        return None
    remedy = "read the speaker's own statement"
    one_includes_other = _includes(first, second, rules) or _includes(second, first, rules)
    if first.measure != second.measure and one_includes_other:
        counted = f"{rules.label(first.measure)} / {rules.label(second.measure)}"
        reason = (
            f"the same speaker, day and number, but another thing counted ({counted}):"
            " one of the two reports has changed it"
        )
        return Verdict(CONTRADICTS, first.iri, second.iri, reason, remedy)
    adds = first.additions or second.additions
    chooses = first.alternatives or second.alternatives
    if first.measure == second.measure and adds and chooses:
        reason = (
            "the same speaker, day and number, but one report gives it as either/or"
            " and the other as both together"
        )
        return Verdict(CONTRADICTS, first.iri, second.iri, reason, remedy)
    return None


def _dropped_basis(first: Figure, second: Figure, rules: Rules) -> Verdict | None:
    """One speaker, one number, but one report leaves out the basis on which alone it holds."""
    same_figure = _but_for_basis(first) == _but_for_basis(second) and any(first.stated)
    one_has_a_basis = bool(first.basis) != bool(second.basis)
    if not same_figure or first.source == second.source or not one_has_a_basis:
        return None
    both_dated = first.as_of.first is not None and second.as_of.first is not None
    if both_dated and first.as_of != second.as_of:
        return None
    return Verdict(
        NOT_COMPARABLE,
        first.iri,
        second.iri,
        "the same speaker and number, but one report leaves out the basis of the other"
        f" ({rules.label(first.basis or second.basis)})",
        "read the number with its basis, or read the speaker's own statement",
        suspect=True,
    )


def _but_for_basis(figure: Figure) -> tuple[object, ...]:
    """What makes two figures one figure, if the basis is left out."""
    who, what = figure.speaker, (figure.measure, figure.unit, figure.scope, figure.whole)
    return who, *what, figure.stated


def _includes(part: Figure, whole: Figure, rules: Rules) -> bool:
    """Whether the measure of the second includes that of the first."""
    return whole.measure in rules.part_of.get(part.measure, ())


def _part(first: Figure, second: Figure, rules: Rules) -> Verdict | None:
    """Killed within killed or wounded: the part must fit into the whole."""
    for part, whole in ((first, second), (second, first)):
        if not _includes(part, whole, rules):
            continue
        too_large = is_too_large(part, whole)
        surely_grown = whole.as_of.before(part.as_of)
        apart, open_sides = differences(part, whole, rules, measure=False)
        if apart:
            clash = "the part is larger than the whole" if too_large and not surely_grown else ""
            return not_comparable(first, second, {**apart, **open_sides}, clash)
        names = f"{rules.label(part.measure)} is a part of {rules.label(whole.measure)}"
        if counts_longer(part, whole):
            return _part_of_longer_time(
                part, whole, names, too_large=too_large and not surely_grown
            )
        if not too_large:
            fits = f"{names}, and {fit_in_words(part, whole)}"
            return Verdict(PART_OF, part.iri, whole.iri, fits)
        if not is_no_later(part, whole):
            return whole_may_have_grown(part, whole, names, rules)
        if _may_be_wider(part, whole):
            return undecided_by(part, whole, open_sides, "the part is larger than the whole")
        larger = f"{names}, and yet is larger than it on that day"
        return Verdict(CONTRADICTS, part.iri, whole.iri, larger)
    return None


def _part_of_longer_time(part: Figure, whole: Figure, names: str, *, too_large: bool) -> Verdict:
    """A part that has been counted for longer than its whole: nothing binds the two."""
    clash = "; from one day they would contradict" if too_large else ""
    return Verdict(
        NOT_COMPARABLE,
        part.iri,
        whole.iri,
        f"{names}, but counts from an earlier day ({begins_in_words(part, whole)}){clash}",
        "find totals that count from one day",
        suspect=too_large,
    )


def _may_be_wider(part: Figure, whole: Figure) -> bool:
    """Whether a part leaves open what its whole limits: it may count more than lies in the whole."""
    return any(
        stated and not own
        for own, stated in (
            *((part.scope, whole.scope), (part.counts, whole.counts)),
            *((part.basis, whole.basis), (whole.basis, part.basis)),
        )
    )


def _flow(first: Figure, second: Figure, rules: Rules) -> Verdict | None:
    """An amount within a period must fit into a total whose window holds that period."""
    for flow, total in ((first, second), (second, first)):
        if rules.flow_of.get(flow.measure) != total.measure:
            continue
        if not flow.period.within(window_of_total(total)):
            return Verdict(NOT_COMPARABLE, first.iri, second.iri, *_outside(flow, total))
        clash = MORE_IN_LESS_TIME if is_too_large(flow, total) else ""
        apart, open_sides = differences(flow, total, rules, measure=False)
        if apart:
            return not_comparable(first, second, {**apart, **open_sides}, clash)
        if clash and _may_be_wider(flow, total):
            return undecided_by(flow, total, open_sides, clash)
        if clash and not flow.period.within(sure_window_of_total(total)):
            late = f"{clash}, if the total is of the last day that it may be of"
            remedy = "find out of which day the total is, and say it with kg:asOf"
            return Verdict(UNDECIDED, flow.iri, total.iri, late, remedy)
        if clash:
            return Verdict(CONTRADICTS, flow.iri, total.iri, clash)
        if not flow.period.within(sure_window_of_total(total)):
            may_end = f"{_MAY_END}: the amount of the period then {fit_in_words(flow, total)}"
            return Verdict(NOT_COMPARABLE, first.iri, second.iri, may_end, _FIND_A_DAY)
        fits = f"the total counts the whole period, and the amount of the period {fit_in_words(flow, total)}"
        return Verdict(PART_OF, flow.iri, total.iri, fits)
    return None


def _outside(flow: Figure, total: Figure) -> tuple[str, str]:
    """Why an amount within a period does not compare with a total, and what would."""
    if not flow.period.is_known:
        return "the period of the one is not stated", "say it with kg:time, if the source does"
    if total.as_of.first is None:
        reason = "the one is of a period, and of which day the total of the other is, is not stated"
        return reason, _FIND_A_DAY
    return (
        "the one is an amount of a period, and the other a total that does not count all of that period",
        "find a total that counts from the begin of the period to its end or longer",
    )


def _different_descriptions(first: Figure, second: Figure, rules: Rules) -> Verdict | None:
    """Figures that do not describe the same thing, or may not.

    What both state and differently is another quantity; it is said where they would then
    contradict. What one of them leaves open may be the other's, or all of it.
    """
    apart, open_sides = differences(first, second, rules, measure=True)
    if not apart and not open_sides:
        return None
    if first.measure != second.measure:
        return not_comparable(first, second, {**apart, **open_sides}, "")
    alike = verdict_of_one_kind(first, second, rules)
    if apart or alike.kind in (SUPERSEDES, JUMP):
        is_odd = alike.grave and alike.kind != SUPERSEDES
        is_odd = is_odd and not rules.are_disjoint(first.scope, second.scope)
        return not_comparable(
            first, second, {**apart, **open_sides}, alike.reason if is_odd else ""
        )
    if alike.outcome == UNDECIDED:
        return undecided_by(first, second, open_sides, alike.reason)
    if alike.outcome == CONTRADICTS:
        if _narrower_is_larger(first, second, rules):
            reason = f"{alike.reason}, also where {in_words(open_sides)} is the whole of it"
            return Verdict(CONTRADICTS, first.iri, second.iri, reason)
        return undecided_by(first, second, open_sides, alike.reason)
    reason = f"{alike.reason}, whatever the other means by {said_by_one(open_sides)}"
    kind = OVERLAPS if alike.kind in (AGREES, NARROWER) else alike.kind
    return replace(alike, kind=kind, reason=reason)


def _narrower_is_larger(first: Figure, second: Figure, rules: Rules) -> bool:
    """Whether the one that limits its scope, or what it counts, exceeds the one that does not.

    Then the two contradict also where the second counts all of it. A share of less may be larger,
    and a range or calibre of one kind says nothing of all of them.
    """
    larger, smaller = (first, second) if is_too_large(first, second) else (second, first)
    counts = rules.kinds[first.measure] not in (MeasureKind.SHARE, MeasureKind.CONSTANT)
    return counts and first.whole == second.whole and not _may_be_wider(larger, smaller)
