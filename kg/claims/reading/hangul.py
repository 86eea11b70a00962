"""Korean numbers besides those by myriads: native numerals, parts of one, and counters.

A counter (명, 발, 대) stands behind a number and says the class of what is counted, which has its own
column; a word of measure or of a formation (톤, 킬로미터, 개 대대) is none.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

#: Sino-Korean digits, which stand before a magnitude or behind 십.
DIGITS = {digit: number for number, digit in enumerate("일이삼사오육칠팔구", 1)}
COUNTERS = ("명", "인", "발", "대", "척", "기", "문", "정", "개", "건", "곳", "마리", "자루")
_COUNTER = re.compile(rf" ?(?:{'|'.join(COUNTERS)})")
_NATIVE_TENS = {"열": 10, "스물": 20, "스무": 20, "서른": 30, "마흔": 40, "쉰": 50, "예순": 60,
                "일흔": 70, "여든": 80, "아흔": 90}  # fmt: skip
_NATIVE = {"하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "석": 3, "넷": 4, "네": 4, "넉": 4,
           "다섯": 5, "여섯": 6, "일곱": 7, "여덟": 8, "아홉": 9}  # fmt: skip
#: Forms that stand only before what they count.
_BEFORE_NOUN = ("한", "두", "세", "석", "네", "넉", "스무")
_NATIVE_NUMBER = re.compile(
    rf"(?P<tens>{'|'.join(_NATIVE_TENS)})?(?P<unit>{'|'.join(sorted(_NATIVE, key=len, reverse=True))})?"
)
_PARTS = re.compile(
    r"([1-9][0-9]?|[일이삼사오육칠팔구십]{1,3}) ?분의 ?([1-9][0-9]?|[일이삼사오육칠팔구십]{1,3})(?![0-9.,])"
)
_HALF = re.compile("절반|반(?!수)")
_OUT_OF = re.compile(" 중(?:에서|에)? ")


def after_counter(text: str, at: int) -> int | None:
    """The end of a counter behind a number; None where none stands there."""
    match = _COUNTER.match(text, at)
    return match.end() if match else None


def without_counter(text: str) -> str:
    """A text without the counter at its end: "수천" for "수천 명"."""
    match = re.fullmatch(rf"(.+?){_COUNTER.pattern}", text)
    return match[1] if match else text


def native(text: str, at: int) -> Iterator[tuple[Fraction, int]]:
    """A native numeral, from one to ninety-nine: "다섯", "열두" before a counter."""
    match = _NATIVE_NUMBER.match(text, at)
    if match is None or not match[0]:
        return
    bound = match[0].endswith(_BEFORE_NOUN)
    if not bound or after_counter(text, match.end()) is not None:
        tens, unit = match["tens"], match["unit"]
        value = _NATIVE_TENS.get(tens or "", 0) + _NATIVE.get(unit or "", 0)
        yield Fraction(value), match.end()


def fractions(text: str, at: int) -> Iterator[tuple[Fraction, int]]:
    """The parts of one at a place: "3분의 2", "삼분의 일", "절반"."""
    if match := _HALF.match(text, at):
        yield Fraction(1, 2), match.end()
    if match := _PARTS.match(text, at):
        whole, part = (_sino(match[number]) for number in (1, 2))
        if part is not None and whole is not None and part < whole:
            yield Fraction(part, whole), match.end()


def out_of(text: str, at: int) -> int | None:
    """The end of "중" ("of", between a whole and its part); None where it does not stand there."""
    match = _OUT_OF.match(text, at)
    return match.end() if match else None


def _sino(word: str) -> int | None:
    """A number of at most two digits, or in Sino-Korean words up to 99."""
    if word.isascii():
        return int(word)
    tens, ten, units = word.partition("십")
    digit: Mapping[str, int] = {"": 0, **DIGITS}
    if tens not in digit or units not in digit:
        return None
    if not ten:
        return digit[tens] or None
    return (digit[tens] or 1) * 10 + digit[units]
