"""Read a CSV or TSV file: the separator is the one in its header, or the one it states itself."""

from __future__ import annotations

import csv
import itertools
import re
from typing import TYPE_CHECKING

from kg.curate.sheets.cell import Cell
from kg.curate.sheets.encodings import lines_of
from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SEPARATORS = ",;\t|"
#: The first line by which Excel is told the separator; it is no row of the sheet.
_STATED = re.compile(r"\"?sep=(?P<sign>.)\"?[,;\t|]*\r?\n?", re.IGNORECASE)
_LOOKED_AT = 20  # lines in which the separator is counted


def read_delimited(data: bytes, name: str, encoding: str | None = None) -> Iterator[Sequence[Cell]]:
    """The rows of the file called ``name``. Raises KgError for bytes that are no such file.

    A line ``sep=;`` at its top is obeyed, and given as a row without cells: the rows keep the
    numbers that they have in the file.
    """
    lines: Iterator[str] = lines_of(data, name, encoding)
    top = list(itertools.islice(lines, _LOOKED_AT))
    top[:1] = [line.removeprefix("\ufeff") for line in top[:1]]
    stated = _STATED.fullmatch(top[0]) if top else None
    if stated is not None:
        yield ()
        top = top[1:]
    separator = stated["sign"] if stated is not None else _separator("".join(top))
    if separator in '"\r\n\\':
        raise KgError(
            f"the first line states the separator {separator!r}, which separates nothing",
            f"{name}:1",
            "write sep=, or sep=; or take the line away",
        )
    reader = csv.reader(itertools.chain(top, lines), delimiter=separator, strict=True)
    number = 0 if stated is None else 1
    above = number
    while True:
        number += 1
        try:
            row = next(reader, None)
        except csv.Error as error:
            place = f"{name}:{reader.line_num + above}"
            if "limit" in str(error):
                raise KgError(
                    f"a cell of row {number} is longer than {csv.field_size_limit():,} characters",
                    place,
                    "a quotation mark before it may not be closed; else shorten the text",
                ) from None
            raise KgError(
                f"row {number} cannot be read: {error}",
                place,
                'a quotation mark is not closed, or stands inside a cell: write it twice (""), and the whole cell between quotation marks',
            ) from None
        if row is None:
            return
        yield [Cell(text) for text in row]


def _separator(text: str) -> str:
    """The separator of a file, from its first lines: the one that stands most in the first line that has any.

    Above the header there may be lines of a title, which has none, or a comma of its sentence: what
    stands equally often in several lines comes first.
    """
    lines = [line for line in text.split("\n", _LOOKED_AT)[:_LOOKED_AT] if line.strip()]
    if not lines:
        return ","
    first = max(_SEPARATORS, key=lines[0].count)
    if lines[0].count(first) > 1 or len(lines) == 1:
        return first

    def in_how_many(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines]
        most = max(counts)
        return (sum(count == most for count in counts) if most else 0, most)

    best = max(_SEPARATORS, key=lambda sign: (in_how_many(sign)[1] > 0, *in_how_many(sign)))
    return best if lines[0].count(first) == 0 or in_how_many(best)[1] > 1 else first
