"""The cache: a folder of built stores, one of them current; and queries with a time limit.

A cache folder holds ``entente.json`` (that it is ours), ``current`` (the name of the build that
answers), ``builds/<name>/`` (an Oxigraph store and its ``build.json``) and ``lock``. A new build
is made beside the old one and becomes current by one atomic rename, so a reader sees the old
one or the new one. Every file in it can be made again from the text.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import shutil
from typing import TYPE_CHECKING, NamedTuple

import pyoxigraph as ox

from kg.errors import CacheError, os_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_MARK = {"entente-kg": "cache"}


class Build(NamedTuple):
    """A finished build: its folder, the content hash that it was made from, and its counts."""

    path: Path
    key: str
    counts: dict[str, int]


def current(cache: Path) -> Build | None:
    """The build that answers now; None when there is none (or no readable one)."""
    try:
        name = (cache / "current").read_text(encoding="utf-8").strip()
        path = cache / "builds" / name
        facts = json.loads((path / "build.json").read_text(encoding="utf-8"))
        return Build(path, facts["key"], facts["counts"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def open_build(build: Build) -> ox.Store:
    """Open a build to read. Raises CacheError when the store in it is corrupt."""
    try:
        return ox.Store.read_only(str(build.path / "store"))
    except (OSError, ValueError, RuntimeError) as error:
        raise CacheError(
            f"the built store cannot be opened ({_first_line(error)})",
            str(build.path),
            "run: kg build --force (the cache is made again from the text)",
        ) from None


def _first_line(error: BaseException) -> str:
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def prepare(cache: Path) -> None:
    """Make the cache folder, or refuse one that holds something else.

    Raises CacheError for a folder that is not ours, and KgError when it cannot be written.
    """
    mark = cache / "entente.json"
    try:
        if cache.is_dir() and not mark.exists() and any(cache.iterdir()):
            raise CacheError(
                "this folder is not an Entente cache and is not empty",
                str(cache),
                "set KG_CACHE to an empty or new folder",
            )
        (cache / "builds").mkdir(parents=True, exist_ok=True)
        if not mark.exists():
            write_atomic(mark, json.dumps(_MARK).encode())
            write_atomic(cache / "CACHEDIR.TAG", b"Signature: 8a477f597d28d172789f06886806bc55\n")
    except OSError as error:
        raise os_error(error, cache, "use this cache folder (KG_CACHE)") from None


@contextlib.contextmanager
def writing(cache: Path) -> Iterator[None]:
    """Hold the cache's lock: one build at a time, the next one waits."""
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write_build(cache: Path, key: str, quads: Iterable[ox.Quad], counts: dict[str, int]) -> Build:
    """Write a store and make it current. Call it under ``writing``; raises KgError.

    Until the last rename nothing that a reader sees has changed; what a killed build left
    behind is cleared away by the next one.
    """
    builds = cache / "builds"
    try:
        previous = current(cache)
        for entry in builds.iterdir():
            if previous is None or entry != previous.path:
                shutil.rmtree(entry, ignore_errors=True)
        work = builds / f"making-{os.getpid()}"
        work.mkdir()
        store = ox.Store(str(work / "store"))
        store.bulk_extend(quads)
        store.optimize()
        store.flush()
        del store
        facts = {"key": key, "counts": counts}
        (work / "build.json").write_text(json.dumps(facts), encoding="utf-8")
        final = builds / f"{key[:16]}-{os.getpid()}-{os.urandom(4).hex()}"
        work.rename(final)
        write_atomic(cache / "current", final.name.encode())
    except OSError as error:
        raise os_error(error, cache, "write the cache") from None
    return Build(final, key, counts)


def write_atomic(path: Path, data: bytes) -> None:
    """Write a file under a temporary name beside it, then rename: all of it or nothing.

    Raises OSError; nothing is left behind then.
    """
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
