"""Read the bytes of a sheet, up to a largest size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError, os_error

if TYPE_CHECKING:
    from pathlib import Path

_LARGEST = 32 * 2**20


def contents(path: Path) -> bytes:
    """The bytes of a file.

    Raises UsageError for a folder, KgError for a file that cannot be read, is empty or too large.
    """
    if path.is_dir():
        raise UsageError("this is a folder", str(path), "give a sheet: a .csv, .tsv or .xlsx file")
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except OSError as error:
        raise os_error(error, path, "read this sheet") from None
    if len(data) > _LARGEST:
        raise KgError(
            f"the file is larger than {_LARGEST // 2**20} MB",
            str(path),
            "split it into several sheets, and leave pictures out",
        )
    if not data.strip():
        raise KgError("the file is empty", str(path), "start from a template: kg new sheet")
    return data
