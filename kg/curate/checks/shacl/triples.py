"""Triples in memory, by property and by node: what shapes look at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.iris import RDF

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from kg.curate.checks.shacl.outcome import Node, Term

TYPE = RDF + "type"
SUBCLASS = "http://www.w3.org/2000/01/rdf-schema#subClassOf"
FIRST, REST, NIL = RDF + "first", RDF + "rest", ox.NamedNode(RDF + "nil")


class Triples:
    """A set of triples. Properties and classes are named by their IRI, all other terms are themselves."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        # By property, then by node. A literal is no key of it, and may be asked for: hence Any.
        self._of: dict[str, dict[Any, list[Term]]] = {}
        self._inverse: dict[str, dict[Term, list[Node]]] = {}
        self._described: dict[Any, list[tuple[str, Term]]] | None = None
        self._instances: dict[Term, set[Node]] = {}
        of = self._of
        for triple in triples:
            subject, value, name = triple.subject, triple.object, triple.predicate.value
            if type(subject) is ox.Triple or type(value) is ox.Triple:
                continue
            column = of.get(name)
            if column is None:
                column = of[name] = {}
            values = column.get(subject)
            if values is None:
                column[subject] = [value]
            else:
                values.append(value)

    def objects(self, node: Term, name: str) -> Collection[Term]:
        """The different values of a property of a node."""
        found = self._of.get(name, {}).get(node, ())
        return found if len(found) < 2 else dict.fromkeys(found)

    def subjects(self, name: str, value: Term) -> Collection[Node]:
        """The different nodes to which a property gives a value."""
        if name not in self._inverse:
            inverse: dict[Term, list[Node]] = {}
            for subject, values in self._of.get(name, {}).items():
                for one in values:
                    inverse.setdefault(one, []).append(subject)
            self._inverse[name] = inverse
        found = self._inverse[name].get(value, ())
        return found if len(found) < 2 else dict.fromkeys(found)

    def with_property(self, name: str) -> Mapping[Node, list[Term]]:
        """The nodes that have a property, each with its values (which may repeat)."""
        return self._of.get(name, {})

    def described(self, node: Term) -> Collection[tuple[str, Term]]:
        """The properties of a node with their values, each pair once."""
        if self._described is None:
            self._described = {}
            for name, values in self._of.items():
                for subject, objects in values.items():
                    pairs = self._described.setdefault(subject, [])
                    pairs.extend((name, value) for value in objects)
        return list(dict.fromkeys(self._described.get(node, ())))

    def instances(self, of: Term) -> set[Node]:
        """The nodes of a class and of its subclasses (SHACL instances: SHACL, section 1.1)."""
        if of not in self._instances:
            found: set[Node] = set()
            passed: set[Term] = set()
            waiting: list[Term] = [of]
            while waiting:
                one = waiting.pop()
                if one not in passed:
                    passed.add(one)
                    found.update(self.subjects(TYPE, one))
                    waiting += self.subjects(SUBCLASS, one)
            self._instances[of] = found
        return self._instances[of]

    def literals(self) -> Iterator[ox.Literal]:
        """All literals that are values, as often as they are stated."""
        for values in self._of.values():
            for objects in values.values():
                yield from (value for value in objects if isinstance(value, ox.Literal))

    def members(self, node: Term) -> list[Term] | None:
        """The members of a list; None where it is none, has no end or several."""
        members: list[Term] = []
        passed: set[Term] = set()
        while node != NIL:
            firsts, rests = list(self.objects(node, FIRST)), list(self.objects(node, REST))
            if node in passed or len(firsts) != 1 or len(rests) != 1:
                return None
            passed.add(node)
            members += firsts
            node = rests[0]
        return members
