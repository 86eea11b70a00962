"""The files that an import makes: blocks, gathered by file, packed while they wait, and in order at the end."""

from __future__ import annotations

import hashlib
import pickle
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.curate.importers._turtle import source_header
from kg.errors import KgError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_WAITING = 32 * 2**20  # characters that wait unpacked
#: Claims of a file; where one has more, it is parted by the hashes of their ids.
MOST_CLAIMS = 10_000


@dataclass(frozen=True, slots=True)
class Block:
    """A block of Turtle: its subject as it stands there, its text, and the prefixes that it uses."""

    subject: str
    text: str
    used: frozenset[str]
    is_claim: bool


@dataclass
class _Part:
    blocks: list[Block] = field(default_factory=list)
    packed: list[bytes] = field(default_factory=list)
    claims: int = 0


class Pages:
    """The blocks of all files of an import; ``stem`` is the name of its main file."""

    def __init__(self, stem: str) -> None:
        self.stem = stem
        self._parts: defaultdict[str, _Part] = defaultdict(_Part)
        self._waiting = 0

    def add(self, part: str, block: Block) -> None:
        """Put a block into a part ("" is the main file)."""
        own = self._parts[part]
        own.blocks.append(block)
        own.claims += block.is_claim
        self._waiting += len(block.text)
        if self._waiting > _MOST_WAITING:
            self._pack()

    def _pack(self) -> None:
        for part in self._parts.values():
            if part.blocks:
                rows = [(b.subject, b.text, b.used, b.is_claim) for b in part.blocks]
                part.packed.append(zlib.compress(pickle.dumps(rows), 1))
                part.blocks = []
        self._waiting = 0

    @property
    def claims(self) -> int:
        """How many claims there are, in all files."""
        return sum(part.claims for part in self._parts.values())

    def stems(self) -> list[str]:
        """The names of the files, the main one first."""
        self._parts[""]
        self._pack()
        stems = []
        for name in sorted(self._parts):
            own = f"{self.stem}-{name}" if name else self.stem
            pieces = _pieces(self._parts[name].claims)
            if name or pieces == 1:
                stems += [own] if pieces == 1 else [f"{own}-{n:02x}" for n in range(pieces)]
            else:
                stems += [own, *(f"{own}-{n:02x}" for n in range(pieces))]
        return stems

    def blocks(self, stem: str) -> list[Block]:
        """The blocks of a file in the order of their subjects, entities before claims, each once.

        Raises KgError for one id with two contents.
        """
        name = stem.removeprefix(self.stem).removeprefix("-")
        if name in self._parts:
            part, piece, pieces = self._parts[name], -1, _pieces(self._parts[name].claims)
        else:
            name, _, number = name.rpartition("-")
            part, piece = self._parts[name], int(number, 16)
            pieces = _pieces(part.claims)
        chosen = [b for b in _unpacked(part) if pieces == 1 or _piece_of(b, pieces, name) == piece]
        chosen.sort(key=lambda block: (block.is_claim, block.subject))
        return _once(chosen)


def _pieces(claims: int) -> int:
    """Into how many files so many claims are parted: a power of four, so that few move when they grow."""
    pieces = 1
    while claims > MOST_CLAIMS * pieces:
        pieces *= 4
    return pieces


def _piece_of(block: Block, pieces: int, name: str) -> int:
    """The number of the piece that a block belongs to; -1: the main file, which has the entities."""
    if not name and not block.is_claim:
        return -1
    return int(hashlib.sha256(block.subject.encode()).hexdigest()[:4], 16) % pieces


def _once(blocks: Sequence[Block]) -> list[Block]:
    """Sorted blocks without those that say the same again."""
    once: list[Block] = []
    for block in blocks:
        if not once or once[-1].subject != block.subject:
            once.append(block)
        elif once[-1].text != block.text:
            raise KgError(
                f"the file says two different things under one id, of which {block.subject} is made",
                None,
                "get the file anew, or give one of the two another id",
            )
    return once


def _unpacked(part: _Part) -> Iterator[Block]:
    for packed in part.packed:
        for row in pickle.loads(zlib.decompress(packed)):  # noqa: S301 - packed above
            yield Block(*row)
    yield from part.blocks


def text_of_page(stem: str, header: Sequence[str], blocks: Sequence[Block]) -> str:
    """The text of a file: its source, described by the lines ``header``, and its blocks."""
    used = {"src", "kg", "xsd", "kgd", "rdfs", "dcterms"}.union(*(block.used for block in blocks))
    if any("edtf:EDTF" in line for line in header):
        used.add("edtf")
    if any(line.startswith("owl:") for line in header):
        used.add("owl")
    head = source_header(stem, list(header), used | {"c"})
    return "\n".join((head, *(block.text for block in blocks)))
