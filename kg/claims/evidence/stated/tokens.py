"""The tokens of a passage: numbers in digits, words, and single marks, each with its place."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.claims.evidence.stated.language import Language

_SPACE = "[ \u00a0\u202f\u2009]"
_TOKEN = re.compile(
    rf"[0-9]{{1,3}}(?:{_SPACE}[0-9]{{3}})+(?![0-9])(?:[.,][0-9]+)?"
    r"|[0-9]+(?:[.,'’][0-9]+)*"
    r"|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*"
    r"|\S"
)
_SPACES = re.compile("[ \u00a0\u202f\u2009'’]")
_HANGUL_MAGNITUDES = "십백천만억조"
_SPOKEN_HANGUL = re.compile("[일이삼사오육칠팔구십백천만억조]+")


class Tokens:
    """The tokens of a text: ``low`` in small letters, ``starts`` and ``ends`` their places."""

    __slots__ = ("_plain", "ends", "language", "low", "starts", "text")

    def __init__(self, text: str, language: Language) -> None:
        self.text, self.language = text, language
        found = [match.span() for match in _TOKEN.finditer(text)]
        if language.code == "ko":
            found = _split_hangul(text, found)
        self.starts = [start for start, _ in found]
        self.ends = [end for _, end in found]
        small = text.lower()
        if len(small) != len(text):  # a letter whose small form has another length
            small = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
        self.low = [small[start:end] for start, end in found]
        self._plain = self.low
        if "'s" in small or "’s" in small:
            self._plain = [w[:-2] if w.endswith(("'s", "’s")) else w for w in self.low]

    def __len__(self) -> int:
        return len(self.low)

    def glued(self, index: int) -> bool:
        """Whether a token stands at the token before it, without a space."""
        return 0 < index < len(self.low) and self.starts[index] == self.ends[index - 1]

    def word(self, index: int) -> str:
        """A token in small letters, without a genitive; empty outside of the passage."""
        return self._plain[index] if 0 <= index < len(self.low) else ""

    def plain(self, first: int, after: int) -> list[str]:
        """The tokens from one place to another (excluded), as ``word`` gives each."""
        return self._plain[first:after]

    def capital(self, index: int) -> bool:
        """Whether a token begins with a capital letter."""
        return 0 <= index < len(self.low) and self.text[self.starts[index]].isupper()


def is_number(token: str) -> bool:
    """Whether a token is a number in digits."""
    return "0" <= token[:1] <= "9"


def _split_hangul(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Magnitudes that stand at a number, and numbers in Hangul, become tokens of their own."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        run = text[start:end]
        after_number = bool(found) and start - found[-1][1] <= 1 and _counts(text, found[-1])
        if after_number:
            while run and run[0] in _HANGUL_MAGNITUDES:
                found.append((start, start + 1))
                start, run = start + 1, run[1:]
            if run[:1] == "여" and (len(run) == 1 or found[-1][1] == start):
                found.append((start, start + 1))
                start, run = start + 1, run[1:]
        elif len(run) > 1 and (spoken := _SPOKEN_HANGUL.match(run)) and len(spoken[0]) > 1:
            if set(spoken[0]) & set(_HANGUL_MAGNITUDES) and _ends_number(
                text, start + spoken.end()
            ):
                found += [(start + at, start + at + 1) for at in range(spoken.end())]
                start, run = start + spoken.end(), run[spoken.end() :]
        elif run[:1] == "제" and start + 1 < end and text[start + 1].isdigit():
            continue
        if run:
            found.append((start, end))
    return found


def _counts(text: str, span: tuple[int, int]) -> bool:
    token = text[slice(*span)]
    return is_number(token) or (len(token) == 1 and token in _HANGUL_MAGNITUDES)


def _ends_number(text: str, end: int) -> bool:
    """Whether what follows a number in Hangul is a counter: it is no part of another word."""
    rest = text[end : end + 2].lstrip()
    return rest[:1] in set("명발대척기문정개인톤여")


class Digits:
    """What digits with their marks may mean: the values, one where they are clear."""

    __slots__ = ("broken", "values")

    def __init__(self, values: tuple[Fraction | int, ...], *, broken: bool = False) -> None:
        self.values, self.broken = values, broken


def read_digits(token: str, language: Language) -> Digits:
    """The value of a token of digits, after the marks of its language.

    "1,5" is one and a half in every language, since no group has one digit; "6.000" and, where the
    comma is the decimal mark, "12,345" may be either. What fits no way of writing is broken.
    """
    plain = token if token.isdigit() else _SPACES.sub("", token)
    if plain.isdigit():
        return Digits((int(plain),))
    marks = [c for c in plain if c in ".,"]
    kinds = set(marks)
    if len(kinds) == 2:
        last = marks[-1]
        if marks.count(last) > 1 or plain.rindex(last) < plain.rindex("".join(kinds - {last})):
            return Digits((), broken=True)
        whole, _, part = plain.rpartition(last)
        grouped = _grouped(whole, "".join(kinds - {last}))
        return Digits((), broken=True) if grouped is None else Digits((_decimal(grouped, part),))
    (mark,) = kinds
    pieces = plain.split(mark)
    grouped = _grouped(plain, mark)
    if len(pieces) > 2:
        return Digits((), broken=True) if grouped is None else Digits((grouped,))
    decimal = _decimal(int(pieces[0]), pieces[1])
    if grouped is None or pieces[0] == "0":
        return Digits((decimal,))
    if mark == "," and language.decimal == ".":
        return Digits((grouped,))
    return Digits((grouped, decimal))


def _grouped(text: str, mark: str) -> int | None:
    """The whole number whose digits a mark groups by threes, or in the Indian way; else None."""
    pieces = text.split(mark)
    head, groups = pieces[0], pieces[1:]
    if not groups:
        return int(text)
    western = 1 <= len(head) <= 3 and all(len(group) == 3 for group in groups)
    indian = (
        mark == ","
        and 1 <= len(head) <= 2
        and len(groups[-1]) == 3
        and all(len(group) == 2 for group in groups[:-1])
    )
    return int("".join(pieces)) if (western or indian) and head != "0" else None


def _decimal(whole: int, part: str) -> Fraction:
    return whole + Fraction(int(part), 10 ** len(part))
