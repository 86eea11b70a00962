"""Contradictions without a number: a denial, two values where one is possible, two dates."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING

from kg.claims.claim import value_text
from kg.claims.period import UNDATED, Period
from kg.claims.statement import OCCURRED
from kg.claims.verdicts.denials import DISPUTED
from kg.claims.verdicts.denied_parts import is_asserted, on_a_denied_whole
from kg.claims.verdicts.denied_statements import FIND_A_DAY, denied_values, on_a_denial
from kg.claims.verdicts.holders import apart, of_two_subjects, rival_subjects
from kg.claims.verdicts.verdict import CONTRADICTS, NOT_COMPARABLE, UNDECIDED, Verdict
from kg.iris import KG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.claims.statement import Statement
    from kg.claims.verdicts.relations import Relations


_STATUS = KG + "eventStatus"
#: Relations that no two things can have to one another at one time.
ABOVE = frozenset(
    KG + name
    for name in ("partOf", "subEventOf", "locatedIn", "underOperationalCommandOf", "attachedTo")
)
_PLANS = frozenset(KG + name for name in ("planned", "agreed", "cancelled"))
_MEANT_AS_ONE = (
    "if both mean one occasion, let both name its event, or declare the relation kg:happensOnce"
)
_SAY_FROM_WHEN = "if one of them says when it began or ended, give it a span (2024-10/..)"
#: Why two statements of a relation cannot both hold: with one value at a time, and of part and whole.
TWO_VALUES = "two values of which only one can hold"
TURNED_ROUND = "each is said to be a part of the other, or under it, of one time"


def disagreements(statements: Iterable[Statement], relations: Relations) -> list[Verdict]:
    """The contradictions among statements, one for each pair of things said.

    What nobody says to be so, or not so, is passed over (``Statement.can_contradict``). Groups by subject and relation
    and compares what differs there, so its time grows with the statements and not with their pairs.
    """
    verdicts: list[Verdict] = []
    statements = list(statements)
    verdicts += disputed_by_name(statements)
    groups = by_relation(statements)
    verdicts += _turned_round(groups, relations)
    verdicts += _rival_subjects(groups, relations)
    for (_, predicate), group in groups:
        by_value: defaultdict[str, list[Statement]] = defaultdict(list)
        denials: list[Statement] = []
        for statement in group:
            if statement.denies:
                denials.append(statement)
            else:
                by_value[value_text(statement.object)].append(statement)
        verdicts += _denied(denials, by_value, relations)
        if predicate in relations.single:
            verdicts += _rival_values(by_value, relations)
        if predicate not in relations.states:
            verdicts += _rival_dates(by_value, relations)
    return [*verdicts, *_of_denied_wholes(statements, relations)]


def by_relation(
    statements: Iterable[Statement],
) -> list[tuple[tuple[str, str], list[Statement]]]:
    """The statements that can disagree, in groups by the IRIs of subject and relation, in order.

    What nobody says to be so, or not so, is left out (``Statement.can_contradict``).
    """
    groups: defaultdict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.can_contradict:
            groups[statement.subject.value, statement.predicate.value].append(statement)
    return sorted(groups.items())


def _denied(
    denials: Sequence[Statement],
    by_value: Mapping[str, Sequence[Statement]],
    relations: Relations,
) -> Iterator[Verdict]:
    """For each denial every statement of the same value that can speak of the same time."""
    for denial in denials:
        for value in denied_values(denial):
            for statement in by_value.get(value, ()):
                if (verdict := on_a_denial(statement, denial, relations)) is not None:
                    yield verdict


def disputed_by_name(statements: Iterable[Statement]) -> Iterator[Verdict]:
    """Each statement, or judgement, beside each claim that disputes it by name."""
    for statement in statements:
        for other in statement.disputed_by:
            yield Verdict(CONTRADICTS, statement.iri, other, DISPUTED)


def _of_denied_wholes(statements: Iterable[Statement], relations: Relations) -> Iterator[Verdict]:
    """Each statement that an event took place beside each denial of one of which it is a part."""
    for statement in statements:
        if is_asserted(statement):
            for denial in statement.whole_denied:
                if (verdict := on_a_denied_whole(statement, denial, relations)) is not None:
                    yield verdict


def _rival_values(
    by_value: Mapping[str, Sequence[Statement]], relations: Relations
) -> Iterator[Verdict]:
    """Two values of a relation that has one at a time, unless one is a part of the other."""
    for value, other in combinations(sorted(by_value), 2):
        if other in relations.wholes.get(value, ()) or value in relations.wholes.get(other, ()):
            continue
        yield from _of_one_time(by_value[value], by_value[other], TWO_VALUES, relations)


def _turned_round(
    groups: Sequence[tuple[tuple[str, str], Sequence[Statement]]], relations: Relations
) -> Iterator[Verdict]:
    """One thing a part of another (or under it), and at one time the other a part of it."""
    for _, forth, back in both_ways(groups):
        yield from _of_one_time(forth, back, TURNED_ROUND, relations)


def _rival_subjects(
    groups: Sequence[tuple[tuple[str, str], Sequence[Statement]]], relations: Relations
) -> Iterator[Verdict]:
    """Of two that have what one alone can have, the first pair that can be of one time."""
    for _, some, others in rival_subjects(groups, relations):
        for own, rest in apart(some, others):
            pair = _pair_that_meets(own, rest, partial(when, relations=relations, sure=False))
            if pair is not None:
                yield of_two_subjects(pair)
                break


def _of_one_time(
    some: Sequence[Statement], others: Sequence[Statement], why: str, relations: Relations
) -> Iterator[Verdict]:
    """The first pair of two lists that speaks of one time; else the first that may."""
    for sure in (True, False):
        pair = _pair_that_meets(some, others, partial(when, relations=relations, sure=sure))
        if pair is not None:
            yield at_one_time(pair, why, sure=sure)
            return


def at_one_time(pair: tuple[Statement, Statement], why: str, *, sure: bool) -> Verdict:
    """The verdict on two statements that cannot both hold: whether they speak of one time is sure, or open."""
    first, second = pair[0].iri, pair[1].iri
    if sure:
        return Verdict(CONTRADICTS, first, second, why)
    reason = (
        f"{why}: they contradict if both are of one time, which the one without a date leaves open"
    )
    return Verdict(UNDECIDED, first, second, reason, FIND_A_DAY)


def when(statement: Statement, relations: Relations, *, sure: bool) -> Period:
    """The time in which a statement holds, as far as that is sure, or as far as it may.

    Without a date it surely holds when it is told, and may have held at any time.
    """
    if statement.predicate.value in relations.timeless:
        return UNDATED
    if sure and statement.period == UNDATED and statement.known is not None:
        return Period(statement.known, None)
    return statement.period


def both_ways(
    groups: Sequence[tuple[tuple[str, str], Sequence[Statement]]],
) -> Iterator[tuple[tuple[str, str], list[Statement], list[Statement]]]:
    """Where a relation of part and whole is asserted both ways: who says it of the one and of the other.

    The two are given by their IRIs, the lesser first, which is the part of the first statements.
    """
    edges: defaultdict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for (subject, predicate), group in groups:
        if predicate in ABOVE:
            for statement in group:
                if not statement.denies:
                    edges[predicate, subject, value_text(statement.object)].append(statement)
    for (relation, part, whole), forth in edges.items():
        back = edges.get((relation, whole, part))
        if part < whole and back:
            yield (part, whole), forth, back


def _rival_dates(
    by_value: Mapping[str, Sequence[Statement]], relations: Relations
) -> Iterator[Verdict]:
    """What happened, and no day that fits all who date it: the earliest end against the latest begin."""
    for statements in by_value.values():
        ending = [s for s in statements if s.period.last is not None]
        beginning = [s for s in statements if s.period.first is not None]
        if not ending or not beginning:
            continue
        earliest = min(ending, key=lambda s: (s.period.last or 0, s.iri))
        latest = max(beginning, key=lambda s: (s.period.first or 0, s.iri))
        if (verdict := of_two_dates(earliest, latest, relations)) is not None:
            yield verdict


def of_two_dates(earlier: Statement, later: Statement, relations: Relations) -> Verdict | None:
    """The verdict on two statements of one thing that happened; None where one day fits both.

    Two occasions are not one: only of what happens once do two dates contradict. An event is one
    occasion; what goes on does so on both days, and a plan may have been changed.
    """
    relation, value = later.predicate.value, value_text(later.object)
    is_going_on = relation == _STATUS and value == OCCURRED[1]
    if not earlier.period.before(later.period) or relation in relations.timeless or is_going_on:
        return None
    if relation == _STATUS and value in _PLANS:
        reason = "two dates for one plan: they contradict unless it was changed between the two"
        remedy = "if the later report gives a new date, say so with kg:supersedes"
        return Verdict(UNDECIDED, earlier.iri, later.iri, reason, remedy)
    if _lasts(later, relations) and not (_begins(later) or _ends(earlier)):
        reason = "two dates of what lasts: it may have gone on from the one to the other"
        return Verdict(NOT_COMPARABLE, earlier.iri, later.iri, reason, _SAY_FROM_WHEN)
    if relation in relations.once:
        return Verdict(CONTRADICTS, earlier.iri, later.iri, "two dates for one event")
    reason = "two dates of what can happen more than once"
    return Verdict(NOT_COMPARABLE, earlier.iri, later.iri, reason, _MEANT_AS_ONE)


def _lasts(statement: Statement, relations: Relations) -> bool:
    """Whether it is of an event that can take in several days."""
    ends = (statement.subject.value, value_text(statement.object))
    return not relations.lasting.isdisjoint(ends)


def _begins(statement: Statement) -> bool:
    """Whether its time is a span of which the begin is said ("2024-10/..")."""
    begin, mark, _ = statement.time.partition("/")
    return bool(mark) and begin not in ("", "..")


def _ends(statement: Statement) -> bool:
    """Whether its time is a span of which the end is said."""
    _, mark, end = statement.time.partition("/")
    return bool(mark) and end not in ("", "..")


def _pair_that_meets(
    statements: Sequence[Statement],
    others: Sequence[Statement],
    time: Callable[[Statement], Period],
) -> tuple[Statement, Statement] | None:
    """One pair that can speak of one time, by a merge of both lists in the order of begins."""
    by_begin = sorted(
        [(time(s), 0, s) for s in statements] + [(time(s), 1, s) for s in others],
        key=lambda entry: (entry[0].first or 0, entry[1], entry[2].iri),
    )
    longest: list[tuple[Period, Statement] | None] = [
        None,
        None,
    ]  # of each list: which reaches furthest
    for period, side, statement in by_begin:
        rival, own = longest[1 - side], longest[side]
        if rival is not None and rival[0].meets(period):
            return (rival[1], statement) if side == 1 else (statement, rival[1])
        if own is None or _ends_later(period, own[0]):
            longest[side] = period, statement
    return None


def _ends_later(period: Period, other: Period) -> bool:
    """Whether a time is longer than another; an end that is not known is the last."""
    return other.last is not None and (period.last is None or period.last > other.last)
