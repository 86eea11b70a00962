"""The numbers, shares and dates that stand in an English text, in digits or in words."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg.claims.evidence.dates import NUMBERED_DAYS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_SMALL_WORDS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
    " fifteen sixteen seventeen eighteen nineteen"
)
_TENS_WORDS = "twenty thirty forty fifty sixty seventy eighty ninety"
_SMALL = {word: number for number, word in enumerate(_SMALL_WORDS.split())}
_TENS = {word: 10 * number for number, word in enumerate(_TENS_WORDS.split(), 2)}
_VALUES = {**_SMALL, **_TENS, "and": 0, "a": 1, "an": 1, "half": 0}
_MAGNITUDES = {
    "dozen": 12.0, "hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12,
}  # fmt: skip
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "mln": 1e6, "b": 1e9, "bn": 1e9, "tn": 1e12}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8,
          "tenth": 10}  # fmt: skip
_SIGNS = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5}

_GAP = r"(?:\s+|\s*-\s*)"
_MAGNITUDE = "|".join(_MAGNITUDES)
_CARDINAL = "|".join(sorted((*_SMALL, *_TENS), key=len, reverse=True))
_DIGITS = r"[0-9]{1,3}(?:[,'’\u00a0\u2009\u202f][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
_UNGROUPED = str.maketrans("", "", ",'’\u00a0\u2009\u202f")
_PERCENT = r"\s*(?:%|(?:-\s*)?(?:per\s?cent|pct)\b)"
# Texts are put in small letters first: a pattern that ignores case cannot skip to a first letter.
_NUMERAL = re.compile(
    rf"(?<![\w.])(?:(?P<digits>{_DIGITS})(?![0-9]|(?:st|nd|rd|th)\b)(?P<sign>[{''.join(_SIGNS)}])?"
    rf"(?P<half>{_GAP}and{_GAP}a{_GAP}half\b)?"
    rf"(?P<scale>(?:{_GAP}?(?:{_MAGNITUDE})s?\b)+|(?:[\s\-]?(?:m|mn|mln|bn|tn)|k|b)\b)?"
    rf"|(?P<words>(?:an?(?={_GAP}(?:{_MAGNITUDE})\b)|(?:{_CARDINAL})\b)"
    rf"(?:(?:{_GAP}and)?{_GAP}(?:{_CARDINAL}|{_MAGNITUDE})s?\b|{_GAP}and{_GAP}a{_GAP}half\b)*))"
    rf"(?P<percent>{_PERCENT})?"
)
_TOKEN = re.compile(r"[a-z]+")
_SPACED = re.compile(r"(?<![\w.,])[0-9]{1,3}(?: [0-9]{3})+(?![\w,])")
# After digits that are a number as they stand: nothing that changes their value.
_PLAIN_END = re.compile(
    r"(?![\w%]|[.,'’][0-9]|[\s\-–—]*(?:[0-9½⅓⅔¼¾⅕%]|(?i:hundred|thousand|million|billion|trillion|dozen"
    r"|per|pct|to|and|or|m|mn|mln|bn|tn)))"
)
_PLAIN_START = frozenset(' \t\n(“‘"$€£')
_FRACTION = re.compile(
    rf"\b(?=[0-9aefhnoqstz])(?:(?:(?P<over>an?|{_CARDINAL}){_GAP})?(?P<part>hal(?:f|ves)|third|quarter|fifth|sixth|eighth|tenth)s?\b"
    rf"(?:{_GAP}(?:of\s+)?(?:an?{_GAP})?(?P<scale>{_MAGNITUDE})\b)?"
    rf"|(?P<some>[0-9]+|{_CARDINAL})\s+(?:in|(?:out\s+)?of(?:\s+every)?)\s+(?P<all>[0-9]+|{_CARDINAL})\b(?![,.][0-9]))"
    rf"|(?<![0-9])(?P<sign>[{''.join(_SIGNS)}])"
)
# "4 to 6 million", "between two and three thousand": the magnitude belongs to both numbers.
_RANGE = re.compile(r"\s*(?:-|–|—|\bto\b|\band\b|\bor\b)\s*")


@dataclass(frozen=True, slots=True)
class _Numeral:
    """A number at its place. ``scales`` are what a number before it may share: for "three hundred
    thousand" a thousand, or a hundred thousand. ``plain``: its value without an unclear "m".
    """

    value: float
    start: int
    end: int
    scales: tuple[float, ...] = ()
    percent: bool = False
    plain: float | None = None


def numbers(text: str) -> frozenset[float]:
    """Every number of a text, in digits or words, with its magnitude.

    "12 million" gives 12000000, "twenty-eight thousand" 28000, "half a million" 500000, and
    "4 to 6 million" both 4000000 and 6000000. What can be read in two ways gives both: "12m"
    (million, or metres). A share ("40%", "a third") is no number, nor is the day of a date.
    """
    return _read(text)[0]


def shares(text: str) -> frozenset[float]:
    """Every share of a text as a part of 1.

    "40 per cent" gives 0.4, "nearly half" 0.5, "two in three" and "two thirds" two thirds; "0.4"
    is a share too.
    """
    whole_numbers, parts = _read(text)
    return parts | {value for value in whole_numbers if 0 < value < 1}


def without_numbers(text: str) -> str:
    """What is left of a text, in small letters, when its numbers and shares are taken out."""
    small = _SPACED.sub(" ", _FRACTION.sub(" ", text.lower()))
    pieces, copied_to = [], 0
    for number in _numerals(small):
        pieces.append(small[copied_to : number.start])
        copied_to = number.end
    return _SPACED.sub(" ", " ".join((*pieces, small[copied_to:])))


def plainly_states(value: float, text: str) -> bool:
    """Whether a number stands in a text in its commonest form: "14,000", "12 million".

    False does not say that it is missing; True is what ``numbers`` would find, at a tenth of the
    cost.
    """
    if value < 100 or value != int(value):
        return False
    forms = [f"{value:,.0f}"]
    if value >= 1_000_000:
        forms.append(f"{value / 1_000_000:.10g} million")
    elif value % 1000 == 0:
        forms.append(f"{value / 1000:.0f} thousand")
    for form in forms:
        at = text.find(form)
        begins = at == 0 or (at > 0 and text[at - 1] in _PLAIN_START)
        if begins and _PLAIN_END.match(text, at + len(form)):
            return True
    return False


def _read(text: str) -> tuple[frozenset[float], frozenset[float]]:
    """The numbers of a text, and its shares; what is beyond a floating-point number is neither."""
    plain, parts = set[float](), set[float]()
    small = NUMBERED_DAYS.sub(_masked, text.lower())
    for fraction, value, scale in list(_fractions(small)):
        if scale:  # the "a million" of "half a million" is none of its own
            plain.add(value * scale)
            small = small[: fraction.start()] + _masked(fraction) + small[fraction.end() :]
        else:
            parts.add(value)
    for value, percent in _in_ranges(small, _numerals(small)):
        if percent:
            parts.add(value / 100)
        else:
            plain.add(value)
    plain.update(float(number[0].replace(" ", "")) for number in _SPACED.finditer(small))
    return frozenset(filter(math.isfinite, plain)), frozenset(filter(math.isfinite, parts))


def _masked(match: re.Match[str]) -> str:
    """As many characters as were there, none of which is part of a number or a range."""
    return ";" * len(match[0])


def _in_ranges(text: str, numerals: Iterable[_Numeral]) -> Iterator[tuple[float, bool]]:
    """Each value, and whether it is per cent; in a range the last one's magnitude is shared."""
    waiting: list[_Numeral] = []
    for number in numerals:
        if waiting and not _RANGE.fullmatch(text, waiting[-1].end, number.start):
            yield from ((before.value, False) for before in waiting)
            waiting = []
        if not (number.percent or number.scales):
            waiting.append(number)
            continue
        for before in waiting:
            yield from ((value, number.percent) for value in _readings_before(before, number))
        waiting = []
        if number.percent or max(number.scales) >= 1000:
            yield number.value, number.percent
            if number.plain is not None:
                yield number.plain, number.percent
        else:
            waiting.append(number)  # "one hundred", perhaps of "to two hundred thousand"
    yield from ((before.value, False) for before in waiting)


