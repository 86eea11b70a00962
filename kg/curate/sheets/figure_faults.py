"""Why the text of a figure is refused, and what to write in its place without a change of meaning."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.claims.figure_words import number_text
from kg.claims.reading.amounts import readings
from kg.claims.reading.english import PARTS, SMALL, TENS
from kg.claims.reading.exact import exact
from kg.claims.reading.numerals import cut_short, numerals
from kg.claims.reading.slavic import SLAVIC
from kg.claims.reading.words import without_of
from kg.curate.sheets.placeholders import is_elsewhere, is_nothing, without_marks
from kg.errors import UnclearError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.claims.ontology import QualifierRule
    from kg.claims.reading.numerals import Numeral
    from kg.claims.reading.words import FigureWords

#: More digits than the text of a graph may hold (``kg.claims.literals``).
MOST_DIGITS = 300
_LONGEST = 400
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_AGAIN = "format the column as text, and write the figure again"
# What Excel makes of a figure, and what no text decides.
_TRAPS = (
    (re.compile(r"\d[\d.,]*e[+-]?\d+"), "is a number that Excel has cut short: its digits may be lost", "write all its digits, in a column that is formatted as text"),
    (re.compile(rf"(?:{_MONTHS})-\d\d|\d\d?-(?:{_MONTHS})(?:-\d+)?"), "is a date that Excel has made of a number", _AGAIN),
    (re.compile(r"true|false|wahr|falsch|vrai|faux"), "is a truth value, and no figure", _AGAIN),
    (re.compile(r".*#(?:ref|value|name|div|n/a|num).*"), "is an error that a formula left", "write the number"),
)  # fmt: skip
#: A number that somebody marked as unsure; in a ledger, brackets are a loss.
UNSURE = re.compile(r"\(\s*(\d[\d., ]*)\s*\)|\[\s*(\d[\d., ]*)\s*\]|(\d[\d., ]*?)\s*\(?\?\)?")
_UNCLEAR_M = re.compile(r"(?<=\d)[ -]?m\b")
_SIGN = re.compile(r"(?:^|(?<=[\s(]))(?:[-−–—‑]|\+|minus\b|plus\b|negative\b)\s*(?=[\d.])")
_GRAMMAR = frozenset(
    ("a", "an", "and", "or", "of", "in", "out", "every", "point", "half", "halves")
)
_COLUMNS = (
    "write the number with one hedge at most, or use the columns hedge, lowest, highest, best"
)


def trap(plain: str) -> tuple[str, str] | None:
    """What Excel has made of a figure (in small letters), and what to do; None for other texts."""
    for pattern, problem, remedy in _TRAPS:
        if pattern.fullmatch(plain):
            return problem, remedy
    return None


def in_ascii_digits(text: str) -> str:
    """A text whose digits of other scripts are written as 0 to 9."""
    return "".join(
        str(unicodedata.digit(char)) if char.isdecimal() and not char.isascii() else char
        for char in text
    )


class Faults:
    """Looks for what is wrong in the text of a figure that has no reading, or several."""

    def __init__(
        self, text: str, plain: str, words: FigureWords, rules: Mapping[str, QualifierRule]
    ) -> None:
        self.text, self.plain, self.words, self.rules = text, plain, words, rules
        self.numerals = list(
            numerals(plain, decimal_comma=words.decimal_comma, myriads=words.myriads)
        )
        self.hedges = {**words.before, **words.after}

    def told(self, read: Callable[[str], object]) -> UnclearError:
        """The refusal. ``read`` gives None for a text that is no figure: no remedy offers such a one."""
        shown = self.text if len(self.text) <= _LONGEST else f"{self.text[:40]}…"
        if fault := trap(self.plain):
            return UnclearError(f"“{shown}” {fault[0]}", fault[1])
        for problem, texts, remedy in self._faults():
            good = [text for text in dict.fromkeys(texts) if text != self.text and read(text)]
            if good:
                listed = " or ".join(f"“{text}”" for text in good)
                remedy = f"write {listed}" + (", whichever is meant" if len(good) > 1 else "")
            return UnclearError(f"“{shown}” {problem}".replace("” : ", "”: "), remedy)
        return UnclearError(f"“{shown}” is no figure that can be read", _COLUMNS)

    def _faults(self) -> Iterator[tuple[str, Sequence[str], str]]:
        """What is wrong, the texts that may be meant, and the advice where none of them is read."""
        if len(self.plain) > _LONGEST:
            yield "is too long for a figure", (), "write the number with its hedge only"
        if (digits := in_ascii_digits(self.text)) != self.text:
            yield "has digits of another script", [digits], "write the digits 0 to 9"
        if any(len(numeral.text) > MOST_DIGITS for numeral in self.numerals):
            yield (
                f"has more than {MOST_DIGITS} digits, with which nothing can calculate",
                (),
                ("write fewer, with a magnitude; the digits of the source belong in wording"),
            )
        if is_elsewhere(self.text):
            yield "points to another cell", (), "write what stands there"
        if is_nothing(self.text):
            yield "says that there is no number", (), "leave the cell empty"
        if (bare := without_marks(self.text)) is not None:
            yield (
                "has the mark of a footnote",
                [bare],
                "leave the mark out; what it says has its own column",
            )
        yield from self._signs()
        yield from self._numerals()
        yield from self._words()
        yield from self._hedges()

    def _signs(self) -> Iterator[tuple[str, Sequence[str], str]]:
        sign = _SIGN.search(self.plain)
        if sign is not None and sign[0].strip() in ("+", "plus"):
            bare = self.plain[: sign.start()] + self.plain[sign.end() :]
            yield "has a sign before its number", (bare, f"{bare} or more"), "leave the sign out"
        elif unsure := UNSURE.fullmatch(self.plain):
            number = next(filter(None, unsure.groups()))
            mark = "stands in brackets" if "?" not in self.plain else "has a question mark"
            or_less = ", or below zero" if "?" not in self.plain else ""
            yield (
                f"{mark}: is it unsure{or_less}?", (),
                f"if it is unsure write {number}, and estimated in “how said”; a loss is said by the measure",
            )  # fmt: skip
            return
        elif sign is not None:
            yield (
                "is a number below zero, and a figure counts things from 0 upwards", (),
                "say by the measure that it is a loss or a fall; what has no measure stays in wording",
            )  # fmt: skip
        bare = self.plain.rstrip(" .,;:!?\"“”„'()[]").lstrip(" ;:!?\"“”„'()[]")
        if re.match(r"[.,]\d", bare):
            texts = [f"0{bare.replace(',', '.', 1)}"]
            yield "begins with the mark of a fraction", texts, "write a zero before it"
        if bare != self.plain and readings(bare, self.words):
            yield "has a sign at its ends that is no part of a figure", [bare], "leave it out"

    def _numerals(self) -> Iterator[tuple[str, Sequence[str], str]]:
        if _UNCLEAR_M.search(self.plain):
            texts = [_UNCLEAR_M.sub(" million", self.plain)]
            yield "may mean million or metres", texts, "write the word million in full"
        flawed = [n for n in self.numerals if n.value is None]
        if not flawed:
            unclear = sorted((r.unclear for r in readings(self.plain, self.words)), key=len)
            flawed = list(unclear[0]) if unclear else []
        if flawed:
            first = flawed[0]
            most = max(len(numeral.readings) for numeral in flawed)
            texts = [self._with_readings(flawed, number) for number in range(most)]
            yield (
                f"{_problem_of(first)}",
                texts,
                (
                    "write thousands with commas (1,234,567) or without any mark, a fraction after a full stop"
                ),
            )

    def _with_readings(self, flawed: Iterable[Numeral], number: int) -> str:
        """The text with each of some numerals in the reading of a number, or in its last."""
        text = self.plain
        for numeral in sorted(flawed, key=lambda n: -n.start):
            if numeral.readings:
                reading = numeral.readings[min(number, len(numeral.readings) - 1)]
                text = text[: numeral.start] + reading + text[numeral.end :]
        return text

    def _words(self) -> Iterator[tuple[str, Sequence[str], str]]:
        known = sorted(
            {*self.hedges, *self.words.vague, *self.words.magnitudes, *self.words.joining},
            key=len, reverse=True,
        )  # fmt: skip
        phrases = [re.escape(word) for word in known if word[0].isalpha() and word[-1].isalpha()]
        rest = re.sub(rf"(?<!\w)(?:{'|'.join(phrases) or '(?!)'})(?!\w)", " ", self.plain)
        own = {*SMALL, *TENS, *PARTS, *(f"{p}s" for p in PARTS), *_GRAMMAR, *self.words.magnitudes}
        own |= SLAVIC[self.words.language].words if self.words.language in SLAVIC else set()
        unknown = [
            word
            for word in re.findall(r"[^\W\d_]+", rest)
            if word not in own and not any(m in word for m in self.words.myriads)
        ]
        if unknown:
            yield (
                f": “{' '.join(unknown)}” is no number and no hedge",
                (),
                ("write the number with its hedge only; what is counted has its own column"),
            )
        if " or " in self.plain and (joined := self.plain.replace(" or ", " to ")):
            values = [reading.values for reading in readings(joined, self.words)]
            near = all(len(v) == 2 and v[1] - v[0] == 1 for v in values)
            yield (
                "gives two numbers of which one holds",
                [joined] if near and values else (),
                _COLUMNS,
            )
        yield from self._cut_short()
        yield from self._falling()
        if len(self.numerals) > 1 and len(self._hedges_said()) < 2:
            yield (
                "can be read in several ways: no word joins its numbers",
                (),
                ("write one number, or two with “to” between them").replace("“to”", "the word to"),
            )

    def _cut_short(self) -> Iterator[tuple[str, Sequence[str], str]]:
        """A range whose first end may lack its thousands: 100-150,000."""
        if len(self.numerals) == 2 and cut_short(*self.numerals):
            first, last = self.numerals
            between = self.plain[first.end : last.start]
            before, after = self.plain[: first.start], self.plain[last.end :]
            zeros = last.text[re.search(r"\D", last.text).start() :]  # type: ignore[union-attr]
            bare = "".join(re.findall(r"\d", last.text))
            texts = [
                f"{before}{start}{between}{end}{after}"
                for start, end in ((first.text + zeros, last.text), (first.text, bare))
            ]
            yield "may lack the thousands of its first number", texts, _COLUMNS

    def _falling(self) -> Iterator[tuple[str, Sequence[str], str]]:
        for reading in readings(self.plain, self.words, falling=True):
            if len(reading.values) == 2 and reading.values[0] > reading.values[1]:
                low, high = (
                    _plain(exact(value), share=reading.share) for value in sorted(reading.values)
                )
                texts = (
                    ()
                    if set(reading.hedges) - {"between", "from"}
                    else [f"between {low} and {high}"]
                )
                yield "falls from its first number to its second", texts, _COLUMNS
                return

    def _hedges(self) -> Iterator[tuple[str, Sequence[str], str]]:
        yield from self._vague()
        said = self._hedges_said()
        numbers = sorted({len(r.values) for r in readings(self.plain, self.words)})
        if said:
            heard = " and ".join(f"“{hedge}”" for hedge in said)
            count = numbers[0] if numbers else len(self.numerals)
            yield (
                f": no qualifier is {heard} with {count or 'no'} number{'' if count == 1 else 's'}",
                (),
                _COLUMNS,
            )
        if not self.numerals:
            yield "holds no number", (), "write the number, or leave the cell empty"

    def _hedges_said(self) -> list[str]:
        said = [h for h in self.hedges if re.search(rf"(?<!\w){re.escape(h)}(?!\w)", self.plain)]
        return [h for h in said if not any(h != other and h in other for other in said)]

    def _vague(self) -> Iterator[tuple[str, Sequence[str], str]]:
        """A hedge before words that stand for a number: its bound by the convention of these."""
        for hedge, qualifiers in self.words.before.items():
            rest = without_of(self.plain.removeprefix(hedge).strip())
            vague = self.words.vague.get(rest)
            if not self.plain.startswith(f"{hedge} ") or vague is None or len(vague) != 1:
                continue
            rule = self.rules[next(iter(vague))]
            needed = {name for iri in qualifiers for name in self.rules[iri].requires}
            texts: list[str] = []
            if "best" in needed:
                texts = [rest]
            elif "lower" in needed and rule.lower is not None and rule.lower >= 1:
                texts = [f"at least {_plain(Decimal(str(rule.lower)))}"]
            elif "upper" in needed and rule.upper is not None and rule.upper > 1:
                texts = [f"fewer than {_plain(Decimal(str(rule.upper)))}"]
            yield (
                f"has a hedge before “{rest}”, which is one itself",
                texts,
                ("keep one of the two, and the words of the text in wording"),
            )
            return


def _problem_of(numeral: Numeral) -> str:
    run = numeral.text
    if re.fullmatch(r"\d+\.\d{3}", run):
        return "has a full stop before three digits: thousands, or a fraction?"
    if any("~" in reading for reading in numeral.readings):
        return f"has a comma in {run} before a magnitude: a fraction, or two numbers?"
    if "," in run:
        return f"has a comma in {run} that groups no three digits: a fraction, or thousands?"
    if re.fullmatch(r"0\d+", run):
        return f"has zeros before its number: {run}"
    return f"has signs in {run} that make no number"


def _plain(number: Decimal, *, share: bool = False) -> str:
    return number_text(str(number), share=share)
