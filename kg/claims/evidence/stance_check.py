"""Does a passage assert what a claim asserts, and deny what it denies?"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kg.claims.evidence.outcomes import BY_EYE, NOT_CHECKABLE, Reason
from kg.claims.evidence.stated.denials import stance_in
from kg.claims.evidence.stated.denied_clause import BOTH, DENIES, OPEN, SAYS, Stance
from kg.claims.evidence.stated.speakers import Speaker, is_pronoun

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
    found = Stance(SAYS)
    if reader.may_deny(first, after):
        sentence = reader.text[first:after]
        found = stance_in(sentence, start - first, end - first, reader.language.code)
    reason = disagreement(item, heard_later(item, found, after, reader), "figure")
    if reason is not None:
        yield reason


def disagreement(item: Evidence, found: Stance, what: str) -> Reason | None:
    """Why a claim has another stance than the text that was found; None where it has the same.

    ``what`` the claim is of: its ``figure`` or its ``relation``.
    """
    said = f"by “{found.word}”" if found.word else "there"
    if found.kind == OPEN:
        if item.unsure:
            return None
        problem = f"the text leaves the {what} open ({said}): it neither says nor denies it"
    elif item.denies and found.kind == SAYS:
        problem = f"the claim denies it, and nothing in the clause of the {what} does"
    elif not item.denies and found.kind == DENIES:
        problem = f"the text denies it ({said}), and the claim asserts it"
    else:
        return None
    return Reason(NOT_CHECKABLE, problem, "set kg:stance to what the speaker does, or " + BY_EYE)


def heard_later(item: Evidence, found: Stance, after: int, reader: TextReader) -> Stance:
    """What the speaker of a claim does with it, where the sentence behind a place denies it again.

    "The ministry said 12,000 were sent. Moscow called this false." denies it for Moscow, and for nobody else.
    """
    later = denied_later(item, after, reader)
    if later is None or found.kind not in (SAYS, BOTH):
        return found
    return later


def denied_later(item: Evidence, after: int, reader: TextReader) -> Stance | None:
    """What the speaker of a claim does, in the sentence that begins at a place, with the one before it."""
    found = reader.referring(after)
    if found is None or reader.language is None:
        return None
    if not found.who:
        applies = item.own_voice
    elif item.own_voice and not item.speakers:
        applies = False
    elif is_pronoun(found.who):
        applies = not item.own_voice
    else:
        applies = _speaker(item.speakers, reader.language.code).is_in(found.who)
    return found.stance if applies else None


@lru_cache(maxsize=512)
def _speaker(names: tuple[str, ...], code: str) -> Speaker:
    return Speaker(names, code)
