"""One pinned way to write Turtle: prefixes by name, one block a subject, one line a property.

Blocks and properties keep the order in which they come: it carries no meaning for a program, but
for a reader it does (claims in text order), and what is not moved makes no difference in a diff.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KgError
from kg.iris import RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.claims.claim import Term

_LOCAL = re.compile(r"[^\W]([\w.\-]*[\w\-])?")
_BARE = {
    XSD + "integer": re.compile(r"[+\-]?\d+"),
    XSD + "decimal": re.compile(r"[+\-]?\d*\.\d+"),
    XSD + "double": re.compile(r"[+\-]?(?:\d+\.\d*|\.?\d+)[eE][+\-]?\d+"),
    XSD + "boolean": re.compile(r"true|false"),
}
_FIRST, _REST, _NIL, _TYPE = (RDF + name for name in ("first", "rest", "nil", "type"))
_INLINE, _WIDTH = 3, 100  # so many properties of a blank node without a type stand in one line
_DEEPEST = 100
# What no editor shows as itself: controls, and the marks that turn the direction of writing.
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\"\\\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
Node = ox.NamedNode | ox.BlankNode


def write_turtle(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> str:
    """The triples as Turtle. Prefixes that nothing uses are left out."""
    blocks, used = write_blocks(triples, prefixes)
    declared = "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(used))
    return f"{declared}\n{blocks}" if declared else blocks


def write_blocks(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> tuple[str, set[str]]:
    """The triples as Turtle without its head, and the prefixes that belong there.

    That of what lies below a subject is one of them: a new source will get claims.
    """
    writer = _Writer(triples, prefixes)
    blocks = "\n".join(writer.block(subject) for subject in writer.heads())
    below = {f"{node.value}/" for node in writer.said}
    return blocks, writer.used | {name for name, space in prefixes.items() if space in below}


def written(value: ox.Literal, datatype: str) -> str:
    """A literal; ``datatype`` is how its datatype is written."""
    kind = value.datatype.value
    if kind in _BARE and _BARE[kind].fullmatch(value.value):
        return value.value
    text = _HIDDEN.sub(lambda m: _SHORT.get(m[0]) or f"\\u{ord(m[0]):04X}", value.value)
    if value.language:
        return f'"{text}"@{tag(value.language)}'
    return f'"{text}"' if kind == XSD + "string" else f'"{text}"^^{datatype}'


def tag(language: str) -> str:
    """A language tag in the letters of RFC 5646, 2.1.1: ko-Latn, en-GB."""
    first, *rest = language.lower().split("-")
    shaped, single = [first], False
    for part in rest:
        if not single and len(part) == 4 and part.isalpha():
            part = part.title()
        elif not single and len(part) == 2:
            part = part.upper()
        single = single or len(part) == 1
        shaped.append(part)
    return "-".join(shaped)


class _Writer:
    def __init__(self, triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> None:
        self.spaces = prefixes
        self.used: set[str] = set()
        self.short: dict[str, str] = {}
        self.said: dict[Node, dict[str, dict[Term, None]]] = {}
        named: dict[ox.BlankNode, int] = {}
        self.parents: dict[ox.BlankNode, Node] = {}
        for triple in triples:
            subject, value = triple.subject, triple.object
            if isinstance(subject, ox.Triple):
                raise TypeError("RDF 1.1 has no triple as a subject")
            own = self.said.setdefault(subject, {}).setdefault(triple.predicate.value, {})
            if isinstance(value, ox.BlankNode) and value not in own:
                named[value] = named.get(value, 0) + 1
                self.parents[value] = subject
            own[value] = None
        #: Blank nodes that need a name: several places use them, or they lie in a circle.
        shared = [node for node, count in named.items() if count > 1]
        shared += [node for node in named if node not in shared and self._circular(node)]
        self.names = {node: f"_:b{number}" for number, node in enumerate(shared, 1)}
        self.inlined = {node for node in named if node not in self.names}

    def _circular(self, node: ox.BlankNode) -> bool:
        seen: set[Node] = set()
        above: Node | None = node
        while isinstance(above, ox.BlankNode) and above not in seen:
            seen.add(above)
            above = self.parents.get(above)
        return above == node

    def heads(self) -> list[Node]:
        """Whoever has a block of its own: named nodes in their order, then the rest."""
        heads = [node for node in self.said if node not in self.inlined]
        return sorted(heads, key=lambda node: isinstance(node, ox.BlankNode))

    def block(self, subject: Node) -> str:
        if isinstance(subject, ox.BlankNode) and subject not in self.names:
            return f"{self._blank(subject, 0)} .\n"
        first, *rest = self._properties(subject, 4)
        lines = "".join(f" ;\n    {line}" for line in rest)
        return f"{self._term(subject, 0)} {first}{lines} .\n"

    def _properties(self, subject: Node, indent: int) -> list[str]:
        """Each property with its values side by side, but each text in a language on its own."""
        lines = []
        said = self.said[subject]
        for predicate in sorted(said, key=lambda name: name != _TYPE):
            name = "a" if predicate == _TYPE else self._iri(predicate)
            values = {value: self._term(value, indent) for value in said[predicate]}
            texts = [v for v in values if isinstance(v, ox.Literal) and v.language]
            others = [shown for value, shown in values.items() if value not in texts]
            line = f"{name} {', '.join(others)}"
            nodes = all(shown.startswith("[") for shown in others)
            if nodes and "\n" not in line and indent + len(line) > _WIDTH:
                lines += [f"{name} {shown}" for shown in others]
            elif others:
                lines.append(line)
            lines += [f"{name} {values[text]}" for text in texts]
        return lines

    def _term(self, term: Term, indent: int) -> str:
        if indent > _DEEPEST * 4:
            raise KgError(f"blank nodes are nested more than {_DEEPEST} deep", None, "name some")
        if isinstance(term, ox.NamedNode):
            return "()" if term.value == _NIL else self._iri(term.value)
        if isinstance(term, ox.Literal):
            kind = term.datatype.value
            plain = kind == XSD + "string" or term.language or written(term, "").find('"') < 0
            return written(term, "" if plain else self._iri(kind))
        if isinstance(term, ox.Triple):
            raise TypeError("RDF 1.1 has no triple as an object")
        if term in self.names:
            return self.names[term]
        items = self._items(term)
        if items is not None:
            shown = [self._term(item, indent + 4) for item in items]
            inline = f"( {' '.join(shown)} )"
            if "\n" not in inline and indent + len(inline) <= _WIDTH:
                return inline
            listed = "".join(f"{' ' * (indent + 4)}{item}\n" for item in shown)
            return f"(\n{listed}{' ' * indent})"
        return self._blank(term, indent)

    def _items(self, node: ox.BlankNode) -> list[Term] | None:
        """The items of a well-formed list; None for another blank node."""
        items: list[Term] = []
        at: Term = node
        while at != ox.NamedNode(_NIL):
            said = self.said.get(at) if isinstance(at, ox.BlankNode) else None
            if said is None or at in self.names or set(said) != {_FIRST, _REST}:
                return None
            if len(said[_FIRST]) != 1 or len(said[_REST]) != 1:
                return None
            items += said[_FIRST]
            (at,) = said[_REST]
        return items

    def _blank(self, node: ox.BlankNode, indent: int) -> str:
        if node not in self.said:
            return "[]"
        lines = self._properties(node, indent + 4)
        inline = f"[ {' ; '.join(lines)} ]"
        short = len(lines) <= _INLINE and indent + len(inline) <= _WIDTH
        if "\n" not in inline and (short or _TYPE in self.said[node]):
            return inline
        inner, outer = " " * (indent + 4), " " * indent
        body = " ;\n".join(inner + line for line in lines)
        return f"[\n{body}\n{outer}]"

    def _iri(self, iri: str) -> str:
        if iri not in self.short:
            self.short[iri] = name = short_name(iri, self.spaces)
            if not name.startswith("<"):
                self.used.add(name.partition(":")[0])
        return self.short[iri]


def short_name(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI by the prefix with the longest namespace that leaves a plain name; else in full."""
    for name, space in sorted(prefixes.items(), key=lambda item: -len(item[1])):
        if space and iri.startswith(space) and _LOCAL.fullmatch(iri[len(space) :]):
            return f"{name}:{iri[len(space) :]}"
    return f"<{iri}>"
