"""What a search looks in: the names of things, the titles of documents, the words of claims."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.claims.closure import closure
from kg.iris import DCTERMS, KG, KGD, RDF, RDFS, SKOS, SRC
from kg.store.nicknames import nicknames_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.store.base import Store

#: In the order in which what is found is shown: things first, then documents, then claims.
NAME, TITLE, WORDS = 0, 1, 2


class SearchText(NamedTuple):
    """A text of something: of a thing a name, of a document its title, of a claim what it says.

    ``sort`` is one of ``NAME``, ``TITLE`` and ``WORDS``. ``preferred``: the label of the thing, and
    no other name. ``claim``: the IRI of the claim by which the name is a nickname, else empty.
    """

    sort: int
    iri: str
    text: str
    language: str = ""
    preferred: bool = False
    claim: str = ""


def search_texts(store: Store) -> Iterator[SearchText]:
    """Every text of a store that a search looks in."""
    is_one = cache(lambda subject: is_thing(store, subject))
    for name, preferred in ((SKOS + "altLabel", False), (RDFS + "label", True)):
        for quad in store.quads(None, ox.NamedNode(name)):
            subject, text = quad.subject, quad.object
            if (
                isinstance(text, ox.Literal)
                and isinstance(subject, ox.NamedNode)
                and is_one(subject)
            ):
                yield SearchText(NAME, subject.value, text.value, text.language or "", preferred)
    for known in nicknames_in(store):
        yield SearchText(NAME, known.iri, known.text, known.language, claim=known.claim)
    for name, sort in (
        (DCTERMS + "title", TITLE),
        (KG + "statement", WORDS),
        (KG + "wording", WORDS),
    ):
        for quad in store.quads(None, ox.NamedNode(name)):
            subject, text = quad.subject, quad.object
            if (
                isinstance(text, ox.Literal)
                and isinstance(subject, ox.NamedNode)
                and subject.value.startswith(SRC)
                and is_claim(subject.value) == (sort == WORDS)
            ):
                yield SearchText(sort, subject.value, text.value, text.language or "")


def is_claim(iri: str) -> bool:
    """Whether an IRI lies below a source, as a claim's does."""
    return iri.startswith(SRC) and "/" in iri.removeprefix(SRC)


def is_thing(store: Store, node: ox.NamedNode) -> bool:
    """Whether a node is something in the world: an entity, a kind of weapon, or a tactic."""
    if node.value.startswith(KGD):
        return True

    def values(of: ox.NamedNode, name: str) -> list[ox.NamedNode]:
        objects = (quad.object for quad in store.quads(of, ox.NamedNode(name)))
        return [value for value in objects if isinstance(value, ox.NamedNode)]

    kinds = closure(values(node, RDF + "type"), lambda kind: values(kind, RDFS + "subClassOf"))
    return any(kind.value in (KG + "Weapon", KG + "Tactic") for kind in kinds)
