"""The cache: a folder of built stores, one of them current; and queries with a time limit.

A cache folder holds ``entente.json`` (which marks it as a cache of this program; the folder above
has one too), ``current`` (the name of the build that answers), ``builds/<name>/`` (an Oxigraph
store, the quads below its fact layer by text (``sections``), the index of words, ``build.json`` with the checksums of these, and
``seen.json``: how the files looked when their checksums were last right) and ``lock``. A new build is
made beside the old one (``making``) and becomes current by one atomic rename, so a reader sees the old one or the
new one. Every file in it can be made again from the text.

A file that was written into after its build is noticed by its times and its checksum
(``checksums``). Bits that a disk loses by itself are found by the engine's checksum of each block when
it is read: the command fails (``oxigraph.damage_met``), and the next one reads all files anew.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import stat
from binascii import crc32
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import CacheError, KgError, os_error
from kg.store import checksums
from kg.store.checksums import INDEX
from kg.store.oxigraph import OxigraphStore
from kg.store.sections import pieces, read_inputs_of
from kg.text.atomic import write_once
from kg.text.reading import read_file, read_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from kg.store.base import Store
    from kg.store.search_index import SearchIndex
    from kg.store.sections import Section

_MARK = "entente.json"


class Build(NamedTuple):
    """A finished build: its folder, the content hash that it was made from, and its counts.

    ``view`` names the rule by which its facts were chosen.
    ``files`` are the size and CRC-32 of each file that holds data, by its path: the engine opens a
    store whose journal was cut off without complaint, and answers that there is nothing in it.
    ``undescribed`` are the sources (IRIs) of which no text says what they are.
    """

    path: Path
    key: str
    counts: dict[str, int]
    files: dict[str, tuple[int, int]]
    view: str = "hull"
    undescribed: tuple[str, ...] = ()


def current(cache: Path) -> Build | None:
    """The build that answers now; None when there is none (or no readable one)."""
    try:
        name = read_text(cache / "current", str(cache), root=cache).strip()
        path = cache / "builds" / name
        text = read_file(path / "build.json", str(path), root=cache)
        written = json.loads(text)
        record = written["record"]
        if crc32(canonical(record)) != written["crc32"]:
            return None
        counts = {str(what): int(count) for what, count in record["counts"].items()}
        files = {
            str(file): (int(size), int(sum_)) for file, (size, sum_) in record["files"].items()
        }
        undescribed = tuple(map(str, record.get("undescribed", ())))
        return Build(path, str(record["key"]), counts, files, str(record["view"]), undescribed)
    except (KgError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def canonical(record: object) -> bytes:
    """The bytes of which a description of a build has the checksum."""
    return json.dumps(record, sort_keys=True).encode()


def look(cache: Path, *, thorough: bool = False) -> tuple[Build | None, str | None]:
    """The build that answers now, and what is wrong with it (None: nothing, or there is none yet).

    ``thorough`` as of ``checksums.damage``.
    """
    build = current(cache)
    if build is not None:
        return build, damage_of(build, thorough=thorough)
    named = os.path.lexists(cache / "current")
    return None, "what is said of it is broken, or of another version" if named else None


def damage_of(build: Build, *, thorough: bool = False) -> str | None:
    """What is wrong with the files of a build; None where nothing is."""
    return checksums.damage(build.path, build.files, thorough=thorough)


def read_dump(build: Build) -> bytes:
    """A build's quads but for its fact layer, as N-Quads. Raises CacheError when it is damaged."""
    problem = damage_of(build)
    if problem is None:
        parts = pieces(kept.section for kept in read_inputs_of(build.path).texts.values())
        try:
            return b"".join(_read_parts(build, name, parts[name]) for name in parts)
        except OSError as error:
            problem = error.strerror or str(error)
        except ValueError as error:
            problem = str(error)
    raise _damaged("cannot be copied", problem, build)


def _read_parts(build: Build, name: str, parts: list[tuple[int, int]]) -> bytes:
    """Parts of a file of a build. Raises OSError, and ValueError where it has other bytes than were written."""
    data = (build.path / name).read_bytes()
    if crc32(data) != build.files[name][1]:
        raise ValueError(f"{name} has other bytes than were written")
    if parts == [(0, len(data))]:
        return data
    return b"".join(data[start:end] for start, end in parts)


def read_section(build: Build, section: Section) -> bytes:
    """The lines of one text. Raises CacheError where they cannot be read, or are not as they were written."""
    try:
        with (build.path / section.file).open("rb") as file:
            file.seek(section.offset)
            lines = file.read(section.length)
    except OSError as error:
        raise _damaged("cannot be read", error.strerror or str(error), build) from None
    if crc32(lines) != section.checksum:
        raise _damaged("cannot be read", f"{section.file} has other bytes than were written", build)
    return lines


