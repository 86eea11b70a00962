"""A quote as somebody copied it, found in the text: its exact offsets."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cached_property

from kg.claims.evidence.nearest import nearest_passage
from kg.errors import UnclearError

# What word processors and web pages put in the place of plain marks.
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛′ʼ`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARKS = "'\""


@dataclass(frozen=True)
class Passages:
    """A text in which quotes are looked for; whitespace and typographic marks are forgiven.

    ``name`` is that of its file, for messages. Places are numbers of characters from 0.
    """

    text: str
    name: str

    @cached_property
    def _plain(self) -> tuple[str, list[int]]:
        """The text in plain marks, and where each of its characters stands in the original."""
        return _plain(self.text)

    def find(self, quote: str, start: int | None = None) -> tuple[int, int]:
        """Start and end of a quote; ``start`` says which, where it stands more than once.

        Raises UnclearError.
        """
        wanted = _plain(quote)[0].strip()
        places = self._places(wanted)
        if not places and len(wanted) > 2 and wanted[0] in _MARKS and wanted[-1] in _MARKS:
            places = self._places(wanted[1:-1].strip())
        if not places:
            raise UnclearError(f"the quote does not stand in {self.name}", self._missing(wanted))
        if start is not None:
            chosen = [place for place in places if place[0] == start]
            if not chosen:
                listed = " or ".join(str(first) for first, _ in places)
                raise UnclearError(
                    f"the quote does not begin at {start}", f"write {listed} as start, or none"
                )
            return chosen[0]
        if len(places) > 1:
            listed = ", ".join(str(first) for first, _ in places)
            raise UnclearError(
                f"the quote stands {len(places)} times in {self.name}, at {listed}",
                f"write the one that is meant as start ({places[0][0]}), or quote more words",
            )
        return places[0]

    def within(self, words: str, start: int, end: int) -> str:
        """Some words of a passage as they stand in the text. Raises UnclearError."""
        wanted = _plain(words)[0].strip()
        inside = [place for place in self._places(wanted) if start <= place[0] and place[1] <= end]
        if not inside:
            raise UnclearError(
                f"“{words}” does not stand in the passage ({start}–{end})",
                "copy the words exactly as they stand there, or quote the passage that has them",
            )
        return self.text[slice(*inside[0])]

    def _places(self, wanted: str) -> list[tuple[int, int]]:
        """Start and end of each place where a plain quote stands, in the original text."""
        plain, origin = self._plain
        places = []
        at = plain.find(wanted) if wanted else -1
        while at >= 0:
            end = origin[at + len(wanted) - 1] + 1
            while end < len(self.text) and unicodedata.combining(self.text[end]):
                end += 1  # an accent that stands after its letter belongs to it
            places.append((origin[at], end))
            at = plain.find(wanted, at + 1)
        return places

    def _missing(self, wanted: str) -> str:
        """What to do about a quote that the text has not: the nearest passage, with the differences."""
        near = nearest_passage(self.text, wanted)
        if near is None:
            return "copy it from the text that the source names, without leaving words out"
        passage = " ".join(self.text[near.start : near.end].split())
        return (
            f"the nearest passage ({near.start}–{near.end}) differs so: {near.marked} "
            f"([not in the text], {{in the text}}); write “{passage}” if that is meant"
        )


def _plain(text: str) -> tuple[str, list[int]]:
    """A text in plain marks and single spaces, and where each of its characters stands in it."""
    plain: list[str] = []
    origin: list[int] = []
    for place, char in enumerate(text):
        if char in _INVISIBLE or unicodedata.combining(char):
            continue
        for part in _plain_character(char):
            if part == " " and plain and plain[-1] == " ":
                continue
            plain.append(part)
            origin.append(place)
    return "".join(plain), origin


def _plain_character(char: str) -> str:
    """A character in plain marks, spaces and letters without accents; several for a ligature."""
    if char.isascii():
        return " " if char.isspace() else char
    if char.isspace():
        return " "
    if char == "…":
        return "..."
    marked = char.translate(_PLAIN)
    if marked != char:
        return marked
    if "가" <= char <= "힣":  # its parts are letters of their own, and no offsets lie between them
        return char
    composed = unicodedata.normalize("NFKD", char)
    return "".join(part for part in composed if not unicodedata.combining(part)) or char
