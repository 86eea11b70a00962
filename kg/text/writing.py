"""The one way to write text files (sources, terms, rules …): all of them or none, over no edit of others."""

from __future__ import annotations

import contextlib
import errno
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError, os_error
from kg.text import journal
from kg.text.atomic import clear_dead
from kg.text.layout import refuse_installed_core, surrounding_layout
from kg.text.reading import real_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

#: How long a command waits for another one that writes in the same folder.
_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Change:
    """A file to be written: as it was read (``before``; None: it is new), and as it shall be.

    ``shown`` is its name in messages.
    """

    path: Path
    shown: str
    before: bytes | None
    after: bytes


@dataclass(frozen=True, slots=True)
class LargeChange:
    """As ``Change``, for files that are together too large for memory.

    ``before`` is a checksum, and ``after`` makes the bytes when they are written; it is called once.
    """

    path: Path
    shown: str
    before: journal.Sha256 | None
    after: Callable[[], bytes]


@contextlib.contextmanager
def writing_in(*paths: Path, seconds: float = _SECONDS) -> Iterator[None]:
    """Let no other command write where these files or folders lie: what is read here stays so.

    A command reads under it what it will change. Where nothing can be written nobody is kept out, and
    ``write_all`` says why. Raises UsageError in the core of an installation, KgError where another
    command writes for longer than ``seconds``.
    """
    for path in paths:
        refuse_installed_core(path)
    with contextlib.ExitStack() as stack:
        for root in sorted({_root_of(path) for path in paths}):
            try:
                stack.enter_context(journal.locked(root, seconds))
            except OSError as error:
                if error.errno not in _NOT_WRITABLE:
                    raise os_error(error, root, "write in this folder") from None
        yield


_NOT_WRITABLE = (errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR)


def write_all(changes: Iterable[Change | LargeChange]) -> None:
    """Write all the files, or none: each keeps its permissions, a new one gets the folders it needs.

    Files of several workspaces are written workspace by workspace. Raises UsageError for a new file
    that is there already and in the core of an installation; KgError where a file is a link, holds
    something else than it was read with, or cannot be written.
    """
    by_root: dict[Path, dict[Path, Change | LargeChange]] = {}
    for change in changes:
        refuse_installed_core(change.path)
        if change.path.is_symlink():
            raise KgError(
                "this is a link to a file elsewhere", change.shown, "give the file itself"
            )
        path = _real(change.path)
        by_root.setdefault(_root_of(path), {})[path] = change
    for root, files in by_root.items():
        _commit(root, files)


def _commit(root: Path, files: dict[Path, Change | LargeChange]) -> None:
    try:
        with journal.locked(root, _SECONDS):
            edited = journal.commit(root, [(p, c.before, c.after) for p, c in files.items()])
            for path in files:
                clear_dead(path)
    except OSError as error:
        at = {str(path): change.shown for path, change in files.items()}
        shown = at.get(str(error.filename2), at.get(str(error.filename), ""))
        where = shown or (next(iter(at.values())) if len(at) == 1 else root)
        raise os_error(
            error, where, "write this file" if shown or len(at) == 1 else "write here"
        ) from None
    if edited is None:
        return
    change = files[edited]
    if change.before is None:
        raise UsageError(
            "this file is there already", change.shown, "choose another name, or edit the file"
        )
    raise KgError(
        "the file has changed meanwhile, and nothing was written",
        change.shown,
        "run the command again",
    )


def _real(path: Path) -> Path:
    """A path without links in its folders."""
    return real_path(path.parent) / path.name


def _root_of(path: Path) -> Path:
    """The folder whose lock a file or folder belongs to: its workspace, else the folder it lies in."""
    real = real_path(path) if path.is_dir() else _real(path)
    return surrounding_layout(real) or (real if real.is_dir() else real.parent)
