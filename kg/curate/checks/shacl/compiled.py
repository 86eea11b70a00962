"""Shapes compiled once to functions over triples, with the results that pySHACL gives of them.

Which nodes are shapes, and what they target, is read as pySHACL 0.40 reads it (SHACL, section 2.1).
A shape that cannot surely be read like this is not held, nor is one that refers to it.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.curate.checks.shacl.batches import suspects_of_node_shape, suspects_of_property
from kg.curate.checks.shacl.constraints import OF_NONE, constraints_of
from kg.curate.checks.shacl.literals import COLLAPSED
from kg.curate.checks.shacl.outcome import SH, NotHeldError, Result
from kg.curate.checks.shacl.paths import compiled_path
from kg.curate.checks.shacl.triples import SUBCLASS, TYPE, Triples
from kg.iris import XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterator

    from kg.curate.checks.shacl.batches import Constraint
    from kg.curate.checks.shacl.outcome import Node, Term
    from kg.curate.checks.shacl.paths import Path

_CLASS = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#Class")
_OWL_CLASS = ox.NamedNode("http://www.w3.org/2002/07/owl#Class")
_NODE_SHAPE, _PROPERTY_SHAPE = ox.NamedNode(SH + "NodeShape"), ox.NamedNode(SH + "PropertyShape")
_COMPONENT = ox.NamedNode(SH + "ConstraintComponent")
_TARGETS = ("targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf")
_MAKES_SUBJECT = (*_TARGETS, "property", "node")
_MAKES_VALUE = ("property", "node", "not", "qualifiedValueShape")
_MAKES_MEMBERS = ("and", "or", "xone")
_DEEPEST = 10  # pySHACL goes to 15


class Compiled:
    """A shapes graph. Raises NotHeldError where pySHACL must read all of it.

    That is where it has constraint components of its own, or what pySHACL refuses.
    """

    def __init__(self, triples: Triples) -> None:
        self.triples = triples
        if any(True for _ in self._own_components()):
            raise NotHeldError
        self._nodes = self._shape_nodes()
        self._shapes: dict[Node, _Shape | None] = {}
        self._around: dict[Node, int] = {}  # what is being compiled, and how high what is in it is
        self._classes = {_CLASS, _OWL_CLASS, *self.triples.subjects(SUBCLASS, _CLASS)}
        for node in self._nodes:
            self._deactivated(node)

    def validate(
        self, data: Triples, now_at: Callable[[str], None], named: Container[str] | None = None
    ) -> tuple[list[Result], frozenset[Node]]:
        """The results of all shapes that have targets, and the shapes that are left to pySHACL.

        ``now_at`` is told the IRI of each shape before it is tried. ``named`` are the IRIs of all
        datatypes in the data, and maybe others (None: it is looked for them).
        """
        if (named is None or any(datatype in named for datatype in COLLAPSED)) and any(
            literal.datatype.value in COLLAPSED for literal in data.literals()
        ):
            return [], frozenset(self._nodes)
        results: list[Result] = []
        left = set()
        for node in self._nodes:
            try:
                focuses = self._focuses(node, data)
                if focuses and isinstance(node, ox.NamedNode):
                    now_at(node.value)
                shape = self.shape(node) if focuses else None
                suspects = shape.suspects(data, focuses) if shape else ()
                found = [
                    result
                    for focus in (focuses if suspects else ())
                    if shape and focus in suspects
                    for result in shape.results(data, focus)
                ]
            except NotHeldError:
                left.add(node)
            else:
                results += found
        return results, frozenset(left)

    def shape(self, node: Term) -> _Shape:
        """The shape of a node; raises NotHeldError where it is none, or is not compiled."""
        if isinstance(node, ox.Literal) or node not in self._nodes or node in self._around:
            raise NotHeldError
        if len(self._around) > _DEEPEST:
            raise NotHeldError
        if node not in self._shapes:
            self._around[node] = 0
            try:
                shape = self._compiled(node)
                shape.height = self._around[node]
                self._shapes[node] = shape
            except NotHeldError:
                self._shapes[node] = None
            finally:
                del self._around[node]
        known = self._shapes[node]
        if known is None or known.height > _DEEPEST:
            raise NotHeldError
        if self._around:
            owner = next(reversed(self._around))
            self._around[owner] = max(self._around[owner], known.height + 1)
        return known

    def _compiled(self, node: Node) -> _Shape:
        severities = list(self.triples.objects(node, SH + "severity"))
        if len(severities) > 1 or any(isinstance(one, ox.Literal) for one in severities):
            raise NotHeldError
        severity = severities[0].value if severities else SH + "Violation"
        path = self._nodes[node]
        shape = _Shape(node, path, severity, active=not self._deactivated(node))
        if path is not None:
            shape.follow = compiled_path(path, self.triples)
        for name, constraint in constraints_of(shape, self):
            shape.constraints.append(constraint)
            if name in OF_NONE:
                shape.of_none.append(constraint)
        return shape

    def _deactivated(self, node: Node) -> bool:
        values = list(self.triples.objects(node, SH + "deactivated"))
        for value in values:
            known = isinstance(value, ox.Literal) and value.datatype.value == XSD + "boolean"
            if len(values) > 1 or not known or value.value not in ("true", "false"):
                raise NotHeldError
        return bool(values) and values[0].value == "true"

    def _own_components(self) -> Iterator[Node]:
        kinds = [_COMPONENT, *self.triples.subjects(SUBCLASS, _COMPONENT)]
        for kind in kinds:
            for node in self.triples.subjects(TYPE, kind):
                if not node.value.startswith(SH):
                    yield node

    def _shape_nodes(self) -> dict[Node, Node | None]:
        """The shapes, each with its path (None: a node shape)."""
        graph = self.triples
        as_nodes, as_properties = (
            set(graph.subjects(TYPE, kind)) for kind in (_NODE_SHAPE, _PROPERTY_SHAPE)
        )
        shapes: dict[Node, Node | None] = {}
        for node in dict.fromkeys((*as_nodes, *as_properties, *self._implied_shapes())):
            paths = list(graph.objects(node, SH + "path"))
            if isinstance(node, ox.Literal) or len(paths) > 1:
                raise NotHeldError
            path = paths[0] if paths else None
            if isinstance(path, ox.Literal) or node in (as_nodes if paths else as_properties):
                raise NotHeldError
            shapes[node] = path
        return shapes

    def _implied_shapes(self) -> Iterator[Term]:
        """What is a shape by what it states, or by where it stands."""
        graph = self.triples
        for name in _MAKES_SUBJECT:
            yield from graph.with_property(SH + name)
        for name in (*_MAKES_VALUE, *_MAKES_MEMBERS):
            for value in chain.from_iterable(graph.with_property(SH + name).values()):
                if name in _MAKES_VALUE:
                    yield value
                elif members := graph.members(value):
                    yield from members
                else:
                    raise NotHeldError

    def _focuses(self, node: Node, data: Triples) -> Collection[Term]:
        """What a shape targets in the data."""
        graph = self.triples
        found: dict[Term, None] = dict.fromkeys(graph.objects(node, SH + "targetNode"))
        classes = list(graph.objects(node, SH + "targetClass"))
        if not self._classes.isdisjoint(graph.objects(node, TYPE)):
            classes.append(node)
        for one in classes:
            found.update(dict.fromkeys(data.instances(one)))
        for name in self._iris(node, "targetSubjectsOf"):
            found.update(dict.fromkeys(data.with_property(name)))
        for name in self._iris(node, "targetObjectsOf"):
            for values in data.with_property(name).values():
                found.update(dict.fromkeys(values))
        return found

    def _iris(self, node: Node, name: str) -> Iterator[str]:
        for value in self.triples.objects(node, SH + name):
            if not isinstance(value, ox.NamedNode):
                raise NotHeldError
            yield value.value


class _Shape:
    """A compiled shape: its constraints are functions of a focus node."""

    __slots__ = (
        "_active",
        "constraints",
        "follow",
        "height",
        "node",
        "of_none",
        "path",
        "severity",
    )

    def __init__(self, node: Node, path: Node | None, severity: str, *, active: bool) -> None:
        self.node, self.path, self.severity, self._active = node, path, severity, active
        self.follow: Path | None = None
        self.constraints: list[Constraint] = []
        self.of_none: list[Constraint] = []  # those of them that speak of no value, too
        self.height = 0  # how many shapes stand in one another below it

    def results(self, data: Triples, focus: Term) -> Iterator[Result]:
        if not self._active:
            return
        values = (focus,) if self.follow is None else self.follow(data, focus)
        for constraint in self.constraints if values else self.of_none:
            yield from constraint.results(data, focus, values)

    @property
    def may_refuse(self) -> bool:
        # Of equals, hasValue and closed it is not asked: they are taken to.
        return any(getattr(faults, "may_refuse", True) for _, faults in self.constraints)

    def suspects(self, data: Triples, focuses: Collection[Term]) -> Collection[Term]:
        if not self._active:
            return ()
        if self.path is None:
            return suspects_of_node_shape(self.constraints, data, focuses)
        if not isinstance(self.path, ox.NamedNode):
            return focuses
        return suspects_of_property(self.constraints, self.of_none, self.path.value, data, focuses)

    def conforms(self, data: Triples, focus: Term) -> bool:
        # All of them are looked at, since pySHACL may refuse what comes later.
        return not list(self.results(data, focus))
