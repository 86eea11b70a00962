"""The figures of a passage: each maximal number with its magnitude, and what is none, and why."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from kg.claims.evidence.stated.language import words
from kg.claims.evidence.stated.numeral import COUNT, NAME, SHARE, UNCLEAR, Numeral
from kg.claims.evidence.stated.parts import Parts
from kg.claims.evidence.stated.spoken import DASHES, SIGNS, SpokenNumber, whole
from kg.claims.evidence.stated.taken_back import taken_back
from kg.claims.evidence.stated.tokens import is_number
from kg.claims.evidence.stated.unread import number_spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.claims.evidence.stated.language import Language
    from kg.claims.evidence.stated.tokens import Tokens

_CURRENCY = frozenset("$€£¥₩₽₴₹")
_ILLION = re.compile("[a-z]+illions?")
_MANY = words("some several few many multiple couple numerous несколько нескольких кілька 몇")
#: "Тысяча" is a thousand; "тысячи" are thousands, unless a hedge asks for that case.
_ONE = words("тысяча тысячу миллион миллиард тисяча тисячу мільйон мільярд сотня сотню десяток")
_TIME = words("in by since until during before after year в во с к у з із")
_OF_TIMES_TOO = words("over around about до под")  # hedges that also stand before a year
_YEAR = range(1500, 2100)


def numerals(tokens: Tokens, dated: Sequence[tuple[int, int]]) -> list[Numeral]:
    """The numbers of a passage in their order; ``dated`` are the places of its dates."""
    found = list(_Scan(tokens, dated).numerals())
    for start, end in number_spans(tokens.text, tokens.language.code):
        inside = [
            at for at in range(len(tokens)) if tokens.starts[at] < end and start < tokens.ends[at]
        ]
        if not inside:
            continue
        first, after = inside[0], inside[-1] + 1
        touched = [numeral for numeral in found if numeral.first < after and first < numeral.after]
        first = min([first, *(numeral.first for numeral in touched)])
        after = max([after, *(numeral.after for numeral in touched)])
        why = f"stands in “{tokens.text[start:end]}”, which is not read here"
        found = [numeral for numeral in found if numeral not in touched]
        found.append(Numeral(first, after, UNCLEAR, (), why))
    return sorted(found, key=lambda numeral: numeral.first)


class _Scan(Parts):
    """One pass over the tokens of a passage."""

    def numerals(self) -> Iterable[Numeral]:
        starting, index = _starting(self.language), 0
        begins = [at for at, w in enumerate(self.low) if "0" <= w[0] <= "9" or w in starting]
        for at in begins:
            if at < index or self._in_date(at):
                continue
            found = self._numeral(at)
            if found is not None:
                yield found
                index = max(found.after, at + 1)

    def _numeral(self, first: int) -> Numeral | None:
        language, word = self.language, self.low[first]
        if word in language.vague_words or (
            word in language.magnitudes and not self._may_begin(first)
        ):
            return self._vague(first)
        if word in language.halves:
            return self._half(first)
        if word in language.fractions and not is_number(word):
            return self._fraction_word(first)
        spoken = SpokenNumber(self.tokens, first, self._in_date)
        index = spoken.read()
        if not spoken.begun:
            return None
        values = spoken.values
        numeral = Numeral(first, index, COUNT, values)
        if spoken.broken:
            numeral.values = ()
            numeral.kind, numeral.why = UNCLEAR, "is written in no way that can be read"
        elif len(values) > 1:
            numeral.kind = UNCLEAR
            numeral.why = "may be in thousands or a fraction"
        self._judge(numeral, spoken)
        return numeral

    def _may_begin(self, index: int) -> bool:
        """Whether a magnitude without a number before it is a number: "a million", "тысяча"."""
        before, word = self._word(index - 1), self.low[index]
        if self.language.code == "en":
            return before in ("a", "an", "one", "per")
        return self.language.code == "ko" or word in _ONE or before in self.language.before

    def _vague(self, first: int) -> Numeral | None:
        """ "several hundred", "tens of thousands": none of their words is a number."""
        language, index = self.language, first + 1
        alone = self.low[first] not in _MANY
        while index < self.size and (
            self.low[index] in language.magnitudes
            or self.low[index] in language.vague_words
            or (self.low[index] in language.of_ and self._word(index + 1) in language.vague_words)
        ):
            index += 1
        if index == first + 1 and not alone:
            return None
        return Numeral(first, index, NAME, (), "is no number that one could check")

    def _half(self, first: int) -> Numeral:
        """ "полтора миллиона", "півмільйона": a half with the magnitude behind it."""
        value: Fraction | int = self.language.halves[self.low[first]]
        index = first + 1
        if (size := self.language.magnitudes.get(self._word(index))) is not None:
            value, index = value * size, index + 1
        numeral = Numeral(first, index, COUNT, (whole(value),))
        if value < 1:
            numeral.kind = SHARE
        self._judge(numeral, None)
        return numeral

    def _fraction_word(self, first: int) -> Numeral | None:
        """ "half", "a third of", "half a million", "a quarter of a million"."""
        language, part = self.language, self.language.fractions[self.low[first]]
        if self._word(first - 1) in language.designators or (
            part != Fraction(1, 2)
            and self._word(first - 1) not in ("a", "one")
            and language.code == "en"
        ):
            return None  # "the third shipment"
        index = first + 1
        at = index + 1 if self._word(index) in language.of_ else index
        at = at + 1 if self._word(at) in ("a", "an") else at
        if (size := language.magnitudes.get(self._word(at))) is not None and at > index - 1:
            numeral = Numeral(first, at + 1, COUNT, (whole(part * size),))
            self._judge(numeral, None)
            return numeral
        return Numeral(first, index, SHARE, (part,))

    def _judge(self, numeral: Numeral, spoken: SpokenNumber | None) -> None:
        """Decide by the words around a number whether it is one of things."""
        for judge in (self._part, self._named_before, self._named_after, self._measured):
            if judge(numeral, spoken):
                break
        else:
            self._year(numeral, spoken)
        if numeral.kind in (COUNT, SHARE):
            is_one = numeral.values == (1,)
            why = taken_back(self.tokens, numeral.first, numeral.after, is_one=is_one)
            if why:
                numeral.kind, numeral.why = UNCLEAR, why

    def _named_before(self, numeral: Numeral, _spoken: SpokenNumber | None) -> bool:
        """A number that something before it makes a name: KN-23, Type 88, №5, M1989, page 4."""
        tokens, language, first = self.tokens, self.language, numeral.first
        before, second = self._word(first - 1), self._word(first - 2)
        if not before:
            return False
        if tokens.glued(first):
            if self._glued_name(numeral, before, second):
                return self._is_name(numeral)
            if before == "." and not tokens.glued(first - 1):
                numeral.kind, numeral.values = UNCLEAR, ()
                numeral.why = "begins with the mark of a fraction"
                return True
            if before in "-−–" and not tokens.glued(first - 1):
                numeral.values = tuple(-value for value in numeral.values)
                return False
        designator = before if before != "." else second
        if designator in language.designators and self.low[first] != "one":
            return self._is_name(numeral)
        capital = tokens.capital(first - 1) and first >= 2 and second not in '.!?:"“”'
        if capital and before[-1].isalpha() and self._plain_digits(numeral):
            value = numeral.value
            if (
                not self._counted(numeral.after)
                and before not in language.hedge_words
                and value is not None
            ):
                numeral.kind = UNCLEAR if value < 1000 else numeral.kind
                numeral.why = f"may be part of the name “{before}”"
                return value < 1000
        return False

    def _glued_name(self, numeral: Numeral, before: str, second: str) -> bool:
        """Whether what stands at a number without a space makes it part of a name."""
        tokens, first = self.tokens, numeral.first
        if before[-1].isalpha() or before in "#№§@_&=/\\^*×":
            return True
        if before in "[(":
            return self._word(numeral.after) == "]"
        if not second or not tokens.glued(first - 1):
            return False
        if before in ":.":
            return True
        joined = is_number(second) or second in self.language.number_words
        return before in DASHES and not joined and second not in "~≈("

    def _counted(self, index: int) -> bool:
        """Whether one of the next words is something that one counts: "2000 Korean soldiers"."""
        for word in self.low[index : index + 3]:
            if self.language.thing(word):
                return True
            if word in self.language.stops or not word[0].isalpha():
                return False
        return False

    def _plain_digits(self, numeral: Numeral) -> bool:
        return (
            numeral.after == numeral.first + 1
            and self.low[numeral.first].isdigit()
            and numeral.value is not None
        )

    def _is_name(self, numeral: Numeral) -> bool:
        numeral.kind, numeral.why = NAME, "is part of a name or a longer number"
        return True

    def _named_after(self, numeral: Numeral, _spoken: SpokenNumber | None) -> bool:
        """11th, 12B, 10:30, "three-day", "152-mm"; "30-man" and "12,000-strong" are counts."""
        tokens, language, after = self.tokens, self.language, numeral.after
        word = self._word(after)
        if not word or not tokens.glued(after):
            return False
        if word in language.ordinal_suffixes or (
            word in DASHES
            and self._word(after + 1) in language.ordinal_suffixes
            and tokens.glued(after + 1)
        ):
            numeral.kind, numeral.why = NAME, "is an ordinal"
            return True
        if word == ":" and tokens.glued(after + 1) and is_number(self._word(after + 1)):
            numeral.kind, numeral.why, numeral.after = NAME, "is a time", after + 2
            return True
        if word in ("°", "′", "″"):
            numeral.measure = word
            return False
        if word in DASHES and tokens.glued(after + 1):
            return self._hyphenated(numeral)
        if word[0].isalpha() and language.code != "ko" and is_number(self.low[after - 1]):
            if word == "m":
                return self._is_unclear(numeral, word)
            if word in language.measures:
                numeral.measure = word
                return False
            return self._is_name(numeral)
        return False

    def _hyphenated(self, numeral: Numeral) -> bool:
        after, language = numeral.after, self.language
        word = self._word(after + 1)
        if is_number(word) or word in language.cardinals:
            return False  # a range
        if word in ("strong", "odd", "plus"):
            numeral.after = after + 2 if word == "strong" else after
            return False
        if word in language.measures:
            numeral.measure = word
            return False
        if language.thing(word) or word in ("fold",):
            return False
        if language.stems and word.isalpha():  # 300-та, 12-тысячный
            numeral.kind, numeral.why = NAME, "is an ordinal, or part of a longer word"
            return True
        return self._is_name(numeral)

    def _measured(self, numeral: Numeral, _spoken: SpokenNumber | None) -> bool:
        """Money, millimetres, days; a magnitude that is not known; letters of another script."""
        language, after = self.language, numeral.after
        before, word = self._word(numeral.first - 1), self._word(after)
        if before in _CURRENCY or word in _CURRENCY:
            numeral.measure = before if before in _CURRENCY else word
            return False
        if before in ("×", "x", "*") and is_number(self._word(numeral.first - 2)):
            return self._is_unclear(numeral, before)
        if not word or numeral.measure:
            return False
        if word in ("×", "x", "·", "*", "^", "'", "’") and is_number(self._word(after + 1)):
            return self._is_unclear(numeral, word)
        if word in language.strange or _ILLION.fullmatch(word) or self._foreign(word):
            return self._is_unclear(numeral, word)
        glued = language.code == "ko" and word.startswith(tuple(language.measures))
        if word in language.measures or glued:
            if word in ("m", "x", "g", "t") and language.code == "en":
                return self._is_unclear(numeral, word)  # metres, or millions
            numeral.measure = word
            return False
        return self._abbreviated(after, word) and self._is_unclear(numeral, word)

    def _abbreviated(self, index: int, word: str) -> bool:
        """Whether a word is an abbreviation that nobody here knows: "12 тыщ. снарядов"."""
        tokens, language = self.tokens, self.language
        return (
            language.code in ("ru", "uk")
            and self._word(index + 1) == "."
            and tokens.glued(index + 1)
            and len(word) <= 5
            and word.isalpha()
            and not language.thing(word)
            and index + 2 < self.size
            and not tokens.capital(index + 2)
        )

    def _foreign(self, word: str) -> bool:
        """Whether a word is in other letters than the language has: its magnitude is not known."""
        first = word[0]
        if not first.isalpha() or first.isascii():
            if self.language.code == "en" or not first.isalpha():
                return False
            return word in ("mln", "mlrd", "mlr", "tys", "bn", "k", "m", "million", "thousand")
        script = unicodedata.name(first, "").partition(" ")[0]
        own = {"en": "LATIN", "ru": "CYRILLIC", "uk": "CYRILLIC", "ko": "HANGUL"}
        return script != own[self.language.code]

    def _is_unclear(self, numeral: Numeral, word: str) -> bool:
        numeral.kind, numeral.values = UNCLEAR, ()
        numeral.why = f"stands before “{word}”, which may be a magnitude that is not known here"
        return True

    def _year(self, numeral: Numeral, spoken: SpokenNumber | None) -> None:
        """Four digits without a mark may be a year, where nothing says what they count."""
        value = numeral.value
        if (
            numeral.kind == COUNT
            and spoken is not None
            and self._plain_digits(numeral)
            and value in _YEAR
            and not numeral.measure
        ):
            before = self._word(numeral.first - 1)
            if before not in _TIME and self._counted(numeral.after):
                return
            if before in self.language.hedge_words and before not in _OF_TIMES_TOO:
                return
            numeral.kind, numeral.why = UNCLEAR, "may be a year"


@cache
def _starting(language: Language) -> frozenset[str]:
    """Every token in small letters, but digits, at which a number may begin."""
    return language.number_words | SIGNS.keys()
