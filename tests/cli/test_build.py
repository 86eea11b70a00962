"""kg build as a user meets it."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.unbuilt]


def test_builds_and_then_finds_nothing_to_do(run, workspace):
    first = run("build", "--workspace", workspace)
    assert first.returncode == 0
    assert first.stdout.startswith("built: ")
    again = run("build", "--workspace", workspace)
    assert again.stdout.startswith("nothing has changed: ")
    assert run("build", "--workspace", workspace, "--force").stdout.startswith("built: ")


def test_a_bad_source_stops_the_build_and_the_old_one_answers_only_if_asked(run, workspace):
    states = ("query", "SELECT ?s { ?s a kg:State }", "-f", "csv", "--workspace", workspace)
    before = run(*states).stdout
    (workspace / "seeds" / "broken.ttl").write_text("kgd:x a kg:State .\n")
    done = run("build", "--workspace", workspace)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "seeds/broken.ttl:1: error [syntax]" in done.stderr
    assert "@prefix kgd:" in done.stderr
    refused = run(*states)
    assert (refused.returncode, refused.stdout) == (1, "")
    stale = run(*states, "--stale")
    assert (stale.returncode, stale.stdout) == (0, before)
    assert stale.stderr.count("older build") == 1  # said once


def test_the_text_has_changed(run, workspace):
    query = ("query", "ASK {}", "--workspace", workspace)
    run(*query)
    seed = workspace / "seeds" / "reference-states.ttl"
    seed.write_text(seed.read_text() + "\n")
    assert "the text has changed" in run(*query).stderr
    assert run(*query).stderr == ""


@pytest.mark.parametrize("below", ["file/cache", "file"])
def test_a_cache_that_cannot_be_written(run, tmp_path, below):
    (tmp_path / "file").write_text("")
    done = run("build", KG_CACHE=str(tmp_path / below))
    assert done.returncode == 3
    assert "KG_CACHE" in done.stderr


def test_a_cache_folder_that_holds_something_else(run, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    for command in (("build",), ("query", "ASK {}"), ("find", "russia")):
        done = run(*command, KG_CACHE=str(tmp_path))
        assert done.returncode == 3
        assert "not an Entente cache" in done.stderr
        assert "→ set KG_CACHE" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_full_disk(tmp_path):
    """No file may grow beyond 64 kB, as if the disk were full then."""
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536));"
        " sys.argv = ['kg', 'build']; from kg.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"KG_CACHE": str(tmp_path / "cache"), "PATH": ""},
    )
    assert done.returncode == 3
    assert "cannot write the cache" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_workspace_that_is_none(run, tmp_path):
    done = run("build", "--workspace", tmp_path)
    assert done.returncode == 2
    assert "no folder ontology/" in done.stderr
