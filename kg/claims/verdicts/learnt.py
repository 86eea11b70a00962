"""Two figures of which one counts from a day that a third figure states.

Four rules of the model meet here. A begin that is not stated is that of the event, else the earliest that a
figure states which stands; a stated later begin is a part; who states more loses no contradiction; a claim more
removes none. So where the begin of a third figure alone makes a contradiction into something else, the pair is
undecided, and the verdict names the claim that this depends on.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from kg.claims.figure import MeasureKind
from kg.claims.period import UNDATED
from kg.claims.verdicts.verdict import CONTRADICTS, FITS, NOT_COMPARABLE, UNDECIDED, Verdict
from kg.iris import SRC

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.claims.figure import Figure, Rules

_FIND_BEGIN = "find out from when {} counts, and say it with kg:time, if the source does"


def with_learnt_begins(
    first: Figure, second: Figure, rules: Rules, judge: Callable[[Figure, Figure, Rules], Verdict]
) -> Verdict:
    """The verdict of ``judge`` on two figures; undecided where a third alone settles a contradiction."""
    verdict = judge(first, second, rules)
    pair = first.iri, second.iri
    learners = [f for f in (first, second) if f.learnt_from and f.learnt_from not in pair]
    if not learners or verdict.outcome == CONTRADICTS:
        return verdict
    plain, other_plain = (f.without_begin() if f in learners else f for f in (first, second))
    alone = judge(plain, other_plain, rules)
    if alone.outcome != CONTRADICTS:
        return verdict
    learner = learners[0]
    other = second if learner is first else first
    name, third = _name(learner.iri), _name(learner.learnt_from)
    then = f"counts from {_day(learner)}, as {third} says"
    fits = {FITS: "they fit", NOT_COMPARABLE: "they do not compare"}.get(
        verdict.outcome, "it is undecided"
    )
    is_total = rules.kinds[other.measure] is MeasureKind.CUMULATIVE
    if not is_total or other in learners or other.counts_from == UNDATED:
        reason = f"they contradict ({alone.reason}) unless {name} {then}; {fits} if so ({verdict.reason})"
    else:
        reason = (
            f"they contradict if both count from {_day(other)}, as {_name(other.iri)} says"
            f" ({alone.reason}); {fits} if {name} {then} ({verdict.reason})"
        )
    return Verdict(
        UNDECIDED, alone.first, alone.second, reason, _FIND_BEGIN.format(name), verdict.suspect
    )


def _day(figure: Figure) -> str:
    """The first day from which a figure may count."""
    first = figure.counts_from.first
    return "the begin" if first is None else date.fromordinal(first).isoformat()


def _name(claim: str) -> str:
    return claim.removeprefix(SRC)
