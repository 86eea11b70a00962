"""Find the header of a sheet: it may stand below rows of a title, and in several rows."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import DataError, KgError, UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.curate.sheets.cell import Cell

_LOOKED_AT = 40  # rows in which a header may begin
_MOST_ROWS = 5  # of one header
#: A cell that is a date or a number, which hardly names a column.
_DATA = re.compile(r"[~≈<>≥≤]?\s*\d[\d\s.,/:–-]*\d\W*|\d")
_STATED = re.compile(r"(\d{1,7})(?:\s*[-–:]\s*(\d{1,7}))?")


@dataclass(frozen=True, slots=True)
class Header:
    """The names of the columns, and in which rows they stand (from 1, the first and the last)."""

    names: tuple[str, ...]
    first: int
    last: int


def read_header_row(text: str) -> tuple[int, int]:
    """The rows that ``--header-row`` names: ``3``, or ``3-4`` for a header of two. Raises UsageError."""
    match = _STATED.fullmatch(text.strip())
    first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
    if not 1 <= first <= last or last - first >= _MOST_ROWS:
        raise UsageError(
            f"“{text}” names no row of a header", "--header-row", "write 3, or 3-4 for two rows"
        )
    return first, last


def split_header(
    rows: Iterable[Sequence[Cell]],
    known: Callable[[str], bool],
    name: str,
    stated: tuple[int, int] | None = None,
    least: int = 2,
) -> tuple[Header, Iterator[tuple[int, Sequence[Cell]]]]:
    """The header of a sheet, and its rows below with their numbers.

    ``known``: whether a name is one that a column may have. The header is the row with the most
    known names; with fewer than ``least`` of them, the first that is as wide as the sheet. ``stated``
    says which rows it is. Raises KgError where there is none.
    """
    iterator = iter(rows)
    if stated is not None:
        above = list(itertools.islice(iterator, stated[1]))
        if len(above) < stated[1]:
            raise KgError(
                f"the sheet has {len(above)} rows, and the header is to be in row {stated[1]}",
                name,
                "give --header-row the row with the names of the columns",
            )
        names = _joined([_texts(row) for row in above[stated[0] - 1 :]])
        return Header(names, *stated), enumerate(iterator, start=stated[1] + 1)
    top, iterator = _peeked(iterator)
    found = _found([_texts(row) for row in top], known, least)
    below = itertools.chain(top[found.last :], iterator)
    return found, enumerate(below, start=found.last + 1)


def _peeked(
    rows: Iterator[Sequence[Cell]],
) -> tuple[list[Sequence[Cell]], Iterator[Sequence[Cell]]]:
    """The first rows, and those after them; what is raised at the end of a short sheet comes there."""
    top: list[Sequence[Cell]] = []
    try:
        top.extend(itertools.islice(rows, _LOOKED_AT))
    except DataError as error:
        return top, _raising(error)
    return top, rows


def _raising(error: DataError) -> Iterator[Sequence[Cell]]:
    raise error
    yield ()


def _texts(row: Sequence[Cell]) -> list[str]:
    return [cell.text.strip() for cell in row]


def _joined(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The names of a header of one or several rows: what spans columns is put before what is below.

    A name above belongs to its own column; where that has a name below, also to those right of it
    that have one there and none above.
    """
    width = max(map(len, rows), default=0)
    parts: list[list[str]] = [[] for _ in range(width)]
    for number, row in enumerate(rows):
        spanning = ""
        for index in range(width):
            text = row[index] if index < len(row) else ""
            below = any(index < len(later) and later[index] for later in rows[number + 1 :])
            if not below:
                spanning = ""
            elif text:
                spanning = text
            if (own := text or spanning) and own not in parts[index]:
                parts[index].append(own)
    return tuple(" ".join(texts) for texts in parts)


def _found(rows: Sequence[Sequence[str]], known: Callable[[str], bool], least: int) -> Header:
    def score(names: Sequence[str]) -> int:
        return len({name for name in names if name and known(name)})

    scores = [score(row) for row in rows]
    widest = max((sum(map(bool, row)) for row in rows), default=0)
    best = max(scores, default=0)
    alone = best == 1 and sum(map(bool, rows[scores.index(1)])) == 1
    if best and (best >= least or alone):
        candidates = [at for at, own in enumerate(scores) if own == best]
        wide = [at for at in candidates if sum(map(bool, rows[at])) * 2 > widest]
        at = _above_data(rows, (wide or candidates)[0])
        # Under a row that spans others stand the names proper; joined with it they may say more.
        if at and _spans(rows[at - 1], rows[at]) and score(_joined(rows[at - 1 : at + 1])) > best:
            return Header(_joined(rows[at - 1 : at + 1]), at, at + 1)
        if at + 1 < len(rows) and _spans(rows[at], rows[at + 1]):
            both = _joined(rows[at : at + 2])
            more = score(both) > best or _names_numbers(rows, at)
            if more and not any(map(_has_digit, rows[at + 1])):
                return Header(both, at + 1, at + 2)
        return Header(tuple(rows[at]), at + 1, at + 1)
    for number, row in enumerate(rows, start=1):
        if sum(map(bool, row)) * 2 > widest:
            return Header(tuple(row), number, number)
    return Header((), 1, 1)


def _above_data(rows: Sequence[Sequence[str]], at: int) -> int:
    """The row of the names, where the one that was found holds dates or numbers: it is data itself.

    That is the first row as wide above it without a date or a number, where there is one.
    """
    if not any(map(_DATA.fullmatch, rows[at])):
        return at
    width = sum(map(bool, rows[at]))
    for earlier in range(at):
        row = rows[earlier]
        if sum(map(bool, row)) >= width and not any(map(_DATA.fullmatch, row)):
            return earlier
    return at


def _spans(above: Sequence[str], below: Sequence[str]) -> bool:
    """Whether a row may stand above the names of columns: some of its cells are empty over a name."""
    filled = [index for index, text in enumerate(above) if text]
    return len(filled) > 1 and any(
        text and (index >= len(above) or not above[index]) for index, text in enumerate(below)
    )


def _names_numbers(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether the row below a header names a column without a name there, which holds numbers."""
    above, below = rows[at], rows[at + 1]
    return any(
        text
        and (index >= len(above) or not above[index])
        and any(index < len(row) and _has_digit(row[index]) for row in rows[at + 2 : at + 12])
        for index, text in enumerate(below)
    )


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)
