"""Evidence against the user's own copy of a source's text: hash, offsets, wordings."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.errors import os_error
from kg.namespaces import KG, OA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.checks.place import Places
    from kg.errors import Finding
    from kg.sources import Document

HASH = ("text-hash", "error")
LENGTH = ("text-length", "error")
WORDING = ("wording-not-in-text", "error")
SENTENCES = ("evidence-of-several-sentences", "review")
_WORDING, _EVIDENCE = KG + "wording", KG + "evidence"
# The end of a sentence in running text: a stop, perhaps a closing quote, space, a capital.
_STOP = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]*[A-Z])|\n")


class Passage(NamedTuple):
    """A claim's span (start, end; characters, end excluded) and its wordings."""

    claim: ox.NamedNode
    spans: list[tuple[int, int]]
    wordings: list[str]


def text_findings(
    seeds: Sequence[Document], folder: Path, places: Places
) -> tuple[list[Finding], list[str]]:
    """What does not agree with ``folder/<stem>.txt``, and the sources that have no text there.

    Only a text with the SHA-256 that the source states is compared: offsets mean nothing in
    another. Raises KgError for a file that cannot be read.
    """
    findings: list[Finding] = []
    absent: list[str] = []
    for document in seeds:
        stated = _values(document, document.graph)
        expected = stated.get(KG + "textSha256")
        if expected is None:
            continue
        path = folder / f"{document.stem}.txt"
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            absent.append(document.stem)
            continue
        except OSError as error:
            raise os_error(error, path, "read this text") from None
        findings += _compare(document, data, expected, stated.get(KG + "textLength"), places)
    return findings, absent


def _compare(
    document: Document, data: bytes, expected: str, length: str | None, places: Places
) -> Iterator[Finding]:
    source = ox.NamedNode(document.graph)
    found = hashlib.sha256(data).hexdigest()
    if found != expected:
        yield places.finding(
            HASH,
            source,
            f"{document.stem}.txt has another SHA-256: {found[:12]}… instead of {expected[:12]}…",
            "use the text from which the claims were curated, byte by byte",
            KG + "textSha256",
        )
        return
    text = data.decode("utf-8", "replace")
    if length is not None and length != str(len(text)):
        yield places.finding(
            LENGTH,
            source,
            f"the text has {len(text)} characters, not {length}",
            f"write kg:textLength {len(text)}",
            KG + "textLength",
        )
    for passage in _passages(document):
        yield from _wordings(passage, text, places)
        yield from _sentences(passage, text, places)


def _wordings(passage: Passage, text: str, places: Places) -> Iterator[Finding]:
    for wording in passage.wordings:
        if any(wording in text[start:end] for start, end in passage.spans):
            continue
        where = [found.start() for found in re.finditer(re.escape(wording), text)]
        if where:
            at = ", ".join(f"{start}–{start + len(wording)}" for start in where[:3])
            problem = f"“{wording}” is not in its span, but stands at {at}"
            remedy = "set oa:start and oa:end to the sentence around it"
        else:
            problem = f"“{wording}” stands nowhere in the text"
            remedy = "copy the words exactly as they stand, with their capitals and marks"
        yield places.finding(WORDING, passage.claim, problem, remedy, _WORDING)


def _sentences(passage: Passage, text: str, places: Places) -> Iterator[Finding]:
    for start, end in passage.spans:
        if _STOP.search(text[start:end].strip()):
            yield places.finding(
                SENTENCES,
                passage.claim,
                f"its span {start}–{end} seems to hold more than one sentence",
                "narrow it to the sentence that says it; pass over this if a full stop misleads",
                OA + "start",
            )


def _values(document: Document, subject: str) -> dict[str, str]:
    return {
        triple.predicate.value: getattr(triple.object, "value", "")
        for triple in document.triples
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value == subject
    }


def _passages(document: Document) -> list[Passage]:
    """The claims that have a span in the text; a locator's wording cannot be looked up."""
    passages: dict[ox.NamedNode, Passage] = {}
    ends: dict[object, dict[str, str]] = {}
    for triple in document.triples:
        if triple.predicate.value in (OA + "start", OA + "end"):
            value = getattr(triple.object, "value", "")
            ends.setdefault(triple.subject, {})[triple.predicate.value] = value
    for triple in document.triples:
        subject, value = triple.subject, triple.object
        if not isinstance(subject, ox.NamedNode):
            continue
        passage = passages.setdefault(subject, Passage(subject, [], []))
        if triple.predicate.value == _WORDING and isinstance(value, ox.Literal):
            passage.wordings.append(value.value)
        elif triple.predicate.value == _EVIDENCE:
            span = ends.get(value, {})
            start, end = span.get(OA + "start", ""), span.get(OA + "end", "")
            if start.isdecimal() and end.isdecimal():  # what is no number, the shapes report
                passage.spans.append((int(start), int(end)))
    return [passage for passage in passages.values() if passage.spans]
