"""Ways from one entity to another as lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.graph.claims import counted
from kg.text.display import display_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    import networkx as nx

    from kg.graph.paths import Step


def way_lines(
    net: nx.MultiDiGraph, ways: Iterable[Sequence[Step]], width: int
) -> Iterator[tuple[str, int]]:
    """Ways over a network as lines, each with its indent in columns; a blank line parts two ways.

    A way has a line with where it starts, and one for each step: relation and end, and in brackets
    what the step rests on. That goes to a line of its own where both are wider than ``width``
    columns. ``net`` gives the labels of the entities.
    """
    for number, way in enumerate(ways, start=1):
        if number > 1:
            yield "", 0
        yield f"{number}. {net.nodes[way[0].start]['label']}", 0
        for step in way:
            arrow = "→" if step.forward else "←"
            text = f"{arrow} {step.edge['label']}: {net.nodes[step.end]['label']}"
            support = [counted(step.edge["origins"], "origin"), step.marks]
            basis = f"({', '.join(filter(None, support))}: {step.claims})"
            if display_width(f"{text} {basis}") + 2 <= width:
                yield f"{text} {basis}", 2
            else:
                yield text, 2
                yield basis, 6
