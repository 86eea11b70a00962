"""The sentence of each claim, and the whole texts with all claims marked, from the user's own copies."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.claims.evidence.decoding import decode
from kg.curate.checks.texts import SENTENCE_END, copy_of
from kg.errors import TextError
from kg.iris import KG, OA, SRC
from kg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.graph.snapshot import Snapshot

_LONGEST = 700  # characters; what is longer is no sentence but a text without stops
_HASHES = "SELECT ?s ?sha { ?s a kg:Source ; kg:textSha256 ?sha } ORDER BY ?s"


class Sentence(NamedTuple):
    """What stands before the claim's span in its sentence, the span, and what stands behind it."""

    before: str
    span: str
    after: str


class Passage(NamedTuple):
    """A piece of a text, and the claims (IRIs) whose spans hold it, the shortest span first."""

    text: str
    claims: tuple[str, ...]


class Sentences(NamedTuple):
    """The sentences by claim (an IRI), and why there are none, by the name of the source.

    ``readings`` are the whole texts in passages, by source (an IRI).
    """

    by_claim: dict[str, Sentence]
    missing: dict[str, str]
    readings: dict[str, list[Passage]]


def read_sentences(graph: Snapshot, folder: Path) -> Sentences:
    """The sentences of all claims whose source has its text in a folder, as ``NAME.txt``.

    Only a text with the SHA-256 that its source states counts: offsets mean nothing in another.
    Raises KgError for a file that cannot be read.
    """
    hashes = {row["s"].value: row["sha"].value for row in select(graph.store, _HASHES)}
    texts: dict[str, str] = {}
    missing: dict[str, str] = {}
    for source in sorted({claim.get("source") or "" for claim in graph.claims.values()}):
        name = source.removeprefix(SRC)
        try:
            texts[source] = _text_of(source, hashes.get(source, ""), folder)
        except TextError as error:
            missing[name] = error.what
    sentences = {}
    spans: dict[str, list[tuple[int, int, str]]] = {source: [] for source in texts}
    for claim in graph.claims.values():
        text = texts.get(claim.get("source") or "")
        start, end = claim.evidence.get(OA + "start", ""), claim.evidence.get(OA + "end", "")
        if text is not None and start.isdecimal() and end.isdecimal():
            sentence = sentence_at(text, int(start), int(end))
            if sentence is not None:
                sentences[claim.iri] = sentence
                spans[claim.get("source") or ""].append((int(start), int(end), claim.iri))
    readings = {source: passages(text, spans[source]) for source, text in texts.items()}
    return Sentences(sentences, missing, readings)


def passages_of(graph: Snapshot, source: str, folder: Path) -> list[Passage] | None:
    """The text of one source (an IRI) in passages, from a folder as of ``read_sentences``.

    None where there is no such text, or another than the one that the source speaks of. Raises
    KgError for a file that cannot be read.
    """
    stated = graph.store.quads(ox.NamedNode(source), ox.NamedNode(KG + "textSha256"))
    sha256 = min((getattr(quad.object, "value", "") for quad in stated), default="")
    try:
        text = _text_of(source, sha256, folder)
    except TextError:
        return None
    spans = []
    for claim in graph.claims.of_source(source):
        start, end = claim.evidence.get(OA + "start", ""), claim.evidence.get(OA + "end", "")
        if start.isdecimal() and end.isdecimal() and int(start) < int(end) <= len(text):
            spans.append((int(start), int(end), claim.iri))
    return passages(text, spans)


def _text_of(source: str, sha256: str, folder: Path) -> str:
    """The text of a source (an IRI) in a folder. Raises TextError where it has none of this SHA-256."""
    name = source.removeprefix(SRC)
    if not sha256:
        raise TextError("no kg:textSha256 is stated")
    data = copy_of(folder, name)
    if data is None:
        raise TextError(f"there is no {name}.txt")
    try:
        return decode(data, sha256)
    except TextError as error:
        raise TextError(f"{name}.txt {error.what}") from None


def passages(text: str, spans: Iterable[tuple[int, int, str]]) -> list[Passage]:
    """A text cut where spans (start, end, name) begin or end; spans may hold one another or overlap."""
    shortest_first = sorted(spans, key=lambda span: (span[1] - span[0], span[2]))
    cuts = sorted({0, len(text), *(end for span in shortest_first for end in span[:2])})
    return [
        Passage(
            text[first:last],
            tuple(name for start, end, name in shortest_first if start <= first and last <= end),
        )
        for first, last in pairwise(cuts)
    ]


def sentence_at(text: str, start: int, end: int) -> Sentence | None:
    """The sentence (or sentences) that a span of a text lies in; None for a span that is none.

    ``start`` and ``end`` are offsets in characters, the end not included.
    """
    if not 0 <= start < end <= len(text):
        return None
    stops = [match.end() for match in SENTENCE_END.finditer(text)]
    first = max((stop for stop in stops if stop <= start), default=0)
    last = min((stop for stop in stops if stop >= end), default=len(text))
    if last - first > _LONGEST:
        first, last = start, end
    return Sentence(text[first:start].lstrip(), text[start:end][:_LONGEST], text[end:last].rstrip())
