"""GeoJSON: empty without coordinates; a point where a source states them (RFC 7946)."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

import kg
from kg.export import geojson
from kg.export._holdings import Holdings
from tests.conftest import ROOT

_GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_AREAS = "https://w3id.org/entente/id/place-civilian-areas-under-drone-attack"
_NAME = "civilian areas that Russia targets with drones (unspecified)"


def located(latitude: str, longitude: str) -> kg.Graph:
    """The core in memory, with coordinates for a place that has none there."""
    graph = kg.open(ROOT)
    store = ox.Store()
    store.extend(graph.store)
    source = ox.NamedNode("https://w3id.org/entente/source/khaled-north-korea-russia")
    for name, value in (("lat", latitude), ("long", longitude)):
        store.add(
            ox.Quad(ox.NamedNode(_AREAS), ox.NamedNode(_GEO + name), ox.Literal(value), source)
        )
    return kg.Graph(store, graph.layout)


def features(graph: kg.Graph) -> dict:
    return {f["id"]: f for f in json.loads(geojson.render(graph))["features"]}


def test_states_and_places_stand_where_their_sources_put_them(core):
    """CIA World Factbook: Russia 60 00 N, 100 00 E; South Korea 37 00 N, 127 30 E."""
    points = {
        f["properties"]["name"]: f["geometry"]["coordinates"] for f in features(core).values()
    }
    assert points["Russia"] == [100.0, 60.0]
    assert points["South Korea"] == [127.5, 37.0]
    assert points["United Kingdom"] == [-2.0, 54.0]
    # National Atlas of Korea: the peninsula lies from 33 to 44 degrees north and 124 to 132 east.
    assert points["Korean Peninsula"] == [128.0, 38.5]
    assert _NAME not in points


def test_a_place_with_coordinates_is_a_point():
    graph = located("38.5", "127.0")
    feature = features(graph)[_AREAS]
    assert feature["type"] == "Feature"
    # RFC 7946, 3.1.1: longitude first.
    assert feature["geometry"] == {"type": "Point", "coordinates": [127.0, 38.5]}
    assert feature["properties"]["name"] == _NAME
    assert geojson.carries(Holdings(graph)).left_out["places_without_coordinates"] == []


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("91", "0"), ("0", "181"), ("x", "0"), ("nan", "0")]
)
def test_coordinates_that_are_none_are_left_out(latitude, longitude):
    graph = located(latitude, longitude)
    assert _AREAS not in features(graph)
    told = geojson.carries(Holdings(graph)).left_out["places_without_coordinates"]
    assert told == [_NAME]
