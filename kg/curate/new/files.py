"""Write new files, whole or not at all, and never over one that is there."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from kg.errors import UsageError, os_error

if TYPE_CHECKING:
    from pathlib import Path


_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")


def require_address(address: str, option: str) -> None:
    """Raises UsageError for what is neither empty nor the address of a page."""
    if address and not _ADDRESS.fullmatch(address):
        raise UsageError(f"“{address}” is no web address", option, "write it as https://…")


def write_new(path: Path, content: str | bytes, shown: str) -> None:
    """Write a file that is not there yet; its folders are made. Raises UsageError, KgError."""
    part = path.with_name(f".{path.name}.{os.urandom(4).hex()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(part, path)  # unlike a rename, this refuses a file that came meanwhile
        finally:
            part.unlink()
    except FileExistsError:
        raise UsageError(
            "this file is there already", shown, "choose another name, or edit the file"
        ) from None
    except OSError as error:
        part.unlink(missing_ok=True)
        raise os_error(error, shown, "write this file") from None
