"""Two files (or folders) change places in one step, so that what was there can be looked at, and put back."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2  # <fcntl.h>, <linux/fs.h>
#: What a kernel, a file system or a sandbox says that cannot do it, and where a mount lies between.
_CANNOT = (errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP, errno.EXDEV, errno.EPERM)


def exchange(one: Path, other: Path) -> bool:
    """Let two paths change places: nobody sees one of them missing, and no edit falls between.

    Gives whether that was done: False where the system cannot, and nothing has changed. Raises
    OSError.
    """
    import ctypes  # 8 ms, for those who write

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except AttributeError:
        return False
    if not rename(_AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE):
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(one), None, str(other))


def swap_files(staged: Path, target: Path) -> None:
    """Let a staged file and its target change places, by copies where the system cannot do better.

    A crash among the copies is mended by ``mend_swap``. Raises OSError.
    """
    if exchange(staged, target):
        return
    aside, beside = _aside(staged), _beside(target)
    try:
        _copy(target, aside)
        _copy(staged, beside)
        beside.replace(target)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    aside.replace(staged)


def mend_swap(staged: Path, target: Path) -> None:
    """Bring a ``swap_files`` that a crash interrupted to its beginning or its end. Raises OSError."""
    _beside(target).unlink(missing_ok=True)
    aside = _aside(staged)
    if not aside.exists():
        return
    if staged.exists() and target.exists() and staged.read_bytes() == target.read_bytes():
        aside.replace(staged)  # the target was replaced: what it held belongs in its place
    else:
        aside.unlink()


def place_new(staged: Path, target: Path) -> bool:
    """Move a staged file to where none may be; gives whether it is there now. Raises OSError."""
    try:
        os.link(staged, target)  # unlike a rename, this refuses a file that came meanwhile
    except FileExistsError:
        return False
    except OSError as error:
        if error.errno not in (*_CANNOT, errno.EMLINK):
            raise
        if target.exists():
            return False
        _copy(staged, _beside(target))
        _beside(target).replace(target)
    staged.unlink()
    return True


def write_synced(path: Path, data: bytes) -> None:
    """Write a file over what is there, and have it outlast a power loss. Raises OSError."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Have the names in a folder outlast a power loss, where the file system can. Raises OSError."""
    try:
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except PermissionError:  # a folder may be open for writing and not for reading
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.EOPNOTSUPP):
            raise
    finally:
        os.close(descriptor)


def _aside(staged: Path) -> Path:
    return staged.with_name(f"{staged.name}.old")


def _beside(target: Path) -> Path:
    """A name in the folder of the target, for that folder may be a mount of its own."""
    return target.with_name(f".{target.name[:60]}.part")


def _copy(source: Path, target: Path) -> None:
    write_synced(target, source.read_bytes())
    target.chmod(source.stat().st_mode & 0o777)
