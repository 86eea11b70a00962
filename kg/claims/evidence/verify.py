"""Is what a claim says found again in its source's text? By hash, offsets, wording, number, date."""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from kg.claims.edtf import date_parts
from kg.claims.evidence.dates import dates
from kg.claims.evidence.dates import plainly_states as states_date
from kg.claims.evidence.numbers import numbers, shares
from kg.claims.evidence.numbers import plainly_states as states_number
from kg.errors import TextError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.claims.evidence.passages import Evidence, Origin

VERIFIED, FAILED, NOT_CHECKABLE = "verified", "failed", "not checkable"

# What shows that a span ends inside a number or word, or begins in one: after a digit's comma too.
_GOES_ON = re.compile(
    r"\w|[.,'’][0-9]|\s?%|[\s-]*(?i:hundred|thousand|million|billion|trillion|per\s?cent)\b"
)
_WITHIN = re.compile(r"\w(?:\w|[.,'’][0-9])")
_GROUP = re.compile(r"[0-9][.,'’][0-9]")
_INSIDE = re.compile(r"[\w.,'’]")
_BY_EYE = "compare it by eye"
_SPAN = "or set oa:start and oa:end to the sentence that says it"


class Reason(NamedTuple):
    """Why a claim is not verified: the result that follows, what is wrong, and what to do."""

    result: str
    problem: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """``verified``, ``failed`` or ``not checkable``, and why."""

    iri: str
    result: str
    reasons: tuple[Reason, ...] = ()


