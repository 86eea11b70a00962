"""The constraint components of SHACL Core (SHACL, section 4), each as a function of a focus node.

What pySHACL reads in a way of its own, or refuses, is not held: NotHeldError sends the shape to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

import pyoxigraph as ox

from kg.curate.checks.shacl.batches import Beside, Constraint, Each, Inner, Number, Several, Shapes
from kg.curate.checks.shacl.literals import is_before, is_beyond, is_of
from kg.curate.checks.shacl.outcome import SH, NotHeldError, Result
from kg.curate.checks.shacl.triples import TYPE
from kg.iris import XSD

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from kg.curate.checks.shacl.batches import Faults, Tried
    from kg.curate.checks.shacl.outcome import Term
    from kg.curate.checks.shacl.triples import Triples

_RDFS_RESOURCE = ox.NamedNode("http://www.w3.org/2000/01/rdf-schema#Resource")
_SPECIAL_DATATYPES = "http://www.w3.org/2000/01/rdf-schema#"
_KINDS: dict[type, frozenset[str]] = {
    ox.NamedNode: frozenset(("IRI", "BlankNodeOrIRI", "IRIOrLiteral")),
    ox.BlankNode: frozenset(("BlankNode", "BlankNodeOrIRI", "BlankNodeOrLiteral")),
    ox.Literal: frozenset(("Literal", "BlankNodeOrLiteral", "IRIOrLiteral")),
}
_TRUE, _FALSE = ("true", "1"), ("false", "0")


class Context(Protocol):
    """The shapes among which a constraint stands."""

    triples: Triples

    def shape(self, node: Term) -> Tried:
        """The shape of a node; raises NotHeldError where it is not compiled."""


class Stated(NamedTuple):
    """A parameter with a value at a shape, all that the shape says, and the shapes around it."""

    name: str
    value: Term
    shape: Tried
    said: dict[str, list[Term]]
    context: Context


def constraints_of(shape: Tried, context: Context) -> Iterator[tuple[str, Constraint]]:
    """The constraints that a shape states, each by the name of its parameter.

    Raises NotHeldError for one that is not compiled.
    """
    said: dict[str, list[Term]] = {}
    for name, value in context.triples.described(shape.node):
        if name.startswith(SH):
            said.setdefault(name.removeprefix(SH), []).append(value)
    if said.keys() & _NOT_HELD or ("ignoredProperties" in said and "closed" not in said):
        raise NotHeldError
    for name, values in said.items():
        if name in _ONCE and len(values) > 1:
            raise NotHeldError
        for value in values:
            stated = Stated(name, value, shape, said, context)
            if name in _FAULTS:
                yield name, _reported(stated, _FAULTS[name](stated))
            elif name in _RESULTS:
                yield name, _RESULTS[name](stated)


def component(name: str) -> str:
    """The IRI of the constraint component of a parameter."""
    return f"{SH}{name[0].upper()}{name[1:]}ConstraintComponent"


def _reported(stated: Stated, faults: Faults) -> Constraint:
    """The constraint whose results are faults of values."""
    shape = stated.shape
    node, path, severity, kind = shape.node, shape.path, shape.severity, component(stated.name)

    def results(data: Triples, focus: Term, values: Collection[Term]) -> Iterator[Result]:
        for value in faults(data, focus, values):
            yield Result(focus, path, value, severity, kind, node)

    return Constraint(results, faults)


# What looks at the values alone.


def _count(stated: Stated, *, most: bool) -> Faults:
    bound = _whole_number(stated.value)
    _with_path(stated)
    return Number((lambda count: count <= bound) if most else (lambda count: count >= bound))


def _datatype(stated: Stated) -> Faults:
    name = _iri(stated.value)
    if name.startswith(_SPECIAL_DATATYPES):
        raise NotHeldError
    return Each(lambda _data, v: isinstance(v, ox.Literal) and is_of(v, name))


def _node_kind(stated: Stated) -> Faults:
    kind = _iri(stated.value).removeprefix(SH)
    if not any(kind in kinds for kinds in _KINDS.values()):
        raise NotHeldError
    return Each(lambda _data, v: kind in _KINDS[type(v)])


def _length(stated: Stated, *, most: bool) -> Faults:
    bound = _whole_number(stated.value)

    def is_fine(_data: Triples, one: Term) -> bool:
        if not most and bound == 0:
            return True
        if isinstance(one, ox.BlankNode):
            return False
        return len(one.value) <= bound if most else len(one.value) >= bound

    return Each(is_fine)


def _bound(stated: Stated, accepts: Callable[[int], bool]) -> Faults:
    bound = stated.value
    if not isinstance(bound, ox.Literal):
        raise NotHeldError
    return Each(
        lambda _data, v: isinstance(v, ox.Literal) and is_beyond(v, bound, accepts), may_refuse=True
    )


def _unique_language(stated: Stated) -> Faults:
    _with_path(stated)
    if not _boolean(stated.value):
        return Each(lambda *_: True)

    def faults(_data: Triples, _focus: Term, values: Collection[Term]) -> Iterable[None]:
        tags = [v.language.lower() for v in values if isinstance(v, ox.Literal) and v.language]
        return [None for tag in dict.fromkeys(tags) if tags.count(tag) > 1]

    return Several(faults)


def _class(stated: Stated) -> Faults:
    of = stated.value
    _iri(of)
    return Each(lambda data, v: v in data.instances(of))


def _pattern(stated: Stated) -> Faults:
    flags = stated.said.get("flags", [])
    texts = [one.value for one in (stated.value, *flags) if isinstance(one, ox.Literal)]
    if len(texts) != 1 + len(flags) or len(flags) > 1:
        raise NotHeldError
    letters = "".join(texts[1:]).lower()  # of them pySHACL heeds two
    options = (re.IGNORECASE if "i" in letters else 0) | (re.MULTILINE if "m" in letters else 0)
    try:
        search = re.compile(texts[0], options).search
    except (re.error, OverflowError, RecursionError):
        raise NotHeldError from None
    return Each(lambda _data, v: not isinstance(v, ox.BlankNode) and search(v.value) is not None)


def _has_value(stated: Stated) -> Faults:
    wanted = stated.value
    return lambda _data, _focus, values: () if wanted in values else (None,)


def _equals(stated: Stated) -> Faults:
    name = _iri(stated.value)

    def faults(data: Triples, focus: Term, values: Collection[Term]) -> list[Term]:
        others = set(data.objects(focus, name))
        return [*(v for v in values if v not in others), *others.difference(values)]

    return faults


def _disjoint(stated: Stated) -> Faults:
    name = _iri(stated.value)

    def faults(data: Triples, focus: Term, values: Collection[Term]) -> list[Term]:
        others = set(data.objects(focus, name)) if values else set()
        return [v for v in values if v in others]

    return Beside(name, faults)


def _less(stated: Stated, *, or_equal: bool) -> Faults:
    name = _iri(stated.value)
    _with_path(stated)

    def faults(data: Triples, focus: Term, values: Collection[Term]) -> list[Term]:
        if not values:
            return []
        if any(isinstance(v, ox.BlankNode) for v in values):
            raise NotHeldError
        others = data.objects(focus, name)
        return [v for v in values for o in others if not is_before(v, o, or_equal=or_equal)]

    return Beside(name, faults)


# What refers to other shapes, or to the shape's own list.


def _not(stated: Stated) -> Faults:
    return Shapes([stated.context.shape(stated.value)], lambda found: not found[0])


def _node(stated: Stated) -> Faults:
    other = stated.context.shape(stated.value)
    if other.path is not None:
        raise NotHeldError
    return Shapes([other], all)


def _and(stated: Stated) -> Faults:
    return Shapes(_shapes(stated), all)


def _or(stated: Stated) -> Faults:
    return Shapes(_shapes(stated), any)


def _xone(stated: Stated) -> Faults:
    return Shapes(_shapes(stated), lambda found: sum(found) == 1)


def _in(stated: Stated) -> Faults:
    members = frozenset(_list(stated.value, stated.context))
    return Each(lambda _data, v: v in members)


def _language_in(stated: Stated) -> Faults:
    ranges = set()
    for member in _list(stated.value, stated.context):
        if not isinstance(member, ox.Literal) or not is_of(member, XSD + "string"):
            raise NotHeldError
        ranges.add(member.value.lower())

    def is_fine(_data: Triples, one: Term) -> bool:
        tag = one.language.lower() if isinstance(one, ox.Literal) and one.language else ""
        return bool(tag) and ("*" in ranges or tag in ranges or tag.partition("-")[0] in ranges)

    return Each(is_fine)


def _property(stated: Stated) -> Constraint:
    other = stated.context.shape(stated.value)
    if other.path is None:
        raise NotHeldError

    def results(data: Triples, _focus: Term, values: Collection[Term]) -> Iterator[Result]:
        for value in values:
            yield from other.results(data, value)

    return Constraint(results, Inner(other))


def _closed(stated: Stated) -> Constraint:
    _, is_closed, shape, said, context = stated
    if not _boolean(is_closed):
        return Constraint(lambda *_: iter(()), Each(lambda *_: True))
    allowed: set[Term | None] = {context.shape(node).path for node in said.get("property", [])}
    for node in said.get("ignoredProperties", []):
        allowed.update(_list(node, context))
    names = {node.value for node in allowed if isinstance(node, ox.NamedNode)}
    kind = component("closed")

    def results(data: Triples, focus: Term, values: Collection[Term]) -> Iterator[Result]:
        for node in values:
            for name, value in data.described(node):
                if name not in names and (name, value) != (TYPE, _RDFS_RESOURCE):
                    path = ox.NamedNode(name)
                    yield Result(focus, path, value, shape.severity, kind, shape.node)

    return Constraint(results, lambda _data, _focus, values: values)


def _with_path(stated: Stated) -> None:
    if stated.shape.path is None:
        raise NotHeldError


def _whole_number(value: Term) -> int:
    if not isinstance(value, ox.Literal) or not is_of(value, XSD + "integer"):
        raise NotHeldError
    number = int(value.value)
    if number < 0:
        raise NotHeldError
    return number


def _iri(value: Term) -> str:
    if not isinstance(value, ox.NamedNode):
        raise NotHeldError
    return value.value


def _boolean(value: Term) -> bool:
    if not isinstance(value, ox.Literal) or value.datatype.value != XSD + "boolean":
        raise NotHeldError
    if value.value not in _TRUE + _FALSE:
        raise NotHeldError
    return value.value in _TRUE


def _list(value: Term, context: Context) -> list[Term]:
    members = context.triples.members(value)
    if members is None:
        raise NotHeldError
    return members


def _shapes(stated: Stated) -> list[Tried]:
    return [stated.context.shape(node) for node in _list(stated.value, stated.context)]


#: What pySHACL knows and is not compiled; any other word of SHACL is no constraint to it.
_NOT_HELD = {
    *("sparql", "qualifiedValueShape", "qualifiedMinCount", "qualifiedMaxCount"),
    "qualifiedValueShapesDisjoint",
}
#: Of what pySHACL takes no second value.
_ONCE = {
    *("datatype", "nodeKind", "minCount", "maxCount", "minLength", "maxLength", "uniqueLang"),
    *("minExclusive", "minInclusive", "maxExclusive", "maxInclusive", "in", "languageIn", "closed"),
}
#: What has something to say of no value at all.
OF_NONE = frozenset(("minCount", "hasValue", "equals"))
_FAULTS: dict[str, Callable[[Stated], Faults]] = {
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "class": _class,
    "minCount": lambda stated: _count(stated, most=False),
    "maxCount": lambda stated: _count(stated, most=True),
    "minLength": lambda stated: _length(stated, most=False),
    "maxLength": lambda stated: _length(stated, most=True),
    "minExclusive": lambda stated: _bound(stated, lambda order: order > 0),
    "minInclusive": lambda stated: _bound(stated, lambda order: order >= 0),
    "maxExclusive": lambda stated: _bound(stated, lambda order: order < 0),
    "maxInclusive": lambda stated: _bound(stated, lambda order: order <= 0),
    "uniqueLang": _unique_language,
    "pattern": _pattern,
    "hasValue": _has_value,
    "equals": _equals,
    "disjoint": _disjoint,
    "lessThan": lambda stated: _less(stated, or_equal=False),
    "lessThanOrEquals": lambda stated: _less(stated, or_equal=True),
    "in": _in,
    "languageIn": _language_in,
    "not": _not,
    "node": _node,
    "and": _and,
    "or": _or,
    "xone": _xone,
}
_RESULTS: dict[str, Callable[[Stated], Constraint]] = {"property": _property, "closed": _closed}
