"""The graph as a ``networkx.MultiDiGraph``: entities, and edges that carry their claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

from kg.iris import local_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kg.claims.claim import Claim
    from kg.graph.entities import Entity, Relation
    from kg.graph.snapshot import Snapshot

# What every node has here or in a file; a property of such a name goes by it with "_" behind.
_OWN = ("iri", "label", "kind", "aliases", "estimates", "judgements")


def network(graph: Snapshot) -> nx.MultiDiGraph:
    """Entities as nodes (by IRI), statements as edges (subject → object), each with its claims.

    A node has ``label``, ``kind``, ``aliases`` (list), ``estimates`` (claim IRIs of the figures
    about it), ``judgements`` (claim IRIs of those about it that relate it to nothing else), and the
    values that facts state of it (``branch``, ``eventStatus``, …) as lists of labels.

    An edge has ``predicate`` (IRI, also its key together with the layer), ``label``, ``layer``,
    ``claims`` (IRIs), ``stance`` (``asserts`` or ``denies`` where all its claims do so, else
    ``mixed``), ``disputed`` (a fact that somebody denies), ``implied`` (a fact
    that no text says in words), ``event_status`` (None where the event
    occurred), ``origins`` (how many independent origins its claims have), and ``earliest`` and
    ``latest`` (ISO dates of the first and last day of the times of its claims; None where open, or
    where none has a time). Layers: ``fact``; ``judgement``, which is never a fact; and ``claim``, of
    which no fact follows (a denial, say).
    """
    holdings = graph.holdings
    return network_of(graph, holdings.nodes, holdings.claims, holdings.relations)


def network_of(
    graph: Snapshot,
    entities: Mapping[str, Entity],
    claims: Mapping[str, Claim],
    relations: Iterable[Relation],
) -> nx.MultiDiGraph:
    """The network of some entities of a graph, by IRI, with some claims and the relations in them."""
    result = nx.MultiDiGraph(name="Entente")
    for iri, entity in entities.items():
        result.add_node(iri, **_node(entity))
    for claim in claims.values():
        about = claim.get("about")
        if about in result:
            which = "estimates" if claim.kind == "Estimate" else "judgements"
            result.nodes[about][which].append(claim.iri)
    for relation in relations:
        if relation.to_entity:
            own = [claims[iri] for iri in relation.claims]
            key = f"{relation.predicate} {relation.layer}"
            values = _edge(graph, relation, own)
            result.add_edge(relation.subject, relation.object, key, **values)
        elif relation.layer == "fact":
            name, label = local_name(relation.predicate), graph.labels(relation.object)
            stated = result.nodes[relation.subject].setdefault(
                f"{name}_" if name in _OWN else name, []
            )
            stated.extend([label] if label not in stated else [])
    return result


def _node(entity: Entity) -> dict[str, object]:
    return {
        "label": entity.name,
        "kind": entity.kind,
        "aliases": entity.other_names,
        "estimates": [],
        "judgements": [],
    }


def _edge(graph: Snapshot, relation: Relation, claims: list[Claim]) -> dict[str, object]:
    label, status = graph.labels, relation.status
    dated = [claim for claim in claims if claim.get("time") is not None]
    return {
        "predicate": relation.predicate,
        "label": label(relation.predicate),
        "layer": relation.layer,
        "claims": relation.claims,
        "disputed": relation.disputed,
        "implied": relation.implied,
        "event_status": label(status) if status is not None else None,
        "stance": relation.stance,
        "origins": len(graph.claims.origins(claims)),
        "earliest": _outermost(min, [claim.get("earliest") for claim in dated]),
        "latest": _outermost(max, [claim.get("latest") for claim in dated]),
    }


def _outermost(choose: Callable[[list[str]], str], days: list[str | None]) -> str | None:
    """The first or last of some days; None where one of them is open."""
    stated = [day for day in days if day is not None]
    return choose(stated) if stated and len(stated) == len(days) else None
