"""Evidence against the user's own copy of a source's text: hash, offsets, wordings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.evidence.passages import read_origin, read_passages
from kg.claims.evidence.verify import decode, wording_problem
from kg.errors import TextError, os_error
from kg.iris import KG, OA

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.claims.evidence.passages import Origin, Passage
    from kg.curate.checks.place import Places
    from kg.errors import Finding
    from kg.text.turtle.document import Document

HASH = ("text-hash", "error")
LENGTH = ("text-length", "error")
WORDING = ("wording-not-in-text", "error")
SENTENCES = ("evidence-of-several-sentences", "review")
WORDS = ("evidence-cuts-a-word", "review")
_WORDING = KG + "wording"
# A letter or digit of a script that sets words apart (Korean joins particles to them).
_LETTER = r"[0-9A-Za-z\u00C0-\u024F\u0370-\u03FF\u0400-\u052F]"
_WITHIN = re.compile(rf"(?<={_LETTER})(?={_LETTER})")
_WORD = re.compile(rf"{_LETTER}+")
# The end of a sentence in running text: a stop, perhaps a closing quote, space, a capital.
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]*[A-Z])|\n")


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
        origin = read_origin(document.stem, document.graph, document.triples)
        if origin.sha256 is None:
            continue
        data = copy_of(folder, document.stem)
        if data is None:
            absent.append(document.stem)
            continue
        findings += _compare(document, data, origin, places)
    return findings, absent


def copy_of(folder: Path, stem: str) -> bytes | None:
    """The user's copy of a source's text; None where there is none.

    Raises KgError for a file that cannot be read.
    """
    path = folder / f"{stem}.txt"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise os_error(error, path, "read this text") from None


def _compare(document: Document, data: bytes, origin: Origin, places: Places) -> Iterator[Finding]:
    source = ox.NamedNode(document.graph)
    try:
        text = decode(data, origin.sha256 or "")
    except TextError as error:
        problem = f"{document.stem}.txt {error.what}"
        yield places.finding(HASH, source, problem, error.remedy, KG + "textSha256")
        return
    if origin.length not in (None, str(len(text))):
        yield places.finding(
            LENGTH,
            source,
            f"the text has {len(text)} characters, not {origin.length}",
            f"write kg:textLength {len(text)}",
            KG + "textLength",
        )
    for iri, passage in read_passages(document.triples).items():
        if passage.spans:  # a locator's wording cannot be looked up
            claim = ox.NamedNode(iri)
            yield from _wordings(claim, passage, text, places)
            yield from _sentences(claim, passage, text, places)
            yield from _words(claim, passage, text, places)


def _words(claim: ox.NamedNode, passage: Passage, text: str, places: Places) -> Iterator[Finding]:
    """An end within a word: most often an offset that was miscounted."""
    for span in passage.spans:
        for name, verb, place in (("start", "begins", span[0]), ("end", "ends", span[1])):
            if 0 < place < len(text) and _WITHIN.match(text, place):
                cut = next(word for word in _WORD.finditer(text) if word.end() > place)
                yield places.finding(
                    WORDS,
                    claim,
                    f"its span {span[0]}–{span[1]} {verb} within the word “{cut[0][:40]}”",
                    f"write {cut.start() if name == 'start' else cut.end()} as oa:{name}",
                    OA + name,
                )


def _wordings(
    claim: ox.NamedNode, passage: Passage, text: str, places: Places
) -> Iterator[Finding]:
    for wording in passage.wordings:
        if wrong := wording_problem(wording, passage.spans, text):
            yield places.finding(WORDING, claim, *wrong, _WORDING)


def _sentences(
    claim: ox.NamedNode, passage: Passage, text: str, places: Places
) -> Iterator[Finding]:
    for start, end in passage.spans:
        if SENTENCE_END.search(text[start:end].strip()):
            yield places.finding(
                SENTENCES,
                claim,
                f"its span {start}–{end} seems to hold more than one sentence",
                "narrow it to the sentence that says it; pass over this if a full stop misleads",
                OA + "start",
            )