def _readings_before(before: _Numeral, number: _Numeral) -> tuple[float, ...]:
    """What a number before "to 6 million" may mean: a range rises, "4 to 6 million" from 4 million."""
    rising = [s for s in number.scales if before.value * s <= number.value]
    if rising:
        return (before.value * max(rising),)
    scale = min(number.scales, default=0)
    if not scale or before.scales or before.value * scale > 10 * number.value:
        return (before.value,)
    return before.value, before.value * scale  # "six or five million"


def _numerals(text: str) -> Iterator[_Numeral]:
    """The numbers of a text in small letters, in their order."""
    for match in _NUMERAL.finditer(text):
        if match["digits"]:
            yield _in_digits(match)
        else:
            yield from _in_words(text, match)


def _in_digits(match: re.Match[str]) -> _Numeral:
    """A number in digits, with the half, the magnitude and the per cent behind it."""
    value = float(match["digits"].translate(_UNGROUPED))
    value += _SIGNS.get(match["sign"] or "", 0.5 if match["half"] else 0)
    scale = (match["scale"] or "").strip(" -\t\n")
    scales: tuple[float, ...] = ()
    if scale:
        words = re.findall(_MAGNITUDE, scale)
        scales = _products([_MAGNITUDES[word] for word in words] or [_SHORT[scale]])
    return _Numeral(
        value * (scales[-1] if scales else 1),
        *match.span(),
        scales,
        bool(match["percent"]),
        plain=value if scale == "m" else None,
    )


def _products(magnitudes: Sequence[float]) -> tuple[float, ...]:
    """1000, then 100 times 1000, for "hundred thousand"."""
    products: list[float] = []
    for magnitude in reversed(magnitudes):
        products.append((products[-1] if products else 1) * magnitude)
    return tuple(products)


