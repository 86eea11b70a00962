"""All or nothing over several text files: what is to be written is noted first, then done, or undone.

Below the folder in which a command writes stands ``.kg-writing/``, for as long as it takes:

    lock          held by the one command that writes; the kernel lets it go when that one ends
    0, 1, …       the new texts; once a file is written, the text that it had
    plan.json     which file each of them is for: as long as it is there, nobody reads

Whoever comes upon it when nobody holds the lock finishes what was noted, or undoes it where a file was
edited since, and takes the folder away.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import re
import stat
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError, os_error
from kg.text.reading import real_path
from kg.text.swapping import mend_swap, place_new, swap_files, sync_folder, write_synced

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    #: The bytes of a file, or what makes them: many and large files need not be in memory at once.
    Content = bytes | Callable[[], bytes]

FOLDER = ".kg-writing"
_LOCK, _PLAN, _IGNORE = "lock", "plan.json", ".gitignore"
_OURS = re.compile(r"\d+(\.old)?|plan\.json\.part")
_PAUSE = 0.02  # seconds between two looks at a lock
_MOMENT = 2  # seconds that a commit may take in which another user can do nothing
_LONGEST_PLAN = 1 << 24  # bytes
_held = threading.local()  # .folders: those that this thread has locked


class Sha256(str):
    """The checksum of the bytes that a file was read with, in hexadecimal digits."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A file to be written: its path below the folder, and the SHA-256 of its text before and after.

    ``before`` is None for a file that is new.
    """

    path: str
    before: str | None
    after: str


@contextlib.contextmanager
def locked(root: Path, seconds: float) -> Iterator[None]:
    """Hold the lock of a folder; what a command before left there is finished or undone first.

    A thread that holds it may ask for it again. Raises KgError where another command holds it for
    longer than ``seconds``, OSError where nothing can be written there.
    """
    folder = real_path(root) / FOLDER
    if folder in _folders_held():
        yield
        return
    lock = _take(folder, seconds)
    if lock is None:
        raise _busy(folder)
    _folders_held().add(folder)
    try:
        _recover(folder)
        yield
    finally:
        _folders_held().discard(folder)
        _let_go(folder, lock)


def commit(root: Path, files: Sequence[tuple[Path, bytes | Sha256 | None, Content]]) -> Path | None:
    """Write all the files, or none. Call it under ``locked``.

    A file is its path (below ``root``, both without links), the bytes that it was read with or their
    checksum (None: it is new) and those that it gets, or what makes them. Gives None, or the path of a file that holds something else
    than it was read with: then nothing has changed. Raises OSError; then too nothing has changed.
    """
    root = real_path(root)
    folder = root / FOLDER
    entries = []
    _ignore(folder)
    for number, (path, before, after) in enumerate(files):
        if digest(path) != _sha(before):
            return path
        data = after() if callable(after) else after
        write_synced(folder / str(number), data)
        if before is not None:
            _give_mode(folder / str(number), path)
        relative = path.relative_to(root).as_posix()
        entries.append(Entry(relative, _sha(before), hashlib.sha256(data).hexdigest()))
    part = folder / f"{_PLAN}.part"
    write_synced(part, json.dumps([asdict(entry) for entry in entries]).encode())
    part.replace(folder / _PLAN)
    sync_folder(folder)
    sync_folder(root)
    try:
        edited = _carry_out(folder, entries)
    except BaseException:
        _undo(folder, entries)
        _forget(folder, entries)
        raise
    _forget(folder, entries)
    return None if edited is None else root / edited.path


def settle(root: Path, seconds: float = 30) -> None:
    """See to it that no file below a folder is half of what a command writes.

    What an ended command left is finished or undone; one that is writing is waited for. Raises KgError
    where neither can be.
    """
    folder = root / FOLDER
    try:
        if not os.path.lexists(folder) or (folder := real_path(root) / FOLDER) in _folders_held():
            return
        end = time.monotonic() + seconds
        while (lock := _take(folder, 0)) is None:
            if not is_half_done(root):
                return  # a command prepares what it will write: nothing has changed yet
            if time.monotonic() >= end:
                raise _busy(folder)
            time.sleep(_PAUSE)
        try:
            _recover(folder)
        finally:
            _let_go(folder, lock)
    except OSError as error:  # this user may not write here
        end = time.monotonic() + _MOMENT
        while is_half_done(root):
            if time.monotonic() >= end:
                raise _unfinished(error, folder) from None
            time.sleep(_PAUSE)


def is_half_done(root: Path) -> bool:
    """Whether a command is changing files below a folder, or was ended while it did."""
    return os.path.lexists(root / FOLDER / _PLAN)


def digest(path: Path) -> str | None:
    """The SHA-256 of a regular file; None where there is nothing, "" for anything else."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return ""
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None


