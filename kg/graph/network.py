"""The graph as a ``networkx.MultiDiGraph``: entities, and edges that carry their claims."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.graph.claims import Listing, Reading, stance_of
from kg.iris import KGD, RDF, local_name
from kg.store.sparql import select

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.graph.snapshot import Snapshot

# Values that are nodes although they are terms: what is sent, and what is done.
_TERM_NODES = ("WeaponType", "Tactic")
# What every node has here or in a file; a property of such a name goes by it with "_" behind.
_OWN = ("iri", "label", "kind", "aliases", "estimates", "judgements")

_ENTITIES = """
SELECT ?x ?kind ?alias WHERE {
  GRAPH ?home { ?x a ?kind }
  FILTER(STRSTARTS(STR(?home), STR(src:)) || STR(?home) = STR(kg:))
  OPTIONAL { ?x skos:altLabel|rdfs:label ?alias }
} ORDER BY ?x ?kind ?alias"""

_FACTS = """
SELECT ?s ?p ?o ?status ?disputed ?claim WHERE {
  ?f a kg:Fact ; rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ; kg:supportedBy ?claim .
  OPTIONAL { ?f kg:eventStatus ?status } OPTIONAL { ?f kg:disputed ?disputed }
} ORDER BY ?s ?p ?o ?claim"""


@dataclass(slots=True)
class DerivedFact:
    """A derived edge: the status of its event, whether somebody denies it, and its claims."""

    status: str | None
    disputed: bool
    claims: set[str]


_Statement = tuple[str, str, str]


def network(graph: Snapshot, book: Listing | None = None) -> nx.MultiDiGraph:
    """Entities as nodes (by IRI), statements as edges (subject → object), each with its claims.

    A node has ``label``, ``kind``, ``aliases`` (list), ``estimates`` (claim IRIs of the figures
    about it), ``judgements`` (of those about it that have no direction), and what is said of it
    in a word or a term (``branch``, ``eventStatus``, …) as lists. An edge has ``predicate`` (IRI,
    also its key together with the layer), ``label``, ``layer``, ``claims`` (IRIs), ``stance``
    (whether these ``asserts`` or ``denies`` it; ``mixed`` where some do this and some that), ``disputed``
    (a fact that somebody denies), ``event_status`` (None where the event occurred), ``origins`` (how
    many independent origins its claims have), and ``earliest`` and ``latest`` (ISO dates of the first
    and last day of the times of its claims; None where open, or where none has a time). Layers: ``fact``; ``judgement``,
    which is never a fact; and ``claim``, of which no fact follows (a denial, say). ``book`` is the
    graph's listing, where there is one already.
    """
    book = book or Listing(graph)
    known = entities(graph, book)
    facts = facts_of(graph)
    result = nx.MultiDiGraph(name="Entente")
    for claim in book.claims.values():
        about = claim.get("about")
        if about in known:
            _node(result, known, about)
            held = "estimates" if claim.kind == "Estimate" else "judgements"
            result.nodes[about][held].append(claim.iri)
        statement = statement_of(claim)
        if statement is None or statement[0] not in known:
            continue
        subject, predicate, value = statement
        _node(result, known, subject)
        fact = facts.get(statement)
        if value in known:
            _node(result, known, value)
            _edge(result, book, claim, statement, fact)
        elif fact is not None and claim.iri in fact.claims:
            name = local_name(predicate)
            said = result.nodes[subject].setdefault(f"{name}_" if name in _OWN else name, [])
            said.extend([book.label(value)] if book.label(value) not in said else [])
    for *_, values in result.edges(data=True):
        claims = [book.claims[iri] for iri in values["claims"]]
        values["stance"] = stance_of(claims)
        values["origins"] = len(book.origins(claims))
        dated = [claim for claim in claims if claim.get("time") is not None]
        values["earliest"] = _outermost(min, [claim.get("earliest") for claim in dated])
        values["latest"] = _outermost(max, [claim.get("latest") for claim in dated])
    return result


def _outermost(choose: Callable[[list[str]], str], days: list[str | None]) -> str | None:
    """The first or last of some days; None where one of them is open."""
    stated = [day for day in days if day is not None]
    return choose(stated) if stated and len(stated) == len(days) else None


def statement_of(claim: Reading) -> _Statement | None:
    """Subject, predicate and object of a claim; None for one that has not all three."""
    subject, predicate, value = (claim.get(RDF + n) for n in ("subject", "predicate", "object"))
    if subject is None or predicate is None or value is None:
        return None
    return subject, predicate, value


def entities(graph: Snapshot, book: Listing) -> dict[str, dict[str, Any]]:
    """All that may be a node, by IRI: ``label``, ``kind`` and ``aliases`` of each."""
    known: dict[str, dict[str, Any]] = {}
    for row in select(graph.store, _ENTITIES):
        iri, kind = row["x"].value, local_name(row["kind"].value)
        if iri.startswith(KGD) or kind in _TERM_NODES:
            node = known.setdefault(iri, {"label": book.label(iri), "kind": kind, "aliases": []})
            alias = row["alias"].value if row["alias"] is not None else node["label"]
            if alias != node["label"] and alias not in node["aliases"]:
                node["aliases"].append(alias)
    return known


def layer_of(claim: Reading, fact: DerivedFact | None) -> str:
    """``fact`` where a claim holds up the fact of its statement, else ``judgement`` or ``claim``."""
    if claim.kind == "Judgement":
        return "judgement"
    return "fact" if fact is not None and claim.iri in fact.claims else "claim"


def facts_of(graph: Snapshot) -> dict[_Statement, DerivedFact]:
    facts: dict[_Statement, DerivedFact] = {}
    for row in select(graph.store, _FACTS):
        status = row["status"].value if row["status"] is not None else None
        fact = facts.setdefault(
            (row["s"].value, row["p"].value, row["o"].value),
            DerivedFact(status, row["disputed"] is not None, set()),
        )
        fact.claims.add(row["claim"].value)
    return facts


def _node(result: nx.MultiDiGraph, known: dict[str, dict[str, Any]], iri: str) -> None:
    if iri not in result:
        result.add_node(
            iri, **{**known[iri], "aliases": [*known[iri]["aliases"]]}, estimates=[], judgements=[]
        )


def _edge(
    result: nx.MultiDiGraph,
    book: Listing,
    claim: Reading,
    statement: _Statement,
    fact: DerivedFact | None,
) -> None:
    subject, predicate, value = statement
    layer = layer_of(claim, fact)
    key = f"{predicate} {layer}"
    if not result.has_edge(subject, value, key):
        status = fact.status if fact is not None and layer != "judgement" else None
        result.add_edge(
            subject,
            value,
            key,
            predicate=predicate,
            label=book.label(predicate),
            layer=layer,
            claims=[],
            disputed=fact is not None and fact.disputed and layer == "fact",
            event_status=book.label(status) if status is not None else None,
        )
    result.edges[subject, value, key]["claims"].append(claim.iri)
