"""Entities that were merged or renamed: the text keeps the old name, the graph knows the new one.

The record stands in the old entity's block. What the text says of the old entity, the graph says
of the new one; its names become aliases. Without the record all is as before.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.iris import KG, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.claims.claim import Term
    from kg.text.turtle.document import Document

INTO, RENAMED = KG + "mergedInto", KG + "renamedTo"
ON, REASON = KG + "mergedOn", KG + "mergeReason"
#: What a record consists of.
RECORD = (INTO, RENAMED, ON, REASON)
_TYPE, _FORMER = ox.NamedNode(RDF + "type"), ox.NamedNode(KG + "FormerEntity")
_ALIAS = ox.NamedNode(SKOS + "altLabel")
_NAMES = (_ALIAS, ox.NamedNode(RDFS + "label"))


def links(triples: Iterable[ox.Triple]) -> dict[str, str]:
    """By former entity the one that it was merged into or renamed to (IRIs), one step far.

    Of two records the first by IRI counts; checks refuse both.
    """
    followers: dict[str, str] = {}
    for triple in triples:
        subject, value = triple.subject, triple.object
        if triple.predicate.value not in (INTO, RENAMED):
            continue
        if isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode):
            old, new = subject.value, value.value
            followers[old] = min(followers.get(old, new), new)
    return followers


def last(old: str, steps: Mapping[str, str]) -> str | None:
    """The entity in which ``old`` ends by repeated steps; None where they lead in a circle."""
    seen = {old}
    while old in steps:
        old = steps[old]
        if old in seen:
            return None
        seen.add(old)
    return old


class Merges(NamedTuple):
    """The entities of each former one (``nodes``), and what the text says of these anyhow.

    ``stated`` are subject, predicate and object, of which the predicates of names are "name".
    """

    nodes: Mapping[Term, ox.NamedNode]
    stated: set[tuple[Term, object, Term]]


def nodes_of(steps: Mapping[str, str]) -> dict[Term, ox.NamedNode]:
    """By former entity the one in which it ends. A circle, which checks refuse, merges none."""
    return {
        ox.NamedNode(old): ox.NamedNode(end)
        for old in steps
        if (end := last(old, steps)) is not None
    }


def merges_of(documents: Iterable[Document], nodes: Mapping[Term, ox.NamedNode]) -> Merges:
    """The merges, with what some documents say of the new entities."""
    targets = set(nodes.values())
    stated: set[tuple[Term, object, Term]] = {
        (triple.subject, "name" if triple.predicate in _NAMES else triple.predicate, triple.object)
        for document in documents
        for triple in document.triples
        if triple.subject in targets
    }
    return Merges(nodes, stated)


def with_merges(documents: Sequence[Document]) -> tuple[Document, ...]:
    """The documents as the graph has them."""
    nodes = nodes_of(links(triple for document in documents for triple in document.triples))
    if not nodes:
        return tuple(documents)
    merges = merges_of(documents, nodes)
    return tuple(merged(document, merges) for document in documents)


def merged(document: Document, merges: Merges) -> Document:
    """One document as the graph has it."""
    if not merges.nodes:
        return document
    return replace(document, triples=tuple(dict.fromkeys(_mapped(document, *merges))))


def _mapped(
    document: Document,
    nodes: Mapping[Term, ox.NamedNode],
    stated_of_targets: set[tuple[Term, object, Term]],
) -> Iterator[ox.Triple]:
    """The triples of a document with the new entity (``nodes``) in the place of each former one.

    ``stated_of_targets`` is what the text says of the new entities anyhow, names as "name".
    """
    for triple in document.triples:
        subject, predicate, value = triple.subject, triple.predicate, triple.object
        new = nodes.get(subject)
        if new is not None and predicate.value in RECORD:
            yield triple
            continue
        if new is not None and predicate == _TYPE:
            yield ox.Triple(subject, _TYPE, _FORMER)
        if new is not None:  # what is said of the new one anyhow is not said twice
            if (new, "name" if predicate in _NAMES else predicate, value) in stated_of_targets:
                continue
            predicate = _ALIAS if predicate in _NAMES else predicate
        yield ox.Triple(new or subject, predicate, nodes.get(value, value))
