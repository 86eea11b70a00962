"""Shapes and data drawn at random: all of SHACL Core, and values that fit it barely or not at all."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from kg.iris import ONTOLOGY_GRAPH, SRC
from kg.text.inputs import InputFile
from kg.text.turtle.document import parse_turtle
from tests.conftest import ROOT

if TYPE_CHECKING:
    from kg.text.turtle.document import Document

HEAD = """@prefix e: <http://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

"""
_PROPERTIES = ("e:p", "e:q", "e:r")
_CLASSES = ("e:A", "e:B", "e:C")
_NODES = ("e:a", "e:b", "e:c", "_:b", "_:c")
_LITERALS = [
    *("1", "2", "-3", "01", "2.0", "1.50", "1e0", "true", '"x"', '"y"', '"xy"@en', '"xy"@en-gb'),
    *('"z"@de', '"Z"@EN', '"01"^^xsd:integer', '" 1 "^^xsd:integer', '"+2"^^xsd:integer'),
    *('"1.5"^^xsd:integer', '"300"^^xsd:byte', '"9"^^xsd:byte', '"2"^^xsd:nonNegativeInteger'),
    *('"-2"^^xsd:nonNegativeInteger', '"INF"^^xsd:double', '"NaN"^^xsd:double', '"1"^^xsd:float'),
    *('"2024-02-30"^^xsd:date', '"2024-02-28"^^xsd:date', '"2023-12-01Z"^^xsd:date'),
    *('"2024"^^xsd:gYear', '"2023-05"^^xsd:gYearMonth', '"12:00:00"^^xsd:time', '"x"^^xsd:time'),
    *('"2024-01-01T00:00:00"^^xsd:dateTime', '"2024-01-01T00:00:00Z"^^xsd:dateTime'),
    *('"P1Y"^^xsd:duration', '"http://e/ x"^^xsd:anyURI', '"1"^^xsd:boolean', '"no"^^xsd:boolean'),
    *('"x"^^e:own', '"y"^^e:own', '"<a/>"^^rdf:XMLLiteral', '"QQ=="^^xsd:base64Binary', '""'),
    *('"en"^^xsd:language', '"١"^^xsd:integer', '"1.5.2"^^xsd:decimal', '".5"^^xsd:decimal'),
]
_DATATYPES = (
    *("xsd:string", "xsd:integer", "xsd:decimal", "xsd:boolean", "xsd:date", "xsd:dateTime"),
    *("xsd:double", "xsd:byte", "xsd:gYear", "xsd:time", "xsd:anyURI", "rdf:langString", "e:own"),
    *("xsd:nonNegativeInteger", "xsd:duration", "rdfs:Literal", "xsd:float", "rdf:XMLLiteral"),
)
_KINDS = ("IRI", "Literal", "BlankNode", "IRIOrLiteral", "BlankNodeOrIRI", "BlankNodeOrLiteral")
_PATTERNS = ("^x", "[0-9]+", "y$", "^X", "(?=x)x", "http", r"\\d", "(x)\\\\1", "")
_TARGETS = ("e:a", "e:z", "1", '"xy"@en')
_FLAGS = ("i", "m", "im", "s")
_RANGES = ('"en"', '"de" "en-gb"', '"*"')


class Drawer:
    """Draws Turtle from a seed."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # no secret

    def documents(self) -> tuple[Document, Document]:
        """An ontology with shapes, and data."""
        any_of = self._random
        terms = [f"{name} a owl:Class ." for name in _CLASSES]
        terms += [
            f"e:{a} rdfs:subClassOf e:{b} ." for a, b in ("BA", "CB") if any_of.random() < 0.6
        ]
        shapes = [self._named(number) for number in range(any_of.randint(1, 3))]
        data = [self._triple() for _ in range(any_of.randint(4, 30))]
        return (
            _parsed("ontology/terms/own.ttl", "\n".join(terms + shapes), ONTOLOGY_GRAPH),
            _parsed("seeds/a.ttl", "\n".join(data), SRC + "a"),
        )

    def _one(self, *values: str) -> str:
        return self._random.choice(values)

    def _value(self) -> str:
        if self._random.random() < 0.5:
            return self._one(*_LITERALS)
        return self._one(*_NODES, *_CLASSES)

    def _triple(self) -> str:
        subject = self._one(*_NODES)
        if self._random.random() < 0.3:
            return f"{subject} a {self._one(*_CLASSES, 'rdfs:Resource')} ."
        return f"{subject} {self._one(*_PROPERTIES)} {self._value()} ."

    def _named(self, number: int) -> str:
        name, kind = f"e:S{number}", self._one("sh:NodeShape", "sh:PropertyShape")
        if self._random.random() < 0.2:
            name, kind = self._one(*_CLASSES), "sh:NodeShape"
        targets = [
            f"sh:targetClass {self._one(*_CLASSES)}",
            f"sh:targetSubjectsOf {self._one(*_PROPERTIES)}",
            f"sh:targetObjectsOf {self._one(*_PROPERTIES)}",
            f"sh:targetNode {self._one(*_TARGETS)}",
        ]
        said = self._random.sample(targets, self._random.randint(1, 2))
        if kind == "sh:PropertyShape":
            said.append(f"sh:path {self._path()}")
        said += self._constraints(2, with_path=kind == "sh:PropertyShape")
        if self._random.random() < 0.1:
            said.append(f"sh:severity {self._one('sh:Warning', 'sh:Info', 'e:Grave')}")
        if self._random.random() < 0.05:
            said.append("sh:deactivated true")
        return f"{name} a {kind} ; {' ; '.join(said)} ."

    def _path(self, depth: int = 2) -> str:
        if depth == 0 or self._random.random() < 0.6:
            return self._one(*_PROPERTIES)
        one, two = self._path(depth - 1), self._path(depth - 1)
        return self._one(
            f"[ sh:inversePath {one} ]",
            f"( {one} {two} )",
            f"[ sh:alternativePath ( {one} {two} ) ]",
            f"[ sh:zeroOrMorePath {one} ]",
            f"[ sh:oneOrMorePath {one} ]",
            f"[ sh:zeroOrOnePath {one} ]",
        )

    def _inner(self, depth: int) -> str:
        if self._random.random() < 0.15:
            return self._one("e:S0", "e:S1")  # which may be none, or lead to itself
        if self._random.random() < 0.5:
            return f"[ {' ; '.join(self._constraints(depth - 1, with_path=False))} ]"
        return self._property(depth - 1)

    def _property(self, depth: int) -> str:
        said = [f"sh:path {self._path()}", *self._constraints(depth, with_path=True)]
        return f"[ {' ; '.join(said)} ]"

    def _constraints(self, depth: int, *, with_path: bool) -> list[str]:
        any_of = self._random
        made = [
            f"sh:class {self._one(*_CLASSES)}",
            f"sh:datatype {self._one(*_DATATYPES)}",
            f"sh:nodeKind sh:{self._one(*_KINDS)}",
            f"sh:{self._one('min', 'max')}Length {any_of.randint(0, 4)}",
            f"sh:{self._one('min', 'max')}{self._one('In', 'Ex')}clusive {self._one(*_LITERALS)}",
            f'sh:pattern "{self._one(*_PATTERNS)}"',
            f'sh:pattern "{self._one(*_PATTERNS)}" ; sh:flags "{self._one(*_FLAGS)}"',
            f"sh:languageIn ( {self._one(*_RANGES)} )",
            f"sh:in ( {' '.join(self._value() for _ in range(any_of.randint(1, 4)))} )",
            f"sh:hasValue {self._value()}",
            f"sh:{self._one('equals', 'disjoint')} {self._one(*_PROPERTIES)}",
            f"sh:closed true ; sh:ignoredProperties ( {self._one('rdf:type', 'e:p', 'e:q e:r')} )",
        ]
        if with_path:
            made += [
                f"sh:{self._one('min', 'max')}Count {any_of.randint(0, 3)}",
                "sh:uniqueLang true",
                f"sh:lessThan{self._one('', 'OrEquals')} {self._one(*_PROPERTIES)}",
            ]
        if depth > 0:
            inner = [self._inner(depth) for _ in range(2)]
            made += [
                f"sh:not {inner[0]}",
                f"sh:node {inner[0]}",
                f"sh:{self._one('and', 'or', 'xone')} ( {' '.join(inner)} )",
                f"sh:property {self._property(depth - 1)}",
                f"sh:property {self._property(depth - 1)}",
            ]
        if any_of.random() < 0.05:
            made = ["sh:qualifiedValueShape [ sh:class e:A ] ; sh:qualifiedMinCount 1", *made[:1]]
        return any_of.sample(made, min(len(made), any_of.randint(1, 3)))


def _parsed(name: str, text: str, graph: str) -> Document:
    return parse_turtle(InputFile(ROOT / name, name, f"{HEAD}{text}\n".encode()), graph)
