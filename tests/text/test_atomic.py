"""A file is written whole, or stays as it was."""

from __future__ import annotations

import itertools
import os
import signal
from functools import partial

import pytest

from kg.errors import KgError, UsageError
from kg.text.atomic import replace_folder, write_atomic, write_new
from tests.faults import at_each_step, forked, started


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_new_file_gets_its_folders(tmp_path):
    write_new(tmp_path / "a" / "b" / "new.ttl", "Київ\n", "new.ttl")
    assert contents(tmp_path / "a" / "b") == {"new.ttl": "Київ\n".encode()}


def test_a_new_file_is_never_written_over_one_that_is_there(tmp_path):
    (tmp_path / "here.ttl").write_bytes(b"old")
    with pytest.raises(UsageError, match=r"here\.ttl: this file is there already"):
        write_new(tmp_path / "here.ttl", b"new", "here.ttl")
    assert contents(tmp_path) == {"here.ttl": b"old"}


def test_a_file_in_place_of_a_folder_is_an_error(tmp_path):
    (tmp_path / "folder").write_bytes(b"")
    with pytest.raises(KgError):
        write_new(tmp_path / "folder" / "new.ttl", b"new", "new.ttl")
    assert contents(tmp_path) == {"folder": b""}


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_failed_write_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch, failing):
    (tmp_path / "x.ttl").write_bytes(b"old")

    def fail(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail) if failing == "fsync" else monkeypatch.setattr(
        type(tmp_path), "replace", fail
    )
    with pytest.raises(OSError, match="No space left"):
        write_atomic(tmp_path / "x.ttl", b"new")
    assert contents(tmp_path) == {"x.ttl": b"old"}


def write_file(path, data):
    write_atomic(path, data)


def write_new_file(path, data):
    path.unlink(missing_ok=True)
    write_new(path, data, path.name)


def write_folder(path, data):
    replace_folder(path, {"page": data})


def whole(folder):
    """What is there, without what is hidden."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.relative_to(folder).parts[0].startswith(".")
    }


@pytest.mark.parametrize("unnamed", [True, False], ids=["unnamed", "named"])
@pytest.mark.parametrize("writing", [write_file, write_new_file, write_folder])
def test_killed_at_every_step(tmp_path, monkeypatch, writing, unnamed):
    """The old content or the new one is there, and the next writer takes away what is left."""
    if not unnamed:
        monkeypatch.delattr(os, "O_TMPFILE")
    left = []
    for number in itertools.count(1):
        folder = tmp_path / str(number)
        folder.mkdir()
        writing(folder / "out", b"old")
        before = whole(folder)

        def kill(step, _name, number=number):
            if step == number:
                os.kill(os.getpid(), signal.SIGKILL)

        def work(folder=folder, kill=kill):
            with at_each_step(kill):
                writing(folder / "out", b"new")

        ended = forked(work)
        name = next(iter(before))
        wanted = [before, {name: b"new"}, *([{}] if writing is write_new_file else [])]
        assert whole(folder) in wanted, number
        left += [path.name for path in folder.iterdir() if path.name.startswith(".")]
        writing(folder / "out", b"newer")
        assert [path.name for path in folder.iterdir()] == ["out"], number
        assert whole(folder) == {name: b"newer"}
        if ended == 0:
            break
        assert ended == -signal.SIGKILL
    if writing is write_file and unnamed:
        assert len(left) == 1  # the name that a whole file has before it is renamed


def test_what_another_writes_now_is_left_to_it(tmp_path):
    """Two who write the same file at once: each of them gives it all of its content."""

    def write(data: bytes) -> None:
        for _ in range(40):
            write_atomic(tmp_path / "out", data)

    writers = [started(partial(write, name * 9)) for name in (b"x", b"y")]
    assert [os.waitpid(writer, 0)[1] for writer in writers] == [0, 0]
    assert contents(tmp_path) in ({"out": b"x" * 9}, {"out": b"y" * 9})


def test_a_part_of_an_earlier_version_is_taken_away(tmp_path):
    (tmp_path / ".out.1a2b3c4d.part").write_bytes(b"ol")
    (tmp_path / ".out.notes.part").write_bytes(b"mine")
    write_atomic(tmp_path / "out", b"new")
    assert contents(tmp_path) == {"out": b"new", ".out.notes.part": b"mine"}


def test_a_name_may_be_as_long_as_any(tmp_path):
    write_atomic(tmp_path / ("о" * 127), b"new")
    assert contents(tmp_path) == {"о" * 127: b"new"}


@pytest.mark.parametrize("writing", [write_file, write_new_file, write_folder])
def test_the_core_of_an_installation_is_left_alone(tmp_path, writing):
    core = tmp_path / "lib" / "kg" / "_data"
    (core / "ontology").mkdir(parents=True)
    with pytest.raises(UsageError, match="core of an installation") as refused:
        writing(core / "seeds" / "out", b"new")
    assert "kg new workspace" in refused.value.remedy
    assert not (core / "seeds").exists()
