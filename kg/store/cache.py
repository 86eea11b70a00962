"""The cache: a folder of built stores, one of them current; and queries with a time limit.

A cache folder holds ``entente.json`` (which marks it as a cache of this program; the folder above
has one too), ``current`` (the name of the build that answers), ``builds/<name>/`` (an Oxigraph
store, the quads below its fact layer as a file, and ``build.json``) and ``lock``. A new build is made
beside the old one and becomes current by one atomic rename, so a reader sees the old one or the new
one. Every file in it can be made again from the text.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import CacheError, os_error
from kg.store.oxigraph import OxigraphStore
from kg.text.atomic import write_atomic, write_once

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import pyoxigraph as ox

    from kg.store.base import Store

_MARK = "entente.json"
_DUMP = "graph.nq"


class Build(NamedTuple):
    """A finished build: its folder, the content hash that it was made from, and its counts.

    ``view`` names the rule by which its facts were chosen.
    ``sizes`` are those of the store's files: the engine opens a store whose journal was cut off
    without complaint, and answers that there is nothing in it.
    """

    path: Path
    key: str
    counts: dict[str, int]
    sizes: dict[str, int]
    view: str = "hull"


class Contents(NamedTuple):
    """What a build writes: quads, how many there are of what, and the fact layer above them."""

    quads: Iterable[ox.Quad]
    counts: dict[str, int]
    layer: Iterable[ox.Quad] = ()


def current(cache: Path) -> Build | None:
    """The build that answers now; None when there is none (or no readable one)."""
    try:
        name = (cache / "current").read_text(encoding="utf-8").strip()
        path = cache / "builds" / name
        record = json.loads((path / "build.json").read_text(encoding="utf-8"))
        counts = {str(what): int(count) for what, count in record["counts"].items()}
        view = str(record.get("view", "hull"))
        return Build(path, str(record["key"]), counts, dict(record["sizes"]), view)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def dump_of(build: Build) -> Path:
    """The file with a build's quads but for its fact layer, as N-Quads."""
    return build.path / _DUMP


def open_build(build: Build) -> Store:
    """Open a build to read. Raises CacheError when the store in it is corrupt."""
    try:
        _require_whole(build)
        return OxigraphStore.open(build.path / "store")
    except (OSError, ValueError, RuntimeError) as error:
        raise CacheError(
            f"the built store cannot be opened ({_first_line(error)})",
            str(build.path),
            "run: kg build --force (the cache is made again from the text)",
        ) from None


def copy_in_memory(build: Build) -> Store:
    """A build without its fact layer as a store in memory, to be changed; that layer is derived anew.

    Raises CacheError when it is corrupt.
    """
    result = OxigraphStore()
    try:
        _require_whole(build)
        result.load_file(build.path / _DUMP)
    except (OSError, SyntaxError, ValueError) as error:
        raise CacheError(
            f"the built store cannot be copied ({_first_line(error)})",
            str(build.path),
            "run: kg build --force (the cache is made again from the text)",
        ) from None
    return result


def _require_whole(build: Build) -> None:
    """Raise ValueError where a file of a build is gone or cut off."""
    if _sizes(build.path) != build.sizes:
        raise ValueError("a file of it is gone or cut off")


def _sizes(build: Path) -> dict[str, int]:
    """The sizes of the files that hold data; the engine's logs may change at any time."""
    sizes = {
        entry.name: entry.stat().st_size
        for entry in os.scandir(build / "store")
        if entry.name.endswith(".sst") or entry.name.startswith("MANIFEST")
    }
    return sizes | {_DUMP: (build / _DUMP).stat().st_size}


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
        write_once(cache.parent / "CACHEDIR.TAG", b"Signature: 8a477f597d28d172789f06886806bc55\n")
        (cache / "builds").mkdir(exist_ok=True)
    except OSError as error:
        raise os_error(error, cache, "use this cache folder (KG_CACHE)") from None


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


def write_build(cache: Path, key: str, contents: Contents, view: str = "hull") -> Build:
    """Write a store and make it current. Call it under ``writing``; raises KgError.

    Until the last rename nothing that a reader sees has changed; what a killed build left
    behind is cleared away by the next one.
    """
    import shutil  # costs 2 ms, and readers never need it

    builds = cache / "builds"
    work = builds / f"making-{os.getpid()}"
    try:
        previous = current(cache)
        for entry in builds.iterdir():
            if previous is None or entry != previous.path:
                shutil.rmtree(entry, ignore_errors=True)
        work.mkdir()
        store = OxigraphStore.make(work / "store")
        store.load(contents.quads)
        store.dump(work / _DUMP)
        store.load(contents.layer)
        store.finish()
        del store
        sizes = _sizes(work)
        record = {"key": key, "counts": contents.counts, "sizes": sizes, "view": view}
        (work / "build.json").write_text(json.dumps(record), encoding="utf-8")
        final = builds / f"{key[:16]}-{os.getpid()}-{os.urandom(4).hex()}"
        work.rename(final)
        write_atomic(cache / "current", final.name.encode())
    except OSError as error:
        shutil.rmtree(work, ignore_errors=True)  # a full disk should not stay full because of us
        raise os_error(error, cache, "write the cache") from None
    return Build(final, key, contents.counts, sizes, view)
