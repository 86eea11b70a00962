"""Is what a claim says found again in its source's text? By hash, offsets, wording, and reading.

The reader of texts (``stated/``) shares nothing with the reader of sheets: what one misreads the
other does not confirm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.evidence.day_check import time_reasons
from kg.claims.evidence.decoding import decode
from kg.claims.evidence.figure_check import figure_reasons
from kg.claims.evidence.outcomes import (
    BY_EYE,
    FAILED,
    NOT_CHECKABLE,
    VERIFIED,
    Outcome,
    Reason,
)
from kg.claims.evidence.plain import plainly_verified
from kg.claims.evidence.reader import TextReader
from kg.claims.evidence.relation_check import relation_reasons
from kg.claims.evidence.speaker_check import speaker_reasons
from kg.errors import TextError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.claims.evidence.passages import Evidence, Origin

__all__ = [
    "FAILED",
    "NOT_CHECKABLE",
    "VERIFIED",
    "Outcome",
    "Reason",
    "verify",
    "verify_source",
    "wording_problem",
]


def wording_problem(
    wording: str, spans: Iterable[tuple[int, int]], text: str
) -> tuple[str, str] | None:
    """What is wrong with a wording, and what to do; None where it stands in one of the spans."""
    if any(wording in text[start:end] for start, end in spans):
        return None
    places: list[int] = []
    at = text.find(wording)
    while at >= 0 and len(places) < 3:
        places.append(at)
        at = text.find(wording, at + 1)
    if not places:
        return (
            f"“{wording}” stands nowhere in the text",
            "copy the words exactly as they stand, with their capitals and marks",
        )
    where = ", ".join(f"{start}–{start + len(wording)}" for start in places)
    return (
        f"“{wording}” is not in its span, but stands at {where}",
        "set oa:start and oa:end to the sentence around it",
    )


def verify_source(
    evidence: Iterable[Evidence], origin: Origin, data: bytes | None
) -> list[Outcome]:
    """Compare the claims of one source with its text; ``data`` None: the user has none.

    A text with another hash fails every claim with offsets; nothing in it is compared.
    """
    if origin.sha256 is None:
        whole = Reason(
            NOT_CHECKABLE,
            "its source states no kg:textSha256, so no text can be known as the right one",
            "add kg:textSha256 and kg:textLength to the source",
        )
    elif data is None:
        whole = Reason(
            NOT_CHECKABLE, f"there is no {origin.name}.txt", "put the text into the folder"
        )
    else:
        try:
            text = decode(data, origin.sha256)
        except TextError as error:
            whole = Reason(FAILED, f"{origin.name}.txt {error.what}", error.remedy)
        else:
            return verify(evidence, text, origin)
    return [_outcome(item.iri, list(_unplaced(item)) or [whole]) for item in evidence]


def verify(evidence: Iterable[Evidence], text: str, origin: Origin) -> list[Outcome]:
    """Compare claims with the text from which they were made; the outcomes are in their order.

    They are read in the order of their places: what is read of a passage is kept for a while.
    """
    reader, items = TextReader(text, origin), list(evidence)
    outcomes: list[Outcome | None] = [None] * len(items)
    for index in sorted(range(len(items)), key=lambda index: items[index].passage.spans[:1]):
        item = items[index]
        plain = reader.english and _is_plain(item, reader)
        outcomes[index] = (
            Outcome(item.iri, VERIFIED)
            if plain
            else _outcome(item.iri, list(_reasons(item, reader)))
        )
    return [outcome for outcome in outcomes if outcome is not None]


def _is_plain(item: Evidence, reader: TextReader) -> bool:
    """Whether a claim stands in one place of the text, with its wordings, in the commonest form."""
    passage = item.passage
    if len(passage.spans) != 1 or passage.pieces != 1 or passage.locators or item.unreadable:
        return False
    ((start, end),) = passage.spans
    if not start < end <= len(reader.text):
        return False
    for wording in passage.wordings:
        if reader.text.find(wording, start, end) < 0:
            return False
    return plainly_verified(item, reader, *reader.part(start, end))


def _outcome(iri: str, reasons: Sequence[Reason]) -> Outcome:
    """The gravest result of some reasons; verified where there are none."""
    results = {reason.result for reason in reasons}
    result = next((r for r in (FAILED, NOT_CHECKABLE) if r in results), VERIFIED)
    return Outcome(iri, result, tuple(reasons))


def _unplaced(item: Evidence) -> Iterator[Reason]:
    """Why a claim has no place in any text; nothing where it has one."""
    passage = item.passage
    if len(passage.spans) + passage.locators < passage.pieces or not passage.pieces:
        yield Reason(
            FAILED,
            "its evidence has no oa:start and oa:end that are whole numbers",
            "write both, or give a kg:Locator where you have no text",
        )
    elif not passage.spans:
        yield Reason(NOT_CHECKABLE, "its evidence is a locator, without offsets", BY_EYE)


def _reasons(item: Evidence, reader: TextReader) -> Iterator[Reason]:
    """All that speaks against a claim: place, wording, figure, hedge, unit, times, speaker."""
    spans, length = item.passage.spans, len(reader.text)
    unplaced = list(_unplaced(item))
    outside = [(start, end) for start, end in spans if not start < end <= length]
    if unplaced or outside:
        yield from unplaced
        for start, end in outside:
            yield Reason(
                FAILED,
                f"characters {start}–{end} do not lie in the text of {length} characters",
                "set oa:start and oa:end to the sentence that says it",
            )
        return
    parts = [reader.part(*span) for span in spans]
    for wording in item.passage.wordings:
        if wrong := wording_problem(wording, spans, reader.text):
            yield Reason(FAILED, *wrong)
    for name in item.unreadable:
        yield Reason(FAILED, f"{name} is no number", "write a whole or decimal number")
    yield from figure_reasons(item, parts, reader)
    yield from relation_reasons(item, parts, reader)
    yield from time_reasons(item, parts, reader)
    yield from speaker_reasons(item, parts, reader)
