"""Cytoscape.js JSON (``cytoscape({elements: …})``, also for Cytoscape Desktop): network and claims.

Nodes and edges have texts, truth values and lists of texts: of objects and null Desktop makes empty
texts and "null" (``CytoscapejsMapper``). It labels by ``name``. An edge names its claims by id; what
is said of these stands under ``data.claims``, for scripts.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.graph.entities import Holdings, Text
from kg.iris import SRC, local_name
from kg.publish.formats._loss import Carried, of_one_kind, owned_by
from kg.publish.formats._network import about, network_parts
from kg.publish.formats._tables import records, sheet_parts
from kg.text.atomic import write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kg.graph.entities import Entity, Relation
    from kg.graph.snapshot import Snapshot

SUMMARY = "JSON, for Cytoscape and Cytoscape.js"
SUFFIX = ".cyjs"
GROUP = "network tools"


def write(graph: Snapshot, path: Path) -> None:
    """Write the JSON, all of it or nothing. Raises OSError."""
    write_atomic(path, render(graph))


def carries(held: Holdings) -> Carried:
    """The network, and the claims with all that is said of them."""
    parts = sheet_parts(held)
    nodes = owned_by(held.nodes)
    parts["entities"] = of_one_kind(held.nodes)
    for part in ("labels", "aliases", "languages", "remarks", "identifiers", "values"):
        parts[part] = nodes
    edges = network_parts(held)  # what a node says in a value has no marks
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
    held = Holdings(graph)
    ids = {iri: f"n{number}" for number, iri in enumerate(held.nodes)}
    told = about(held)
    made = {
        "format_version": "1.0",
        "data": {"name": "Entente", "claims": list(records(held))},
        "elements": {
            "nodes": [
                {"data": {"id": ids[iri], **_node(entity, held, told)}}
                for iri, entity in held.nodes.items()
            ],
            "edges": [
                {
                    "data": {
                        "id": f"e{number}",
                        "source": ids[edge.subject],
                        "target": ids[edge.object],
                        **_edge(edge, held),
                    }
                }
                for number, edge in enumerate(held.edges)
            ],
        },
    }
    text = json.dumps(made, ensure_ascii=True, indent=1, default=_number, allow_nan=False)
    return text.encode() + b"\n"


def _number(value: object) -> float:
    if isinstance(value, Decimal):
        return float(value)
    raise TypeError(type(value).__name__)


def _node(entity: Entity, held: Holdings, told: dict[str, dict[str, list[str]]]) -> dict[str, Any]:
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
        "said": [_line(p, v) for p, values in held.said(entity.iri).items() for v in values],
        "estimates": _short(told["Estimate"].get(entity.iri, ())),
        "judgements": _short(told["Judgement"].get(entity.iri, ())),
    }


def _edge(edge: Relation, held: Holdings) -> dict[str, Any]:
    label = held.book.label(edge.predicate)
    return {
        "name": label,
        "label": label,
        "predicate": edge.predicate,
        "layer": edge.layer,
        "stance": edge.stance,
        "disputed": edge.disputed,
        "status": held.book.label(edge.status) if edge.status else "",
        "claims": _short(edge.claims),
    }


def _line(predicate: str, value: str) -> str:
    return f"{local_name(predicate)}: {value}"


def _texts(one: str, many: str, texts: Sequence[Text]) -> dict[str, list[str]]:
    """The texts, and in the same order their languages ("" where none is said)."""
    return {
        many: [text.value for text in texts],
        f"{one}_languages": [text.language for text in texts],
    }


def _short(claims: Iterable[str]) -> list[str]:
    return [claim.removeprefix(SRC) for claim in claims]
