"""Every way in which this program writes a file: the whole of it, or the file stays as it was."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from kg.errors import KgError, UsageError, os_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def write_once(path: Path, data: bytes) -> None:
    """Write a small file that is always the same, if it is not there yet. Raises OSError."""
    if not path.exists():
        write_atomic(path, data)


def write_atomic(path: Path, data: bytes | IO[bytes]) -> None:
    """Write a file, over one that is there too; what is given as a file is copied piece by piece.

    Raises OSError; the file is as it was then, and nothing is left beside it.
    """
    with _temporary(path, data) as part:
        part.replace(path)


def write_new(path: Path, content: str | bytes, shown: str) -> None:
    """Write a file that is not there yet, and the folders that it needs.

    ``shown`` is the name of the file in messages. Raises UsageError when the file is there, KgError
    when it cannot be written.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        with _temporary(path, data) as part:
            os.link(part, path)  # unlike a rename, this refuses a file that came meanwhile
    except FileExistsError:
        raise UsageError(
            "this file is there already", shown, "choose another name, or edit the file"
        ) from None
    except OSError as error:
        raise os_error(error, shown, "write this file") from None


def replace_text(path: Path, shown: str, text: str) -> None:
    """Replace the text of a file, which keeps its permissions.

    ``shown`` is the name of the file in messages. Raises KgError when it cannot be written, and for
    a link to a file elsewhere, which would become a file of its own.
    """
    if path.is_symlink():
        raise KgError("this is a link to a file elsewhere", shown, "give the file itself")
    try:
        mode = path.stat().st_mode & 0o777 if path.exists() else None
        write_atomic(path, text.encode())
        if mode is not None:
            path.chmod(mode)
    except OSError as error:
        raise os_error(error, shown, "write this file") from None


@contextmanager
def _temporary(path: Path, data: bytes | IO[bytes]) -> Iterator[Path]:
    """A complete file beside ``path`` under a name of its own, gone at the end of the block."""
    part = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    try:
        with part.open("wb") as file:
            if isinstance(data, bytes):
                file.write(data)
            else:
                while piece := data.read(1 << 20):
                    file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        yield part
    finally:
        part.unlink(missing_ok=True)
