"""The land as a path, and the points that sources state."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from kg.publish.page.places import GEO, UNCERTAINTY, land_path, points_of, uncertainty_of


def rings() -> list[list[tuple[int, int]]]:
    """The rings of the path in tenths of a degree, from its relative lines."""
    found = []
    for part in re.findall(r"M([^z]+)z", land_path()):
        numbers = [int(n) for n in re.findall(r"-?\d+", part)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        points = [pairs[0]]
        for dx, dy in pairs[1:]:
            points.append((points[-1][0] + dx, points[-1][1] + dy))
        found.append(points)
    return found


def on_land(longitude: float, latitude: float) -> bool:
    """Whether a point is inside the rings, by the even-odd rule."""
    x, y, inside = longitude * 10, -latitude * 10, False
    for ring in rings():
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
                inside = not inside
    return inside


@pytest.mark.parametrize(
    ("where", "longitude", "latitude", "land_there"),
    [
        ("Pyongyang", 125.8, 39.0, True),
        ("Kyiv", 30.5, 50.5, True),
        ("Chukotka, west of the 180th meridian", 178.0, 67.0, True),
        ("Chukotka, east of it", -175.0, 66.5, True),
        ("the South Pole's plateau", 0.0, -85.0, True),
        ("the Pacific", -150.0, 30.0, False),
        ("the Black Sea", 34.0, 43.3, False),
        ("the Sea of Japan", 134.5, 39.5, False),
    ],
)
def test_the_outline_has_land_where_there_is_land(where, longitude, latitude, land_there):
    assert on_land(longitude, latitude) == land_there, where


def test_the_outline_is_small_and_has_no_line_across_the_world():
    assert len(land_path()) < 60_000
    for ring in rings():
        # Natural Earth closes Antarctica along the pole; nothing else spans half the world.
        steps = [abs(b[0] - a[0]) for a, b in pairwise(ring)]
        assert max(steps) < 1800 or max(y for _, y in ring) >= 890


def test_states_and_regions_have_points_with_their_source(core):
    points = points_of(core)
    ukraine = points["https://w3id.org/entente/id/state-ukraine"]
    assert (ukraine["long"], ukraine["lat"]) == (32.0, 49.0)  # 49 00 N, 32 00 E
    assert ukraine["source"].startswith("https://")
    assert "radius" not in ukraine
    # The corners of 33 to 44 degrees north, 124 to 132 east are 710 km from its middle.
    assert points["https://w3id.org/entente/id/place-korean-peninsula"]["radius"] == 710_000


@pytest.mark.parametrize("text", ["0", "-5", "far", "nan", "inf", "1e12"])
def test_an_uncertainty_that_is_no_length_is_none(text):
    assert uncertainty_of({GEO + "lat": "1", UNCERTAINTY: text}) is None
