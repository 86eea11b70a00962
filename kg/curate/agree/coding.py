"""Read a curator's file as codings: claims as values by field."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.claim import read_claims
from kg.claims.evidence.passages import Origin, read_origin, read_passages
from kg.claims.labels import preferred_label
from kg.curate.agree.agreement import LIMITS, Coding
from kg.errors import UsageError
from kg.iris import KG, RDF, RDFS, SRC, local_name, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.claims.claim import Claim, Term
    from kg.claims.ontology import Ontology
    from kg.iris import Prefixes
    from kg.text.turtle.document import Document

_NUMBERS = ("lower", "upper", "best")
_FIELDS = {
    "subject": RDF + "subject",
    "predicate": RDF + "predicate",
    "object": RDF + "object",
    "speaker": KG + "attributedTo",
    "possibleSpeaker": KG + "possiblyAttributedTo",
    **{
        name: KG + name
        for name in ("about", "measure", "counts", "unit", "qualifier", "shareOf", *LIMITS)
    },
    **{name: KG + name for name in (*_NUMBERS, "time", "asOf")},
}


@dataclass(frozen=True, slots=True)
class Curation:
    """A curator's file on one document: its claims, and what identifies the document."""

    file: str
    source: str
    origin: Origin
    url: str
    codings: tuple[Coding, ...]


def read_curation(document: Document, terms: Ontology, labels: Mapping[str, str]) -> Curation:
    """The curation in a file.

    ``labels``: by IRI, the names of entities. They are compared in place of IRIs, since two curators
    may have made an entity each for the same thing. Raises UsageError for a file without claims, or with the claims of several sources.
    """
    claims = read_claims(document.triples, document.graph, terms)
    sources = sorted({claim.iri.rpartition("/")[0] for claim in claims})
    if not sources:
        raise UsageError(
            "there is no claim in this file", document.shown, "give a file as in seeds/"
        )
    if len(sources) > 1:
        listed = ", ".join(source.removeprefix(SRC) for source in sources)
        raise UsageError(
            f"this file has claims of {len(sources)} sources: {listed}",
            document.shown,
            "give files with the claims of one document each",
        )
    passages = read_passages(document.triples)
    likelihoods = _values_of_property(document.triples, KG + "likelihoodTerm")
    codings = []
    for claim in claims:
        passage = passages.get(claim.iri)
        spans = () if passage is None else tuple(sorted(passage.spans))
        spans = tuple(span for span in spans if span[0] < span[1])
        codings.append(
            Coding(claim.iri, spans, _values_of_claim(claim, labels, likelihoods, terms.prefixes))
        )
    origin = read_origin(local_name(sources[0]), sources[0], document.triples)
    url = _values_of_property(document.triples, KG + "url").get(ox.NamedNode(sources[0]), "")
    return Curation(document.shown, sources[0], origin, url, tuple(codings))


def require_one_document(first: Curation, second: Curation) -> None:
    """Raises UsageError unless both files are on one document.

    It is recognised by the hash of its text; without one, by the source or its web address.
    """
    hashes = [curation.origin.sha256 for curation in (first, second)]
    if all(hashes):
        if hashes[0] == hashes[1]:
            return
        what = "the two files are about different texts: their kg:textSha256 differs"
    elif first.source == second.source or (first.url and first.url == second.url):
        return
    else:
        what = (
            "nothing says that the two files are about one document: "
            f"{shorten(first.source)} and {shorten(second.source)}"
        )
    raise UsageError(
        what,
        f"{first.file}, {second.file}",
        "give two curators' files for one document, with its kg:textSha256 in both",
    )


def read_labels(triples: Iterable[ox.Triple]) -> dict[str, str]:
    """By IRI, the label of everything that has one in English or without a language.

    Labels in other languages are left out: they are compared between files, not shown.
    """
    labels: defaultdict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for triple in triples:
        if (
            triple.predicate.value == RDFS + "label"
            and isinstance(triple.object, ox.Literal)
            and triple.object.language in (None, "en")
            and isinstance(triple.subject, ox.NamedNode)
        ):
            labels[triple.subject.value].append((triple.object.value, triple.object.language))
    return {iri: preferred_label(texts) or "" for iri, texts in labels.items()}


def _values_of_property(triples: Sequence[ox.Triple], predicate: str) -> dict[object, str]:
    return {
        triple.subject: getattr(triple.object, "value", "")
        for triple in triples
        if triple.predicate.value == predicate
    }


def _values_of_claim(
    claim: Claim,
    labels: Mapping[str, str],
    likelihoods: Mapping[object, str],
    prefixes: Prefixes,
) -> dict[str, str]:
    values = {
        "kind": local_name(claim.type),
        "modality": prefixes.shorten(claim.modality),
        "stance": prefixes.shorten(claim.stance),
    }
    for name, term in _FIELDS.items():
        value = claim.term(term)
        if value is not None:
            values[name] = _comparable_text(value, labels, prefixes)
        if name in _NUMBERS and name in values and claim.number(name) is None:
            raise UsageError(
                f"{name} “{values[name]}” is no number",
                shorten(claim.iri),
                "write a whole or decimal number",
            )
    for name in ("lowerInclusive", "upperInclusive"):
        if claim.get(name) in ("false", "0"):
            values[name] = "false"
    likelihood = likelihoods.get(claim.term("likelihood"))
    if likelihood:
        values["likelihood"] = prefixes.shorten(likelihood)
    return values


def _comparable_text(value: Term, labels: Mapping[str, str], prefixes: Prefixes) -> str:
    if isinstance(value, ox.Triple):
        return str(value)
    if isinstance(value, ox.NamedNode):
        short = prefixes.shorten(value.value)
        # A term of the vocabulary is the same by its name alone.
        return short if prefixes.is_term(value.value) else labels.get(value.value, short)
    return value.value
