"""The files of a layout: which there are, their bytes, and the hash of those of a build."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import KgError
from kg.text.layout import settle
from kg.text.reading import list_files, read_file, read_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kg.text.layout import Layout

#: The packages that a build can run: `build`, and those that it may import.
BUILT_BY = ("claims", "text", "store", "build")
_ATTEMPTS = 50  # at reading all files while none of them changes


class Look(NamedTuple):
    """How the files of a layout look: a hash (of their names, inodes, sizes and times, and of the
    program), and when the newest of them was changed (ns since 1970).
    """

    digest: str
    newest: int


class InputFile(NamedTuple):
    """A file's path, its name in messages (``shown``), and its bytes."""

    path: Path
    shown: str
    data: bytes


def turtle_paths(layout: Layout) -> tuple[list[Path], list[Path]]:
    """The Turtle files of the ontology (terms, vocab, alignments) and of the seeds.

    Raises KgError for a folder that cannot be read.
    """
    ontology = []
    for folder in layout.folders("ontology"):
        ontology += _turtle(layout, folder)
        for part in ("terms", "vocab", "alignments"):
            ontology += _turtle(layout, folder / part, deep=True)
    seeds = [p for folder in layout.folders("seeds") for p in _turtle(layout, folder, deep=True)]
    return ontology, seeds


def _turtle(layout: Layout, folder: Path, *, deep: bool = False) -> list[Path]:
    root = layout.root_of(folder)
    return list_files(folder, ".ttl", root=root, shown=layout.shown, deep=deep)


def read_input(layout: Layout, path: Path) -> InputFile:
    """A file of a layout. Raises KgError where it cannot be read."""
    shown = layout.shown(path)
    return InputFile(path, shown, read_file(path, shown, root=layout.root_of(path)))


def read_inputs(layout: Layout) -> list[InputFile]:
    """The Turtle files that a build depends on, those of the ontology first, as they are at one moment.

    Raises KgError where there are no seeds, for a file or folder that cannot be read, and for files
    that change all the time.
    """
    for _ in range(_ATTEMPTS):
        settle(layout.root, layout.core)
        paths = turtle_paths(layout)
        stamps = _stamps(paths)
        if stamps is None:
            continue
        try:
            files = _read_all(layout, *paths)
        except KgError:
            if _stamps(paths) == stamps:
                raise
            continue
        # A command may have changed some of them between two reads, or begun to.
        settle(layout.root, layout.core)
        if _stamps(turtle_paths(layout)) == stamps:
            return files
    raise KgError(
        "the files change all the time", layout.shown(layout.seeds), "run the command again"
    )


def look_at_inputs(layout: Layout) -> Look | None:
    """How the files that ``read_inputs`` reads look; None where one of them cannot be looked at.

    Raises KgError for a folder that cannot be read.
    """
    settle(layout.root, layout.core)
    stamps = _stamps(turtle_paths(layout))
    if not stamps or not all(inode for _, inode, *_ in stamps):
        return None
    digest = hashlib.sha256(_program().encode())
    digest.update(repr(stamps).encode("utf-8", "backslashreplace"))
    return Look(digest.hexdigest(), max(max(stamp[3], stamp[4]) for stamp in stamps))


def _stamps(paths: tuple[list[Path], list[Path]]) -> list[tuple[str, int, int, int, int]] | None:
    """What tells that a file is not as it was, for each; None where one is gone."""
    stamps = []
    for path in (*paths[0], *paths[1]):
        try:
            found = os.stat(path)
        except OSError as error:
            if isinstance(error, FileNotFoundError) and not os.path.lexists(path):
                return None
            stamps.append((str(path), 0, 0, 0, 0))  # reading it says what is wrong
            continue
        at = (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        stamps.append((str(path), *at))
    return stamps


def _read_all(layout: Layout, ontology: list[Path], seeds: list[Path]) -> list[InputFile]:
    if not seeds:
        raise KgError(
            "no Turtle file here", layout.shown(layout.seeds), "add a source: see seeds/README.md"
        )
    return [read_input(layout, path) for path in (*ontology, *seeds)]


def query_paths(*folders: Path) -> list[Path]:
    """The questions, rules or migrations (``.rq``) in folders of an ontology, such as ``checks``.

    Raises KgError for a folder that cannot be read.
    """
    return [
        path for folder in folders for path in list_files(folder, ".rq", root=folder.parents[1])
    ]


def read_query(path: Path, shown: str, what: str) -> str:
    """The text of one of ``query_paths``. Raises KgError where it cannot be read."""
    return read_text(path, shown, what, root=path.parents[2])


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
