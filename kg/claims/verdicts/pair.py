"""Do two figures contradict, or do they merely differ? A verdict for a pair, with its reason.

Rules: a cumulative count only grows, so a later and larger figure contradicts nothing and a
smaller one does; a stock compares on one day, a flow over one period, a share of one whole
(System of National Accounts 2008, stocks and flows). Nothing is compared across units, scopes or
bases without a declared conversion.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from kg.claims.interval import ABOVE, AROUND, BELOW, EQUAL, INSIDE, relation

if TYPE_CHECKING:
    from kg.claims.figure import Figure, Rules
    from kg.claims.interval import Interval

AGREES, NARROWER, OVERLAPS, GROWS = "agrees", "narrower", "overlaps", "grows"
SUPERSEDES, CONTRADICTS, JUMP = "supersedes", "contradicts", "implausible jump"
ALTERNATIVE, PART_OF, NOT_COMPARABLE = "alternative", "part of", "not comparable"
#: All verdicts, the ones that ask for attention first.
VERDICTS = (
    CONTRADICTS, JUMP, NOT_COMPARABLE, SUPERSEDES, ALTERNATIVE, PART_OF, GROWS, OVERLAPS, NARROWER,
    AGREES,
)  # fmt: skip

_MORE_IN_LESS_TIME = "more within a part of the time than in all of it"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two figures are to each other, why, and what would settle it.

    ``first`` is the earlier one, the part, or the one with the smaller IRI: the order of the
    arguments changes nothing. ``suspect`` marks figures that do not compare and yet are odd: they
    would contradict if they meant the same, or a report has dropped a condition.
    """

    kind: str
    first: str
    second: str
    reason: str
    remedy: str = ""
    suspect: bool = False

    @property
    def grave(self) -> bool:
        """Whether a reader should look at it."""
        return self.kind in (CONTRADICTS, JUMP) or self.suspect


def compare(one: Figure, other: Figure, rules: Rules) -> Verdict:
    """The verdict on two figures about the same thing; the same for (a, b) and (b, a)."""
    first, second = _ordered(one, _in_unit(other, one.unit, rules))
    for rule in (_linked, _changed, _dropped, _part, _flow, _descriptions):
        if (verdict := rule(first, second, rules)) is not None:
            return verdict
    return _same_kind(first, second, rules)


def _in_unit(figure: Figure, unit: str, rules: Rules) -> Figure:
    """The figure in another unit, where a conversion is declared; else as it is."""
    back = rules.conversions.get((unit, figure.unit))
    factor = rules.conversions.get((figure.unit, unit), 1 / back if back else None)
    if factor is None:
        return figure
    return replace(figure, interval=figure.interval.scaled(factor), unit=unit)


def _ordered(one: Figure, other: Figure) -> tuple[Figure, Figure]:
    """The earlier first, where that is known; else by IRI."""
    if _later(one, other):
        return other, one
    if _later(other, one):
        return one, other
    return (one, other) if one.iri <= other.iri else (other, one)


def _linked(a: Figure, b: Figure, _rules: Rules) -> Verdict | None:
    """What the sources or the curator say of the pair: either/or, replaced."""
    if b.iri in a.alternatives or a.iri in b.alternatives:
        return Verdict(ALTERNATIVE, a.iri, b.iri, "one statement gives them as either/or")
    for old, new in ((a, b), (b, a)):
        if old.iri in new.replaces:
            return Verdict(SUPERSEDES, old.iri, new.iri, "the second is said to replace the first")
    return None


def _changed(a: Figure, b: Figure, rules: Rules) -> Verdict | None:
    """One speaker, one day, the same digits, but something else counted: a report changed it."""
    same = a.speaker == b.speaker and a.stated == b.stated and a.as_of == b.as_of and a.dated
    if not same or a.source == b.source or not any(a.stated):
        return None
    if a.measure != b.measure and (_includes(a, b, rules) or _includes(b, a, rules)):
        counted = f"{rules.label(a.measure)} / {rules.label(b.measure)}"
        return Verdict(
            CONTRADICTS,
            a.iri,
            b.iri,
            f"the same speaker, day and number, but another thing counted ({counted}):"
            " one of the two reports has changed it",
            "read the speaker's own statement",
        )
    both = (a.additions or b.additions) and (a.alternatives or b.alternatives)
    if a.measure == b.measure and both:
        return Verdict(
            CONTRADICTS,
            a.iri,
            b.iri,
            "the same speaker, day and number, but one report gives it as either/or"
            " and the other as both together",
            "read the speaker's own statement",
        )
    return None


