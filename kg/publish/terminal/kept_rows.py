"""Rows that are gone through several times: few in memory, many in a temporary file."""

from __future__ import annotations

import json
from typing import IO, TYPE_CHECKING

from kg.store.limits import temporary_file

if TYPE_CHECKING:
    from collections.abc import Iterator

#: So many rows are kept in memory, and written to the file at once.
_AT_ONCE = 10_000


class KeptRows:
    """Rows of texts: appended to first, then gone through any number of times; used in a ``with``.

    Raises KgError where there is no room for a temporary file, OSError where there is too little.
    """

    def __init__(self) -> None:
        self._last: list[list[str]] = []
        self._file: IO[bytes] | None = None
        self._count = 0

    def __enter__(self) -> KeptRows:
        return self

    def __exit__(self, *error: object) -> None:
        if self._file is not None:
            self._file.close()

    def __len__(self) -> int:
        return self._count

    def append(self, row: list[str]) -> None:
        """Keep a row."""
        if len(self._last) == _AT_ONCE:
            self._file = self._file or temporary_file()
            self._file.write(json.dumps(self._last).encode() + b"\n")
            self._last = []
        self._last.append(row)
        self._count += 1

    def __iter__(self) -> Iterator[list[str]]:
        if self._file is not None:
            self._file.seek(0)
            for line in self._file:
                yield from json.loads(line)
        yield from self._last
