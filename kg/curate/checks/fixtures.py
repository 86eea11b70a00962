"""A rule that cannot fire is none: each ``ontology/checks/red/NAME.ttl`` must make NAME fire."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.build.derive import claim_quads, entity_quads
from kg.claims.claim import read_claims
from kg.curate.checks.place import Places
from kg.curate.checks.rules import rule_findings
from kg.errors import Finding, os_error
from kg.text.inputs import InputFile
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
    """The rules that find nothing new when the claims of their fixture stand beside the data.

    The fixture is in the store only meanwhile. Facts are not derived from it. Raises KgError,
    and DataError for a fixture that is not Turtle.
    """
    by_name = {rule.check: rule for rule in rules}
    for path in (path for folder in folders for path in sorted((folder / "red").glob("*.ttl"))):
        shown = f"ontology/checks/red/{path.name}"
        rule = by_name.get(path.stem)
        if rule is None:
            remedy = "give it the name of its rule, or take it away"
            yield Finding(*CHECK, shown, 1, "", f"there is no rule {path.stem}", remedy)
        elif not _fires(rule, _document(path, shown), engine, terms):
            yield Finding(
                *CHECK,
                shown,
                1,
                "",
                f"the rule {rule.check} finds nothing in its red fixture",
                "put into this file what the rule is to find, or mend its query",
            )


def _document(path: Path, shown: str) -> Document:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise os_error(error, shown, "read this fixture") from None
    return parse_turtle(InputFile(path, shown, data), source_iri(f"red-{path.stem}"))


def _holds(store: Store, quad: ox.Quad) -> bool:
    pattern = store.quads(quad.subject, quad.predicate, quad.object, quad.graph_name)
    return next(iter(pattern), None) is not None


def _fires(rule: Rule, document: Document, engine: Store, terms: Ontology) -> bool:
    places = Places([document])
    before = set(rule_findings(rule, engine, places))
    graph = ox.NamedNode(document.graph)
    quads = [ox.Quad(t.subject, t.predicate, t.object, graph) for t in document.triples]
    claims = read_claims(document.triples, document.graph, terms)
    quads += claim_quads(claims, document.triples, document.graph, terms)
    quads += entity_quads(document.triples, terms)
    added = [quad for quad in quads if not _holds(engine, quad)]
    engine.add(added)
    try:
        return bool(set(rule_findings(rule, engine, places)) - before)
    finally:
        for quad in added:
            engine.remove(quad)
