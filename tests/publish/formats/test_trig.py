"""TriG: every statement comes back in its graph."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
import rdflib

from kg.publish.formats import trig

_FORMAT = ox.RdfFormat.TRIG


def canonical(statements) -> ox.Dataset:
    found = ox.Dataset(statements)
    found.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return found


def quads(data: bytes) -> list[ox.Quad]:
    return list(ox.parse(data, format=_FORMAT))


def stored(graph) -> list[ox.Quad]:
    return list(graph.store.quads())


def test_every_statement_comes_back_in_its_graph(core):
    assert canonical(quads(trig.render(core))) == canonical(stored(core))


# rdflib warns of its own deprecated names.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_reads_as_many_statements(core):
    read = rdflib.Dataset()
    read.parse(data=trig.render(core), format="trig")
    assert len(list(read.quads())) == len(core.store)


def test_texts_in_other_scripts_come_back(core):
    # The article's 11th Corps is known as the "Storm Corps"; its Korean name is an alias.
    statements = list(ox.parse(trig.render(core), format=_FORMAT))
    corps = ox.NamedNode("https://w3id.org/entente/id/unit-kpa-11th-corps")
    assert ox.Literal("폭풍군단", language="ko") in {
        s.object for s in statements if s.subject == corps
    }


def test_hostile_texts_come_back(worse):
    back = canonical(quads(trig.render(worse)))
    assert back == canonical(stored(worse))


def test_two_exports_are_the_same_bytes(core):
    assert trig.render(core) == trig.render(core)
