"""Numbers in English words: cardinals below a thousand, halves behind them, and parts of one."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_SMALL_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL = {word: number for number, word in enumerate(_SMALL_WORDS.split())}
TENS = {word: 10 * number for number, word in enumerate(_TENS_WORDS.split(), 2)}
_PART_WORDS = (
    "third quarter fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
    " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
PARTS = {
    **{name: number for number, name in enumerate(_PART_WORDS.split(), 3)},
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "hundredth": 100,
    "thousandth": 1000,
}
#: Words for a group whose size is fixed.
_GROUPS = {"pair": 2, "trio": 3, "single": 1}
_DIGIT_WORDS = "|".join(_SMALL_WORDS.split()[:10])
_UNITS = "|".join(sorted(SMALL, key=len, reverse=True))
_CARDINAL = (
    rf"(?:(?:{'|'.join(TENS)})(?:[ \-](?:{'|'.join(_SMALL_WORDS.split()[1:10])}))?|{_UNITS})"
)
_SMALL_NUMBER = re.compile(rf"{_CARDINAL}(?![^\W_])")
_POINT = re.compile(rf" point((?:[ ](?:{_DIGIT_WORDS}))+)(?![^\W_])")
_HUNDREDS = re.compile(rf" hundred(?: and)?[ \-]({_CARDINAL})(?![^\W_])")
_A_HUNDRED = re.compile(rf"a{_HUNDREDS.pattern}")
_GROUP = re.compile(rf"a ({'|'.join(_GROUPS)})(?: of$)?(?![^\W_])")
_HALF = re.compile(r"half(?![^\W_])")
_BARE_PART = re.compile(r"(quarter|third)(?= of (?:an? )?[a-z]+)")
_EVERY = re.compile(r"every (second|(?:third|fourth|fifth|sixth|seventh|eighth|ninth|tenth))$")
_PART = re.compile(rf"[ \-](half|halves|fourths?|{'|'.join(sorted(PARTS, key=len, reverse=True))})(s?)(?![^\W_])")  # fmt: skip
_OF = re.compile(r" (?:in|of|out of)(?: every)? ")
_AND_PART = re.compile(
    r"[ \-]and[ \-](?:(a|one)[ \-](half|third|quarter)|(two|three)[ \-](thirds|quarters))(?![^\W_])"
)
_ROUND = {"a hundred": 100, "a thousand": 1000, "a million": 1_000_000}


def heads(text: str, at: int) -> Iterator[tuple[Fraction, int]]:
    """The numbers in words below a thousand at a place, without a magnitude, each with its end."""
    if match := _SMALL_NUMBER.match(text, at):
        value = Fraction(_small(match[0]))
        yield value, match.end()
        if point := _POINT.match(text, match.end()):
            digits = "".join(str(SMALL[word]) for word in point[1].split())
            yield value + Fraction(int(digits), 10 ** len(digits)), point.end()
        if value < 10 and (hundreds := _HUNDREDS.match(text, match.end())):
            yield value * 100 + _small(hundreds[1]), hundreds.end()
    if match := _A_HUNDRED.match(text, at):
        yield Fraction(100 + _small(match[1])), match.end()
    if match := _GROUP.match(text, at):
        yield Fraction(_GROUPS[match[1]]), match.end()


def and_part(text: str, at: int) -> tuple[Fraction, int] | None:
    """ "and a half", "and three quarters" behind a number: the part, and its end."""
    match = _AND_PART.match(text, at)
    if match is None:
        return None
    count = {"two": 2, "three": 3}.get(match[3] or "", 1)
    size = {"half": 2, "third": 3, "quarter": 4}[(match[2] or match[4]).removesuffix("s")]
    return (Fraction(count, size), match.end()) if count < size else None


def fractions(text: str, at: int) -> Iterator[tuple[Fraction, int]]:
    """The parts of one at a place: "half", "every third", "a quarter" before "of a million"."""
    if match := _HALF.match(text, at):
        yield Fraction(1, 2), match.end()
    if match := _BARE_PART.match(text, at):
        yield Fraction(1, PARTS[match[1]]), match.end()
    if match := _EVERY.match(text, at):
        yield Fraction(1, 2 if match[1] == "second" else _NTH[match[1]]), match.end()


_NTH = {**PARTS, "fourth": 4}


def counts(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The whole numbers in words at a place, as in "one in a hundred"; "a" is one."""
    if match := _SMALL_NUMBER.match(text, at):
        yield _small(match[0]), match.end()
    if text.startswith("a", at) and not text[at + 1 : at + 2].isalnum():
        yield 1, at + 1


def wholes(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The numbers that only the second half of "one in a thousand" may be."""
    for words, number in _ROUND.items():
        end = at + len(words)
        if text.startswith(words, at) and not text[end : end + 1].isalnum():
            yield number, end


def parted(text: str, at: int, count: int) -> Iterator[tuple[Fraction, int]]:
    """A count, and the name of parts behind it: " thirds" after two; the form must agree."""
    if match := _PART.match(text, at):
        name = match[1].removesuffix("s") if match[1].startswith("fourth") else match[1]
        plural = match[2] == "s" or match[1] in ("halves", "fourths")
        if plural == (count > 1):
            yield Fraction(count, 2 if name in ("half", "halves") else _NTH[name]), match.end()


def out_of(text: str, at: int) -> int | None:
    """The end of "in", "of" or "out of" behind a count; None where none of them stands there."""
    match = _OF.match(text, at)
    return match.end() if match else None


def _small(words: str) -> int:
    """A number in words below a hundred: "twenty-five"."""
    return sum(SMALL.get(word, TENS.get(word, 0)) for word in re.split("[ -]", words))
