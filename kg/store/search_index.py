"""The index that a search asks: which texts hold which words, kept in a file by SQLite's FTS5.

A row for each text, in the order in which those equally good are shown: by sort, then the shortest
first. FTS5 gives rows in that order, so that the best few of a million are read, and no others. The
words of all texts stand in a list of their own, in which those that are like an asked one are found.

The numbers of rows have gaps, in which a text that is added later finds its place (``search_update``).
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.errors import CacheError, KgError
from kg.store.search_texts import SearchText
from kg.text.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

# The words are folded already: FTS5 is to part them at blanks alone (fold leaves \w and blanks).
_SCHEMA = """
CREATE TABLE text (
  number INTEGER PRIMARY KEY, sort INTEGER, iri TEXT, text TEXT, language TEXT, preferred INTEGER,
  claim TEXT, folded TEXT, bare TEXT, id TEXT
);
CREATE VIRTUAL TABLE words USING fts5(folded, content='', tokenize="ascii tokenchars '_'");
CREATE TABLE vocabulary (word TEXT PRIMARY KEY, texts INTEGER) WITHOUT ROWID;
"""
_AFTERWARDS = """
CREATE INDEX by_folded ON text (folded);
CREATE INDEX by_bare ON text (bare) WHERE bare != '';
CREATE INDEX by_id ON text (id) WHERE id != '';
"""
COLUMNS = "number, sort, iri, text, language, preferred, claim"
#: Rows of one sort lie in a range of numbers of their own, in it so far apart.
RANGE, GAP = 1 << 60, 1 << 32
INSERT = "INSERT INTO text VALUES (?,?,?,?,?,?,?,?,?,?)"
INSERT_WORDS = "INSERT INTO words (rowid, folded) VALUES (?, ?)"


class Row(NamedTuple):
    """A text of the index, and its number there."""

    number: int
    text: SearchText


class SearchIndex:
    """The index of a file (``path``), or of texts that are given, in memory.

    Raises CacheError where the file is damaged, also from each of the methods.
    """

    def __init__(self, path: Path | None = None, texts: Iterable[SearchText] = ()) -> None:
        if path is None:
            # Read by whoever holds the graph, in whatever thread; one at a time.
            self._connection = sqlite3.connect(":memory:", check_same_thread=False)
            _fill(self._connection, texts)
            return
        with _reading(path):
            self._connection = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        self._path = path

    _path: Path | None = None

    def called(self, folded: str) -> list[SearchText]:
        """The texts that are just this, folded; brackets at the end of a name need not be said."""
        query = f"SELECT {COLUMNS} FROM text WHERE folded = ?1 OR bare = ?1 ORDER BY number"  # noqa: S608
        return [row.text for row in self._rows(query, folded)]

    def with_id(self, name: str, most: int) -> list[Row]:
        """The texts of what has this last part of its IRI (``c020``), the first ``most``."""
        query = f"SELECT {COLUMNS} FROM text WHERE id = ? ORDER BY number LIMIT ?"  # noqa: S608
        return self._rows(query, name, most)

    def equal(self, sort: int, folded: str, most: int) -> list[Row]:
        """The texts of a sort that are just this, folded."""
        query = f"SELECT {COLUMNS} FROM text WHERE folded = ? AND sort = ? ORDER BY number LIMIT ?"  # noqa: S608
        return self._rows(query, folded, sort, most)

    def beginning(self, sort: int, words: Sequence[str], most: int) -> list[Row]:
        """The texts of a sort that begin with these words."""
        return self._matching(sort, f"^{_quoted(' '.join(words))}", most)

    def holding(self, sort: int, groups: Sequence[Sequence[str]], most: int) -> list[Row]:
        """The texts of a sort that hold a word of each group, the first ``most`` of them."""
        alternatives = (f"({' OR '.join(map(_quoted, group))})" for group in groups)
        return self._matching(sort, " AND ".join(alternatives), most)

    def words(self) -> list[str]:
        """All words of all texts."""
        return self._column("SELECT word FROM vocabulary")

    def words_beginning(self, start: str) -> list[str]:
        """The words that begin so, but for the one that is just this."""
        query = "SELECT word FROM vocabulary WHERE word > ? AND word < ?"
        return self._column(query, start, start + "\U0010ffff")

    def words_holding(self, part: str) -> list[str]:
        """The words that hold this anywhere."""
        return self._column("SELECT word FROM vocabulary WHERE instr(word, ?)", part)

    def known(self, words: Iterable[str]) -> list[str]:
        """Those of some words that a text holds."""
        query = "SELECT word FROM vocabulary WHERE word = ?"
        return [word for word in words if self._column(query, word)]

    def _matching(self, sort: int, expression: str, most: int) -> list[Row]:
        query = (
            "SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ? AND rowid < ?"
            " ORDER BY rowid LIMIT ?"
        )
        with _reading(self._path):
            numbers = self._connection.execute(
                query, (expression, sort * RANGE, (sort + 1) * RANGE, most)
            ).fetchall()
            listed = ",".join(str(number) for (number,) in numbers)
        return self._rows(
            f"SELECT {COLUMNS} FROM text WHERE number IN ({listed}) ORDER BY number"  # noqa: S608
        )

    def _rows(self, query: str, *values: object) -> list[Row]:
        with _reading(self._path):
            rows = self._connection.execute(query, values).fetchall()
        return [row_of(*row) for row in rows]

    def _column(self, query: str, *values: object) -> list[str]:
        with _reading(self._path):
            return [word for (word,) in self._connection.execute(query, values)]


def write_index(path: Path, texts: Iterable[SearchText]) -> None:
    """Write the index of some texts to a new file. Raises OSError."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            # The build is thrown away whole where its writing is broken off.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            _fill(connection, texts)
    except sqlite3.OperationalError as error:
        raise OSError(f"{error}: {path.name}") from None