def _in_words(text: str, match: re.Match[str]) -> list[_Numeral]:
    """The numbers of a run of words. "Between two hundred and three thousand" is two numbers."""
    start, end = match.span("words")
    tokens = list(_TOKEN.finditer(text, start, end))
    if text[max(0, start - 12) : start].rstrip().endswith("between"):
        for index, token in enumerate(tokens):
            if token[0] == "and":
                left, right = _parse(tokens[:index]), _parse(tokens[index + 1 :])
                if len(left) == len(right) == 1 and left[0].value <= right[0].value:
                    return _ending(left + right, match)
    return _ending(_parse(tokens), match)


def _ending(numerals: list[_Numeral], match: re.Match[str]) -> list[_Numeral]:
    """The same numbers, the last of them per cent where the run of words is."""
    if match["percent"] and numerals:
        numerals[-1] = replace(numerals[-1], percent=True, end=match.end())
    return numerals


def _parse(tokens: Sequence[re.Match[str]]) -> list[_Numeral]:
    """The numbers that follow each other in a run: more than one where two words do not fit."""
    numerals: list[_Numeral] = []
    current = _Spoken()
    start = end = 0
    joined = False
    for token in tokens:
        word = token[0] if token[0] in _VALUES else token[0].removesuffix("s")
        if word == "and":
            joined = True
            continue
        fits = not (joined and current.words[-1:] and not current.may_be_joined(word))
        joined = False
        if not (fits and current.take(word)):
            if current.begun:
                numerals.append(_Numeral(current.value, start, end, current.scales))
            current = _Spoken()
            if not current.take(word):
                continue
        if len(current.words) == 1:
            start = token.start()
        end = token.end()
    if current.begun:
        numerals.append(_Numeral(current.value, start, end, current.scales))
    return numerals


class _Spoken:
    """A number as its words come in, after the grammar of English numerals."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self._total = 0.0  # what a thousand, a million has closed
        self._group = 0.0  # what stands since then
        self._last = float("inf")

    @property
    def begun(self) -> bool:
        """Whether a word has been taken."""
        return bool(self.words)

    @property
    def value(self) -> float:
        """The number that the words taken so far say."""
        return self._total + self._group

    @property
    def scales(self) -> tuple[float, ...]:
        """The magnitudes with which the number ends, as a number before it may share them."""
        ending: list[float] = []
        for word in reversed(self.words):
            if word not in _MAGNITUDES:
                break
            ending.insert(0, _MAGNITUDES[word])
        return _products(ending)

    def may_be_joined(self, word: str) -> bool:
        """Whether "and" may stand before a word: after a magnitude, and before a half."""
        return word in ("a", "half") or self.words[-1] in _MAGNITUDES

    def take(self, word: str) -> bool:
        """Add a word; False where it does not fit, so that another number begins with it."""
        if word in _MAGNITUDES:
            fits = self._magnitude(_MAGNITUDES[word])
        elif word in ("a", "an", "half"):
            fits = self._article_or_half(word)
        else:
            fits = self._cardinal(_VALUES[word])
        if fits:
            self.words.append(word)
        return fits

    def _cardinal(self, value: int) -> bool:
        below_hundred = self._group % 100
        after_tens = below_hundred >= 20 and below_hundred % 10 == 0 and 0 < value < 10
        if self.begun and (value == 0 or not (below_hundred == 0 or after_tens)):
            return False
        self._group += value
        return True

    def _article_or_half(self, word: str) -> bool:
        if word != "half":  # "a million"; in "and a half" it adds nothing
            if not self.begun:
                self._group = 1
            return True
        if self._group or not self._total:
            self._group += 0.5
        else:
            self._total += self._last / 2  # "a million and a half"
        return True

    def _magnitude(self, magnitude: float) -> bool:
        if not self._group:
            return False
        if magnitude < 1000:
            if self._group >= 100:
                return False
            self._group *= magnitude
        elif magnitude < self._last:
            self._total += self._group * magnitude
            self._group, self._last = 0.0, magnitude
        else:
            return False
        return True


def _fractions(text: str) -> Iterator[tuple[re.Match[str], float, float]]:
    """Each part of 1 with the magnitude of which it is said ("half a million"), else with 0."""
    for match in _FRACTION.finditer(text):
        scale = _MAGNITUDES.get(match["scale"] or "", 0.0)
        if match["sign"]:
            yield match, _SIGNS[match["sign"]], scale
        elif match["part"]:
            part = _PARTS["half" if match["part"] == "halves" else match["part"]]
            over = _cardinal(match["over"] or "one") or 0
            counted = match["over"] or part == 2 or scale  # "the third shipment" is no third
            of_number = match["over"] == "a" and text[: match.start()].endswith(("and ", "and-"))
            if counted and 0 < over <= part and not of_number:
                yield match, over / part, scale
        else:
            part_count, whole_count = _cardinal(match["some"]), _cardinal(match["all"])
            if part_count and whole_count and part_count <= whole_count:
                yield match, part_count / whole_count, scale


def _cardinal(word: str) -> int | None:
    """The number of one word or of a row of digits."""
    if word in ("a", "an"):
        return 1
    return int(word) if word.isdecimal() and len(word) <= 300 else _VALUES.get(word)
