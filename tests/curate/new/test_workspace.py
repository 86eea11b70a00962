"""kg new workspace: a folder in which every command works at once, also after a crash."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from kg.curate.new.workspace import new_workspace, plan_workspace
from kg.errors import UsageError
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("on_small_core")

FILES = (
    "ontology/sahel.ttl",
    "seeds/reference-sahel.ttl",
    "texts/.gitignore",
    "README.md",
    "kg.toml",
)


@pytest.fixture
def sahel(tmp_path, run) -> Path:
    assert run("new", "workspace", "sahel", cwd=tmp_path).returncode == 0
    return tmp_path / "sahel"


@pytest.mark.slow
def test_commands_work_in_it_at_once(sahel, run):
    done = run("stats", cwd=sahel / "seeds")
    assert done.returncode == 0
    assert "sahel" in done.stdout
    checked = run("check", cwd=sahel)
    assert checked.returncode == 0
    assert "0 errors, 0 to review" in checked.stdout


@pytest.mark.slow
def test_it_says_what_was_asked_for(tmp_path, run):
    name, space = 'The "Sahel"\\ Сахель 사헬', "https://example.org/s#"
    done = run(
        "new", "workspace", "x", "--name", name, "--prefix", "s", "--namespace", space, cwd=tmp_path
    )
    assert done.returncode == 0
    said = tomllib.loads((tmp_path / "x" / "kg.toml").read_text(encoding="utf-8"))
    assert (said["name"], said["prefix"], said["namespace"]) == (name, "s", space)
    assert run("check", cwd=tmp_path / "x").returncode == 0


@pytest.mark.parametrize("name", [" ", "two\nlines", "turned \u202e around"])
def test_a_name_that_its_own_file_could_not_say(tmp_path, name):
    with pytest.raises(UsageError, match="on a line"):
        plan_workspace(tmp_path / "x", name, None, None)


def test_in_the_current_folder_under_git(tmp_path, run):
    (tmp_path / ".git").mkdir()
    assert run("new", "workspace", ".", cwd=tmp_path).returncode == 0
    assert (tmp_path / "kg.toml").is_file()


def test_a_second_time_it_is_there_already(sahel, run):
    done = run("new", "workspace", sahel)
    assert done.returncode == 2
    assert "a workspace already" in done.stderr


@pytest.mark.parametrize("name", ["kg.toml", "seeds/mine.ttl", "README.md", "photo.jpg"])
def test_a_folder_with_other_things_is_left_alone(tmp_path, run, name):
    (tmp_path / "sahel" / name).parent.mkdir(parents=True)
    (tmp_path / "sahel" / name).write_bytes(b"\xff mine")
    done = run("new", "workspace", "sahel", cwd=tmp_path)
    assert done.returncode == 2
    assert (tmp_path / "sahel" / name).read_bytes() == b"\xff mine"
    assert [p.name for p in (tmp_path / "sahel").rglob("*") if p.is_file()] == [Path(name).name]


@pytest.mark.parametrize("left", list(itertools.product((True, False), repeat=4)))
def test_a_half_written_one_is_completed(tmp_path, left):
    """Whatever of its files a crash leaves: the mark comes last, and the same call goes on."""
    sahel = tmp_path / "sahel"
    plan = plan_workspace(sahel, None, None, None)
    new_workspace(sahel, plan, date(2026, 11, 24))
    whole = {name: (sahel / name).read_bytes() for name in FILES}
    for name, kept in zip(FILES, (*left, False), strict=True):
        if not kept:
            (sahel / name).unlink()
    (sahel / ".kg.toml.1234.part").write_text("na")
    new_workspace(sahel, plan, date(2026, 11, 24))
    assert {name: (sahel / name).read_bytes() for name in FILES} == whole


@pytest.mark.slow
def test_killed_in_the_middle(tmp_path, run):
    code = (
        "import os, signal\n"
        "from kg.curate.new import workspace as w\n"
        "from pathlib import Path\n"
        "from datetime import date\n"
        "real = w.write_new\n"
        "def until(path, text, shown):\n"
        "    if path.name == 'README.md': os.kill(os.getpid(), signal.SIGKILL)\n"
        "    real(path, text, shown)\n"
        "w.write_new = until\n"
        "folder = Path('sahel')\n"
        "w.new_workspace(folder, w.plan_workspace(folder, None, None, None), date(2026, 11, 24))\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment)
    assert done.returncode == -signal.SIGKILL
    # The half of it is no workspace: the core answers there.
    assert "sources of the workspace" not in run("stats", cwd=tmp_path / "sahel").stdout
    assert run("new", "workspace", "sahel", cwd=tmp_path).returncode == 0
    assert "sahel" in run("stats", cwd=tmp_path / "sahel").stdout


def test_a_file_in_the_place_of_the_folder(tmp_path, run):
    (tmp_path / "sahel").write_text("mine")
    done = run("new", "workspace", "sahel", cwd=tmp_path)
    assert done.returncode in (2, 3)
    assert "sahel" in done.stderr
    assert (tmp_path / "sahel").read_text() == "mine"


def test_the_core_serves_from_a_wheel_as_from_a_checkout(sahel, tmp_path, run):
    """Moved elsewhere, the workspace still finds the core: nothing in it names a path."""
    moved = shutil.move(str(sahel), tmp_path / "moved")
    assert str(ROOT) not in (Path(moved) / "kg.toml").read_text(encoding="utf-8")
    assert run("stats", cwd=moved).returncode == 0
