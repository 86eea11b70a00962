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
_PENINSULA = "https://w3id.org/entente/id/place-korean-peninsula"


def located(latitude: str, longitude: str) -> kg.Graph:
    """The core in memory, with coordinates for the Korean Peninsula."""
    graph = kg.open(ROOT)
    store = ox.Store()
    store.extend(graph.store)
    source = ox.NamedNode("https://w3id.org/entente/source/khaled-north-korea-russia")
    for name, value in (("lat", latitude), ("long", longitude)):
        store.add(
            ox.Quad(ox.NamedNode(_PENINSULA), ox.NamedNode(_GEO + name), ox.Literal(value), source)
        )
    return kg.Graph(store, graph.layout)


def test_no_place_of_the_article_has_coordinates(core):
    assert json.loads(geojson.render(core)) == {"type": "FeatureCollection", "features": []}


def test_a_place_with_coordinates_is_a_point():
    graph = located("38.5", "127.0")
    (feature,) = json.loads(geojson.render(graph))["features"]
    assert feature["type"] == "Feature"
    # RFC 7946, 3.1.1: longitude first.
    assert feature["geometry"] == {"type": "Point", "coordinates": [127.0, 38.5]}
    assert feature["properties"]["name"] == "Korean Peninsula"
    assert feature["id"] == _PENINSULA
    told = geojson.carries(Holdings(graph)).left_out["places_without_coordinates"]
    assert "Kursk region" in told
    assert "Korean Peninsula" not in told


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("91", "0"), ("0", "181"), ("x", "0"), ("nan", "0")]
)
def test_coordinates_that_are_none_are_left_out(latitude, longitude):
    graph = located(latitude, longitude)
    assert json.loads(geojson.render(graph))["features"] == []
    told = geojson.carries(Holdings(graph)).left_out["places_without_coordinates"]
    assert "Korean Peninsula" in told
