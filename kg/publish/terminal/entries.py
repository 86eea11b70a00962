"""Rows of a table that is too narrow for them, as entries of at most three lines each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.text.display import cut_at, display_width, wrap

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

#: Lines that an entry has at most, where texts may be cut.
LINES = 3
_GAP = " · "
_STEP, _LEAST = 10, 14  # columns that are cut off at once, and that a text keeps


def entry(
    fields: Sequence[str],
    width: int,
    *,
    cut: bool = False,
    whole: int = 0,
    most: int = LINES,
) -> list[str]:
    """Fields as lines of at most ``width`` columns, all but the first line indented.

    As many stand on a line as fit. With ``cut`` there are at most ``most`` lines, if that can be: the
    longest texts end in "…", but for the last ``whole`` fields. A word that fits a line is never cut
    or broken, so that an id can be copied.
    """
    count = len(fields) - whole
    texts = [field for field in fields[:count] if field]
    kept = [field for field in fields[count:] if field]
    lines = _laid_out([*texts, *kept], width)
    if cut and len(lines) > most:
        lines = _laid_out([*_shortened(texts, kept, width, most), *kept], width)
    return lines


def _shortened(texts: Sequence[str], kept: Sequence[str], width: int, lines: int) -> list[str]:
    """Texts of which the longest are cut, as little as so many lines ask for."""
    most = [display_width(text) for text in texts]

    def cut_texts() -> list[str]:
        return [
            _cut(text, room) if room < display_width(text) else text
            for text, room in zip(texts, most, strict=True)
        ]

    def fits() -> bool:
        return len(_laid_out([*cut_texts(), *kept], width)) <= lines

    while not fits():
        room, longest = max(
            ((most[n], n) for n, text in enumerate(texts) if " " in text), default=(0, 0)
        )
        if room <= _LEAST:
            break
        most[longest] = max(room - _STEP, _LEAST)
    for number, text in enumerate(texts):  # what can be given back without a further line
        whole = display_width(text)
        while most[number] < whole:
            most[number] += _STEP // 2
            if not fits():
                most[number] -= _STEP // 2
                break
    return cut_texts()


def entries(rows: Iterable[Sequence[str]], width: int, *, cut: bool = False, whole: int = 0) -> str:
    """A text with an entry for each row of fields; see ``entry``."""
    lines = (line for row in rows for line in entry(row, width, cut=cut, whole=whole))
    return "".join(f"{line}\n" for line in lines)


def _laid_out(fields: Sequence[str], width: int) -> list[str]:
    lines: list[str] = []
    open_end = False  # whether the last line may be gone on with
    for field in fields:
        if open_end and display_width(joined := f"{lines[-1]}{_GAP}{field}") <= width:
            lines[-1] = joined
            continue
        indent = 2 if lines else 0
        pieces = _wrapped(field, width, indent)
        lines += pieces
        open_end = len(pieces) == 1 or display_width(pieces[-1]) < width // 2
    return lines or [""]


def _wrapped(text: str, width: int, indent: int) -> list[str]:
    """A text in lines, broken at blanks only; all but the first are indented two columns more."""
    lines: list[str] = []
    line = " " * indent
    empty = True
    words = [
        piece
        for word in text.split()
        for piece in ([word] if display_width(word) <= width - 4 else wrap(word, width - 4))
    ]
    for word in words:
        joined = f"{line}{word}" if empty else f"{line} {word}"
        if empty or display_width(joined) <= width:
            line, empty = joined, False
            continue
        lines.append(line)
        line = " " * (indent + 2) + word
    return [*lines, line]


def _cut(text: str, most: int) -> str:
    """A text of several words in at most so many columns, cut behind a word where it can be."""
    fitting, _ = cut_at(text, most - 1)
    words, _, _ = fitting.rpartition(" ")
    return f"{(words or fitting).rstrip(' ,;:…')}…"
