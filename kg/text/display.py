"""Prepare text of the data for display: visible characters only, its width, cut or wrapped lines.

A width is a number of columns of a fixed grid, as terminals count: a wide (CJK) character or an
emoji takes two, a combining mark takes none. Only rich's tables of widths are used for that.
"""

from __future__ import annotations

import unicodedata

_LABEL_WIDTH = 19  # columns of a line of a label in a picture
_LABEL_LINES = 3
_BREAKS = str.maketrans(dict.fromkeys("\n\r\t\u2028\u2029", " "))
# Control, format (direction, zero width), surrogate, line and paragraph separators.
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp"))
#: Of these, what words and emoji are written with: joiners (Persian, Hindi), and the soft hyphen.
_WRITTEN = frozenset("\u200c\u200d\u00ad")
_LOST = "\ufffd"  # Unicode's sign for what could not be carried over


def visible(text: str) -> str:
    """Text for people, with ``\\u…`` in place of control and direction-changing characters.

    A label may hold terminal escapes or U+202E, which would change how a terminal shows the rest.
    """
    if text.isprintable():
        return text
    return "".join(
        _escape(ord(char))
        if unicodedata.category(char) in _UNSEEN and char not in _WRITTEN
        else char
        for char in text
    )


def carried(text: str) -> str:
    """Text for programs: as it is, but U+FFFD for control characters (no line end, no tab) and surrogates."""
    if text.isprintable():
        return text
    return "".join(
        _LOST if unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\n" else char
        for char in text
    )


def _escape(code: int) -> str:
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def shown(text: str) -> str:
    """Text on one line, and otherwise as ``visible`` gives it."""
    return visible(text.translate(_BREAKS))


def xml_text(text: str) -> str:
    """Text that XML 1.0 allows: as ``carried`` gives it, with U+FFFD for unassigned characters too."""
    return "".join(_LOST if unicodedata.category(char) == "Cn" else char for char in carried(text))


def web_address(text: str) -> str:
    """The text if it is an http or https address, else "": nothing else may become a link."""
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

    fitting = next(iter(chop_cells(text, width)), "")
    return (fitting, text[len(fitting) :]) if display_width(fitting) <= width else ("", text)


def cut(text: str, width: int) -> str:
    """A text in at most ``width`` columns; where it is longer, it ends in "…"."""
    if display_width(text) <= width:
        return text
    return f"{cut_at(text, width - 1)[0].rstrip()}…"


def wrap(text: str, width: int, indent: int = 0, hang: int = 0) -> list[str]:
    """Lines of at most ``width`` columns, broken at blanks; longer words after "-" or "/".

    The first line begins with ``indent`` blanks, the others with ``hang``.
    """
    lines: list[str] = []
    line, used, empty = " " * indent, indent, True  # a line, its width, and whether it has no word
    for word in text.split():
        gap = "" if empty else " "
        needed = len(gap) + display_width(word)
        if used + needed <= width:
            line, used, empty = line + gap + word, used + needed, False
            continue
        if not empty:
            lines.append(line)
            line, used = " " * hang, hang
        *full_pieces, last_piece = _pieces(word, width - used, width - hang)
        for piece in full_pieces:
            lines.append(line + piece)
            line, used = " " * hang, hang
        line, used, empty = line + last_piece, used + display_width(last_piece), False
    return lines if empty else [*lines, line]


def _pieces(word: str, first: int, width: int) -> list[str]:
    """A word in pieces: one of at most ``first`` columns, the others of at most ``width``."""
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
    """A label of a picture in at most three lines of 19 columns; a longer one ends in "…"."""
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


def shell_quoted(text: str) -> str:
    """A text as one word of a command in a shell."""
    plain = "".join(f"\\{c}" if c in '\\"$`' else c for c in text)
    return f'"{plain}"'