def _sha(data: bytes | Sha256 | None) -> str | None:
    if data is None or isinstance(data, Sha256):
        return data
    return hashlib.sha256(data).hexdigest()


def _folders_held() -> set[Path]:
    if not hasattr(_held, "folders"):
        _held.folders = set()
    folders: set[Path] = _held.folders
    return folders


def _take(folder: Path, seconds: float) -> int | None:
    """The descriptor of the lock, or None where another holds it for so long. Raises OSError."""
    end = time.monotonic() + seconds
    while True:
        _make(folder)
        try:
            lock = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
        except FileNotFoundError:
            continue  # the one who held it took the folder away just now
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if _is_there(lock, folder / _LOCK):
                os.fchmod(lock, stat.S_IMODE(folder.stat().st_mode) & 0o666)
                os.pwrite(lock, b"%d" % os.getpid(), 0)
                return lock
        except BlockingIOError:
            if time.monotonic() >= end:
                os.close(lock)
                return None
            time.sleep(_PAUSE)
        except BaseException:
            os.close(lock)
            raise
        os.close(lock)


def _is_there(lock: int, path: Path) -> bool:
    """Whether a lock is still the file of that name, and not one that its holder took away."""
    with contextlib.suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(lock), path.lstat())
    return False


def _make(folder: Path) -> None:
    """Make the folder, which git ignores, for all who may write in the one above it.

    Raises KgError for one that is not to be trusted, OSError.
    """
    above = folder.parent.stat()
    # It may be taken away at once by one who reads and finds nothing in it: the caller comes again.
    with contextlib.suppress(FileExistsError, FileNotFoundError):
        folder.mkdir()
        folder.chmod(stat.S_IMODE(above.st_mode))
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return  # taken away just now: the caller comes again
    foreign = bool(above.st_mode & stat.S_ISVTX) and found.st_uid not in (0, os.getuid())
    if not stat.S_ISDIR(found.st_mode) or foreign:
        what = "this folder is another user's" if foreign else "this is no folder"
        raise KgError(what, str(folder), "kg notes there what it writes: take it away")
    with contextlib.suppress(FileNotFoundError):
        _ignore(folder)


def _ignore(folder: Path) -> None:
    path = folder / _IGNORE
    if not path.exists():
        path.write_bytes(b"*\n")


def _who(folder: Path) -> str:
    """The process that holds the lock, in brackets, where it says so."""
    with contextlib.suppress(OSError, ValueError):
        return f" (process {int((folder / _LOCK).read_bytes()[:20])})"
    return ""


def _busy(folder: Path) -> KgError:
    return KgError(
        f"another kg command is writing here{_who(folder)}",
        str(folder.parent),
        "let it end, then run this one again",
    )


def _let_go(folder: Path, lock: int) -> None:
    """Take the folder away, unless there is a plan in it, and let go of its lock."""
    try:
        if not os.path.lexists(folder / _PLAN):
            _sweep(folder)
            (folder / _LOCK).unlink(missing_ok=True)
            (folder / _IGNORE).unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # the next one who writes is in it already
                folder.rmdir()
    finally:
        os.close(lock)


def _sweep(folder: Path) -> None:
    for path in folder.iterdir():
        if _OURS.fullmatch(path.name):
            path.unlink()


def _recover(folder: Path) -> None:
    """Finish or undo what a command left, and take away what it prepared. Raises KgError, OSError."""
    if is_half_done(folder.parent):
        try:
            entries = _read_plan(folder)
            _mend(folder, entries)
            _carry_out(folder, entries)
            _forget(folder, entries)
        except OSError as error:
            raise _unfinished(error, folder) from None
    _sweep(folder)


