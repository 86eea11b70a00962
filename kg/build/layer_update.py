"""Derive again what of a store's fact layer a change touches, by the functions that derive all of it.

They are given a store in memory with the claims that this rests on (``kg.build.touched`` says which, and
why that is all), and of what they find the part that is touched takes the place of what was there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.build.facts import Layer, layer_of
from kg.build.said import is_derived
from kg.claims.facts.edges import Fact, part_of_quads
from kg.claims.facts.quads import fact_quads
from kg.claims.facts.ranges import range_quads
from kg.claims.independence import Origins
from kg.iris import CURRENT_VIEW, KG, PART_OF_VIEW, RDF, RDFS, SKOS
from kg.store.inclusion import named_by_figures, read_known_limits, read_within
from kg.store.links import links_within
from kg.store.oxigraph import OxigraphStore
from kg.store.testimonies import StoredTestimonies

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.build.touched import Touched
    from kg.claims.corrections import Link
    from kg.claims.facts.view import View
    from kg.store.base import Store

#: The properties (IRIs) by which the rules of the fact layer are said; who changes one builds all.
RULES = frozenset(
    KG + name
    for name in (
        *("measureKind", "partOfMeasure", "sumOf", "flowOf", "shareOfMeasure"),
        *("fromUnit", "toUnit", "factor", "jumpFactor", "jumpDays", "givesFact", "singleValued"),
        *("happensOnce", "timeless", "inclusionOf", "disjointFrom", "countsAll", "singleSubject"),
        *("subjectKind", "objectKind"),
    )
) | {SKOS + "broader", RDFS + "subClassOf"}
#: The class of relations that hold for a time.
STATES = KG + "StateRelation"
_TYPE = ox.NamedNode(RDF + "type")
_GROUP = ox.NamedNode(KG + "UnidentifiedGroup")
_VIEW, _PARTS = ox.NamedNode(CURRENT_VIEW), ox.NamedNode(PART_OF_VIEW)
_OVERTAKEN, _TRANSITIVE = ox.NamedNode(KG + "overtakenBy"), ox.NamedNode(KG + "partOfTransitive")


class LayerChange(NamedTuple):
    """The quads of a layer that go and come, and how many more facts and ranges there are."""

    gone: frozenset[ox.Quad]
    new: frozenset[ox.Quad]
    facts: int
    ranges: int


def layer_change(store: Store, view: View, touch: Touched) -> LayerChange:
    """What becomes of the layer of a store whose claims have changed. Raises as ``read_layer`` does."""
    layer = layer_behind(store, view, touch.claims, touch.gone, touch.replaced)
    facts = [f for f in layer.facts if (f.subject.value, f.predicate.value) in touch.relations]
    ranges = [r for r in layer.ranges if r.of.about in touch.things]
    of_parts = part_of_quads(layer.facts, layer.groups)
    new = as_stored(
        [
            *fact_quads(facts),
            *range_quads(ranges),
            *(quad for quad in of_parts if getattr(quad.subject, "value", "") in touch.units),
            *(
                ox.Quad(ox.NamedNode(claim), _OVERTAKEN, ox.NamedNode(link.later), _VIEW)
                for claim, link in touch.gone.items()
            ),
        ]
    )
    edges = list(_edges(store, touch.relations))
    nodes = [node for thing in touch.things for node in _range_nodes(store, thing)]
    old = frozenset(_old(store, touch, edges, nodes))
    return LayerChange(old - new, new - old, len(facts) - len(edges), len(ranges) - len(nodes))


def layer_behind(
    store: Store,
    view: View,
    claims: frozenset[str],
    gone: Mapping[str, Link],
    replaced: frozenset[str],
) -> Layer:
    """The layer of some claims (IRIs) of a store: right where it rests on these alone.

    ``gone`` says which claims no longer stand, ``replaced`` what others have taken the place of. Raises
    as ``read_layer`` does.
    """
    part = _part(store, claims)
    derived = {claim: _derived_from(store, claim) for claim in claims}
    waiting = [origin for origins in derived.values() for origin in origins]
    while waiting:
        if (claim := waiting.pop()) not in derived:
            derived[claim] = _derived_from(store, claim)
            waiting += derived[claim]
    links = links_within(
        part, {c: o for c, o in derived.items() if o}, replaced, read_known_limits(store)
    )
    within = read_within(store, named_by_figures(part, store))
    testimonies = StoredTestimonies(store)
    origins = Origins(testimonies, testimonies.of_document)
    return layer_of(part, view, gone, origins, links, within)


def _part(store: Store, claims: Iterable[str]) -> Store:
    """Some claims, the groups that they name, and the rules, as a store in memory."""
    part = OxigraphStore()
    quads = [quad for name in RULES for quad in store.quads(None, ox.NamedNode(name))]
    for rule in {quad.subject for quad in quads if quad.predicate.value == KG + "givesFact"}:
        quads += store.quads(rule)
    quads += store.quads(None, _TYPE, ox.NamedNode(STATES))
    named: set[ox.NamedNode] = set()
    for claim in claims:
        for quad in store.quads(ox.NamedNode(claim)):
            if not is_derived(quad):
                quads.append(quad)
                if isinstance(quad.object, ox.NamedNode):
                    named.add(quad.object)
    for node in named:
        quads += store.quads(node, _TYPE, _GROUP)
    part.load(quads)
    return part


def _derived_from(store: Store, claim: str) -> set[str]:
    quads = store.quads(ox.NamedNode(claim), ox.NamedNode(KG + "derivedFrom"))
    return {quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)}


def as_stored(quads: Iterable[ox.Quad]) -> frozenset[ox.Quad]:
    """Quads as a store gives them back: with the literals in its own spelling."""
    store = OxigraphStore()
    store.load(quads)
    return frozenset(store.quads())


def _edges(store: Store, relations: Iterable[tuple[str, str]]) -> Iterator[ox.Quad]:
    """The plain edges of some subjects and relations."""
    for subject, predicate in relations:
        yield from store.quads(ox.NamedNode(subject), ox.NamedNode(predicate), None, _VIEW)


def _range_nodes(store: Store, thing: str) -> Iterator[ox.NamedNode]:
    """The nodes of the ranges about a thing."""
    for quad in store.quads(None, ox.NamedNode(KG + "about"), ox.NamedNode(thing), _VIEW):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject


def _old(
    store: Store, touch: Touched, edges: Iterable[ox.Quad], nodes: Iterable[ox.NamedNode]
) -> Iterator[ox.Quad]:
    """What the layer holds of what is touched."""
    for edge in edges:
        yield edge
        if isinstance(edge.subject, ox.NamedNode):
            fact = Fact(edge.subject, edge.predicate, edge.object, ())
            yield from store.quads(ox.NamedNode(fact.iri), None, None, _VIEW)
    for node in nodes:
        yield from store.quads(node, None, None, _VIEW)
    for unit in touch.units:
        yield from store.quads(ox.NamedNode(unit), _TRANSITIVE, None, _PARTS)
    yield from store.quads(None, _OVERTAKEN, None, _VIEW)
