"""What “about X” means: an entity, and the events that it takes part in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.iris import KG, RDF

if TYPE_CHECKING:
    from kg.claims.claim import Claim
    from kg.graph.snapshot import Snapshot
    from kg.store.base import Store

_TYPE = ox.NamedNode(RDF + "type")


def near(graph: Snapshot, entity: str) -> frozenset[str]:
    """The IRIs of an entity and of the events that a statement joins it with.

    The figures of an army are those of its deployments and losses: whoever asks for what is known
    about an entity is answered with these too. Judgements and figures are not followed.
    """
    ends = {
        end
        for claim in graph.claims.about([entity])
        if claim.kind == "Claim" and claim.edge is not None
        for end in (claim.edge[0], claim.edge[2])
        if "://" in end
    }
    return frozenset({entity, *(end for end in ends if _is_event(graph.store, end))})


def estimates_near(graph: Snapshot, entity: str) -> list[Claim]:
    """The estimates about an entity and about what is ``near`` it, in the order of their IRIs."""
    claims = graph.claims.about(near(graph, entity))
    return [claim for claim in claims if claim.kind == "Estimate"]


def with_shares(graph: Snapshot, entity: str) -> list[Claim]:
    """``estimates_near``, and the shares of which the entity is the whole, in the order of IRIs.

    A share is about its part: half of a country's supply compares with no figure of the country,
    but whoever reads of the country shall find it.
    """
    shares = graph.claims.linked_to(entity, "shareOf")
    claims = {claim.iri: claim for claim in (*estimates_near(graph, entity), *shares)}
    return [claims[iri] for iri in sorted(claims)]


def _is_event(store: Store, iri: str) -> bool:
    """Whether a thing is of kg:Event, or of a class below it; a build states the classes above too."""
    try:
        node = ox.NamedNode(iri)
    except ValueError:  # a literal may hold an address that is no IRI
        return False
    return any(store.quads(node, _TYPE, ox.NamedNode(KG + "Event")))
