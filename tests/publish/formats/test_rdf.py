"""The RDF formats: every statement comes back, in its graph where the format has graphs."""

from __future__ import annotations

import re
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox
import pytest
import rdflib

from kg.publish.formats._rdf import RdfFormat

if TYPE_CHECKING:
    import kg


class Form(NamedTuple):
    """A format: what the engine and rdflib call it, and whether it keeps graphs apart."""

    name: str
    engine: ox.RdfFormat
    rdflib: str
    graphs: bool


FORMS = [
    Form("trig", ox.RdfFormat.TRIG, "trig", graphs=True),
    Form("nq", ox.RdfFormat.N_QUADS, "nquads", graphs=True),
    Form("jsonld", ox.RdfFormat.JSON_LD, "json-ld", graphs=True),
    Form("ttl", ox.RdfFormat.TURTLE, "turtle", graphs=False),
    Form("nt", ox.RdfFormat.N_TRIPLES, "nt", graphs=False),
]
pytestmark = [pytest.mark.slow, pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)]


def canonical(statements) -> ox.Dataset:
    """The statements with blank nodes named by RDFC-1.0, so that two sets can be compared."""
    dataset = ox.Dataset(statements)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


@cache
def stored(graph: kg.Graph, graphs: bool) -> ox.Dataset:
    """What the store holds: all quads, or the union of all graphs."""
    quads = list(graph.store.quads())
    return canonical(
        quads if graphs else [ox.Quad(q.subject, q.predicate, q.object) for q in quads]
    )


def test_every_statement_comes_back(core, rendered, form):
    back = canonical(ox.parse(rendered(form.name), format=form.engine))
    assert back == stored(core, form.graphs)


# rdflib warns of its own deprecated names.
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_rdflib_reads_as_many_statements(core, rendered, form):
    if form.graphs:
        read = rdflib.Dataset()
        read.parse(data=rendered(form.name), format=form.rdflib)
        assert len(list(read.quads())) == len(core.store)
    else:
        union = rdflib.Graph().parse(data=rendered(form.name), format=form.rdflib)
        assert len(union) == len(stored(core, graphs=False))


def test_texts_in_other_scripts_come_back(rendered, form):
    # The article's 11th Corps is known as the "Storm Corps"; its Korean name is an alias.
    statements = list(ox.parse(rendered(form.name), format=form.engine))
    corps = ox.NamedNode("https://w3id.org/entente/id/unit-kpa-11th-corps")
    assert ox.Literal("폭풍군단", language="ko") in {
        s.object for s in statements if s.subject == corps
    }


def test_hostile_texts_come_back(worse, rendered_worse, form):
    back = canonical(ox.parse(rendered_worse(form.name), format=form.engine))
    assert back == stored(worse, form.graphs)


def test_no_terminal_obeys_a_file_and_no_text_is_changed(form):
    text = 'A\x1b[31m\x07\x7f\x85\x9b31m "\\ حزب\u200cالله \U0001f468\u200d\U0001f469 so\u00adft'
    quad = ox.Quad(*(ox.NamedNode(f"http://e.org/{n}") for n in "sp"), ox.Literal(text))
    graph = SimpleNamespace(store=SimpleNamespace(quads=lambda: [quad]), prefixes={})
    made = RdfFormat(form.engine).render(graph)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f]", made.decode())
    (back,) = ox.parse(made, format=form.engine)
    assert back.object.value == text