def decode(data: bytes, sha256: str) -> str:
    """The text with a stated SHA-256. Raises TextError: offsets mean nothing in another."""
    actual = hashlib.sha256(data).hexdigest()
    if actual != sha256.strip().lower():
        raise TextError(
            f"has another SHA-256: {actual[:12]}… instead of {sha256[:12]}…",
            "use the text from which the claims were curated, byte by byte",
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise TextError(
            f"is not UTF-8 (byte {error.start})",
            "save it as UTF-8, and curate offsets and kg:textSha256 anew",
        ) from None


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
    """Compare claims with the text from which they were made."""
    reader = _Reader(text)
    return [_outcome(item.iri, list(_reasons(item, reader, origin))) for item in evidence]


def _outcome(iri: str, reasons: Sequence[Reason]) -> Outcome:
    """The gravest result of some reasons; verified where there are none."""
    results = {reason.result for reason in reasons}
    result = next((r for r in (FAILED, NOT_CHECKABLE) if r in results), VERIFIED)
    return Outcome(iri, result, tuple(reasons))


class _Reader:
    """A text whose spans are read once each: many claims rest on one sentence."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.numbers = cache(lambda start, end: numbers(self.part(start, end)))
        self.shares = cache(lambda start, end: shares(self.part(start, end)))
        self.dates = cache(lambda start, end: dates(self.part(start, end)))

    def part(self, start: int, end: int) -> str:
        """The words of a span, without one that it cuts: "14" of "14,000", or of "14 million"."""
        if _GOES_ON.match(self.text, end):
            while end > start and _INSIDE.match(self.text, end - 1):
                end -= 1
        within = start > 0 and _WITHIN.match(self.text, start - 1)
        if within or (start > 1 and _GROUP.match(self.text, start - 2)):
            while start < end and _INSIDE.match(self.text, start):
                start += 1
        return self.text[start:end]

    def has_number(self, value: float, start: int, end: int) -> bool:
        return states_number(value, self.part(start, end))

    def has_date(self, date: str, start: int, end: int) -> bool:
        return states_date(date, self.part(start, end))


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
        yield Reason(NOT_CHECKABLE, "its evidence is a locator, without offsets", _BY_EYE)


def _reasons(item: Evidence, reader: _Reader, origin: Origin) -> Iterator[Reason]:
    """All that speaks against a claim: its place, its wording, its numbers, its dates."""
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
    for wording in item.passage.wordings:
        if wrong := wording_problem(wording, spans, reader.text):
            yield Reason(FAILED, *wrong)
    for name in item.unreadable:
        yield Reason(FAILED, f"{name} is no number", "write a whole or decimal number")
    for reason in (*_figures(item, reader), *_times(item, reader, origin)):
        yield _unless_foreign(reason, origin)


def _unless_foreign(reason: Reason, origin: Origin) -> Reason:
    """Numbers and dates are looked for in English: another language may say them otherwise."""
    if origin.language.lower().partition("-")[0] in ("en", ""):
        return reason
    problem = f"{reason.problem}, as far as it can be read in the language “{origin.language}”"
    return Reason(NOT_CHECKABLE, problem, _BY_EYE)


def _figures(item: Evidence, reader: _Reader) -> Iterator[Reason]:
    """The numbers of a claim that its evidence does not state."""
    spans = item.passage.spans
    for name, value in item.figures:
        if not item.share and any(reader.has_number(value, *span) for span in spans):
            continue
        find = reader.shares if item.share else reader.numbers
        stated = {number for span in spans for number in find(*span)}
        if not any(math.isclose(value, number, rel_tol=1e-9) for number in stated):
            kind = "share" if item.share else "number"
            yield Reason(
                FAILED,
                f"{name} {value:,.15g} is not in the evidence, which states {_listed(kind, stated)}",
                f"correct the number, {_SPAN}",
            )
    if item.estimate and not item.figures and not item.unreadable:
        yield from _phrases(item, reader)


def _listed(kind: str, stated: Iterable[float]) -> str:
    """The first few of some numbers; ``kind`` (number, share) says what there is none of."""
    shown = ", ".join(f"{number:,.15g}" for number in sorted(stated)[:6])
    return shown or f"no {kind}"


def _phrases(item: Evidence, reader: _Reader) -> Iterator[Reason]:
    """Of an estimate without a number: no word of its qualifier stands in the evidence."""
    if not item.phrases:
        yield Reason(
            NOT_CHECKABLE,
            "it states no number, and its qualifier has no words to look for",
            "add what the source states, or a kg:phrase to the qualifier",
        )
        return
    words = "|".join(re.escape(phrase) for phrase in item.phrases).replace(r"\ ", r"\s+")
    pattern = re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    if not any(pattern.search(reader.text, *span) for span in item.passage.spans):
        listed = ", ".join(f"“{phrase}”" for phrase in item.phrases)
        yield Reason(
            FAILED,
            f"it states no number, and none of the words of its qualifier ({listed}) is in the evidence",
            f"choose the qualifier that the text has, {_SPAN}",
        )


def _times(item: Evidence, reader: _Reader, origin: Origin) -> Iterator[Reason]:
    """The dates of a claim, ends of intervals each, that its evidence does not state."""
    for name, time in item.times:
        for part in time.split("/"):
            if part in ("", ".."):
                continue
            spans = item.passage.spans
            if any(reader.has_date(part, *span) for span in spans):
                continue
            stated = {date for span in spans for date in reader.dates(*span)}
            if part not in stated:
                yield from _time(name, part, stated, origin)


def _time(name: str, part: str, stated: set[str], origin: Origin) -> Iterator[Reason]:
    """Why one date is not verified, where ``stated`` are the dates of the evidence."""
    date = part.rstrip("?~%")
    if date_parts(date) is None:
        yield Reason(NOT_CHECKABLE, f"{name} {part} is of a form not looked for in words", _BY_EYE)
    elif _among(date, stated):
        return
    elif len(date) > 4 and _among(f"XXXX{date[4:]}", stated):
        yield Reason(
            NOT_CHECKABLE, f"{name} {part} stands in the evidence without its year", _BY_EYE
        )
    elif name == "kg:asOf" and _among(date, {origin.issued}):
        yield Reason(
            NOT_CHECKABLE, f"{name} {part} is the date of publication, not in the evidence", _BY_EYE
        )
    else:
        listed = ", ".join(sorted(stated)) or "no date"
        yield Reason(
            FAILED,
            f"{name} {part} is not in the evidence, which states {listed}",
            f"correct the date, {_SPAN}",
        )


def _among(date: str, dates: Iterable[str]) -> bool:
    """Whether a date, or one that is finer ("2024-06" of "2024"), is among some dates."""
    return any(other == date or other.startswith(f"{date}-") for other in dates)
