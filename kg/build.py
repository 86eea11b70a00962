"""Text to store: read, check what would break the graph, derive, write."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import store
from kg.checks.structure import structure_findings
from kg.claims import Claim, read_claims
from kg.derive import claim_quads, entity_quads
from kg.errors import DataError, Finding
from kg.inputs import content_key, read_inputs
from kg.namespaces import CURRENT_VIEW, KG, ONTOLOGY_GRAPH, RDF
from kg.ontology import Ontology, read_ontology
from kg.sources import Document, parse_all, source_iri
from kg.views import statements_of, view_quads

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.inputs import InputFile
    from kg.paths import Layout


@dataclass(frozen=True)
class Texts:
    """The parsed text of a layout: its ontology and its sources."""

    ontology: tuple[Document, ...]
    seeds: tuple[Document, ...]
    terms: Ontology

    @property
    def claims(self) -> list[Claim]:
        return [
            claim
            for document in self.seeds
            for claim in read_claims(document.triples, document.graph, self.terms)
        ]


def parse_texts(layout: Layout, files: Sequence[InputFile]) -> Texts:
    """Parse all files. Raises DataError with every syntax error in them."""
    if findings := _bad_names([f for f in files if f.path.is_relative_to(layout.seeds)]):
        raise DataError(findings)
    graphs = {
        file.path: source_iri(file.path.stem)
        if file.path.is_relative_to(layout.seeds)
        else ONTOLOGY_GRAPH
        for file in files
    }
    documents = parse_all(files, graphs)
    ontology = tuple(d for d in documents if d.graph == ONTOLOGY_GRAPH)
    seeds = tuple(d for d in documents if d.graph != ONTOLOGY_GRAPH)
    return Texts(ontology, seeds, read_ontology(t for d in ontology for t in d.triples))


def _bad_names(seeds: Sequence[InputFile]) -> list[Finding]:
    """A source is named by its file: the name must fit into an IRI, and stand once."""
    findings = []
    first: dict[str, str] = {}
    for file in seeds:
        stem = file.path.stem
        if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._\-]*", stem):
            problem = f"“{stem}” cannot be the name of a source"
            remedy = "rename the file: letters a to z, digits, hyphens"
        elif stem in first:
            problem, remedy = f"{first[stem]} has the same name", "rename one of the two files"
        else:
            first[stem] = file.shown
            continue
        findings.append(Finding("source-name", "error", file.shown, 0, "", problem, remedy))
    return findings


def build(layout: Layout, *, force: bool = False) -> tuple[store.Build, bool]:
    """Bring the cache up to date; gives the build and whether anything was made.

    Raises DataError when the text would break the graph (the old build stays), and KgError or
    CacheError for files and folders.
    """
    files = read_inputs(layout)
    key = content_key(files)
    store.prepare(layout.cache)
    if not force and (done := _fresh(layout, key)):
        return done, False
    texts = parse_texts(layout, files)
    findings = structure_findings(texts.ontology, texts.seeds, texts.terms)
    if findings:
        raise DataError(findings)
    quads = all_quads(texts)
    with store.writing(layout.cache):
        if not force and (done := _fresh(layout, key)):
            return done, False  # another build finished while this one waited
        return store.write_build(layout.cache, key, quads, _counts(texts, quads)), True


def _fresh(layout: Layout, key: str) -> store.Build | None:
    done = store.current(layout.cache)
    return done if done is not None and done.key == key else None


def all_quads(texts: Texts) -> list[ox.Quad]:
    """Everything that a store holds: the text as it stands, and what is derived from it."""
    quads = [
        ox.Quad(triple.subject, triple.predicate, triple.object, ox.NamedNode(document.graph))
        for document in (*texts.ontology, *texts.seeds)
        for triple in document.triples
    ]
    claims = texts.claims
    for document in texts.seeds:
        own = [claim for claim in claims if claim.source == document.graph]
        quads += claim_quads(own, document.triples, document.graph, texts.terms)
        quads += entity_quads(document.triples, texts.terms)
    statements = statements_of(claims, texts.terms)
    quads += view_quads(statements, texts.terms.fact_rules, _groups(quads))
    return quads


def _groups(quads: Sequence[ox.Quad]) -> frozenset[str]:
    """The unidentified groups."""
    group = ox.NamedNode(KG + "UnidentifiedGroup")
    return frozenset(
        quad.subject.value
        for quad in quads
        if quad.predicate.value == RDF + "type"
        and quad.object == group
        and isinstance(quad.subject, ox.NamedNode)
    )


def _counts(texts: Texts, quads: Sequence[ox.Quad]) -> dict[str, int]:
    view, fact = ox.NamedNode(CURRENT_VIEW), ox.NamedNode(KG + "Fact")
    return {
        "sources": len(texts.seeds),
        "claims": len(texts.claims),
        "facts": sum(quad.object == fact and quad.graph_name == view for quad in quads),
        "quads": len(quads),
    }
