"""Turtle: the union of all graphs as triples."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.publish.formats._rdf import serialized, triples_of, without_graphs
from kg.text.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.entities import Holdings
    from kg.graph.snapshot import Snapshot
    from kg.publish.formats._loss import Carried


def write(graph: Snapshot, path: Path) -> None:
    """Write the graph as Turtle, all of it or nothing. Raises OSError."""
    write_atomic(path, render(graph))


def carries(_held: Holdings) -> Carried:
    """All but the names of the graphs."""
    return without_graphs()


def render(graph: Snapshot) -> bytes:
    """The graph as Turtle. The same graph gives the same bytes."""
    return serialized(triples_of(graph), ox.RdfFormat.TURTLE)
