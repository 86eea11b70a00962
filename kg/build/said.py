"""What the claims of a store say, beside the layer that was derived from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.iris import CURRENT_VIEW, PART_OF_VIEW, RDF
from kg.store.links import EPISODE_OF

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.claims.claim import Term
    from kg.store.base import Store

_VIEWS = (CURRENT_VIEW, PART_OF_VIEW)
_SUBJECT, _PREDICATE, _OBJECT = (RDF + name for name in ("subject", "predicate", "object"))


class Text:
    """What the claims of a store say, without the layer that was derived from them."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._said: dict[str, dict[str, list[Term]]] = {}

    def said(self, iri: str) -> dict[str, list[Term]]:
        """The values of each property of a node, each once."""
        if iri not in self._said:
            values: dict[str, list[Term]] = {}
            for quad in self.store.quads(_node(iri)):
                own = values.setdefault(quad.predicate.value, [])
                if not is_derived(quad) and quad.object not in own:
                    own.append(quad.object)
            self._said[iri] = values
        return self._said[iri]

    def iris(self, iri: str, name: str) -> list[str]:
        """The IRIs among the values of a property."""
        return [v.value for v in self.said(iri).get(name, ()) if isinstance(v, ox.NamedNode)]

    def whose(self, name: str, value: str) -> set[str]:
        """What has this value (an IRI) of a property."""
        quads = self.store.quads(None, ox.NamedNode(name), _node(value))
        return {
            quad.subject.value
            for quad in quads
            if isinstance(quad.subject, ox.NamedNode) and not is_derived(quad)
        }

    def stating(self, subject: str, predicate: str) -> set[str]:
        """The claims that state a relation of a subject."""
        relation = ox.NamedNode(predicate)
        return {
            claim
            for claim in self.whose(_SUBJECT, subject)
            if any(self.store.quads(ox.NamedNode(claim), ox.NamedNode(_PREDICATE), relation))
        }

    def stating_of(self, values: Iterable[str], predicate: str) -> set[str]:
        """The claims that state a relation to one of some things."""
        relation = ox.NamedNode(predicate)
        return {
            claim
            for value in values
            for claim in self.whose(_OBJECT, value)
            if any(self.store.quads(ox.NamedNode(claim), ox.NamedNode(_PREDICATE), relation))
        }

    def parts_of(self, event: str) -> set[str]:
        """The events that are said to be a part of another, directly."""
        claims = self.stating_of([event], EPISODE_OF)
        return {part for claim in claims for part in self.iris(claim, _SUBJECT)}

    def wholes_of(self, event: str) -> set[str]:
        """The events of which another is said to be a part, directly."""
        claims = self.stating(event, EPISODE_OF)
        return {whole for claim in claims for whole in self.iris(claim, _OBJECT)}

    def relations_of(self, claims: Iterable[str]) -> Iterator[tuple[str, str]]:
        """The subjects and relations of claims."""
        for claim in claims:
            for subject in self.iris(claim, _SUBJECT):
                for predicate in self.iris(claim, _PREDICATE):
                    yield subject, predicate


def is_derived(quad: ox.Quad) -> bool:
    """Whether a quad is of the fact layer."""
    return getattr(quad.graph_name, "value", "") in _VIEWS


def _node(iri: str) -> ox.NamedNode:
    return ox.NamedNode(iri)
