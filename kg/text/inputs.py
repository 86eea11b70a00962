"""Read the files that a build depends on, and compute the hash of them all."""

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
    """A file's path, its name in messages (``shown``), and its bytes."""

    path: Path
    shown: str
    data: bytes


def read_file(path: Path, shown: str, what: str = "this file") -> bytes:
    """The bytes of a file, whose name in messages is ``shown``. Raises KgError: “cannot read WHAT”."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise os_error(error, shown, f"read {what}") from None


def read_text(path: Path, shown: str, what: str = "this file") -> str:
    """The text of a file in UTF-8. Raises KgError as ``read_file``, and for other bytes."""
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise os_error(error, shown, f"read {what}") from None
    except UnicodeDecodeError as error:
        raise KgError(f"byte {error.start} is not UTF-8", shown, "save the file as UTF-8") from None


def turtle_paths(layout: Layout) -> tuple[list[Path], list[Path]]:
    """The Turtle files of the ontology (terms, vocab, alignments) and of the seeds.

    Hidden files are left out: editors make such files for locks and copies.
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
    """The Turtle files that a build depends on, those of the ontology first.

    Raises KgError where there are no seeds, or for a file that cannot be read.
    """
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
        files.append(InputFile(path, layout.shown(path), read_file(path, layout.shown(path))))
    return files


def content_key(files: Sequence[InputFile]) -> str:
    """The key of a build (SHA-256, hex): of the names and bytes of the files, and of the program."""
    digest = hashlib.sha256(_program().encode())
    for file in files:
        line = f"{file.shown}\n{hashlib.sha256(file.data).hexdigest()}\n"
        digest.update(line.encode("utf-8", "surrogateescape"))  # a name may hold any bytes
    return digest.hexdigest()


def _program() -> str:
    """The modules that a build can run, by name, size and time, since these decide what it derives.

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
