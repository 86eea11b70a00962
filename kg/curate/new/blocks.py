"""Put a new block of Turtle into a file at its place, so that all else stays as it was."""

from __future__ import annotations

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


def add_block(layout: Layout, path: Path, subject: str, lines: Sequence[Line]) -> None:
    """Add the block of a subject (an IRI) to a file in alphabetical order; make the file if needed.

    The file is one of the layout. The blocks of entities stand together. The other blocks are not
    changed. Raises UsageError where the subject has a block there already, KgError and DataError for
    a file that cannot be read or written.
    """
    shown, prefixes = layout.shown(path), layout.prefixes
    with writing_in(path):
        before = read_if_there(path, shown, root=layout.root_of(path))
        text = (
            new_turtle({subject: lines}, prefixes=prefixes)
            if before is None
            else _with_block(InputFile(path, shown, before), subject, lines, prefixes)
        )
        write_all([Change(path, shown, before, text.encode())])


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
