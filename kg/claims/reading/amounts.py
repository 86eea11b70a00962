"""The grammar of figures: every way in which a whole text can be read as one.

It is written down in ``seeds/README.md``, section 16. A text is read from its first character to its
last; what the grammar has no place for makes that there is no reading.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from kg.claims.reading import english, hangul
from kg.claims.reading.myriads import myriad_number
from kg.claims.reading.number import Number, with_shared_magnitude
from kg.claims.reading.numerals import Numeral, cut_short, numerals
from kg.claims.reading.slavic import SLAVIC

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.claims.reading.words import FigureWords

GLYPHS = {"½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3), "¼": Fraction(1, 4),
          "¾": Fraction(3, 4), "⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5),
          "⅘": Fraction(4, 5), "⅙": Fraction(1, 6), "⅛": Fraction(1, 8), "⅜": Fraction(3, 8)}  # fmt: skip
_POINT_DIGITS = re.compile(r" point ([0-9]+)(?![0-9.,])")
_SLASHED = re.compile(r"(?<![0-9/])([1-9][0-9]?)/([1-9][0-9]{0,2})(?![0-9/])", re.ASCII)
_DASH = re.compile(r" ?[-–—‑‒−~～] ?")
_BLANKS = re.compile(" *")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af\u4e00-\u9fff]")
#: A tail in digits without a magnitude has at most so many places fewer than the part before it:
#: "12 thousand 500" is whole, "3 million 200" may lack a thousand.
_TAIL = 100


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a text: its hedges, one or two numbers in the order of the text, whether they
    are parts of 1, and the numerals that leave it unclear.
    """

    hedges: tuple[str, ...]
    values: tuple[Fraction, ...]
    share: bool = False
    unclear: tuple[Numeral, ...] = ()


def readings(text: str, words: FigureWords, *, falling: bool = False) -> set[Reading]:
    """Every way to read a text in small letters, its blanks single, from its begin to its end.

    ``falling``: the second end of a range may be below the first.
    """
    return set(_Grammar(text, words, falling=falling).figures())


