"""What the last check found, kept beside the builds: so that the next one looks at what was changed.

One file of the cache, ``checked``: a line with the CRC-32 of the rest, which is an SQLite database. It
is read and written whole. What is damaged, or of another program, ontology or rules, is as if it were
not there: then all is checked, and it is written anew.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from contextlib import closing, suppress
from dataclasses import astuple, dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import Finding, KgError
from kg.store import cache
from kg.text.atomic import write_atomic
from kg.text.inputs import Known
from kg.text.reading import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from kg.text.layout import Layout

#: The file in the folder of the cache.
FILE = "checked"
_MARK = b"entente-kg checked "
_SCHEMA = """
CREATE TABLE text (path TEXT PRIMARY KEY, known TEXT, copy TEXT, body BLOB) WITHOUT ROWID;
CREATE TABLE finding (kind TEXT, owner TEXT, said TEXT, finding TEXT);
CREATE TABLE about (said TEXT);
CREATE TABLE name (name TEXT, node TEXT, PRIMARY KEY (name, node)) WITHOUT ROWID;
"""


class Tagged(NamedTuple):
    """A finding, and on what it depends.

    ``kind`` is a scope of rules (``kg.curate.checks.rules.SCOPES``), or ``file``: the text of its file
    alone, or ``copy``: that and the user's copy of the source's text. ``owner`` is the IRI of the node
    at fault, ``values`` those of the variables of the scope.
    """

    kind: str
    owner: str
    finding: Finding
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """Of what a check was: all that does not belong to one text, and how much there was.

    ``key`` is a hash of the program, the ontology and the rules; ``copies`` the folder of copies of
    texts (empty: none was compared).
    """

    key: str
    copies: str
    claims: int
    sources: int
    shapes: int
    rules: int
    vocabulary: Sequence[str] = ()  # terms of reused vocabularies that were looked up


class KeptText(NamedTuple):
    """A text as it was checked: how its file looked, and how its copy did.

    Of the copy that is its stamp; empty where there should be one, None where there need not be.
    """

    known: Known
    copy: tuple[int, ...] | None = None


class Kept:
    """What a check found, by text. ``forget`` and ``put`` change it, ``write`` keeps it."""

    def __init__(self, connection: sqlite3.Connection, about: About) -> None:
        self._connection, self.about = connection, about
        self.texts: dict[str, KeptText] = {}
        self.findings: list[Tagged] = []

    def body(self, path: str) -> str:
        """The text of a file as it was checked; empty where there was none."""
        row = self._connection.execute("SELECT body FROM text WHERE path = ?", (path,)).fetchone()
        return "" if row is None else zlib.decompress(row[0]).decode()

    def forget(self, path: str) -> None:
        """Take a text out."""
        self.texts.pop(path, None)
        self._connection.execute("DELETE FROM text WHERE path = ?", (path,))

    def put(self, path: str, text: KeptText, body: str | None = None) -> None:
        """Put a text in; without ``body`` that of the one before stays."""
        self.texts[path] = text
        known, copy = json.dumps(text.known), json.dumps(text.copy)
        if body is None:
            self._connection.execute(
                "UPDATE text SET known = ?, copy = ? WHERE path = ?", (known, copy, path)
            )
            return
        packed = zlib.compress(body.encode(), 1)
        self._connection.execute(
            "INSERT OR REPLACE INTO text VALUES (?, ?, ?, ?)", (path, known, copy, packed)
        )

    @property
    def has_names(self) -> bool:
        """Whether it holds what ``put_names`` was given."""
        return self._connection.execute("SELECT 1 FROM name LIMIT 1").fetchone() is not None

    def put_names(self, names: Iterable[tuple[str, str]], nodes: Iterable[str] = ()) -> None:
        """Put names in, each with its node (IRI), in place of those that some nodes had."""
        execute = self._connection.executemany
        self._connection.execute("CREATE TEMP TABLE IF NOT EXISTS renamed (node TEXT PRIMARY KEY)")
        self._connection.execute("DELETE FROM renamed")
        execute("INSERT OR IGNORE INTO renamed VALUES (?)", ((node,) for node in nodes))
        self._connection.execute("DELETE FROM name WHERE node IN (SELECT node FROM renamed)")
        execute("INSERT OR IGNORE INTO name VALUES (?, ?)", names)

    def named(self, names: Iterable[str]) -> set[str]:
        """The nodes (IRIs) that have one of some names."""
        query = "SELECT node FROM name WHERE name = ?"
        return {node for name in names for (node,) in self._connection.execute(query, (name,))}

    def write(self, layout: Layout) -> None:
        """Keep it, where the cache can be written: who checks need not be able to."""
        with suppress(KgError, OSError):
            cache.prepare(layout.cache)
            execute = self._connection.execute
            execute("DELETE FROM finding")
            self._connection.executemany(
                "INSERT INTO finding VALUES (?, ?, ?, ?)",
                (
                    (t.kind, t.owner, json.dumps(t.values), json.dumps(astuple(t.finding)))
                    for t in self.findings
                ),
            )
            execute("DELETE FROM about")
            execute("INSERT INTO about VALUES (?)", (json.dumps(astuple(self.about)),))
            self._connection.commit()
            data = self._connection.serialize()
            mark = b"%s%08x\n" % (_MARK, zlib.crc32(data))
            write_atomic(layout.cache / FILE, mark + data)


def new_kept(
    about: About, texts: Mapping[str, tuple[KeptText, str]], findings: Iterable[Tagged]
) -> Kept:
    """What a check of all texts found; ``texts`` by path, each with what its file holds."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(_SCHEMA)
    kept = Kept(connection, about)
    kept.findings = list(findings)
    for path, (text, body) in texts.items():
        kept.put(path, text, body)
    return kept


def look_at_kept(folder: Path) -> tuple[Kept | None, str | None]:
    """What the last check found, and what is wrong with the file (None: nothing, or there is none)."""
    path = folder / FILE
    try:
        data = read_file(path, str(path), root=folder)
    except KgError:
        return None, None if not path.exists() else f"{FILE} cannot be read"
    if not data:
        return None, None
    head, _, rest = data.partition(b"\n")
    if head != b"%s%08x" % (_MARK, zlib.crc32(rest)):
        return None, f"{FILE} has other bytes than were written"
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(rest)
        with closing(connection.execute("SELECT said FROM about")) as rows:
            said = json.loads(rows.fetchone()[0])
        kept = Kept(connection, About(*said))
        for name, known, copy in connection.execute("SELECT path, known, copy FROM text"):
            shown, stamp, sha256 = json.loads(known)
            looked = json.loads(copy)
            kept.texts[name] = KeptText(
                Known(shown, tuple(stamp), sha256), None if looked is None else tuple(looked)
            )
        kept.findings = [
            Tagged(kind, owner, Finding(*json.loads(finding)), tuple(json.loads(values)))
            for kind, owner, values, finding in connection.execute("SELECT * FROM finding")
        ]
    except (sqlite3.Error, ValueError, TypeError, KeyError):
        return None, f"{FILE} is of another version"
    return kept, None


def forget_kept(folder: Path) -> None:
    """Take away what is kept: the next check reads all texts. Raises OSError."""
    write_atomic(folder / FILE, b"")
