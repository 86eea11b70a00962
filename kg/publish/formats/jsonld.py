"""JSON-LD 1.0: every graph by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.publish.formats._rdf import quads_of, serialized, with_graphs
from kg.text.atomic import write_atomic

if TYPE_CHECKING:
    from pathlib import Path

    from kg.graph.entities import Holdings
    from kg.graph.snapshot import Snapshot
    from kg.publish.formats._loss import Carried


def write(graph: Snapshot, path: Path) -> None:
    """Write the graph as JSON-LD, all of it or nothing. Raises OSError."""
    write_atomic(path, render(graph))


def carries(_held: Holdings) -> Carried:
    """Everything."""
    return with_graphs()


def render(graph: Snapshot) -> bytes:
    """The graph as JSON-LD. The same graph gives the same bytes."""
    return serialized(quads_of(graph), ox.RdfFormat.JSON_LD)
