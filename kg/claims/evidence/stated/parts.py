"""Parts of one: per cent, fractions, "one in three", and what is counted out of others."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from typing import TYPE_CHECKING

from kg.claims.evidence.stated.numeral import COUNT, NAME, SHARE, UNCLEAR
from kg.claims.evidence.stated.spoken import DASHES, SpokenNumber, whole
from kg.claims.evidence.stated.tokens import is_number, read_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.claims.evidence.stated.numeral import Numeral
    from kg.claims.evidence.stated.tokens import Tokens


class Parts:
    """The tokens of a passage, and which of its numbers are parts of one."""

    def __init__(self, tokens: Tokens, dated: Sequence[tuple[int, int]]) -> None:
        self.tokens, self.language, self.low = tokens, tokens.language, tokens.low
        starts = tokens.starts
        self._in_dates = {
            at
            for first, end in dated
            for at in range(bisect_left(starts, first), bisect_left(starts, end))
        }
        self.size = len(tokens.low)

    def _in_date(self, index: int) -> bool:
        return index in self._in_dates

    def _word(self, index: int) -> str:
        return self.low[index] if 0 <= index < self.size else ""

    def _part(self, numeral: Numeral, spoken: SpokenNumber | None) -> bool:
        """Per cent, a fraction, "one in three"."""
        language, index = self.language, numeral.after
        word = self._word(index)
        hyphen = word in DASHES and self.tokens.glued(index)
        if hyphen and self._word(index + 1) in language.percent:
            word, index = self._word(index + 1), index + 1
        two = f"{word} {self._word(index + 1)}"
        if word == "%" or word in language.percent or two in ("per cent", "per cents"):
            end = index + (2 if two.startswith("per ") else 1)
            points = self._word(end) in ("point", "points", "пункт", "пункта", "пунктов", "п")
            numeral.after = end
            numeral.kind = NAME if points else numeral.kind
            numeral.why = "is in points of per cent" if points else numeral.why
            if not points:
                numeral.values = tuple(Fraction(value) / 100 for value in numeral.values)
                numeral.kind = SHARE if numeral.kind == COUNT else UNCLEAR
                numeral.measure = "%"
            return True
        value = numeral.value
        if value is None or value != int(value):
            return False
        if hyphen or word in language.fractions:
            at = index + 1 if hyphen else index
            part = language.fractions.get(self._word(at))
            if part is not None and value < part.denominator and part.numerator == 1:
                size = None
                ending = at + 1
                if self._word(at + 1) in language.of_ and self._word(at + 2) in ("a", "an"):
                    size = language.magnitudes.get(self._word(at + 3))
                    ending = at + 4 if size else ending
                numeral.values = (whole(value * part * (size or 1)),)
                numeral.kind, numeral.after = (COUNT if size else SHARE), ending
                return size is None
        return self._of_others(numeral, int(value), word)

    def _of_others(self, numeral: Numeral, value: int, word: str) -> bool:
        """ "one in three", "nine out of ten", "3/4"; "300 of the 1,000 soldiers" counts both."""
        index = numeral.after
        if word == "/" and self.tokens.glued(index) and is_number(self._word(index + 1)):
            numeral.after = index + 2
            while self._word(numeral.after) == "/" and is_number(self._word(numeral.after + 1)):
                numeral.after += 2
            among = read_digits(self._word(index + 1), self.language).values
            numeral.kind, numeral.why = NAME, "is part of a name or a date"
            if len(among) == 1 and numeral.after == index + 2 and 0 < value < among[0] <= 100:
                numeral.kind, numeral.values = SHARE, (Fraction(value) / among[0],)
            return True
        size = self.language.code == "en" and {"in": 1, "out": 2, "of": 1}.get(word)
        if not size or (word == "out" and self._word(index + 1) != "of"):
            return False
        at = index + size
        if self._word(at) in ("every", "each"):
            at += 1
        elif word == "of":
            return False
        whole_number = SpokenNumber(self.tokens, at, self._in_date)
        if not (self._is_number(at) and (end := whole_number.read()) and whole_number.begun):
            return False
        if len(whole_number.values) == 1 and 0 < value < whole_number.values[0] <= 100:
            numeral.values = (Fraction(value) / whole_number.values[0],)
            numeral.kind, numeral.after = SHARE, end
            return True
        return False

    def _is_number(self, index: int) -> bool:
        word = self._word(index)
        return is_number(word) or word in self.language.cardinals
