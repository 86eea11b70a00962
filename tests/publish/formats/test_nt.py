"""N-Triples: the union of all graphs comes back."""

from __future__ import annotations

import pyoxigraph as ox
import rdflib

from kg.publish.formats import nt

_FORMAT = ox.RdfFormat.N_TRIPLES


def canonical(statements) -> ox.Dataset:
    found = ox.Dataset(statements)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return found


def quads(data: bytes) -> list[ox.Quad]:
    return list(ox.parse(data, format=_FORMAT))


def stored(graph) -> list[ox.Quad]:
    return [ox.Quad(quad.subject, quad.predicate, quad.object) for quad in graph.store.quads()]


def test_every_statement_comes_back(core):
    assert canonical(quads(nt.render(core))) == canonical(stored(core))


def test_rdflib_reads_as_many_statements(core):
    read = rdflib.Graph().parse(data=nt.render(core), format="nt")
    assert len(read) == len(canonical(stored(core)))


def test_texts_in_other_scripts_come_back(core):
    # The article's 11th Corps is known as the "Storm Corps"; its Korean name is an alias.
    statements = list(ox.parse(nt.render(core), format=_FORMAT))
    corps = ox.NamedNode("https://w3id.org/entente/id/unit-kpa-11th-corps")
    assert ox.Literal("폭풍군단", language="ko") in {
        s.object for s in statements if s.subject == corps
    }


def test_hostile_texts_come_back(worse):
    back = canonical(quads(nt.render(worse)))
    assert back == canonical(stored(worse))


def test_two_exports_are_the_same_bytes(core):
    assert nt.render(core) == nt.render(core)
