"""Check the rules: NAME must find something in its red fixture ``ontology/checks/red/NAME.ttl``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.derive import claim_quads, entity_quads
from kg.claims.claim import read_claims
from kg.curate.checks.rules import rule_findings
from kg.curate.checks.source_map import SourceMap
from kg.errors import Finding
from kg.text.inputs import InputFile
from kg.text.reading import list_files, read_file
from kg.text.turtle.document import parse_turtle, source_iri

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kg.claims.ontology import Ontology
    from kg.curate.checks.rules import Rule
    from kg.store.base import Store
    from kg.text.turtle.document import Document

CHECK = ("rule-does-not-fire", "error")


def fixture_findings(
    rules: Sequence[Rule], folders: Sequence[Path], engine: Store, terms: Ontology
) -> Iterator[Finding]:
    """A finding for each rule that finds nothing new when its fixture is added to the data.

    ``engine`` is the store of the data; a fixture is in it only while its rule runs, and no facts are
    derived from it. Raises KgError for a file that cannot be read, DataError for one that is not
    Turtle.
    """
    by_name = {rule.check: rule for rule in rules}
    for path in _fixture_paths(folders):
        shown = f"ontology/checks/red/{path.name}"
        rule = by_name.get(path.stem)
        if rule is None:
            remedy = "give it the name of its rule, or take it away"
            yield Finding(*CHECK, shown, 1, "", f"there is no rule {path.stem}", remedy)
        elif not _fires(rule, _document(path, shown, terms), engine, terms):
            yield Finding(
                *CHECK,
                shown,
                1,
                "",
                f"the rule {rule.check} finds nothing in its red fixture",
                "put into this file what the rule is to find, or mend its query",
            )


def _fixture_paths(folders: Sequence[Path]) -> Iterator[Path]:
    for folder in folders:
        yield from list_files(folder / "red", ".ttl", root=folder.parents[1])


def _document(path: Path, shown: str, terms: Ontology) -> Document:
    file = InputFile(path, shown, read_file(path, shown, "this fixture", root=path.parents[3]))
    return parse_turtle(file, source_iri(f"red-{path.stem}"), terms.prefixes)


def _has(store: Store, quad: ox.Quad) -> bool:
    matching = store.quads(quad.subject, quad.predicate, quad.object, quad.graph_name)
    return next(iter(matching), None) is not None


def _fires(rule: Rule, document: Document, engine: Store, terms: Ontology) -> bool:
    source_map = SourceMap([document], terms.prefixes)
    before = set(rule_findings(rule, engine, source_map))
    graph = ox.NamedNode(document.graph)
    quads = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in document.triples]
    claims = read_claims(document.triples, document.graph, terms)
    quads += claim_quads(claims, document.triples, document.graph, terms)
    quads += entity_quads(document.triples, terms)
    added = [quad for quad in quads if not _has(engine, quad)]
    engine.add(added)
    try:
        return bool(set(rule_findings(rule, engine, source_map)) - before)
    finally:
        for quad in added:
            engine.remove(quad)
