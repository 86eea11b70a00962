"""A text to its sentences, each at its place, in time that grows with its length alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

#: A longer sentence is not read: no person wrote it as one.
LONGEST = 2_000
_END = re.compile(r"[.!?…。]+[\"”»’')\]]*(?=\s|$)")
_TERMINAL = re.compile(r"[.!?…。:;][\"”»’')\]]*$")
_SHORT = re.compile(
    r"(?:^|[\s(\"“])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Brig|Cmdr|Sen|Rep|Gov|Pres|St|Jr|Sr|No|Nos|Fig"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|vs|etc|approx|ca|c|cf|e\.g|i\.e|Inc|Ltd|Corp|Co|[A-Z]"
    r"|(?:[A-Z]\.)+[A-Z]|тыс|млн|млрд|г|гг|р|рр|им|ст|ул|см|др)\.$"
)
_OPENS_SENTENCE = re.compile(r"\s+[\"“«‘'(\[]*[^\W\d_a-zа-яёіїєґ]|\s+[\"“«(\[]*[0-9]")
_WRAPPED_AT = 100  # a text whose lines are all so short, and many, has been wrapped
_BLANKS = re.compile(r"\s*")
_BLANK = str.maketrans("\n\r\t\u00a0\u202f\u2009\u2028\u2029\x0b\x0c", " " * 10)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its text with single-width blanks, and its offsets in the whole (end exclusive).

    ``heading``: a line that does not end as a sentence does. ``paragraph``: its number, from 0.
    """

    text: str
    start: int
    paragraph: int
    heading: bool = False

    @property
    def end(self) -> int:
        """The offset of the character after the last."""
        return self.start + len(self.text)


def sentences(text: str) -> list[Sentence]:
    """The sentences and headings of a text, in its order."""
    found: list[Sentence] = []
    for number, (start, end) in enumerate(_paragraphs(text)):
        block = text[start:end].translate(_BLANK)
        if not _TERMINAL.search(block):
            pieces = list(_split(block))
            last = pieces[-1]
            # "… on Monday. By Jane Smith": what closes without a sign is a heading of its own.
            found += [
                Sentence(block[a:b], start + a, number, (a, b) == last and a == 0)
                for a, b in pieces
            ]
        else:
            found += [Sentence(block[a:b], start + a, number) for a, b in _split(block)]
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the lines, those of a wrapped text joined up to an empty one."""
    lines = [
        (
            match.start() + len(match[0]) - len(match[0].lstrip()),
            match.start() + len(match[0].rstrip()),
        )
        for match in re.finditer(r"[^\n\r]+", text)
    ]
    lines = [(start, end) for start, end in lines if end > start]
    wrapped = len(lines) > 4 and all(end - start <= _WRAPPED_AT for start, end in lines)
    block: tuple[int, int] | None = None
    for start, end in lines:
        if block is not None:
            adjacent = text.count("\n", block[1], start) <= 1
            goes_on = text[start].islower() or wrapped
            if (
                adjacent
                and goes_on
                and not (
                    _TERMINAL.search(text[max(block[0], block[1] - 4) : block[1]]) and not wrapped
                )
            ):
                block = (block[0], end)
                continue
            yield block
        block = (start, end)
    if block is not None:
        yield block


def _split(block: str) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of a paragraph."""
    start = 0
    for match in _END.finditer(block):
        if match.end() < len(block):
            tail = block[max(start, match.start() - 12) : match.start() + 1]
            if not _OPENS_SENTENCE.match(block, match.end()) or _SHORT.search(tail):
                continue
        yield start, match.end()
        blank = _BLANKS.match(block, match.end())
        start = blank.end() if blank else match.end()
    if start < len(block):
        yield start, len(block)