class _Grammar:
    """The rules by name; each gives all its matches at a place of the text."""

    def __init__(self, text: str, words: FigureWords, *, falling: bool) -> None:
        self.text, self.words, self.falling = text, words, falling
        self.slavic, self.korean = SLAVIC.get(words.language), words.language == "ko"
        found = numerals(text, decimal_comma=words.decimal_comma, myriads=words.myriads)
        self.numerals = {numeral.start: numeral for numeral in found}

    def figures(self) -> Iterator[Reading]:
        """``figure = { hedge } amount { hedge after }``."""
        for hedges, start in self._phrases(0, self.words.before):
            for values, share, unclear, end in self._amounts(start, hedges):
                for after, stop in self._phrases(end, self.words.after):
                    if stop == len(self.text) or self._counted(after, stop):
                        yield Reading((*hedges, *after), values, share, unclear)

    def _counted(self, after: tuple[str, ...], at: int) -> bool:
        """Whether only the counter stands behind a hedge that is glued to a number: 1만여 명."""
        return after == ("여",) and hangul.after_counter(self.text, at) == len(self.text)

    def _skip(self, at: int) -> int:
        match = _BLANKS.match(self.text, at)
        return match.end() if match else at

    def _words_at(self, at: int, words: Iterable[str]) -> Iterator[tuple[str, int]]:
        """The words of a list that stand at a place, each with its end; no longer word begins so."""
        for word in words:
            if self.text.startswith(word, at):
                end = at + len(word)
                after = self.text[end : end + 1]
                open_end = not word[-1].isalnum() or _HANGUL.match(word[-1])
                if open_end or not (after.isalpha() or (after.isdigit() and word[-1].isalpha())):
                    yield word, end

    def _phrases(
        self, at: int, phrases: Mapping[str, object]
    ) -> Iterator[tuple[tuple[str, ...], int]]:
        """``{ phrase }``: none, one or several phrases after another, at most three."""
        stack: list[tuple[tuple[str, ...], int]] = [((), at)]
        while stack:
            taken, start = stack.pop()
            yield taken, self._skip(start)
            if len(taken) < 3:
                for word, end in self._words_at(self._skip(start), phrases):
                    stack.append(((*taken, word), end))

    def _amounts(
        self, at: int, hedges: tuple[str, ...]
    ) -> Iterator[tuple[tuple[Fraction, ...], bool, tuple[Numeral, ...], int]]:
        """``amount = end | end joint end | end "±" end``."""
        for first in self._ends(at):
            joint = self._skip(first.end)
            yield (first.value,), first.part, first.unclear, first.end
            for mark in ("±", "+/-"):
                if self.text.startswith(mark, joint):
                    for off in self._ends(self._skip(joint + len(mark))):
                        if off.value <= first.value and first.part == off.part:
                            low, high = first.value - off.value, first.value + off.value
                            unclear = (*first.unclear, *off.unclear)
                            yield (low, high), first.part, unclear, off.end
            for start in self._joints(first.end, hedges):
                if not first.chain and self._may_be_cut_short(at, start):
                    continue
                for second in self._ends(start):
                    yield from self._ranges(first, second)

    def _may_be_cut_short(self, first: int, last: int) -> bool:
        one, other = self.numerals.get(first), self.numerals.get(last)
        return one is not None and other is not None and cut_short(one, other)

    def _ranges(
        self, first: Number, second: Number
    ) -> Iterator[tuple[tuple[Fraction, ...], bool, tuple[Numeral, ...], int]]:
        shared = with_shared_magnitude(first, second)
        if shared is None or shared.part != second.part or shared.value == second.value:
            return
        if self.falling or shared.value < second.value:
            unclear = (*shared.unclear, *second.unclear)
            yield (shared.value, second.value), second.part, unclear, second.end

    def _joints(self, at: int, hedges: tuple[str, ...]) -> Iterator[int]:
        """``joint = dash | word``; English “and” joins only after “between”."""
        if match := _DASH.match(self.text, at):
            yield match.end()
        if self.text.startswith("-to-", at):
            yield at + 4
        for word, end in self._words_at(self._skip(at), self.words.joining):
            if word != "and" or any(hedge.endswith("between") for hedge in hedges):
                yield self._skip(end)

    def _ends(self, at: int) -> Iterator[Number]:
        """``end = ( number | fraction ) [ counter ]``."""
        for end in self._uncounted_ends(at):
            yield end
            if self.korean and (stop := hangul.after_counter(self.text, end.end)) is not None:
                yield replace(end, end=stop)

    def _uncounted_ends(self, at: int) -> Iterator[Number]:
        if self.words.myriads:
            yield from self._myriads(at)
        for head in self._heads(at):
            for number in self._scaled(head):
                yield number
                yield from self._tails(number, words=at not in self.numerals)
        yield from self._fractions(at)

    def _heads(self, at: int) -> Iterator[Number]:
        """A number without its magnitude: in digits, in words, or “a” before a magnitude."""
        numeral = self.numerals.get(at)
        if numeral is not None and numeral.value is not None:
            yield from self._digits(numeral)
        for value, end in self._spoken(at):
            yield self._halved(Number(value, end, value=value))
        if self.slavic and self.slavic.is_one(self.text, at):
            yield Number(Fraction(1), at, value=Fraction(1), article=True)
        for _, end in self._words_at(at, ("a", "an")):
            following = self._skip(end)
            if any(self._words_at(following, self._countable())):
                yield Number(Fraction(1), end, value=Fraction(1), article=True)

    def _spoken(self, at: int) -> Iterator[tuple[Fraction, int]]:
        """The numbers in words, in English and in the language of the document."""
        yield from english.heads(self.text, at)
        if self.slavic:
            yield from self.slavic.heads(self.text, at)
        if self.korean:
            yield from hangul.native(self.text, at)

    def _countable(self) -> list[str]:
        return [word for word, factor in self.words.magnitudes.items() if factor > 1]

    def _digits(self, numeral: Numeral) -> Iterator[Number]:
        value = Fraction(numeral.value or 0)
        unclear = (numeral,) if numeral.unit_decides else ()
        unsettled = (numeral,) if numeral.unit_unsettles else ()
        end = numeral.end
        whole = value.denominator == 1 and not unclear
        glyph = GLYPHS.get(self.text[end : end + 1])
        slashed = (
            _SLASHED.match(self.text, self._skip(end)) if self.text[end : end + 1] == " " else None
        )
        if glyph is not None and whole:
            yield Number(value + glyph, end + 1, value=value + glyph)
        elif slashed and whole and int(slashed[1]) < int(slashed[2]):
            value += Fraction(int(slashed[1]), int(slashed[2]))
            yield Number(value, slashed.end(), value=value)
        elif self.text[end : end + 1] != "/":
            number = Number(value, end, value=value, unclear=unclear, unsettled=unsettled)
            yield self._halved(number) if whole else number
            if whole and (match := _POINT_DIGITS.match(self.text, end)):
                value = Fraction(Decimal(f"{int(value)}.{match[1]}"))
                yield Number(value, match.end(), value=value)

    def _halved(self, number: Number) -> Number:
        """“one and a half”, where these words follow."""
        found = self._part_behind(number.end)
        if found is None or number.value.denominator != 1:
            return number
        value = number.value + found[0]
        return Number(value, found[1], value=value)

    def _part_behind(self, at: int) -> tuple[Fraction, int] | None:
        found = english.and_part(self.text, at)
        return found or (self.slavic.and_part(self.text, at) if self.slavic else None)

    def _scaled(self, number: Number) -> Iterator[Number]:
        """A number with the magnitudes after it: “hundred thousand”, “per cent”; at least none."""
        if not number.article:
            yield number
        stack: list[tuple[Number, tuple[Fraction, ...]]] = [(number, ())]
        while stack:
            head, chain = stack.pop()
            start = self._skip(head.end)
            if self.text[start : start + 1] == "-" and not chain:
                start = self._skip(start + 1)  # "40-per-cent", "two-million"
            for word, end in self._words_at(start, self.words.magnitudes):
                factor = self.words.magnitudes[word]
                longer = (*chain, factor)
                if factor == 100 and head.coefficient >= 100:
                    continue  # "one hundred and two hundred"
                if len(longer) > 4 or (chain and (chain[-1] < 1 or factor < 1)):
                    continue
                scaled = replace(number.times(longer), end=end)
                yield self._and_half_of(scaled, factor)
                stack.append((replace(head, end=end), longer))

    def _and_half_of(self, number: Number, factor: Fraction) -> Number:
        """“a million and a half”, where these words follow."""
        found = self._part_behind(number.end)
        if found is None or factor <= 1:
            return number
        value = number.value + found[0] * factor
        return replace(number, value=value, end=found[1], composite=True)

    def _tails(self, head: Number, *, words: bool) -> Iterator[Number]:
        """``number = part { part }``, each below the magnitude of the part before it."""
        least = min(head.chain, default=Fraction(0))
        if least < 100 or head.composite or head.coefficient.denominator != 1 or head.unclear:
            return
        start = self._tail_start(head.end, words=words)
        for tail in self._heads(start):
            for part in self._scaled(tail):
                if not 0 < part.value < least or part.unclear or part.part:
                    continue
                if start in self.numerals and not part.chain and part.value * _TAIL < least:
                    continue
                if part.value.denominator != 1:
                    continue
                whole = replace(part, value=head.value + part.value, composite=True)
                yield replace(whole, coefficient=head.coefficient, chain=head.chain)
                for longer in self._tails(part, words=words):
                    value = head.value + longer.value
                    yield replace(longer, value=value, coefficient=head.coefficient,
                                  chain=head.chain)  # fmt: skip

    def _tail_start(self, at: int, *, words: bool) -> int:
        """Where a tail begins: "two thousand and five", "two thousand, five hundred"."""
        for joint in (" and ", ", "):
            start = at + len(joint)
            if words and self.text.startswith(joint, at) and start not in self.numerals:
                return start
        return self._skip(at)

    def _fractions(self, at: int) -> Iterator[Number]:
        """``fraction``: “half”, “two thirds”, “2/3”, “one in three”, also of a magnitude."""
        for value, end in self._fraction_values(at):
            if value > 1:
                continue
            for stop in (end, end + 3) if self.text.startswith(" of", end) else (end,):
                if stop == len(self.text) or stop == end:
                    yield Number(value, stop, value=value, part=True)
            start = self._skip(end + 3 if self.text.startswith(" of ", end) else end)
            start += self.text[start : start + 1] == "-"  # "half-million"
            for _, article in self._words_at(start, ("a", "an")):
                start = self._skip(article)
            start = self._after_one_percent(start)
            for word, stop in self._words_at(start, self.words.magnitudes):
                number = value * self.words.magnitudes[word]
                part = self.words.magnitudes[word] < 1
                yield Number(number, stop, (Fraction(1),), number, part=part)

    def _after_one_percent(self, at: int) -> int:
        """Behind the “one” of "half of one per cent"."""
        for _, end in self._words_at(at, ("one",)):
            if any(
                self.words.magnitudes[w] < 1
                for w, _ in self._words_at(self._skip(end), self.words.magnitudes)
            ):
                return self._skip(end)
        return at

    def _fraction_values(self, at: int) -> Iterator[tuple[Fraction, int]]:
        glyph = GLYPHS.get(self.text[at : at + 1])
        if glyph is not None:
            yield glyph, at + 1
        match = _SLASHED.match(self.text, at)
        if match and int(match[1]) < int(match[2]):  # 50/50 is no share of one
            yield Fraction(int(match[1]), int(match[2])), match.end()
        yield from english.fractions(self.text, at)
        if self.slavic:
            yield from self.slavic.fractions(self.text, at)
            if (stop := self.slavic.half_of(self.text, at)) is not None:
                yield Fraction(1, 2), stop
        if self.korean:
            yield from hangul.fractions(self.text, at)
            yield from self._of_korean(at)
        for count, end in self._counts(at):
            yield from english.parted(self.text, end, count)
            if self.slavic:
                yield from self.slavic.parted(self.text, end, count)
            yield from self._one_in(count, end)

    def _one_in(self, count: int, at: int) -> Iterator[tuple[Fraction, int]]:
        starts = [english.out_of(self.text, at)]
        if self.slavic:
            starts.append(self.slavic.out_of(self.text, at))
        for start in filter(None, starts):
            for whole, stop in (*self._counts(start), *english.wholes(self.text, start)):
                if whole >= count > 0 and whole > 1:
                    yield Fraction(count, whole), stop

    def _of_korean(self, at: int) -> Iterator[tuple[Fraction, int]]:
        """ "10명 중 3명": the whole stands before its part."""
        for whole, end in self._counts(at):
            start = hangul.out_of(self.text, hangul.after_counter(self.text, end) or end)
            for count, stop in self._counts(start) if start is not None else ():
                if whole >= count > 0 and whole > 1:
                    yield Fraction(count, whole), stop

    def _counts(self, at: int) -> Iterator[tuple[int, int]]:
        """A whole number up to 999 in digits or a word, also “a” for one."""
        numeral = self.numerals.get(at)
        if numeral is not None and numeral.text.isdigit() and len(numeral.text) < 4:
            yield int(numeral.text), numeral.end
        yield from english.counts(self.text, at)
        if self.slavic:
            yield from self.slavic.counts(self.text, at)
        if self.korean:
            yield from ((int(value), end) for value, end in hangul.native(self.text, at))

    def _myriads(self, at: int) -> Iterator[Number]:
        found = myriad_number(self.text, at, self.words.myriads, self.numerals)
        if found is not None:
            composite = not found.chain
            yield Number(found.coefficient, found.end, found.chain or (Fraction(1),), found.value,
                         composite=composite)  # fmt: skip
