"""Tables of texts that fit a terminal: columns side by side, or a block for each row."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

from kg.text.display import display_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_GAP = 3  # columns of blank between two columns of a table
_TALL = 3  # lines a row, from which on blocks are looked at


def table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], width: int, numeric: Iterable[int] = ()
) -> str:
    """A plain table that fits ``width`` columns; long cells wrap, wide characters count double.

    Where a table cannot fit (a narrow terminal), each row becomes a small block of its own.
    """
    return "".join(table_lines(columns, rows, width, set(numeric)))


def table_lines(
    columns: Sequence[str], rows: Iterable[Sequence[str]], width: int, right: set[int]
) -> Iterator[str]:
    """The lines of ``table``, with their ends; ``rows`` are gone through twice, one at a time."""
    if not columns:
        return
    needs = _Needs.of(columns, rows)
    widths = _word_widths(needs, width)
    if widths is None:
        if width < 12 * len(columns):
            yield from _blocks(columns, rows, width)
            return
        widths = _cut_widths(needs, width)
    yield from _side_by_side(columns, rows, widths, right)


def table_or_blocks(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    width: int,
    numeric: Iterable[int] = (),
    *,
    cut: bool = False,
) -> str:
    """As ``table``, but a block a row where a word (an id) would be cut, or the table be very tall.

    With ``cut`` a block has at most three lines, and its longest texts end in "…".
    """
    widths = _word_widths(_Needs.of(columns, rows), width)
    if widths is None:
        return "".join(_blocks(columns, rows, width, cut=cut))
    shown = "".join(_side_by_side(columns, rows, widths, set(numeric))) if columns else ""
    if shown.count("\n") <= len(rows) * _TALL:
        return shown
    blocks = "".join(_blocks(columns, rows, width, cut=cut))
    return min(shown, blocks, key=lambda text: text.count("\n"))


def table_with_details(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    details: Sequence[Sequence[str]],
    width: int,
    numeric: Iterable[int] = (),
    *,
    cut: bool = False,
    whole: int = 0,
) -> str | None:
    """A table in which further fields of each row stand on lines of their own below it, indented.

    None where a row of the columns alone has more than two lines. With ``cut`` a row has at most
    three lines; ``whole`` are the last fields that are never cut.
    """
    from kg.publish.terminal.entries import LINES, entry

    widths = _word_widths(_Needs.of(columns, rows), width)
    if widths is None or not columns:
        return None
    right = set(numeric)
    heads = [_row_lines(row, widths, right) for row in rows]
    if any(len(head) >= LINES for head in heads):
        return None
    rule = "─" * (sum(widths) + _GAP * (len(widths) - 1))
    lines = [*_row_lines(columns, widths, right), rule]
    for head, fields in zip(heads, details, strict=True):
        lines += head
        below = entry(fields, width - 2, cut=cut, whole=whole, most=LINES - len(head))
        lines += [f"  {line}" for line in below if line]
    return "".join(f"{line}\n" for line in lines)


def _side_by_side(
    columns: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int], right: set[int]
) -> Iterator[str]:
    rule = "─" * (sum(widths) + _GAP * (len(widths) - 1))
    for line in (*_row_lines(columns, widths, right), rule):
        yield f"{line}\n"
    for row in rows:
        yield "".join([f"{line}\n" for line in _row_lines(row, widths, right)])


def _row_lines(cells: Sequence[str], widths: Sequence[int], right: set[int]) -> list[str]:
    """The lines of a row, each cell wrapped and padded to the width of its column."""
    wrapped = [_wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    lines = []
    for index in range(max(map(len, wrapped))):
        parts = []
        for column, pieces in enumerate(wrapped):
            piece = pieces[index] if index < len(pieces) else ""
            blank = " " * (widths[column] - display_width(piece))
            parts.append(blank + piece if column in right else piece + blank)
        lines.append((" " * _GAP).join(parts).rstrip())
    return lines


def _wrap(text: str, width: int) -> list[str]:
    """Lines of at most ``width`` columns, broken at blanks; a longer word is cut."""
    from rich.cells import chop_cells

    if display_width(text) <= width:
        return [text]
    lines, line = [], ""
    for piece in re.findall(r"\s*\S+", text):
        if display_width(line + piece) <= width:
            line += piece
            continue
        if line:
            lines.append(line)
        *full_lines, line = chop_cells(piece.lstrip(), width)
        lines += full_lines
    return [*lines, line]


def fits(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> bool:
    """Whether a table fits ``width`` columns without breaking a word."""
    return _word_widths(_Needs.of(columns, rows), width) is not None


class _Needs(NamedTuple):
    """What each column of a table needs: the width of its widest text, and of its widest word."""

    texts: list[int]
    words: list[int]

    @classmethod
    def of(cls, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> _Needs:
        """The needs of the columns, from their names and from all rows."""
        needs = cls([0] * len(columns), [0] * len(columns))
        for row in itertools.chain([columns], rows):
            for index, text in enumerate(row):
                wide = display_width(text)
                needs.texts[index] = max(needs.texts[index], wide)
                if wide > needs.words[index]:
                    for word in text.split():
                        needs.words[index] = max(needs.words[index], display_width(word))
        return needs


def _word_widths(needs: _Needs, width: int) -> list[int] | None:
    """Column widths at which no word is broken; None where the words do not fit.

    A column gets all that it needs if that is no more than its share; what is left over goes to
    the one that would else be the tallest, one character at a time.
    """
    natural, widths = needs.texts, list(needs.words)
    count = len(widths)
    spare = width - sum(widths) - _GAP * (count - 1)
    if spare < 0:
        return None
    remaining = width - _GAP * (count - 1)
    for place, index in enumerate(sorted(range(count), key=natural.__getitem__)):
        missing = natural[index] - widths[index]
        if missing > spare or natural[index] * (count - place) > remaining:
            break
        widths[index] += missing
        spare, remaining = spare - missing, remaining - natural[index]
    for _ in range(min(spare, sum(natural) - sum(widths))):
        tallest = max(range(count), key=lambda i: natural[i] / max(widths[i], 1))
        widths[tallest] += 1
    return widths


def _cut_widths(needs: _Needs, width: int) -> list[int]:
    """Column widths where words must be cut: the widest column gives way first."""
    widths = list(needs.texts)
    room = width - _GAP * (len(widths) - 1)
    while sum(widths) > room:
        widths[widths.index(max(widths))] -= 1
    return widths


def _blocks(
    columns: Sequence[str], rows: Iterable[Sequence[str]], width: int, *, cut: bool = False
) -> Iterator[str]:
    """The filled fields of each row, as many on a line as fit, all lines but the first indented."""
    from kg.publish.terminal.entries import entry

    for row in rows:
        filled = [f"{name}: {cell}" for name, cell in zip(columns, row, strict=True) if cell]
        lines = entry(filled or [f"{columns[0]}:"], max(width, 20), cut=cut)
        yield "".join([f"{line.rstrip()}\n" for line in lines])
