"""What is to be found again of each claim in the text of its source, read from triples."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.claims.claim import value_text
from kg.iris import DCTERMS, EDTF, KG, OA, RDF, RDFS, SKOS, XSD, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.claims.claim import Claim

#: A stated number: exact where it is read from a source.
Number = Fraction | float

_NUMERIC = {XSD + name for name in ("integer", "decimal", "double", "float")}
_DATES = {EDTF, *(XSD + name for name in ("date", "gYear", "gYearMonth"))}
_NAMES = {RDFS + "label", SKOS + "altLabel", SKOS + "prefLabel"}
_LONGEST = 4000  # letters of a number that is kept exact
_DECIMAL = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_PLACE = re.compile("[0-9]{1,18}")  # in a text
_SELECTOR = (OA + "start", OA + "end")
_UNSAID = (KG + "presupposed", KG + "implied")
_UNSURE = {KG + name for name in ("notKnown", "notConfirmed", "noComment")}
#: What an object says that a text may well say by denying something.
_NOT_SO = {KG + "cancelled", KG + "alleged", "false"}
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


class Relation(NamedTuple):
    """The names of the subject and of the object of a claim; of an object that is no thing its text."""

    subject: tuple[str, ...]
    value: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is to be found again of one claim.

    ``figures`` and ``times`` hold values by the name of their property; ``share``: the figures are
    parts of 1. ``phrases`` are the words of its qualifier, one of which stands in the text where no
    number is stated. ``unreadable`` names what is no number although it should be. ``qualifier``,
    ``unit`` and ``measure`` are local names; ``inclusive`` what is stated of the bounds, by name;
    ``things`` the names of what is counted and of the unit, ``speakers`` those of whoever may be
    the speaker, ``rivals`` those of the other speakers of the source. ``own_voice``: the speaker is
    the author or the publisher, so that the text need not name them; what such a voice leaves
    unsaid (``kg:presupposed``, ``kg:implied``) it may do within another's sentence, and it has no
    ``speakers`` to compare. ``denies``: the claim rejects what it states; ``unsure``: it says that this
    is not known or not confirmed. ``relation`` is that of a plain claim, where a text that denied it
    would speak against the claim.
    """

    iri: str
    passage: Passage
    estimate: bool = False
    figures: tuple[tuple[str, Number], ...] = ()
    share: bool = False
    phrases: tuple[str, ...] = ()
    times: tuple[tuple[str, str], ...] = ()
    unreadable: tuple[str, ...] = ()
    qualifier: str | None = None
    unit: str | None = None
    measure: str | None = None
    inclusive: tuple[tuple[str, bool], ...] = ()
    things: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    rivals: tuple[str, ...] = ()
    own_voice: bool = True
    denies: bool = False
    unsure: bool = False
    relation: Relation | None = None


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


def read_names(triples: Iterable[ox.Triple]) -> dict[str, tuple[str, ...]]:
    """The labels and other names of each thing, by its IRI, in the order in which they stand."""
    names: dict[str, list[str]] = {}
    for triple in triples:
        subject = triple.subject
        if triple.predicate.value not in _NAMES or not isinstance(triple.object, ox.Literal):
            continue
        if isinstance(subject, ox.NamedNode):
            names.setdefault(subject.value, []).append(triple.object.value)
    return {iri: tuple(found) for iri, found in names.items()}


def read_evidence(
    claims: Iterable[Claim],
    triples: Sequence[ox.Triple],
    phrases: Mapping[str, tuple[str, ...]],
    names: Mapping[str, tuple[str, ...]] | None = None,
) -> list[Evidence]:
    """The evidence of each claim of a source, in the claims' order.

    ``triples`` are those of the source; ``phrases`` the words of each qualifier, ``names`` those of
    each thing, by its IRI. Without names neither speakers nor things counted are compared.
    """
    claims = list(claims)
    places, known = read_passages(triples), names or {}
    voices = _voices(triples)
    speaking = {speaker for claim in claims for speaker in _speakers(claim)}
    reader = _EvidenceReader(phrases, known, voices, speaking)
    return [reader.read(claim, places.get(claim.iri) or Passage()) for claim in claims]


def _voices(triples: Iterable[ox.Triple]) -> set[str]:
    """The names and IRIs of the authors and publishers that a source states."""
    return {
        getattr(triple.object, "value", "")
        for triple in triples
        if triple.predicate.value in (DCTERMS + "creator", DCTERMS + "publisher")
    }


def _speakers(claim: Claim) -> list[str]:
    return [*claim.all("attributedTo"), *claim.all("possiblyAttributedTo")]


@dataclass(frozen=True)
class _EvidenceReader:
    """Reads what is to be found again of the claims of one source."""

    phrases: Mapping[str, tuple[str, ...]]
    names: Mapping[str, tuple[str, ...]]
    voices: set[str]
    speaking: set[str]

    def read(self, claim: Claim, passage: Passage) -> Evidence:
        """What is to be found again of a claim at its passage."""
        figures: list[tuple[str, Number]] = []
        unreadable: list[str] = []
        for name, text in _stated(claim, ("lower", "upper", "best"), _NUMERIC):
            try:
                exact = len(text) < _LONGEST and _DECIMAL.fullmatch(text)
                figures.append((name, Fraction(text) if exact else float(text)))
            except ValueError:
                unreadable.append(f"{name} “{text}”")
        qualifier, unit, counts = (claim.get(name) for name in ("qualifier", "unit", "counts"))
        measure, speakers = claim.get("measure"), _speakers(claim)
        speaker_names = tuple(name for speaker in speakers for name in self.names.get(speaker, ()))
        own_voice = not speakers or not self.voices.isdisjoint((*speakers, *speaker_names))
        unsaid = claim.get("explicitness") in _UNSAID
        return Evidence(
            claim.iri,
            passage,
            estimate=claim.term("measure") is not None,
            figures=tuple(figures),
            share=unit == KG + "ratio",
            phrases=self.phrases.get(qualifier or "", ()),
            times=tuple(_stated(claim, ("time", "asOf"), _DATES)),
            unreadable=tuple(unreadable),
            qualifier=local_name(qualifier) if qualifier else None,
            unit=local_name(unit) if unit else None,
            measure=local_name(measure) if measure else None,
            inclusive=tuple(
                (end, claim.get(f"{end}Inclusive") == "true")
                for end in ("lower", "upper")
                if claim.get(f"{end}Inclusive")
            ),
            things=(*self.names.get(counts or "", ()), *self.names.get(unit or "", ())),
            speakers=() if own_voice and unsaid else speaker_names,
            rivals=self._rivals(speakers),
            own_voice=own_voice,
            denies=claim.get("stance") == KG + "denies",
            unsure=claim.modality in _UNSURE,
            relation=self._relation(claim),
        )

    def _relation(self, claim: Claim) -> Relation | None:
        """The names of a claim's subject and object, but of what outlives a denial or is one itself."""
        edge = claim.edge
        if edge is None or claim.get("measure") or claim.get("explicitness") in _UNSAID:
            return None
        subject, _, value = edge
        if claim.modality in _UNSURE or value in _NOT_SO:
            return None
        literal = isinstance(claim.term(RDF + "object"), ox.Literal)
        names = (value,) if literal else self.names.get(value, ())
        return Relation(self.names.get(subject, ()), names)

    def _rivals(self, speakers: Sequence[str]) -> tuple[str, ...]:
        others = sorted(self.speaking - set(speakers))
        return tuple(name for speaker in others for name in self.names.get(speaker, ()))


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
