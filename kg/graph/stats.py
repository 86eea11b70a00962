"""Counts of what a graph holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.iris import local_name
from kg.store.sparql import select
from kg.text.inputs import turtle_paths

if TYPE_CHECKING:
    from kg.graph.snapshot import Snapshot

_ENTITIES = """
SELECT ?kind (COUNT(DISTINCT ?x) AS ?n) {
  GRAPH ?g { ?x a ?kind }
  FILTER(STRSTARTS(STR(?g), STR(src:)) && STRSTARTS(STR(?x), STR(kgd:)))
} GROUP BY ?kind ORDER BY DESC(?n) ?kind"""


def statistics(graph: Snapshot) -> list[tuple[str, str, int]]:
    """Rows of (what, which, count): sources, claims three ways, entities by kind, facts."""
    claims = list(graph.claims.values())
    rows = _workspace(graph)
    rows += [
        ("claims", "all", len(claims)),
        ("claims", "superseded, corrected or retracted", sum(bool(c.status) for c in claims)),
        ("independent origins", "all", len(graph.claims.origins(claims))),
    ]
    for what, counter in (
        ("claims of kind", Counter(claim.kind for claim in claims)),
        ("claims of modality", Counter(claim.label("modality") for claim in claims)),
        ("claims of source", Counter(claim.document for claim in claims)),
        ("claims of speaker", Counter(claim.label("attributedTo") for claim in claims)),
    ):
        rows += [
            (what, name, n) for name, n in sorted(counter.items(), key=lambda i: (-i[1], i[0]))
        ]
    for row in select(graph.store, _ENTITIES):
        rows.append(("entities of kind", local_name(row["kind"].value), int(row["n"].value)))
    for what, kind in (("facts", "?f rdf:subject ?s"), ("ranges", "?f a kg:RangeFact")):
        count = f"SELECT (COUNT(DISTINCT ?f) AS ?n) {{ ?f a kg:Fact . {kind} }}"
        rows += [(what, "all", int(row["n"].value)) for row in select(graph.store, count)]
    return rows


def _workspace(graph: Snapshot) -> list[tuple[str, str, int]]:
    """The workspace's name, with the count of its own sources; nothing for the core alone."""
    layout = graph.layout
    if layout.workspace is None:
        return []
    own = [path for path in turtle_paths(layout)[1] if layout.is_own(path)]
    return [("sources of the workspace", layout.workspace.name, len(own))]
