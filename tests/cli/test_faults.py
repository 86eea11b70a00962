"""A fault of the program itself is told in words, and never as findings."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = pytest.mark.slow

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
    if " >&-" in f" {closed}":  # what was asked for reaches nobody
        assert done.returncode == 3
        assert "2>&-" in closed or "output: cannot write: it is closed" in done.stderr
        return
    assert done.returncode == 0, done.stderr
    assert "claims" in done.stdout
    assert not done.stderr


@pytest.mark.parametrize(
    "command",
    [
        "query 'ASK {}'",
        "query 'ASK {}' -o /dev/stdout",
        "export nt -o -",
        "--help",
        "check -f json",
    ],
)
def test_output_that_a_closed_stream_would_lose_is_a_failure(core, command):
    done = shell(f"$KG {command} >&-")
    assert done.returncode == 3
    assert b"cannot write" in done.stderr


def test_what_goes_to_a_file_needs_no_stdout(core, tmp_path):
    done = shell(f"$KG query 'ASK {{}}' -o {tmp_path}/answer >&-")
    assert (done.returncode, done.stderr) == (0, b"")
    assert (tmp_path / "answer").read_bytes() == b"yes\n"


def test_a_name_that_no_file_can_have_is_no_matter_of_output(run):
    done = run("check", "--texts", "a" * 300)
    assert done.returncode == 3
    assert "write" not in done.stderr
    assert "aaa: cannot use this file or folder: File name too long" in done.stderr


def test_a_pipe_among_the_sources_is_not_waited_for(run, workspace):
    os.mkfifo(workspace / "seeds" / "pipe.ttl")
    done = run("build", "--workspace", workspace)
    assert done.returncode == 3
    assert "seeds/pipe.ttl: cannot read this file: it is no regular file" in done.stderr


def shell(line: str, cwd=ROOT, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of bash in which ``$KG`` is the command, as a process of its own."""
    return subprocess.run(
        ["bash", "-c", line],
        env={**os.environ, "KG": f"{sys.executable} -m kg", "PYTHONPATH": str(ROOT), **environment},
        cwd=cwd,
        capture_output=True,
        timeout=60,
    )


@pytest.mark.parametrize(
    "command", ["query 'SELECT * { ?s ?p ?o }' -f ndjson", "stats", "--help", "show 'North Korea'"]
)
def test_a_reader_who_leaves_is_a_failure_without_a_word_and_no_finding(core, command):
    done = shell(f"$KG {command} | true; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (3, b"")


@pytest.mark.parametrize(
    ("command", "code"), [("query 'SELECT * {'", 2), ("nothing", 2), ("stats --source x", 2)]
)
def test_messages_that_nobody_reads_leave_the_exit_code(core, command, code):
    for stderr in ("/dev/full", "&-", ">(true)"):
        assert shell(f"$KG {command} 2>{' ' * (stderr[0] == '>')}{stderr}").returncode == code


@pytest.mark.parametrize("command", ["stats", "--help", "query 'SELECT * { ?s ?p ?o }'"])
def test_output_that_is_full_is_told(core, command):
    done = shell(f"$KG {command} >/dev/full")
    assert done.returncode == 3
    assert b"No space left" in done.stderr


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=str,
)
def test_what_is_printed_is_utf_8_in_every_locale(core, locale):
    for command in ("terms --kind measure", "add --columns", "find Kim"):
        assert shell(f"$KG {command}", **locale).stdout == shell(f"$KG {command}").stdout


UNREADABLE = "$'a\\xff'"


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (f"ask about entity={UNREADABLE}", 2, b"a\\udcff"),
        (f"find {UNREADABLE}", 0, b""),
        (f"query {UNREADABLE}", 2, b"not UTF-8"),
        (f"stats --workspace {UNREADABLE}", 2, b"a\\udcff: no folder ontology/"),
        (f"add {UNREADABLE}", 3, b"No such file"),
        (f"query 'ASK {{}}' -o no/{UNREADABLE}", 3, b"No such file"),
    ],
)
def test_bytes_in_an_argument_that_are_no_text_are_told(core, command, code, words):
    done = shell(f"$KG {command}")
    assert done.returncode == code, done.stderr
    assert words in done.stderr
    assert b"fault of the program" not in done.stderr


@pytest.mark.parametrize("folder", ["seeds", "ontology/terms"])
def test_a_name_that_is_no_text_is_told_or_read(workspace, folder):
    path = Path(os.fsdecode(os.fsencode(workspace / folder) + b"/a\xff.ttl"))
    path.write_text("no Turtle")
    done = shell(f"$KG build --workspace {workspace}")
    assert done.returncode == 1
    assert b"a\\udcff.ttl" in done.stderr
    checked = shell(f"$KG check --workspace {workspace}")
    assert (checked.returncode, checked.stderr) == (1, b""), checked.stderr
    assert b"a\\udcff.ttl" in checked.stdout


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("name = " + "9" * 5000, "digits"),
        ("name = " + "[" * 5000, "this is not TOML"),
    ],
)
def test_settings_that_python_cannot_read_are_the_fault_of_their_file(
    run, tmp_path, settings, words
):
    (tmp_path / "kg.toml").write_text(settings)
    done = run("build", "--workspace", tmp_path)
    assert done.returncode == 2
    assert f"{tmp_path}/kg.toml" in done.stderr
    assert words in done.stderr


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kg:upper 15000", f"kg:upper {'9' * 5000}"),
        ("kg:upper 15000", "kg:upper 1e400"),
        ("kg:textLength 3820", f"kg:textLength {'9' * 5000}"),
        ('kg:time "2024-23/.."', 'kg:time "Y17000000002"'),
        ('kg:time "2024-23/.."', 'kg:time "Y1E999999999"'),
    ],
    ids=lambda text: text[:30],
)
def test_numbers_and_years_beyond_all_calculation_are_refused(run, workspace, old, new):
    path = workspace / "seeds" / "khaled-north-korea-russia.ttl"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = run("build", "--workspace", workspace)
    assert done.returncode == 1
    assert "seeds/khaled-north-korea-russia.ttl:" in done.stderr


NO_MEMORY = """
import sys
import kg.graph.stats
def statistics(*_):
    raise MemoryError
kg.graph.stats.statistics = statistics
sys.argv = ["kg", "stats"]
from kg.cli import main
main()
"""


def test_lack_of_memory_is_no_fault_of_the_program(core):
    done = subprocess.run(
        [sys.executable, "-c", NO_MEMORY], cwd=ROOT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 3
    assert "needs more memory than there is" in done.stderr
    assert "fault" not in done.stderr
