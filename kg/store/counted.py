"""Count the rows of a SPARQL result while the engine writes it, to stop at the limit of rows.

The engine serializes a result itself, many times faster than Python could, and tells no numbers. In
each format something stands between two rows, which is counted in the bytes that pass. A value may hold
it too; only where there seem to be too many rows is it looked at what stands within quotation marks.
"""

from __future__ import annotations

from typing import IO

from kg.store.limits import too_many_rows

#: What stands between rows, or at the end of each, and how many times before the first row ends.
#: Values of JSON and CSV may hold it too; those of the others have it in another spelling.
_BETWEEN = {"json": (b"},{", -1), "csv": (b"\r\n", 1), "tsv": (b"\n", 1), "xml": (b"<result>", 0)}
_QUOTING = ("json", "csv")
_CHUNK = 1 << 20


class CountedOutput:
    """A binary file to write ``json``, ``csv``, ``tsv`` or ``xml`` to, of at most so many rows.

    ``write`` raises KgError at the first row beyond. The file can be read and sought in too.
    """

    def __init__(self, out: IO[bytes], form: str, most: int) -> None:
        self._out, self._start = out, out.tell()
        self._form = form
        self._mark, before = _BETWEEN[form]
        self._rows, self._most = most, most + before
        self._seen = 0
        self._tail = b""  # where a mark may have begun
        self._is_exact = form not in _QUOTING
        self._in_quotes, self._escape = 0, b""

    def write(self, content: bytes) -> int:
        self._count(content)
        if self._seen > self._most and not self._is_exact:
            self._count_again()
            self._count(content)
        if self._seen > self._most:
            raise too_many_rows(most=self._rows)
        return self._out.write(content)

    def flush(self) -> None:
        self._out.flush()

    def _count_again(self) -> None:
        """Count what was written so far exactly."""
        self._seen, self._tail, self._is_exact = 0, b"", True
        self._out.seek(self._start)
        while piece := self._out.read(_CHUNK):
            self._count(piece)

    def _count(self, content: bytes) -> None:
        if self._is_exact and self._form in _QUOTING:
            content = self._outside(content)
        seen = self._tail + content
        self._seen += seen.count(self._mark)
        self._tail = seen[-len(self._mark) + 1 :] if len(self._mark) > 1 else b""

    def _outside(self, content: bytes) -> bytes:
        """What of it stands outside of quotation marks; a mark is left where a value was."""
        if (
            self._form == "json"
        ):  # in CSV a quotation mark in a value is written twice, as two values
            content = (self._escape + content).replace(b"\\\\", b"")
            self._escape = b"\\" if content.endswith(b"\\") else b""
            content = content.removesuffix(b"\\").replace(b'\\"', b"")
        parts = content.split(b'"')
        outside = b'"'.join(parts[self._in_quotes :: 2])
        self._in_quotes = (self._in_quotes + len(parts) - 1) % 2
        return outside
