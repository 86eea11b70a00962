"""Positions of nodes in a picture: stress, then room for labels. The same input, the same picture.

Pivot-MDS (Brandes & Pich 2006) gives the start; sparse stress majorisation (Ortmann et al. 2017)
pulls each node to its graph distance from its neighbours and from pivots; then boxes that overlap
are pushed apart. Of a crowd the surroundings of its hubs stand apart. Up to 300 nodes every node is a pivot, which is plain stress majorisation. An edge
is the longer the fewer neighbours its ends share, so that hubs stand apart (as in Graphviz' neato,
model "subset").
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra
from scipy.spatial import cKDTree

from kg.claims.closure import closure

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

_ALL_PIVOTS = 300
_PIVOTS = 60
_FISHEYE = 0.3
_DENSITY = 0.38  # share of the picture that boxes take up
_LONGEST = 4.0  # of an edge between hubs, in lengths of an edge to a leaf
_GAP = 14.0
# How often boxes are pushed, and how much wider the whole grows each time; a crowd has less time.
_ROUNDS, _CROWD_ROUNDS = (250, 0.0015), (70, 0.006)
_CROWD = 1000
_STRESS_ROUNDS, _CROWD_STRESS_ROUNDS = 120, 30
_CROWD_PIVOTS = 24
_NEAREST = 2  # groups beside which one is put
_BETWEEN_GROUPS = 90.0  # pixels between two groups
_USUAL = 0.99  # share of the boxes, by width and by height, that are no large ones


def positions(
    pairs: Sequence[tuple[int, int]],
    boxes: Sequence[tuple[float, float]],
    aspect: float = 1.5,
) -> list[tuple[int, int]]:
    """The place of each node (the middle of its box), y downwards, in whole pixels.

    ``pairs`` are edges by index of the node, ``boxes`` (width, height) of each node with its label;
    ``aspect`` is width by height of the picture. Parts that no edge joins stand apart.
    """
    count = len(boxes)
    sizes = np.array(boxes, dtype=np.float64).reshape(count, 2)
    result = _all_positions(_neighbours(count, pairs), sizes, aspect)
    return [(round(float(x)), round(float(y))) for x, y in result]


def _all_positions(neighbours: Sequence[dict[int, float]], sizes: Floats, aspect: float) -> Floats:
    """The middles of the boxes of all parts, a row (x, y) a node, none left of or above 0."""
    parts = []
    for members in _components(neighbours):
        inner = _among(neighbours, members)
        if len(members) > _CROWD:
            place = _grouped_positions(inner, sizes[members], aspect)
        else:
            place = _component_positions(inner, sizes[members], aspect)
        parts.append((members, place - (place - sizes[members] / 2).min(axis=0)))
    result = np.zeros((len(neighbours), 2))
    for (members, place), corner in zip(parts, _pack_components(parts, sizes, aspect), strict=True):
        result[members] = place + corner
    return result


def _among(
    neighbours: Sequence[dict[int, float]], members: Sequence[int]
) -> list[dict[int, float]]:
    """The neighbours of some nodes among these alone, by their places in the list."""
    index = {node: i for i, node in enumerate(members)}
    return [
        {index[other]: d for other, d in neighbours[node].items() if other in index}
        for node in members
    ]


def _grouped_positions(
    neighbours: Sequence[dict[int, float]], sizes: Floats, aspect: float
) -> Floats:
    """As ``_component_positions``, of a crowd: in a picture of it all nodes would lie in one ring.

    What lies nearest to one hub is laid out by itself, and then beside the groups with which it has
    most lines in common.
    """
    groups = _around_hubs(neighbours)
    if len(groups) == 1:
        return _component_positions(neighbours, sizes, aspect)
    group_of = {node: number for number, group in enumerate(groups) for node in group}
    shared: list[Counter[int]] = [Counter() for _ in groups]
    for node, others in enumerate(neighbours):
        shared[group_of[node]].update(group_of[other] for other in others)
    between: list[dict[int, float]] = [{} for _ in groups]
    for number, counts in enumerate(shared):
        del counts[number]
        for other, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:_NEAREST]:
            between[number][other] = between[other][number] = 1.0
    places, boxes = [], []
    for group in groups:
        own = _among(neighbours, group)
        parts = _components(own)
        place = np.zeros((len(group), 2))
        laid = [
            (
                members,
                _component_positions(
                    _among(own, members), sizes[group][members], 1.0, of_crowd=True
                ),
            )
            for members in parts
        ]
        laid = [(m, at - (at - sizes[group][m] / 2).min(axis=0)) for m, at in laid]
        corners = _pack_components(laid, sizes[group], 1.0)
        for (members, at), corner in zip(laid, corners, strict=True):
            place[members] = at + corner
        places.append(place)
        boxes.append((place + sizes[group] / 2).max(axis=0) + _BETWEEN_GROUPS)
    around = np.array(boxes)
    middles = _all_positions(between, around, aspect)
    result = np.zeros((len(neighbours), 2))
    for group, place, middle, box in zip(groups, places, middles, around, strict=True):
        result[group] = place + middle - (box - _BETWEEN_GROUPS) / 2
    return result


def _neighbours(count: int, pairs: Sequence[tuple[int, int]]) -> list[dict[int, float]]:
    """The neighbours of each node, with the length that the edge to them should have."""
    neighbours: list[set[int]] = [set() for _ in range(count)]
    for tail, head in pairs:
        if tail != head:
            neighbours[tail].add(head)
            neighbours[head].add(tail)
    return [
        {
            other: min(len(neighbours[node] ^ neighbours[other]) ** 0.5, _LONGEST)
            for other in sorted(others)
        }
        for node, others in enumerate(neighbours)
    ]


def _components(neighbours: Sequence[dict[int, float]]) -> list[list[int]]:
    """The connected parts, each as its nodes in ascending order; the largest first."""
    seen = [False] * len(neighbours)
    components = []
    for start in range(len(neighbours)):
        if not seen[start]:
            members = sorted(closure([start], neighbours.__getitem__))
            for node in members:
                seen[node] = True
            components.append(members)
    return sorted(components, key=lambda members: (-len(members), members[0]))


def _around_hubs(neighbours: Sequence[dict[int, float]]) -> list[list[int]]:
    """The nodes by the hub that is nearest over lines: so many hubs as make groups of a few dozen."""
    count = len(neighbours)
    by_degree = sorted(range(count), key=lambda node: (-len(neighbours[node]), node))
    hubs = by_degree[: max(2, round((count / 4) ** 0.5))]
    tails = [node for node, others in enumerate(neighbours) for _ in others]
    heads = [other for others in neighbours for other in others]
    lines = csr_array((np.ones(len(tails)), (tails, heads)), shape=(count, count))
    _, _, nearest = dijkstra(
        lines, indices=hubs, unweighted=True, min_only=True, return_predecessors=True
    )
    groups: dict[int, list[int]] = {}
    for node, hub in enumerate(nearest.tolist()):
        groups.setdefault(hub, []).append(node)
    return sorted(groups.values(), key=lambda group: (-len(group), group[0]))


def _component_positions(
    neighbours: Sequence[dict[int, float]], sizes: Floats, aspect: float, *, of_crowd: bool = False
) -> Floats:
    """The middles of the boxes of one connected part, a row (x, y) a node, in pixels.

    ``of_crowd`` is a part of many, for which there is less time.
    """
    if len(neighbours) == 1:
        return np.zeros((1, 2))
    pivots, far = _pivot_distances(neighbours, _CROWD_PIVOTS if of_crowd else _ALL_PIVOTS)
    rounds = _CROWD_STRESS_ROUNDS if of_crowd else _STRESS_ROUNDS
    place = _majorise_stress(neighbours, (pivots, far), _pivot_mds(far), rounds)
    return _push_apart(_scaled_to_boxes(place, sizes, aspect), sizes, hurried=of_crowd)


def _pivot_distances(
    neighbours: Sequence[dict[int, float]], most: int
) -> tuple[NDArray[np.int64], Floats]:
    """Pivots, each as far as can be from those before it, and their distances: a row a pivot.

    The first is the node with most neighbours.
    """
    count = len(neighbours)
    pivot_count = count if count <= most else min(_PIVOTS, most)
    pivots = [max(range(count), key=lambda node: (len(neighbours[node]), -node))]
    lengths = csr_array(
        (
            [length for others in neighbours for length in others.values()],
            (
                [node for node, others in enumerate(neighbours) for _ in others],
                [other for others in neighbours for other in others],
            ),
        ),
        shape=(count, count),
    )
    rows = [dijkstra(lengths, indices=pivots[0])]
    closest = rows[0]
    while len(pivots) < pivot_count:
        pivots.append(int(np.argmax(closest)))
        rows.append(dijkstra(lengths, indices=pivots[-1]))
        closest = np.minimum(closest, rows[-1])
    return np.array(pivots), np.array(rows, dtype=np.float64)


def _pivot_mds(far: Floats) -> Floats:
    """Two coordinates a node from its distances to the pivots (a row a pivot in ``far``).

    Nodes with the same distances are moved off one another.
    """
    squared = far.T**2
    centred = squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean()
    _, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1][:, :2]
    axes = axes * np.sign(axes[np.argmax(np.abs(axes), axis=0), range(axes.shape[1])])
    place = centred @ axes
    place = place / max(float(np.abs(place).max()), 1e-9) * float(far.max()) / 2
    turn = np.arange(len(place)) * 2.399963  # the golden angle spreads them evenly
    place = np.pad(place, ((0, 0), (0, 2 - place.shape[1])))
    return place + 0.15 * np.column_stack([np.cos(turn), np.sin(turn)])


def _majorise_stress(
    neighbours: Sequence[dict[int, float]],
    pivots_far: tuple[NDArray[np.int64], Floats],
    place: Floats,
    rounds: int,
) -> Floats:
    """Positions with less stress, starting from ``place``: each node is pulled to its graph distances.

    Weights are 1/d², between neighbours and from every node to the pivots.
    """
    pivots, far = pivots_far
    weight = np.where(far > 0, 1 / np.maximum(far, 0.5) ** 2, 0)
    if len(pivots) < len(neighbours):  # a pivot stands for the nodes that are nearest to it
        stands_for = np.bincount(np.argmin(far, axis=0), minlength=len(pivots))
        weight = weight * stands_for[:, None]
    tail = np.repeat(np.arange(len(neighbours)), [len(others) for others in neighbours])
    head = np.array([other for others in neighbours for other in others])
    long = np.array([length for others in neighbours for length in others.values()])
    total = weight.sum(axis=0)
    np.add.at(total, tail, long**-2)
    wanted = weight * far
    for _ in range(rounds):
        # From each pivot (a row) to each node (a column), and then along each edge: all at once.
        at_pivots = place[pivots]
        away_x, away_y = (place[:, axis] - at_pivots[:, axis, None] for axis in (0, 1))
        share = wanted / np.maximum(np.hypot(away_x, away_y), 1e-6)
        along = place[tail] - place[head]
        length = np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-6)
        ends = (place[head] + along * (long / length)[:, None]) * (long**-2)[:, None]
        pull = [
            (weight * at_pivots[:, axis, None] + away * share).sum(axis=0)
            + np.bincount(tail, ends[:, axis], len(neighbours))
            for axis, away in enumerate((away_x, away_y))
        ]
        place = np.column_stack(pull) / total[:, None]
    return place


def _scaled_to_boxes(place: Floats, sizes: Floats, aspect: float) -> Floats:
    """Positions turned so that the long side lies flat, and scaled to the room that boxes need."""
    place = place - place.mean(axis=0)
    _, axes = np.linalg.eigh(place.T @ place)
    axes = axes[:, ::-1]
    axes = axes * np.sign(axes[np.argmax(np.abs(axes), axis=0), range(2)])
    place = place @ axes
    far = np.hypot(place[:, 0], place[:, 1])
    # The middle is the crowded part: it is drawn at a larger scale than the rim.
    place = place * ((far + 1e-6) / (far.max() + 1e-6))[:, None] ** -_FISHEYE
    extent = place.max(axis=0) - place.min(axis=0)
    extent = np.maximum(extent, extent.max() / 3 + 1e-9)
    area = float((sizes + _GAP).prod(axis=1).sum()) / _DENSITY
    height = (area / aspect) ** 0.5
    factor = np.array([height * aspect, height]) / extent
    middle = float(np.sqrt(factor.prod()))
    scaled: Floats = place * np.clip(factor, middle / 1.35, middle * 1.35)
    return scaled


def _push_apart(place: Floats, sizes: Floats, *, hurried: bool = False) -> Floats:
    """Push overlapping boxes apart, along the axis on which they overlap less.

    Each round also widens the whole a little, so that a crowd finds room in the end.
    """
    rounds, widen = _CROWD_ROUNDS if hurried or len(place) > _CROWD else _ROUNDS
    for _ in range(rounds):
        first, second = _overlapping_pairs(place, sizes)
        if len(first) == 0:
            break
        between = place[second] - place[first]
        room = (sizes[first] + sizes[second]) / 2 + _GAP
        over = room - np.abs(between)
        axis = np.argmin(over, axis=1)
        rows = np.arange(len(first))
        side = np.where(between[rows, axis] >= 0, 1.0, -1.0)
        shift = np.zeros_like(between)
        shift[rows, axis] = side * (over[rows, axis] / 2 + 0.5) * 0.7
        place = place * (1 + widen)
        np.add.at(place, first, -shift)
        np.add.at(place, second, shift)
    return place


def _overlapping_pairs(place: Floats, sizes: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pairs of boxes that overlap, as two arrays of indices.

    Near pairs of the usual boxes come from a tree; the few large ones are compared with all.
    """
    usual = np.quantile(sizes, _USUAL, axis=0)
    small = (sizes <= usual).all(axis=1)
    index = np.flatnonzero(small)
    small_pairs = cKDTree(place[index] / (usual + _GAP)).query_pairs(
        1.0, np.inf, output_type="ndarray"
    )
    big = np.flatnonzero(~small)
    between = np.abs(place[None] - place[big][:, None])
    near = (between < (sizes[None] + sizes[big][:, None]) / 2 + _GAP).all(axis=2)
    near &= small | (np.arange(len(place)) > big[:, None])  # each pair once
    row, others = np.nonzero(near)
    both = np.concatenate([index[small_pairs], np.column_stack([big[row], others])])
    first, second = both[:, 0], both[:, 1]
    room = (sizes[first] + sizes[second]) / 2 + _GAP
    overlaps = (np.abs(place[second] - place[first]) < room - 0.01).all(axis=1)
    return first[overlaps], second[overlaps]


def _pack_components(
    parts: Sequence[tuple[list[int], Floats]], sizes: Floats, aspect: float
) -> list[tuple[float, float]]:
    """The upper left corner of each part: the first on top, the small ones in rows below it."""
    corners: list[tuple[float, float]] = []
    gap = _GAP * 3
    area = sum(float((sizes[members] + gap).prod(axis=1).sum()) for members, _ in parts)
    width = (area / _DENSITY * aspect) ** 0.5
    x = y = row = 0.0
    for members, place in parts:
        wide, high = (place + sizes[members] / 2).max(axis=0)
        width = max(width, float(wide))
        if x and x + wide > width:
            x, y, row = 0.0, y + row + gap, 0.0
        corners.append((x, y))
        x, row = x + float(wide) + gap, max(row, float(high))
    return corners
