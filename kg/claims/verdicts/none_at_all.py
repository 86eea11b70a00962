"""Who says that there was none at all, beside who says that the event took place.

"No soldiers were sent" is a figure: the denied one of more than 0, or 0 itself. Of what counts all that an
event brings, it denies the event too, up to its day; who denies a number alone ("not 12,000") does not.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.claim import value_text
from kg.claims.figure import Denial, MeasureKind
from kg.claims.period import Period
from kg.claims.statement import EVENT_STATUS, OCCURRED
from kg.claims.verdicts.denied_parts import is_asserted, of_a_part
from kg.claims.verdicts.verdict import CONTRADICTS, SUPERSEDES, UNDECIDED, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.claims.episodes import Episode
    from kg.claims.figure import Figure, Rules
    from kg.claims.interval import Interval
    from kg.claims.statement import Statement

_DENIES = "the one says that the event took place, the other that there was none of what it counts"


def is_positive(interval: Interval) -> bool:
    """Whether a range leaves out 0."""
    least = interval.lower
    return least is not None and (least > 0 or (least == 0 and not interval.lower_inclusive))


def is_any_denied(figure: Figure) -> bool:
    """Whether it is a denied figure of any number: of more than 0, or of one or more."""
    ends = figure.interval
    if not figure.denied or ends.upper is not None or not is_positive(ends):
        return False
    return (ends.lower or 0) < 1 or (ends.lower == 1 and ends.lower_inclusive)


def says_none(figure: Figure) -> bool:
    """Whether somebody stands by it that there was none at all."""
    ends = figure.interval
    is_nought = not figure.denied and ends.upper == 0 and ends.upper_inclusive
    return figure.compares and (is_nought or is_any_denied(figure))


def denied_events(
    statements: Iterable[Statement], figures: Iterable[Figure], rules: Rules
) -> list[Verdict]:
    """The verdicts on who says that an event took place and who says that it brought none at all.

    A part of what an event brings can be none (none killed, of whom some were wounded), and so can
    what is there on a day. What the figure limits (a kind, a scope, a basis) leaves it undecided:
    the event may be of something else too. Who says so of a whole denies each event that is a part of it.
    """
    nones = _nones(figures, rules)
    if not nones:
        return []
    said = [
        each for each in statements if each.predicate.value == EVENT_STATUS and _took_place(each)
    ]
    direct = (
        _of_two(statement, figure, rules)
        for statement in said
        for figure in nones.get(statement.subject.value, ())
    )
    of_parts = (
        verdict and of_a_part(verdict, part)
        for statement in said
        for part in statement.wholes
        for figure in nones.get(part.whole, ())
        for verdict in (_of_two(statement, figure, rules),)
    )
    return [verdict for verdict in (*direct, *of_parts) if verdict is not None]


def _nones(
    figures: Iterable[Figure], rules: Rules, *, of_all: bool = True
) -> dict[str, list[Figure]]:
    """By event the figures that say that there was none of all (or some) that it brings, on their days."""
    nones: defaultdict[str, list[Figure]] = defaultdict(list)
    for figure in figures:
        if (
            says_none(figure)
            and _happens(figure, rules)
            and (_counts_all(figure, rules) or not of_all)
        ):
            kind = rules.kinds[figure.measure]
            nones[figure.about].append(figure.on_its_days(kind))
    return nones


def with_nones_of_wholes(
    figures: Sequence[Figure], episodes: Mapping[str, tuple[Episode, ...]], rules: Rules
) -> list[Figure]:
    """The figures, each with the denials of those who say that there was none of an event of which its own is a part.

    ``episodes`` gives by event what it is a part of. Who limits that to a kind, a scope or a basis denies the
    figures with the same limit; who counts a part of what the event brings, those of that.
    """
    nones = _nones(figures, rules, of_all=False)

    def beside(figure: Figure) -> Figure:
        denials = tuple(
            Denial(
                none.iri,
                none.speaker,
                _days_of_none(none, rules),
                replaces=none.replaces,
                of_whole=part,
            )
            for part in episodes.get(figure.about, ())
            for none in nones.get(part.whole, ())
            if (_counts_all(none, rules) or _is_within(figure.measure, none.measure, rules))
            and all(
                limit in ("", own)
                for limit, own in (
                    *((none.counts, figure.counts), (none.scope, figure.scope)),
                    (none.basis, figure.basis),
                )
            )
        )
        return replace(figure, against=(*figure.against, *denials)) if denials else figure

    return [beside(figure) for figure in figures]


def _is_within(measure: str, other: str, rules: Rules) -> bool:
    """Whether what a measure counts is counted by another too."""
    total = rules.flow_of.get(measure, measure)
    wholes = {measure, total, *rules.part_of.get(measure, ()), *rules.part_of.get(total, ())}
    return other in wholes or rules.flow_of.get(other) in wholes


def _days_of_none(figure: Figure, rules: Rules) -> Period:
    """The days on which there was none: of a count that is none on a day, also each earlier one."""
    if rules.kinds[figure.measure].of_a_period:
        return figure.period
    since = figure.counts_from
    last = figure.as_of.last if figure.as_of.first is None else figure.as_of.first
    return Period(since.last, last)


def _counts_all(figure: Figure, rules: Rules) -> bool:
    """Whether its measure counts what happened, and no part of what another one does."""
    total = rules.flow_of.get(figure.measure, figure.measure)
    return (
        _happens(figure, rules)
        and not rules.part_of.get(figure.measure)
        and not rules.part_of.get(total)
    )


def _happens(figure: Figure, rules: Rules) -> bool:
    return rules.kinds[figure.measure] in (MeasureKind.CUMULATIVE, MeasureKind.FLOW)


def _took_place(statement: Statement) -> bool:
    return is_asserted(statement) and value_text(statement.object) in OCCURRED


def _of_two(statement: Statement, figure: Figure, rules: Rules) -> Verdict | None:
    """The verdict on the two; None where they speak of two times."""
    for old, new, replaces in (
        (statement.iri, figure.iri, figure.replaces),
        (figure.iri, statement.iri, statement.replaces),
    ):
        if old in replaces:
            return Verdict(SUPERSEDES, old, new, "the second is said to replace the first")
    is_sure = _holds_at(figure, _days_of(statement), rules)
    if is_sure is None:
        return None
    limits = [rules.label(each) for each in (figure.counts, figure.scope, figure.basis) if each]
    if limits:
        reason = f"they contradict if the event is of nothing else ({', '.join(limits)}): {_DENIES}"
        remedy = "find out whether anything else is meant by the event"
        return Verdict(UNDECIDED, statement.iri, figure.iri, reason, remedy)
    if not is_sure:
        reason = f"they contradict if both speak of one time: {_DENIES}"
        remedy = "find out of which day each of them is, and say it, if the source does"
        return Verdict(UNDECIDED, statement.iri, figure.iri, reason, remedy)
    return Verdict(CONTRADICTS, statement.iri, figure.iri, _DENIES)


def _days_of(statement: Statement) -> Period:
    """The days on one of which an event is said to have begun: none after it was told."""
    first, last = statement.period
    if last is None and statement.known is not None and (first or 0) <= statement.known:
        last = statement.known
    return Period(first, last)


def _holds_at(figure: Figure, days: Period, rules: Rules) -> bool | None:
    """Whether there was none of it on all of some days; False where that is open, None where not so.

    A count that is none on a day was none on every earlier one.
    """
    if rules.kinds[figure.measure].of_a_period:
        if figure.period.before(days) or days.before(figure.period):
            return None
        return days.within(figure.period) and figure.period.first is not None
    since = figure.counts_from
    if figure.as_of.before(days) or (days.last is not None and days.before(since)):
        return None
    first = figure.as_of.last if figure.as_of.first is None else figure.as_of.first
    begun = since.last is None or (days.first is not None and days.first >= since.last)
    return begun and first is not None and days.last is not None and days.last <= first
