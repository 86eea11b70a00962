"""Write one file or folder whole, under a name that a user gave or a cache needs; texts: ``writing.py``."""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
from pathlib import Path
from typing import IO, TYPE_CHECKING

from kg.errors import UsageError, os_error
from kg.text.layout import refuse_installed_core
from kg.text.swapping import exchange, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def write_once(path: Path, data: bytes) -> None:
    """Write a small file that is always the same, if it is not there yet. Raises OSError."""
    if not path.exists():
        write_atomic(path, data)


def write_atomic(path: Path, data: bytes | IO[bytes]) -> None:
    """Write a file, over one that is there too; what is given as a file is copied piece by piece.

    Raises OSError, and UsageError in the core of an installation; the file is as it was then, and
    nothing is left beside it.
    """
    refuse_installed_core(path)
    with _temporary(path, data) as part:
        part.replace(path)
    sync_folder(path.parent)


def write_new(path: Path, content: str | bytes, shown: str) -> None:
    """Write a file that is not there yet, and the folders that it needs.

    ``shown`` is the name of the file in messages. Raises UsageError when the file is there and in the
    core of an installation, KgError when it cannot be written.
    """
    refuse_installed_core(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        with _temporary(path, data) as part:
            os.link(part, path)  # unlike a rename, this refuses a file that came meanwhile
        sync_folder(path.parent)
    except FileExistsError:
        raise UsageError(
            "this file is there already", shown, "choose another name, or edit the file"
        ) from None
    except OSError as error:
        raise os_error(error, shown, "write this file") from None


def replace_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Have a folder hold some files, by their paths in it, and nothing else; it may be new.

    Raises OSError, and UsageError in the core of an installation; the folder is as it was then.
    """
    with staged_folder(folder) as part:
        for name, data in files.items():
            (part / name).parent.mkdir(parents=True, exist_ok=True)
            (part / name).write_bytes(data)


@contextlib.contextmanager
def staged_folder(folder: Path) -> Iterator[Path]:
    """A new folder beside ``folder``, which takes its place at the end of the block.

    When the block raises, ``folder`` is as it was. Raises OSError, and UsageError in the core of an
    installation.
    """
    import shutil

    refuse_installed_core(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    clear_dead(folder)
    part = _part(folder)
    part.mkdir()
    lock = os.open(part, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _lock(lock)
        yield part
        _put_in_place(part, folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)  # what was there before goes last
        os.close(lock)


def _put_in_place(part: Path, folder: Path) -> None:
    """Have a folder take the place of another; what was there is then where the new one was, or gone."""
    import shutil

    if not folder.exists():
        part.rename(folder)
    elif not exchange(part, folder):
        old = _part(folder)
        folder.rename(old)
        part.rename(folder)
        shutil.rmtree(old, ignore_errors=True)


def clear_dead(path: Path) -> None:
    """Take away what writers of a file or folder left beside it when they were killed.

    A writer holds a lock on what it writes: what nobody holds is dead.
    """
    import re

    parts = re.compile(re.escape(_start(path)) + r"[0-9a-f]{8}\.part")
    with contextlib.suppress(OSError):  # a folder that cannot be read, a file that is gone
        for entry in list(os.scandir(path.parent)):
            if parts.fullmatch(entry.name):
                _take_away_dead(path.parent / entry.name)


def _take_away_dead(part: Path) -> None:
    descriptor = os.open(part, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISREG(mode):
            part.unlink()
        elif stat.S_ISDIR(mode):
            import shutil

            shutil.rmtree(part, ignore_errors=True)
    finally:
        os.close(descriptor)


def _start(path: Path) -> str:
    """What the names beside a file begin with while it is written; a name has at most 255 bytes."""
    return f".{path.name[:60]}."


def _part(path: Path) -> Path:
    return path.with_name(f"{_start(path)}{os.urandom(4).hex()}.part")


def _lock(descriptor: int) -> None:
    with contextlib.suppress(OSError):  # without locks nobody can tell the dead, and nobody does
        fcntl.flock(descriptor, fcntl.LOCK_EX)


@contextlib.contextmanager
def _temporary(path: Path, data: bytes | IO[bytes]) -> Iterator[Path]:
    """A complete file beside ``path`` under a name of its own, gone at the end of the block.

    It gets the name once it is whole: a writer that is killed before leaves nothing behind.
    """
    clear_dead(path)
    part = _part(path)
    try:
        descriptor, named = _open(part)
        with os.fdopen(descriptor, "wb") as file:
            if isinstance(data, bytes):
                file.write(data)
            else:
                while piece := data.read(1 << 20):
                    file.write(piece)
            file.flush()
            os.fsync(descriptor)
            if not named:
                # Given a descriptor, Python calls linkat, which alone follows this link.
                os.link(f"/proc/self/fd/{descriptor}", part, src_dir_fd=descriptor)
            yield part
    finally:
        part.unlink(missing_ok=True)


def _open(part: Path) -> tuple[int, bool]:
    """The descriptor of a new file, locked, and whether it has its name already. Raises OSError."""
    descriptor = None
    if hasattr(os, "O_TMPFILE") and Path("/proc/self/fd").is_dir():
        with contextlib.suppress(
            OSError
        ):  # the file system cannot; or nobody can, as is told below
            descriptor = os.open(part.parent, os.O_TMPFILE | os.O_WRONLY, 0o666)
    named = descriptor is None
    if descriptor is None:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
    _lock(descriptor)
    return descriptor, named
