"""Does the sentence of a claim give it to another speaker than the claim does?"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kg.claims.evidence.outcomes import BY_EYE, FAILED, NOT_CHECKABLE, Reason
from kg.claims.evidence.stance_check import denied_later
from kg.claims.evidence.stated.speakers import Speaker, is_pronoun

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.claims.evidence.passages import Evidence
    from kg.claims.evidence.reader import TextReader


@lru_cache(maxsize=512)
def _speaker(names: tuple[str, ...], code: str) -> Speaker:
    return Speaker(names, code)


def speaker_reasons(
    item: Evidence, spans: Sequence[tuple[int, int]], reader: TextReader
) -> Iterator[Reason]:
    """Why the speaker is not the one of the sentence; nothing where the text names none.

    A text may say first who speaks and go on for long: a sentence that names nobody speaks for
    any speaker, except for one that it names in another part.
    """
    if reader.language is None or not item.speakers:
        return
    code = reader.language.code
    speaker = _speaker(item.speakers, code)
    if not speaker:
        return
    for span in spans:
        sentence = reader.sentence(*span)
        if item.denies and denied_later(item, reader.sentence(span[0], span[0] + 1)[1], reader):
            return  # the next sentence is that of the speaker
        within = reader.attributions(*sentence)
        if any(speaker.is_in(one.who) or is_pronoun(one.who) for one in within):
            return
        inside = [
            one
            for one in within
            if span[0] <= sentence[0] + one.start and sentence[0] + one.end <= span[1]
        ]
        if inside:
            who = inside[0].who
            rival = _speaker(item.rivals, code)
            known = bool(rival) and rival.stands_in(who)
            yield Reason(
                FAILED if known else NOT_CHECKABLE,
                f"the sentence gives it to “{who}”, and the claim to {item.speakers[0]}",
                "correct kg:attributedTo" if known else f"{BY_EYE}; add the name of the text to it",
            )
            continue
        named = not within and speaker.stands_in(reader.text[slice(*sentence)])
        if named and not item.own_voice:
            yield Reason(
                NOT_CHECKABLE,
                f"the sentence names {item.speakers[0]}, but not as the one who says it",
                BY_EYE,
            )
