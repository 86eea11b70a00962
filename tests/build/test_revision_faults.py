"""A build that was made from the one before, under kills, damage, and where files have no second names."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from random import Random

import pytest

from kg.build import pipeline
from kg.build.pipeline import build
from kg.errors import CacheError, DataError
from kg.store import cache, checksums, making, sections
from tests.build.test_revision import Edited, assert_same
from tests.build.world import World
from tests.conftest import ROOT


@pytest.fixture
def edited(tmp_path) -> Edited:
    """A world that was built, with one claim more since."""
    found = Edited(tmp_path / "ws", World(Random(4), 2, 3))
    build(found.layout)
    change(found)
    return found


def change(edited: Edited) -> None:
    source = edited.world.sources["s2"]
    number = len(source.claims)
    source.claims[f"c9{number}"] = (
        "a kg:Estimate ; kg:about kgd:event-1 ; kg:measure kg:personnelKilled ; kg:unit kg:person ;"
        f" kg:qualifier kg:atLeast ; kg:lower {700 + number} ; kg:attributedTo kgd:person-1"
    )
    edited.write()


@pytest.fixture
def parts(monkeypatch):
    """Whether builds were made from the one before."""
    made: list[bool] = []
    own = pipeline._revised
    monkeypatch.setattr(
        pipeline, "_revised", lambda *given: (done := own(*given), made.append(done is not None))[0]
    )
    return made


def test_a_text_is_changed_again_and_again(edited, parts):
    """What was changed since all were read stays in one file beside; quads are not written twice."""
    for _ in range(3):
        done, _ = build(edited.layout)
        assert_same(done, edited.texts())
        change(edited)
    assert parts == [True] * 3
    assert (done.path / "graph.nq").stat().st_nlink == 2
    assert (done.path / "changes.nq").stat().st_size < (done.path / "graph.nq").stat().st_size / 10


@pytest.mark.parametrize("number", [errno.EXDEV, errno.EPERM, errno.EMLINK])
def test_where_a_file_can_have_no_second_name_all_texts_are_read(
    edited, parts, monkeypatch, number
):
    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(making, "second_name", refuse)
    done, _ = build(edited.layout)
    assert parts == [False]
    assert_same(done, edited.texts())


def test_what_was_known_to_be_right_is_not_read_again(edited, parts, monkeypatch):
    """Neither after it got a second name, nor after the first one was taken away."""
    before = cache.current(edited.layout.cache)
    assert before is not None
    old = time.time_ns() - 10 * 10**9
    for name in before.files:
        os.utime(before.path / name, ns=(old, old))
    monkeypatch.setattr(checksums, "TIMES_TELL", -1)
    assert cache.damage_of(before) is None  # read, and found to be right
    read: list[str] = []
    own = checksums._checksum
    monkeypatch.setattr(checksums, "_checksum", lambda path: (read.append(path.name), own(path))[1])
    for _ in range(2):
        done, _ = build(edited.layout)
        cache.open_build(done)
        change(edited)
    assert parts == [True, True]
    carried = {name.rpartition("/")[2] for name in before.files if name.endswith(".sst")}
    carried &= {path.name for path in done.path.rglob("*")}  # the engine may have joined some
    assert carried
    assert not (carried | {"graph.nq"}).intersection(read)


def test_a_date_of_a_changed_text_that_no_calendar_has_is_told_with_its_place(edited):
    """As by a build of all texts: the file and the line, not the bare reason."""
    number = len(edited.world.sources["s2"].claims) - 1
    edited.world.sources["s2"].claims[f"c9{number}"] += ' ; kg:asOf "Y1E999999999"'
    edited.write()
    with pytest.raises(DataError) as told:
        build(edited.layout)
    (finding,) = told.value.findings
    assert finding.file.endswith("seeds/s2.ttl")
    assert finding.line > 0
    assert "Y1E999999999" in finding.problem


@pytest.mark.parametrize("name", ["graph.nq", "changes.nq", "inputs.json", "search.db"])
@pytest.mark.parametrize("how", ["flipped", "cut", "gone"])
def test_damage_is_noticed_and_healed(edited, name, how):
    done, _ = build(edited.layout)
    path = done.path / name
    data = bytearray(path.read_bytes())
    path.unlink()  # not written into, as the build before has the same file
    data[len(data) // 2] ^= 1
    if how != "gone":
        path.write_bytes(data if how == "flipped" else data[: len(data) // 2])
    with pytest.raises(CacheError, match=name.replace(".", r"\.")):
        cache.copy_in_memory(done)
    change(edited)
    healed, made = build(edited.layout)
    assert made
    assert_same(healed, edited.texts())


def test_a_section_that_the_disk_changed_by_itself(edited, parts, monkeypatch):
    """Bits are lost with no trace in the times of a file: its own checksum tells, and all is read."""
    before = cache.current(edited.layout.cache)
    assert before is not None
    path = before.path / "graph.nq"
    section = (
        sections.read_inputs_of(before.path).texts[str(edited.folder / "seeds" / "s2.ttl")].section
    )
    data = bytearray(path.read_bytes())
    data[section.offset + section.length // 2] ^= 1
    monkeypatch.setattr(cache, "damage_of", lambda *_, **__: None)
    path.write_bytes(data)
    done, _ = build(edited.layout)
    assert parts == [False]
    assert_same(done, edited.texts())


KILLED = """
    import sys, time
    from kg.build import revision
    from kg.build.pipeline import build
    from kg.store import making
    from kg.text.layout import find_layout
    def slowly(owner, name):
        own = getattr(owner, name)
        def call(*given, **named):  # each step takes long enough to be killed in it
            time.sleep(0.03)
            done = own(*given, **named)
            time.sleep(0.03)
            return done
        setattr(owner, name, call)
    for owner, name in (
        (making.Making, "begin"), (making.Making, "take_over"), (making.Making, "finish"),
        (making, "second_name"), (making, "update_index"), (making, "write_atomic"),
        (revision, "layer_change"), (making.checksums, "take"),
    ):
        slowly(owner, name)
    print("begun", flush=True)
    build(find_layout(sys.argv[1]))
