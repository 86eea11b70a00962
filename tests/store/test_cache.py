"""The cache: old or new, never half; refused where it is not ours; healed where it is broken."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.errors import CacheError, KgError
from kg.store import cache as store
from kg.store import making
from kg.text.atomic import write_atomic


def quad(number: int) -> ox.Quad:
    return ox.Quad(
        ox.NamedNode(f"http://e/{number}"), ox.NamedNode("http://e/p"), ox.Literal(number)
    )


def made(cache: Path, key: str, count: int) -> store.Build:
    store.prepare(cache)
    with store.writing(cache):
        return making.write_build(
            cache, key, making.Contents([quad(n) for n in range(count)], {"quads": count})
        )


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "home" / "one"


def contents(folder: Path) -> dict[str, bytes | None]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def test_a_build_becomes_current_and_answers(cache):
    assert store.current(cache) is None
    build = made(cache, "a" * 64, 3)
    assert store.current(cache) == build
    assert build.counts == {"quads": 3}
    assert len(store.open_build(build)) == 3


def test_a_reader_keeps_its_snapshot_while_builds_follow(cache):
    first = store.open_build(made(cache, "a" * 64, 3))
    for number in range(3):
        made(cache, f"{number}" * 64, 10 + number)
    assert len(first) == 3
    assert len(list(first.quads())) == 3


def test_old_builds_are_cleared_away(cache):
    for number in range(4):
        made(cache, f"{number}" * 64, 1)
    # The current one, and the one before it, which a reader may just be opening.
    assert len(list((cache / "builds").iterdir())) == 2


@pytest.mark.parametrize("place", ["home", "one"])
def test_a_foreign_folder_is_refused_and_left_alone(cache, place):
    folder = cache.parent if place == "home" else cache
    if place == "one":
        store.prepare(cache.parent / "other")
    (folder / "builds").mkdir(parents=True)
    (folder / "builds" / "thesis.txt").write_text("mine")
    before = contents(folder)
    with pytest.raises(CacheError, match="not an Entente cache") as refused:
        store.prepare(cache)
    assert refused.value.where == str(folder)
    assert "KG_CACHE" in refused.value.remedy
    assert contents(folder) == before


def test_an_empty_folder_is_taken(cache):
    cache.parent.mkdir()
    store.prepare(cache)
    store.prepare(cache)


def test_a_mark_that_was_being_written_when_its_process_was_killed(cache):
    cache.parent.mkdir()
    (cache.parent / ".entente.json.12ab.part").write_text("")
    store.prepare(cache)
    other = cache.parent / "two"
    other.mkdir()
    (other / ".entente.json.34cd.part").write_text("")
    store.prepare(other)


def test_several_may_prepare_at_once(cache):
    problems: list[KgError] = []

    def prepare(here: Path, barrier: threading.Barrier) -> None:
        barrier.wait()
        try:
            store.prepare(here)
        except KgError as error:
            problems.append(error)

    for number in range(30):
        here, barrier = cache.parent / f"home{number}" / "one", threading.Barrier(4)
        threads = [threading.Thread(target=prepare, args=(here, barrier)) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert problems == []


@pytest.mark.parametrize("path", ["file/cache", "file", "/proc/nowhere/cache"])
def test_a_place_where_no_folder_can_be_made(tmp_path, path):
    (tmp_path / "file").write_text("")
    with pytest.raises(KgError) as failed:
        store.prepare(tmp_path / path / "one")
    assert "KG_CACHE" in str(failed.value)


@pytest.mark.parametrize(
    "garbage", [b"", b"\xff\xfe", b"../../..", b"nothing", b"a\0b", b"x" * 300]
)
def test_a_broken_pointer_is_no_build(cache, garbage):
    made(cache, "a" * 64, 1)
    (cache / "current").write_bytes(garbage)
    assert store.current(cache) is None


@pytest.mark.parametrize(
    "garbage", [b"", b"{", b"[]", b"null", b'{"key": "a"}', b'{"key": 1, "counts": 2, "sizes": {}}']
)
def test_a_broken_description_is_no_build(cache, garbage):
    build = made(cache, "a" * 64, 1)
    (build.path / "build.json").write_bytes(garbage)
    assert store.current(cache) is None


def test_every_data_file_of_a_store_is_missed(cache):
    """Cut off or removed: an error, never an answer from what is left."""
    build = made(cache, "a" * 64, 500)
    data = [p for p in (build.path / "store").iterdir() if p.suffix == ".sst" or "MANI" in p.name]
    assert len(data) >= 2
    for path in data:
        whole = path.read_bytes()
        for cut in (b"", whole[: len(whole) // 2], None):
            if cut is None:
                path.unlink()
            else:
                path.write_bytes(cut)
            with pytest.raises(CacheError, match="cannot be opened") as failed:
                store.open_build(build)
            assert "kg build --force" in failed.value.remedy
        path.write_bytes(whole)
    assert len(store.open_build(build)) == 500


def test_writing_waits_for_the_other(cache):
    store.prepare(cache)
    order = []

    def second() -> None:
        with store.writing(cache):
            order.append("second")

    with store.writing(cache):
        other = threading.Thread(target=second)
        other.start()
        time.sleep(0.1)
        order.append("first")
    other.join()
    assert order == ["first", "second"]


def test_write_atomic_leaves_all_or_nothing(tmp_path):
    target = tmp_path / "out"
    write_atomic(target, b"old")
    write_atomic(target, b"new")
    assert contents(tmp_path) == {"out": b"new"}
    with pytest.raises(OSError, match="directory"):
        write_atomic(tmp_path, b"x")
    assert contents(tmp_path) == {"out": b"new"}


KILLED = """
    import sys, time
    from pathlib import Path
    import pyoxigraph as ox
    from kg.store import cache as store, making
    def quads():
        for n in range(1000):
            if n % 50 == 0:
                time.sleep(0.01)
            yield ox.Quad(ox.NamedNode(f"http://e/{n}"), ox.NamedNode("http://e/p"), ox.Literal(n))
    slow = making.write_atomic
    def write_atomic(path, data):  # each step takes long enough to be killed in it
        time.sleep(0.05)
        slow(path, data)
        time.sleep(0.05)
    making.write_atomic = write_atomic
    cache = Path(sys.argv[1])
    store.prepare(cache)
    with store.writing(cache):
        print("begun", flush=True)
        making.write_build(cache, "b" * 64, making.Contents(quads(), {"quads": 1000}))