def _dropped(a: Figure, b: Figure, rules: Rules) -> Verdict | None:
    """One speaker, one number, but one report leaves out the basis on which alone it holds."""
    same = (a.speaker, a.measure, a.unit, a.scope, a.whole, a.stated) == (
        *(b.speaker, b.measure, b.unit, b.scope, b.whole, b.stated),
    )
    days_known = a.as_of != (None, None) != b.as_of
    if not same or not any(a.stated) or a.source == b.source or bool(a.basis) == bool(b.basis):
        return None
    if days_known and a.as_of != b.as_of:
        return None
    return Verdict(
        NOT_COMPARABLE,
        a.iri,
        b.iri,
        "the same speaker and number, but one report leaves out the basis of the other"
        f" ({a.basis or b.basis})",
        "read the number with its basis, or read the speaker's own statement",
        suspect=True,
    )


def _includes(part: Figure, whole: Figure, rules: Rules) -> bool:
    return whole.measure in rules.part_of.get(part.measure, ())


def _part(a: Figure, b: Figure, rules: Rules) -> Verdict | None:
    """Killed within killed or wounded: the part must fit into the whole."""
    for part, whole in ((a, b), (b, a)):
        if not _includes(part, whole, rules):
            continue
        too_large = _too_large(part, whole)
        may_have_grown = _later(part, whole) is not False
        if different := _differences(part, whole, rules, measure=False):
            clash = "the part is larger than the whole" if too_large and not may_have_grown else ""
            return _not_comparable(a, b, different, clash)
        names = f"{rules.label(part.measure)} is a part of {rules.label(whole.measure)}"
        if not too_large:
            return Verdict(PART_OF, part.iri, whole.iri, f"{names}, and {_fits(part, whole)}")
        if may_have_grown:
            grown = f"{names}; the whole may have grown since its day"
            return Verdict(PART_OF, part.iri, whole.iri, grown)
        if _counts_longer(part, whole):
            return _other_begin(part, whole)
        larger = f"{names}, and yet is larger than it on that day"
        return Verdict(CONTRADICTS, part.iri, whole.iri, larger)
    return None


def _flow(a: Figure, b: Figure, rules: Rules) -> Verdict | None:
    """An amount within a period must fit into a total whose window holds that period."""
    for flow, total in ((a, b), (b, a)):
        if rules.flow_of.get(flow.measure) != total.measure:
            continue
        if not _inside(flow.period, (total.period[0], total.as_of[1])):
            return Verdict(NOT_COMPARABLE, a.iri, b.iri, *_outside(flow, total))
        clash = _MORE_IN_LESS_TIME if _too_large(flow, total) else ""
        if different := _differences(flow, total, rules, measure=False):
            return _not_comparable(a, b, different, clash)
        if clash:
            return Verdict(CONTRADICTS, flow.iri, total.iri, clash)
        fits = f"the period lies within the total's time, and {_fits(flow, total)}"
        return Verdict(PART_OF, flow.iri, total.iri, fits)
    return None


def _outside(flow: Figure, total: Figure) -> tuple[str, str]:
    """Why an amount within a period does not compare with a total, and what would."""
    if flow.period[0] is None or flow.period[1] is None:
        return "the period of the one is not stated", "say it with kg:time, if the source does"
    if total.as_of[1] is None:
        reason = "the one is of a period, and of which day the total of the other is, is not stated"
        return reason, "find a total of a known day, or say it with kg:asOf, if the source does"
    return (
        "the period of the one is not within the time that the total of the other counts",
        "find a total that counts from the begin of the period to its end or longer",
    )


def _descriptions(a: Figure, b: Figure, rules: Rules) -> Verdict | None:
    different = _differences(a, b, rules, measure=True)
    if not different:
        return None
    same = _same_kind(a, b, rules) if a.measure == b.measure else None
    odd = same is not None and same.grave and same.kind != SUPERSEDES
    return _not_comparable(a, b, different, same.reason if same and odd else "")


