"""Text files are written all or none, over no edit of others, and read as they are at one moment."""

from __future__ import annotations

import itertools
import json
import os
import signal
import stat
import subprocess
import tempfile
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import KgError, UsageError
from kg.text import journal, swapping
from kg.text.inputs import read_inputs
from kg.text.layout import find_layout
from kg.text.writing import Change, write_all, writing_in
from tests.faults import at_each_step, forked, started

if TYPE_CHECKING:
    from collections.abc import Callable

OLD = {"seeds/a.ttl": b"old a", "seeds/b.ttl": b"old b"}
NEW = {"seeds/a.ttl": b"new a", "seeds/b.ttl": b"new b", "seeds/deep/c.ttl": b"new c"}


@pytest.fixture
def folder(tmp_path):
    return fresh(tmp_path / "workspace")


def fresh(folder: Path) -> Path:
    """A small layout; its first file has permissions of its own."""
    (folder / "ontology").mkdir(parents=True)
    (folder / "seeds").mkdir()
    for name, data in OLD.items():
        (folder / name).write_bytes(data)
    (folder / "seeds" / "a.ttl").chmod(0o640)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if not path.is_dir()
    }


def changes(folder: Path) -> list[Change]:
    return [Change(folder / name, name, OLD.get(name), data) for name, data in NEW.items()]


@pytest.fixture(params=["exchange", "copies"])
def way(request, monkeypatch):
    """With the kernel's exchange of two files, and on a file system that has neither it nor links."""
    if request.param == "copies":

        def no_link(*_arguments, **_options):
            raise OSError(95, "Operation not supported")

        monkeypatch.setattr(swapping, "exchange", lambda _one, _other: False)
        monkeypatch.setattr(os, "link", no_link)
    return request.param


def test_all_are_written(folder, way):
    write_all(changes(folder))
    assert contents(folder) == NEW
    assert stat.S_IMODE((folder / "seeds" / "a.ttl").stat().st_mode) == 0o640
    assert not (folder / ".kg-writing").exists()


@pytest.mark.parametrize(
    ("name", "now", "error", "words"),
    [
        ("seeds/b.ttl", b"mine", KgError, "b.ttl: the file has changed meanwhile, and nothing"),
        ("seeds/b.ttl", None, KgError, "b.ttl: the file has changed meanwhile, and nothing"),
        ("seeds/deep/c.ttl", b"mine", UsageError, "c.ttl: this file is there already"),
    ],
)
def test_what_is_not_as_it_was_read_is_kept(folder, name, now, error, words):
    work = changes(folder)
    if now is None:
        (folder / name).unlink()
    else:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(now)
    before = contents(folder)
    with pytest.raises(error, match=words):
        write_all(work)
    assert contents(folder) == before


def test_a_link_to_a_file_elsewhere_is_refused(folder, tmp_path):
    (tmp_path / "far.ttl").write_bytes(b"old c")
    (folder / "seeds" / "c.ttl").symlink_to(tmp_path / "far.ttl")
    linked = Change(folder / "seeds" / "c.ttl", "c.ttl", b"old c", b"new")
    with pytest.raises(KgError, match="a link to a file elsewhere"):
        write_all([*changes(folder), linked])
    assert contents(folder) == OLD | {"seeds/c.ttl": b"old c"}
    assert (folder / "seeds" / "c.ttl").is_symlink()


def killed_at(folder: Path, number: int) -> bool:
    """Write in a process that is killed before a step; gives whether there was such a step."""

    def kill(step: int, _name: str) -> None:
        if step == number:
            os.kill(os.getpid(), signal.SIGKILL)

    def work() -> None:
        with at_each_step(kill):
            write_all(changes(folder))

    ended = forked(work)
    assert ended in (0, -signal.SIGKILL)
    return ended != 0


def seen_by_git(folder: Path) -> set[str]:
    """The files that git would add."""
    git = ("git", f"--git-dir={folder.parent}/git", f"--work-tree={folder}")
    subprocess.run(["git", "init", "-q", "--bare", f"{folder.parent}/git"], check=True)
    asked = [*git, "ls-files", "--others", "--exclude-standard"]
    shown = subprocess.run(asked, cwd=folder, capture_output=True, text=True, check=True)
    return set(shown.stdout.splitlines())


@pytest.mark.slow
def test_killed_at_every_step(tmp_path, way):
    """Whatever the moment, the next command finds the old texts or the new ones, and nothing else."""
    found = []
    for number in itertools.count(1):
        folder = fresh(tmp_path / str(number))
        if not killed_at(folder, number):
            break
        if way == "exchange":
            assert seen_by_git(folder) <= set(NEW), number
        find_layout(folder)
        assert contents(folder) in (OLD, NEW), number
        assert not (folder / ".kg-writing").exists(), number
        assert stat.S_IMODE((folder / "seeds" / "a.ttl").stat().st_mode) == 0o640
        found.append(contents(folder) == NEW)
    assert found == sorted(found)
    assert found.count(False) > 5
    assert found.count(True) > 5


