"""What the reader of texts must know of a language; one module holds each language's words."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction

#: Names of qualifiers that a hedge may be (``moreThan``), in one string.
Qualifiers = str


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
            table.setdefault(words[-1], []).append(Hedge(words, frozenset(names.split())))
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

    def thing(self, word: str, shortest: int = 1) -> str | None:
        """What a word counts, by a beginning of at least so many letters; None: it says nothing."""
        return self._find(self.things, word, shortest)

    def family(self, word: str) -> str | None:
        """What befell those counted (``killed``), by a word."""
        return self._find(self.families, word, 2)

    def _find(self, table: dict[str, str], word: str, shortest: int) -> str | None:
        if not self.stems:
            return table.get(word)
        for length in range(len(word), max(0, shortest - 1), -1):
            if (found := table.get(word[:length])) is not None:
                return found
        return None
