"""Read the bytes of a sheet, up to a largest size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError
from kg.text.reading import read_named

if TYPE_CHECKING:
    from pathlib import Path

#: A sheet is held in memory as it lies on the disk, and read row by row.
_LARGEST = 512 * 2**20
#: How files of gzip, bzip2 and xz begin.
_PACKED = (b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def contents(path: Path) -> bytes:
    """The bytes of a file.

    Raises UsageError for a folder, KgError for a file that cannot be read, is empty or too large.
    """
    if path.is_dir():
        raise UsageError("this is a folder", str(path), "give a sheet: a .csv, .tsv or .xlsx file")
    remedy = "split it into several sheets, and leave pictures out"
    data = read_named(path, "this sheet", largest=_LARGEST, remedy=remedy)
    if not data.strip():
        raise KgError("the file is empty", str(path), "start from a template: kg new sheet")
    if data.startswith(_PACKED):
        raise KgError("this is a packed file", str(path), "unpack it first: gunzip, bunzip2, unxz")
    return data
