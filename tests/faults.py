"""Do something at each step with which a command changes files: end the process, edit, copy the folder.

A step is a call that opens a file for writing, writes, syncs, renames, links, exchanges, removes, makes
a folder, or changes permissions. ``at_each_step`` has a function called before each of them, with its
number and its name; between two steps nothing changes on the disk.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_CALLS = (
    "write", "pwrite", "fsync", "rename", "replace", "link", "unlink", "remove", "mkdir", "rmdir",
    "chmod", "fchmod", "chown", "truncate",
)  # fmt: skip
_do: Callable[[int, str], None] | None = None
_steps = 0
_watched = False
_watching: contextlib.AbstractContextManager[None] | None = None


def _step(name: str) -> None:
    global _do, _steps
    if _do is not None:
        do, _do = _do, None  # what is done at a step is none
        try:
            _steps += 1
            do(_steps, name)
        finally:
            _do = do


def _opened(event: str, arguments: tuple) -> None:
    if event == "open" and _do is not None:
        _, _, flags = arguments
        if isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR):
            _step("open")


@contextlib.contextmanager
def at_each_step(do: Callable[[int, str], None]) -> Iterator[None]:
    """Have ``do`` called before each step of this process. To be used in a forked process."""
    global _do, _steps, _watched
    from kg.text import swapping

    if not _watched:
        sys.addaudithook(_opened)  # stays for the life of the process
        _watched = True
    real = {name: getattr(os, name) for name in _CALLS}
    exchange = swapping.exchange

    def stepping(name: str, call: Callable) -> Callable:
        def instead(*arguments: object, **options: object) -> object:
            _step(name)
            return call(*arguments, **options)

        return instead

    for name, call in real.items():
        setattr(os, name, stepping(name, call))
    swapping.exchange = stepping("exchange", exchange)
    _steps, _do = 0, do
    try:
        yield
    finally:
        _do = None
        for name, call in real.items():
            setattr(os, name, call)
        swapping.exchange = exchange


def watch_command(
    folder: str, copies: str | None = None, edit: str | None = None, pause: float = 0
) -> None:
    """Watch this process until it ends: for a command that runs in a fork of ``tests.program``.

    ``copies``: before each step at which ``folder`` is not as it was, it is copied to a new folder in
    ``copies``: what a kill at that step leaves. ``pause``: so many seconds are waited before each
    such step while files are being changed, for one who reads meanwhile. ``edit``: a file of it to which a line is added when the command has all that it will write, and
    goes about to put it into its place.
    """
    last: list[object] = [None]

    def copy(step: int, _name: str) -> None:
        now = [(p.name, p.lstat().st_ino, p.lstat().st_size, p.lstat().st_mtime_ns)
               for p in sorted(Path(folder).rglob("*"))]  # fmt: skip
        if now == last[0]:
            return
        last[0] = now
        if pause and list(Path(folder).glob(".*/plan.json")):
            time.sleep(pause)
        if copies is not None:
            shutil.copytree(folder, f"{copies}/{step:04}", symlinks=True)

    def add_line(_step: int, name: str) -> None:
        if name in ("exchange", "link") and not last[0] and list(Path(folder).glob(".*/plan.json")):
            last[0] = True
            with Path(edit or "").open("a", encoding="utf-8") as file:
                file.write("# mine\n")

    global _watching
    _watching = at_each_step(add_line if edit is not None else copy)
    _watching.__enter__()


def started(work: Callable[[], object]) -> int:
    """Do something in a process of its own, and give its number; what it raises is told on stderr."""
    child = os.fork()
    if child == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
            raise
        finally:
            os._exit(code)  # whatever comes, this process is no second pytest
    return child


def forked(work: Callable[[], object]) -> int:
    """Do something in a process of its own; gives its exit code, or minus the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(started(work), 0)[1])
