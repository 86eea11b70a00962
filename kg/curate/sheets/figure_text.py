"""The text of a figure ("more than 6,000") to its bounds and qualifier, and back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kg.claims.evidence.numbers import numbers, shares, without_numbers
from kg.claims.figure_words import number_text
from kg.errors import UnclearError
from kg.iris import KG

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.claims.ontology import QualifierRule

BOUNDS = ("lower", "upper", "best")
EXACTLY, BETWEEN = KG + "exactly", KG + "between"
_JOINING = ("between", "from")  # they also join two numbers under another qualifier
_LINKING = {"and", "to", "between", "from", "-", "–"}
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
#: So many decimal digits come back whole from a floating-point number (IEEE 754, 64 bits).
_DIGITS_KEPT = 15
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[,.'’\s](?=[0-9])")
_TOO_EXACT = re.compile(rf"[1-9][0-9]{{{_DIGITS_KEPT},}}")
# What Excel makes of a figure, and what can be read in two ways.
_TRAPS = (
    (re.compile(r"\d[\d.,]*e[+-]?\d+", re.I), "is a number that Excel has cut short: its digits may be lost", "write the digits, or “12 million”"),
    (re.compile(rf"(?:{_MONTHS})-\d\d|\d\d?-(?:{_MONTHS})(?:-\d+)?", re.I), "is a date that Excel has made of a number", "format the column as text, and write the figure again"),
    (re.compile(r"true|false|wahr|falsch|vrai|faux", re.I), "is a truth value, and no figure", "write the number"),
    (re.compile(r".*\d\s?m\b", re.I), "may mean million or metres", "write “million”"),
    (re.compile(r"(?:.*[^\d.,])?[1-9]\d{0,2}\.\d{3}(?![\d.])(?!\s*(?:%|per|hundred|thousand|million|billion)).*", re.I), "has a full stop before three digits: thousands, or a fraction?", "write thousands with a comma (6,000) or without any mark"),
    (re.compile(r".*#(?:ref|value|name|div|n/a|num).*", re.I), "is an error that a formula left", "write the number"),
)  # fmt: skip


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
    """Reads and writes the text of figures by the phrases that the ontology gives to qualifiers.

    ``phrases``: by the IRI of a qualifier, its phrases; ``rules``: which bounds each one takes.
    """

    def __init__(
        self, phrases: Mapping[str, Sequence[str]], rules: Mapping[str, QualifierRule]
    ) -> None:
        self._rules = rules
        self._phrases = {iri: sorted(words) for iri, words in phrases.items() if iri in rules}
        spoken = {word.lower() for words in self._phrases.values() for word in words}
        longest = sorted(map(re.escape, spoken), key=lambda word: (-len(word), word))
        self._pattern = re.compile(rf"(?<!\w)(?:{'|'.join(longest) or '(?!)'})(?!\w)")

    def read(self, text: str) -> StatedFigure:
        """The figure that a text states. Raises UnclearError for a text that is none, or several."""
        for trap, problem, remedy in _TRAPS:
            if trap.fullmatch(text.strip()):
                raise UnclearError(f"“{text}” {problem}", remedy)
        normal = " ".join(text.lower().replace("—", "–").split())
        hedges = list(dict.fromkeys(self._pattern.findall(normal)))
        without_hedges = self._pattern.sub(" ", normal)
        values, share = _values(text, without_hedges)
        unread_words = [
            w for w in re.findall(r"[^\s,.]+", without_numbers(without_hedges)) if w not in _LINKING
        ]
        if unread_words:
            raise UnclearError(
                f"“{text}”: “{' '.join(unread_words)}” is no number and no hedge",
                "write the number with its hedge only (“more than 6,000”); what is counted has its own column",
            )
        return self._figure_of_hedges(text, hedges, values, share=share)

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

    def _figure_of_hedges(
        self, text: str, phrases_read: Sequence[str], values: Sequence[Decimal], *, share: bool
    ) -> StatedFigure:
        hedges = [w for w in phrases_read if not (len(values) == 2 and w in _JOINING)]
        if not hedges:
            if not values:
                raise UnclearError(f"“{text}” holds no number", "write one, such as “about 4,700”")
            return self.figure_of(BETWEEN if len(values) == 2 else EXACTLY, values, share=share)
        fitting = sorted(
            iri
            for iri, phrases in self._phrases.items()
            if all(hedge in map(str.lower, phrases) for hedge in hedges)
            and _takes(self._rules[iri], len(values))
        )
        if len(fitting) != 1:
            heard = " and ".join(f"“{hedge}”" for hedge in hedges)
            raise UnclearError(
                f"“{text}”: no qualifier is {heard} with {len(values) or 'no'} number{'' if len(values) == 1 else 's'}",
                "use one hedge of ontology/vocab/qualifiers.ttl, or the columns hedge, lowest, highest, best",
            )
        return self.figure_of(fitting[0], values, share=share)

    def text_of(self, stated: StatedFigure, label: str) -> str | None:
        """A text that ``read`` turns into this figure again; None where there is none.

        ``label`` is the label of the qualifier, which is tried before its other phrases.
        """
        for text in self._texts(stated, label):
            try:
                if self.read(text) == stated:
                    return text
            except UnclearError:
                continue
        return None

    def _texts(self, stated: StatedFigure, label: str) -> Iterator[str]:
        numbers_shown = [number_text(str(n), share=stated.share) for n in stated.bounds.values()]
        phrases = self._phrases.get(stated.qualifier, [])
        words = sorted(phrases, key=lambda word: (word != re.sub(r" \(.*\)$", "", label), word))
        if len(numbers_shown) == 2:
            yield f"between {numbers_shown[0]} and {numbers_shown[1]}"
            yield from (f"{word} {numbers_shown[0]} to {numbers_shown[1]}" for word in words)
        elif len(numbers_shown) == 1:
            yield numbers_shown[0]
            after = ("or ", "in ")  # "3,000 or more", "11,000 in all"
            yield from (f"{numbers_shown[0]} {word}" for word in words if word.startswith(after))
            yield from (f"{word} {numbers_shown[0]}" for word in words)
        else:
            yield from words


def _takes(rule: QualifierRule, count: int) -> bool:
    if count == 2:
        return {"lower", "upper"} <= rule.requires
    if count == 1:
        return len(rule.requires) == 1
    return not rule.requires


def _values(text: str, without_hedges: str) -> tuple[list[Decimal], bool]:
    """The numbers of a figure in rising order, and whether they are shares.

    ``text`` is the whole figure, ``without_hedges`` what is left of it. Raises UnclearError.
    """
    if _TOO_EXACT.search(_BETWEEN_DIGITS.sub("", without_hedges)):
        raise UnclearError(
            f"“{text}” has more than {_DIGITS_KEPT} digits, which would not all be kept",
            "write it with fewer digits, such as “1,234.5 trillion”",
        )
    plain = numbers(without_hedges)
    parts = shares(without_hedges) - plain
    values = sorted(plain | parts)
    if (plain and parts) or len(values) > 2:
        listed = ", ".join(f"{value:,g}" for value in values)
        raise UnclearError(
            f"“{text}” can be read in several ways: {listed}",
            "write one number, or two with “to”; else use the columns lowest, highest, best",
        )
    return [_exact(value) for value in values], bool(parts)


def _exact(value: float) -> Decimal:
    """The number as on paper: 2.3 million is 2,300,000, which binary fractions miss."""
    number = Decimal(f"{value:.{_DIGITS_KEPT}g}")
    return Decimal(int(number)) if number == number.to_integral_value() else number.normalize()
