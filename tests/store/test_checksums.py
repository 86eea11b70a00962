"""A cache in which anything was changed: noticed and built anew, never a wrong answer."""

from __future__ import annotations

import json
import os
import random
import time
from typing import TYPE_CHECKING

import pyoxigraph as ox
import pytest

from kg.errors import CacheError
from kg.store import cache as store
from kg.store import checksums, sparql
from tests.store.test_cache import contents, made

if TYPE_CHECKING:
    from pathlib import Path

COUNT = 400
#: The positions that are tried in each file, beside its first and last byte.
POSITIONS = 6


@pytest.fixture
def build(tmp_path: Path) -> store.Build:
    return made(tmp_path / "home" / "one", "a" * 64, COUNT)


def trust(build: store.Build) -> None:
    """As if the checksums of the files as they are now had been found right a moment ago."""
    states = dict(checksums._data_files(build.path))
    seen = {"at": time.time_ns(), "files": states}
    (build.path / "seen.json").write_text(json.dumps(seen))


def flip(path: Path, position: int, bit: int = 0) -> None:
    """Change one bit, as nothing else in the file's folder changes."""
    with path.open("r+b") as file:
        file.seek(position)
        byte = file.read(1)[0]
        file.seek(position)
        file.write(bytes([byte ^ 1 << bit]))


def answers(cache: Path) -> set[str]:
    """What each way to read the cache gives: its quads, or “damaged” (then it is built anew)."""
    build = store.current(cache)
    if build is None:
        return {"damaged"}
    given = set()
    for opened in (store.open_build, store.copy_in_memory):
        try:
            given.add(str(sorted(map(str, opened(build).quads()))))
        except CacheError:
            given.add("damaged")
    return given


@pytest.mark.slow
def test_a_flipped_bit_in_every_file(build):
    """Whatever the place: what was there before is answered, or the damage is told."""
    cache = build.path.parents[1]
    (right,) = answers(cache)
    trust(build)
    pick = random.Random(5)
    noticed = set()
    for path in sorted(p for p in cache.rglob("*") if p.is_file() and p.stat().st_size):
        whole = path.read_bytes()
        places = {0, len(whole) - 1, *(pick.randrange(len(whole)) for _ in range(POSITIONS))}
        for place in places:
            flip(path, place, pick.randrange(8))
            given = answers(cache)
            assert given <= {right, "damaged"}, (path, place)
            noticed |= {path.name} if "damaged" in given else set()
            path.write_bytes(whole)
    assert {"graph.nq", "build.json", "current", "CURRENT"} <= noticed
    assert {p.name for p in (build.path / "store").glob("*.sst")} <= noticed
    assert answers(cache) == {right}


def swap(path: Path, build: store.Build, other: store.Build) -> None:
    path.write_bytes(
        (build.path / ("build.json" if path.name == "graph.nq" else "graph.nq")).read_bytes()
    )


def of_another_build(path: Path, build: store.Build, other: store.Build) -> None:
    namesake = other.path / path.relative_to(build.path)
    path.write_bytes(namesake.read_bytes() if namesake.exists() else b"")


