"""What the network formats share: what of the graph is in nodes and edges."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.iris import KG
from kg.publish.formats._loss import of_one_kind, owned_by

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kg.graph.entities import Holdings, Relation
    from kg.publish.formats._loss import Item


def about(held: Holdings) -> dict[str, dict[str, list[str]]]:
    """The claims about an entity that have no direction: by kind of claim, then by entity."""
    found: dict[str, dict[str, list[str]]] = {"Estimate": {}, "Judgement": {}, "Claim": {}}
    for claim in held.claims.values():
        if entity := claim.get("about"):
            found[claim.kind].setdefault(entity, []).append(claim.iri)
    return found


def label_of(edge: Relation, held: Holdings) -> str:
    """What stands at an arrow: the relation, and what keeps it from being a plain fact."""
    marks = [edge.layer] if edge.layer != "fact" else []
    marks += ["denied"] if edge.stance == "denies" else []
    marks += ["disputed"] if edge.disputed else []
    marks += [held.label(edge.status)] if edge.status else []
    label = held.label(edge.predicate)
    return f"{label} ({', '.join(marks)})" if marks else label


def _denied(held: Holdings) -> Callable[[Item], bool]:
    """The denials by the claims of an edge all of whose claims deny: that is marked."""
    return owned_by(
        claim for edge in held.edges if edge.stance == "denies" for claim in edge.claims
    )


def network_parts(held: Holdings) -> dict[str, Callable[[Item], bool]]:
    """The parts in a file whose nodes have IRI, names and what facts say of them in a value, and the
    ids of claims about them; and whose edges have predicate, layer, marks and the ids of their claims.
    """
    joined = {claim for edge in held.edges for claim in edge.claims}
    valued = {c for r in held.relations if r.layer == "fact" and not r.to_entity for c in r.claims}
    grouped = about(held)
    told = {
        claim
        for kind in ("Estimate", "Judgement")
        for entity, claims in grouped[kind].items()
        if entity in held.nodes
        for claim in claims
    }
    facts = {edge.fact for edge in held.edges if edge.layer == "fact"}
    return {
        "entities": of_one_kind(held.nodes),
        **dict.fromkeys(("labels", "aliases"), owned_by(held.nodes)),
        "facts": owned_by(relation.fact for relation in held.relations),
        "support": lambda item: item.get(KG + "supportedBy") in joined,
        **dict.fromkeys(("disputed marks", "status marks"), owned_by(facts)),
        "claims": owned_by(joined | told),
        "relations": owned_by(joined | valued),
        "denials": _denied(held),
        "judgements": owned_by(joined | told),
    }


def picture_parts(
    held: Holdings, names: Iterable[str] = ("labels",)
) -> dict[str, Callable[[Item], bool]]:
    """The parts in a picture: labelled nodes, labelled arrows with their layer and marks, no claims."""
    facts = {edge.fact for edge in held.edges if edge.layer == "fact"}
    named = {iri: entity.name for iri, entity in held.nodes.items()}
    return {
        "entities": of_one_kind(held.nodes),
        **dict.fromkeys(
            names, lambda item: any(v == named.get(item.owner) for _, v in item.values)
        ),
        "facts": owned_by(facts),
        **dict.fromkeys(("disputed marks", "status marks"), owned_by(facts)),
        "relations": owned_by({claim for edge in held.edges for claim in edge.claims}),
        "denials": _denied(held),
        "judgements": owned_by(
            {c for edge in held.edges if edge.layer == "judgement" for c in edge.claims}
        ),
    }
