"""The numbers in a name: 11th, XI, eleventh, 11-я, 제11, 第十一 are one number."""

from __future__ import annotations

import re
from functools import lru_cache

_ORDINAL = re.compile(r"([0-9]{1,300})(?:st|nd|rd|th)?")
# As armies number: II to LXXXIX, and V and X; a lone I or L is a word.
_ROMAN = re.compile(r"(?=[ivxl]{2}|[vx]$)(l?x{0,3}|xl)(ix|iv|v?i{0,3})")
_PAST_ROMAN = 90
_LETTERS = {"i": 1, "v": 5, "x": 10, "l": 50}
# Endings of ordinals in Russian and Ukrainian adjectives, without accents.
_ENDING = r"(?:ыи|ии|ои|и|ая|яя|а|ое|ее|е|го|ого|его|ому|ему|ом|ем|ью|ью|ую|юю|у|ые|ие|ых|их|ым|им|я|ья|ье|ьи|ьего|ьеи|еи|іи|ю|і|ь)?"
_SLAVIC_STEMS = {
    1: "перв перш", 2: "втор друг", 3: "трет", 4: "четверт", 5: "пят", 6: "шест шост", 7: "седьм сьом",
    8: "восьм", 9: "девят", 10: "десят", 11: "одиннадцат одинадцят", 12: "двенадцат дванадцят",
    13: "тринадцат тринадцят", 14: "четырнадцат чотирнадцят", 15: "пятнадцат пятнадцят",
    16: "шестнадцат шістнадцят", 17: "семнадцат сімнадцят", 18: "восемнадцат вісімнадцят",
    19: "девятнадцат девятнадцят", 20: "двадцат двадцят", 30: "тридцат тридцят", 40: "сороков",
    50: "пятидесят", 60: "шестидесят", 70: "семидесят", 80: "восьмидесят", 90: "девяност",
}  # fmt: skip
_SLAVIC = [
    (number, re.compile(f"(?:{stems.replace(' ', '|')}){_ENDING}"))
    for number, stems in _SLAVIC_STEMS.items()
]
_SLAVIC_TENS = {"двадцать": 20, "двадцять": 20, "тридцать": 30, "тридцять": 30, "сорок": 40, "пятьдесят": 50,
                "шестьдесят": 60, "семьдесят": 70, "восемьдесят": 80, "девяносто": 90, "сто": 100}  # fmt: skip
_HAN = {c: n for n, c in enumerate("〇一二三四五六七八九十")} | {"零": 0, "两": 2, "兩": 2}


def word_number(word: str) -> int | None:
    """What a folded word counts: 12, 12th and XII alike; None for one that is no number."""
    if match := _ORDINAL.fullmatch(word):
        return int(match[1])
    if not _ROMAN.fullmatch(word):
        return None
    values = [_LETTERS[letter] for letter in word]
    after = [*values[1:], 0]
    return sum(
        -value if value < following else value
        for value, following in zip(values, after, strict=True)
    )


def same_number(number: int) -> list[str]:
    """The words that ``word_number`` reads as a number, without zeros before it."""
    suffixes = ("", "st", "nd", "rd", "th")
    words = [f"{number}{suffix}" for suffix in suffixes]
    if 0 < number < _PAST_ROMAN:
        tens = ["", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx"]
        ones = ["", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"]
        roman = tens[number // 10] + ones[number % 10]
        words += [roman] if word_number(roman) == number else []
    return words


@lru_cache(maxsize=16384)
def spelt_number(word: str) -> int | None:
    """The number of a folded word of letters: eleventh, elfte, двенадцатая, 十一; None for none."""
    if word in _SLAVIC_TENS:
        return _SLAVIC_TENS[word]
    if all(letter in _HAN for letter in word):
        return _han(word)
    if (number := _spelt().get(word)) is not None:
        return number
    return next((n for n, pattern in _SLAVIC if pattern.fullmatch(word)), None)


def _han(word: str) -> int | None:
    if "十" not in word:
        return int("".join(str(_HAN[letter]) for letter in word))
    tens, _, ones = word.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return None
    return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)


@lru_cache(maxsize=1)
def _spelt() -> dict[str, int]:
    """Single words of numbers and ordinals, in the languages that rigour lists."""
    from rigour._core import ordinals_dict

    return {
        form.casefold(): number
        for number, forms in ordinals_dict().items()
        for form in forms
        if form.isalpha() and len(form) > 2 and not _ROMAN.fullmatch(form.casefold())
    } | {"hundredth": 100}


def joined(numbers: list[int]) -> list[int]:
    """Tens and what follows them as one number: forty, four gives 44."""
    whole: list[int] = []
    for number in numbers:
        if whole and whole[-1] % 10 == 0 and 20 <= whole[-1] <= 90 and 0 < number < 10:
            whole[-1] += number
        else:
            whole.append(number)
    return whole
