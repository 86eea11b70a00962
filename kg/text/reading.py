"""Every way in which this program reads what others wrote: one file, or the names in a folder.

A file is read only if it is a regular one (a pipe or a device may never end) and no larger than
``largest_file`` says. What lies in a workspace or in a folder of texts is opened below that folder,
``root``: a link in it may lead to another place in it, and nowhere else. What cannot be read is an
error, never left out. Since anything can be swapped after it was looked at, what was opened is
what is asked.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError, os_error

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

_SIZE = "KG_LARGEST_FILE"
_LARGEST_MB = 256
_MB = 1 << 20
_CHUNK = 1 << 16
# Not blocking: who opens a pipe would wait for a writer.
_FILE = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOCTTY
_FOLDER = os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY
#: What tells that a file is not as it was: inode, size, times of its change and of that of its node.
Stamp = tuple[int, int, int, int]
NO_STAMP: Stamp = (0, 0, 0, 0)
#: Where the shell puts what it hands over open: stdin, and ``<(…)``.
_HANDED_OVER = ("/dev/fd/", "/proc/self/fd/")
_NOT_A_FOLDER = "give a file, not a folder"
_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def largest_file() -> int:
    """The most bytes that one file may have: 256 MB, or what KG_LARGEST_FILE says (in MB).

    Raises UsageError where that is no number.
    """
    stated = os.environ.get(_SIZE)
    if stated is None:
        return _LARGEST_MB * _MB
    if not (stated.isascii() and stated.isdigit() and int(stated)):
        raise UsageError(f"“{stated}” is no size", _SIZE, "write a number of MB, such as 512")
    return int(stated) * _MB


def real_path(path: Path) -> Path:
    """A path without links; those that lead in a circle stay as they are: who opens it is told."""
    return Path(os.path.realpath(path))


def read_file(path: Path, shown: str, what: str = "this file", *, root: Path) -> bytes:
    """The bytes of a file in the folder ``root``, whose name in messages is ``shown``.

    Raises KgError (“cannot read WHAT”) for what is no regular file, too large or not to be read,
    and for a link that leads out of ``root``.
    """
    try:
        opened = partial(_open_file, shown=shown, what=what)
        return _contents(_open_below(root, path, shown, opened), shown, what)
    except (OSError, ValueError) as error:
        raise _unreadable(error, shown, what) from None


def read_if_there(path: Path, shown: str, what: str = "this file", *, root: Path) -> bytes | None:
    """As ``read_file``; None where there is no such file. A link that leads nowhere is an error."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):  # a name that no file can have
        return None
    except OSError as error:
        raise os_error(error, shown, f"read {what}") from None
    return read_file(path, shown, what, root=root)


def read_text(path: Path, shown: str, what: str = "this file", *, root: Path) -> str:
    """The text of a file in UTF-8. Raises KgError as ``read_file``, and for other bytes."""
    try:
        return read_file(path, shown, what, root=root).decode("utf-8")
    except UnicodeDecodeError as error:
        raise KgError(f"byte {error.start} is not UTF-8", shown, "save the file as UTF-8") from None


def read_named(
    path: str | os.PathLike[str],
    what: str = "this file",
    *,
    largest: int | None = None,
    remedy: str | None = None,
) -> bytes:
    """The bytes of a file that the user named; it may lie anywhere, and be a link.

    ``/dev/stdin``, ``<(…)`` and the empty ``/dev/null`` are read too. ``largest`` (bytes) and ``remedy`` are for a sort of
    file with a limit of its own. Raises KgError as ``read_file``.
    """
    name = os.fspath(path)
    handed_over = name in ("/dev/stdin", os.devnull) or name.startswith(_HANDED_OVER)
    try:
        if handed_over:
            descriptor = os.open(name, os.O_RDONLY | os.O_CLOEXEC)
        else:
            _require_regular(Path(name).stat(), name, what)
            descriptor = os.open(name, _FILE)
        return _contents(descriptor, name, what, largest, remedy, regular=not handed_over)
    except (OSError, ValueError) as error:
        raise _unreadable(error, name, what) from None


