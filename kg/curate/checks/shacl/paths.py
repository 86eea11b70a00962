"""Property paths (SHACL, section 2.3.1) as functions from a node to the nodes at their end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.checks.shacl.outcome import SH, NotHeldError
from kg.curate.checks.shacl.triples import FIRST

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from kg.curate.checks.shacl.outcome import Term
    from kg.curate.checks.shacl.triples import Triples

    Path = Callable[[Triples, Term], Collection[Term]]

# pySHACL follows no path that is nested ten deep, and counts each step of a sequence as a level.
_LONGEST = 8


def compiled_path(node: Term, shapes: Triples) -> Path:
    """The function of a path; raises NotHeldError for one that pySHACL may read otherwise, or not at all."""
    return _compiled(node, shapes, [])


def _compiled(node: Term, shapes: Triples, passed: list[Term]) -> Path:
    if isinstance(node, ox.NamedNode):
        name = node.value
        return lambda data, start: data.objects(start, name)
    passed.append(node)
    said = dict(shapes.described(node))
    if not isinstance(node, ox.BlankNode) or len(passed) > _LONGEST:
        raise NotHeldError
    if FIRST in said:
        return _sequence([_compiled(one, shapes, passed) for one in _members(node, shapes, passed)])
    if len(said) != 1 or len(shapes.described(node)) != 1:
        raise NotHeldError
    ((name, value),) = said.items()
    if name == SH + "inversePath" and isinstance(value, ox.NamedNode):
        inverse = value.value
        return lambda data, start: data.subjects(inverse, start)
    if name == SH + "alternativePath":
        return _either([_compiled(one, shapes, passed) for one in _members(value, shapes, passed)])
    if name in (SH + "zeroOrMorePath", SH + "oneOrMorePath"):
        return _repeated(
            _compiled(value, shapes, passed), with_start=name.endswith("zeroOrMorePath")
        )
    if name == SH + "zeroOrOnePath":
        step = _compiled(value, shapes, passed)
        return lambda data, start: dict.fromkeys((start, *step(data, start)))
    raise NotHeldError


def _members(node: Term, shapes: Triples, passed: list[Term]) -> list[Term]:
    members = shapes.members(node)
    if members is None or len(members) < 2:
        raise NotHeldError
    passed += members
    return members


def _sequence(steps: list[Path]) -> Path:
    def ends(data: Triples, start: Term) -> Collection[Term]:
        reached: Collection[Term] = (start,)
        for step in steps:
            reached = dict.fromkeys(end for node in reached for end in step(data, node))
        return reached

    return ends


def _either(ways: list[Path]) -> Path:
    return lambda data, start: dict.fromkeys(end for way in ways for end in way(data, start))


def _repeated(step: Path, *, with_start: bool) -> Path:
    def ends(data: Triples, start: Term) -> Collection[Term]:
        reached: dict[Term, None] = {start: None} if with_start else {}
        waiting = list(step(data, start))
        while waiting:
            node = waiting.pop()
            if node not in reached:
                reached[node] = None
                waiting += step(data, node)
        return reached

    return ends
