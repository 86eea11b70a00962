"""What a curator need not repeat: defaults, inherited fields, dates, implied bounds, types."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.edtf import span
from kg.claims.interval import implied
from kg.errors import UndatableError
from kg.iris import DCTERMS, DERIVED_GRAPH, KG, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from kg.claims.claim import Claim, Term
    from kg.claims.ontology import Ontology

_GRAPH = ox.NamedNode(DERIVED_GRAPH)
_TYPE = ox.NamedNode(RDF + "type")
_BOOLEAN = XSD + "boolean"
_FALSE = ("false", "0")
#: What a source states once for all its claims.
INHERITED = ("curator", "recordedAt", "reviewStatus")


def claim_quads(
    claims: Sequence[Claim], triples: Iterable[ox.Triple], source: str, ontology: Ontology
) -> Iterator[ox.Quad]:
    """The derived quads of one source's claims, in the derived graph.

    ``triples`` are all of the source's text, ``source`` is its IRI. Raises UndatableError for a
    date that is no EDTF, which a build refuses before.
    """
    for subject, said in claim_values(claims, triples, source, ontology):
        node = ox.NamedNode(subject)
        for name, value in said:
            yield ox.Quad(node, _node(name), value, _GRAPH)


def claim_values(
    claims: Sequence[Claim], triples: Iterable[ox.Triple], source: str, ontology: Ontology
) -> Iterator[tuple[str, list[tuple[str, Term]]]]:
    """What ``claim_quads`` says, by subject: the properties (all IRIs), each with a value."""
    about_source: defaultdict[str, list[Term]] = defaultdict(list)
    for triple in triples:
        if isinstance(triple.subject, ox.NamedNode) and triple.subject.value == source:
            about_source[triple.predicate.value].append(triple.object)
    known, basis = known_from(about_source)
    said: list[tuple[str, Term]] = [(KG + "source", ox.NamedNode(source))]  # of every claim
    if known is not None:
        yield source, [(KG + "knownFrom", known)]
        said += [(KG + "knownFrom", known), (KG + "knownFromBasis", _node(basis))]
    types: dict[str, list[tuple[str, Term]]] = {}
    for claim in claims:
        if claim.type not in types:
            above = sorted(ontology.above(claim.type) - {claim.type, KG + "Entity"})
            types[claim.type] = [(RDF + "type", _node(parent)) for parent in above]
        values = (_unstated(claim, about_source), _days(claim), _bounds(claim, ontology))
        own = [(KG + name, value) for name, value in chain(*values)]
        yield claim.iri, [*types[claim.type], *said, *own]


@lru_cache(1_000)
def _node(iri: str) -> ox.NamedNode:
    """A term that comes again and again."""
    return ox.NamedNode(iri)


def _unstated(claim: Claim, about_source: dict[str, list[Term]]) -> Iterator[tuple[str, Term]]:
    """Defaults and inherited fields, where the claim states nothing.

    Only there, since the union of graphs shows a triple that stands in two of them twice.
    """
    if claim.term("stance") is None:
        yield "stance", _node(claim.stance)
    if claim.term("modality") is None:
        yield "modality", _node(claim.modality)
    for name in INHERITED:
        if claim.term(name) is None:
            for value in about_source.get(KG + name, ()):
                yield name, value


def known_from(about_source: dict[str, list[Term]]) -> tuple[ox.Literal | None, str]:
    """The first day on which a source can have been known, and the property that says so.

    The day it was issued; where that is unknown, the day it was recorded.
    """
    for name in (DCTERMS + "issued", KG + "recordedAt"):
        for value in about_source.get(name, ()):
            try:
                # A source of "2025-05" may have appeared on the last day of that month: it is
                # known for certain only from then.
                last = span(getattr(value, "value", ""))[1]
            except UndatableError:
                continue
            if last is not None:
                return _day(last), name
    return None, ""


@lru_cache(10_000)
def _day(value: date) -> ox.Literal:
    return ox.Literal(value.isoformat(), datatype=_node(XSD + "date"))


def _days(claim: Claim) -> Iterator[tuple[str, ox.Literal]]:
    """The first and last days that the dates of a claim may mean, each with its property."""
    for name, first_name, last_name in (
        ("time", "earliest", "latest"),
        ("asOf", "asOfEarliest", "asOfLatest"),
    ):
        if (text := claim.get(name)) is None:
            continue
        first, last = span(text)
        if first is not None:
            yield first_name, _day(first)
        if last is not None:
            yield last_name, _day(last)


def _bounds(claim: Claim, ontology: Ontology) -> Iterator[tuple[str, ox.Literal]]:
    """The bounds that an estimate's qualifier implies, each with its property."""
    qualifier = claim.get("qualifier")
    if qualifier is None:
        return
    interval = implied(
        ontology.qualifiers.get(qualifier),
        claim.number("lower"),
        claim.number("upper"),
        claim.number("best"),
        lower_inclusive=claim.get("lowerInclusive") not in _FALSE,
        upper_inclusive=claim.get("upperInclusive") not in _FALSE,
    )
    for name, bound, included in (
        ("impliedLower", interval.lower, interval.lower_inclusive),
        ("impliedUpper", interval.upper, interval.upper_inclusive),
    ):
        if bound is not None:
            yield name, _decimal(bound)
            if not included:
                yield f"{name}Inclusive", ox.Literal("false", datatype=_node(_BOOLEAN))


@lru_cache(10_000)
def _decimal(number: float) -> ox.Literal:
    text = f"{Decimal(str(number)).normalize():f}"
    return ox.Literal(text, datatype=_node(XSD + "decimal"))


def entity_quads(triples: Iterable[ox.Triple], ontology: Ontology) -> Iterator[ox.Quad]:
    """The superclasses of each entity, so that a query for actors finds states and units."""
    for triple in triples:
        if triple.predicate == _TYPE and isinstance(triple.object, ox.NamedNode):
            for parent in superclasses(triple.object.value, ontology):
                yield ox.Quad(triple.subject, _TYPE, _node(parent), _GRAPH)


def superclasses(kind: str, ontology: Ontology) -> list[str]:
    """The classes (IRIs) above that of an entity or a source; none for any other class."""
    above = ontology.above(kind)
    if KG + "Entity" not in above and KG + "Source" not in above:
        return []
    return [parent for parent in sorted(above - {kind}) if ontology.prefixes.is_term(parent)]
