"""GeoJSON: empty without coordinates; a point where a source states them (RFC 7946)."""

from __future__ import annotations

import json

import pyoxigraph as ox
import pytest

import kg
from kg.publish.formats import geojson
from kg.publish.formats._loss import report
from kg.store.oxigraph import OxigraphStore
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

_GEO = "http://www.w3.org/2003/01/geo/wgs84_pos#"
_AREAS = "https://w3id.org/entente/id/place-civilian-areas-under-drone-attack"
_NAME = "civilian areas that Russia targets with drones (unspecified)"


def located(latitude: str, longitude: str) -> kg.Graph:
    """The core in memory, with coordinates for a place that has none there."""
    graph = kg.open(ROOT)
    store = OxigraphStore()
    store.add(graph.store.quads())
    source = ox.NamedNode("https://w3id.org/entente/source/khaled-north-korea-russia")
    for name, value in (("lat", latitude), ("long", longitude)):
        place, value_of = ox.NamedNode(_AREAS), ox.NamedNode(_GEO + name)
        store.add([ox.Quad(place, value_of, ox.Literal(value), source)])
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
    assert _NAME not in geojson.carries(graph.holdings).left_out["places_without_coordinates"]


@pytest.mark.parametrize(
    ("latitude", "longitude"), [("91", "0"), ("0", "181"), ("x", "0"), ("nan", "0")]
)
def test_coordinates_that_are_none_are_left_out(latitude, longitude):
    graph = located(latitude, longitude)
    assert _AREAS not in features(graph)
    told = geojson.carries(graph.holdings).left_out["places_without_coordinates"]
    assert _NAME in told


def placed(*points: tuple[str, str, str]) -> kg.Graph:
    """The core in memory; each of some sources puts the same place somewhere."""
    graph = kg.open(ROOT)
    store = OxigraphStore()
    store.add(graph.store.quads())
    for source, latitude, longitude in points:
        home = ox.NamedNode(f"https://w3id.org/entente/source/{source}")
        for name, value in (("lat", latitude), ("long", longitude)):
            place, value_of = ox.NamedNode(_AREAS), ox.NamedNode(_GEO + name)
            store.add([ox.Quad(place, value_of, ox.Literal(value), home)])
    return kg.Graph(store, graph.layout)


def test_a_point_is_one_that_a_source_states():
    """Not the latitude of one with the longitude of the other, though both come first in an order."""
    graph = placed(("one", "51.75", "120.0"), ("two", "48.5", "135.0"))
    feature = features(graph)[_AREAS]
    assert feature["geometry"]["coordinates"] == [120.0, 51.75]
    assert feature["properties"]["codes"][_GEO + "lat"] == ["48.5", "51.75"]


def test_two_points_of_one_source_are_none():
    """Four points could be made of two latitudes and two longitudes."""
    graph = placed(("one", "51.75", "120.0"), ("one", "48.5", "135.0"))
    assert _AREAS not in features(graph)
    assert _AREAS in features(placed(*(("one", "1", "2"), ("one", "3", "4"), ("two", "5", "6"))))


def test_a_second_kind_is_lost_and_said(core):
    store = OxigraphStore()
    store.add(core.store.quads())
    rdf_type = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    state, programme = (
        ox.NamedNode(f"https://w3id.org/entente/{name}")
        for name in ("id/state-ukraine", "ns/Programme")
    )
    source = ox.NamedNode("https://w3id.org/entente/source/khaled-north-korea-russia")
    store.add([ox.Quad(state, rdf_type, programme, source)])
    before, after = (
        next(
            part["lost"]
            for part in report("geojson", held, geojson.carries(held))["parts"]
            if part["part"] == "entities"
        )
        for held in (core.holdings, kg.Graph(store, core.layout).holdings)
    )
    assert after == before + 1
    # As everywhere, the first kind by its name.
    network = kg.Graph(store, core.layout).network()
    assert network.nodes[state.value]["kind"] == "Programme"
    made = features(kg.Graph(store, core.layout))[state.value]
    assert made["properties"]["kind"] == "Programme"