def _differences(a: Figure, b: Figure, rules: Rules, *, measure: bool) -> dict[str, str]:
    """What keeps two figures apart, each with the two sides in words."""
    pairs = [("unit", a.unit, b.unit), ("scope", a.scope, b.scope), ("basis", a.basis, b.basis)]
    pairs += [("whole", a.whole, b.whole), ("what is counted", a.counts, b.counts)]
    if measure:
        pairs.insert(0, ("measure", a.measure, b.measure))
    return {
        name: f"{rules.label(x) or 'not stated'} / {rules.label(y) or 'not stated'}"
        for name, x, y in pairs
        if x != y
    }


def _not_comparable(a: Figure, b: Figure, different: dict[str, str], clash: str) -> Verdict:
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
        NOT_COMPARABLE, a.iri, b.iri, reason, ", and ".join(remedies), suspect=bool(clash)
    )


def _counts_longer(large: Figure, small: Figure) -> bool:
    """Whether a larger total counts from an earlier day, or from one not stated, than a smaller."""
    begin, other = large.period[0], small.period[0]
    return other is not None and (begin is None or begin < other)


def _other_begin(a: Figure, b: Figure) -> Verdict:
    """Totals of which the larger one has counted for longer: no contradiction."""
    begins = [
        "not stated" if f.period[0] is None else date.fromordinal(f.period[0]).isoformat()
        for f in (a, b)
    ]
    return Verdict(
        NOT_COMPARABLE,
        a.iri,
        b.iri,
        f"from which day they count ({' / '.join(begins)}) differs, and the one that counts longer is"
        " larger; from one day they would contradict",
        "find totals that count from one day",
        suspect=True,
    )


def _too_large(part: Figure, whole: Figure) -> bool:
    """Whether even the least of a part exceeds the most of its whole."""
    return relation(part.interval, whole.interval) == ABOVE


def _fits(part: Figure, whole: Figure) -> str:
    """Whether a part is surely no larger than its whole, in words."""
    most, least = part.interval.upper, whole.interval.lower
    sure = most is not None and least is not None and most <= least
    return "fits into it" if sure else "can fit into it"


def _later(a: Figure, b: Figure) -> bool | None:
    """Whether a's day is later than b's; None where that is not known."""
    if a.as_of == b.as_of and a.dated:
        return False
    if a.as_of[0] is not None and b.as_of[1] is not None and a.as_of[0] > b.as_of[1]:
        return True
    if a.as_of[1] is not None and b.as_of[0] is not None and a.as_of[1] <= b.as_of[0]:
        return False
    return None


def _inside(inner: tuple[int | None, int | None], outer: tuple[int | None, int | None]) -> bool:
    """Whether a known period lies within a window; a window without a begin holds all before."""
    if inner[0] is None or inner[1] is None or outer[1] is None:
        return False
    return (outer[0] is None or outer[0] <= inner[0]) and inner[1] <= outer[1]


def _same_kind(a: Figure, b: Figure, rules: Rules) -> Verdict:
    """Two figures of one measure, unit, scope and basis, judged by how the measure behaves."""
    kind = rules.kinds.get(a.measure, "stock")
    position = relation(a.interval, b.interval)
    if kind == "flow":
        return _flows(a, b, position)
    if _later(b, a) and a.speaker == b.speaker:
        shrunk = kind == "cumulative" and position == ABOVE and not _counts_longer(a, b)
        if not shrunk:
            return Verdict(SUPERSEDES, a.iri, b.iri, "the same speaker, later")
        reason = "the same speaker, later; it is smaller, though the count can only grow"
        remedy = (
            "is it a correction (then say so: kg:supersedes), or something else that is counted?"
        )
        return Verdict(SUPERSEDES, a.iri, b.iri, reason, remedy, suspect=True)
    if kind == "cumulative":
        return _cumulative(a, b, position, rules)
    return _snapshots(a, b, position, kind, rules)


