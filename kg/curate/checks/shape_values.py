"""What the parameters of SHACL take: kinds of values, paths, lists (https://www.w3.org/TR/shacl/)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.iris import RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Iterable

_SH = "http://www.w3.org/ns/shacl#"
_FIRST, _REST, _NIL = RDF + "first", RDF + "rest", ox.NamedNode(RDF + "nil")
_TYPE = RDF + "type"
_IRI, _BOOLEAN, _COUNT = "an IRI", "true or false", "a whole number, 0 or more"
_LITERAL, _STRING, _TEXT = "a literal", "a text without a language", "a text"
_SHAPE, _PROPERTY_SHAPE = "a shape", "a property shape, with a sh:path"
_NODE, _NAME = "a node", "an IRI or a literal"
_NODE_KIND = "one of sh:IRI, sh:Literal, sh:BlankNode and the three of two of them"
_LIST, _IRIS, _STRINGS, _SHAPES = "a list", "a list of IRIs", "a list of texts", "a list of shapes"
_MEMBERS = {_IRIS: _IRI, _STRINGS: _STRING, _SHAPES: _SHAPE}

#: What each parameter takes, by its local name; ``sh:path`` is judged by ``problem_of_path``.
TAKES = {
    name: kind
    for kind, names in {
        _IRI: "severity class datatype equals disjoint lessThan lessThanOrEquals targetClass"
        " targetSubjectsOf targetObjectsOf group",
        _BOOLEAN: "deactivated closed uniqueLang qualifiedValueShapesDisjoint optional",
        _COUNT: "minCount maxCount minLength maxLength qualifiedMinCount qualifiedMaxCount",
        _LITERAL: "minInclusive maxInclusive minExclusive maxExclusive order",
        _STRING: "pattern flags select ask construct update prefix",
        _TEXT: "message name description",
        _SHAPE: "node not qualifiedValueShape",
        _PROPERTY_SHAPE: "property",
        _NODE: "sparql target rule js parameter validator nodeValidator propertyValidator prefixes"
        " declare",
        _NAME: "targetNode",
        _NODE_KIND: "nodeKind",
        _LIST: "in",
        _IRIS: "ignoredProperties",
        _STRINGS: "languageIn",
        _SHAPES: "and or xone",
    }.items()
    for name in names.split()
}
AT_MOST_ONE = frozenset(
    [
        "path",
        "deactivated",
        "severity",
        "datatype",
        "nodeKind",
        "minCount",
        "maxCount",
        "minInclusive",
        "maxInclusive",
        "minExclusive",
        "maxExclusive",
        "minLength",
        "maxLength",
        "uniqueLang",
        "closed",
        "ignoredProperties",
        "in",
        "languageIn",
        "flags",
        "select",
        "ask",
        "qualifiedMinCount",
        "qualifiedMaxCount",
        "optional",
    ]
)
#: What does nothing where none of the others stands beside it.
NEEDS = {
    "flags": (("pattern",),),
    "ignoredProperties": (("closed",),),
    "qualifiedMinCount": (("qualifiedValueShape",),),
    "qualifiedMaxCount": (("qualifiedValueShape",),),
    "qualifiedValueShape": (("qualifiedMinCount", "qualifiedMaxCount"), ("path",)),
    "minCount": (("path",),),
    "maxCount": (("path",),),
    "uniqueLang": (("path",),),
    "lessThan": (("path",),),
    "lessThanOrEquals": (("path",),),
}
_PATHS = ("inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
_KINDS_OF_NODES = {
    *("IRI", "Literal", "BlankNode", "IRIOrLiteral", "BlankNodeOrIRI", "BlankNodeOrLiteral")
}
_STRING_TYPES = {XSD + "string"}
_INTEGERS = {
    XSD + name
    for name in [
        "integer",
        "nonNegativeInteger",
        "positiveInteger",
        "int",
        "long",
        "short",
        "byte",
        "unsignedInt",
        "unsignedLong",
        "unsignedShort",
        "unsignedByte",
    ]
}
_DEEPEST = 100


def sh_name(name: str) -> str:
    """A word of SHACL as it is written."""
    return f"sh:{name}"


class Shapes:
    """All that an ontology says in the words of SHACL, and its lists."""

    def __init__(self, triples: Iterable[ox.Triple]) -> None:
        self._said: dict[object, dict[str, list[object]]] = {}
        self._rest: dict[object, dict[str, list[object]]] = {}
        self._kinds: dict[object, list[ox.NamedNode]] = {}
        for triple in triples:
            name, value = triple.predicate.value, triple.object
            if name.startswith(_SH):
                values = self._said.setdefault(triple.subject, {})
                values.setdefault(name.removeprefix(_SH), []).append(value)
            elif name in (_FIRST, _REST):
                self._rest.setdefault(triple.subject, {}).setdefault(name, []).append(value)
            elif name == _TYPE and isinstance(value, ox.NamedNode):
                self._kinds.setdefault(triple.subject, []).append(value)

    def of(self, node: object) -> dict[str, list[object]]:
        """The values that a node gives to the properties of SHACL, by their local names."""
        return self._said.get(node, {})

    def kinds(self, node: object) -> list[ox.NamedNode]:
        """The classes of a node."""
        return self._kinds.get(node, [])

    def is_described(self, node: object) -> bool:
        """Whether anything is said of a node that could make it a shape."""
        return node in self._said or node in self._kinds

    def members(self, node: object) -> list[object] | None:
        """The members of a list; None where it is none, or has no end or several."""
        members: list[object] = []
        passed = set()
        while node != _NIL:
            cell = self._rest.get(node, {})
            firsts, rests = cell.get(_FIRST, []), cell.get(_REST, [])
            if node in passed or len(firsts) != 1 or len(rests) != 1:
                return None
            passed.add(node)
            members += firsts
            node = rests[0]
        return members


def problem_of_value(value: object, kind: str, shapes: Shapes) -> str | None:
    """Why a value is none of a kind of ``TAKES``, to stand behind the name of its parameter."""
    if kind in (_LIST, *_MEMBERS):
        members = shapes.members(value)
        if members is None:
            return f"is {_shown(value)}, and must be {kind}"
        wrong = [m for m in members if kind != _LIST and not _fits(m, _MEMBERS[kind], shapes)]
        return f"holds {_shown(wrong[0])}, and must be {kind}" if wrong else None
    return None if _fits(value, kind, shapes) else f"is {_shown(value)}, and must be {kind}"


def _fits(value: object, kind: str, shapes: Shapes) -> bool:
    if kind == _IRI:
        return isinstance(value, ox.NamedNode)
    if kind == _NAME:
        return isinstance(value, ox.NamedNode | ox.Literal)
    if kind == _NODE:
        return isinstance(value, ox.NamedNode | ox.BlankNode)
    if kind == _NODE_KIND:
        return isinstance(value, ox.NamedNode) and value.value.removeprefix(_SH) in _KINDS_OF_NODES
    if kind == _PROPERTY_SHAPE:
        return "path" in shapes.of(value)
    if kind == _SHAPE:
        return isinstance(value, ox.NamedNode | ox.BlankNode) and shapes.is_described(value)
    return isinstance(value, ox.Literal) and _fits_literal(value, kind)


def _fits_literal(value: ox.Literal, kind: str) -> bool:
    datatype = value.datatype.value
    if kind == _BOOLEAN:
        return datatype == XSD + "boolean" and value.value in ("true", "false", "1", "0")
    if kind == _COUNT:
        digits = value.value.strip().removeprefix("+")
        return datatype in _INTEGERS and digits.isascii() and digits.isdigit()
    if kind == _STRING:
        return datatype in _STRING_TYPES
    return kind == _LITERAL or datatype in _STRING_TYPES or bool(value.language)


def problem_of_path(
    value: object, shapes: Shapes, around: tuple[object, ...] = (), fine: set[object] | None = None
) -> str | None:
    """Why a value is no property path (SHACL, section 2.3.1), to stand behind ``sh:path``.

    ``around`` are the paths that it is in, ``fine`` those that were looked at before.
    """
    fine = set() if fine is None else fine
    if (isinstance(value, ox.NamedNode) and value != _NIL) or value in fine:
        return None
    if value in around or len(around) > _DEEPEST:
        return "leads in a circle, or is nested too deeply"
    problem = _problem_of_steps(value, shapes, (*around, value), fine)
    if problem is None:
        fine.add(value)
    return problem


def _problem_of_steps(
    value: object, shapes: Shapes, around: tuple[object, ...], fine: set[object]
) -> str | None:
    said = shapes.of(value)
    ways = [name for name in (*_PATHS, "alternativePath") if name in said]
    if len(ways) == 1 and len(said[ways[0]]) == 1:
        inner = said[ways[0]][0]
        if ways[0] != "alternativePath":
            return problem_of_path(inner, shapes, around, fine)
        value = inner
    members = shapes.members(value)
    if members is None:
        return f"is {_shown(value)}, and must be a property or a path of properties"
    if len(members) < 2:
        count = "an empty list" if not members else "a list of one"
        return f"is {count}, and a path has two steps or more"
    problems = (problem_of_path(member, shapes, around, fine) for member in members)
    return next((problem for problem in problems if problem), None)


def _shown(value: object) -> str:
    if isinstance(value, ox.Literal):
        text = value.value if len(value.value) <= 60 else f"{value.value[:60]}…"
        return f"“{text}”"
    if isinstance(value, ox.NamedNode):
        return "an empty list" if value == _NIL else f"<{value.value}>"
    return "a node without a name"
