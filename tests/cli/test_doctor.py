"""A damaged cache heals by itself, by any command; `kg doctor` looks at everything and mends."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from kg.store import cache
from tests.store.test_checksums import trust

pytestmark = [pytest.mark.slow, pytest.mark.unbuilt]

if TYPE_CHECKING:
    from pathlib import Path

#: What the article says of the casualties: more than 6,000 killed or wounded.
LOWER = "SELECT DISTINCT ?n { ?c kg:lower ?n ; kg:qualifier kg:moreThan ; kg:measure kg:personnelKilledOrWounded }"
ORDERED = "SELECT ?name { ?s rdfs:label ?name } ORDER BY ?name LIMIT 1"


@pytest.fixture
def home(tmp_path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def kg(run, workspace, home):
    def call(*words, **more):
        return run(*words, "--workspace", workspace, KG_CACHE=str(home), **more)

    assert call("build").returncode == 0
    return call


@pytest.fixture
def built(kg, home) -> Path:
    """The folder of the build that answers."""
    (pointer,) = home.glob("*/current")
    return pointer.parent / "builds" / pointer.read_text().strip()


def now(home: Path) -> cache.Build:
    (pointer,) = home.glob("*/current")
    build = cache.current(pointer.parent)
    assert build is not None
    return build


def rewrite(path: Path, before: bytes, after: bytes) -> None:
    data = path.read_bytes()
    assert before in data
    path.write_bytes(data.replace(before, after))


def test_one_changed_byte_of_the_quads(kg, built):
    rewrite(built / "graph.nq", b'"6000"', b'"2000"')
    done = kg("query", LOWER, "--as-of", "2025", "-f", "csv")
    assert (done.returncode, done.stdout.split()) == (0, ["n", "6000"])
    assert "damaged (graph.nq has other bytes than were written): built anew" in done.stderr
    again = kg("query", LOWER, "--as-of", "2025", "-f", "csv")
    assert (again.stdout, again.stderr) == (done.stdout, "")


def spoil_blocks(folder: Path, smallest: int = 0) -> None:
    """A changed byte in the first block of the engine's tables; the small ones are read on opening."""
    for path in (p for p in folder.glob("store/*.sst") if p.stat().st_size > smallest):
        data = bytearray(path.read_bytes())
        data[30] ^= 1
        path.write_bytes(data)


@pytest.mark.slow
@pytest.mark.parametrize(
    "command", [["query", LOWER], ["stats"], ["build"], ["find", "Kursk"]], ids=lambda c: c[0]
)
def test_a_changed_byte_of_the_store(kg, built, command):
    right = kg(*command)
    spoil_blocks(built)
    done = kg(*command)
    assert done.returncode == 0
    assert done.stdout.replace("built:", "nothing has changed:") == right.stdout
    assert "has other bytes than were written): built anew" in done.stderr
    assert kg(*command).stderr == ""


@pytest.mark.parametrize(
    "command", [["query", ORDERED], ["stats"], ["show", "North Korea"]], ids=lambda c: c[0]
)
def test_bits_that_the_disk_lost_by_itself(kg, built, home, command):
    """No time tells of them: the command fails in plain words, and the next one answers."""
    right = kg(*command)
    spoil_blocks(built, 10_000)
    trust(now(home))
    failed = kg(*command, *(["--timeout", "1"] if command[0] == "query" else []))
    assert (failed.returncode, failed.stdout) == (3, "")
    assert "→" in failed.stderr
    done = kg(*command)
    assert (done.returncode, done.stdout) == (0, right.stdout)
    assert "built anew" in done.stderr


def test_a_damaged_cache_does_not_answer_as_an_old_one(kg, built, workspace):
    """`--stale` is for a text that is broken, not for a store that is."""
    rewrite(built / "graph.nq", b'"6000"', b'"2000"')
    (workspace / "seeds" / "broken.ttl").write_text("this is not Turtle")
    done = kg("query", LOWER, "--stale", "--as-of", "2025")
    assert done.returncode == 1
    assert "2000" not in done.stdout


def states(done) -> dict[str, str]:
    return {look["what"]: look["state"] for look in json.loads(done.stdout)}


def test_the_doctor_finds_nothing_and_mends_what_is_derived(kg, built, home):
    done = kg("doctor", "-f", "json")
    assert done.returncode == 0
    assert set(states(done).values()) == {"fine"}
    assert {"text", "cache", "leftovers", "permissions", "packages"} <= states(done).keys()
    spoil_blocks(built)
    trust(now(home))  # a full look needs no times
    (built.parent / "making-1").mkdir()
    (built.parent / "making-1" / "x").write_text("")
    done = kg("doctor", "-f", "json")
    assert done.returncode == 0
    assert states(done)["cache"] == states(done)["leftovers"] == "mended"
    assert not (built.parent / "making-1").exists()
    assert now(home).path != built
    assert set(states(kg("doctor", "-f", "json")).values()) == {"fine"}
    assert kg("doctor").stdout.splitlines()[0].split() == ["what", "state", "seen", "remedy"]


def test_the_doctor_says_what_a_person_must_do(kg, workspace, home):
    os.mkfifo(workspace / "ontology" / "queries" / "x.rq")
    (workspace / "seeds" / "away").symlink_to("/nowhere")
    home.chmod(0o777)
    done = kg("doctor", "-f", "json")
    assert done.returncode == 1
    wrong = [look for look in json.loads(done.stdout) if look["state"] == "wrong"]
    assert [look["what"] for look in wrong] == ["text", "text", "permissions"]
    seen = " ".join(look["seen"] for look in wrong)
    assert "seeds/away: this link leads nowhere" in seen
    assert "queries/x.rq: cannot read this file: it is no regular file, but a pipe" in seen
    assert all(look["remedy"] for look in wrong)


def test_the_doctor_and_a_text_that_cannot_be_built(kg, built, workspace):
    (workspace / "seeds" / "broken.ttl").write_text("this is not Turtle")
    assert kg("doctor").returncode == 0  # the text is `kg check`'s matter, and the cache is whole
    spoil_blocks(built)
    done = kg("doctor", "-f", "json")
    assert done.returncode == 1
    assert states(done)["cache"] == "wrong"


def test_the_doctor_before_anything_was_built(run, workspace, tmp_path):
    done = run("doctor", "--workspace", workspace, KG_CACHE=str(tmp_path / "new"))
    assert done.returncode == 0
    assert "no build yet" in " ".join(done.stdout.split())
    done = run("doctor", "--workspace", workspace, KG_CACHE=str(workspace / "seeds"))
    assert done.returncode == 1
    assert "not an Entente cache" in " ".join(done.stdout.split())
