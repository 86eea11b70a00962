"""What a name is of, which says how it is read."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

#: From this score on two names are surely of one thing; from the other on they may be.
SURE, LEAST = 88, 60


class Sort(Enum):
    """How a name is read: titles and initials of persons, legal forms of companies, words of units."""

    PERSON = "person"
    UNIT = "unit"
    COMPANY = "company"
    THING = "thing"


_SORTS = {
    "Person": Sort.PERSON,
    "MilitaryUnit": Sort.UNIT,
    "ArmedForce": Sort.UNIT,
    "Company": Sort.COMPANY,
    "Organisation": Sort.COMPANY,
    "GovernmentAgency": Sort.COMPANY,
    "MediaOrganisation": Sort.COMPANY,
    "ThinkTank": Sort.COMPANY,
}


def sort_of(kinds: Iterable[str]) -> Sort:
    """How the names of a thing of some classes (their local names, those above too) are read."""
    above = set(kinds)
    return next((sort for kind, sort in _SORTS.items() if kind in above), Sort.THING)
