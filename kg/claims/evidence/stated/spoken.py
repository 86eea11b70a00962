"""One number as its tokens come in: digits, words and magnitudes, each smaller than the last."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from kg.claims.evidence.stated.tokens import is_number, read_digits

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.claims.evidence.stated.tokens import Tokens

SIGNS = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3),
          "⅔": Fraction(2, 3), "⅕": Fraction(1, 5), "⅛": Fraction(1, 8)}  # fmt: skip
DASHES = frozenset("-–—‐‑−")


def whole(value: Fraction | int) -> Fraction | int:
    if isinstance(value, int):
        return value
    return int(value) if value.denominator == 1 else value


class SpokenNumber:
    """A number as its tokens come in: digits, words and magnitudes, each smaller than the last."""

    def __init__(self, tokens: Tokens, first: int, in_date: Callable[[int], bool]) -> None:
        self.tokens, self.language, self.in_date = tokens, tokens.language, in_date
        self.at = first
        self.total: Fraction | int = 0
        self.group: tuple[Fraction | int, ...] | None = None
        self.last: int | None = None  # the magnitude that closed what stands in the total
        self.below = 10**30  # what may still be added to the group
        self.begun = self.broken = False

    def _word(self, index: int) -> str:
        return self.tokens.low[index] if index < len(self.tokens.low) else ""

    @property
    def values(self) -> tuple[Fraction | int, ...]:
        """What the tokens read so far may mean."""
        if self.group is None:
            return (whole(self.total),)
        return tuple(dict.fromkeys(whole(self.total + value) for value in self.group))

    def read(self) -> int:
        """Read as far as it goes; gives the index of the first token that is no part of it."""
        low, size = self.tokens.low, len(self.tokens.low)
        while self.at < size:
            if not self._take(low[self.at]):
                break
        return self.at

    def _take(self, word: str) -> bool:
        """Read one token, where it continues the number."""
        language = self.language
        if is_number(word):
            return self._digits(word)
        if word in SIGNS:
            return self._sign(word)
        if word in language.cardinals:
            return self._cardinal(language.cardinals[word])
        if (size := self._magnitude_at(word)) is not None:
            return self._magnitude(size)
        return self.begun and self._join(word)

    def _join(self, word: str) -> bool:
        """A hyphen, an "and", a "point" inside a number."""
        language = self.language
        if word in DASHES and self.tokens.glued(self.at) and self.tokens.glued(self.at + 1):
            following = self._word(self.at + 1)
            units = 0 < language.cardinals.get(following, 10) < 10 and self.below == 10
            if units or following in language.magnitudes:
                self.at += 1
                return True
            return False
        if word in language.joint:
            return self._joint()
        return word == "point" and language.code == "en" and self._point()

    def _magnitude_at(self, word: str) -> int | None:
        language = self.language
        size = language.magnitudes.get(word)
        if size is not None:
            return size
        if not self.begun or word not in language.suffixes:
            return None
        glued = self.tokens.glued(self.at)
        if word == "m" and not self._counted_behind():
            return None
        if len(word) == 1 and not glued and word != "m":
            return None
        return language.suffixes[word] if glued or len(word) > 1 or word == "m" else None

    def _counted_behind(self) -> bool:
        """Whether "12m" counts things: "12m shells"; else it may be metres."""
        return self.language.thing(self._word(self.at + 1)) is not None

    def _digits(self, word: str) -> bool:
        read = read_digits(word, self.language)
        if self.group is not None:  # 1천500
            if self.language.code != "ko" or len(read.values) != 1 or read.values[0] >= self.below:
                return False
            self.group = tuple(value + read.values[0] for value in self.group)
            self.at, self.below = self.at + 1, 0
            return True
        if self.begun:  # "12 thousand 500", but not "3 million 152-mm shells"
            behind, further = self._word(self.at + 1), self._word(self.at + 2)
            measured = behind in self.language.measures or (
                behind in DASHES
                and (self.tokens.glued(self.at + 1) or further in self.language.measures)
            )
            small = len(read.values) == 1 and read.values[0] < (self.last or 0)
            if measured or not small or self.in_date(self.at):
                return False
        elif self.in_date(self.at):
            return False
        self.group, self.broken, self.begun = read.values or (0,), read.broken, True
        self.below = 0
        self.at += 1
        if self._word(self.at) in SIGNS and self.tokens.glued(self.at):
            self._sign(self._word(self.at))
        return True

    def _sign(self, word: str) -> bool:
        if self.group is None:
            if self.begun:
                return False
            self.group, self.begun = (SIGNS[word],), True
        else:
            self.group = tuple(value + SIGNS[word] for value in self.group)
        self.below = 0
        self.at += 1
        return True

    def _cardinal(self, value: int) -> bool:
        if self.group is None:
            if self.begun and self.last is not None and value >= self.last:
                return False
            self.group = (value,)
        elif value < self.below and value > 0:
            self.group = tuple(number + value for number in self.group)
        else:
            return False
        self.below = _room(value)
        self.begun = True
        self.at += 1
        return True

    def _magnitude(self, size: int) -> bool:
        if self.group is None and not self.begun:
            self.group = (1,)
        korean = self.language.code == "ko"
        within = (10, 100, 1000) if korean else (10, 12, 100)
        if self.group is not None and size in within and (self.last is None or size < self.last):
            if korean:
                # 3백 5십: each multiplies the digit before it alone
                self.group = tuple(_hangul(value, size) for value in self.group)
            else:
                self.group = tuple(value * size for value in self.group)
            self.below = size if size != 12 else 0
        elif self.group is not None:
            if self.last is not None and size >= self.last:
                return False
            if len(self.group) > 1:  # "2.345 million", "12,345 тыс.": a fraction
                self.group = (self.group[-1],)
            self.total += self.group[0] * size
            self.group, self.last = None, size
        elif self.last is not None:
            self.total *= size  # "two thousand million", "5 lakh crore"
            self.last = size
        self.begun = True
        self.at += 1
        if self._word(self.at) == "." and self.language.stems and self.language.code != "ko":
            short = self._word(self.at - 1) in ("тыс", "тис", "млн", "млрд", "трлн")
            if short and self.tokens.glued(self.at) and self.at + 1 < len(self.tokens.low):
                self.at += 1
        return True

    def _joint(self) -> bool:
        """ "two hundred and three", "one and a half million", "a million and a half"."""
        word, second, third = (self._word(self.at + step) for step in (1, 2, 3))
        half = word == "half" or (word in ("a", "one") and second in ("half", "quarter"))
        if half:
            name = word if word == "half" else second
            at = self.at + (2 if word == "half" else 3)
            part = self.language.fractions[name]
            if self.group is not None and self.below != 100:
                self.group = tuple(value + part for value in self.group)
            elif self.group is None and self.last is not None:
                self.total += part * self.last
            else:
                return False
            self.at, self.below = at, 0
            return True
        value = self.language.cardinals.get(word)
        if value is None and is_number(word) and word.isdigit() and self.group is None:
            return False
        if value is None or value == 0:
            return False
        after_magnitude = self.group is None or self.below == 100
        if not after_magnitude or self._between():
            return False
        if self.group is None and self.language.magnitudes.get(third, 0) >= (self.last or 0) > 0:
            return False
        self.at += 1
        return True

    def _between(self) -> bool:
        """Whether "and" joins two ends: "between two hundred and three thousand".

        In "between three hundred and fifty and four hundred" it is the second that does.
        """
        low, at = self.tokens.low, self.at
        if "between" not in low[max(0, at - 8) : at]:
            return False
        later = low[at + 1 : at + 6]
        second = later.index("and") if "and" in later else len(later)
        after = later[second + 1 :][:1]
        return not (after and (is_number(after[0]) or after[0] in self.language.cardinals))

    def _point(self) -> bool:
        """ "one point two million": digits in words behind the point."""
        digits, at = "", self.at + 1
        while (value := self.language.cardinals.get(self._word(at))) is not None and value < 10:
            digits, at = digits + str(value), at + 1
        if not digits or self.group is None:
            if self.group is not None and is_number(self._word(at)):
                self.broken = True
                self.at = at + 1
                return True
            return False
        part = Fraction(int(digits), 10 ** len(digits))
        self.group = tuple(value + part for value in self.group)
        self.at, self.below = at, 0
        return True


def _hangul(value: Fraction | int, size: int) -> Fraction | int:
    last = value % 10
    return value - last + (last or 1) * size if value == int(value) else value * size


def _room(value: int) -> int:
    """Below what a word may follow another: after twenty a unit, after two hundred fifty."""
    if value >= 100:
        return 100
    return 10 if value >= 20 else 0
