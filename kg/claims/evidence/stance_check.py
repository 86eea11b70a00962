"""Does a passage assert what a claim asserts, and deny what it denies?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.evidence.outcomes import BY_EYE, NOT_CHECKABLE, Reason
from kg.claims.evidence.stated.denials import stance_in
from kg.claims.evidence.stated.denied_clause import DENIES, OPEN, SAYS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.claims.evidence.passages import Evidence
    from kg.claims.evidence.reader import TextReader


def stance_reasons(item: Evidence, start: int, end: int, reader: TextReader) -> Iterator[Reason]:
    """Why a figure at a place of the text has another stance than its claim; nothing where it has the same.

    The whole sentence is read, also where the span of the claim leaves a part of it out.
    """
    if reader.language is None:
        return
    first, after = reader.sentence(start, end)
    found = stance_in(reader.text[first:after], start - first, end - first, reader.language.code)
    said = f"by “{found.word}”" if found.word else "there"
    if found.kind == OPEN:
        problem = (
            f"the text leaves open what the figure is of ({said}): it neither says nor denies it"
        )
    elif item.denies and found.kind == SAYS:
        problem = "the claim denies it, and nothing in the clause of the figure does"
    elif not item.denies and found.kind == DENIES:
        problem = f"the text denies it ({said}), and the claim asserts it"
    else:
        return
    remedy = "set kg:stance to what the speaker does, or " + BY_EYE
    yield Reason(NOT_CHECKABLE, problem, remedy)
