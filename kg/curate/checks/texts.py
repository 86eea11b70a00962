"""Compare evidence with the user's own copies of texts: hash, length, offsets and wordings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.evidence.decoding import decode
from kg.claims.evidence.passages import read_origin, read_passages
from kg.claims.evidence.verify import wording_problem
from kg.errors import TextError
from kg.iris import KG, OA
from kg.text.reading import read_if_there
from kg.text.workspace import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.claims.evidence.passages import Origin, Passage
    from kg.curate.checks.source_map import SourceMap
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
    seeds: Sequence[Document], folder: Path, source_map: SourceMap
) -> tuple[list[Finding], list[str]]:
    """The findings from comparing with ``folder/<stem>.txt``, and the sources without such a file.

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
        findings += _compare(document, data, origin, source_map)
    return findings, absent


def copy_of(folder: Path, stem: str) -> bytes | None:
    """The user's copy of a source's text; None where there is none.

    Raises KgError for a file that cannot be read.
    """
    path = folder / f"{stem}.txt"
    # A workspace's text may be a link to a file elsewhere in the workspace.
    root = folder.parent if (folder.parent / MARK).is_file() else folder
    return read_if_there(path, str(path), "this text", root=root)


def _compare(
    document: Document, data: bytes, origin: Origin, source_map: SourceMap
) -> Iterator[Finding]:
    source = ox.NamedNode(document.graph)
    try:
        text = decode(data, origin.sha256 or "")
    except TextError as error:
        problem = f"{document.stem}.txt {error.what}"
        yield source_map.finding(HASH, source, problem, error.remedy, KG + "textSha256")
        return
    if origin.length not in (None, str(len(text))):
        yield source_map.finding(
            LENGTH,
            source,
            f"the text has {len(text)} characters, not {origin.length}",
            f"write kg:textLength {len(text)}",
            KG + "textLength",
        )
    for iri, passage in read_passages(document.triples).items():
        if passage.spans:  # a locator's wording cannot be looked up
            claim = ox.NamedNode(iri)
            yield from _missing_wordings(claim, passage, text, source_map)
            yield from _long_spans(claim, passage, text, source_map)
            yield from _cut_words(claim, passage, text, source_map)


def _cut_words(
    claim: ox.NamedNode, passage: Passage, text: str, source_map: SourceMap
) -> Iterator[Finding]:
    """A finding for each end of a span that lies within a word: most often a miscounted offset."""
    for span in passage.spans:
        for name, verb, offset in (("start", "begins", span[0]), ("end", "ends", span[1])):
            if 0 < offset < len(text) and _WITHIN.match(text, offset):
                cut_word = next(word for word in _WORD.finditer(text) if word.end() > offset)
                yield source_map.finding(
                    WORDS,
                    claim,
                    f"its span {span[0]}–{span[1]} {verb} within the word “{cut_word[0][:40]}”",
                    f"write {cut_word.start() if name == 'start' else cut_word.end()} as oa:{name}",
                    OA + name,
                )


def _missing_wordings(
    claim: ox.NamedNode, passage: Passage, text: str, source_map: SourceMap
) -> Iterator[Finding]:
    for wording in passage.wordings:
        if wrong := wording_problem(wording, passage.spans, text):
            yield source_map.finding(WORDING, claim, *wrong, _WORDING)


def _long_spans(
    claim: ox.NamedNode, passage: Passage, text: str, source_map: SourceMap
) -> Iterator[Finding]:
    for start, end in passage.spans:
        if SENTENCE_END.search(text[start:end].strip()):
            yield source_map.finding(
                SENTENCES,
                claim,
                f"its span {start}–{end} seems to hold more than one sentence",
                "narrow it to the sentence that says it; pass over this if a full stop misleads",
                OA + "start",
            )
