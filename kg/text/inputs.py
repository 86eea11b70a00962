"""The files that a build depends on, as they lie on the disk, and the hash of them all."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import KgError, os_error

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.text.layout import Layout

#: The packages that a build can run: `build`, and those that it may import.
BUILT_BY = ("claims", "text", "store", "build")


class InputFile(NamedTuple):
    """A file's path, how messages show it, and its bytes."""

    path: Path
    shown: str
    data: bytes


def turtle_paths(layout: Layout) -> tuple[list[Path], list[Path]]:
    """The Turtle files of the ontology (terms, vocab, alignments) and of the seeds.

    Hidden files are left out: editors keep their locks and copies there.
    """
    ontology = []
    for folder in layout.folders("ontology"):
        ontology += _turtle(folder, "*.ttl")
        for part in ("terms", "vocab", "alignments"):
            ontology += _turtle(folder / part, "**/*.ttl")
    seeds = [path for folder in layout.folders("seeds") for path in _turtle(folder, "**/*.ttl")]
    return ontology, seeds


def _turtle(folder: Path, pattern: str) -> list[Path]:
    return sorted(path for path in folder.glob(pattern) if not path.name.startswith("."))


def read_inputs(layout: Layout) -> list[InputFile]:
    """Every Turtle file that a build depends on. Raises KgError for one that cannot be read."""
    ontology, seeds = turtle_paths(layout)
    if not seeds:
        raise KgError(
            "no Turtle file here", layout.shown(layout.seeds), "add a source: see seeds/README.md"
        )
    files = []
    for path in (*ontology, *seeds):
        if path.is_fifo() or path.is_socket() or path.is_char_device():
            raise KgError(  # reading it would wait for ever
                "cannot read this file: it is no regular file", layout.shown(path), "take it away"
            )
        try:
            files.append(InputFile(path, layout.shown(path), path.read_bytes()))
        except OSError as error:
            raise os_error(error, layout.shown(path), "read this file") from None
    return files


def content_key(files: Sequence[InputFile]) -> str:
    """A hash of all that a build is made from: names and contents of the text, and the program."""
    digest = hashlib.sha256(_program().encode())
    for file in files:
        digest.update(f"{file.shown}\n{hashlib.sha256(file.data).hexdigest()}\n".encode())
    return digest.hexdigest()


def _program() -> str:
    """The modules that a build can run, by name, size and time: another program derives other things.

    They are those of ``build`` and of the packages that it may import (tests/test_architecture.py).
    """
    package = os.path.dirname(os.path.dirname(__file__))
    folders = [package]
    for name in BUILT_BY:
        folders += (folder for folder, _, _ in os.walk(os.path.join(package, name)))
    return "".join(
        f"{entry.path[len(package) :]} {entry.stat().st_size} {entry.stat().st_mtime_ns}\n"
        for folder in sorted(folders)
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name)
        if entry.name.endswith(".py")
    )