def read_stdin(what: str = "stdin") -> bytes:
    """All of stdin. Raises KgError where it is too large or cannot be read."""
    largest = largest_file()
    pieces, left = [], largest + 1
    try:
        while left and (piece := sys.stdin.buffer.read(min(left, _MB))):
            pieces.append(piece)
            left -= len(piece)
    except OSError as error:
        raise _unreadable(error, "stdin", what) from None
    if not left:
        raise _too_large("stdin", largest)
    return b"".join(pieces)


def list_files(
    folder: Path,
    suffix: str,
    *,
    root: Path,
    shown: Callable[[Path], str] = str,
    deep: bool = False,
) -> list[Path]:
    """The files of a folder whose names end in ``suffix`` (""; all), sorted; ``deep``: of those in it too.

    None where there is no such folder. Hidden files are left out: editors make such files for locks
    and copies. ``shown`` gives a path as messages show it. Raises KgError for a folder that cannot be
    read, and for a link to a folder outside of ``root``, to one around it, or to nothing.
    """
    return list(map(Path, list_names(folder, suffix, root=root, shown=shown, deep=deep)))


def list_names(
    folder: Path,
    suffix: str,
    *,
    root: Path,
    shown: Callable[[Path], str] = str,
    deep: bool = False,
) -> list[str]:
    """The paths that ``list_files`` gives, as text: of many files that costs half as much."""
    found = _files_of(folder, suffix, root, shown, frozenset() if deep else None)
    return sorted((name for name, _ in found), key=_in_order)


def list_looks(
    folder: Path,
    suffix: str,
    *,
    root: Path,
    shown: Callable[[Path], str] = str,
    deep: bool = False,
) -> list[tuple[str, Stamp | None]]:
    """The paths that ``list_files`` gives, as text, each with how the file looks; None where it has gone."""
    found = _files_of(folder, suffix, root, shown, frozenset() if deep else None, _stamp_of)
    return sorted(found, key=lambda each: _in_order(each[0]))


def _in_order(path: str) -> str:
    """What paths are sorted by: their names one after the other, as paths compare."""
    return path.replace("/", "\0")


def _stamp_of(entry: os.DirEntry[str]) -> Stamp | None:
    """What tells that a file is not as it was; ``NO_STAMP`` of what cannot be looked at, None of what has gone."""
    try:
        found = entry.stat()
    except OSError as error:
        is_gone = isinstance(error, FileNotFoundError) and not entry.is_symlink()
        return None if is_gone else NO_STAMP  # reading it says what is wrong
    return (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)


def _not_looked_at(_entry: os.DirEntry[str]) -> None:
    return None


def _files_of(
    folder: Path,
    suffix: str,
    root: Path,
    shown: Callable[[Path], str],
    around: frozenset[tuple[int, int]] | None,
    look: Callable[[os.DirEntry[str]], Stamp | None] = _not_looked_at,
) -> list[tuple[str, Stamp | None]]:
    """The files in no order; ``around``: the folders that this one is in, None: not deep."""
    above = f"{folder}/".replace("//", "/")
    try:
        descriptor = _open_below(root, folder, shown(folder), _open_folder)
        try:
            status = os.fstat(descriptor)
            here = (status.st_dev, status.st_ino)
            if around is not None and here in around:
                raise KgError("this link leads in a circle", shown(folder), "take it away")
            with os.scandir(descriptor) as entries:
                files, below = _sorted_out(entries, suffix)
                found = [(above + entry.name, look(entry)) for entry in files]
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        if os.path.lexists(folder):
            raise KgError("this link leads nowhere", shown(folder), "take it away") from None
        return []
    except (OSError, ValueError) as error:
        raise _unreadable(error, shown(folder), "this folder") from None
    if around is not None:
        for name in below:
            found += _files_of(folder / name, suffix, root, shown, around | {here}, look)
    return found


def _sorted_out(
    entries: Iterable[os.DirEntry[str]], suffix: str
) -> tuple[list[os.DirEntry[str]], list[str]]:
    """The files whose names end in ``suffix``, and the names of folders."""
    files, folders = [], []
    for entry in entries:
        name = entry.name
        if name.endswith(suffix) and (suffix or not _may_be_folder(entry)):
            if not name.startswith("."):
                files.append(entry)
        elif _may_be_folder(entry):
            folders.append(name)
    return files, folders


def _may_be_folder(entry: os.DirEntry[str]) -> bool:
    """Whether it is a folder, or a link (no editor's lock) to what cannot be found: opening it tells."""
    try:
        if entry.is_dir():
            return True
        return entry.is_symlink() and not entry.name.startswith(".") and not entry.is_file()
    except OSError:
        return True


