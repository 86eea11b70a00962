"""Scopes and bases in words that are no more than the name of a term, written as that term."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.claims.limits import STATED_BY
from kg.iris import KG
from kg.text.turtle.form import prefixes_of
from kg.text.turtle.tokens import tokens
from kg.text.turtle.writer import short_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.claims.limits import KnownLimits
    from kg.text.turtle.tokens import Token

_FIELDS = {KG + words: (field, KG + terms) for field, (terms, words) in STATED_BY.items()}


def with_named_limits(text: str, known: KnownLimits) -> str:
    """The text of a source with ``kg:scope "by sea"`` as ``kg:limitedTo kg:bySea``, and so for bases.

    Comments, layout and all other texts stay. Words with more than the name in them stay words.
    """
    prefixes = prefixes_of(text)
    pieces, copied_to = [], 0
    for name, words, after in _threes(text):
        field, terms = _FIELDS.get(name.iri, ("", ""))
        if not field or after.text not in (";", "."):
            continue
        term = known.named.get((field, _plain(words.text)))
        if term is not None:
            pieces += [text[copied_to : name.start], short_name(terms, prefixes)]
            pieces += [text[name.end : words.start], short_name(term, prefixes)]
            copied_to = words.end
    return "".join([*pieces, text[copied_to:]])


def _threes(text: str) -> Iterator[tuple[Token, Token, Token]]:
    """Each token but comments, with the two after it."""
    said = [token for token in tokens(text) if token.kind != "comment"]
    return zip(said, said[1:], said[2:], strict=False)


def _plain(string: str) -> str:
    """What a short string in quotation marks holds, to compare names by; "" for any other token."""
    is_short = len(string) > 2 and string[0] == string[-1] in "\"'" and "\\" not in string
    return string[1:-1].strip().casefold() if is_short and string[1] != string[0] else ""
