"""Text of the data made fit to be shown: on one line, visible, as wide as it looks, wrapped.

A width is a number of columns of a fixed grid, as terminals count: a wide (CJK) character or an
emoji takes two, a mark that combines none. It is counted by rich's tables, and nowhere else.
"""

from __future__ import annotations

import unicodedata

_LABEL_WIDTH = 19  # columns of a line of a label in a picture
_LABEL_LINES = 3
_BREAKS = str.maketrans(dict.fromkeys("\n\r\t\u2028\u2029", " "))
# Control, format (direction, zero width), surrogate, line and paragraph separators.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))


def visible(text: str) -> str:
    """Text with control and direction-changing characters made visible.

    A label may hold terminal escapes or U+202E; it must not steer what shows it.
    """
    if text.isprintable():
        return text
    return "".join(
        char if unicodedata.category(char) not in _UNSEEN else _escape(ord(char)) for char in text
    )


def _escape(code: int) -> str:
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def shown(text: str) -> str:
    """Text on one line, with control and direction-changing characters made visible."""
    return visible(text.translate(_BREAKS))


def xml_text(text: str) -> str:
    """Text that XML 1.0 can hold: as ``visible`` gives it, non-characters made visible too."""
    return "".join(
        f"\\u{ord(char):04x}" if unicodedata.category(char) == "Cn" else char
        for char in visible(text)
    )


def web_address(text: str) -> str:
    """The text if it is an http or https address, else nothing: only these become links."""
    return text if text.lower().startswith(("http://", "https://")) else ""


def display_width(text: str) -> int:
    """The width of a text in columns."""
    if text.isascii():
        return len(text)
    # Of rich only its table of widths is imported: the whole would double the cost of a query.
    from rich.cells import cell_len

    return cell_len(text)


def cut_at(text: str, width: int) -> tuple[str, str]:
    """The part of a text that fits ``width`` columns, and the rest; no character is split."""
    if display_width(text) <= width:
        return text, ""
    if text.isascii():
        return text[:width], text[width:]
    from rich.cells import chop_cells

    first = next(iter(chop_cells(text, width)), "")
    return (first, text[len(first) :]) if display_width(first) <= width else ("", text)


def cut(text: str, width: int) -> str:
    """A text that fits ``width`` columns; "…" stands for what does not."""
    if display_width(text) <= width:
        return text
    return f"{cut_at(text, width - 1)[0].rstrip()}…"


def wrap(text: str, width: int, indent: int = 0, hang: int = 0) -> list[str]:
    """Lines of at most ``width`` columns, broken at blanks; a longer word at "-" or "/".

    The first line begins with ``indent`` blanks, the others with ``hang``.
    """
    lines: list[str] = []
    line, empty = " " * indent, True
    for word in text.split():
        gap = "" if empty else " "
        if display_width(line + gap + word) <= width:
            line, empty = line + gap + word, False
            continue
        if not empty:
            lines.append(line)
            line = " " * hang
        *full, rest = _pieces(word, width - display_width(line), width - hang)
        for piece in full:
            lines.append(line + piece)
            line = " " * hang
        line, empty = line + rest, False
    return lines if empty else [*lines, line]


def _pieces(word: str, first: int, width: int) -> list[str]:
    """A word in pieces that fit into the rest of a line, and then into whole ones."""
    pieces: list[str] = []
    room = max(first, 1)
    while display_width(word) > room:
        fitting, _ = cut_at(word, room)
        sign = max(fitting.rfind("-"), fitting.rfind("/")) + 1
        end = sign or max(len(fitting), 1)
        pieces.append(word[:end])
        word, room = word[end:], max(width, 1)
    return [*pieces, word]


def label_lines(label: str) -> list[str]:
    """A label of a picture in at most three short lines; "…" stands for the rest."""
    lines: list[str] = []
    for word in label.split():
        for piece in _chopped(word):
            if lines and display_width(lines[-1]) + 1 + display_width(piece) <= _LABEL_WIDTH:
                lines[-1] = f"{lines[-1]} {piece}"
            else:
                lines.append(piece)
    if len(lines) > _LABEL_LINES:
        lines = [*lines[: _LABEL_LINES - 1], f"{lines[_LABEL_LINES - 1]}…"]
    return lines


def _chopped(word: str) -> list[str]:
    """A word in pieces that fit on a line of a label."""
    pieces = []
    while word:
        piece, word = cut_at(word, _LABEL_WIDTH)
        pieces.append(piece or word)
        word = word if piece else ""
    return pieces
