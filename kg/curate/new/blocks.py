"""Put a new block of Turtle into a file at its place, so that all else stays as it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.curate.checks.metadata import block_order
from kg.errors import KgError, UsageError
from kg.iris import KGD
from kg.text.inputs import InputFile
from kg.text.reading import read_if_there
from kg.text.turtle.blocks import new_turtle, with_blocks
from kg.text.turtle.document import parse_turtle
from kg.text.turtle.edit import blocks
from kg.text.writing import Change, write_all, writing_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.iris import Prefixes
    from kg.text.layout import Layout
    from kg.text.turtle.blocks import Line


@dataclass
class Together:
    """Blocks of Turtle on their way into files of a layout: all are written together, or none.

    ``added``: the lines of each by its subject (an IRI), in the order in which they were added.
    """

    layout: Layout
    added: dict[str, Sequence[Line]] = field(default_factory=dict)
    _files: dict[Path, tuple[bytes | None, bytes]] = field(default_factory=dict)

    def add(self, path: Path, subject: str, lines: Sequence[Line]) -> None:
        """Add the block of a subject to a file in alphabetical order; the file is new if it is not there.

        The blocks of entities stand together. The other blocks are not changed. Raises UsageError where
        the subject has a block there already, KgError and DataError for a file that cannot be read.
        """
        shown, prefixes = self.layout.shown(path), self.layout.prefixes
        if path in self._files:
            before, now = self._files[path]
        else:
            before = read_if_there(path, shown, root=self.layout.root_of(path))
            now = before or b""
        text = (
            _with_block(InputFile(path, shown, now), subject, lines, prefixes)
            if now or before is not None
            else new_turtle({subject: lines}, prefixes=prefixes)
        )
        self._files[path] = before, text.encode()
        self.added[subject] = lines

    @property
    def changes(self) -> list[Change]:
        """The changes to the files."""
        return [
            Change(path, self.layout.shown(path), before, after)
            for path, (before, after) in self._files.items()
        ]

    def write(self) -> list[Path]:
        """Write the files, and give them. Raises as ``write_all``."""
        write_all(self.changes)
        return list(self._files)


def add_block(
    layout: Layout,
    path: Path,
    subject: str,
    lines: Sequence[Line],
    together: Together | None = None,
) -> None:
    """Write one block into a file, or add it to those that are written together. Raises as ``Together``."""
    if together is not None:
        together.add(path, subject, lines)
        return
    with writing_in(path):
        alone = Together(layout)
        alone.add(path, subject, lines)
        alone.write()


def _with_block(file: InputFile, subject: str, lines: Sequence[Line], prefixes: Prefixes) -> str:
    """The text of a file with a new block. Raises UsageError and DataError."""
    text = parse_turtle(file, "", prefixes).text
    heads = [(block.tokens[0].iri, block.start) for block in blocks(text)]
    if subject in dict(heads):
        raise UsageError("it stands in this file already", file.shown, "edit it there")
    try:
        place = _insertion_point(heads, subject, len(text))
        return with_blocks(text, {subject: lines}, place, prefixes=prefixes)
    except KgError as error:
        raise UsageError(error.what, file.shown, error.remedy) from None


def _insertion_point(heads: Sequence[tuple[str, int]], subject: str, end: int) -> int:
    """The offset at which the block of ``subject`` is inserted, before the block that stands there.

    ``heads``: the subject and offset of each block of the file; ``end``: the length of its text.
    """
    is_entity = subject.startswith(KGD)
    of_same_sort = [i for i, (iri, _) in enumerate(heads) if iri.startswith(KGD) is is_entity]
    after_it = [i for i in of_same_sort if block_order(heads[i][0]) > block_order(subject)]
    next_block = of_same_sort[-1] + 1 if of_same_sort else min(1, len(heads))
    return (
        heads[after_it[0]][1]
        if after_it
        else heads[next_block][1]
        if next_block < len(heads)
        else end
    )
