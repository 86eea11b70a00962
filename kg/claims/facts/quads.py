"""Facts as quads of the current view."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.iris import CURRENT_VIEW, KG, RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.claims.facts.edges import Fact

_STATUS = KG + "eventStatus"


def fact_quads(facts: Iterable[Fact]) -> Iterator[ox.Quad]:
    """The facts as quads of the current view: of each the plain edge, and a kg:Fact that describes it."""
    graph = ox.NamedNode(CURRENT_VIEW)
    subject, predicate, value = (
        ox.NamedNode(RDF + name) for name in ("subject", "predicate", "object")
    )
    for fact in facts:
        node = ox.NamedNode(fact.iri)
        yield ox.Quad(fact.subject, fact.predicate, fact.object, graph)
        yield ox.Quad(node, subject, fact.subject, graph)
        yield ox.Quad(node, predicate, fact.predicate, graph)
        yield ox.Quad(node, value, fact.object, graph)
        if fact.event_status:
            yield ox.Quad(node, ox.NamedNode(_STATUS), ox.NamedNode(fact.event_status), graph)
        yield from standing_quads(
            node, fact.supported_by, fact.passed_over, fact.origins, fact.disputed, fact.confirmed
        )
        yield from implied_quads(node, implied_only=fact.implied_only)


def standing_quads(
    node: ox.NamedNode,
    supported_by: Iterable[str],
    passed_over: Iterable[str],
    origins: int,
    disputed: bool,
    confirmed: bool,
) -> Iterator[ox.Quad]:
    """The quads that every fact and range has: its kind, claims, origins, and how it stands.

    ``node`` is its node; ``supported_by`` and ``passed_over`` are IRIs of claims.
    """
    graph = ox.NamedNode(CURRENT_VIEW)
    yield ox.Quad(node, ox.NamedNode(RDF + "type"), ox.NamedNode(KG + "Fact"), graph)
    for name, claims in (("supportedBy", supported_by), ("passedOver", passed_over)):
        for claim in claims:
            yield ox.Quad(node, ox.NamedNode(KG + name), ox.NamedNode(claim), graph)
    count = ox.Literal(str(origins), datatype=ox.NamedNode(XSD + "integer"))
    yield ox.Quad(node, ox.NamedNode(KG + "independentOrigins"), count, graph)
    if disputed:
        true = ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean"))
        yield ox.Quad(node, ox.NamedNode(KG + "disputed"), true, graph)
    if confirmed:
        grade = ox.NamedNode(KG + "credibility1")
        yield ox.Quad(node, ox.NamedNode(KG + "credibility"), grade, graph)


def implied_quads(node: ox.NamedNode, *, implied_only: bool) -> Iterator[ox.Quad]:
    """The mark of a fact or range (its node) that rests on implied claims only; nothing for others."""
    if implied_only:
        true = ox.Literal("true", datatype=ox.NamedNode(XSD + "boolean"))
        yield ox.Quad(node, ox.NamedNode(KG + "impliedOnly"), true, ox.NamedNode(CURRENT_VIEW))
