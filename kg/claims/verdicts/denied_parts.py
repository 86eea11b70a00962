"""Who says that an event took place, or how many, beside who denies a whole of which it is a part.

Who denies that a whole took place at all denies each part of it; who denies a part leaves the whole as it is.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kg.claims.claim import ASSERTED
from kg.claims.verdicts.denied_statements import on_a_denial
from kg.claims.verdicts.verdict import SUPERSEDES, UNDECIDED, Verdict
from kg.iris import SRC

if TYPE_CHECKING:
    from kg.claims.episodes import Episode
    from kg.claims.figure import Denial
    from kg.claims.statement import Statement
    from kg.claims.verdicts.relations import Relations


def on_a_denied_whole(statement: Statement, denial: Denial, relations: Relations) -> Verdict | None:
    """The verdict on who says that an event took place and who denies one of which it is a part.

    None where they speak of two times. Where somebody denies that it is a part of that, it is undecided.
    """
    as_stated = statement._replace(
        iri=denial.iri,
        speaker=denial.speaker,
        period=denial.days,
        known=None,
        modality=ASSERTED,
        replaces=denial.replaces,
        replaced=denial.replaced,
    )
    verdict = on_a_denial(statement, as_stated, relations)
    return verdict and of_a_part(verdict, denial.of_whole)


def is_asserted(statement: Statement) -> bool:
    """Whether somebody stands by it that what it states is so."""
    return statement.can_contradict and not statement.denies


def of_a_part(verdict: Verdict, part: Episode | None) -> Verdict:
    """The verdict on what is said of an event and what denies one of which it is a part (``part``)."""
    if part is None or verdict.kind == SUPERSEDES:
        return verdict
    said_by = " and ".join(claim.removeprefix(SRC) for claim in part.chains[0])
    why = f"what is denied is an event of which this one is a part ({said_by}), so that neither took place"
    if not part.doubted_by:
        return replace(verdict, reason=f"{verdict.reason}; {why}")
    doubts = " and ".join(claim.removeprefix(SRC) for claim in part.doubted_by)
    reason = f"{verdict.reason}, if {why}; but that it is a part is denied too ({doubts})"
    remedy = "find out whether the one is a part of the other"
    return Verdict(UNDECIDED, verdict.first, verdict.second, reason, remedy)
