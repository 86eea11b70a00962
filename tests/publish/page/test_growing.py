"""Where new entities stand in a picture that grows."""

from __future__ import annotations

from math import hypot

import pytest

from tests.publish.page.script import Script


@pytest.fixture(scope="module")
def grown():
    script = Script("rules/growing.js")

    def call(known: dict[str, list[float]], fresh: list[str], links: list[list[str]]):
        places = script.run(
            """const at = new Map(known.map(([id, x, y]) => [id, { x, y }]));
            return [...placesBeside(at, fresh, links)].map(([id, { x, y }]) => [id, x, y]);""",
            known=[[name, *at] for name, at in known.items()],
            fresh=fresh,
            links=links,
        )
        return {name: (x, y) for name, x, y in places}

    return call


def test_what_was_there_stays_and_nothing_stands_on_another(grown):
    known = {"a": [0, 0], "b": [400, 0]}
    fresh = [f"n{number}" for number in range(40)]
    places = grown(known, fresh, [["a", name] for name in fresh])
    assert (places["a"], places["b"]) == ((0, 0), (400, 0))
    assert set(places) == {*known, *fresh}
    points = list(places.values())
    for number, (x, y) in enumerate(points):
        for other_x, other_y in points[:number]:
            assert hypot((x - other_x) / 130, (y - other_y) / 84) >= 0.98  # of a name's room


def test_what_is_new_stands_beside_what_it_is_joined_with(grown):
    places = grown({"a": [0, 0], "far": [5000, 0]}, ["n", "m", "alone"], [["far", "n"], ["n", "m"]])
    assert abs(places["n"][0] - 5000) < 300
    assert abs(places["m"][0] - 5000) < 500
    assert "alone" in places


def test_of_nothing_that_was_there_all_have_places(grown):
    assert len(set(grown({}, ["a", "b", "c"], [["a", "b"]]).values())) == 3
