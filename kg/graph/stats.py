"""Counts of what a graph holds."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.claim import DENIES
from kg.claims.independence import Origins
from kg.iris import KG, local_name
from kg.store.readers import read_instances, read_testimonies
from kg.store.sparql import select
from kg.text.collector import collector_paused
from kg.text.inputs import turtle_paths

if TYPE_CHECKING:
    from kg.graph.snapshot import Snapshot
    from kg.store.base import Store

_ENTITIES = """
SELECT ?kind (COUNT(DISTINCT ?x) AS ?n) {
  GRAPH ?g { ?x a ?kind }
  FILTER(STRSTARTS(STR(?g), STR(src:)) && STRSTARTS(STR(?x), STR(kgd:)))
} GROUP BY ?kind ORDER BY DESC(?n) ?kind"""


@collector_paused()
def statistics(graph: Snapshot) -> list[tuple[str, str, int]]:
    """Rows of (what, which, count): sources, claims three ways, entities by kind, facts.

    Counts property by property, for a graph may hold a million claims.
    """
    store, label = graph.store, graph.labels
    sources = _texts(store, "source")
    overtaken = [claim for claim in _texts(store, "overtakenBy") if claim in sources]
    denied = {claim for claim, stance in _texts(store, "stance").items() if stance == DENIES}
    denied |= {claim for claim in overtaken if graph.claims[claim].retracted}
    origins = Origins(read_testimonies(store))
    rows = _workspace(graph)
    rows += [
        ("claims", "all", len(sources)),
        ("claims", "superseded, corrected or retracted", len(overtaken)),
        ("independent origins", "all", len(origins.of(sources.keys() - denied))),
    ]
    kinds = dict.fromkeys(sources, "Claim")
    for kind in ("Judgement", "Estimate"):
        kinds |= {claim: kind for claim in read_instances(store, KG + kind) if claim in sources}
    modalities, speakers = _texts(store, "modality"), _texts(store, "attributedTo")
    for what, values in (
        ("claims of kind", kinds),
        ("claims of modality", modalities),
        ("claims of source", sources),
        ("claims of speaker", speakers),
    ):
        counter: Counter[str] = Counter()
        for value, number in Counter(values.get(claim, "") for claim in sources).items():
            counter[label(value) if value else ""] += number
        rows += [
            (what, name, n) for name, n in sorted(counter.items(), key=lambda i: (-i[1], i[0]))
        ]
    for row in select(graph.store, _ENTITIES):
        rows.append(("entities of kind", local_name(row["kind"].value), int(row["n"].value)))
    for what, kind in (("facts", "?f rdf:subject ?s"), ("ranges", "?f a kg:RangeFact")):
        count = f"SELECT (COUNT(DISTINCT ?f) AS ?n) {{ ?f a kg:Fact . {kind} }}"
        rows += [(what, "all", int(row["n"].value)) for row in select(graph.store, count)]
    return rows


def _texts(store: Store, name: str) -> dict[str, str]:
    """The IRI or text of a ``kg:`` property of each claim; of several the first."""
    found: dict[str, str] = {}
    for quad in store.quads(None, ox.NamedNode(KG + name)):
        if isinstance(quad.subject, ox.NamedNode) and not isinstance(quad.object, ox.Triple):
            found.setdefault(quad.subject.value, quad.object.value)
    return found


def _workspace(graph: Snapshot) -> list[tuple[str, str, int]]:
    """The workspace's name, with the count of its own sources; nothing for the core alone."""
    layout = graph.layout
    if layout.workspace is None:
        return []
    own = [path for path in turtle_paths(layout)[1] if layout.is_own(path)]
    return [("sources of the workspace", layout.workspace.name, len(own))]