def _open_below(
    root: Path, path: Path, shown: str, opened: Callable[[str, int | None], int]
) -> int:
    """A descriptor of a path below ``root``: each step from the one before, so none can be swapped.

    Raises OSError, and KgError where a link leads elsewhere.
    """
    name, top = f"{path}/", f"{root}/".replace("//", "/")
    parts = name[len(top) : -1].split("/") if name != top else []
    try:
        if name.startswith(top) and ".." not in parts:
            return _steps(top, parts, opened)
    except OSError as error:
        if error.errno not in (errno.ELOOP, errno.ENOTDIR):
            raise
    real_root, real = (Path(os.path.realpath(name, strict=True)) for name in (root, path))
    if not real.is_relative_to(real_root):
        raise KgError(
            f"this leads out of {root}, by a link", shown, "put the file itself in its place"
        )
    return _steps(os.fspath(real_root), real.relative_to(real_root).parts, opened)


def _steps(root: str, parts: Sequence[str], opened: Callable[[str, int | None], int]) -> int:
    """Open a path step by step from ``root``, following no link below it. Raises OSError."""
    if not parts:
        return opened(root, None)
    folder = os.open(root, _FOLDER)
    try:
        for part in parts[:-1]:
            folder, before = _open_folder(part, folder), folder
            os.close(before)
        return opened(parts[-1], folder)
    finally:
        os.close(folder)


def _open_folder(name: str, folder: int | None) -> int:
    return os.open(name, _FOLDER | (0 if folder is None else os.O_NOFOLLOW), dir_fd=folder)


def _open_file(name: str, folder: int | None, shown: str, what: str) -> int:
    """Open a regular file; asked before too, since to open a device or a pipe may do something."""
    status = os.stat(name, dir_fd=folder, follow_symlinks=False)
    if stat.S_ISLNK(status.st_mode):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    rename = (
        f"rename this one so that its name does not end in {Path(name).suffix}, or take it away"
    )
    _require_regular(status, shown, what, f"{_NOT_A_FOLDER}: {rename}")
    return os.open(name, _FILE | os.O_NOFOLLOW, dir_fd=folder)


def _require_regular(
    status: os.stat_result, shown: str, what: str, of_folder: str = _NOT_A_FOLDER
) -> None:
    """Raises KgError for what is no regular file; ``of_folder``: what to do about a folder."""
    if stat.S_ISDIR(status.st_mode):
        raise KgError(f"cannot read {what}: it is a folder", shown, of_folder)
    if not stat.S_ISREG(status.st_mode):
        kind = _KINDS.get(stat.S_IFMT(status.st_mode), "something else")
        raise KgError(
            f"cannot read {what}: it is no regular file, but {kind}",
            shown,
            "put a file in its place",
        )


def _contents(
    descriptor: int,
    shown: str,
    what: str,
    largest: int | None = None,
    remedy: str | None = None,
    *,
    regular: bool = True,
) -> bytes:
    """All bytes of an open file, which is closed. Raises OSError and KgError."""
    most = largest_file() if largest is None else largest
    try:
        status = os.fstat(descriptor)
        if regular:
            _require_regular(status, shown, what)
        size = status.st_size if stat.S_ISREG(status.st_mode) else 0
        if size > most:
            raise _too_large(shown, most, remedy)
        pieces, left = [], most + 1
        while left and (piece := os.read(descriptor, min(left, max(size + 1, _CHUNK)))):
            pieces.append(piece)
            left -= len(piece)
    finally:
        os.close(descriptor)
    if not left:
        raise _too_large(shown, most, remedy)
    return b"".join(pieces)


def _too_large(shown: str, most: int, remedy: str | None = None) -> KgError:
    return KgError(
        f"the file is larger than {most // _MB} MB",
        shown,
        remedy or f"make several of it, or allow more: {_SIZE}={most // _MB * 4} (in MB)",
    )


def _unreadable(error: OSError | ValueError, shown: str, what: str) -> KgError:
    """The KgError for what a file operation raised; a name with a NUL gives a ValueError."""
    if isinstance(error, OSError):
        return os_error(error, shown, f"read {what}")
    return KgError(f"cannot read {what}: {error}", repr(shown), "give the name of a file")
