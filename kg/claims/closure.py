"""All that can be reached by repeating a step: wholes of wholes, superclasses, origins of origins."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Node = TypeVar("Node")


def closure(starts: Iterable[Node], steps: Callable[[Node], Iterable[Node]]) -> set[Node]:
    """The start nodes, and every node that they lead to by one step or several.

    ``steps`` gives the nodes that are one step from a node; it is called once for each node, so a
    circle ends where it closes. The transitive closure *without* the start of ``node`` is
    ``closure(steps(node), steps)``: it holds ``node`` itself only where a circle leads back.
    """
    reached = set(starts)
    waiting = list(reached)
    while waiting:
        for node in steps(waiting.pop()):
            if node not in reached:
                reached.add(node)
                waiting.append(node)
    return reached
