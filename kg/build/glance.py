"""One look at the triples of a text: what stands in it, each once, so that most rules need not read it again.

To ask a triple for its parts makes new objects each time, and costs more than most of what is asked
of them.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.iris import RDF

if TYPE_CHECKING:
    from kg.text.turtle.document import Document

_TYPE = RDF + "type"


class Glance:
    """What stands in a document (``document``).

    ``subjects`` are the named subjects in their order, ``objects`` the named objects (all as IRIs),
    ``literals`` the literals, ``with_property`` the triples by the IRI of their property in their
    order, and ``blank`` those with a blank node.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        subjects: dict[object, None] = {}
        objects: set[object] = set()
        self.with_property: defaultdict[str, list[ox.Triple]] = defaultdict(list)
        self.blank: list[ox.Triple] = []
        for triple in document.triples:
            subject, value = triple.subject, triple.object
            subjects[subject] = None
            objects.add(value)
            self.with_property[triple.predicate.value].append(triple)
            if isinstance(subject, ox.BlankNode) or isinstance(value, ox.BlankNode):
                self.blank.append(triple)
        self.subjects = {s.value: None for s in subjects if isinstance(s, ox.NamedNode)}
        self.objects = {o.value for o in objects if isinstance(o, ox.NamedNode)}
        self.literals = {o for o in objects if isinstance(o, ox.Literal)}

    @cached_property
    def iris(self) -> set[str]:
        """All IRIs: of subjects, properties and objects, and the datatypes of literals."""
        datatypes = {literal.datatype.value for literal in self.literals}
        return {*self.subjects, *self.with_property, *self.objects, *datatypes}

    @cached_property
    def types(self) -> dict[str, set[str]]:
        """The classes that are stated of each named node, all as IRIs."""
        types: dict[str, set[str]] = {}
        for triple in self.of(_TYPE):
            if isinstance(triple.subject, ox.NamedNode):
                kind = triple.object
                named = "" if isinstance(kind, ox.Triple) else kind.value
                types.setdefault(triple.subject.value, set()).add(named)
        return types

    def of(self, *names: str) -> list[ox.Triple]:
        """The triples of some properties (IRIs), those of each in their order."""
        return [triple for name in names for triple in self.with_property.get(name, ())]
