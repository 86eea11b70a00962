"""From which claims a part of the fact layer is derived: see the table in ``kg.build.touched``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.closure import closure
from kg.claims.verdicts.relations import BELONGING
from kg.claims.verdicts.statements import ABOVE
from kg.iris import KG, RDF
from kg.store.links import EPISODE_OF
from kg.store.readers import read_marked, read_single_valued

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.build.said import Text

_PART_OF, _STATUS, _ABOUT = (KG + name for name in ("partOf", "eventStatus", "about"))
_SUBJECT, _PREDICATE, _OBJECT = (RDF + name for name in ("subject", "predicate", "object"))
#: What is read of a claim as if it had one value; with several it depends on their order.
ONE_VALUED = frozenset(
    {_SUBJECT, _PREDICATE, _OBJECT}
    | {
        KG + name
        for name in (
            *("about", "measure", "unit", "qualifier", "counts", "scope", "basis", "shareOf"),
            *("source", "attributedTo", "stance", "modality", "explicitness", "knownFrom", "time"),
            *("lower", "upper", "best", "lowerInclusive", "upperInclusive"),
            *("impliedLower", "impliedUpper", "impliedLowerInclusive", "impliedUpperInclusive"),
            *("earliest", "latest", "asOfEarliest", "asOfLatest"),
        )
    }
)


class UncertainError(Exception):
    """What a change touches cannot be told: all is to be derived again."""


def claims_behind(
    text: Text,
    relations: Iterable[tuple[str, str]],
    things: Iterable[str],
    units: Iterable[str] = (),
) -> frozenset[str]:
    """The claims from which these are derived: edges, ranges of things, wholes of units.

    ``relations`` are pairs of subject and relation; ``things`` have with them all that shares or
    alternatives join with them. All are IRIs.
    """
    single, one_subject = read_single_valued(text.store), read_marked(text.store, "singleSubject")
    claims: set[str] = set()
    about = set(things)
    below: set[str] = set(units)
    for subject, predicate in relations:
        stated = text.stating(subject, predicate)
        values = {value for claim in stated for value in text.iris(claim, _OBJECT)}
        claims |= stated | _at_the_ends(text, subject, predicate, values)
        if predicate in one_subject:
            claims |= _of_rivals(text, subject, predicate, values)
        if predicate in single or predicate == _PART_OF:
            below |= {subject, *values}
        if predicate == _STATUS:
            about.add(subject)

    def wholes(unit: str) -> set[str]:
        """What a unit is said to be a part of."""
        return {whole for c in text.stating(unit, _PART_OF) for whole in text.iris(c, _OBJECT)}

    for unit in closure(below, wholes):
        claims |= text.stating(unit, _PART_OF)
    for thing in closure(about, text.wholes_of):
        claims |= text.stating(thing, EPISODE_OF)
        claims |= text.whose(_ABOUT, thing) | text.stating(thing, _STATUS)
    disputing = {by for claim in claims for by in text.whose(KG + "disputes", claim)}
    return frozenset(claims | disputing)


def _at_the_ends(text: Text, subject: str, predicate: str, values: set[str]) -> set[str]:
    """The claims on whether the ends of a relation took place; and of a part, those the other way round."""
    claims = {claim for end in (subject, *values) for claim in text.stating(end, _STATUS)}
    if predicate in ABOVE:
        claims |= {claim for value in values for claim in text.stating(value, predicate)}
    return claims


def _of_rivals(text: Text, subject: str, predicate: str, values: Iterable[str]) -> set[str]:
    """Who says of others that they have what one alone can have, and to whom all these belong."""

    def owners(holder: str) -> set[str]:
        """What a holder is said to belong to, or to be a part of."""
        stated = {claim for each in BELONGING for claim in text.stating(holder, each)}
        return {owner for claim in stated for owner in text.iris(claim, _OBJECT)}

    rivals = text.stating_of(values, predicate)
    holders = closure([subject, *(s for s, _ in text.relations_of(rivals))], owners)
    return rivals.union(*(text.stating(each, name) for each in holders for name in BELONGING))


def require_one_value(text: Text, claims: Iterable[str]) -> None:
    """Raises UncertainError where a claim (IRI) has several values of what is read as one."""
    for claim in claims:
        said = text.said(claim)
        if any(len(said.get(name, ())) > 1 for name in ONE_VALUED):
            raise UncertainError(claim)