@pytest.mark.slow
@pytest.mark.parametrize("name", NEW)
def test_killed_and_then_edited(tmp_path, name):
    """What was edited after the kill stays so; of the other files all are old, or all are new."""
    for number in itertools.count(1):
        folder = fresh(tmp_path / str(number))
        if not killed_at(folder, number):
            break
        save(folder / name, b"mine")
        find_layout(folder)
        assert contents(folder) in (OLD | {name: b"mine"}, NEW | {name: b"mine"}), number
        assert not (folder / ".kg-writing").exists()


def save(path: Path, data: bytes) -> None:
    """Save a file as some editors do: under another name, and then renamed."""
    path.parent.mkdir(exist_ok=True)
    aside = path.with_name("saving~")
    aside.write_bytes(data)
    aside.replace(path)


def save_in_place(path: Path, data: bytes) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)


@pytest.mark.parametrize("saving", [save, save_in_place])
@pytest.mark.parametrize("name", NEW)
def test_edited_at_every_step(tmp_path, name, saving):
    """Whenever somebody saves a file, the command refuses, or the edit is what stands in the end."""
    refused = []
    for number in itertools.count(1):
        folder = fresh(tmp_path / str(number))
        reached = []

        def edit(step: int, _name: str, folder=folder, number=number, reached=reached) -> None:
            if step == number:
                reached.append(step)
                saving(folder / name, b"mine")

        try:
            with at_each_step(edit):
                write_all(changes(folder))
            refused.append(False)
        except KgError as error:
            assert name in str(error)  # noqa: PT017  # with a step on, it may be written
            refused.append(True)
        if not reached:
            break
        wanted = OLD if refused[-1] else NEW
        assert contents(folder) == wanted | {name: b"mine"}, number
    assert refused == sorted(refused, reverse=True)
    assert True in refused


def test_a_reader_finds_the_texts_of_one_moment(folder):
    """A command changes a file and adds another, again and again; nobody reads the one without the other."""
    rounds = 80

    def write() -> None:
        for number in range(rounds):
            seeds = folder / "seeds"
            before = (seeds / "a.ttl").read_bytes()
            write_all(
                [
                    Change(seeds / f"z{number:02}.ttl", "z", None, b""),
                    Change(seeds / "a.ttl", "a", before, b"%d" % number),
                ]
            )

    (folder / "seeds" / "a.ttl").write_bytes(b"-1")
    layout, seen = find_layout(folder), set()
    writer = started(write)
    while os.waitpid(writer, os.WNOHANG) == (0, 0):
        files = {file.path.name: file.data for file in read_inputs(layout)}
        number = int(files["a.ttl"])
        assert len(files) == 2 + number + 1
        seen.add(number)
    assert len(seen) > 2  # a busy machine lets it read seldom


def test_a_reader_who_takes_the_empty_folder_away_disturbs_nobody(folder):
    """Who reads takes away the folder of the journal where nothing is in it, be it made just now."""
    taken_away: list[str] = []

    def take_away(_step: int, name: str) -> None:
        journal_folder = folder / journal.FOLDER
        if name == "chmod" and not taken_away and journal_folder.is_dir():
            journal_folder.rmdir()
            taken_away.append(name)

    def work() -> None:
        with at_each_step(take_away), writing_in(folder):
            assert taken_away
            assert (folder / journal.FOLDER / "lock").exists()  # others are kept out all the same
            write_all(changes(folder))

    assert forked(work) == 0
    assert contents(folder) == NEW


def test_those_who_write_at_once_wait_for_one_another(folder):
    def add(name: bytes) -> None:
        for _ in range(5):
            with writing_in(folder):
                path = folder / "seeds" / "a.ttl"
                before = path.read_bytes()
                write_all([Change(path, "a.ttl", before, before + name)])

    writers = [started(partial(add, name)) for name in (b"x", b"y", b"z")]
    assert [os.waitpid(writer, 0)[1] for writer in writers] == [0, 0, 0]
    assert sorted((folder / "seeds" / "a.ttl").read_bytes()) == sorted(b"old a" + b"xyz" * 5)
    assert not (folder / ".kg-writing").exists()


@pytest.fixture
def holder(folder):
    """A process that writes in the folder and does not end."""
    reading, writing = os.pipe()

    def hold() -> None:
        with writing_in(folder):
            os.write(writing, b"!")
            signal.pause()

    child = started(hold)
    os.read(reading, 1)
    yield child
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


def test_who_waits_too_long_is_told_for_whom(folder, holder):
    with pytest.raises(KgError, match=rf"is writing here \(process {holder}\)"):  # noqa: SIM117
        with writing_in(folder, seconds=0.1):
            pass
    assert len(read_inputs(find_layout(folder))) == 2  # who reads need not wait


