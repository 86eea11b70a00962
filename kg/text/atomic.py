"""Writing a file so that it is whole or as it was, whatever happens meanwhile."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_once(path: Path, data: bytes) -> None:
    """Write a small file that is always the same, if it is not there yet. Raises OSError."""
    if not path.exists():
        write_atomic(path, data)


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file under a temporary name beside it, then rename: all of it or nothing.

    Raises OSError; nothing is left behind then.
    """
    part = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
