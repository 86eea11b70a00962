"""Two that are said to have to a third what one alone can have at a time: two holders of a place.

That both have a part of it, or have it together, is a reading that no claim shuts out, so that two such
statements are undecided; who names both in one document means that.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from kg.claims.claim import value_text
from kg.claims.verdicts.verdict import UNDECIDED, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.claims.statement import Statement
    from kg.claims.verdicts.relations import Relations

_REASON = "two are said to have at one time what one alone can have wholly"
_REMEDY = (
    "find out whether each has a part of it, or both have it together, and of which day each is"
)

#: The subjects of two groups of statements, and the two groups.
Rivals = tuple[tuple[str, str, str, str], list["Statement"], list["Statement"]]


def rival_subjects(
    groups: Sequence[tuple[tuple[str, str], Sequence[Statement]]], relations: Relations
) -> Iterator[Rivals]:
    """Who asserts of two things that they have a relation of one subject to the same third.

    Given by relation, third thing and both subjects (IRIs); one that belongs to the other, or is a part of it, is no rival.
    """
    asserted: defaultdict[tuple[str, str], dict[str, list[Statement]]] = defaultdict(dict)
    for (subject, predicate), group in groups:
        if predicate in relations.one_subject:
            for statement in group:
                if not statement.denies:
                    held = asserted[predicate, value_text(statement.object)]
                    held.setdefault(subject, []).append(statement)
    for (predicate, value), by_subject in asserted.items():
        for one, other in combinations(sorted(by_subject), 2):
            above = relations.owners
            if other not in above.get(one, ()) and one not in above.get(other, ()):
                yield (predicate, value, one, other), by_subject[one], by_subject[other]


def apart(
    some: Sequence[Statement], others: Sequence[Statement]
) -> Iterator[tuple[list[Statement], list[Statement]]]:
    """Two groups without the pairs of one speaker in one document: for each of these the rest of the other."""
    by_voice: defaultdict[tuple[str, str], list[Statement]] = defaultdict(list)
    for statement in some:
        by_voice[statement.source, statement.speaker].append(statement)
    for voice, own in sorted(by_voice.items()):
        rest = [each for each in others if (each.source, each.speaker) != voice]
        if rest:
            yield own, rest


def of_two_subjects(pair: tuple[Statement, Statement]) -> Verdict:
    """The verdict on two statements of one time, or of times that may be one."""
    reason = f"{_REASON}: they contradict unless each has a part, both have it together, or they are of two times"
    return Verdict(UNDECIDED, pair[0].iri, pair[1].iri, reason, _REMEDY)
