"""Cytoscape.js JSON (``cytoscape({elements: …})``, also for Cytoscape Desktop): network and claims.

Nodes and edges have texts, truth values and lists of texts: of objects and null Desktop makes empty
texts and "null" (``CytoscapejsMapper``). It labels by ``name``. An edge names its claims by id; what
is said of these stands under ``data.claims``, for scripts.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kg.graph.entities import Holdings, Text
from kg.iris import local_name
from kg.publish.formats._loss import Carried, of_one_kind, owned_by
from kg.publish.formats._network import claim_ids, claims_about, network_parts, node_ids, status_of
from kg.publish.formats._tables import json_number, records, sheet_parts
from kg.text.atomic import write_atomic

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.graph.entities import Entity, Holdings, Relation, Text
    from kg.graph.snapshot import Snapshot

SUMMARY = "JSON, for Cytoscape and Cytoscape.js"
SUFFIX = ".cyjs"
GROUP = "network tools"


def write(graph: Snapshot, path: Path) -> None:
    """Write the JSON, all of it or nothing. Raises OSError."""
    write_atomic(path, render(graph))


def carries(holdings: Holdings) -> Carried:
    """The network, and the claims with all that is said of them."""
    parts = sheet_parts(holdings)
    nodes = owned_by(holdings.nodes)
    parts["entities"] = of_one_kind(holdings.nodes)
    for part in ("labels", "aliases", "languages", "remarks", "identifiers", "values"):
        parts[part] = nodes
    edges = network_parts(holdings)  # what a node says in a value has no marks
    for part in ("support", "disputed marks", "status marks"):
        parts[part] = edges[part]
    return Carried(
        parts,
        (
            "Entities of which no claim speaks are no nodes.",
            "Cytoscape Desktop shows the ids of claims; what is said of them is for scripts.",
        ),
    )


def render(graph: Snapshot) -> bytes:
    """The JSON. The same graph gives the same bytes."""
    holdings = graph.holdings
    ids = node_ids(holdings)
    about = claims_about(holdings)
    document = {
        "format_version": "1.0",
        "data": {"name": "Entente", "claims": list(records(holdings))},
        "elements": {
            "nodes": [
                {"data": {"id": ids[iri], **_node(entity, holdings, about)}}
                for iri, entity in holdings.nodes.items()
            ],
            "edges": [
                {
                    "data": {
                        "id": f"e{number}",
                        "source": ids[edge.subject],
                        "target": ids[edge.object],
                        **_edge(edge, holdings),
                    }
                }
                for number, edge in enumerate(holdings.edges)
            ],
        },
    }
    text = json.dumps(document, ensure_ascii=True, indent=1, default=json_number, allow_nan=False)
    return text.encode() + b"\n"


def _node(
    entity: Entity, holdings: Holdings, about: dict[str, dict[str, list[str]]]
) -> dict[str, Any]:
    return {
        "iri": entity.iri,
        "name": entity.name,
        "label": entity.name,
        "kind": entity.kind,
        **_texts("label", "labels", entity.labels),
        **_texts("alias", "aliases", entity.aliases),
        **_texts("remark", "remarks", entity.remarks),
        "same": list(entity.same),
        "codes": [_line(name, value) for name, value in entity.codes],
        "said": [_line(p, v) for p, values in holdings.said(entity.iri).items() for v in values],
        "estimates": claim_ids(about["Estimate"].get(entity.iri, ())),
        "judgements": claim_ids(about["Judgement"].get(entity.iri, ())),
    }


def _edge(edge: Relation, holdings: Holdings) -> dict[str, Any]:
    label = holdings.label(edge.predicate)
    return {
        "name": label,
        "label": label,
        "predicate": edge.predicate,
        "layer": edge.layer,
        "stance": edge.stance,
        "disputed": edge.disputed,
        "implied": edge.implied,
        "status": status_of(edge, holdings),
        "claims": claim_ids(edge.claims),
    }


def _line(predicate: str, value: str) -> str:
    return f"{local_name(predicate)}: {value}"


def _texts(singular: str, plural: str, texts: Sequence[Text]) -> dict[str, list[str]]:
    """The texts, and in the same order their languages ("" where none is said)."""
    return {
        plural: [text.value for text in texts],
        f"{singular}_languages": [text.language for text in texts],
    }
