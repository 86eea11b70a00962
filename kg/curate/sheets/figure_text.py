"""The text of a figure ("more than 6,000") to its bounds and qualifier, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.claims.figure_words import number_text
from kg.claims.reading.amounts import Reading, readings
from kg.claims.reading.exact import exact
from kg.claims.reading.hangul import without_counter
from kg.claims.reading.numerals import clear_fraction, with_commas
from kg.claims.reading.plurals import is_bare_plural
from kg.claims.reading.words import FigureWords, without_of
from kg.curate.sheets.figure_faults import MOST_DIGITS, Faults, in_ascii_digits, trap
from kg.errors import UnclearError
from kg.iris import KG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from decimal import Decimal

    from kg.claims.ontology import QualifierRule

BOUNDS = ("lower", "upper", "best")
EXACTLY, BETWEEN, PLURAL_ONLY = KG + "exactly", KG + "between", KG + "pluralOnly"


@dataclass(frozen=True, slots=True)
class StatedFigure:
    """The bounds that a figure states, and the IRI of its qualifier (``kg:moreThan``).

    ``share``: the text gave per cent or a fraction, and the numbers are parts of 1 (0.4 for 40%).
    """

    qualifier: str
    lower: Decimal | None = None
    upper: Decimal | None = None
    best: Decimal | None = None
    share: bool = False

    @property
    def bounds(self) -> dict[str, Decimal]:
        """The numbers that are stated, by ``lower``, ``upper`` and ``best``."""
        return {name: number for name in BOUNDS if (number := getattr(self, name)) is not None}


class FigureReader:
    """Reads and writes the text of figures by the words that the ontology gives.

    ``words``: those of the language of the document; ``rules``: which bounds each qualifier takes.
    """

    def __init__(self, words: FigureWords, rules: Mapping[str, QualifierRule]) -> None:
        self._words, self._rules = words, rules
        self._known = lru_cache(maxsize=4096)(self._figure)  # a sheet repeats its figures

    def read(self, text: str) -> StatedFigure:
        """The figure that a text states: each of its characters has a part in it.

        Raises UnclearError for a text that is none, or several. What its remedy holds between
        quotation marks is read, and means the same.
        """
        figure = self._known(text) or self._plural(text)
        if figure is None:
            raise Faults(text, normal(text), self._words, self._rules).told(self._figure)
        return figure

    def _plural(self, text: str) -> StatedFigure | None:
        """A bare plural, "agreements": two or more; None for other texts."""
        known = PLURAL_ONLY in self._rules and is_bare_plural(" ".join(text.split()), self._words)
        return StatedFigure(PLURAL_ONLY) if known else None

    def _figure(self, text: str) -> StatedFigure | None:
        """As ``read``; None for a text that is no figure, or several."""
        plain = normal(text)
        if trap(plain) or in_ascii_digits(text) != text:
            return None
        bare = without_counter(plain) if self._words.myriads else without_of(plain)
        vague = self._words.vague.get(bare, frozenset())
        if len(vague) == 1:
            return StatedFigure(next(iter(vague)))
        figures = {
            figure
            for reading in readings(plain, self._words)
            if not reading.unclear
            for figure in self._stated(reading)
        }
        if len(figures) != 1:
            return None
        figure = figures.pop()
        return figure if all(_is_short(number) for number in figure.bounds.values()) else None

    def _stated(self, reading: Reading) -> Iterator[StatedFigure]:
        """The figures of a reading: one for each qualifier that has all its hedges."""
        values = sorted(map(exact, reading.values))
        before, after = self._words.before, self._words.after
        # “between” and “from” also join two numbers under another qualifier.
        joins = [w for w in reading.hedges if len(values) == 2 and BETWEEN in before.get(w, ())]
        hedges = [w for w in reading.hedges if w not in joins]
        fitting = {BETWEEN if len(values) == 2 else EXACTLY}
        if hedges:
            fitting = {
                iri
                for iri, rule in self._rules.items()
                if takes(rule, len(values))
                and all(iri in before.get(hedge, after.get(hedge, ())) for hedge in hedges)
            }
        for qualifier in fitting:
            yield self.figure_of(qualifier, values, share=reading.share)

    def figure_of(self, qualifier: str, values: Sequence[Decimal], *, share: bool) -> StatedFigure:
        """The figure of a qualifier and no, one or two numbers in rising order."""
        if len(values) == 2:
            return StatedFigure(qualifier, lower=values[0], upper=values[1], share=share)
        if not values:
            return StatedFigure(qualifier, share=share)
        needed = self._rules[qualifier].requires
        name = next((bound for bound in BOUNDS if bound in needed), "best")
        bounds = {bound: values[0] if bound == name else None for bound in BOUNDS}
        return StatedFigure(qualifier, bounds["lower"], bounds["upper"], bounds["best"], share)

    def number(self, text: str) -> tuple[Decimal, bool]:
        """The one exact number that a text states, and whether it is a share.

        Raises UnclearError, also for a number with a hedge (“about 300”).
        """
        read = self.read(text)
        if read.qualifier != EXACTLY or read.best is None:
            raise UnclearError(f"“{text}” is more than a number", "the hedge has its own column")
        return read.best, read.share

    def text_of(self, stated: StatedFigure, label: str) -> str | None:
        """A text that ``read`` turns into this figure again; None where there is none.

        ``label`` is the label of the qualifier, which is tried before its other phrases.
        """
        for text in self._texts(stated, label):
            if self._figure(text) == stated:
                return text
        return None

    def _texts(self, stated: StatedFigure, label: str) -> Iterator[str]:
        numbers_shown = [_shown(number, share=stated.share) for number in stated.bounds.values()]
        phrases = [
            word
            for words in (self._words.before, self._words.vague)
            for word, iris in words.items()
            if stated.qualifier in iris
        ]
        after = sorted(word for word, iris in self._words.after.items() if stated.qualifier in iris)
        said = re.sub(r" \(.*\)$", "", label)
        words = sorted(phrases, key=lambda w: (w != said, not w[0].isalpha(), w))
        if len(numbers_shown) == 2:
            low, high = numbers_shown
            for end in (high, high.replace(",", "")):  # "10 to 12,000" may lack three zeros
                yield f"between {low} and {end}"
                yield from (f"{word} {low} to {end}" for word in words)
        elif len(numbers_shown) == 1:
            yield numbers_shown[0]
            yield from (f"{word} {numbers_shown[0]}" for word in words)
            yield from (f"{numbers_shown[0]} {word}" for word in after)
        else:
            yield from words


def normal(text: str) -> str:
    """A text in small letters, its blanks single."""
    return " ".join(text.lower().split())


def takes(rule: QualifierRule, count: int) -> bool:
    """Whether a qualifier goes with so many numbers."""
    if count == 2:
        return {"lower", "upper"} <= rule.requires
    if count == 1:
        return len(rule.requires) == 1
    return not rule.requires


def _is_short(number: Decimal) -> bool:
    return len(f"{number:f}") <= MOST_DIGITS


def _shown(number: Decimal, *, share: bool) -> str:
    """A number as a cell holds it: its fraction cannot be taken for thousands."""
    return (
        number_text(str(number), share=share)
        if share
        else clear_fraction(with_commas(f"{number:f}"))
    )