def _plain(a: Figure, b: Figure, position: str, when: str) -> Verdict:
    """The verdict of the intervals alone, for figures that speak of one time."""
    if position in (BELOW, ABOVE):
        reason = f"no number fits both, and both speak of {when}"
        return Verdict(CONTRADICTS, a.iri, b.iri, reason)
    kind, reason = OVERLAPS, "some numbers fit both"
    if position == EQUAL:
        kind, reason = AGREES, "the same range"
    elif position in (INSIDE, AROUND):
        inner = "first" if position == INSIDE else "second"
        kind, reason = NARROWER, f"the {inner} lies within the other"
    if a.speaker == b.speaker and a.source != b.source:
        reason += "; both documents have it from one speaker, so neither confirms the other"
    return Verdict(kind, a.iri, b.iri, reason)


def _one_time(a: Figure, b: Figure) -> bool:
    """Whether both speak of one day, or stand undated or dated alike in one text.

    Two figures of one month can be weeks apart, so that a count has grown between them.
    """
    day = a.dated and a.as_of[0] == a.as_of[1]
    return a.as_of == b.as_of and (day or a.source == b.source)


def _cumulative(a: Figure, b: Figure, position: str, rules: Rules) -> Verdict:
    large, small = (b, a) if position == BELOW else (a, b)
    if position not in (BELOW, ABOVE):
        return _plain(a, b, position, "one time")
    if _one_time(a, b):
        longer = _counts_longer(large, small)
        return _other_begin(a, b) if longer else _plain(a, b, position, "one time")
    if not _later(b, a):
        return Verdict(
            GROWS,
            a.iri,
            b.iri,
            "the count is cumulative and which is the later is not known: the larger may be",
        )
    if position == ABOVE and _counts_longer(a, b):
        return _other_begin(a, b)
    if position == ABOVE:
        return Verdict(
            CONTRADICTS, a.iri, b.iri, "the later is smaller, though the count can only grow"
        )
    jump = None if _counts_longer(b, a) else _jump(a, b, "cumulative", rules)
    return jump or Verdict(GROWS, a.iri, b.iri, "the count is cumulative: the later may be larger")


def _snapshots(a: Figure, b: Figure, position: str, kind: str, rules: Rules) -> Verdict:
    """Stocks, and shares of one whole: only those of one day (or of one text) compare."""
    if _one_time(a, b):
        return _plain(a, b, position, "one time")
    if position not in (BELOW, ABOVE):
        return _plain(a, b, position, "different days")
    jump = _jump(a, b, kind, rules) if _later(b, a) else None
    reason = "they speak of different days, and it can rise and fall"
    return jump or Verdict(NOT_COMPARABLE, a.iri, b.iri, reason, "find figures of one day")


def _flows(a: Figure, b: Figure, position: str) -> Verdict:
    if a.period[0] is None or a.period[1] is None or b.period[0] is None or b.period[1] is None:
        unknown = "the period of a flow is not stated"
        remedy = "say it with kg:time, if the source does"
        return Verdict(NOT_COMPARABLE, a.iri, b.iri, unknown, remedy)
    if a.period == b.period:
        return _plain(a, b, position, "one period")
    for inner, outer in ((a, b), (b, a)):
        if _inside(inner.period, outer.period):
            if _too_large(inner, outer):
                return Verdict(CONTRADICTS, inner.iri, outer.iri, _MORE_IN_LESS_TIME)
            reason = f"the one period lies within the other, and {_fits(inner, outer)}"
            return Verdict(PART_OF, inner.iri, outer.iri, reason)
    reason = "they speak of different periods"
    return Verdict(NOT_COMPARABLE, a.iri, b.iri, reason, "find figures of one period")


def _jump(a: Figure, b: Figure, kind: str, rules: Rules) -> Verdict | None:
    """Growth by more than the declared factor within the declared days."""
    if kind not in rules.jumps or a.as_of[0] is None or b.as_of[1] is None:
        return None
    factor, days = rules.jumps[kind]
    if b.as_of[1] - a.as_of[0] > days or not _exceeds(a.interval, b.interval, factor):
        return None
    reason = f"more than {factor:g} times as many within {days} days"
    return Verdict(JUMP, a.iri, b.iri, reason, "read both figures in their sources again")


def _exceeds(small: Interval, large: Interval, factor: float) -> bool:
    return (
        small.upper is not None and large.lower is not None and (large.lower > small.upper * factor)
    )
