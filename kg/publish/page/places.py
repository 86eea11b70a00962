"""Where things are, for the page's map: points that sources state, and the outline of the land.

Coordinates are the sources' (WGS 84 ``geo:lat`` and ``geo:long``), and so is how far off they may
be (Darwin Core's ``coordinateUncertaintyInMeters``). The outline is Natural Earth's, without
borders: where one runs is itself a claim.
"""

from __future__ import annotations

import json
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
_AROUND = 360 * _STEPS
_Point = tuple[int, int]

_LOCATED = f"""
SELECT ?x ?home ?p ?o {{ GRAPH ?home {{ ?x <{GEO}lat> ?lat ; ?p ?o }}
  FILTER(?p IN (<{GEO}lat>, <{GEO}long>, <{UNCERTAINTY}>, <{DCTERMS}source>)) }}
ORDER BY ?x ?home ?p ?o"""


def _point(values: Mapping[str, str]) -> tuple[float, float] | None:
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
    """Where each thing with coordinates lies, by IRI: ``long``, ``lat``, ``radius``, ``source``.

    A point is what one file states: the first in which one latitude and one longitude stand. Those of
    two files, or several of one, would make points that nobody states.
    """
    stated: dict[tuple[str, str], dict[str, str]] = {}
    several: set[tuple[str, str]] = set()
    for row in select(graph.store, _LOCATED):
        key, name, value = (row["x"].value, row["home"].value), row["p"].value, row["o"].value
        if stated.setdefault(key, {}).setdefault(name, value) != value and name.startswith(GEO):
            several.add(key)
    found: dict[str, dict[str, Any]] = {}
    for (iri, home), values in stated.items():
        if iri in found or (iri, home) in several or (point := _point(values)) is None:
            continue
        found[iri] = {"long": point[0], "lat": point[1]}
        if (metres := uncertainty_of(values)) is not None:
            found[iri]["radius"] = metres
        if source := web_address(values.get(DCTERMS + "source", "")):
            found[iri]["source"] = source
    return found


def land() -> str:
    """The land as an SVG path: x is ten times the longitude, y ten times the latitude, downwards.

    What lies across the 180th meridian is there twice, once on each side; the rest is cut off.
    """
    world = json.loads(_LAND.read_text("utf-8"))
    arcs = [list(_decoded(arc, world["transform"])) for arc in world["arcs"]]
    rings = [
        ring
        for shape in world["objects"]["land"]["geometries"]
        for polygon in shape["arcs"]
        for ring in polygon
    ]
    paths = []
    for ring in rings:
        points = _unrolled([point for arc in ring for point in _arc(arcs, arc)])
        paths.append(_path(points))
        for turn in (-_AROUND, _AROUND):
            if any(abs(x) > _AROUND // 2 and x * turn < 0 for x, _ in points):
                paths.append(_path([(x + turn, y) for x, y in points]))
    return "".join(paths)


def _decoded(arc: list[list[int]], transform: Mapping[str, Any]) -> Iterator[_Point]:
    """The points of a TopoJSON arc (its differences, quantised), in our steps."""
    (scale_x, scale_y), (origin_x, origin_y) = transform["scale"], transform["translate"]
    x = y = 0
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        yield round((x * scale_x + origin_x) * _STEPS), round(-(y * scale_y + origin_y) * _STEPS)


def _arc(arcs: list[list[_Point]], number: int) -> list[_Point]:
    """An arc by its number; ``~number`` is the same arc backwards."""
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def _unrolled(points: list[_Point]) -> list[_Point]:
    """A ring without leaps at the 180th meridian; one around a pole is closed along that."""
    result: list[_Point] = []
    turn = 0
    for x, y in points:
        if result:
            leap = x + turn - result[-1][0]
            turn -= _AROUND * round(leap / _AROUND)
        result.append((x + turn, y))
    if abs(result[-1][0] - result[0][0]) == _AROUND:
        pole = (90 if result[0][1] > 0 else -90) * _STEPS
        result += [(result[-1][0], pole), (result[0][0], pole)]
    return result


def _path(points: list[_Point]) -> str:
    """A closed path of relative lines; nothing for an isle smaller than a step."""
    kept = [p for number, p in enumerate(points) if number == 0 or p != points[number - 1]]
    if len(set(kept)) < 3:
        return ""
    lines = "".join(
        _number(x - last_x, first=number == 0) + _number(y - last_y)
        for number, ((last_x, last_y), (x, y)) in enumerate(pairwise(kept))
    )
    return f"M{kept[0][0]} {kept[0][1]}l{lines}z"


def _number(value: int, *, first: bool = False) -> str:
    """A number of a path, which a minus sign parts from the one before as well as a blank does."""
    return str(value) if first or value < 0 else f" {value}"
