"""The files of a layout: which there are, their bytes, and the hash of those of a build."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from kg.errors import KgError
from kg.text.layout import settle
from kg.text.reading import list_files, read_file, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.text.layout import Layout

#: The packages that a build can run: `build`, and those that it may import.
BUILT_BY = ("claims", "text", "store", "build")
_ATTEMPTS = 50  # at reading all files while none of them changes
#: ns: the coarsest times of a file system in use (FAT). What was changed as lately is read again.
TIMES_TELL = 2_000_000_000
#: What tells that a file is not as it was: inode, size, times of its change and of that of its node.
Stamp = tuple[int, int, int, int]
_NO_STAMP = (0, 0, 0, 0)
Read = TypeVar("Read")


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


class Known(NamedTuple):
    """A file that was read before: its name in messages, how it looked, the SHA-256 of its bytes (hex)."""

    shown: str
    stamp: Stamp
    sha256: str


class Surveyed(NamedTuple):
    """A file of a layout, read only where it does not look as when it was read before.

    ``stamp`` is of zeros where it was changed too lately to be known by its times.
    """

    path: str
    known: Known
    data: bytes | None

    @property
    def file(self) -> InputFile:
        """The file as it was read; without its bytes where it was not."""
        return InputFile(Path(self.path), self.known.shown, self.data or b"")


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

    def read(paths: Sequence[Path], _stamps: object) -> list[InputFile]:
        return [read_input(layout, path) for path in paths]

    return _at_one_moment(layout, read)


def survey_inputs(layout: Layout, known: Mapping[str, Known]) -> list[Surveyed]:
    """The files that ``read_inputs`` reads, of which those are read that do not look as they did.

    ``known`` are those that were read before, by path. Raises as ``read_inputs`` does.
    """
    now = time.time_ns()

    def read(paths: Sequence[Path], stamps: Sequence[tuple[str, Stamp]]) -> list[Surveyed]:
        surveyed = []
        for path, (name, stamp) in zip(paths, stamps, strict=True):
            before = known.get(name)
            if before is not None and before.stamp == stamp != _NO_STAMP:
                surveyed.append(Surveyed(name, before, None))
                continue
            file = read_input(layout, path)
            tells = now - max(stamp[2:]) > TIMES_TELL
            digest = hashlib.sha256(file.data).hexdigest()
            found = Known(file.shown, stamp if tells else _NO_STAMP, digest)
            surveyed.append(Surveyed(name, found, file.data))
        return surveyed

    return _at_one_moment(layout, read)


def _at_one_moment(
    layout: Layout,
    read: Callable[[Sequence[Path], Sequence[tuple[str, Stamp]]], list[Read]],
) -> list[Read]:
    """What ``read`` gives of the files of a layout and their stamps, while none of them changes."""
    for _ in range(_ATTEMPTS):
        settle(layout.root, layout.core)
        paths = turtle_paths(layout)
        stamps = _stamps(paths)
        if stamps is None:
            continue
        if not paths[1]:
            shown = layout.shown(layout.seeds)
            raise KgError("no Turtle file here", shown, "add a source: see seeds/README.md")
        try:
            files = read([*paths[0], *paths[1]], stamps)
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
    if not stamps or not all(stamp[0] for _, stamp in stamps):
        return None
    digest = hashlib.sha256(program().encode())
    digest.update(repr(stamps).encode("utf-8", "backslashreplace"))
    return Look(digest.hexdigest(), max(max(stamp[2:]) for _, stamp in stamps))


def _stamps(paths: tuple[list[Path], list[Path]]) -> list[tuple[str, Stamp]] | None:
    """What tells that a file is not as it was, for each; None where one is gone."""
    stamps = []
    for path in (*paths[0], *paths[1]):
        try:
            found = os.stat(path)
        except OSError as error:
            if isinstance(error, FileNotFoundError) and not os.path.lexists(path):
                return None
            stamps.append((str(path), _NO_STAMP))  # reading it says what is wrong
            continue
        at = (found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns)
        stamps.append((str(path), at))
    return stamps


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
    return key_of((file.shown, hashlib.sha256(file.data).hexdigest()) for file in files)


def key_of(files: Iterable[tuple[str, str]]) -> str:
    """``content_key`` of files by their names in messages and the SHA-256 of their bytes (hex)."""
    digest = hashlib.sha256(program().encode())
    for shown, sha256 in files:
        line = f"{shown}\n{sha256}\n"
        digest.update(line.encode("utf-8", "surrogateescape"))  # a name may hold any bytes
    return digest.hexdigest()


def program(*more: str) -> str:
    """The modules that a build can run, by name, size and time, since these decide what it derives.

    ``more`` are other packages. They are those of ``build`` and of the packages that it may import (tests/test_architecture.py).
    """
    package = os.path.dirname(os.path.dirname(__file__))
    folders = [package]
    for name in (*BUILT_BY, *more):
        folders += (folder for folder, _, _ in os.walk(os.path.join(package, name)))
    return "".join(
        f"{entry.path[len(package) :]} {entry.stat().st_size} {entry.stat().st_mtime_ns}\n"
        for folder in sorted(folders)
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name)
        if entry.name.endswith(".py")
    )
