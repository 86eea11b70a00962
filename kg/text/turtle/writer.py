"""Write Turtle in the pinned form: prefixes by name, a block for each subject, a line for each property.

Subjects and properties keep the order in which they come. It means nothing to a program, but readers
want claims in the order of the text, and a diff shows only what has changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.errors import KgError
from kg.iris import RDF, XSD
from kg.text.turtle.tokens import NAME_PART, NAME_START

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.claims.claim import Term

# What a local name may hold without escapes, but for three characters that nobody sees:
# https://www.w3.org/TR/turtle/#grammar-production-PN_LOCAL
_LOCAL = re.compile(
    rf"(?!.*[\u200c\u200d\ufeff])[{NAME_START}_0-9](?:[{NAME_PART}.]*[{NAME_PART}])?"
)
_BARE = {
    XSD + "integer": re.compile(r"[+\-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+\-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+\-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+\-]?[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}
_FIRST, _REST, _NIL, _TYPE = (RDF + name for name in ("first", "rest", "nil", "type"))
_INLINE, _WIDTH = 3, 100  # so many properties of a blank node without a type stand in one line
_DEEPEST = 100
# Characters that an editor does not show: controls, and marks that change the direction of writing.
_HIDDEN = re.compile(r"[\x00-\x1f\x7f-\x9f\"\\\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_SHORT = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
Node = ox.NamedNode | ox.BlankNode


def write_turtle(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> str:
    """The triples as Turtle; ``prefixes`` (namespaces by prefix) that nothing uses are left out.

    Raises KgError for blank nodes nested more than 100 deep.
    """
    blocks, used = write_blocks(triples, prefixes)
    declared = "".join(f"@prefix {name}: <{prefixes[name]}> .\n" for name in sorted(used))
    return f"{declared}\n{blocks}" if declared else blocks


def write_blocks(triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> tuple[str, set[str]]:
    """The triples as Turtle without declarations, and the prefixes to be declared for it.

    A prefix whose namespace begins with a subject and ``/`` is one of them, even if nothing uses it
    yet: a new source will get claims. Raises as ``write_turtle``.
    """
    writer = _Writer(triples, prefixes)
    blocks = "\n".join(writer.block(subject) for subject in writer.heads())
    below = {f"{node.value}/" for node in writer.values}
    return blocks, writer.used | {name for name, space in prefixes.items() if space in below}


def literal_text(value: ox.Literal, datatype: str) -> str:
    """A literal as Turtle; ``datatype`` is its datatype as Turtle, such as ``xsd:date``."""
    kind = value.datatype.value
    if kind in _BARE and _BARE[kind].fullmatch(value.value):
        return value.value
    text = _HIDDEN.sub(lambda m: _SHORT.get(m[0]) or f"\\u{ord(m[0]):04X}", value.value)
    if value.language:
        return f'"{text}"@{language_tag(value.language)}'
    return f'"{text}"' if kind == XSD + "string" else f'"{text}"^^{datatype}'


def language_tag(language: str) -> str:
    """A language tag in the letters of RFC 5646, 2.1.1: ko-Latn, en-GB."""
    language_part, *parts = language.lower().split("-")
    written_parts, after_singleton = [language_part], False
    for part in parts:
        if not after_singleton and len(part) == 4 and part.isalpha():
            part = part.title()
        elif not after_singleton and len(part) == 2:
            part = part.upper()
        after_singleton = after_singleton or len(part) == 1
        written_parts.append(part)
    return "-".join(written_parts)


class _Writer:
    def __init__(self, triples: Iterable[ox.Triple], prefixes: Mapping[str, str]) -> None:
        self.spaces = prefixes
        self.used: set[str] = set()
        self.short: dict[str, str] = {}
        self.values: dict[Node, dict[str, dict[Term, None]]] = {}
        uses: dict[ox.BlankNode, int] = {}
        parents: dict[ox.BlankNode, Node] = {}
        for triple in triples:
            subject, value = triple.subject, triple.object
            if isinstance(subject, ox.Triple):
                raise TypeError("RDF 1.1 has no triple as a subject")
            values = self.values.setdefault(subject, {}).setdefault(triple.predicate.value, {})
            if isinstance(value, ox.BlankNode) and value not in values:
                uses[value] = uses.get(value, 0) + 1
                parents[value] = subject
            values[value] = None
        #: Blank nodes that need a name: several places use them, or they lie in a circle.
        self.named = _in_circles(
            {node: parent for node, parent in parents.items() if uses[node] == 1}
        )
        self.named.update(node for node, count in uses.items() if count > 1)
        self.inlined = uses.keys() - self.named
        # By the order in which they are written, so that the text that is read again gets the same.
        self.names: dict[ox.BlankNode, str] = {}

    def heads(self) -> list[Node]:
        """The subjects that get a block of their own: named nodes in their order, then blank nodes."""
        heads = [node for node in self.values if node not in self.inlined]
        return sorted(heads, key=lambda node: isinstance(node, ox.BlankNode))

    def block(self, subject: Node) -> str:
        """The Turtle of a subject: a line for it and its first property, one for each other."""
        if isinstance(subject, ox.BlankNode) and subject not in self.named:
            return f"{self._blank(subject, 0)} .\n"
        head = self._term(subject, 0)
        first_property, *later_properties = self._properties(subject, 4)
        lines = "".join(f" ;\n    {line}" for line in later_properties)
        return f"{head} {first_property}{lines} .\n"

    def _properties(self, subject: Node, indent: int) -> list[str]:
        """A line for each property with its values, and one for each text with a language."""
        lines = []
        values_by_property = self.values[subject]
        for predicate in sorted(values_by_property, key=lambda name: name != _TYPE):
            name = "a" if predicate == _TYPE else self._iri(predicate)
            texts_by_value = {
                value: self._term(value, indent) for value in values_by_property[predicate]
            }
            in_languages = [v for v in texts_by_value if isinstance(v, ox.Literal) and v.language]
            other_values = [
                shown for value, shown in texts_by_value.items() if value not in in_languages
            ]
            line = f"{name} {', '.join(other_values)}"
            nodes = all(shown.startswith("[") for shown in other_values)
            if nodes and "\n" not in line and indent + len(line) > _WIDTH:
                lines += [f"{name} {shown}" for shown in other_values]
            elif other_values:
                lines.append(line)
            lines += [f"{name} {texts_by_value[text]}" for text in in_languages]
        return lines

    def _term(self, term: Term, indent: int) -> str:
        if indent > _DEEPEST * 4:
            raise KgError(f"blank nodes are nested more than {_DEEPEST} deep", None, "name some")
        if isinstance(term, ox.NamedNode):
            return "()" if term.value == _NIL else self._iri(term.value)
        if isinstance(term, ox.Literal):
            kind = term.datatype.value
            plain = kind == XSD + "string" or term.language or literal_text(term, "").find('"') < 0
            return literal_text(term, "" if plain else self._iri(kind))
        if isinstance(term, ox.Triple):
            raise TypeError("RDF 1.1 has no triple as an object")
        if term in self.named:
            return self.names.setdefault(term, f"_:b{len(self.names) + 1}")
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
        current: Term = node
        while current != ox.NamedNode(_NIL):
            values = self.values.get(current) if isinstance(current, ox.BlankNode) else None
            if values is None or current in self.named or set(values) != {_FIRST, _REST}:
                return None
            if len(values[_FIRST]) != 1 or len(values[_REST]) != 1:
                return None
            items += values[_FIRST]
            (current,) = values[_REST]
        return items

    def _blank(self, node: ox.BlankNode, indent: int) -> str:
        if node not in self.values:
            return "[]"
        lines = self._properties(node, indent + 4)
        inline = f"[ {' ; '.join(lines)} ]"
        short = len(lines) <= _INLINE and indent + len(inline) <= _WIDTH
        if "\n" not in inline and (short or _TYPE in self.values[node]):
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


def _in_circles(parents: Mapping[ox.BlankNode, Node]) -> set[Node]:
    """The blank nodes from which going up, each to its only parent, leads back to them."""
    circles: set[Node] = set()
    seen: set[Node] = set()
    for start in parents:
        path: list[Node] = []
        node: Node | None = start
        while isinstance(node, ox.BlankNode) and node not in seen:
            seen.add(node)
            path.append(node)
            node = parents.get(node)
        if node in path:
            circles.update(path[path.index(node) :])
    return circles


def short_name(iri: str, prefixes: Mapping[str, str]) -> str:
    """An IRI as Turtle: by the prefix with the longest namespace that fits, else ``<…>``."""
    for name, space in sorted(prefixes.items(), key=lambda item: -len(item[1])):
        if space and iri.startswith(space) and _LOCAL.fullmatch(iri[len(space) :]):
            return f"{name}:{iri[len(space) :]}"
    return f"<{iri}>"
