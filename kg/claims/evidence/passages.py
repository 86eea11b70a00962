"""What is to be found again of each claim in the text of its source, read from triples."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.claim import value_text
from kg.iris import DCTERMS, EDTF, KG, OA, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.claims.claim import Claim

_NUMERIC = {XSD + name for name in ("integer", "decimal", "double", "float")}
_DATES = {EDTF, *(XSD + name for name in ("date", "gYear", "gYearMonth"))}
_PLACE = re.compile("[0-9]{1,18}")  # in a text
_SELECTOR = (OA + "start", OA + "end")
_LOCATOR = ox.NamedNode(KG + "Locator")


@dataclass(slots=True)
class Passage:
    """Where a claim stands: spans (start, end; characters, end excluded) and its wordings.

    ``pieces`` counts its pieces of evidence, of which ``locators`` have an address and no offsets.
    """

    spans: list[tuple[int, int]] = field(default_factory=list)
    wordings: list[str] = field(default_factory=list)
    pieces: int = 0
    locators: int = 0


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is to be found again of one claim.

    ``figures`` and ``times`` hold values by the name of their property; ``share``: the figures are
    parts of 1. ``phrases`` are the words of its qualifier, one of which stands in the text where no
    number is stated. ``unreadable`` names what is no number although it should be.
    """

    iri: str
    passage: Passage
    estimate: bool = False
    figures: tuple[tuple[str, float], ...] = ()
    share: bool = False
    phrases: tuple[str, ...] = ()
    times: tuple[tuple[str, str], ...] = ()
    unreadable: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """What a source says of its own text, which is ``NAME.txt`` in the user's folder."""

    name: str
    sha256: str | None = None
    length: str | None = None
    issued: str = ""
    language: str = "en"


def read_origin(name: str, source: str, triples: Iterable[ox.Triple]) -> Origin:
    """What the triples of a source say of its text; ``name`` is the source's id, ``source`` its IRI."""
    values = {
        triple.predicate.value: getattr(triple.object, "value", "")
        for triple in triples
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value == source
    }
    return Origin(
        name,
        values.get(KG + "textSha256"),
        values.get(KG + "textLength"),
        values.get(DCTERMS + "issued", ""),
        values.get(DCTERMS + "language", "en"),
    )


def read_passages(triples: Sequence[ox.Triple]) -> dict[str, Passage]:
    """The passage of each subject that has evidence or a wording."""
    passages: dict[str, Passage] = {}
    ends: dict[object, dict[str, str]] = {}
    locators: set[object] = set()
    for triple in triples:
        if triple.predicate.value in _SELECTOR:
            value = getattr(triple.object, "value", "")
            ends.setdefault(triple.subject, {})[triple.predicate.value] = value
        elif triple.object == _LOCATOR:
            locators.add(triple.subject)
    for triple in triples:
        predicate, subject = triple.predicate.value, triple.subject
        if predicate not in (KG + "wording", KG + "evidence"):
            continue
        if not isinstance(subject, ox.NamedNode):
            continue  # the wording of a locator, which cannot be looked up
        passage = passages.setdefault(subject.value, Passage())
        if isinstance(triple.object, ox.Literal):
            passage.wordings.append(triple.object.value)
            continue
        passage.pieces += 1
        passage.locators += triple.object in locators
        start, end = (ends.get(triple.object, {}).get(name, "") for name in _SELECTOR)
        if _PLACE.fullmatch(start) and _PLACE.fullmatch(
            end
        ):  # what is no number, the shapes report
            passage.spans.append((int(start), int(end)))
    return passages


def read_phrases(ontology: Iterable[ox.Triple]) -> dict[str, tuple[str, ...]]:
    """The words of each qualifier (``kg:phrase``), from the ontology's triples."""
    phrases: dict[str, tuple[str, ...]] = {}
    for triple in ontology:
        if triple.predicate.value == KG + "phrase" and isinstance(triple.subject, ox.NamedNode):
            qualifier = triple.subject.value
            phrases[qualifier] = (*phrases.get(qualifier, ()), getattr(triple.object, "value", ""))
    return phrases


def read_evidence(
    claims: Iterable[Claim],
    triples: Sequence[ox.Triple],
    phrases: Mapping[str, tuple[str, ...]],
) -> list[Evidence]:
    """The evidence of each claim of a source, in the claims' order.

    ``triples`` are those of the source; ``phrases`` the words of each qualifier, by its IRI.
    """
    places = read_passages(triples)
    return [_evidence(claim, places.get(claim.iri) or Passage(), phrases) for claim in claims]


def _evidence(claim: Claim, passage: Passage, phrases: Mapping[str, tuple[str, ...]]) -> Evidence:
    """What is to be found again of a claim at its passage."""
    figures: list[tuple[str, float]] = []
    times: list[tuple[str, str]] = []
    unreadable: list[str] = []
    for name, text in _stated(claim, ("lower", "upper", "best"), _NUMERIC):
        try:
            figures.append((name, float(text)))
        except ValueError:
            unreadable.append(f"{name} “{text}”")
    times += _stated(claim, ("time", "asOf"), _DATES)
    return Evidence(
        claim.iri,
        passage,
        estimate=claim.term("measure") is not None,
        figures=tuple(figures),
        share=claim.get("unit") == KG + "ratio",
        phrases=phrases.get(claim.get("qualifier") or "", ()),
        times=tuple(times),
        unreadable=tuple(unreadable),
    )


def _stated(claim: Claim, names: Sequence[str], kinds: set[str]) -> Iterator[tuple[str, str]]:
    """The values of some properties (local names), and of the claim's object where it is a literal
    of one of the datatypes ``kinds``; each with the name of its property.
    """
    for name in names:
        for value in claim.properties.get(KG + name, ()):
            yield f"kg:{name}", value_text(value)
    for value in claim.properties.get(RDF + "object", ()):
        if isinstance(value, ox.Literal) and value.datatype.value in kinds:
            yield "rdf:object", value.value