def test_the_lock_of_one_who_was_killed_is_free(folder, holder):
    os.kill(holder, signal.SIGKILL)
    os.waitpid(holder, 0)
    with writing_in(folder, seconds=0.1):
        pass
    assert contents(folder) == OLD


@pytest.fixture
def open_folder():
    """A folder that other users can get to, unlike those of pytest."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def as_one_who_may_not_write(folder: Path, work: Callable[[], None]) -> int:
    """Do something as a user who may read all of a folder and change nothing in it."""

    def set_modes(of_folders: int, of_files: int) -> None:
        for path in (folder, *folder.rglob("*")):
            path.chmod(of_folders if path.is_dir() else of_files)

    def lesser() -> None:
        if os.getuid() == 0:
            os.setgid(65534)
            os.setuid(65534)
        work()

    set_modes(0o555, 0o444)
    try:
        return forked(lesser)
    finally:
        set_modes(0o755, 0o644)


def test_who_may_only_read(open_folder, capfd):
    folder = fresh(open_folder / "workspace")

    def work() -> None:
        with writing_in(folder):
            assert len(read_inputs(find_layout(folder))) == 2
        write_all(changes(folder))

    assert as_one_who_may_not_write(folder, work) == 1
    told = capfd.readouterr().err
    assert "KgError" in told
    assert "cannot write here: Permission denied" in told
    assert contents(folder) == OLD


@pytest.mark.slow
def test_who_may_only_read_is_told_of_what_is_half_done(open_folder, capfd):
    for number in itertools.count(1):
        folder = fresh(open_folder / str(number))
        assert killed_at(folder, number)
        if journal.is_half_done(folder) and contents(folder)["seeds/a.ttl"] == b"new a":
            break
    assert as_one_who_may_not_write(folder, lambda: find_layout(folder)) == 1
    assert "a command that wrote here was ended" in capfd.readouterr().err
    find_layout(folder)
    assert contents(folder) == NEW


@pytest.mark.parametrize(
    ("path", "before"), [("../out.ttl", None), ("link/out.ttl", None), ("/out.ttl", None)]
)
def test_a_plan_that_leads_out_of_the_folder_is_none(folder, tmp_path, path, before):
    (tmp_path / "far").mkdir()
    (folder / "link").symlink_to(tmp_path / "far")
    (folder / ".kg-writing").mkdir()
    (folder / ".kg-writing" / "0").write_bytes(b"evil")
    plan = [{"path": path, "before": before, "after": journal.digest(folder / ".kg-writing" / "0")}]
    (folder / ".kg-writing" / "plan.json").write_text(json.dumps(plan))
    with pytest.raises(KgError, match="this is no plan of kg's"):
        find_layout(folder)
    assert not (tmp_path / "out.ttl").exists()
    assert not any((tmp_path / "far").iterdir())


@pytest.mark.parametrize("plan", ["", "{}", "[1]", "[" * 100000, '[{"path": 1}]'])
def test_a_plan_that_is_none(folder, plan):
    (folder / ".kg-writing").mkdir()
    (folder / ".kg-writing" / "plan.json").write_text(plan)
    with pytest.raises(KgError, match="this is no plan of kg's"):
        find_layout(folder)
    assert {name: (folder / name).read_bytes() for name in OLD} == OLD


def test_a_link_in_place_of_the_folder_is_not_followed(folder, tmp_path):
    (tmp_path / "far").mkdir()
    (tmp_path / "far" / "1").write_bytes(b"mine")
    (folder / ".kg-writing").symlink_to(tmp_path / "far")
    with pytest.raises(KgError, match="this is no folder"):
        find_layout(folder)
    with pytest.raises(KgError, match="this is no folder"):
        write_all(changes(folder))
    assert contents(tmp_path / "far") == {"1": b"mine"}


@pytest.mark.parametrize("failing", ["fsync", "mkdir", "replace", "exchange"])
@pytest.mark.parametrize("from_call", [0, 1, 2, 3])
def test_a_disk_that_fails_changes_nothing(folder, monkeypatch, failing, from_call):
    module = swapping if failing == "exchange" else os
    real, calls = getattr(module, failing), itertools.count()

    def fail(*arguments, **options):
        if next(calls) == from_call:
            raise OSError(28, "No space left on device", str(arguments[0]))
        return real(*arguments, **options)

    monkeypatch.setattr(module, failing, fail)
    try:
        write_all(changes(folder))
        wanted = NEW
    except KgError as error:
        assert "No space left on device" in str(error)  # noqa: PT017
        wanted = OLD
    monkeypatch.undo()
    find_layout(folder)
    assert contents(folder) == wanted
    assert not (folder / ".kg-writing").exists()
