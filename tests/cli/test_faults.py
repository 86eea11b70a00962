"""A fault of the program itself is told in words, and never as findings."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

BROKEN = """
import sys
import kg.graph.stats
kg.graph.stats.statistics = None
sys.argv = ["kg", "stats"]
from kg.cli import main
main()
"""


def stats_that_fail(**environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BROKEN],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_no_traceback_reaches_a_user():
    done = stats_that_fail()
    assert done.returncode == 3
    assert "a fault of the program" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_developer_can_ask_for_it():
    assert "Traceback" in stats_that_fail(KG_TRACEBACK="1").stderr


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_fault(core, closed):
    done = subprocess.run(
        ["sh", "-c", f'exec "$0" -m kg stats {closed}', sys.executable],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert ">&-" in closed or "claims" in done.stdout
    assert not done.stderr


def test_a_pipe_among_the_sources_is_not_waited_for(run, workspace):
    os.mkfifo(workspace / "seeds" / "pipe.ttl")
    done = run("build", "--workspace", workspace)
    assert done.returncode == 3
    assert "seeds/pipe.ttl: cannot read this file: it is no regular file" in done.stderr