def _unfinished(error: OSError, folder: Path) -> KgError:
    reason = os_error(error, folder, "").what.removeprefix("cannot : ")
    return KgError(
        f"a command that wrote here was ended, and what it began cannot be finished: {reason}",
        str(folder.parent),
        "run a kg command as a user who may write here",
    )


def _read_plan(folder: Path) -> list[Entry]:
    """The entries of a plan, each of them inside the folder. Raises KgError for another's plan."""
    root = folder.parent
    path = folder / _PLAN
    entries = []
    try:
        if not stat.S_ISREG(path.lstat().st_mode) or path.lstat().st_size > _LONGEST_PLAN:
            raise ValueError
        plan = json.loads(path.read_bytes())
        if not isinstance(plan, list):
            raise ValueError
        for item in plan:
            entry = Entry(**item)
            inside = real_path((root / entry.path).parent) / Path(entry.path).name
            known = {type(entry.path), type(entry.after), type(entry.before)} <= {str, type(None)}
            if not known or inside != root / entry.path or not inside.is_relative_to(root):
                raise ValueError
            entries.append(entry)
    except (ValueError, TypeError, RecursionError):
        raise KgError(
            "this is no plan of kg's", str(path), f"take the folder {FOLDER} away, and look at git"
        ) from None
    return entries


def _carry_out(folder: Path, entries: Sequence[Entry]) -> Entry | None:
    """Write what is not written yet; gives an entry whose file was edited, when all is undone."""
    for number, entry in enumerate(entries):
        if not _put(folder / str(number), folder.parent / entry.path, entry):
            _undo(folder, entries)
            return entry
    for parent in {(folder.parent / entry.path).parent for entry in entries}:
        sync_folder(parent)
    return None


def _put(staged: Path, target: Path, entry: Entry) -> bool:
    """Bring the staged text to its place; False where something else than before is there."""
    if digest(staged) != entry.after:
        return True  # that was done before
    if entry.before is None:
        _make_folder(target.parent)
        if digest(target) != entry.after:
            return place_new(staged, target)
        staged.unlink()  # it was interrupted after it had placed the file
        return True
    if digest(target) != entry.before:
        return False
    swap_files(staged, target)
    if digest(staged) == entry.before:
        return True
    swap_files(staged, target)  # an edit was saved in between: it goes back to its place
    return False


def _make_folder(folder: Path) -> None:
    """Make a folder and those above it, to outlast a power loss."""
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        sync_folder(folder.parent)


def _undo(folder: Path, entries: Sequence[Entry]) -> None:
    """Bring back the text before, but where a file has been edited after it was written."""
    _mend(folder, entries)
    for number, entry in enumerate(entries):
        staged, target = folder / str(number), folder.parent / entry.path
        if digest(target) != entry.after:
            continue  # not written, or edited since
        if entry.before is None:
            staged.unlink(missing_ok=True)
            target.replace(staged)
            if digest(staged) != entry.after:  # an edit was saved in between
                place_new(staged, target)
        else:
            swap_files(staged, target)
            if digest(staged) != entry.after:
                swap_files(staged, target)


def _mend(folder: Path, entries: Sequence[Entry]) -> None:
    for number, entry in enumerate(entries):
        mend_swap(folder / str(number), folder.parent / entry.path)


def _forget(folder: Path, entries: Sequence[Entry]) -> None:
    """Take away the plan, which is carried out or undone, and then the texts that it was about."""
    for parent in {(folder.parent / entry.path).parent for entry in entries}:
        if parent.is_dir():
            sync_folder(parent)
    (folder / _PLAN).unlink()
    _sweep(folder)


def _give_mode(staged: Path, path: Path) -> None:
    """Give a new text the permissions of the file whose place it takes, and its group if that may be."""
    found = path.stat()
    with contextlib.suppress(PermissionError):
        os.chown(staged, -1, found.st_gid)
    staged.chmod(stat.S_IMODE(found.st_mode) & 0o777)