"""


@pytest.mark.slow
@pytest.mark.parametrize("fresh", [True, False], ids=["first build", "later build"])
def test_kill_9_at_any_moment(cache, fresh):
    """Whatever the moment: the old build or the new one answers, and the next build works."""
    for moment in (0.02, 0.15, 0.25, 0.3, 0.35):
        here = cache.parent / f"home{moment}" / "one"
        if not fresh:
            made(here, "a" * 64, 7)
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(KILLED), str(here)], stdout=subprocess.PIPE
        )
        assert process.stdout is not None
        if moment > 0.02:
            process.stdout.readline()
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        answering = store.current(here)
        if answering is None:
            assert fresh
        else:
            assert len(store.open_build(answering)) == {"a": 7, "b": 1000}[answering.key[0]]
        made(here, "c" * 64, 5)
        left = sorted(path.name[0] for path in (here / "builds").iterdir())
        assert left == sorted({answering.key[0] if answering else "c", "c"}), moment


def test_a_full_disk_leaves_the_old_build_and_no_rubbish(cache):
    """The kernel refuses more than 64 kB a file, as it would on a full disk."""
    made(cache, "a" * 64, 7)
    code = """
        import resource, sys
        from pathlib import Path
        import pyoxigraph as ox
        from kg.store import cache as store, making
        from kg.errors import KgError
        cache = Path(sys.argv[1])
        resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
        quads = [
            ox.Quad(ox.NamedNode(f"http://e/{n}"), ox.NamedNode("http://e/p"), ox.Literal("x" * 200 + str(n)))
            for n in range(20000)
        ]
        try:
            with store.writing(cache):
                making.write_build(cache, "b" * 64, making.Contents(quads, {}))
        except KgError as error:
            print(error)
        """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(cache)], capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "cannot write the cache" in done.stdout
    build = store.current(cache)
    assert build is not None
    assert build.key == "a" * 64
    assert len(store.open_build(build)) == 7
    assert len(list((cache / "builds").iterdir())) == 1


def test_no_one_else_may_write_into_a_fresh_cache(cache):
    before = os.umask(0o022)
    try:
        made(cache, "a" * 64, 1)
    finally:
        os.umask(before)
    for path in (cache.parent, *cache.parent.rglob("*")):
        assert path.stat().st_mode & 0o022 == 0, path


@pytest.mark.parametrize("left", [0, 40])
def test_a_copy_that_was_cut_off_is_not_taken_for_the_whole(cache, left):
    build = made(cache, "a" * 64, 3)
    assert len(store.copy_in_memory(build)) == 3
    dump = build.path / "graph.nq"
    dump.write_bytes(dump.read_bytes()[:left])
    with pytest.raises(CacheError, match="cut off"):
        store.copy_in_memory(build)
