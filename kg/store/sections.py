"""The quads of a build below its fact layer, text by text: who changes one writes those of that one alone.

Two files of N-Quads hold them, ``graph.nq`` as the last build of all texts wrote it, and ``changes.nq``
with what was changed since; ``inputs.json`` says which part of which file is of which text, and how the
text looked.
"""

from __future__ import annotations

import io
import json
from binascii import crc32
from typing import IO, TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.errors import KgError
from kg.store.oxigraph import OxigraphStore
from kg.text.inputs import Known
from kg.text.reading import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

#: The file with the quads of a build, and that with those of the texts changed since.
DUMP, CHANGES = "graph.nq", "changes.nq"
#: And that which says what is where.
INPUTS = "inputs.json"


class Section(NamedTuple):
    """A part of one of the files (``offset``, ``length`` in bytes), its CRC-32, and how many quads and
    claims it has.
    """

    file: str
    offset: int
    length: int
    checksum: int
    quads: int
    claims: int


class Kept(NamedTuple):
    """A text of a build: how its file looked, and where its quads are."""

    known: Known
    section: Section


class Inputs(NamedTuple):
    """The texts of a build by the path of their file; ``by`` is the program and prefixes that read them."""

    texts: Mapping[str, Kept]
    by: str = ""

    @property
    def known(self) -> dict[str, Known]:
        """How the files looked."""
        return {path: kept.known for path, kept in self.texts.items()}


class SectionWriter:
    """Writes sections one after the other to a file; ``name`` is that of the file in a build."""

    def __init__(self, out: IO[bytes], name: str) -> None:
        self._out, self._name = out, name

    def write(self, quads: list[ox.Quad], claims: int = 0) -> Section:
        """Write the quads of one text, as a store gives them back. Raises OSError."""
        store = OxigraphStore()
        store.add(quads)  # to load them starts a thread of the engine each time
        lines = io.BytesIO()
        store.dump(lines)
        return self.copy(lines.getvalue(), len(store), claims)

    def copy(self, lines: bytes, quads: int, claims: int) -> Section:
        """Write the lines of a section as they are. Raises OSError."""
        offset = self._out.tell()
        self._out.write(lines)
        return Section(self._name, offset, len(lines), crc32(lines), quads, claims)


def lines_of(quads: Iterable[ox.Quad]) -> tuple[bytes, int]:
    """Some quads as lines, each once, and how many there are."""
    different = set(quads)
    return ox.serialize(different, format=ox.RdfFormat.N_QUADS) or b"", len(different)


def parsed(lines: bytes) -> Iterator[ox.Quad]:
    """The quads of some lines, in their order."""
    return ox.parse(lines, format=ox.RdfFormat.N_QUADS, lenient=True)


def parsed_file(path: Path) -> Iterator[ox.Quad]:
    """The quads of a file that a build wrote. Raises OSError."""
    return ox.parse(path=str(path), format=ox.RdfFormat.N_QUADS, lenient=True)


def pieces(sections: Iterable[Section]) -> dict[str, list[tuple[int, int]]]:
    """By file the parts (offset and end) that hold some sections; those that touch are one."""
    found: dict[str, list[tuple[int, int]]] = {}
    for section in sorted(sections):
        parts = found.setdefault(section.file, [])
        if parts and parts[-1][1] == section.offset:
            parts[-1] = (parts[-1][0], section.offset + section.length)
        else:
            parts.append((section.offset, section.offset + section.length))
    return found


def write_inputs(path: Path, inputs: Inputs) -> None:
    """Write which texts a build holds. Raises OSError."""
    texts = [(name, *kept.known, *kept.section) for name, kept in inputs.texts.items()]
    path.write_text(json.dumps({"by": inputs.by, "texts": texts}), encoding="ascii")


def read_inputs_of(folder: Path) -> Inputs:
    """Which texts a build (its folder) holds; none where that cannot be read."""
    try:
        written = json.loads(read_file(folder / INPUTS, str(folder), root=folder))
        texts = {
            str(name): Kept(Known(shown, tuple(stamp), sha256), Section(*section))
            for name, shown, stamp, sha256, *section in written["texts"]
        }
        return Inputs(texts, str(written["by"]))
    except (KgError, ValueError, KeyError, TypeError, RecursionError):
        return Inputs({})
