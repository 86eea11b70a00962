"""A statement that one speaker makes and another denies: do they speak of one time?

The time of a denial (kg:time) is what it covers, wholly, but no day after its publication. What happened did so
on a day of its time; with none stated, on any day up to its publication. What lasts (a state relation, or what
goes on) holds on every day of its time; who denies it without a time may mean the time of writing alone, so that
what is said to have ended before is left undecided. A contradiction is what no reading satisfies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.begins import end_of, start_of
from kg.claims.claim import value_text
from kg.claims.period import UNDATED, Period
from kg.claims.statement import OCCURRED
from kg.claims.verdicts.verdict import CONTRADICTS, SUPERSEDES, UNDECIDED, Verdict

if TYPE_CHECKING:
    from kg.claims.statement import Statement
    from kg.claims.verdicts.relations import Relations

_DENIED = "the one asserts it, the other denies it"
FIND_A_DAY = (
    "find out of which day each of them speaks, and say it with kg:time, if the source does"
)


def denied_values(denial: Statement) -> tuple[str, ...]:
    """The values that a denial denies: what did not occur does not go on either."""
    value = value_text(denial.object)
    return OCCURRED if value == OCCURRED[0] else (value,)


def on_a_denial(statement: Statement, denial: Statement, relations: Relations) -> Verdict | None:
    """The verdict on a statement and the denial of it; None where they speak of two times.

    Who has since taken a denial, or a statement, back contradicts nothing of what they say.
    """
    for old, new in ((statement, denial), (denial, statement)):
        if old.iri in new.replaces:
            reason = "the second is said to replace the first"
            return Verdict(SUPERSEDES, old.iri, new.iri, reason)
    if statement.speaker == denial.speaker and (statement.replaced or denial.replaced):
        return None
    sure = is_denied(statement, denial, relations)
    if sure is None:
        return None
    if sure:
        return Verdict(CONTRADICTS, statement.iri, denial.iri, _DENIED)
    reason = (
        f"{_DENIED} {_of_days(denial.days_denied)}: they contradict unless the first speaks of another day,"
        " which the dates leave open"
    )
    return Verdict(UNDECIDED, statement.iri, denial.iri, reason, FIND_A_DAY)


def _of_days(denied: Period) -> str:
    """What days a denial is of, in words."""
    words = denied.in_words()
    if words.startswith("../"):
        return f"for every day up to {words.removeprefix('../')}"
    if words.endswith("/.."):
        return f"for every day from {words.removesuffix('/..')} on"
    return f"for {words}" if words else "for every day"


def is_denied(statement: Statement, denial: Statement, relations: Relations) -> bool | None:
    """Whether a denial denies a statement under every reading; False under some; None under none."""
    relation = statement.predicate.value
    if relation in relations.timeless:
        return True
    denied, said = denial.days_denied, statement.days_said
    if not denied.meets(said):
        return None
    if relation in relations.states or value_text(statement.object) == OCCURRED[1]:
        held = _days_held(statement)
        if held is not None:
            return held.meets(denied) and not _is_of_the_past(statement, denial)
    else:
        begin = _begin(statement)
        said = said if begin == UNDATED else _up_to(begin, said.last)
    return _covers(denied, said)


def _is_of_the_past(statement: Statement, denial: Statement) -> bool:
    """Whether what lasted had ended before a denial without a time was published."""
    last, known = statement.period.last, denial.known
    is_undated = denial.period == UNDATED
    return is_undated and last is not None and known is not None and last < known


def _begin(statement: Statement) -> Period:
    """The days on one of which something began that has no stated end (“since October”)."""
    return start_of(statement.time) if statement.time.endswith(("/", "/..")) else UNDATED


def _up_to(begin: Period, last: int | None) -> Period:
    """The days of a begin up to a last day."""
    first, latest = begin
    if latest is None or (last is not None and (first or 0) <= last < latest):
        latest = last
    return Period(first, latest)


def _days_held(statement: Statement) -> Period | None:
    """The days on which what lasts surely held; None where no single one is sure."""
    if statement.period.is_known and not statement.time.startswith(("/", "../")):
        return statement.period
    first, last = statement.period
    begin = _begin(statement)
    if first is not None:
        first = first if begin.last is None else begin.last
        if statement.time.endswith("/") or statement.known is None:
            return Period(first, first)
        return Period(first, max(first, statement.known))
    end = end_of(statement.time) if statement.time else Period(last, last)
    return end if end.is_one_day else None


def _covers(denied: Period, said: Period) -> bool:
    """Whether a denial covers every day that a statement may speak of."""
    from_before = denied.first is None or (said.first is not None and denied.first <= said.first)
    to_the_end = denied.last is None or (said.last is not None and said.last <= denied.last)
    return from_before and to_the_end
