"""What a search looks in: the names of things, the titles of documents, the words of claims."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.claims.closure import closure
from kg.iris import DCTERMS, KG, KGD, RDF, RDFS, SKOS, SRC
from kg.store.nicknames import nicknames, nicknames_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.store.base import Store

#: In the order in which what is found is shown: things first, then documents, then claims.
NAME, TITLE, WORDS = 0, 1, 2
_ALIAS, _LABEL = SKOS + "altLabel", RDFS + "label"
_SORTS = {DCTERMS + "title": TITLE, KG + "statement": WORDS, KG + "wording": WORDS}


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
    for name, preferred in ((_ALIAS, False), (_LABEL, True)):
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
    for name, sort in _SORTS.items():
        for quad in store.quads(None, ox.NamedNode(name)):
            subject, text = quad.subject, quad.object
            if (
                isinstance(text, ox.Literal)
                and isinstance(subject, ox.NamedNode)
                and _has_sort(subject.value, sort)
            ):
                yield SearchText(sort, subject.value, text.value, text.language or "")


def texts_of(store: Store, nodes: Iterable[ox.NamedNode]) -> set[SearchText]:
    """The texts of some nodes that a search looks in, and the nicknames that claims among them give."""
    texts: set[SearchText] = set()
    for node in nodes:
        thing = None
        for quad in store.quads(node):
            name, text = quad.predicate.value, quad.object
            if not isinstance(text, ox.Literal):
                continue
            said = (node.value, text.value, text.language or "")
            if name in (_ALIAS, _LABEL):
                thing = is_thing(store, node) if thing is None else thing
                if thing:
                    texts.add(SearchText(NAME, *said, preferred=name == _LABEL))
            elif (sort := _SORTS.get(name)) is not None and _has_sort(node.value, sort):
                texts.add(SearchText(sort, *said))
        for known in nicknames(quad.triple for quad in store.quads(node)):
            texts.add(SearchText(NAME, known.iri, known.text, known.language, claim=known.claim))
    return texts


def _has_sort(iri: str, sort: int) -> bool:
    """Whether a document's title, or a claim's words, are looked for by it."""
    return iri.startswith(SRC) and is_claim(iri) == (sort == WORDS)


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
