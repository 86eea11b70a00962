"""What the reader of texts must know of a language; one module holds each language's words."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from fractions import Fraction

_WORDS_KEPT = 1 << 15  # words of a text whose stems are looked up once

#: Names of qualifiers that a hedge may be (``moreThan``), in one string.
Qualifiers = str
#: The last word of a hedge before which many write a comma.
_AFTER_A_COMMA = frozenset(("чем", "ніж", "як"))


class Hedge(NamedTuple):
    """A hedge: its words, and the qualifiers (local names) that it states."""

    words: tuple[str, ...]
    qualifiers: frozenset[str]


def hedges(rows: str) -> dict[str, list[Hedge]]:
    """Hedges by their last word, longest first, from lines ``qualifier …: phrase, phrase``."""
    table: dict[str, list[Hedge]] = {}
    for row in rows.strip().splitlines():
        names, _, phrases = row.partition(":")
        for phrase in phrases.split(","):
            words = tuple(phrase.split())
            qualifiers = frozenset(names.split())
            table.setdefault(words[-1], []).append(Hedge(words, qualifiers))
            if words[-1] in _AFTER_A_COMMA and len(words) > 1:  # "не менее, чем"
                parted = (*words[:-1], ",", words[-1])
                table[words[-1]].append(Hedge(parted, qualifiers))
    for found in table.values():
        found.sort(key=lambda hedge: -len(hedge.words))
    return table


def phrases(rows: str) -> dict[str, str]:
    """Each phrase with the qualifier that it states, from lines ``qualifier: phrase, phrase``."""
    table: dict[str, str] = {}
    for row in rows.strip().splitlines():
        name, _, words = row.partition(":")
        table.update((" ".join(phrase.split()), name.strip()) for phrase in words.split(","))
    return table


def alternation(words: Iterable[str]) -> str:
    """A pattern of some words, the longest that matches first, that shares their beginnings.

    A space stands for any whitespace. It finds what ``(?:word|…)`` of the words, longest first, does,
    and looks at each letter of a text once.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, Any]) -> str:
    parts = [
        (r"\s+" if letter == " " else re.escape(letter)) + _branches(below)
        for letter, below in tree.items()
        if letter
    ]
    if not parts:
        return ""
    return f"(?:{'|'.join(parts)}){'?' if '' in tree else ''}"


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def by_word(rows: str) -> dict[str, str]:
    """Each word with what stands before the colon of its line, ``name: word word``."""
    table: dict[str, str] = {}
    for row in rows.strip().splitlines():
        name, _, words = row.partition(":")
        table.update(dict.fromkeys(words.split(), name.strip()))
    return table


def numbered(rows: str) -> dict[str, int]:
    """Each word with the number of its line, ``12: word word``."""
    return {word: int(name) for word, name in by_word(rows).items()}


@dataclass(frozen=True, eq=False)
class Language:
    """The words of a language as the reader needs them, all in small letters.

    ``stems``: ``things``, ``families`` and ``vague`` hold beginnings of words, which are inflected.
    ``things`` and ``measures`` say what a word counts: ``person``, ``round shell`` (several units),
    ``other``; ``families`` of what happened to those counted (killed, wounded).
    """

    code: str
    decimal: str  # the mark before a fraction: "." or ","
    stems: bool
    cardinals: dict[str, int]
    magnitudes: dict[str, int]
    fractions: dict[str, Fraction]
    before: dict[str, list[Hedge]]
    after: dict[str, list[Hedge]]
    range_from: frozenset[str]
    range_to: frozenset[str]
    skipped: frozenset[str]  # between a hedge and its number
    percent: frozenset[str]
    measures: frozenset[str]
    things: dict[str, str]
    families: dict[str, str]
    vague: dict[str, str]  # phrases without a number, with the qualifier that they are
    vague_words: frozenset[str]  # "several", before a magnitude
    designators: frozenset[str]  # what a number behind names: "type", "article"
    ordinal_suffixes: frozenset[str]
    stops: frozenset[str]  # end what is counted
    strange: frozenset[str]  # magnitudes that the reader does not know for sure
    joint: frozenset[str] = frozenset()  # "and", inside a number
    of_: frozenset[str] = frozenset()
    halves: dict[str, Fraction] = field(default_factory=dict)  # полтора, with a magnitude behind
    suffixes: dict[str, int] = field(default_factory=dict)  # glued or single letters: 12k

    @cached_property
    def number_words(self) -> frozenset[str]:
        """Every word at which a number may begin."""
        return frozenset(
            {*self.cardinals, *self.magnitudes, *self.fractions, *self.halves, *self.vague_words}
        )

    @cached_property
    def hedge_words(self) -> frozenset[str]:
        """Every word that ends a hedge before a number, or opens or joins a range."""
        return frozenset(self.before) | self.range_from | self.range_to

    @cached_property
    def after_phrases(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """The first words of the hedges behind a number, each with its qualifiers."""
        return tuple((h.words[0], h.qualifiers) for row in self.after.values() for h in row)

    @cached_property
    def may_follow(self) -> Callable[[str], object]:
        """Finds the first word of a hedge behind a number, or part of it, anywhere in a word."""
        return re.compile(alternation(phrase for phrase, _ in self.after_phrases)).search

    @cached_property
    def thing(self) -> Callable[[str], str | None]:
        """What a word counts; None: it says nothing."""
        return self._looked_up(self.things)

    @cached_property
    def thing_beyond(self) -> Callable[[str], str | None]:
        """What a word counts that does not stand at its number: in Korean a counter of one syllable
        stands there, and "정도" does not count.
        """
        return self._looked_up(self.things, 2) if self.code == "ko" else self.thing

    @cached_property
    def family(self) -> Callable[[str], str | None]:
        """What befell those counted (``killed``), by a word."""
        return self._looked_up(self.families, 2)

    def _looked_up(self, table: dict[str, str], shortest: int = 1) -> Callable[[str], str | None]:
        """Finds a word in a table: by a beginning of at least so many letters where it has stems."""
        if not self.stems:
            return table.get
        return lru_cache(_WORDS_KEPT)(partial(_by_stem, table, shortest))


def _by_stem(table: dict[str, str], shortest: int, word: str) -> str | None:
    """What stands in a table for the longest beginning of a word that is in it."""
    for length in range(len(word), max(0, shortest - 1), -1):
        if (found := table.get(word[:length])) is not None:
            return found
    return None
