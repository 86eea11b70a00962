"""Numbers that count by ten thousands, as in Korean: 1만2천 is 12,000, 3천5백만 is 35,000,000."""

from __future__ import annotations

import re
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from kg.claims.reading.hangul import DIGITS, after_counter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.claims.reading.numerals import Numeral

_BLANKS = re.compile(" *")
_MYRIAD = 10_000
#: Digits at the end without a magnitude have at most so many places fewer than what is before them.
_TAIL = 100


class MyriadNumber(NamedTuple):
    """A number at its place. ``chain`` are its magnitudes; none where it has several coefficients."""

    coefficient: Fraction
    chain: tuple[Fraction, ...]
    value: Fraction
    end: int


class _Piece(NamedTuple):
    """Digits, a magnitude, or both; ``end`` is where they stop."""

    digits: Fraction | None
    factor: int | None
    end: int


def myriad_number(
    text: str, at: int, words: Mapping[str, int], numerals: Mapping[int, Numeral]
) -> MyriadNumber | None:
    """``{ section large } [ section ]`` with ``section = { [ digits ] small } [ digits ]``.

    The longest such number at a place of a text; None where no magnitude stands in it. Each
    magnitude of a section, and each large one, is below the one before it.
    """
    pieces = list(_pieces(text, at, words, numerals))
    factors = [Fraction(piece.factor) for piece in pieces if piece.factor]
    value = _value(pieces)
    if not factors or value is None:
        return None
    first = Fraction(1) if pieces[0].digits is None else pieces[0].digits
    alone = all(piece.digits is None for piece in pieces[1:]) and first * prod(factors) == value
    return MyriadNumber(first, tuple(factors) if alone else (), value, pieces[-1].end)


def _pieces(
    text: str, at: int, words: Mapping[str, int], numerals: Mapping[int, Numeral]
) -> Iterator[_Piece]:
    before = 0
    while True:
        start = _start(text, at)
        numeral = numerals.get(start)
        digits = None
        if numeral is not None and numeral.value is not None:
            digits, at = Fraction(numeral.value), numeral.end
        elif start == at or not before:
            digits, at = _spoken_digit(text, start, words, before)
        start = _start(text, at)
        word = next((word for word in words if text.startswith(word, start)), "")
        if digits is None and not word:
            return
        at = start + len(word) if word else at
        before = words.get(word, 0)
        yield _Piece(digits, words.get(word), at)


def _spoken_digit(
    text: str, at: int, words: Mapping[str, int], before: int
) -> tuple[Fraction | None, int]:
    """A digit in Hangul and its end: before a magnitude, or behind 십 where no other word goes on."""
    digit, end = DIGITS.get(text[at : at + 1]), at + 1
    counted = after_counter(text, end) is not None
    closes = before == 10 and (counted or not text[end : end + 1].isalpha())
    if digit and (closes or any(text.startswith(word, end) for word in words)):
        return Fraction(digit), end
    return None, at


def _value(pieces: Sequence[_Piece]) -> Fraction | None:
    """The number that some pieces make; None where they make none."""
    total, section, below, large_below = Fraction(0), Fraction(0), _MYRIAD, 10**20
    least = 0
    for number, piece in enumerate(pieces):
        digits = Fraction(1) if piece.digits is None else piece.digits
        if piece.factor is None:
            last = number == len(pieces) - 1
            if not last or digits >= least or digits * _TAIL < least or digits.denominator != 1:
                return None
            section += digits
        elif piece.factor < _MYRIAD:
            if piece.factor >= below:
                return None
            section, below = section + digits * piece.factor, piece.factor
        else:
            if piece.factor >= large_below or (piece.digits is None and number and not section):
                return None
            section += digits if piece.digits is not None or not section else 0
            total, section = total + section * piece.factor, Fraction(0)
            below, large_below = _MYRIAD, piece.factor
        least = piece.factor or 1
    return total + section


def _start(text: str, at: int) -> int:
    match = _BLANKS.match(text, at)
    return match.end() if match else at
