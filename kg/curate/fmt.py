"""``kg fmt``: Turtle files in the pinned form, all of them read before the first is written."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import DataError, UsageError
from kg.iris import CORE
from kg.text.atomic import replace_text
from kg.text.inputs import InputFile, read_input, turtle_paths
from kg.text.layout import find_layout
from kg.text.reading import read_named
from kg.text.turtle.form import pinned_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kg.errors import Finding


class Formatted(NamedTuple):
    """A file as it is, and its new text."""

    file: InputFile
    text: str

    @property
    def changed(self) -> bool:
        """Whether the new text differs from the file."""
        return self.text.encode() != self.file.data


def format_all(files: Sequence[Path], workspace: str | None = None) -> list[Formatted]:
    """The files given, else all files of a layout, with their text in the pinned form.

    Raises one DataError for all files that cannot be brought into the form, UsageError and KgError
    for files that cannot be read.
    """
    if files:
        prefixes, inputs = CORE, [_read_given(path) for path in files]
    else:
        layout = find_layout(workspace)
        prefixes = layout.prefixes
        paths = [path for part in turtle_paths(layout) for path in part if layout.is_own(path)]
        inputs = [read_input(layout, path) for path in paths]
    formatted_files: list[Formatted] = []
    findings: list[Finding] = []
    for file in inputs:
        try:
            formatted_files.append(Formatted(file, pinned_text(file, prefixes)))
        except DataError as error:
            findings += error.findings
    if findings:
        raise DataError(findings)
    return formatted_files


def _read_given(path: Path) -> InputFile:
    if path.is_dir():
        raise UsageError("this is a folder", str(path), "give the files in it: kg fmt DIR/*.ttl")
    if path.suffix != ".ttl":
        raise UsageError("this is no Turtle file", str(path), "give files that end in .ttl")
    return InputFile(path, str(path), read_named(path))


def file_diff(formatted_file: Formatted) -> str:
    """The change of a file as a unified diff."""
    return unified_diff(
        formatted_file.file.shown, formatted_file.file.data.decode(), formatted_file.text
    )


def unified_diff(shown: str, before: str, after: str) -> str:
    """The unified diff of two texts of one file, whose name in it is ``shown``."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), shown, shown
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def write_all(changed: Iterable[Formatted]) -> None:
    """Write the new text of each file. Raises KgError; the files before that one are written then."""
    for formatted_file in changed:
        replace_text(formatted_file.file.path, formatted_file.file.shown, formatted_file.text)
