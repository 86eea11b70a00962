"""Contradictions without a number: a denial, two values where one is possible, two dates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from kg.claims.claim import value_text
from kg.claims.period import Period
from kg.claims.statement import OCCURRED
from kg.claims.verdicts.denials import DISPUTED
from kg.claims.verdicts.verdict import CONTRADICTS, SUPERSEDES, Verdict
from kg.iris import KG

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.claims.statement import Statement


_AHEAD = frozenset({KG + "forecast", KG + "warned"})
#: Relations that no two things can have to one another at one time.
ABOVE = frozenset(
    KG + name
    for name in ("partOf", "subEventOf", "locatedIn", "underOperationalCommandOf", "attachedTo")
)
#: Why two statements of such a relation cannot both hold.
TURNED_ROUND = "each is said to be a part of the other, or under it, of one time"


@dataclass(frozen=True)
class Relations:
    """What the ontology and the facts say of relations; all are IRIs.

    ``single`` are the relations with one value at a time, ``states`` those that hold for a time.
    ``wholes`` maps a unit to all that it is a part of, so that a corps may be claimed to be a
    part of the army and of the army's special forces.
    """

    single: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    wholes: Mapping[str, frozenset[str]] = field(default_factory=dict)


def disagreements(statements: Iterable[Statement], relations: Relations) -> list[Verdict]:
    """The contradictions among statements, one for each pair of things said.

    What nobody says to be so, or not so, is passed over (``Statement.can_contradict``). Groups by subject and relation
    and compares what differs there, so its time grows with the statements and not with their pairs.
    """
    verdicts: list[Verdict] = []
    statements = list(statements)
    verdicts += disputed_by_name(statements)
    groups = by_relation(statements)
    verdicts += _turned_round(groups)
    for (_, predicate), group in groups:
        by_value: defaultdict[str, list[Statement]] = defaultdict(list)
        denials: list[Statement] = []
        for statement in group:
            if statement.denies:
                denials.append(statement)
            else:
                by_value[value_text(statement.object)].append(statement)
        verdicts += _denied(denials, by_value)
        if predicate in relations.single:
            verdicts += _rival_values(by_value, relations)
        if predicate not in relations.states:
            verdicts += _rival_dates(by_value)
    return verdicts


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
    denials: Sequence[Statement], by_value: Mapping[str, Sequence[Statement]]
) -> Iterator[Verdict]:
    """For each denial every statement of the same value that can speak of the same time."""
    for denial in denials:
        for value in denied_values(denial):
            for statement in by_value.get(value, ()):
                if (verdict := on_a_denial(statement, denial)) is not None:
                    yield verdict


def denied_values(denial: Statement) -> tuple[str, ...]:
    """The values that a denial denies: what did not occur does not go on either."""
    value = value_text(denial.object)
    return OCCURRED if value == OCCURRED[0] else (value,)


def on_a_denial(statement: Statement, denial: Statement) -> Verdict | None:
    """The verdict on a statement and the denial of it; None where they speak of two times.

    Who has since taken a denial, or a statement, back contradicts nothing of what they say.
    """
    for old, new in ((statement, denial), (denial, statement)):
        if old.iri in new.replaces:
            reason = "the second is said to replace the first"
            return Verdict(SUPERSEDES, old.iri, new.iri, reason)
    if statement.speaker == denial.speaker and (statement.replaced or denial.replaced):
        return None
    if not statement.period.meets(_days_denied(denial)):
        return None
    reason = "the one asserts it, the other denies it"
    return Verdict(CONTRADICTS, statement.iri, denial.iri, reason)


def _days_denied(denial: Statement) -> Period:
    """The days of which a denial speaks: none after its publication, unless it looks ahead."""
    first, last = denial.period
    if last is None and denial.modality not in _AHEAD and denial.known is not None:
        last = denial.known if first is None or first <= denial.known else None
    return Period(first, last)


def disputed_by_name(statements: Iterable[Statement]) -> Iterator[Verdict]:
    """Each statement, or judgement, beside each claim that disputes it by name."""
    for statement in statements:
        for other in statement.disputed_by:
            yield Verdict(CONTRADICTS, statement.iri, other, DISPUTED)


def _rival_values(
    by_value: Mapping[str, Sequence[Statement]], relations: Relations
) -> Iterator[Verdict]:
    """Two values of a relation that has one at a time, unless one is a part of the other."""
    for value, other in combinations(sorted(by_value), 2):
        if other in relations.wholes.get(value, ()) or value in relations.wholes.get(other, ()):
            continue
        pair = _pair_that_meets(by_value[value], by_value[other])
        if pair is not None:
            reason = "two values of which only one can hold"
            yield Verdict(CONTRADICTS, pair[0].iri, pair[1].iri, reason)


def _turned_round(
    groups: Sequence[tuple[tuple[str, str], Sequence[Statement]]],
) -> Iterator[Verdict]:
    """One thing a part of another (or under it), and at one time the other a part of it."""
    for _, forth, back in both_ways(groups):
        found = _pair_that_meets(forth, back)
        if found is not None:
            yield Verdict(CONTRADICTS, found[0].iri, found[1].iri, TURNED_ROUND)


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


def _rival_dates(by_value: Mapping[str, Sequence[Statement]]) -> Iterator[Verdict]:
    """One event, and no day that fits all who date it: the earliest end against the latest begin."""
    for statements in by_value.values():
        ending = [s for s in statements if s.period.last is not None]
        beginning = [s for s in statements if s.period.first is not None]
        if not ending or not beginning:
            continue
        earliest = min(ending, key=lambda s: (s.period.last or 0, s.iri))
        latest = max(beginning, key=lambda s: (s.period.first or 0, s.iri))
        if earliest.period.before(latest.period):
            yield Verdict(CONTRADICTS, earliest.iri, latest.iri, "two dates for one event")


def _pair_that_meets(
    statements: Sequence[Statement], others: Sequence[Statement]
) -> tuple[Statement, Statement] | None:
    """One pair that can speak of one time, by a merge of both lists in the order of begins."""
    by_begin = sorted(
        [(s.period.first or 0, 0, s) for s in statements]
        + [(s.period.first or 0, 1, s) for s in others],
        key=lambda entry: (entry[0], entry[1], entry[2].iri),
    )
    longest: list[Statement | None] = [None, None]  # of each list: which reaches furthest so far
    for _, side, statement in by_begin:
        rival, own = longest[1 - side], longest[side]
        if rival is not None and rival.period.meets(statement.period):
            return (rival, statement) if side == 1 else (statement, rival)
        if own is None or _ends_later(statement, own):
            longest[side] = statement
    return None


def _ends_later(statement: Statement, other: Statement) -> bool:
    """Whether a statement holds for longer than another; an end that is not known is the last."""
    last, other_last = statement.period.last, other.period.last
    return other_last is not None and (last is None or last > other_last)
