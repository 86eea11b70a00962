"""Count the rows of a SPARQL result while the engine writes it, to stop at the limit of rows.

The engine serializes a result itself, many times faster than Python could, and tells no numbers. In
each format something stands between two rows, which is counted in the bytes that pass.
"""

from __future__ import annotations

from typing import IO

from kg.store.limits import too_many_rows

#: What stands between rows, or at the end of each, and how many times before the first row ends. A
#: value may hold it too (a line break in CSV, “}},{” at its end in JSON), and then counts as a row.
_BETWEEN = {"json": (b'}},{"', -1), "csv": (b"\r\n", 1), "tsv": (b"\n", 1), "xml": (b"<result>", 0)}


class CountedOutput:
    """A binary file to write ``json``, ``csv``, ``tsv`` or ``xml`` to, of at most so many rows.

    ``write`` raises KgError at the first row beyond.
    """

    def __init__(self, out: IO[bytes], form: str, most: int) -> None:
        self._out = out
        self._mark, before = _BETWEEN[form]
        self._left = most + before
        self._tail = b""  # where a mark may have begun

    def write(self, content: bytes) -> int:
        seen = self._tail + content
        self._left -= seen.count(self._mark)
        if self._left < 0:
            raise too_many_rows()
        self._tail = seen[-len(self._mark) + 1 :] if len(self._mark) > 1 else b""
        return self._out.write(content)

    def flush(self) -> None:
        self._out.flush()
