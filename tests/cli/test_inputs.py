"""No command waits for a pipe, reads a device without end, or follows a link out of its folder.

That a command hangs is told by the limit of two minutes that each has here.
"""

from __future__ import annotations

import os
import shutil
import stat
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("on_small_core")

SOURCE = "khaled-north-korea-russia"


@pytest.fixture(scope="module")
def made(tmp_path_factory, program) -> Path:
    """A workspace of one's own with one source, made once."""
    folder = tmp_path_factory.mktemp("inputs") / "ws"
    for words in (
        ["new", "workspace", str(folder)],
        ["new", "source", "--title", "One", "--workspace", str(folder), "--name", "one"],
    ):
        done = program.run(words, b"", ROOT, dict(os.environ))
        assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def own(made, tmp_path) -> Path:
    folder = tmp_path / "ws"
    shutil.copytree(made, folder)
    return folder


def put(kind: str, path: Path) -> None:
    """A pipe without a writer, a device without end, or a link to a file that is not in the folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        try:
            os.mknod(path, 0o644 | stat.S_IFCHR, os.makedev(1, 5))  # /dev/zero
        except PermissionError:
            pytest.skip("only root makes devices")
    else:
        path.symlink_to(ROOT / "README.md")


WORDS = {"pipe": "no regular file, but a pipe", "device": "but a device", "link": "leads out of"}

#: What reads a file of the workspace: the file, and the command.
FOUND = [
    ("seeds/x.ttl", ["build"]),
    ("seeds/2024/x.ttl", ["fmt", "--check"]),
    ("ontology/x.ttl", ["stats"]),
    ("ontology/terms/x.ttl", ["diff", ".", "."]),
    ("ontology/queries/x.rq", ["ask", "--list"]),
    ("ontology/queries/x.rq", ["ask", "x"]),
    ("ontology/checks/x.rq", ["check"]),
    ("ontology/migrations/x.rq", ["migrate"]),
    ("texts/khaled-north-korea-russia.txt", ["verify"]),
    ("kg.toml", ["stats"]),
]


#: These commands read as the others do, so that a pipe is enough.
ONE_KIND = ("check", "diff", "stats")


@pytest.mark.parametrize(
    ("name", "command", "kind"),
    [
        (name, command, kind)
        for name, command in FOUND
        for kind in WORDS
        if kind == "pipe" or name == "kg.toml" or command[0] not in ONE_KIND
    ],
    ids=str,
)
def test_in_a_folder(run, own, name, command, kind):
    put(kind, own / name)
    done = run(*command, cwd=own)
    assert done.returncode == 3, done.stderr
    assert WORDS[kind] in " ".join(done.stderr.split())
    assert name.rpartition("/")[2] in done.stderr
    assert done.stdout == ""


def test_a_red_fixture(run, own):
    (own / "ontology/checks/x.rq").write_text(
        "# title: X\n# problem: x\n# remedy: x\n# severity: review\n"
        "SELECT ?focus WHERE { ?focus kg:none ?x }\n"
    )
    put("pipe", own / "ontology/checks/red/x.ttl")
    done = run("check", cwd=own)
    assert done.returncode == 3
    assert "no regular file, but a pipe" in done.stderr


@pytest.mark.parametrize(
    "command",
    ["query {}", "fmt {}", "add {}", "stats --workspace {}"],
)
def test_a_link_in_a_circle_is_told_with_what_to_do(run, tmp_path, own, command):
    link = tmp_path / "round.ttl"
    link.symlink_to(link)
    done = run(*command.format(link).split(), cwd=own)
    assert done.returncode in (2, 3)
    assert "round.ttl" in done.stderr
    assert "Too many levels" not in done.stderr
    assert "→" in done.stderr


def test_a_source_that_is_a_link_in_a_circle(run, own):
    (own / "seeds" / "round.ttl").symlink_to("round.ttl")
    done = run("check", "--workspace", own)
    assert done.returncode == 3
    assert "seeds/round.ttl: cannot read this file: its link leads in a circle" in done.stderr
    assert "take the link away" in done.stderr


def test_a_folder_with_the_name_of_a_source(run, own):
    (own / "seeds" / "d.ttl").mkdir()
    done = run("check", "--workspace", own)
    assert done.returncode == 3
    assert "seeds/d.ttl: cannot read this file: it is a folder" in done.stderr
    assert "its name does not end in .ttl" in done.stderr


def test_a_link_that_stays_inside_is_read(run, own):
    text = own / "texts" / "one.txt"
    text.parent.mkdir(exist_ok=True)
    (own / "seeds" / "deep").mkdir()
    (own / "seeds" / "one.ttl").rename(own / "stored.ttl")
    (own / "seeds" / "deep" / "one.ttl").symlink_to("../../stored.ttl")
    done = run("stats", "-f", "json", cwd=own)
    assert done.returncode == 0, done.stderr
    assert '"sources of the workspace"' in done.stdout


NAMED = [
    ("x.ttl", ["fmt", "x.ttl"]),
    ("x.ttl", ["agree", "x.ttl", SOURCE]),
    ("x.csv", ["add", "x.csv"]),
    ("x.txt", ["match", "x.txt"]),
    ("x.csv", ["match", "x.csv", "--column", "name"]),
    ("x.rq", ["query", "x.rq"]),
    ("x.nq", ["diff", "x.nq", "."]),
    ("x.whl", ["diff", "x.whl", "."]),
    ("x.txt", ["new", "source", "--title", "T", "--text", "x.txt"]),
]


@pytest.mark.parametrize("kind", ["pipe", "device"])
@pytest.mark.parametrize(("name", "command"), NAMED, ids=lambda value: str(value))
def test_a_file_that_is_named(run, own, name, command, kind):
    put(kind, own / name)
    done = run(*command, cwd=own)
    assert done.returncode == 3, done.stderr
    assert WORDS[kind] in " ".join(done.stderr.split())
    assert name in done.stderr


@pytest.mark.parametrize("command", [["query", "-"], ["fmt", "-"], ["match", "-"]], ids=" ".join)
def test_stdin_is_read_up_to_the_largest_size(run, command):
    done = run(*command, stdin=b"#" * (1 << 20) + b"#", KG_LARGEST_FILE="1")
    assert done.returncode == 3
    assert "larger than 1 MB" in done.stderr


@pytest.mark.parametrize("name", ["-", "/dev/stdin", "/dev/fd/0"])
def test_what_the_shell_hands_over_open_is_read(run, name):
    done = run("query", name, "-f", "csv", stdin=b"SELECT (1 + 1 AS ?two) WHERE {}")
    assert (done.returncode, done.stdout.split()) == (0, ["two", "2"]), done.stderr
