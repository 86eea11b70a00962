"""What a figure is limited to, or by what it was reckoned, as one text: terms beside free words.

Terms are IRIs and may be declared to lie within others (``Rules.within``): a place in a region, an
officer among soldiers. Free words are only what they are: two of them are one limit where they are
the same, and nothing is known of how others lie to one another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_AND = "\n"


#: By field of a figure the two properties (local names) that state it: the terms, and free words.
STATED_BY = {"scope": ("limitedTo", "scope"), "basis": ("onBasis", "basis")}


class KnownLimits(NamedTuple):
    """The terms of a vocabulary by which limits are read.

    ``named`` gives by field and folded name the term (an IRI) that free words are, where they are no
    more than its name. ``all_of_it`` are the terms that say how something was counted, and limit nothing.
    """

    named: Mapping[tuple[str, str], str] = {}
    all_of_it: frozenset[str] = frozenset()

    def read(self, field: str, terms: Iterable[str], words: str) -> str:
        """What a figure states of a field by ``terms`` (IRIs) and in words, as ``as_limit`` gives it."""
        stated = set(terms)
        if words and (term := self.named.get((field, words.strip().casefold()))):
            stated, words = stated | {term}, ""
        return as_limit(stated - self.all_of_it, words)


def as_limit(terms: Iterable[str], words: str = "") -> str:
    """Several limits that hold together, as one text; empty where there is none.

    ``terms`` are IRIs, ``words`` what the source says beside them.
    """
    plain = " ".join(words.split()) if _AND in words else words
    return _AND.join([*sorted(terms), *([plain] if plain else [])])


def limits_in(limit: str) -> tuple[str, ...]:
    """The limits of which a text of ``as_limit`` is made: IRIs, and free words at the end."""
    return tuple(limit.split(_AND)) if limit else ()


def is_term(limit: str) -> bool:
    """Whether one of these limits is a term: an IRI, and no words."""
    return "://" in limit and not any(character.isspace() for character in limit)


def in_words(limit: str, label: Callable[[str], str]) -> str:
    """A limit for readers: ``Kursk Oblast, by sea``; ``label`` gives the label of an IRI."""
    return ", ".join(label(each) if is_term(each) else each for each in limits_in(limit))


def are_disjoint(
    limit: str,
    other: str,
    within: Mapping[str, frozenset[str]],
    disjoint: Mapping[str, frozenset[str]],
) -> bool:
    """Whether nothing falls under both of two limits, as far as is declared: by sea, and by rail.

    ``disjoint`` gives by term those with which it has nothing in common; what lies within two such
    has nothing in common either.
    """
    own, others = (
        {term for each in limits_in(one) for term in (each, *within.get(each, ()))}
        for one in (limit, other)
    )
    return any(not others.isdisjoint(disjoint.get(term, ())) for term in own)


def lies_within(limit: str, other: str, within: Mapping[str, frozenset[str]]) -> bool:
    """Whether all that one limit lets through is let through by another, as far as is declared.

    ``within`` gives by term all terms in which it lies. No limit is stated to hold everything: where
    ``other`` is empty the source has only left it open, and the answer is no.
    """
    own = limits_in(limit)
    return bool(other) and all(
        any(each == wide or wide in within.get(each, ()) for each in own)
        for wide in limits_in(other)
    )
