"""What a store says of limits: the terms that name them, and which of them lie within which.

One term lies within another where the vocabulary says so (``skos:broader``), or an undated claim that
is asserted, stands and is denied by nobody, with a relation that the ontology marks for that
(``kg:inclusionOf``). A relation that holds for a time only binds no figure: which of their days fall into
that time need not be known.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.claim import ASSERTED, ASSERTS, value_text
from kg.claims.closure import closure
from kg.claims.limits import KnownLimits
from kg.iris import KG, RDF, RDFS, SKOS

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from kg.store.base import Store

_VOCABULARY = {"scope": "ScopeKind", "basis": "CountingBasis"}
_TYPE, _JUDGEMENT = ox.NamedNode(RDF + "type"), ox.NamedNode(KG + "Judgement")
_DATED = ("time", "earliest", "latest", "asOf")


def read_known_limits(store: Store) -> KnownLimits:
    """The terms of scopes and bases, by their names in all languages."""
    named = {
        (field, quad.object.value.strip().casefold()): term.value
        for field, kind in _VOCABULARY.items()
        for term in _members(store, kind)
        for naming in (RDFS + "label", SKOS + "altLabel")
        for quad in store.quads(term, ox.NamedNode(naming), None)
        if isinstance(quad.object, ox.Literal)
    }
    marks = store.quads(None, ox.NamedNode(KG + "countsAll"), None)
    every = {value_text(q.subject) for q in marks if value_text(q.object) in ("true", "1")}
    return KnownLimits(named, frozenset(every))


def read_within(store: Store, named: Collection[str] | None = None) -> dict[str, frozenset[str]]:
    """By term all others in which it is declared to lie, at any distance; all are IRIs.

    Of things that claims put into others those alone are looked at that ``named`` lists (None: that the
    store's figures name), with all in which these lie. Two that lie within one another are not told
    apart, so neither is given as a part of the other.
    """
    above: defaultdict[str, set[str]] = defaultdict(set)
    for quad in store.quads(None, ox.NamedNode(SKOS + "broader"), None):
        if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode):
            above[quad.subject.value].add(quad.object.value)
    for part, whole in _claimed(store, named_by_figures(store) if named is None else named):
        above[part].add(whole)
    wholes = {
        part: closure(direct, lambda each: above.get(each, ())) for part, direct in above.items()
    }
    return {
        part: frozenset(w for w in found if w != part and part not in wholes.get(w, ()))
        for part, found in wholes.items()
    }


def read_disjoint(store: Store) -> dict[str, frozenset[str]]:
    """By term of the vocabulary those with which it has nothing in common, said of either."""
    apart: defaultdict[str, set[str]] = defaultdict(set)
    for quad in store.quads(None, ox.NamedNode(KG + "disjointFrom"), None):
        one, other = value_text(quad.subject), value_text(quad.object)
        apart[one].add(other)
        apart[other].add(one)
    return {term: frozenset(others) for term, others in apart.items()}


def _members(store: Store, kind: str) -> Iterator[ox.NamedNode]:
    for quad in store.quads(None, _TYPE, ox.NamedNode(KG + kind)):
        if isinstance(quad.subject, ox.NamedNode):
            yield quad.subject


def read_inclusions(store: Store) -> dict[str, set[str]]:
    """By relation (IRI) the classes of which it says that one thing lies wholly in another."""
    of_kinds: defaultdict[str, set[str]] = defaultdict(set)
    for quad in store.quads(None, ox.NamedNode(KG + "inclusionOf"), None):
        of_kinds[value_text(quad.subject)].add(value_text(quad.object))
    return dict(of_kinds)


def _claimed(store: Store, named: Collection[str]) -> set[tuple[str, str]]:
    """The pairs of part and whole that undated claims state and none denies, up from some things."""
    of_kinds = read_inclusions(store)
    pairs: set[tuple[str, str]] = set()
    waiting = list(named) if of_kinds else []
    seen = set(waiting)
    while waiting:
        part = waiting.pop()
        kinds = _kinds_of(store, part)
        relations = {name for name, classes in of_kinds.items() if not kinds.isdisjoint(classes)}
        for whole in sorted(_wholes(store, part, relations)):
            pairs.add((part, whole))
            if whole not in seen:
                seen.add(whole)
                waiting.append(whole)
    return pairs


def named_by_figures(store: Store, kinds_in: Store | None = None) -> set[str]:
    """The terms and entities that limit a figure, and the models of which some are counted (IRIs).

    ``kinds_in`` says which are models (by default the store itself).
    """
    named = {
        quad.object.value
        for name in ("limitedTo", "onBasis")
        for quad in store.quads(None, ox.NamedNode(KG + name), None)
        if isinstance(quad.object, ox.NamedNode)
    }
    counts = ox.NamedNode(KG + "counts")
    models = _members(store if kinds_in is None else kinds_in, "WeaponModel")
    return named | {model.value for model in models if any(store.quads(None, counts, model))}


def _wholes(store: Store, part: str, relations: set[str]) -> set[str]:
    """What undated claims by one of some relations say that a thing lies in, and none denies."""
    asserted: set[str] = set()
    denied: set[str] = set()
    about = (
        store.quads(None, ox.NamedNode(RDF + "subject"), ox.NamedNode(part)) if relations else ()
    )
    for claim in {quad.subject for quad in about}:
        if not isinstance(claim, ox.NamedNode):
            continue
        said = {quad.predicate.value: value_text(quad.object) for quad in store.quads(claim)}
        if said.get(RDF + "predicate") not in relations or KG + "source" not in said:
            continue  # a fact of the derived layer, which does not say its days, is no claim
        if _is_overtaken(store, claim, said) or any(store.quads(claim, _TYPE, _JUDGEMENT)):
            continue
        if said.get(KG + "stance", ASSERTS) != ASSERTS:
            denied.add(said.get(RDF + "object", ""))
        elif said.get(KG + "modality", ASSERTED) == ASSERTED and not any(
            KG + name in said for name in _DATED
        ):
            asserted.add(said.get(RDF + "object", ""))
    return asserted - denied


def _is_overtaken(store: Store, claim: ox.NamedNode, said: Mapping[str, str]) -> bool:
    """Whether a later claim or document takes back a claim, or the document that it stands in."""
    if KG + "correctedBy" in said:
        return True
    return any(
        any(store.quads(None, ox.NamedNode(KG + name), ox.NamedNode(iri)))
        for iri in (claim.value, said[KG + "source"])
        for name in ("retracts", "supersedes")
    )


def _kinds_of(store: Store, iri: str) -> frozenset[str]:
    """The classes of a thing, with all above them."""
    node = ox.NamedNode(iri)
    direct = [value_text(q.object) for q in store.quads(node, _TYPE, None)]

    def above(kind: str) -> list[str]:
        quads = store.quads(ox.NamedNode(kind), ox.NamedNode(RDFS + "subClassOf"), None)
        return [quad.object.value for quad in quads if isinstance(quad.object, ox.NamedNode)]

    return frozenset(closure(direct, above))
