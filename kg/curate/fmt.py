"""The Turtle files of a layout in the pinned form, all read before the first is written."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import DataError, UsageError, os_error
from kg.text.atomic import replace_text
from kg.text.inputs import InputFile, turtle_paths
from kg.text.layout import find_layout
from kg.text.turtle.form import formatted

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from kg.errors import Finding


class Formatted(NamedTuple):
    """A file and its text in the pinned form."""

    file: InputFile
    text: str

    @property
    def changed(self) -> bool:
        return self.text.encode() != self.file.data


def format_all(files: Sequence[Path], workspace: str | None = None) -> list[Formatted]:
    """The files given, or those of a layout. Raises DataError that names all that is refused."""
    if files:
        inputs = [_given(path) for path in files]
    else:
        layout = find_layout(workspace)
        paths = [path for part in turtle_paths(layout) for path in part if layout.is_own(path)]
        inputs = [_read(path, layout.shown(path)) for path in paths]
    done: list[Formatted] = []
    findings: list[Finding] = []
    for file in inputs:
        try:
            done.append(Formatted(file, formatted(file)))
        except DataError as error:
            findings += error.findings
    if findings:
        raise DataError(findings)
    return done


def _given(path: Path) -> InputFile:
    if path.is_dir():
        raise UsageError("this is a folder", str(path), "give the files in it: kg fmt DIR/*.ttl")
    if path.suffix != ".ttl":
        raise UsageError("this is no Turtle file", str(path), "give files that end in .ttl")
    return _read(path, str(path))


def _read(path: Path, shown: str) -> InputFile:
    try:
        return InputFile(path, shown, path.read_bytes())
    except OSError as error:
        raise os_error(error, shown, "read this file") from None


def difference(one: Formatted) -> str:
    """What changes in a file, as a unified diff."""
    return unified(one.file.shown, one.file.data.decode(), one.text)


def unified(shown: str, before: str, after: str) -> str:
    """A unified diff of two texts of one file."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), shown, shown
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def write_all(changed: Iterable[Formatted]) -> None:
    """Write each file, all of it or nothing. Raises KgError."""
    for one in changed:
        replace_text(one.file.path, one.file.shown, one.text)
