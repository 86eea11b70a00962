"""Where things are, for the page's map: points that sources state, and the outline of the land.

Coordinates are the sources' (WGS 84 ``geo:lat`` and ``geo:long``), and so is how far off they may
be (Darwin Core's ``coordinateUncertaintyInMeters``). The outline is Natural Earth's, without
borders: where one runs is itself a claim.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.iris import DCTERMS
from kg.store.sparql import select
from kg.text.display import web_address

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.graph.entities import Holdings
    from kg.graph.snapshot import Snapshot

GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
UNCERTAINTY = "http://rs.tdwg.org/dwc/terms/coordinateUncertaintyInMeters"

_LAND = Path(__file__).parent / "vendor" / "land-110m.json"
_STEPS = 10  # of a degree: as fine as the outline is
_FULL_TURN = 360 * _STEPS
_Vertex = tuple[int, int]

_LOCATED = f"""
SELECT ?x ?home ?p ?o {{ GRAPH ?home {{ ?x <{GEO}lat> ?lat ; ?p ?o }}
  FILTER(?p IN (<{GEO}lat>, <{GEO}long>, <{UNCERTAINTY}>, <{DCTERMS}source>)) }}
ORDER BY ?x ?home ?p ?o"""


def _long_lat(values: Mapping[str, str]) -> tuple[float, float] | None:
    """Longitude and latitude in degrees; None where they are not both stated, or out of range."""
    try:
        point = float(values[GEO + "long"]), float(values[GEO + "lat"])
    except (KeyError, ValueError):
        return None
    return point if abs(point[0]) <= 180 and abs(point[1]) <= 90 else None


def uncertainty_of(values: Mapping[str, str]) -> float | None:
    """How far off a point may be, in metres; None where that is not stated, or is no length."""
    try:
        metres = float(values[UNCERTAINTY])
    except (KeyError, ValueError):
        return None
    return metres if 0 < metres < 20_037_509 else None  # half the way around the Earth


def points_of(graph: Snapshot | Holdings) -> dict[str, dict[str, Any]]:
    """Where each thing with coordinates lies, by IRI: ``long`` and ``lat`` in degrees, and where they
    are stated ``radius``, how far off that may be in metres, and ``source``, a web address.

    A point is what one file states: the first with just one latitude and one longitude. A latitude of
    one file and a longitude of another would make a point that nobody states.
    """
    values_by_file: dict[tuple[str, str], dict[str, str]] = {}
    several: set[tuple[str, str]] = set()
    for row in select(graph.store, _LOCATED):
        key, name, value = (row["x"].value, row["home"].value), row["p"].value, row["o"].value
        if values_by_file.setdefault(key, {}).setdefault(name, value) != value and name.startswith(
            GEO
        ):
            several.add(key)
    points: dict[str, dict[str, Any]] = {}
    for (iri, home), values in values_by_file.items():
        if iri in points or (iri, home) in several or (point := _long_lat(values)) is None:
            continue
        points[iri] = {"long": point[0], "lat": point[1]}
        if (metres := uncertainty_of(values)) is not None:
            points[iri]["radius"] = metres
        if source := web_address(values.get(DCTERMS + "source", "")):
            points[iri]["source"] = source
    return points


@cache
def land_path() -> str:
    """The land as an SVG path: x is ten times the longitude, y ten times the latitude, downwards.

    What lies across the 180th meridian is there twice, once on each side; the rest is cut off.
    """
    world = json.loads(_LAND.read_text("utf-8"))
    arcs = [list(_arc_points(arc, world["transform"])) for arc in world["arcs"]]
    rings = [
        ring
        for shape in world["objects"]["land"]["geometries"]
        for polygon in shape["arcs"]
        for ring in polygon
    ]
    paths = []
    for ring in rings:
        points = _without_leaps([point for arc in ring for point in _arc_by_number(arcs, arc)])
        paths.append(_closed_path(points))
        for shift in (-_FULL_TURN, _FULL_TURN):
            if any(abs(x) > _FULL_TURN // 2 and x * shift < 0 for x, _ in points):
                paths.append(_closed_path([(x + shift, y) for x, y in points]))
    return "".join(paths)


def _arc_points(arc: list[list[int]], transform: Mapping[str, Any]) -> Iterator[_Vertex]:
    """The points of a TopoJSON arc (its differences, quantised), in our steps."""
    (scale_x, scale_y), (origin_x, origin_y) = transform["scale"], transform["translate"]
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield round((x * scale_x + origin_x) * _STEPS), round(-(y * scale_y + origin_y) * _STEPS)


def _arc_by_number(arcs: list[list[_Vertex]], number: int) -> list[_Vertex]:
    """An arc by its number; ``~number`` is the same arc backwards."""
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def _without_leaps(points: list[_Vertex]) -> list[_Vertex]:
    """A ring that goes on beyond the 180th meridian, where it would leap to the other side.

    One around a pole is closed along the pole.
    """
    ring: list[_Vertex] = []
    shift = 0
    for x, y in points:
        if ring:
            leap = x + shift - ring[-1][0]
            shift -= _FULL_TURN * round(leap / _FULL_TURN)
        ring.append((x + shift, y))
    if abs(ring[-1][0] - ring[0][0]) == _FULL_TURN:
        pole = (90 if ring[0][1] > 0 else -90) * _STEPS
        ring += [(ring[-1][0], pole), (ring[0][0], pole)]
    return ring


def _closed_path(points: list[_Vertex]) -> str:
    """A closed path of relative lines; nothing for an isle smaller than a step."""
    corners = [p for number, p in enumerate(points) if number == 0 or p != points[number - 1]]
    if len(set(corners)) < 3:
        return ""
    lines = "".join(
        _path_number(x - last_x, first=number == 0) + _path_number(y - last_y)
        for number, ((last_x, last_y), (x, y)) in enumerate(pairwise(corners))
    )
    return f"M{corners[0][0]} {corners[0][1]}l{lines}z"


def _path_number(value: int, *, first: bool = False) -> str:
    """A number of a path behind another one: a minus sign parts the two as well as a blank does."""
    return str(value) if first or value < 0 else f" {value}"
