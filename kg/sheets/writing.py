"""Blocks of Turtle as our files have them: one subject a block, one property a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.namespaces import PREFIXES, RDF, SRC, XSD

if TYPE_CHECKING:
    from collections.abc import Sequence

Value = ox.NamedNode | ox.Literal | tuple[ox.NamedNode, ...] | list["Line"]
Line = tuple[str, Value]
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\"\\\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


class Turtle:
    def __init__(self, claims_of: str | None = None, known: Sequence[str] = ()) -> None:
        self._spaces = dict(PREFIXES)
        if claims_of:
            self._spaces["c"] = f"{SRC}{claims_of}/"
        self._used = set(known)
        self._blocks: list[str] = []

    def block(self, subject: str, lines: Sequence[Line]) -> None:
        said = [f"{self._predicate(name)} {self._value(value)}" for name, value in lines]
        self._blocks.append(f"{self.name(subject)} " + " ;\n    ".join(said) + " .\n")

    @property
    def blocks(self) -> str:
        return "\n".join(self._blocks)

    @property
    def prefixes(self) -> dict[str, str]:
        return {prefix: self._spaces[prefix] for prefix in sorted(self._used)}

    @property
    def text(self) -> str:
        heads = [f"@prefix {prefix}: <{space}> .\n" for prefix, space in self.prefixes.items()]
        return "".join(heads) + "\n" + self.blocks

    def name(self, iri: str) -> str:
        for prefix, space in sorted(self._spaces.items(), key=lambda item: -len(item[1])):
            local = iri.removeprefix(space)
            if local != iri and _LOCAL.fullmatch(local):
                self._used.add(prefix)
                return f"{prefix}:{local}"
        return f"<{iri}>"

    def _predicate(self, iri: str) -> str:
        return "a" if iri == RDF + "type" else self.name(iri)

    def _value(self, value: Value) -> str:
        if isinstance(value, tuple):
            return ", ".join(self.name(term.value) for term in value)
        if isinstance(value, list):
            inner = [f"{self._predicate(n)} {self._value(v)}" for n, v in value]
            return "[ " + " ; ".join(inner) + " ]"
        return self.name(value.value) if isinstance(value, ox.NamedNode) else self._literal(value)

    def _literal(self, value: ox.Literal) -> str:
        text = (
            '"'
            + _HIDDEN.sub(lambda m: _ESCAPES.get(m[0]) or f"\\u{ord(m[0]):04X}", value.value)
            + '"'
        )
        if value.language:
            return f"{text}@{value.language}"
        kind = value.datatype.value
        if kind in (XSD + "integer", XSD + "decimal", XSD + "boolean"):
            return value.value
        return text if kind == XSD + "string" else f"{text}^^{self.name(kind)}"