CHANGES = {
    "empty": lambda path, *_: path.write_bytes(b""),
    "half": lambda path, *_: os.truncate(path, path.stat().st_size // 2),
    "more": lambda path, *_: path.write_bytes(path.read_bytes() + b"\n"),
    "gone": lambda path, *_: path.unlink(),
    "pipe": lambda path, *_: (path.unlink(), os.mkfifo(path)),
    "folder": lambda path, *_: (path.unlink(), path.mkdir()),
    "link": lambda path, *_: path.symlink_to(path.rename(path.parents[2] / "aside")),
    "swapped": swap,
    "of another build": of_another_build,
}


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_else_becomes_of_a_file(build, change, tmp_path):
    """Of each sort of file of the engine, and of our own."""
    other = made(tmp_path / "home" / "two", "b" * 64, COUNT + 1)
    cache = build.path.parents[1]
    (right,) = answers(cache)
    sorts = {name.rpartition(".")[2].partition("-")[0]: name for name in build.files}
    assert {"nq", "sst", "log", "store/MANIFEST", "store/CURRENT"} <= sorts.keys()
    for name in sorts.values():
        path = build.path / name
        whole = path.read_bytes()
        trust(build)
        CHANGES[change](path, build, other)
        if path.is_file() and not path.is_symlink() and path.read_bytes() == whole:
            assert answers(cache) == {right}, name  # an empty file was made empty
        else:
            assert answers(cache) == {"damaged"}, name
        if path.is_dir():
            path.rmdir()
        path.unlink(missing_ok=True)
        path.write_bytes(whole)
    assert answers(cache) == {right}


def test_a_file_that_does_not_belong_to_it(build):
    """The engine would read a journal that lies there."""
    (build.path / "store" / "000099.log").write_bytes(b"")
    with pytest.raises(CacheError, match=r"store/000099\.log does not belong to it"):
        store.open_build(build)


def test_what_was_right_is_not_read_again(build, monkeypatch):
    """A query must not read all of a large store; what was written into since is read."""
    read: list[str] = []
    checksum = checksums._checksum

    def counted(path):
        read.append(path.name)
        return checksum(path)

    monkeypatch.setattr(checksums, "_checksum", counted)
    store.open_build(build)
    assert len(read) == len(build.files)
    assert not (build.path / "seen.json").exists()  # too new: its times may not tell of a change
    monkeypatch.setattr(checksums, "TIMES_TELL", -1)
    store.open_build(build)
    read.clear()
    store.open_build(build)
    assert read == []
    dump = build.path / "graph.nq"
    dump.write_bytes(dump.read_bytes())
    store.open_build(build)
    assert read == ["graph.nq"]
    read.clear()
    assert store.damage_of(build, thorough=True) is None
    assert len(read) == len(build.files)
    read.clear()
    day = 86_400 * 10**9
    now = time.time_ns()
    monkeypatch.setattr(checksums.time, "time_ns", lambda: now + day + 10**9)
    store.open_build(build)
    assert len(read) == len(build.files)
    checksums.doubt(build.path.parents[2])
    assert not (build.path / "seen.json").exists()


@pytest.mark.parametrize("garbage", [b"", b"[]", b"{", b'{"at": "now"}', b"\xff", b'{"at": 1e99}'])
def test_a_broken_note_of_what_was_right_is_none(build, garbage):
    (build.path / "seen.json").write_bytes(garbage)
    assert len(store.open_build(build)) == COUNT


def test_bits_that_the_disk_lost_by_itself(build):
    """No times tell of it: the engine meets the damage, and that is told as such."""
    met = []
    for path in (build.path / "store").glob("*.sst"):
        opened = store.open_build(build)
        flip(path, 30)
        try:
            with sparql.answering():
                assert len(list(sparql.run(opened, "SELECT * { ?s ?p ?o }"))) == COUNT
        except CacheError as error:
            met.append(str(error))
        flip(path, 30)
    assert met
    for words in met:
        assert "the built store is damaged" in words
        assert "run the command again" in words


def test_a_dump_that_the_disk_changed_by_itself(build):
    """Nothing of the engine guards this file: all of it is read, so all of it is summed."""
    dump = build.path / "graph.nq"
    flip(dump, dump.read_bytes().index(b'"7"') + 1)  # 7 becomes 6
    trust(build)
    with pytest.raises(CacheError, match="other bytes"):
        store.copy_in_memory(build)


@pytest.mark.parametrize("kind", ["pipe", "folder", "file", "link"])
@pytest.mark.parametrize("name", ["current", "builds", "lock"])
def test_what_lies_in_the_place_of_another_thing_is_cleared_away(build, name, kind, tmp_path):
    cache = build.path.parents[1]
    path, aside = cache / name, tmp_path / "aside"
    path.rename(aside)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
        (path / "x").write_text("")
    elif kind == "file":
        path.write_text("x")
    else:
        path.symlink_to(aside)
    again = made(cache, "b" * 64, 5)
    assert store.current(cache) == again
    assert len(store.open_build(again)) == 5


def test_a_read_leaves_the_files_as_they_were(build):
    """Else each reader would have to read all of them again."""
    before = {n: d for n, d in contents(build.path).items() if "LO" not in n}
    states = dict(checksums._data_files(build.path))
    opened = store.open_build(build)
    assert len(list(opened.quads())) == COUNT
    del opened
    assert {n: d for n, d in contents(build.path).items() if "LO" not in n} == before
    assert dict(checksums._data_files(build.path)) == states


def test_a_wrong_count_in_the_description_is_noticed(build):
    path = build.path / "build.json"
    path.write_text(path.read_text().replace(f": {COUNT}", f": {COUNT + 1}"))
    assert store.look(build.path.parents[1])[0] is None
    assert store.look(build.path.parents[1])[1]


def test_the_quads_are_what_was_given(build):
    assert ox.Literal(7) in {quad.object for quad in store.copy_in_memory(build).quads()}
