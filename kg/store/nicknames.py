"""A name of a thing, also one that a claim gives: what somebody asserts that a thing is known as."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.iris import KG, RDF, SRC

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.store.base import Store

_NICKNAME, _ASSERTS = ox.NamedNode(KG + "nickname"), ox.NamedNode(KG + "asserts")
_CLAIMED = frozenset({RDF + "subject", RDF + "predicate", RDF + "object", KG + "stance"})


@dataclass(frozen=True, slots=True)
class Name:
    """One name of a thing; ``preferred``: its label, and no alias.

    ``claim``: the IRI of the claim by which it has this nickname; empty for its own names.
    """

    iri: str
    text: str
    language: str
    preferred: bool
    claim: str = ""


def nicknames(triples: Iterable[ox.Triple]) -> list[Name]:
    """The names that claims give to things: what somebody asserts that a thing is known as."""
    said: defaultdict[object, dict[str, object]] = defaultdict(dict)
    for triple in triples:
        name = triple.predicate.value
        if name in _CLAIMED:
            said[triple.subject][name] = triple.object
    return [
        Name(thing.value, text.value, text.language or "", False, claim.value)
        for claim, values in said.items()
        if values.get(RDF + "predicate") == _NICKNAME
        and values.get(KG + "stance", _ASSERTS) == _ASSERTS
        and isinstance(claim, ox.NamedNode)
        and claim.value.startswith(SRC)  # no fact, which says the same
        and isinstance(thing := values.get(RDF + "subject"), ox.NamedNode)
        and isinstance(text := values.get(RDF + "object"), ox.Literal)
    ]


def nicknames_in(store: Store) -> list[Name]:
    """The nicknames that the claims of a store give."""
    claims = [
        quad.subject for quad in store.quads(None, ox.NamedNode(RDF + "predicate"), _NICKNAME)
    ]
    return nicknames(
        quad.triple
        for claim in claims
        if isinstance(claim, ox.NamedNode)
        for quad in store.quads(claim)
    )