"""


@pytest.mark.slow
def test_kill_9_at_any_moment(edited):
    """Whatever the moment: the old build or the new one answers, whole, and the next build works."""
    old = cache.current(edited.layout.cache)
    assert old is not None
    quads = {old.key: set(cache.open_build(old).quads())}
    kept = edited.layout.cache.with_name("before the kill")
    shutil.copytree(edited.layout.cache, kept)
    last: list[bool] = []
    for moment in (0.05, 0.3, 0.5, 0.8, 1.2, 2.0):
        shutil.rmtree(edited.layout.cache)
        shutil.copytree(kept, edited.layout.cache)
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(KILLED), str(edited.folder)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        answering = cache.current(edited.layout.cache)
        assert answering is not None
        assert cache.damage_of(answering) is None
        if answering.key in quads:
            assert set(cache.open_build(answering).quads()) == quads[answering.key]
        else:
            assert_same(answering, edited.texts())
        done, made = build(edited.layout)
        assert made == (answering.key == old.key)
        last.append(made)
        assert_same(done, edited.texts())
        assert not list((edited.layout.cache / "builds").glob("making-*"))
    assert True in last


def test_two_builds_at_once(edited):
    """The one that waits finds what the other has made."""
    code = (
        "import sys; from kg.build.pipeline import build; from kg.text.layout import find_layout; "
    )
    code += "print(build(find_layout(sys.argv[1]))[1])"
    both = [
        subprocess.Popen(
            [sys.executable, "-c", code, str(edited.folder)], stdout=subprocess.PIPE, cwd=ROOT
        )
        for _ in range(2)
    ]
    said = sorted(process.communicate()[0].strip() for process in both)
    assert said in ([b"False", b"True"], [b"True", b"True"])  # as the one begins before or after
    done = cache.current(edited.layout.cache)
    assert done is not None
    assert_same(done, edited.texts())


def test_a_reader_keeps_what_it_opened(edited):
    old = cache.current(edited.layout.cache)
    assert old is not None
    store = cache.open_build(old)
    before = set(store.quads())
    for _ in range(3):
        build(edited.layout)
        change(edited)
    assert set(store.quads()) == before
