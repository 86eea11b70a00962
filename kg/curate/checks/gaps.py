"""Find the gaps that `kg new` left to be filled in: a marked text in Turtle, a question or a rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.errors import Finding
from kg.text.inputs import query_paths, read_query

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from kg.text.turtle.document import Document

CHECK = ("fill-in", "review")
#: A gap is this and a hint of what belongs in its place.
MARK = "FILL IN: "
_GAP = re.compile(rf'{MARK}([^"\n]*)')


def gap_findings(documents: Iterable[Document], folders: Iterable[Path]) -> Iterator[Finding]:
    """A finding for each gap in parsed files and in the ``.rq`` files of folders.

    Raises KgError for a file that cannot be read.
    """
    for document in documents:
        yield from _gaps(document.text, document.shown)
    for folder in folders:
        for path in query_paths(folder):
            shown = f"ontology/{folder.name}/{path.name}"
            yield from _gaps(read_query(path, shown, "this file"), shown)


def _gaps(text: str, shown: str) -> Iterator[Finding]:
    if MARK not in text:
        return
    for number, line in enumerate(text.splitlines(), 1):
        for gap in _GAP.finditer(line):
            hint = gap[1].strip()
            problem, remedy = f"a gap: {hint}", f"write it in place of “{MARK}…”"
            yield Finding(*CHECK, shown, number, "", problem, remedy)
