"""The small good graph that inputs are put into: the core's ontology and the sources of the checks."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from kg.api import Graph, open_graph
from kg.build.pipeline import Texts, store_of_texts
from kg.build.refusals import structure_findings
from kg.claims.ontology import read_ontology
from kg.errors import DataError
from kg.iris import ONTOLOGY_GRAPH
from kg.text.turtle.document import Document
from tests.checks.material import good
from tests.fuzz.inputs import ROOT


@cache
def folder() -> Path:
    """A folder of this process, for readers that take a path."""
    made = tempfile.TemporaryDirectory(prefix="fuzz-")
    _kept.append(made)  # it goes with the process
    return Path(made.name)


_kept: list[object] = []


def written(name: str, data: bytes) -> Path:
    """A file with these bytes; the next of its name takes its place."""
    path = folder() / name
    path.write_bytes(data)
    return path


@cache
def good_texts() -> Texts:
    """The good data as it is."""
    ontology = tuple(one for one in good() if one.graph == ONTOLOGY_GRAPH)
    seeds = tuple(one for one in good() if one.graph != ONTOLOGY_GRAPH)
    return Texts(ontology, seeds, read_ontology(t for one in ontology for t in one.triples))


def texts_with(edited: Document) -> Texts:
    """The good data with one document in the place of its namesake."""
    before = good_texts()
    ontology, seeds = (
        tuple(edited if one.shown == edited.shown else one for one in documents)
        for documents in (before.ontology, before.seeds)
    )
    terms = before.terms
    if edited.graph == ONTOLOGY_GRAPH:
        terms = read_ontology(t for one in ontology for t in one.triples)
    return Texts(ontology, seeds, terms)


def graph_of(texts: Texts) -> Graph:
    """The graph that a build makes of some texts. Raises DataError for what a build refuses."""
    if findings := structure_findings(texts.ontology, texts.seeds, texts.terms):
        raise DataError(findings)
    return open_graph(ROOT, store=store_of_texts(texts))


@cache
def good_graph() -> Graph:
    """The graph of the good data."""
    return graph_of(good_texts())
