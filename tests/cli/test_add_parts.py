"""``kg add`` with more rows than are added at once: all are checked, and the way to add them is said."""

from __future__ import annotations

import shlex

import pytest

from tests.curate.sheets.material import workspace

pytestmark = pytest.mark.slow

HEAD = "source,title,document address,who,relation,whom,speaker,when\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = workspace(tmp_path_factory.mktemp("large"), text=None)
    rows = [
        f"ex,,,North Korea,opposes,Storm Corps,Russia,{1000 + n // 12}-{n % 12 + 1:02}\n"
        for n in range(10_002)
    ]
    rows[0] = "ex,A paper,https://example.org/,North Korea,opposes,Storm Corps,Russia,1000-01\n"
    (folder / "large.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    rows[10_001] = "ex,,,North Korea,opposes,Storm Corps,Nobody,2020\n"
    (folder / "wrong.csv").write_text(HEAD + "".join(rows), encoding="utf-8")
    return folder


@pytest.mark.slow
def test_what_is_too_much_at_once_comes_with_the_command_that_adds_it(folder, run):
    call = ("add", "large.csv", "--workspace", ".", "--curator", "Entente editors")
    done = run(*call, cwd=folder)
    assert done.returncode == 3
    assert "kg: 10,002 rows read: 10,002 claims" in done.stderr.splitlines()
    assert "\x1b" not in done.stderr  # no bar where nobody looks
    assert not (folder / "seeds" / "ex.ttl").exists()
    loop = done.stderr.partition("for n in $(seq ")[2]
    assert loop.startswith("2 10000 10003); do kg add large.csv --curator 'Entente editors' --part")
    part = shlex.split(loop.partition("do kg ")[2].partition(" --part")[0])
    added = run(*part, "--part", "10002-20001", "--workspace", ".", cwd=folder)
    assert added.returncode == 1  # the row that describes the source is in the first part
    assert "title" in added.stderr


@pytest.mark.slow
def test_a_fault_in_the_last_row_is_told(folder, run):
    done = run("add", "wrong.csv", "--workspace", ".", "--dry-run", cwd=folder)
    assert done.returncode == 1
    assert "speaker: 1 word unknown in 1 row (“Nobody”)" in done.stderr.splitlines()
    assert "wrong.csv:10003: error [sheet-cell] column “speaker” (G10003)" in done.stderr