def _fill(connection: sqlite3.Connection, texts: Iterable[SearchText]) -> None:
    try:
        connection.executescript(_SCHEMA)
    except sqlite3.OperationalError as error:
        if "fts5" not in str(error):
            raise
        raise KgError(
            "the SQLite of this Python has no full-text index (FTS5)",
            None,
            "use a Python whose sqlite3 has it, as those of Debian, python.org and conda",
        ) from None
    vocabulary: Counter[str] = Counter()
    rows, folded_rows = [], []
    for position, text in enumerate(sorted(set(texts), key=place), 1):
        row = values_of(text.sort * RANGE + position * GAP, text)
        vocabulary.update(set(row[7].split()))
        rows.append(row)
        folded_rows.append((row[0], row[7]))
    with connection:
        connection.executemany(INSERT, rows)
        connection.executemany(INSERT_WORDS, folded_rows)
        connection.executemany("INSERT INTO vocabulary VALUES (?, ?)", vocabulary.items())
    connection.executescript(_AFTERWARDS)


def place(text: SearchText) -> tuple[object, ...]:
    """What the rows are sorted by: the shortest of a sort first."""
    return text.sort, len(text.text), text.text, text.iri, *text[3:]


def row_of(
    number: int, sort: int, iri: str, text: str, language: str, preferred: int, claim: str
) -> Row:
    """A row from the values of ``COLUMNS``."""
    return Row(number, SearchText(sort, iri, text, language, bool(preferred), claim))


def values_of(number: int, text: SearchText) -> tuple[Any, ...]:
    """The values of a row of the table, of which the eighth is the folded text."""
    return (number, *text[:6], fold(text.text), _bare(text.text), _id(text))


def _bare(name: str) -> str:
    """A folded name without what stands in brackets at its end; empty where nothing does."""
    start = name.rfind("(")
    if not name.endswith(")") or start <= 0 or ")" in name[start:-1]:
        return ""
    return fold(name[:start])


def _id(text: SearchText) -> str:
    return fold(text.iri.rsplit("/", 1)[-1])


def _quoted(words: str) -> str:
    return f'"{words}"'  # a folded text holds no quotation mark


@contextmanager
def _reading(path: Path | None) -> Iterator[None]:
    """Tell damage as what it is, with what mends it."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise CacheError(
            f"the built index of words is damaged ({error})",
            str(path) if path else None,
            "run the command again: what is damaged is built anew",
        ) from None
