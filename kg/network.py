"""The graph as a ``networkx.MultiDiGraph``: entities, and edges that carry their claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.listing import Listing, Reading
from kg.namespaces import KG, KGD, RDF, local_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.api import Graph

# Values that are nodes although they are terms: what is sent, and what is done.
_TERM_NODES = ("WeaponType", "Tactic")

_ENTITIES = """
SELECT ?x ?kind ?alias WHERE {
  GRAPH ?home { ?x a ?kind }
  FILTER(STRSTARTS(STR(?home), STR(src:)) || STR(?home) = STR(kg:))
  OPTIONAL { ?x skos:altLabel ?alias }
} ORDER BY ?x ?alias"""

_FACTS = """
SELECT ?s ?p ?o ?status ?disputed WHERE {
  ?f a kg:Fact ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o .
  OPTIONAL { ?f kg:eventStatus ?status } OPTIONAL { ?f kg:disputed ?disputed }
}"""


def network(graph: Graph) -> nx.MultiDiGraph:
    """Entities as nodes (by IRI), statements as edges (subject → object), each with its claims.

    A node has ``label``, ``kind``, ``aliases`` (list), ``estimates`` (claim IRIs of the figures
    about it), ``judgements`` (of those about it that have no direction), and what is said of it
    in a word or a term (``branch``, ``eventStatus``, …) as lists. An edge has ``predicate`` (IRI,
    also its key together with the layer), ``label``, ``layer``, ``claims`` (IRIs), ``disputed``
    and ``event_status`` (None where the event occurred). Layers: ``fact``; ``judgement``, which
    is never a fact; and ``claim``, of which no fact follows (a denial, say).
    """
    book = Listing(graph)
    known = _known_nodes(graph, book)
    facts = {
        (row["s"].value, row["p"].value, row["o"].value): row
        for row in graph.query(_FACTS)  # type: ignore[union-attr]  # a SELECT gives rows
    }
    result = nx.MultiDiGraph(name="Entente")
    for claim in book.claims.values():
        about = claim.get("about")
        if about in known:
            _node(result, known, about)
            held = "estimates" if claim.kind == "Estimate" else "judgements"
            result.nodes[about][held].append(claim.iri)
        subject, value = claim.get(RDF + "subject"), claim.get(RDF + "object")
        predicate = claim.get(RDF + "predicate")
        if subject not in known or predicate is None or value is None:
            continue
        _node(result, known, subject)
        fact = None if claim.kind == "Judgement" else facts.get((subject, predicate, value))
        if value in known:
            _node(result, known, value)
            _edge(result, book, claim, fact)
        elif fact is not None:
            said = result.nodes[subject].setdefault(local_name(predicate), [])
            said.extend([book.label(value)] if book.label(value) not in said else [])
    return result


def _known_nodes(graph: Graph, book: Listing) -> dict[str, dict[str, Any]]:
    """The attributes of all that may be a node, by IRI."""
    known: dict[str, dict[str, Any]] = {}
    for row in graph.query(_ENTITIES):  # type: ignore[union-attr]  # a SELECT gives rows
        iri, kind = row["x"].value, local_name(row["kind"].value)
        if iri.startswith(KGD) or kind in _TERM_NODES:
            node = known.setdefault(iri, {"label": book.label(iri), "kind": kind, "aliases": []})
            if row["alias"] is not None and row["alias"].value not in node["aliases"]:
                node["aliases"].append(row["alias"].value)
    return known


def _node(result: nx.MultiDiGraph, known: dict[str, dict[str, Any]], iri: str) -> None:
    if iri not in result:
        result.add_node(iri, **known[iri], estimates=[], judgements=[])


def _edge(
    result: nx.MultiDiGraph, book: Listing, claim: Reading, fact: Mapping[str, Any] | None
) -> None:
    subject, value = claim.values[RDF + "subject"][0], claim.values[RDF + "object"][0]
    predicate = claim.values[RDF + "predicate"][0]
    layer = _layer(claim, fact is not None)
    key = f"{predicate} {layer}"
    if not result.has_edge(subject, value, key):
        status = fact["status"] if fact is not None else None
        result.add_edge(
            subject,
            value,
            key,
            predicate=predicate,
            label=book.label(predicate),
            layer=layer,
            claims=[],
            disputed=fact is not None and fact["disputed"] is not None,
            event_status=book.label(status.value) if status is not None else None,
        )
    result.edges[subject, value, key]["claims"].append(claim.iri)


def _layer(claim: Reading, is_fact: bool) -> str:
    if claim.kind == "Judgement":
        return "judgement"
    denied = claim.get("stance") == KG + "denies"
    return "fact" if is_fact and not denied else "claim"
