"""The triples of a CONSTRUCT, each once and in order, however many there are: sorted on disk in runs."""

from __future__ import annotations

import contextlib
import heapq
import io
from itertools import groupby
from typing import IO, TYPE_CHECKING

import pyoxigraph as ox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from typing_extensions import Buffer

_RUN = 25_000  # triples that are held at a time


def sorted_triples(triples: Iterable[ox.Triple], run: int = _RUN) -> Iterator[ox.Triple]:
    """The triples without repetitions, in the order of their N-Triples; at most ``run`` are held.

    Raises OSError where the disk of temporary files is full.
    """
    held: set[bytes] = set()
    with contextlib.ExitStack() as files:
        spilled: list[IO[bytes]] = []
        for triple in triples:
            held.add(f"{triple} .\n".encode())
            if len(held) == run:
                spilled.append(files.enter_context(_spilled(held)))
                held = set()
        lines = heapq.merge(*spilled, sorted(held))
        yield from _parsed(line for line, _ in groupby(lines))


def _spilled(lines: Iterable[bytes]) -> IO[bytes]:
    """A temporary file with the lines in their order, rewound."""
    import tempfile

    file = tempfile.TemporaryFile()  # noqa: SIM115  # it is read and closed by the caller
    file.writelines(sorted(lines))
    file.seek(0)
    return file


def _parsed(lines: Iterator[bytes]) -> Iterator[ox.Triple]:
    reader = io.BufferedReader(_Lines(lines), 1 << 16)
    for quad in ox.parse(reader, format=ox.RdfFormat.N_TRIPLES, lenient=True):
        yield quad.triple


class _Lines(io.RawIOBase):
    """Lines as a file to be read."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self._lines = lines
        self._rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer, /) -> int:
        """Fill the buffer with what comes next; 0 at the end."""
        self._rest = self._rest or next(self._lines, b"")
        view = memoryview(buffer)
        piece, self._rest = self._rest[: len(view)], self._rest[len(view) :]
        view[: len(piece)] = piece
        return len(piece)
