"""Text of the data made fit to be shown: one line, no control characters, wrapped for a label."""

from __future__ import annotations

from kg.publish.terminal.tables import visible
from kg.text.columns import columns

_COLUMNS = 19  # of a line of a label; a wide (CJK) character takes two
_LINES = 3
_BREAKS = str.maketrans(dict.fromkeys("\n\r\t\u2028\u2029", " "))


def shown(text: str) -> str:
    """Text on one line, with control and direction-changing characters made visible."""
    return visible(text.translate(_BREAKS))


def web_address(text: str) -> str:
    """The text if it is an http or https address, else nothing: only these become links."""
    return text if text.lower().startswith(("http://", "https://")) else ""


def wrapped(label: str) -> list[str]:
    """A label in at most three short lines; "…" stands for the rest."""
    lines: list[str] = []
    for word in label.split():
        for piece in _pieces(word):
            if lines and columns(lines[-1]) + 1 + columns(piece) <= _COLUMNS:
                lines[-1] = f"{lines[-1]} {piece}"
            else:
                lines.append(piece)
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], f"{lines[_LINES - 1]}…"]
    return lines


def _pieces(word: str) -> list[str]:
    """A word in pieces that fit on a line."""
    pieces = [""]
    for char in word:
        if columns(pieces[-1] + char) > _COLUMNS:
            pieces.append("")
        pieces[-1] += char
    return pieces
