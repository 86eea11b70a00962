"""GeoJSON (RFC 7946): places that have coordinates (WGS 84 ``geo:lat`` and ``geo:long``) as points.

The ontology states no coordinates; a source may, see ``kg.export._places``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kg.export._holdings import Holdings
from kg.export._loss import Carried, owned_by
from kg.export._places import GEO, UNCERTAINTY, point_of
from kg.namespaces import DCTERMS
from kg.store import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from kg.api import Graph
    from kg.export._holdings import Entity


def write(graph: Graph, path: Path) -> None:
    """Write the collection, all of it or nothing. Raises OSError."""
    write_atomic(path, render(graph))


def carries(held: Holdings) -> Carried:
    """Places with coordinates; the report names those without."""
    placed = {iri for iri, entity in held.entities.items() if _point(entity)}
    without = [
        entity.name
        for iri, entity in held.entities.items()
        if entity.kind == "Place" and iri not in placed
    ]
    remarks = [f"Places without coordinates: {'; '.join(without)}."] if without else []
    parts = ("entities", "labels", "aliases", "languages", "remarks", "identifiers")
    chosen: dict[str, Any] = dict.fromkeys(parts, owned_by(placed))
    chosen["other statements"] = lambda item: (
        item.owner in placed
        and any(n.startswith((GEO, DCTERMS)) or n == UNCERTAINTY for n, _ in item.values)
    )
    return Carried(chosen, tuple(remarks), {"places_without_coordinates": without})


def render(graph: Graph) -> bytes:
    """A FeatureCollection, empty where no place has coordinates."""
    features = [
        {
            "type": "Feature",
            "id": entity.iri,
            "geometry": {"type": "Point", "coordinates": list(point)},
            "properties": {
                "name": entity.name,
                "kind": entity.kind,
                "names": [
                    {"value": t.value, "language": t.language}
                    for t in (*entity.labels, *entity.aliases)
                ],
                "remarks": [{"value": t.value, "language": t.language} for t in entity.remarks],
                "same": list(entity.same),
                "codes": dict(entity.codes),
            },
        }
        for entity in Holdings(graph).entities.values()
        if (point := _point(entity)) is not None
    ]
    made = {"type": "FeatureCollection", "features": features}
    return json.dumps(made, indent=1, allow_nan=False).encode() + b"\n"


def _point(entity: Entity) -> tuple[float, float] | None:
    return point_of(dict(entity.codes))
