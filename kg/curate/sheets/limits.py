"""The cells ``scope`` and ``basis``: free words, and terms by their identifiers between semicolons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg.claims.limits import STATED_BY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.claims.claim import Claim
    from kg.curate.sheets.lexicon import Lexicon


def limits_of_cell(
    field: str, text: str, lexicon: Lexicon
) -> Iterator[tuple[str, ox.NamedNode | ox.Literal]]:
    """The properties (local names) that a cell states, each with its value.

    What is the identifier of something that the graph knows (``kgd:place-kursk``, ``kg:bySea``) is a
    term; all else stays the words that they are.
    """
    terms, words = STATED_BY[field]
    said = []
    for part in text.split(";"):
        iri = lexicon.names.prefixes.expand(part.strip())
        if iri is not None and iri in lexicon.names.types:
            yield terms, ox.NamedNode(iri)
        else:
            said.append(part.strip())
    if any(said):
        is_plain = len(said) == text.count(";") + 1
        yield words, ox.Literal(text if is_plain else "; ".join(filter(None, said)))


def cell_of_limits(field: str, claim: Claim, lexicon: Lexicon) -> str:
    """The cell that ``limits_of_cell`` reads as what a claim states."""
    terms, words = STATED_BY[field]
    named = [lexicon.names.prefixes.shorten(iri) for iri in sorted(claim.all(terms))]
    return "; ".join([*named, *filter(None, [claim.get(words)])])
