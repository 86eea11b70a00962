"""Contradictions without a number: a denial, two values where one is possible, two dates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from kg.claims.verdicts.pair import CONTRADICTS, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.claims.figure import Days


@dataclass(frozen=True, slots=True)
class Assertion:
    """A claim that somebody makes of an edge; ``period`` is its kg:time as ordinals of days."""

    iri: str
    speaker: str
    subject: str
    predicate: str
    object: str
    denied: bool = False
    period: Days = (None, None)


@dataclass(frozen=True)
class Relations:
    """What the ontology says: relations with one value at a time, those that hold for a time.

    ``wholes`` maps a unit to all that it is a part of, so that a corps may be claimed to be a
    part of the army and of the army's special forces.
    """

    single: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    wholes: Mapping[str, frozenset[str]] = field(default_factory=dict)


def disagreements(claims: Iterable[Assertion], relations: Relations) -> list[Verdict]:
    """The contradictions among statements, one for each pair of things said.

    Groups by subject and relation and compares what differs there, so its time grows with the
    claims and not with their pairs.
    """
    groups: defaultdict[tuple[str, str], list[Assertion]] = defaultdict(list)
    for claim in claims:
        groups[claim.subject, claim.predicate].append(claim)
    found: list[Verdict] = []
    for (_, predicate), group in sorted(groups.items()):
        by_object: defaultdict[str, list[Assertion]] = defaultdict(list)
        denials: list[Assertion] = []
        for claim in group:
            (denials if claim.denied else by_object[claim.object]).append(claim)
        found += _denied(denials, by_object)
        if predicate in relations.single:
            found += _rivals(by_object, relations)
        if predicate not in relations.states:
            found += _dates(by_object)
    return found


def _denied(
    denials: Sequence[Assertion], by_object: Mapping[str, Sequence[Assertion]]
) -> Iterator[Verdict]:
    for denial in denials:
        held = next((a for a in by_object.get(denial.object, ()) if _can_meet(a, denial)), None)
        if held is not None:
            yield Verdict(
                CONTRADICTS, held.iri, denial.iri, "the one asserts it, the other denies it"
            )


def _rivals(
    by_object: Mapping[str, Sequence[Assertion]], relations: Relations
) -> Iterator[Verdict]:
    for one, other in combinations(sorted(by_object), 2):
        if other in relations.wholes.get(one, ()) or one in relations.wholes.get(other, ()):
            continue
        pair = _meeting(by_object[one], by_object[other])
        if pair is not None:
            yield Verdict(
                CONTRADICTS, pair[0].iri, pair[1].iri, "two values of which only one can hold"
            )


def _dates(by_object: Mapping[str, Sequence[Assertion]]) -> Iterator[Verdict]:
    """One event, and no day that fits all who date it: the earliest end against the latest begin."""
    for same in by_object.values():
        ends = [c for c in same if c.period[1] is not None]
        begins = [c for c in same if c.period[0] is not None]
        if not ends or not begins:
            continue
        first = min(ends, key=lambda c: (c.period[1] or 0, c.iri))
        last = max(begins, key=lambda c: (c.period[0] or 0, c.iri))
        if (first.period[1] or 0) < (last.period[0] or 0):
            yield Verdict(CONTRADICTS, first.iri, last.iri, "two dates for one event")


def _can_meet(one: Assertion, other: Assertion) -> bool:
    """Whether both can speak of one time; an unknown begin or end leaves it open."""
    return not (_before(one, other) or _before(other, one))


def _before(one: Assertion, other: Assertion) -> bool:
    return (
        one.period[1] is not None
        and other.period[0] is not None
        and one.period[1] < other.period[0]
    )


def _meeting(
    ones: Sequence[Assertion], others: Sequence[Assertion]
) -> tuple[Assertion, Assertion] | None:
    """One pair that can speak of one time, by a merge of both lists in the order of begins."""
    todo = sorted(
        [(c.period[0] or 0, 0, c) for c in ones] + [(c.period[0] or 0, 1, c) for c in others],
        key=lambda entry: (entry[0], entry[1], entry[2].iri),
    )
    latest: list[Assertion | None] = [None, None]
    for _, side, claim in todo:
        rival = latest[1 - side]
        if rival is not None and _can_meet(rival, claim):
            return (rival, claim) if side == 1 else (claim, rival)
        held = latest[side]
        if held is None or _ends_later(claim, held):
            latest[side] = claim
    return None


def _ends_later(one: Assertion, other: Assertion) -> bool:
    if other.period[1] is None:
        return False
    return one.period[1] is None or one.period[1] > other.period[1]
