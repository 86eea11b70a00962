"""``kg export`` as a user calls it, and what it says when the target cannot be written."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("form", ["html", "graphml"])
def test_writes_a_file_and_says_so(run, tmp_path, form):
    target = tmp_path / f"out.{form}"
    done = run("export", form, "-o", target)
    assert done.returncode == 0, done.stderr
    assert str(target) in done.stderr
    assert f"{target.stat().st_size:,} bytes" in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == [target]


def test_the_name_without_an_option(run, tmp_path):
    assert run("export", "graphml", "--workspace", ROOT, cwd=tmp_path).returncode == 0
    assert list(tmp_path.iterdir()) == [tmp_path / "entente.graphml"]


def test_stdout_gets_the_file_and_nothing_else(run, tmp_path):
    target = tmp_path / "out.graphml"
    run("export", "graphml", "-o", target)
    assert run("export", "graphml", "-o", "-").stdout == target.read_text("utf-8")


def test_a_folder_as_target(run, tmp_path):
    done = run("export", "html", "-o", tmp_path)
    assert done.returncode == 2
    assert "folder" in done.stderr
    assert "give a file name inside it" in done.stderr


def test_a_folder_that_is_not_there(run, tmp_path):
    done = run("export", "html", "-o", tmp_path / "no" / "x.html")
    assert done.returncode == 2
    assert "no such folder" in done.stderr


def test_a_full_disk_leaves_the_old_file(run):
    done = run("export", "graphml", "-o", "/dev/full")
    assert done.returncode == 3
    assert "the disk is full" in done.stderr


def test_a_full_stdout():
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "kg", "export", "graphml", "-o", "-"],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=ROOT,
            check=False,
        )
    assert done.returncode == 3
    assert b"the disk is full" in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_unwritable_folder_keeps_the_old_file(run, tmp_path):
    target = tmp_path / "kept.graphml"
    target.write_text("old")
    tmp_path.chmod(0o555)
    try:
        if os.access(tmp_path, os.W_OK):
            pytest.skip("this user may write everywhere")
        done = run("export", "graphml", "-o", target)
    finally:
        tmp_path.chmod(0o755)
    assert done.returncode == 3
    assert "permissions" in done.stderr
    assert target.read_text() == "old"


def test_a_file_size_limit_leaves_the_old_file_and_no_part(core, tmp_path):
    """A write that breaks off half-way: a limit of 100 blocks of 512 bytes on each file."""
    target = tmp_path / "kept.graphml"
    target.write_text("old")
    export = shlex.join([sys.executable, "-m", "kg", "export", "graphml", "-o", str(target)])
    script = f'trap "" XFSZ; ulimit -f 100; exec {export}'
    done = subprocess.run(["sh", "-c", script], capture_output=True, cwd=ROOT, check=False)
    assert done.returncode == 3
    assert "cannot write the export: File too large" in " ".join(done.stderr.decode().split())
    assert b"Traceback" not in done.stderr
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_an_unknown_format_names_those_that_are_there(run):
    done = run("export", "gexfx")
    assert done.returncode == 2
    assert "graphml" in done.stderr
    assert "html" in done.stderr
