"""Positions of nodes in a picture: stress, then room for labels. The same input, the same picture.

Pivot-MDS (Brandes & Pich 2006) gives the start; sparse stress majorisation (Ortmann et al. 2017)
pulls each node to its graph distance from its neighbours and from pivots; then boxes that overlap
are pushed apart. Up to 300 nodes every node is a pivot, which is plain stress majorisation. An edge
is the longer the fewer neighbours its ends share, so that hubs stand apart (as in Graphviz' neato,
model "subset").
"""

from __future__ import annotations

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
_PULLS, _CROWD_PULLS = 120, 60
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
    near = _neighbours(count, pairs)
    sizes = np.array(boxes, dtype=np.float64).reshape(count, 2)
    parts = []
    for members in _components(near):
        index = {node: i for i, node in enumerate(members)}
        inner = [{index[other]: d for other, d in near[node].items()} for node in members]
        place = _one(inner, sizes[members], aspect)
        parts.append((members, place - (place - sizes[members] / 2).min(axis=0)))
    result = np.zeros((count, 2))
    for (members, place), corner in zip(parts, _packed(parts, sizes, aspect), strict=True):
        result[members] = place + corner
    return [(round(float(x)), round(float(y))) for x, y in result]


def _neighbours(count: int, pairs: Sequence[tuple[int, int]]) -> list[dict[int, float]]:
    """The neighbours of each node, with the length that the edge to them should have."""
    near: list[set[int]] = [set() for _ in range(count)]
    for one, other in pairs:
        if one != other:
            near[one].add(other)
            near[other].add(one)
    return [
        {other: min(len(near[node] ^ near[other]) ** 0.5, _LONGEST) for other in sorted(others)}
        for node, others in enumerate(near)
    ]


def _components(near: Sequence[dict[int, float]]) -> list[list[int]]:
    """Connected parts, largest first."""
    seen = [False] * len(near)
    found = []
    for start in range(len(near)):
        if not seen[start]:
            members = sorted(closure([start], near.__getitem__))
            for node in members:
                seen[node] = True
            found.append(members)
    return sorted(found, key=lambda members: (-len(members), members[0]))


def _one(near: Sequence[dict[int, float]], sizes: Floats, aspect: float) -> Floats:
    """The picture of one connected part."""
    if len(near) == 1:
        return np.zeros((1, 2))
    pivots, far = _pivot_distances(near)
    place = _stress(near, pivots, far, _start(far))
    return _apart(_fitted(place, sizes, aspect), sizes)


def _pivot_distances(near: Sequence[dict[int, float]]) -> tuple[NDArray[np.int64], Floats]:
    """Pivots, each as far as can be from those before it, and their distances to all nodes."""
    count = len(near)
    wanted = count if count <= _ALL_PIVOTS else _PIVOTS
    pivots = [max(range(count), key=lambda node: (len(near[node]), -node))]
    lengths = csr_array(
        (
            [length for others in near for length in others.values()],
            (
                [node for node, others in enumerate(near) for _ in others],
                [other for others in near for other in others],
            ),
        ),
        shape=(count, count),
    )
    rows = [dijkstra(lengths, indices=pivots[0])]
    closest = rows[0]
    while len(pivots) < wanted:
        pivots.append(int(np.argmax(closest)))
        rows.append(dijkstra(lengths, indices=pivots[-1]))
        closest = np.minimum(closest, rows[-1])
    return np.array(pivots), np.array(rows, dtype=np.float64)


def _start(far: Floats) -> Floats:
    """Two coordinates from the distances to the pivots; twins are moved off one another."""
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


def _stress(
    near: Sequence[dict[int, float]], pivots: NDArray[np.int64], far: Floats, place: Floats
) -> Floats:
    """Majorise stress: weights 1/d², between neighbours and from every node to the pivots."""
    weight = np.where(far > 0, 1 / np.maximum(far, 0.5) ** 2, 0)
    if len(pivots) < len(near):  # a pivot stands for the nodes that are nearest to it
        stands_for = np.bincount(np.argmin(far, axis=0), minlength=len(pivots))
        weight = weight * stands_for[:, None]
    tail = np.repeat(np.arange(len(near)), [len(others) for others in near])
    head = np.array([other for others in near for other in others])
    long = np.array([length for others in near for length in others.values()])
    total = weight.sum(axis=0)
    np.add.at(total, tail, long**-2)
    for _ in range(_PULLS if len(near) <= _CROWD else _CROWD_PULLS):
        pull = np.zeros_like(place)
        for axis_weight, distance, pivot in zip(weight, far, pivots, strict=True):
            away = place - place[pivot]
            length = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-6)
            pull += axis_weight[:, None] * (place[pivot] + away * (distance / length)[:, None])
        away = place[tail] - place[head]
        length = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-6)
        np.add.at(pull, tail, (place[head] + away * (long / length)[:, None]) * (long**-2)[:, None])
        place = pull / total[:, None]
    return place


def _fitted(place: Floats, sizes: Floats, aspect: float) -> Floats:
    """Turned so that the long side lies flat, and scaled to the room that the boxes need."""
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


def _apart(place: Floats, sizes: Floats) -> Floats:
    """Push overlapping boxes apart, along the axis on which they overlap less.

    Each round also widens the whole a little, so that a crowd finds room in the end.
    """
    rounds, widen = _ROUNDS if len(place) <= _CROWD else _CROWD_ROUNDS
    for _ in range(rounds):
        one, other = _overlapping(place, sizes)
        if len(one) == 0:
            break
        between = place[other] - place[one]
        room = (sizes[one] + sizes[other]) / 2 + _GAP
        over = room - np.abs(between)
        axis = np.argmin(over, axis=1)
        rows = np.arange(len(one))
        side = np.where(between[rows, axis] >= 0, 1.0, -1.0)
        shift = np.zeros_like(between)
        shift[rows, axis] = side * (over[rows, axis] / 2 + 0.5) * 0.7
        place = place * (1 + widen)
        np.add.at(place, one, -shift)
        np.add.at(place, other, shift)
    return place


def _overlapping(place: Floats, sizes: Floats) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Index pairs of boxes that overlap.

    Near pairs of the usual boxes come from a tree; the few large ones are compared with all.
    """
    usual = np.quantile(sizes, _USUAL, axis=0)
    small = (sizes <= usual).all(axis=1)
    index = np.flatnonzero(small)
    found = cKDTree(place[index] / (usual + _GAP)).query_pairs(1.0, np.inf, output_type="ndarray")
    big = np.flatnonzero(~small)
    between = np.abs(place[None] - place[big][:, None])
    near = (between < (sizes[None] + sizes[big][:, None]) / 2 + _GAP).all(axis=2)
    near &= small | (np.arange(len(place)) > big[:, None])  # each pair once
    row, others = np.nonzero(near)
    both = np.concatenate([index[found], np.column_stack([big[row], others])])
    one, other = both[:, 0], both[:, 1]
    room = (sizes[one] + sizes[other]) / 2 + _GAP
    hit = (np.abs(place[other] - place[one]) < room - 0.01).all(axis=1)
    return one[hit], other[hit]


def _packed(
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
