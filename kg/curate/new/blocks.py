"""Put a new block of Turtle into a file at its place, so that all else stays as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError, os_error
from kg.iris import KGD, local_name
from kg.text.atomic import replace_text, write_new
from kg.text.inputs import InputFile
from kg.text.turtle.blocks import new_turtle, with_blocks
from kg.text.turtle.document import parse_turtle
from kg.text.turtle.edit import blocks

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.text.turtle.blocks import Line


def add_block(path: Path, shown: str, subject: str, lines: Sequence[Line]) -> None:
    """Add the block of a subject to a file, in alphabetical order; a new file is made.

    Entities stand together before the claims. What the file holds is not changed. Raises
    UsageError when the subject has a block there already, KgError and DataError for the file.
    """
    new = {subject: lines}
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        write_new(path, new_turtle(new), shown)
        return
    except OSError as error:
        raise os_error(error, shown, "read this file") from None
    text = parse_turtle(InputFile(path, shown, data), "").text
    heads = [(block.tokens[0].iri, block.start) for block in blocks(text)]
    if subject in dict(heads):
        raise UsageError("it stands in this file already", shown, "edit it there")
    try:
        text = with_blocks(text, new, _place(heads, subject, len(text)))
    except KgError as error:
        raise UsageError(error.what, shown, error.remedy) from None
    replace_text(path, shown, text)


def _place(heads: Sequence[tuple[str, int]], subject: str, end: int) -> int:
    """The offset before which a block belongs."""
    entity = subject.startswith(KGD)
    among = [i for i, (iri, _) in enumerate(heads) if iri.startswith(KGD) is entity]
    later = [i for i in among if _key(heads[i][0]) > _key(subject)]
    after = among[-1] + 1 if among else min(1, len(heads))
    return heads[later[0]][1] if later else heads[after][1] if after < len(heads) else end


def _key(iri: str) -> tuple[str, str]:
    """The order of ``kg.curate.checks.metadata``."""
    name = local_name(iri)
    return name.casefold(), name
