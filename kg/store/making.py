"""Make a build: in a folder beside the others, from nothing or from the build before it.

A build that is made from the one before takes its files over under a second name (a hard link), which
costs nothing: the engine never changes a file of quads once it is written, it writes others. Only what
was changed is written. Until the last rename nothing that a reader sees has changed; what a killed
build left behind is cleared away by the next one.
"""

from __future__ import annotations

import json
import os
import shutil
from binascii import crc32
from contextlib import contextmanager, suppress
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import os_error
from kg.store import checksums
from kg.store.cache import Build, canonical, current
from kg.store.checksums import INDEX
from kg.store.oxigraph import OxigraphStore
from kg.store.search_index import write_index
from kg.store.search_update import update_index
from kg.store.sections import (
    CHANGES,
    DUMP,
    INPUTS,
    Inputs,
    Kept,
    SectionWriter,
    parsed_file,
    write_inputs,
)
from kg.text.atomic import write_atomic
from kg.text.inputs import Known

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    import pyoxigraph as ox

    from kg.store.checksums import State
    from kg.store.search_texts import SearchText


#: Gives a file a second name. Raises OSError.
second_name = os.link


class Contents(NamedTuple):
    """What a build writes: quads, how many there are of what, the fact layer above, texts to find."""

    quads: Iterable[ox.Quad]
    counts: dict[str, int]
    layer: Iterable[ox.Quad] = ()
    texts: Iterable[SearchText] = ()


class Making:
    """A build in the making: its ``folder``, and the ``store`` in it once one is made or taken over."""

    def __init__(self, cache: Path, previous: Build | None) -> None:
        self.cache, self._previous = cache, previous
        self.folder = cache / "builds" / f"making-{os.getpid()}"
        self._carried: dict[str, tuple[int, int]] = {}
        self._trusted: tuple[int, dict[str, State]] = (0, {})

    store: OxigraphStore

    def begin(self) -> None:
        """Take away what other builds left, but for the one that answers, and begin. Raises OSError."""
        previous = self._previous
        if previous is not None:
            with suppress(OSError):  # where a file of it is gone, nothing is taken over
                self._trusted = checksums.trusted(previous.path)
        for entry in (self.cache / "builds").iterdir():
            if previous is None or entry != previous.path:
                shutil.rmtree(entry, ignore_errors=True)
        self.folder.mkdir()

    @contextmanager
    def sections(self, name: str) -> Iterator[SectionWriter]:
        """What writes one of the files of quads. Raises OSError."""
        with (self.folder / name).open("wb") as out:
            yield SectionWriter(out, name)

    def dump(self) -> bytes:
        """The file ``graph.nq``, once it is written. Raises OSError."""
        return (self.folder / DUMP).read_bytes()

    def index(self, texts: Iterable[SearchText]) -> None:
        """Write the index of words. Raises OSError."""
        write_index(self.folder / INDEX, texts)

    def update_index(
        self,
        gone: Iterable[SearchText],
        new: Iterable[SearchText],
        every: Callable[[], Iterable[SearchText]],
    ) -> None:
        """Take texts out of the index that was taken over, and put others in; ``every`` are all. Raises OSError."""
        if not update_index(self.folder / INDEX, gone, new):
            (self.folder / INDEX).unlink()
            self.index(every())

    def load_dump(self, more: Iterable[ox.Quad] = ()) -> None:
        """Make the store, of the quads in the file ``graph.nq`` and of ``more``. Raises OSError.

        What is loaded at once need not be put in order again at the end.
        """
        self.store = OxigraphStore.make(self.folder / "store")
        # Not by the engine's own bulk_load, which gives blank nodes other names.
        self.store.load(chain(parsed_file(self.folder / DUMP), more))

    def take_over(self) -> None:
        """Begin with what the build before holds. Raises OSError where files cannot have two names."""
        before = self._previous
        if before is None:
            raise FileNotFoundError("there is no build before")
        (self.folder / "store").mkdir()
        for name, known in before.files.items():
            old, new = before.path / name, self.folder / name
            if name == DUMP or name.endswith(".sst"):
                second_name(old, new)
                self._carried[name] = known
            elif name not in (CHANGES, INPUTS):
                shutil.copyfile(old, new)
        self.store = OxigraphStore.make(self.folder / "store")

    def finish(
        self,
        key: str,
        counts: dict[str, int],
        inputs: Inputs,
        view: str,
        undescribed: tuple[str, ...] = (),
    ) -> Build:
        """Make it the build that answers. Raises OSError; nothing is written to its store any more.

        The arguments are what ``Build`` has.
        """
        if self._carried:
            self.store.flush()  # to put all in order again would cost as much as to build all
        else:
            self.store.finish()
        del self.store.engine  # closed, whoever else holds the store
        write_inputs(self.folder / INPUTS, inputs)
        files = checksums.take(self.folder, self._carried)
        record = {
            "key": key,
            "counts": counts,
            "files": files,
            "view": view,
            "undescribed": undescribed,
        }
        written = {"record": record, "crc32": crc32(canonical(record))}
        (self.folder / "build.json").write_text(json.dumps(written), encoding="utf-8")
        final = self.folder.with_name(f"{key[:16]}-{os.getpid()}-{os.urandom(4).hex()}")
        since, right = self._trusted
        if (
            self._previous is not None
        ):  # links taken away or made are no change of what is in a file
            checksums.trust(self._previous.path, since, right)
            carried = {name: state for name, state in right.items() if name in self._carried}
            checksums.trust(self.folder, since, carried)
        self.folder.rename(final)
        write_atomic(self.cache / "current", final.name.encode())
        return Build(final, key, counts, files, view, undescribed)


@contextmanager
def making(cache: Path) -> Iterator[Making]:
    """A build in the making; call it under ``cache.writing``. What is not finished is taken away.

    Raises KgError where a file cannot be written.
    """
    made = Making(cache, current(cache))
    try:
        made.begin()
        yield made
    except OSError as error:
        raise os_error(error, cache, "write the cache") from None
    finally:  # a full disk should not stay full because of us
        shutil.rmtree(made.folder, ignore_errors=True)


def write_build(cache: Path, key: str, contents: Contents, view: str = "hull") -> Build:
    """Write a store and make it current. Call it under ``cache.writing``; raises KgError."""
    with making(cache) as made:
        with made.sections(DUMP) as out:
            section = out.write(list(contents.quads))
        made.load_dump(contents.layer)
        made.index(contents.texts)
        text = Kept(Known("", (0, 0, 0, 0), ""), section)
        return made.finish(key, contents.counts, Inputs({"": text}), view)
