"""A fault of the program itself is told in words, and never as findings."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.conftest import ROOT

BROKEN = """
import sys
import kg.stats
kg.stats.statistics = None
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
