"""Judge literals as pySHACL does: the plain ones here, all others by rdflib and pySHACL themselves."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from kg.curate.checks.shacl.outcome import NotHeldError
from kg.iris import RDF, XSD

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.curate.checks.shacl.outcome import Term

_INTEGER, _DECIMAL, _DATE = XSD + "integer", XSD + "decimal", XSD + "date"
# What each datatype surely has as its values; what is not like this may still be one of them.
_PLAIN = {
    _INTEGER: re.compile(r"[+-]?[0-9]{1,200}"),
    _DECIMAL: re.compile(r"[+-]?[0-9]{1,200}(?:\.[0-9]{1,200})?"),
    _DATE: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    XSD + "gYear": re.compile(r"[1-9][0-9]{3}"),
    XSD + "boolean": re.compile(r"true|false"),
    XSD + "anyURI": re.compile(r"(?s:.*)"),  # rdflib takes any text for one
}
# What rdflib may raise of two values that are hard to compare.
_REFUSALS = (ArithmeticError, AttributeError, ValueError)
#: Datatypes of which rdflib keeps other words than the text has.
COLLAPSED = frozenset((XSD + "normalizedString", XSD + "token"))


@lru_cache(maxsize=10_000)
def is_of(literal: ox.Literal, datatype: str) -> bool:
    """Whether a literal has a datatype (an IRI) and is well-formed for it (SHACL, section 4.1.2)."""
    if literal.datatype.value != datatype:
        return False
    if datatype in (XSD + "string", RDF + "langString") or not datatype.startswith((XSD, RDF)):
        return True  # rdflib, too, does not look into a datatype that it does not know
    plain = _PLAIN.get(datatype)
    if plain is not None and plain.fullmatch(literal.value):
        if datatype != _DATE:
            return True
        try:
            date.fromisoformat(literal.value)
        except ValueError:
            pass
        else:
            return True
    return _is_of(literal, datatype)


def _is_of(literal: ox.Literal, datatype: str) -> bool:
    import rdflib
    from pyshacl.constraints.core.value_constraints import DatatypeConstraintComponent as Component

    asked = _translated(literal)
    if asked.ill_typed:
        return False
    judge: Any = Component._assert_actual_datatype  # it asks nothing of its object
    return bool(judge(None, asked, rdflib.URIRef(datatype)))


def is_beyond(value: ox.Literal, bound: ox.Literal, accepts: Callable[[int], bool]) -> bool:
    """Whether a value is to a bound as wanted: ``accepts`` gets -1, 0 or 1 (SHACL, section 4.3).

    False where the two cannot be compared.
    """
    one, other = _number(value), _number(bound)
    if one is not None and other is not None:
        return accepts((one > other) - (one < other))
    asked, limit = _translated(value), _translated(bound)
    if isinstance(asked.value, str) != isinstance(limit.value, str):
        return False
    try:
        return accepts(_order(asked, limit))
    except (TypeError, NotImplementedError):
        return False
    except _REFUSALS as error:  # pySHACL ends by it, in words of its own
        raise NotHeldError from error


def _order(one: Any, other: Any) -> int:
    from pyshacl.rdfutil import compare

    order: int = compare.compare_literal(one, other)  # type: ignore[no-untyped-call]
    return order


def is_before(value: Term, other: Term, *, or_equal: bool) -> bool:
    """Whether a value is less than another, or equal too (SHACL, sections 4.5.3 and 4.5.4).

    Raises NotHeldError for what pySHACL refuses to compare, such as blank nodes.
    """
    if isinstance(value, ox.Literal) and isinstance(other, ox.Literal):
        one, two = _number(value), _number(other)
        if one is not None and two is not None:
            return one <= two if or_equal else one < two
    asked, limit = _comparable(value), _comparable(other)
    if (type(asked) is str) != (type(limit) is str):  # an rdflib.Literal is a str, too
        return False
    try:
        return bool(asked <= limit if or_equal else asked < limit)
    except (*_REFUSALS, TypeError, NotImplementedError) as error:
        raise NotHeldError from error


def _comparable(term: Term) -> Any:
    """What pySHACL compares of a term: its text, or an rdflib.Literal."""
    if isinstance(term, ox.BlankNode):
        raise NotHeldError
    if isinstance(term, ox.NamedNode):
        return term.value
    literal = _translated(term)
    return literal.value if isinstance(literal.value, str) else literal


def _number(literal: ox.Literal) -> int | Decimal | None:
    """The value of an integer or decimal as they are commonly written, else None."""
    datatype = literal.datatype.value
    if datatype not in (_INTEGER, _DECIMAL) or not _PLAIN[datatype].fullmatch(literal.value):
        return None
    return int(literal.value) if datatype == _INTEGER else Decimal(literal.value)


def _translated(literal: ox.Literal) -> Any:
    """The literal as rdflib has it, with the words that the text has."""
    import rdflib

    if literal.language:
        return rdflib.Literal(literal.value, lang=literal.language)
    datatype = rdflib.URIRef(literal.datatype.value)
    return rdflib.Literal(literal.value, datatype=datatype, normalize=False)
