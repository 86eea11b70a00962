"""The facts of a built graph: each derived edge with its standing and the claims that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.facts.edges import Fact
from kg.iris import CURRENT_VIEW, KG, RDF

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.claims.claim import Claim
    from kg.store.base import Store

#: Subject, predicate and object as texts.
Edge = tuple[str, str, str]

_VIEW = ox.NamedNode(CURRENT_VIEW)
_SUBJECT, _PREDICATE, _OBJECT = (
    ox.NamedNode(RDF + name) for name in ("subject", "predicate", "object")
)


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A derived edge: its node, the claims that it rests on, and how it stands.

    ``status`` is the IRI of the weakest status of an event at its ends, None where the event
    occurred; ``disputed`` says that somebody denies it, or claims a rival of it; ``implied`` that no words
    of any text make a claim that it rests on.
    """

    iri: str
    edge: Edge
    claims: frozenset[str]
    status: str | None = None
    disputed: bool = False
    implied: bool = False

    def layer_of(self, claim: Claim) -> str:
        """``fact`` where a claim holds up this fact, else as ``layer_without_fact``."""
        if claim.kind != "Judgement" and claim.iri in self.claims:
            return "fact"
        return layer_without_fact(claim)


def layer_without_fact(claim: Claim) -> str:
    """``judgement`` (never a fact), or ``claim`` (of which no fact follows: a denial, say)."""
    return "judgement" if claim.kind == "Judgement" else "claim"


class Facts:
    """The facts of a store, by edge and by entity; read when they are asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def about(self, entity: str) -> dict[Edge, StoredFact]:
        """The facts whose subject or object is an entity (an IRI)."""
        node = ox.NamedNode(entity)
        return self._read(
            quad.subject
            for predicate in (_SUBJECT, _OBJECT)
            for quad in self._store.quads(None, predicate, node, _VIEW)
        )

    def of(self, edge: Edge) -> StoredFact | None:
        """The fact of an edge between two things that have an IRI; None where there is none."""
        subject, predicate, value = map(ox.NamedNode, edge)
        fact = Fact(subject, predicate, value, ())
        found = self._fact(ox.NamedNode(fact.iri))
        return found if found.edge == edge else None

    @cached_property
    def all(self) -> dict[Edge, StoredFact]:
        """Every fact, by its edge."""
        return self._read(quad.subject for quad in self._store.quads(None, _SUBJECT, None, _VIEW))

    def _read(
        self, nodes: Iterable[ox.NamedNode | ox.BlankNode | ox.Triple]
    ) -> dict[Edge, StoredFact]:
        facts = (self._fact(node) for node in nodes if isinstance(node, ox.NamedNode))
        return {fact.edge: fact for fact in facts}

    def _fact(self, node: ox.NamedNode) -> StoredFact:
        values: dict[str, list[str]] = {}
        for quad in self._store.quads(node, None, None, _VIEW):
            text = str(quad.object) if isinstance(quad.object, ox.Triple) else quad.object.value
            values.setdefault(quad.predicate.value, []).append(text)
        subject, predicate, value = (
            values.get(RDF + name, [""])[0] for name in ("subject", "predicate", "object")
        )
        return StoredFact(
            node.value,
            (subject, predicate, value),
            frozenset(values.get(KG + "supportedBy", ())),
            next(iter(values.get(KG + "eventStatus", ())), None),
            values.get(KG + "disputed") == ["true"],
            values.get(KG + "impliedOnly") == ["true"],
        )
