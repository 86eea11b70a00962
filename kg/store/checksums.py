"""Whether the files of a build are as they were written: by their times, and by their checksums.

All of them cannot be read whenever a build is opened, so what was right once is trusted for a day, as
long as the file's size, inode and times stay: who writes into a file changes these. Bits that a disk
loses by itself change no times; hence the day, and ``doubt``.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
import time
from binascii import crc32
from typing import TYPE_CHECKING, Any

from kg.errors import KgError
from kg.store.sections import CHANGES, DUMP, INPUTS
from kg.text.atomic import write_atomic
from kg.text.inputs import TIMES_TELL
from kg.text.reading import read_file

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

#: The file with the index of words, beside the folder ``store`` of the engine.
INDEX = "search.db"
_SEEN = "seen.json"
_PIECE = 1 << 20  # bytes read at once
_TRUSTED = 86_400_000_000_000  # ns: a day
# Size, inode and times of a file.
State = tuple[int, ...]


def take(
    build: Path, carried: Mapping[str, tuple[int, int]] | None = None
) -> dict[str, tuple[int, int]]:
    """The size and CRC-32 of each file of a build that holds data, by its path. Raises OSError.

    ``carried`` are those of files that were taken over as they are.
    """
    known = carried or {}
    return {
        name: known.get(name) or (state[0], _checksum(build / name))
        for name, state in _data_files(build)
    }


def trusted(build: Path) -> tuple[int, dict[str, State]]:
    """Since when (ns since 1970) files of a build are known to be right, and how those look. Raises OSError."""
    known = _known_states(build)
    now = dict(_data_files(build))
    at = _seen(build)["at"] if known else 0
    return at, {name: state for name, state in known.items() if now.get(name) == state}


def trust(build: Path, since: int, right: Mapping[str, State]) -> None:
    """Write down that files of a build are right which are ``trusted``, and got another name or lost one.

    That changes the time of the node of a file alone: what looks otherwise by anything else than that
    is not trusted.
    """
    with contextlib.suppress(OSError):
        now = dict(_data_files(build))
        held = {n: now[n] for n, state in right.items() if now.get(n, ())[:3] == state[:3]}
        if held:
            write_atomic(build / _SEEN, json.dumps({"at": since, "files": held}).encode())


def damage(
    build: Path, files: Mapping[str, tuple[int, int]], *, thorough: bool = False
) -> str | None:
    """What is wrong in a build whose files were ``files`` (as of ``take``); None: nothing.

    A file is read only where it looks otherwise than when its checksum was last right; with
    ``thorough`` every one is.
    """
    try:
        found = dict(_data_files(build))
        for name in found.keys() ^ files.keys():
            return f"{name} is gone" if name in files else f"{name} does not belong to it"
        known = {} if thorough else _known_states(build)
        doubtful = [name for name, state in found.items() if known.get(name) != state]
        for name in doubtful:
            size, checksum = files[name]
            if found[name][0] != size:
                return f"{name} is cut off" if found[name][0] < size else f"{name} has grown"
            if _checksum(build / name) != checksum:
                return f"{name} has other bytes than were written"
    except OSError as error:
        name = str(error.filename or build.name).removeprefix(f"{build}/")
        return f"{name}: {error.strerror or error}"
    if doubtful:
        _remember(build, found)
    return None


def doubt(home: Path) -> None:
    """Have each file of the caches in a folder read again before it is trusted.

    For a command that failed: what the engine said may come from a disk that has lost bits.
    """
    with contextlib.suppress(OSError):
        for path in home.glob(f"*/builds/*/{_SEEN}"):
            path.unlink(missing_ok=True)


def _data_files(build: Path) -> Iterator[tuple[str, State]]:
    """The files of a build that hold data, with their states; the engine's log may change at any time.

    Raises OSError, also for what is no regular file.
    """
    names = [DUMP, INDEX, INPUTS]
    names += [CHANGES] if os.path.lexists(f"{build}/{CHANGES}") else []
    with os.scandir(build / "store") as entries:
        names += [f"store/{e.name}" for e in entries if not e.name.startswith("LO")]  # LOG, LOCK
    for name in names:
        status = os.lstat(f"{build}/{name}")
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "it is no regular file", name)
        yield name, (status.st_size, status.st_ino, status.st_mtime_ns, status.st_ctime_ns)


def _checksum(path: Path) -> int:
    """The CRC-32 of a file: made to find changed bits, at 2 GB/s. Raises OSError."""
    result = 0
    with path.open("rb", buffering=0) as file:
        while piece := file.read(_PIECE):
            result = crc32(piece, result)
    return result


def _known_states(build: Path) -> dict[str, State]:
    """The states that the files of a build had when their checksums were right."""
    try:
        seen = _seen(build)
        if not 0 <= time.time_ns() - seen["at"] < _TRUSTED:
            return {}
        return {name: tuple(state) for name, state in seen["files"].items()}
    except (KgError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}


def _seen(build: Path) -> Any:
    """What was written down of a build. Raises KgError, or ValueError where it is no JSON."""
    path = build / _SEEN
    return json.loads(read_file(path, str(path), root=build))


def _remember(build: Path, found: Mapping[str, State]) -> None:
    """Write down the states of files whose checksums are right, if nothing is in the way.

    Not those of files just written: another write might not show in their times.
    """
    newest, now = max(max(times) for _, _, *times in found.values()), time.time_ns()
    if now - newest > TIMES_TELL:
        with contextlib.suppress(OSError):
            write_atomic(build / _SEEN, json.dumps({"at": now, "files": found}).encode())
