"""The layout: room for every label, the same picture every time."""

from __future__ import annotations

import itertools
import random
from math import dist

import pytest

from kg.publish.draw.layout import positions


def _overlaps(places, boxes, slack=2.0):
    return [
        (i, j)
        for i, j in itertools.combinations(range(len(places)), 2)
        if abs(places[i][0] - places[j][0]) < (boxes[i][0] + boxes[j][0]) / 2 - slack
        and abs(places[i][1] - places[j][1]) < (boxes[i][1] + boxes[j][1]) / 2 - slack
    ]


def _sample(count: int) -> tuple[list[tuple[int, int]], list[tuple[float, float]]]:
    dice = random.Random(7)
    pairs = [(i, dice.randrange(i)) for i in range(1, count)]
    return pairs, [(dice.uniform(20, 120), dice.uniform(20, 60)) for _ in range(count)]


def test_nothing_and_one_node():
    assert positions([], []) == []
    assert len(positions([], [(10, 10)])) == 1


def test_boxes_do_not_overlap():
    for count in (2, 3, 8, 70):
        pairs, boxes = _sample(count)
        assert _overlaps(positions(pairs, boxes), boxes) == []


def test_leaves_of_one_hub_do_not_fall_on_each_other():
    boxes = [(100.0, 40.0)] * 30
    assert _overlaps(positions([(0, i) for i in range(1, 30)], boxes), boxes) == []


def test_parts_without_an_edge_between_them_stand_apart():
    boxes = [(80.0, 30.0)] * 6
    places = positions([(0, 1), (1, 2), (3, 4)], boxes)
    assert _overlaps(places, boxes) == []


def test_a_loop_and_a_double_edge_do_no_harm():
    assert len(positions([(0, 0), (0, 1), (1, 0), (0, 1)], [(50, 20)] * 2)) == 2


def test_neighbours_are_nearer_than_strangers():
    # A path of 9 nodes: its ends are 8 steps apart.
    places = positions([(i, i + 1) for i in range(8)], [(30.0, 20.0)] * 9)

    def far(i: int, j: int) -> float:
        return ((places[i][0] - places[j][0]) ** 2 + (places[i][1] - places[j][1]) ** 2) ** 0.5

    assert far(0, 8) > 3 * max(far(i, i + 1) for i in range(8))


def test_the_same_input_gives_the_same_picture():
    pairs, boxes = _sample(60)
    assert positions(pairs, boxes) == positions(pairs, boxes)


@pytest.mark.slow
def test_two_thousand_nodes_are_spread_out():
    pairs, _ = _sample(2000)
    boxes = [(24.0, 24.0)] * 2000
    places = positions(pairs, boxes)
    assert len(set(places)) == 2000
    crowded = {i for pair in _overlaps(places, boxes, 6.0) for i in pair}
    assert len(crowded) < 100


def test_of_a_crowd_the_surroundings_of_hubs_stand_apart():
    """Forty stars of thirty leaves, joined hub to hub: a leaf's own hub is among the six nearest of forty."""
    pairs = [(hub * 31, hub * 31 + leaf) for hub in range(40) for leaf in range(1, 31)]
    pairs += [(hub * 31, (hub + 1) % 40 * 31) for hub in range(40)]
    places = positions(pairs, [(20.0, 20.0)] * (40 * 31))
    hubs = [places[hub * 31] for hub in range(40)]
    near = sum(
        node // 31 in sorted(range(40), key=lambda hub: dist(hubs[hub], places[node]))[:6]
        for node in range(40 * 31)
    )
    assert near > 0.95 * 40 * 31
    assert len(set(places)) == 40 * 31
