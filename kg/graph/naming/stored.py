"""The names of a store, ready to be compared with others."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.ontology import read_ontology
from kg.graph.naming.known import Names
from kg.iris import KG, ONTOLOGY_GRAPH, RDF, RDFS, SKOS, SRC
from kg.store.nicknames import nicknames_in

if TYPE_CHECKING:
    from kg.iris import Prefixes
    from kg.store.base import Store

_LABEL, _ALIAS = RDFS + "label", SKOS + "altLabel"


def read_names(store: Store, prefixes: Prefixes) -> Names:
    """The names of a store, with the classes of its things."""
    ontology = (quad.triple for quad in store.quads(None, None, None, ox.NamedNode(ONTOLOGY_GRAPH)))
    named = [quad for name in (_LABEL, _ALIAS) for quad in store.quads(None, ox.NamedNode(name))]
    for claim in {nickname.claim for nickname in nicknames_in(store)}:
        named += store.quads(ox.NamedNode(claim))
    # Of what has no name nobody asks the class: of claims and facts there are many.
    things = {end for quad in named for end in (quad.subject, quad.object)}
    kinds = (
        kind
        for thing in things
        if isinstance(thing, ox.NamedNode)
        for kind in store.quads(thing, ox.NamedNode(RDF + "type"))
    )
    triples = (quad.triple for quad in chain(named, kinds))
    return Names(triples, read_ontology(ontology, prefixes), homes_of_groups(store))


def homes_of_groups(store: Store) -> dict[str, str]:
    """By group without a name, the IRI of the document whose own it is."""
    group = ox.NamedNode(KG + "UnidentifiedGroup")
    return {
        quad.subject.value: quad.graph_name.value
        for quad in store.quads(None, ox.NamedNode(RDF + "type"), group)
        if isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.graph_name, ox.NamedNode)
        and quad.graph_name.value.startswith(SRC)
    }
