"""Do two figures contradict, or do they merely differ? A verdict for a pair, with its reason.

Nothing is compared across units, scopes or bases without a declared conversion. Figures of one
measure are judged by ``kg.claims.verdicts.same_kind``; here stands what joins two measures, and
what keeps two figures apart.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.period import Period
from kg.claims.verdicts.same_kind import (
    MORE_IN_LESS_TIME,
    counted_from_other_days,
    counts_longer,
    fit_in_words,
    is_later,
    is_too_large,
    verdict_of_one_kind,
)
from kg.claims.verdicts.verdict import (
    ALTERNATIVE,
    CONTRADICTS,
    NOT_COMPARABLE,
    PART_OF,
    SUPERSEDES,
    Verdict,
)

if TYPE_CHECKING:
    from kg.claims.figure import Figure, Rules


def compare(figure: Figure, other: Figure, rules: Rules) -> Verdict:
    """The verdict on two figures about the same thing, whatever their order.

    The rules are asked in turn, and the first that answers decides. Raises KgError where the
    ontology does not say of which kind a measure is.
    """
    first, second = _in_order(figure, _in_unit(other, figure.unit, rules))
    for rule in (_linked, _changed, _dropped_basis, _part, _flow, _different_descriptions):
        if (verdict := rule(first, second, rules)) is not None:
            return verdict
    return verdict_of_one_kind(first, second, rules)


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
        if old.iri in new.replaces:
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


def _dropped_basis(first: Figure, second: Figure, _rules: Rules) -> Verdict | None:
    """One speaker, one number, but one report leaves out the basis on which alone it holds."""
    same_figure = _but_for_basis(first) == _but_for_basis(second) and any(first.stated)
    one_has_a_basis = bool(first.basis) != bool(second.basis)
    if not same_figure or first.source == second.source or not one_has_a_basis:
        return None
    both_dated = Period() not in (first.as_of, second.as_of)
    if both_dated and first.as_of != second.as_of:
        return None
    return Verdict(
        NOT_COMPARABLE,
        first.iri,
        second.iri,
        "the same speaker and number, but one report leaves out the basis of the other"
        f" ({first.basis or second.basis})",
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
        may_have_grown = is_later(part, whole) is not False
        if different := _differences(part, whole, rules, measure=False):
            clash = "the part is larger than the whole" if too_large and not may_have_grown else ""
            return _not_comparable(first, second, different, clash)
        names = f"{rules.label(part.measure)} is a part of {rules.label(whole.measure)}"
        if not too_large:
            return Verdict(
                PART_OF, part.iri, whole.iri, f"{names}, and {fit_in_words(part, whole)}"
            )
        if may_have_grown:
            grown = f"{names}; the whole may have grown since its day"
            return Verdict(PART_OF, part.iri, whole.iri, grown)
        if counts_longer(part, whole):
            return counted_from_other_days(part, whole)
        larger = f"{names}, and yet is larger than it on that day"
        return Verdict(CONTRADICTS, part.iri, whole.iri, larger)
    return None


def _flow(first: Figure, second: Figure, rules: Rules) -> Verdict | None:
    """An amount within a period must fit into a total whose window holds that period."""
    for flow, total in ((first, second), (second, first)):
        if rules.flow_of.get(flow.measure) != total.measure:
            continue
        if not flow.period.within(window_of_total(total)):
            return Verdict(NOT_COMPARABLE, first.iri, second.iri, *_outside(flow, total))
        clash = MORE_IN_LESS_TIME if is_too_large(flow, total) else ""
        if different := _differences(flow, total, rules, measure=False):
            return _not_comparable(first, second, different, clash)
        if clash:
            return Verdict(CONTRADICTS, flow.iri, total.iri, clash)
        fits = f"the period lies within the total's time, and {fit_in_words(flow, total)}"
        return Verdict(PART_OF, flow.iri, total.iri, fits)
    return None


def window_of_total(total: Figure) -> Period:
    """The time within which what a total counts happened: from its begin to the day it speaks of."""
    return Period(total.period.first, total.as_of.last)


def _outside(flow: Figure, total: Figure) -> tuple[str, str]:
    """Why an amount within a period does not compare with a total, and what would."""
    if not flow.period.is_known:
        return "the period of the one is not stated", "say it with kg:time, if the source does"
    if total.as_of.last is None:
        reason = "the one is of a period, and of which day the total of the other is, is not stated"
        return reason, "find a total of a known day, or say it with kg:asOf, if the source does"
    return (
        "the period of the one is not within the time that the total of the other counts",
        "find a total that counts from the begin of the period to its end or longer",
    )


def _different_descriptions(first: Figure, second: Figure, rules: Rules) -> Verdict | None:
    """Figures that do not describe the same thing; it is said where they would then contradict."""
    different = _differences(first, second, rules, measure=True)
    if not different:
        return None
    alike = verdict_of_one_kind(first, second, rules) if first.measure == second.measure else None
    is_odd = alike is not None and alike.grave and alike.kind != SUPERSEDES
    return _not_comparable(first, second, different, alike.reason if alike and is_odd else "")


def _differences(first: Figure, second: Figure, rules: Rules, *, measure: bool) -> dict[str, str]:
    """What keeps two figures apart, by name, each with the two sides in words."""
    pairs = [
        ("unit", first.unit, second.unit),
        ("scope", first.scope, second.scope),
        ("basis", first.basis, second.basis),
        ("whole", first.whole, second.whole),
        ("what is counted", first.counts, second.counts),
    ]
    if measure:
        pairs.insert(0, ("measure", first.measure, second.measure))
    return {
        name: f"{rules.label(side) or 'not stated'} / {rules.label(other) or 'not stated'}"
        for name, side, other in pairs
        if side != other
    }


def _not_comparable(
    first: Figure, second: Figure, different: dict[str, str], clash: str
) -> Verdict:
    """Not comparable, with what would make it so; ``clash`` says how it would then contradict."""
    sides = " and ".join(f"{name} ({both})" for name, both in different.items())
    reason = f"{sides} differ{'s' if len(different) == 1 else ''}"
    if clash:
        reason += f"; if they meant the same, they would contradict: {clash}"
    names = [name.replace("what is", "kind") for name in different if name != "unit"]
    alike = " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    remedies = [f"find a figure of the same {alike}"] if names else []
    if "unit" in different:
        remedies.append(f"declare a conversion of the units ({different['unit']})")
    return Verdict(
        NOT_COMPARABLE, first.iri, second.iri, reason, ", and ".join(remedies), suspect=bool(clash)
    )
