"""Who holds which post of a body, and when: for the order of battle.

All that is stated is given; whether its claim counts at a clock the browser decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.claims.edtf import in_words
from kg.store.sparql import select
from kg.text.display import shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.graph.snapshot import Snapshot

# A tenure states its time itself; a claim that somebody holds a post has a time of its own.
_TENURES = """
SELECT DISTINCT ?body ?post ?person ?time ?claim {
  ?post kg:postOf ?body .
  { ?tenure kg:tenurePost ?post ; kg:tenureOf ?person OPTIONAL { ?tenure kg:time ?time } }
  UNION
  { ?claim rdf:subject ?person ; rdf:predicate kg:holdsPost ; rdf:object ?post ; kg:source ?source
      OPTIONAL { ?claim kg:time ?time } }
} ORDER BY ?body ?time ?post ?person ?claim"""


def tenures_of(
    graph: Snapshot, nodes: Mapping[str, str], claims: Mapping[str, str]
) -> dict[str, list[dict[str, Any]]]:
    """The tenures of each body, by its IRI: post, person and time in words, and the claim if one says so.

    ``nodes`` and ``claims`` are the ids that the page uses, by IRI.
    """
    tenures: dict[str, list[dict[str, Any]]] = {}
    for row in select(graph.store, _TENURES):
        tenure = {
            "post": shown(graph.labels(row["post"].value)),
            "person": shown(graph.labels(row["person"].value)),
            "time": shown(in_words(row["time"].value)) if row["time"] is not None else "",
        }
        if (node := nodes.get(row["person"].value)) is not None:
            tenure["personId"] = node
        if row["claim"] is not None:
            tenure["claim"] = claims[row["claim"].value]
        tenures.setdefault(row["body"].value, []).append(tenure)
    return tenures
