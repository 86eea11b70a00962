"""What is known of one thing, by its IRI: as RDF with the claims behind it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.iris import CURRENT_VIEW, KG, RDF
from kg.publish.serve.evaluation import Refusal, node_of, write_triples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.publish.serve.evaluation import Output
    from kg.publish.serve.settings import Settings
    from kg.publish.serve.wire import Message
    from kg.store.base import Store

#: What leads from a claim to what it is on.
_NAMING = ("about", "attributedTo", "counts")
_STATED = ("subject", "predicate", "object")
_MOST = 2_000  # claims of one thing


def describe(store: Store, asked: Message, out: Output, settings: Settings) -> None:
    """Write what is known of ``asked["iri"]``. Raises Refusal 404 where nothing is."""
    node = node_of(asked["iri"])
    if next(iter(store.quads(node)), None) is None and not _is_graph(store, node):
        raise Refusal(404, f"nothing is known of {asked['iri'][:300]}", "look for it: /sparql")
    write_triples(_described(store, node), asked["form"], out, settings)


def _is_graph(store: Store, node: ox.NamedNode) -> bool:
    return node.value == CURRENT_VIEW and any(store.quads(None, None, None, node))


def _described(store: Store, node: ox.NamedNode) -> Iterator[ox.Triple]:
    """The triples of a thing and of its blank nodes, then those of the claims behind it."""
    if node.value == CURRENT_VIEW:
        yield from (quad.triple for quad in store.quads(None, None, None, node))
        return
    seen: set[ox.Triple] = set()
    for subject in (node, *_claims_on(store, node)):
        for triple in _stated(store, subject):
            if triple not in seen:
                seen.add(triple)
                yield triple


def _stated(store: Store, subject: ox.NamedNode | ox.BlankNode) -> Iterator[ox.Triple]:
    waiting: list[ox.NamedNode | ox.BlankNode] = [subject]
    known = {subject}
    while waiting:
        for quad in store.quads(waiting.pop()):
            yield quad.triple
            if isinstance(quad.object, ox.BlankNode) and quad.object not in known:
                known.add(quad.object)
                waiting.append(quad.object)


def _claims_on(store: Store, node: ox.NamedNode) -> list[ox.NamedNode]:
    """The claims that name a thing, or that stand in a source, at most so many."""
    names = [*(KG + name for name in (*_NAMING, "source")), *(RDF + name for name in _STATED)]
    found: dict[ox.NamedNode, None] = {}
    for name in names:
        for quad in store.quads(None, ox.NamedNode(name), node):
            if isinstance(quad.subject, ox.NamedNode) and quad.graph_name != _VIEW:
                found[quad.subject] = None
    return sorted(found, key=lambda claim: claim.value)[:_MOST]


_VIEW = ox.NamedNode(CURRENT_VIEW)


def listing(store: Store, asked: Message, out: Output, _: Settings) -> None:
    """The IRIs of the things of a namespace that the server answers for, as JSON."""
    out.begin(asked["form"][1])
    out.write(json.dumps(sorted(set(_things_of(store, asked["space"])))).encode())


def _things_of(store: Store, space: str) -> Iterator[str]:
    """The IRIs of a namespace that have a type; of claims, below their sources, none."""
    for quad in store.quads(None, ox.NamedNode(RDF + "type")):
        if isinstance(quad.subject, ox.NamedNode):
            iri = quad.subject.value
            if iri.startswith(space) and iri != space and "/" not in iri.removeprefix(space):
                yield iri
