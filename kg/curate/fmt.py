"""``kg fmt``: Turtle files in the pinned form, all of them read before the first is written."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import DataError, UsageError
from kg.iris import CORE
from kg.text.inputs import InputFile, read_input, turtle_paths
from kg.text.layout import find_layout, layout_to_write
from kg.text.reading import read_named
from kg.text.turtle.form import pinned_text
from kg.text.writing import Change, write_all, writing_in

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


def format_and_write(files: Sequence[Path], workspace: str | None = None) -> list[Formatted]:
    """Bring the files given, else all of a layout, into the pinned form, and say what they were.

    All that is wrong is raised as by ``format_all`` and ``write_all``; then no file has changed.
    """
    with writing_in(*(files or [layout_to_write(workspace).root])):
        formatted_files = format_all(files, workspace)
        write_formatted(formatted_files)
    return formatted_files


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


def write_formatted(formatted_files: Iterable[Formatted]) -> None:
    """Write the new text of those that have one. Raises as ``write_all``; then nothing is written."""
    write_all(
        Change(file.path, file.shown, file.data, formatted_file.text.encode())
        for formatted_file in formatted_files
        if formatted_file.changed
        for file in [formatted_file.file]
    )
