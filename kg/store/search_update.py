"""Bring an index of words up to date: take some texts out of it and put others in, where they belong."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING

from kg.store.search_index import (
    COLUMNS,
    GAP,
    INSERT,
    INSERT_WORDS,
    RANGE,
    place,
    row_of,
    values_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.store.search_index import Row
    from kg.store.search_texts import SearchText


def update_index(path: Path, gone: Iterable[SearchText], new: Iterable[SearchText]) -> bool:
    """Change the file of an index; gives whether that could be done.

    Not where there is no gap left for a text, nor where one is not there that is to go: the index is
    to be written anew then. Raises OSError.
    """
    try:
        with closing(sqlite3.connect(path)) as connection:
            # The build is thrown away whole where its writing is broken off.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            with connection:
                return _update(connection, gone, new)
    except sqlite3.OperationalError as error:
        raise OSError(f"{error}: {path.name}") from None


def _update(
    connection: sqlite3.Connection, gone: Iterable[SearchText], new: Iterable[SearchText]
) -> bool:
    words: Counter[str] = Counter()
    for text in gone:
        row = _first_from(connection, _number(connection, text), text.sort)
        if row is None or row.text != text:
            return False
        folded = values_of(row.number, text)[7]
        connection.execute("DELETE FROM text WHERE number = ?", (row.number,))
        connection.execute(
            "INSERT INTO words (words, rowid, folded) VALUES ('delete', ?, ?)", (row.number, folded)
        )
        words.subtract(set(folded.split()))
    for text in new:
        number = _free(connection, text)
        if number is None:
            return False
        row_values = values_of(number, text)
        connection.execute(INSERT, row_values)
        connection.execute(INSERT_WORDS, (number, row_values[7]))
        words.update(set(row_values[7].split()))
    connection.executemany(
        "INSERT INTO vocabulary VALUES (?1, ?2) ON CONFLICT (word) DO UPDATE SET texts = texts + ?2",
        [(word, count) for word, count in words.items() if count],
    )
    connection.executemany(
        "DELETE FROM vocabulary WHERE word = ? AND texts = 0", [(word,) for word in words]
    )
    return True


def _number(connection: sqlite3.Connection, text: SearchText) -> int:
    """The number of the first row that comes no earlier than a text, or one before which there is none."""
    low, high = text.sort * RANGE, (text.sort + 1) * RANGE
    wanted = place(text)
    while low < high:
        middle = (low + high) // 2
        row = _first_from(connection, middle, text.sort)
        if row is None or place(row.text) >= wanted:
            high = middle
        else:
            low = row.number + 1
    return low


def _free(connection: sqlite3.Connection, text: SearchText) -> int | None:
    """A number for a text, between those of its neighbours; None where they have no gap between them."""
    begin = text.sort * RANGE
    after = _first_from(connection, _number(connection, text), text.sort)
    end = (text.sort + 1) * RANGE if after is None else after.number
    (before,) = connection.execute(
        "SELECT max(number) FROM text WHERE number >= ? AND number < ?", (begin, end)
    ).fetchone()
    if after is None and before is not None:
        end = min(end, before + 2 * GAP)
    low = begin - 1 if before is None else before
    return (low + end) // 2 if end - low > 1 else None


def _first_from(connection: sqlite3.Connection, number: int, sort: int) -> Row | None:
    """The first row of a sort with this number or a higher one."""
    row = connection.execute(
        f"SELECT {COLUMNS} FROM text WHERE number >= ? AND number < ? ORDER BY number LIMIT 1",  # noqa: S608
        (number, (sort + 1) * RANGE),
    ).fetchone()
    return None if row is None else row_of(*row)
