"""The network formats: how nodes and edges are labelled, and which parts of a graph they carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.marks import marks
from kg.iris import KG, SRC
from kg.publish.formats._loss import of_one_kind, owned_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.graph.entities import Holdings, Relation
    from kg.publish.formats._loss import Item


def claims_about(holdings: Holdings) -> dict[str, dict[str, list[str]]]:
    """The IRIs of the claims that are about one entity, not a relation of two: by kind of claim
    (``Estimate``, ``Judgement``, ``Claim``), then by the entity's IRI.
    """
    claims: dict[str, dict[str, list[str]]] = {"Estimate": {}, "Judgement": {}, "Claim": {}}
    for claim in holdings.claims.values():
        if entity := claim.get("about"):
            claims[claim.kind].setdefault(entity, []).append(claim.iri)
    return claims


def label_of(edge: Relation, holdings: Holdings) -> str:
    """What stands at an arrow: the relation, and what keeps it from being a plain fact."""
    label, words = holdings.label(edge.predicate), marks_of(edge, holdings)
    return f"{label} ({', '.join(words)})" if words else label


def marks_of(edge: Relation, holdings: Holdings) -> list[str]:
    """What keeps an edge from being a plain fact, in words; none for a plain fact."""
    return marks(
        edge.layer, edge.stance, edge.disputed, status_of(edge, holdings), implied=edge.implied
    )


def status_of(edge: Relation, holdings: Holdings) -> str:
    """The status of an event that did not (or not surely) occur, in words; else empty."""
    return holdings.label(edge.status) if edge.status else ""


def node_ids(holdings: Holdings) -> dict[str, str]:
    """Ids for the nodes, by their IRIs: n0, n1 and so on, since few formats take an IRI as id."""
    return {iri: f"n{number}" for number, iri in enumerate(holdings.nodes)}


def claim_ids(claims: Iterable[str]) -> list[str]:
    """The ids of claims, given by their IRIs, as a person types them."""
    return [claim.removeprefix(SRC) for claim in claims]


def _denied(holdings: Holdings) -> Callable[[Item], bool]:
    """The denials that an edge shows: those of an edge all of whose claims deny, which is marked so."""
    return owned_by(
        claim for edge in holdings.edges if edge.stance == "denies" for claim in edge.claims
    )


def network_parts(holdings: Holdings) -> dict[str, Callable[[Item], bool]]:
    """What a network file carries, by part of the inventory.

    Its nodes have the IRI, all names, what facts say of them in a value, and the ids of the claims
    about them; its edges have the predicate, layer, marks and the ids of their claims.
    """
    on_edges = {claim for edge in holdings.edges for claim in edge.claims}
    in_values = {
        c for r in holdings.relations if r.layer == "fact" and not r.to_entity for c in r.claims
    }
    grouped = claims_about(holdings)
    on_nodes = {
        claim
        for kind in ("Estimate", "Judgement")
        for entity, claims in grouped[kind].items()
        if entity in holdings.nodes
        for claim in claims
    }
    facts = {edge.fact for edge in holdings.edges if edge.layer == "fact"}
    return {
        "entities": of_one_kind(holdings.nodes),
        **dict.fromkeys(("labels", "aliases"), owned_by(holdings.nodes)),
        "facts": owned_by(relation.fact for relation in holdings.relations),
        "support": lambda item: item.get(KG + "supportedBy") in on_edges,
        **dict.fromkeys(("disputed marks", "status marks"), owned_by(facts)),
        "claims": owned_by(on_edges | on_nodes),
        "relations": owned_by(on_edges | in_values),
        "denials": _denied(holdings),
        "judgements": owned_by(on_edges | on_nodes),
    }


def drawn_parts(holdings: Holdings) -> dict[str, Callable[[Item], bool]]:
    """What a file carries whose nodes have names alone: of claims only those that stand at an edge."""
    on_edges = owned_by(claim for edge in holdings.edges for claim in edge.claims)
    return {
        **network_parts(holdings),
        **dict.fromkeys(("claims", "relations", "judgements"), on_edges),
        "facts": owned_by(edge.fact for edge in holdings.edges),
    }


def picture_parts(
    holdings: Holdings, names: Iterable[str] = ("labels",)
) -> dict[str, Callable[[Item], bool]]:
    """What a picture carries: nodes with a label, arrows with label, layer and marks; no claim's id.

    ``names`` are the parts of the inventory in which the label of a node is found.
    """
    facts = {edge.fact for edge in holdings.edges if edge.layer == "fact"}
    named = {iri: entity.name for iri, entity in holdings.nodes.items()}
    return {
        "entities": of_one_kind(holdings.nodes),
        **dict.fromkeys(
            names, lambda item: any(v == named.get(item.owner) for _, v in item.values)
        ),
        "facts": owned_by(facts),
        **dict.fromkeys(("disputed marks", "status marks"), owned_by(facts)),
        "relations": owned_by({claim for edge in holdings.edges for claim in edge.claims}),
        "denials": _denied(holdings),
        "judgements": owned_by(
            {c for edge in holdings.edges if edge.layer == "judgement" for c in edge.claims}
        ),
    }
