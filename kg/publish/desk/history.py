"""Who changed what, and when: a log that only grows, written with each change or not at all, and undo.

Each line of ``desk/log/YYYY-MM.jsonl`` is an entry in JSON. It names the user, what was done, the
claims, and by file what the lines were and are, so that any later state can be led back; ``chain`` is the
SHA-256 of the line before (of the last line of the month before), so that a line that is taken out or altered shows.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.text.reading import list_files, read_if_there
from kg.text.writing import Change

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from kg.text.layout import Layout

FOLDER = "desk"
_LOG = "log"
_FIRST = "0" * 64
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody does: in which words, to which source and claims (their ids), and whether it undoes an entry."""

    who: str
    did: str
    source: str
    claims: tuple[str, ...] = ()
    undoes: str = ""
    more: dict[str, str] | None = None


def entries(layout: Layout) -> Iterator[Entry]:
    """All entries, the first first. Raises KgError for a file that is no log, or a line that was altered."""
    chain = _FIRST
    for path in _files(layout):
        data = read_if_there(path, layout.shown(path), root=layout.root) or b""
        for number, line in enumerate(data.splitlines(), start=1):
            where = f"{layout.shown(path)}:{number}"
            try:
                entry = json.loads(line)
                held = entry["chain"]
            except (ValueError, TypeError, KeyError, RecursionError):
                raise KgError("this is no entry of the desk's log", where, _MEND) from None
            if held != chain:
                raise KgError("the line before was altered, or taken out", where, _MEND)
            chain = hashlib.sha256(line).hexdigest()
            yield entry


_MEND = "bring the file back as it was: git log -p shows it"


def _files(layout: Layout) -> list[Path]:
    folder = layout.root / FOLDER / _LOG
    return list(list_files(folder, ".jsonl", root=layout.root, shown=layout.shown))


def logged(layout: Layout, deed: Deed, changes: Sequence[Change], now: datetime) -> Change:
    """The change of the log that tells of some changes; it is written together with them.

    Of the log the last line alone is looked at, however long it is. Call it under ``writing_in``.
    Raises KgError for a log that cannot be read.
    """
    last = _last(layout)
    path = layout.root / FOLDER / _LOG / f"{now:%Y-%m}.jsonl"
    before = read_if_there(path, layout.shown(path), root=layout.root)
    entry = {
        "id": f"{last[0] + 1}",
        "when": now.isoformat(timespec="seconds"),
        "who": deed.who,
        "did": deed.did,
        "source": deed.source,
        "claims": list(deed.claims),
        **(deed.more or {}),
        **({"undoes": deed.undoes} if deed.undoes else {}),
        "files": [_file_entry(layout, change) for change in changes],
        "chain": last[1],
    }
    return Change(path, layout.shown(path), before, (before or b"") + _line(entry) + b"\n")


def _last(layout: Layout) -> tuple[int, str]:
    """The id of the last entry, and the SHA-256 of its line; 0 and zeros before the first."""
    for path in reversed(_files(layout)):
        shown = layout.shown(path)
        data = (read_if_there(path, shown, root=layout.root) or b"").rstrip()
        if data:
            line = data[data.rfind(b"\n") + 1 :]
            try:
                return int(json.loads(line)["id"]), hashlib.sha256(line).hexdigest()
            except (ValueError, TypeError, KeyError, RecursionError):
                raise KgError("its last line is no entry of the desk's log", shown, _MEND) from None
    return 0, _FIRST


def _line(entry: Entry) -> bytes:
    return json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()


def _file_entry(layout: Layout, change: Change) -> Entry:
    return {
        "path": layout.shown(change.path),
        "before": "" if change.before is None else _sha(change.before),
        "after": _sha(change.after),
        "lines": [] if change.before is None else _pieces(change.before, change.after),
    }


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _pieces(before: bytes, after: bytes) -> list[list[object]]:
    """What differs: [the line of ``after`` at which it stands, from 0, the lines before, those after]."""
    old, new = _lines(before), _lines(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    return [
        [j1, old[i1:i2], new[j1:j2]]
        for tag, i1, i2, j1, j2 in matcher.get_opcodes()
        if tag != "equal"
    ]


def _lines(data: bytes) -> list[str]:
    return data.decode().split("\n")


def undone(layout: Layout, entry: Entry) -> list[Change]:
    """The changes that lead the files of an entry back. Raises KgError where that would undo more than it."""
    changes = []
    for file in entry["files"]:
        path = layout.root / file["path"]
        if not file["before"]:
            raise KgError(
                "a new file is not taken away again", file["path"], "take its claims out one by one"
            )
        data = read_if_there(path, file["path"], root=layout.root)
        if data is None or _sha(data) != file["after"]:
            raise KgError(
                "this file was changed since, so that this alone cannot be undone",
                file["path"],
                "undo what came later first, or change the claim",
            )
        lines = _lines(data)
        for start, before, after in reversed(file["lines"]):
            lines[start : start + len(after)] = before
        text = "\n".join(lines).encode()
        if _sha(text) != file["before"]:
            raise KgError("the log does not tell how it was", file["path"], _MEND)
        changes.append(Change(path, file["path"], data, text))
    if not changes:
        raise KgError("this changed no file", None, "choose another entry")
    return changes


def last_of(layout: Layout, source: str, who: str = "") -> Entry | None:
    """The last entry that changed a source's file and is not undone itself; ``who``: of this user alone."""
    undone_ids: set[str] = set()
    for entry in reversed(list(entries(layout))):
        if entry.get("undoes"):
            undone_ids.add(str(entry["undoes"]))
        elif (
            entry["source"] == source
            and entry["files"]
            and entry["id"] not in undone_ids
            and who in ("", entry["who"])
        ):
            return entry
    return None


def difference(changes: Sequence[Change]) -> str:
    """The changes as a unified diff, as a person reads it."""
    return "".join(
        "".join(
            difflib.unified_diff(
                [] if change.before is None else change.before.decode().splitlines(keepends=True),
                change.after.decode().splitlines(keepends=True),
                "/dev/null" if change.before is None else change.shown,
                change.shown,
            )
        )
        for change in changes
    )
