"""A part of the graph: what is near an entity, or what a query finds; facts rest on its claims alone."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.facts import derive_anew, stored_overtaken, stored_view
from kg.claims.closure import closure
from kg.claims.facts.view import View
from kg.errors import UsageError
from kg.graph.claims import counted
from kg.graph.entities import in_source, is_document, is_entity
from kg.graph.names import resolve
from kg.graph.near import near
from kg.iris import CURRENT_VIEW, KG, KGD, PART_OF_VIEW, RDF
from kg.store import sparql
from kg.store.oxigraph import OxigraphStore
from kg.store.search_texts import is_claim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.claims.claim import Claim, Term
    from kg.graph.snapshot import Snapshot
    from kg.store.base import Store

#: A page with more entities than this shows those with the most relations.
MOST_NODES = 5000


def around(graph: Snapshot, name: str, depth: int) -> Snapshot:
    """The claims among the entities that lie at most ``depth`` relations from one.

    ``name`` is a name, alias or id. Relations of every layer count, in both directions. Raises
    UsageError where nothing or several things have that name.
    """
    return around_all(graph, [resolve(graph, name)], depth)


def around_all(graph: Snapshot, starts: Sequence[str], depth: int) -> Snapshot:
    """The claims among the entities that lie at most ``depth`` relations from one of some (IRIs)."""
    within = _Within(graph)
    inside = reached = set(starts)
    for _ in range(depth):
        reached = {other for iri in reached for other in within.neighbours(iri)} - inside
        inside = inside | reached
    inside = inside.union(*(near(graph, start) for start in starts))
    named = " and ".join(graph.labels(start) for start in starts)
    words = f"about {named}, up to {counted(depth, 'step')} away"
    return _part(graph, within.claims_among(inside), words)


def found_by(graph: Snapshot, query: str, name: str = "query") -> set[str]:
    """The IRIs in the answer to a SELECT or CONSTRUCT. Raises what ``graph.query`` raises."""
    result = sparql.run(graph.store, query, name=name, prefixes=graph.prefixes)
    if isinstance(result, ox.QueryBoolean):
        raise UsageError("ASK finds only yes or no", name, "write SELECT or CONSTRUCT")
    with sparql.answering(name):
        return {
            term.value
            for row in result
            for term in (row if isinstance(row, ox.QuerySolution) else _terms(row))
            if isinstance(term, ox.NamedNode)
        }


def of(graph: Snapshot, iris: set[str], name: str = "query") -> Snapshot:
    """The part with the claims among some IRIs, and with the claims among the entities in them.

    Raises UsageError where there is no claim.
    """
    claims = {iri for iri in iris if is_claim(iri) and iri in graph.claims}
    claims |= _Within(graph).claims_among({iri for iri in iris if not is_claim(iri)})
    if not claims:
        raise UsageError(
            "the query finds no claim, and no entity with claims", name, "select claims or entities"
        )
    return _part(graph, claims, f"what a query finds ({counted(len(claims), 'claim')})")


def largest(graph: Snapshot, most: int = MOST_NODES) -> tuple[Snapshot, int]:
    """The graph itself, or the ``most`` entities with the most claims; and how many there are."""
    holdings = graph.holdings
    if len(holdings.nodes) <= most:
        return graph, len(holdings.nodes)
    weight = Counter(
        end for claim in holdings.claims.values() for end in _ends(claim) if end in holdings.nodes
    )
    most_claimed = set(sorted(holdings.nodes, key=lambda iri: (-weight[iri], iri))[:most])
    words = f"the {most:,} of {len(holdings.nodes):,} entities with the most claims"
    return _part(graph, _Within(graph).claims_among(most_claimed), words), len(holdings.nodes)


def _terms(triple: ox.Triple) -> tuple[object, ...]:
    return triple.subject, triple.predicate, triple.object


def _ends(claim: Claim) -> tuple[str, ...]:
    """What a claim is about, or joins."""
    named = (claim.get("about"), claim.get(RDF + "subject"), claim.get(RDF + "object"))
    return tuple(end for end in named if end)


class _Within:
    """What claims say of entities, asked of the graph as one goes from entity to entity."""

    def __init__(self, graph: Snapshot) -> None:
        self._graph = graph
        self._known: dict[str, bool] = {}

    def neighbours(self, iri: str) -> set[str]:
        """The entities that a relation joins with one, in either direction."""
        ends: set[str] = set()
        for claim in self._graph.claims.about([iri]):
            if claim.edge is not None and {claim.edge[0], claim.edge[2]} >= {iri}:
                ends |= {claim.edge[0], claim.edge[2]}
        return {end for end in ends - {iri} if self._is_node(end)} if self._is_node(iri) else set()

    def claims_among(self, inside: set[str]) -> set[str]:
        """The claims that speak of entities of a set, and of no other entity."""
        nodes = sorted(filter(self._is_node, inside))
        return {
            claim.iri
            for claim in self._graph.claims.about(nodes)
            if (ends := {end for end in _ends(claim) if self._is_node(end)}) and ends <= inside
        }

    def _is_node(self, iri: str) -> bool:
        if iri not in self._known:
            self._known[iri] = is_entity(self._graph.store, iri)
        return self._known[iri]


def _part(graph: Snapshot, claims: Iterable[str], words: str) -> Snapshot:
    """A copy with these claims and what they name; one that a claim outside took back stays so."""
    inside, links = set(claims), stored_overtaken(graph.store)
    overtaking = {link.later for claim, link in links.items() if claim in inside}
    kept = _kept(graph.store, inside | set(filter(is_document, overtaking)))
    store = OxigraphStore()
    store.add(graph.ontology)
    store.add(quad for quads in kept.values() for quad in quads if not _is_fact(quad))
    store.add(quad for later in overtaking - inside for quad in _link_of(graph.store, later))
    derive_anew(store, stored_view(graph.store) or View(), links)
    scope = graph.scope._replace(part=words)
    return graph.part(store, scope)


def _link_of(store: Store, later: str) -> Iterator[ox.Quad]:
    """The quads by which a later claim takes back an earlier one, and since when that is known."""
    for name in ("retracts", "supersedes", "knownFrom"):
        yield from store.quads(ox.NamedNode(later), ox.NamedNode(KG + name), None)


def _is_fact(quad: ox.Quad) -> bool:
    """Whether a quad is of the fact layer."""
    return getattr(quad.graph_name, "value", "") in (CURRENT_VIEW, PART_OF_VIEW)


def _kept(store: Store, nodes: set[str]) -> dict[ox.NamedNode | ox.BlankNode, list[ox.Quad]]:
    """Some claims and documents, the entities and documents that they name, and what describes those.

    Gives all quads of each.

    A document stays where a claim or an entity of the part stands in its file, and a tenure with its
    post; the speaker and the curator stay, for their names. Other claims do not.
    """

    stated: dict[ox.NamedNode | ox.BlankNode, list[ox.Quad]] = {}

    def named_by(node: ox.NamedNode | ox.BlankNode) -> Iterator[ox.NamedNode | ox.BlankNode]:
        of_document = isinstance(node, ox.NamedNode) and is_document(node.value)
        stated[node] = list(store.quads(node, None, None))
        for term in _beside(store, node, stated[node]):
            if isinstance(term, ox.BlankNode):
                yield term
            elif isinstance(term, ox.NamedNode):
                may_follow = is_document(term.value) and not of_document
                if term.value.startswith(KGD) or may_follow:
                    yield term

    starts: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(node) for node in nodes]
    return {
        node: stated[node]
        for node in closure(starts, named_by)
        if isinstance(node, ox.BlankNode) or not is_claim(node.value) or node.value in nodes
    }


def _beside(
    store: Store, node: ox.NamedNode | ox.BlankNode, stated: Iterable[ox.Quad]
) -> Iterator[Term | None]:
    """What the files say of a node, and the documents of those files; of a post its tenures."""
    for quad in stated:
        if in_source(quad):
            yield quad.object
            if not isinstance(node, ox.BlankNode):
                yield quad.graph_name  # type: ignore[misc]  # a file's graph is named by its document
    for quad in store.quads(None, ox.NamedNode(KG + "tenurePost"), node):
        yield quad.subject
