"""GeoJSON (RFC 7946): places that have coordinates (WGS 84 ``geo:lat`` and ``geo:long``) as points.

The ontology states no coordinates; a source may, see ``kg.publish.page.places``.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kg.publish.formats._loss import Carried, of_one_kind, owned_by
from kg.publish.page.places import points_of
from kg.text.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.entities import Entity, Holdings
    from kg.graph.snapshot import Snapshot

SUMMARY = "GeoJSON: the places that have coordinates"
SUFFIX = ".geojson"
GROUP = "for other systems"


def write(graph: Snapshot, path: Path) -> None:
    """Write the collection, all of it or nothing. Raises OSError."""
    write_atomic(path, render(graph))


def carries(holdings: Holdings) -> Carried:
    """Places with coordinates; the report names those without."""
    points = points_of(holdings)
    placed = {iri: entity for iri, entity in holdings.entities.items() if iri in points}
    without = [
        entity.name
        for iri, entity in holdings.entities.items()
        if entity.kind == "Place" and iri not in placed
    ]
    remarks = [f"Places without coordinates: {'; '.join(without)}."] if without else []
    parts = ("labels", "aliases", "languages", "remarks", "identifiers", "values")
    chosen: dict[str, Any] = dict.fromkeys(parts, owned_by(placed))
    chosen["entities"] = of_one_kind(placed)
    return Carried(chosen, tuple(remarks), {"places_without_coordinates": without})


def render(graph: Snapshot) -> bytes:
    """A FeatureCollection, empty where no place has coordinates."""
    holdings = graph.holdings
    points = points_of(graph)
    features = [
        _feature(entity, points[iri]) for iri, entity in holdings.entities.items() if iri in points
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, indent=1, allow_nan=False).encode() + b"\n"


def _feature(entity: Entity, point: dict[str, Any]) -> dict[str, Any]:
    """The point, and all that is said of the entity; a code with several values is a list."""
    codes: dict[str, list[str]] = {}
    for name, value in entity.codes:
        codes.setdefault(name, []).append(value)
    return {
        "type": "Feature",
        "id": entity.iri,
        "geometry": {"type": "Point", "coordinates": [point["long"], point["lat"]]},
        "properties": {
            "name": entity.name,
            "kind": entity.kind,
            "names": [
                {"value": t.value, "language": t.language}
                for t in (*entity.labels, *entity.aliases)
            ],
            "remarks": [{"value": t.value, "language": t.language} for t in entity.remarks],
            "same": list(entity.same),
            "codes": {name: v[0] if len(v) == 1 else v for name, v in codes.items()},
        },
    }
