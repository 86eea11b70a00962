"""What constraints find wrong, and of many nodes at once those that may be at fault.

Texts are mostly right. To try a node on a constraint costs more than to see that nothing of its kind is
wrong anywhere: a value that many nodes have is judged once, and numbers are looked at where there are
several values. Only the nodes that may be at fault are then tried one by one (``Tried.results``).
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from kg.curate.checks.shacl.outcome import Node, Result, Term
    from kg.curate.checks.shacl.triples import Triples

    #: What a constraint finds wrong: with the data, a focus node and its value nodes, the values at fault
    #: (None: the whole of them). One that is none of the classes below is asked of each node.
    Faults = Callable[[Triples, Term, Collection[Term]], Iterable[Term | None]]
    #: The results of a constraint for a focus node and its value nodes.
    Results = Callable[[Triples, Term, Collection[Term]], Iterator[Result]]


class Constraint(NamedTuple):
    """A constraint of a shape: its results, and what it finds wrong, where they are asked of many at once."""

    results: Results
    faults: Faults


class Tried(Protocol):
    """A shape that a node can be tried on."""

    node: Node
    path: Node | None
    severity: str

    @property
    def may_refuse(self) -> bool:
        """Whether trying it may raise NotHeldError, by what the data hold."""

    def results(self, data: Triples, focus: Term) -> Iterator[Result]:
        """The results of a focus node."""

    def conforms(self, data: Triples, focus: Term) -> bool:
        """Whether there are none."""

    def suspects(self, data: Triples, focuses: Collection[Term]) -> Collection[Term]:
        """Those of some focus nodes that may have results; none of the others has."""


class Each:
    """Judges each value by itself."""

    def __init__(
        self, is_fine: Callable[[Triples, Term], bool], *, may_refuse: bool = False
    ) -> None:
        self._is_fine, self.may_refuse = is_fine, may_refuse

    def __call__(self, data: Triples, focus: Term, values: Collection[Term]) -> list[Term]:
        return [value for value in values if not self._is_fine(data, value)]

    def misfits(self, data: Triples, values: Collection[Term]) -> Collection[Term]:
        """Those of some values that may be at fault; none of the others is."""
        return [value for value in values if not self._is_fine(data, value)]


class Shapes(Each):
    """Tries each value on shapes: it is fine if ``holds`` of the list that says to which it conforms."""

    def __init__(self, shapes: Sequence[Tried], holds: Callable[[Sequence[bool]], bool]) -> None:
        # All are tried, since pySHACL may refuse what comes later.
        super().__init__(
            lambda data, v: holds([shape.conforms(data, v) for shape in shapes]),
            may_refuse=any(shape.may_refuse for shape in shapes),
        )
        self._shapes, self._holds = shapes, holds

    def misfits(self, data: Triples, values: Collection[Term]) -> Collection[Term]:
        if self._holds is any and not self.may_refuse:
            for shape in self._shapes:
                values = shape.suspects(data, values) if values else ()
            return values
        failing = [
            {v for v in shape.suspects(data, values) if not shape.conforms(data, v)}
            for shape in self._shapes
        ]
        return [v for v in values if not self._holds([v not in failed for failed in failing])]


class Inner(Each):
    """A property shape that each value is tried on."""

    def __init__(self, shape: Tried) -> None:
        super().__init__(shape.conforms, may_refuse=shape.may_refuse)
        self._shape = shape

    def misfits(self, data: Triples, values: Collection[Term]) -> Collection[Term]:
        return self._shape.suspects(data, values)


class Number:
    """Looks at how many values there are."""

    may_refuse = False

    def __init__(self, is_fine: Callable[[int], bool]) -> None:
        self.is_fine = is_fine

    def __call__(self, data: Triples, focus: Term, values: Collection[Term]) -> tuple[None, ...]:
        return () if self.is_fine(len(values)) else (None,)


class Several:
    """Finds something only where there are several values."""

    may_refuse = False

    def __init__(self, faults: Faults) -> None:
        self._faults = faults

    def __call__(
        self, data: Triples, focus: Term, values: Collection[Term]
    ) -> Iterable[Term | None]:
        return self._faults(data, focus, values) if len(values) > 1 else ()


class Beside:
    """Compares the values with those of another property (``name``, an IRI): where there are none, all is
    fine, but that a blank node may be refused.
    """

    may_refuse = True

    def __init__(self, name: str, faults: Faults) -> None:
        self.name, self._faults = name, faults

    def __call__(
        self, data: Triples, focus: Term, values: Collection[Term]
    ) -> Iterable[Term | None]:
        return self._faults(data, focus, values)


def suspects_of_node_shape(
    constraints: Sequence[Constraint], data: Triples, focuses: Collection[Term]
) -> Collection[Term]:
    """Those of some focus nodes, which are the values too, that may have results."""
    found: set[Term] = set()
    for _, faults in constraints:
        if not isinstance(faults, Each):
            return focuses
        found.update(faults.misfits(data, focuses))
    return found


def suspects_of_property(
    constraints: Sequence[Constraint],
    of_none: Sequence[Constraint],
    name: str,
    data: Triples,
    focuses: Collection[Term],
) -> Collection[Term]:
    """Those of some focus nodes that may have results by the values of one property (its IRI).

    ``of_none`` are those of the constraints that have something to say of no value.
    """
    column = data.with_property(name)
    present = _with_values(column, focuses)
    found: set[Term] = set()
    if len(present) < len(focuses):
        all_fine = (isinstance(f, Number) and f.is_fine(0) for _, f in of_none)
        if not all(all_fine):
            found.update(focus for focus in focuses if focus not in column)
    several = [(focus, values) for focus, values in present if len(values) > 1]
    different: set[Term] | None = None
    for _, faults in constraints:
        if isinstance(faults, Each):
            if different is None:
                different = set(chain.from_iterable(values for _, values in present))
            if bad := set(faults.misfits(data, different)):
                found.update(focus for focus, values in present if not bad.isdisjoint(values))
        elif isinstance(faults, Number) and faults.is_fine(1):
            found.update(f for f, values in several if not faults.is_fine(len(set(values))))
        elif isinstance(faults, Several):
            found.update(focus for focus, _ in several)
        elif isinstance(faults, Beside):
            other = data.with_property(faults.name)
            found.update(
                focus
                for focus, values in present
                if focus in other or any(isinstance(v, ox.BlankNode) for v in values)
            )
        else:
            found.update(focus for focus, _ in present)
    return found


def _with_values(
    column: Mapping[Node, list[Term]], focuses: Collection[Term]
) -> list[tuple[Term, list[Term]]]:
    """Those of some focus nodes that a property has values of, each with them, which may repeat."""
    if len(column) < len(focuses):  # most properties are of few nodes
        among = focuses if isinstance(focuses, set | dict) else set(focuses)
        return [(focus, values) for focus, values in column.items() if focus in among]
    return [(f, values) for f in focuses if (values := column.get(f))]  # type: ignore[arg-type]  # a literal has none
