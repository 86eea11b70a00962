"""Turtle as a person would write it: prefixes, then a block a subject, a line a statement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.namespaces import KGD, PREFIXES, RDF, SRC, XSD

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Prefixes that our files use and that a query does not know by itself.
FILE_PREFIXES = {
    "sh": "http://www.w3.org/ns/shacl#",
    "wd": "http://www.wikidata.org/entity/",
}
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?")
_BARE = {XSD + "integer": re.compile(r"[+-]?\d+"), XSD + "boolean": re.compile(r"true|false")}
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# What no editor shows as itself: controls, and the marks that turn the direction of writing.
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\"\\\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")

#: An object: a term, or several of one predicate, or the lines of a node in brackets.
Value = ox.NamedNode | ox.Literal | tuple[ox.NamedNode, ...] | list["Line"]
Line = tuple[str, Value]


def quoted(text: str) -> str:
    """A text as a string of Turtle on one line; what does not show is written as an escape."""
    return '"' + _HIDDEN.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", text) + '"'


def english(text: str) -> ox.Literal:
    """A text in English."""
    return ox.Literal(text, language="en")


class Turtle:
    """A file in the making: blocks, and the prefixes that they came to use."""

    def __init__(self, claims_of: str | None = None, known: Sequence[str] = ()) -> None:
        """``claims_of``: the source whose claims get the prefix ``c:``; ``known``: prefixes that
        stand at the top although nothing here uses them yet."""
        self._spaces = PREFIXES | FILE_PREFIXES
        if claims_of:
            self._spaces["c"] = f"{SRC}{claims_of}/"
        self._used = set(known)
        self._blocks: list[str] = []

    def block(self, subject: str, lines: Sequence[Line]) -> None:
        """Add what is said of a subject, its type first."""
        said = [f"{self._predicate(name)} {self._value(value, 1)}" for name, value in lines]
        self._blocks.append(f"{self.name(subject)} " + " ;\n    ".join(said) + " .\n")

    @property
    def blocks(self) -> str:
        """The blocks without the prefixes: what is added to a file."""
        return "\n".join(self._blocks)

    @property
    def prefixes(self) -> dict[str, str]:
        """The prefixes that the blocks use, in the order of a file."""
        return {prefix: self._spaces[prefix] for prefix in sorted(self._used)}

    @property
    def text(self) -> str:
        """The whole file."""
        heads = [f"@prefix {prefix}: <{space}> .\n" for prefix, space in self.prefixes.items()]
        return "".join(heads) + "\n" + self.blocks

    def name(self, iri: str) -> str:
        """``kg:State`` where a known prefix fits, else the IRI in angle brackets."""
        # The longest namespace, so that a claim is c:c001 and not an IRI below src:.
        for prefix, space in sorted(self._spaces.items(), key=lambda item: -len(item[1])):
            local = iri.removeprefix(space)
            if local != iri and _LOCAL.fullmatch(local):
                self._used.add(prefix)
                return f"{prefix}:{local}"
        return str(ox.NamedNode(iri))

    def _predicate(self, iri: str) -> str:
        return "a" if iri == RDF + "type" else self.name(iri)

    def _value(self, value: Value, depth: int) -> str:
        if isinstance(value, tuple):
            return ", ".join(self.name(term.value) for term in value)
        if isinstance(value, list):
            pad = "    " * (depth + 1)
            inner = [f"{pad}{self._predicate(n)} {self._value(v, depth + 1)}" for n, v in value]
            return "[\n" + " ;\n".join(inner) + "\n" + "    " * depth + "]"
        return self.name(value.value) if isinstance(value, ox.NamedNode) else self._literal(value)

    def _literal(self, value: ox.Literal) -> str:
        if value.language:
            return f"{quoted(value.value)}@{value.language}"
        kind = value.datatype.value
        if kind == XSD + "string":
            return quoted(value.value)
        if kind in _BARE and _BARE[kind].fullmatch(value.value):
            return value.value
        return f"{quoted(value.value)}^^{self.name(kind)}"


def entity(name: str) -> ox.NamedNode:
    """An entity by the local part of its identifier."""
    return ox.NamedNode(KGD + name)