def open_build(build: Build) -> Store:
    """Open a build to read. Raises CacheError when the store in it is damaged."""
    problem = damage_of(build)
    if problem is not None:
        raise _damaged("cannot be opened", problem, build)
    return open_again(build)


def open_again(build: Build) -> Store:
    """Open a build at which was looked just now. Raises CacheError when the store in it is damaged."""
    try:
        return OxigraphStore.open(build.path / "store")
    except (OSError, ValueError, RuntimeError) as error:
        raise _damaged("cannot be opened", _first_line(error), build) from None


def open_with_index(build: Build) -> tuple[Store, Callable[[], SearchIndex]]:
    """A build as ``open_build`` opens it, and what opens its index of words, when it is asked for.

    Both raise CacheError: the index also where a newer build has taken the place of this one.
    """

    def index() -> SearchIndex:
        from kg.store.search_index import SearchIndex

        return SearchIndex(build.path / INDEX)

    return open_build(build), index


def copy_in_memory(build: Build) -> Store:
    """A build without its fact layer as a store in memory, to be changed; that layer is derived anew.

    Raises CacheError when it is damaged.
    """
    result = OxigraphStore()
    dump = read_dump(build)
    try:
        result.load_dump(dump)
    except (SyntaxError, ValueError) as error:
        raise _damaged("cannot be copied", _first_line(error), build) from None
    return result


def _damaged(what: str, problem: str, build: Build) -> CacheError:
    return CacheError(
        f"the built store {what} ({problem})",
        str(build.path),
        "run: kg build --force (the cache is made again from the text)",
    )


def _first_line(error: BaseException) -> str:
    line = str(error).splitlines()[0] if str(error) else type(error).__name__
    return line if len(line) <= 80 else f"{line[:80]}…"


def prepare(cache: Path) -> None:
    """Make the cache folder and the one above it, or refuse one that holds something else.

    Raises CacheError for a folder that is not ours, and KgError when it cannot be written.
    """
    try:
        for folder in (cache.parent, cache):
            folder.mkdir(parents=True, exist_ok=True)
            _claim(folder)
        _clear_obstacles(cache)
        write_once(cache.parent / "CACHEDIR.TAG", b"Signature: 8a477f597d28d172789f06886806bc55\n")
        (cache / "builds").mkdir(exist_ok=True)
    except OSError as error:
        raise os_error(error, cache, "use this cache folder (KG_CACHE)") from None


def _clear_obstacles(cache: Path) -> None:
    """Take away what lies in the place of a file or a folder of ours and is none. Raises OSError."""
    for name, is_ours in (
        ("builds", stat.S_ISDIR),
        ("current", stat.S_ISREG),
        ("lock", stat.S_ISREG),
    ):
        path = cache / name
        with contextlib.suppress(FileNotFoundError):
            mode = path.lstat().st_mode
            if stat.S_ISDIR(mode) and not is_ours(mode):
                import shutil

                shutil.rmtree(path)
            elif not is_ours(mode):
                path.unlink()


def _claim(folder: Path) -> None:
    """Mark a folder as a cache of this program, before anything else is written into it."""
    mark = folder / _MARK
    foreign = any(not _is_ours(entry) for entry in folder.iterdir())
    if foreign and not mark.exists():  # asked last: another process may be marking it now
        raise CacheError(
            "this folder is not an Entente cache and is not empty",
            str(folder),
            "set KG_CACHE to an empty or new folder",
        )
    write_once(mark, b'{"entente-kg": "cache"}\n')


def _is_ours(entry: Path) -> bool:
    """Whether an entry of a folder without a mark is a mark in the making, or a marked folder."""
    return entry.name.startswith(f".{_MARK}.") or (entry / _MARK).exists()


@contextlib.contextmanager
def writing(cache: Path) -> Iterator[None]:
    """Hold the cache's lock: one build at a time, the next one waits. Raises KgError."""
    try:
        lock = (cache / "lock").open("w")
        fcntl.flock(lock, fcntl.LOCK_EX)
    except OSError as error:
        raise os_error(error, cache, "use this cache folder (KG_CACHE)") from None
    with lock:
        yield


def clear_leftovers(cache: Path) -> int:
    """Take away what killed builds and writes left in a cache; gives their number. Raises KgError.

    The build that answers and the one before it, which a reader may be opening, stay.
    """
    import shutil

    left = 0
    if not cache.is_dir():
        return left
    with writing(cache):
        for path in (
            *cache.glob("builds/making-*"),
            *cache.glob(".*.part"),
            *cache.glob("builds/*/.*.part"),
        ):
            left += 1
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)
            else:
                with contextlib.suppress(OSError):
                    path.unlink()
    return left
