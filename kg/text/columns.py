"""Text in the columns of a terminal: wide characters count double, marks that combine not at all."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    """The width of a text in columns of a fixed grid."""
    return len(text) if text.isascii() else sum(_width(char) for char in text)


def _width(char: str) -> int:
    if unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.combining(char) else 1


def cut(text: str, width: int) -> str:
    """A text that fits; "…" stands for what does not."""
    if columns(text) <= width:
        return text
    kept, room = "", width - 1
    for char in text:
        room -= _width(char)
        if room < 0:
            break
        kept += char
    return f"{kept.rstrip()}…"


def wrap(text: str, width: int, indent: int = 0, hang: int = 0) -> list[str]:
    """Lines of at most ``width`` columns, broken at blanks; a longer word at "-" or "/"."""
    lines: list[str] = []
    line, empty = " " * indent, True
    for word in text.split():
        gap = "" if empty else " "
        if columns(line + gap + word) <= width:
            line, empty = line + gap + word, False
            continue
        if not empty:
            lines.append(line)
            line = " " * hang
        *full, rest = _pieces(word, width - columns(line), width - hang)
        for piece in full:
            lines.append(line + piece)
            line = " " * hang
        line, empty = line + rest, False
    return lines if empty else [*lines, line]


def _pieces(word: str, first: int, width: int) -> list[str]:
    """A word in pieces that fit into the rest of a line, and then into whole ones."""
    pieces: list[str] = []
    room = max(first, 1)
    while columns(word) > room:
        end, used = 0, 0
        while end < len(word) and used + _width(word[end]) <= room:
            used += _width(word[end])
            end += 1
        sign = max(word.rfind("-", 0, end), word.rfind("/", 0, end)) + 1
        end = sign or max(end, 1)
        pieces.append(word[:end])
        word, room = word[end:], max(width, 1)
    return [*pieces, word]
