"""The files of a layout: which there are, their bytes, and the hash of those of a build."""

from __future__ import annotations

import hashlib
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from kg.errors import KgError
from kg.text.layout import settle
from kg.text.reading import NO_STAMP, list_files, list_looks, read_file, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.text.layout import Layout
    from kg.text.reading import Stamp

#: The packages that a build can run: `build`, and those that it may import.
BUILT_BY = ("claims", "text", "store", "build")
#: The folders of an ontology's own Turtle.
_PARTS = ("terms", "vocab", "alignments")
_ATTEMPTS = 50  # at reading all files while none of them changes
#: ns: the coarsest times of a file system in use (FAT). What was changed as lately is read again.
TIMES_TELL = 2_000_000_000
Read = TypeVar("Read")
#: The path of a file, and how it looks; None where it has gone since it was listed.
Looks = tuple[str, "Stamp | None"]


class Look(NamedTuple):
    """How the files of a layout look: a hash (of their names, inodes, sizes and times, and of the
    program), when the newest of them was changed, when they were looked at (ns since 1970), and what
    was seen.
    """

    digest: str
    newest: int
    at: int
    seen: tuple[list[Looks], list[Looks]]


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
    ontology = [p for folder in layout.folders("ontology") for p in terms_paths(layout, folder)]
    seeds = [p for folder in layout.folders("seeds") for p in _turtle(layout, folder, deep=True)]
    return ontology, seeds


def terms_paths(layout: Layout, folder: Path) -> list[Path]:
    """The Turtle files of the ontology in one folder. Raises KgError as ``turtle_paths``."""
    deep = [p for part in _PARTS for p in _turtle(layout, folder / part, deep=True)]
    return [*_turtle(layout, folder), *deep]


def _turtle(layout: Layout, folder: Path, *, deep: bool = False) -> list[Path]:
    root = layout.root_of(folder)
    return list_files(folder, ".ttl", root=root, shown=layout.shown, deep=deep)


def _turtle_looks(layout: Layout) -> tuple[list[Looks], list[Looks]]:
    """The paths that ``turtle_paths`` gives, with how each file looks. Raises KgError."""

    def look(folder: Path, *, deep: bool = False) -> list[Looks]:
        root = layout.root_of(folder)
        return list_looks(folder, ".ttl", root=root, shown=layout.shown, deep=deep)

    ontology = []
    for folder in layout.folders("ontology"):
        ontology += look(folder)
        for part in _PARTS:
            ontology += look(folder / part, deep=True)
    seeds = [each for folder in layout.folders("seeds") for each in look(folder, deep=True)]
    return ontology, seeds


def read_input(layout: Layout, path: Path) -> InputFile:
    """A file of a layout. Raises KgError where it cannot be read."""
    shown = layout.shown(path)
    return InputFile(path, shown, read_file(path, shown, root=layout.root_of(path)))


def read_inputs(layout: Layout) -> list[InputFile]:
    """The Turtle files that a build depends on, those of the ontology first, as they are at one moment.

    Raises KgError where there are no seeds, for a file or folder that cannot be read, and for files
    that change all the time.
    """

    def read(looks: Sequence[Looks]) -> list[InputFile]:
        return [read_input(layout, Path(path)) for path, _ in looks]

    return _at_one_moment(layout, read)


def survey_inputs(
    layout: Layout, known: Mapping[str, Known], look: Look | None = None
) -> list[Surveyed]:
    """The files that ``read_inputs`` reads, of which those are read that do not look as they did.

    ``known`` are those that were read before, by path; ``look`` is how the files looked just now.
    Raises as ``read_inputs`` does.
    """
    now = time.time_ns() if look is None else look.at

    def read(looks: Sequence[Looks]) -> list[Surveyed]:
        surveyed = []
        for name, seen in looks:
            before, stamp = known.get(name), seen or NO_STAMP
            if before is not None and before.stamp == stamp != NO_STAMP:
                surveyed.append(Surveyed(name, before, None))
                continue
            file = read_input(layout, Path(name))
            tells = now - max(stamp[2:]) > TIMES_TELL
            digest = hashlib.sha256(file.data).hexdigest()
            found = Known(file.shown, stamp if tells else NO_STAMP, digest)
            surveyed.append(Surveyed(name, found, file.data))
        return surveyed

    return _at_one_moment(layout, read, look)


def _at_one_moment(
    layout: Layout, read: Callable[[Sequence[Looks]], list[Read]], look: Look | None = None
) -> list[Read]:
    """What ``read`` gives of the files of a layout and how they look, while none of them changes."""
    for _ in range(_ATTEMPTS):
        settle(layout.root, layout.core)
        looks = _turtle_looks(layout) if look is None else look.seen
        look = None
        if _has_gone(looks):
            continue
        if not looks[1]:
            shown = layout.shown(layout.seeds)
            raise KgError("no Turtle file here", shown, "add a source: see seeds/README.md")
        try:
            files = read([*looks[0], *looks[1]])
        except KgError:
            if _turtle_looks(layout) == looks:
                raise
            continue
        # A command may have changed some of them between two reads, or begun to.
        settle(layout.root, layout.core)
        if _turtle_looks(layout) == looks:
            return files
    raise KgError(
        "the files change all the time", layout.shown(layout.seeds), "run the command again"
    )


def _has_gone(looks: tuple[list[Looks], list[Looks]]) -> bool:
    return any(stamp is None for part in looks for _, stamp in part)


def look_at_inputs(layout: Layout) -> Look | None:
    """How the files that ``read_inputs`` reads look; None where one of them cannot be looked at.

    Raises KgError for a folder that cannot be read.
    """
    at = time.time_ns()
    settle(layout.root, layout.core)
    seen = _turtle_looks(layout)
    stamps = [stamp for part in seen for _, stamp in part]
    if not stamps or None in stamps or NO_STAMP in stamps:
        return None
    digest = hashlib.sha256(program().encode())
    digest.update(repr(seen).encode("utf-8", "backslashreplace"))
    newest = max(max(stamp[2:]) for stamp in stamps if stamp is not None)
    return Look(digest.hexdigest(), newest, at, seen)


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
