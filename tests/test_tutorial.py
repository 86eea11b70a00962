"""The tutorial, run from top to bottom as it is written."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess

import pytest

from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("on_small_core")]

TUTORIAL = (ROOT / "seeds" / "TUTORIAL.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", TUTORIAL, re.DOTALL)
#: A command: what is written into a file, up to END, or a line.
COMMAND = re.compile(r"cat > \S+ <<'END'\n.*?\nEND\n|[^\n]+\n", re.DOTALL)


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_it_leads_to_a_graph_with_a_contradiction_and_back(tmp_path, run):
    folder, told = tmp_path, []
    for block in BLOCKS:
        said = []
        for command in COMMAND.findall(block):
            words = shlex.split(command) if command.startswith(("kg ", "cd ")) else ["sh"]
            if words[0] == "cd":
                folder /= words[1]
                continue
            if words[0] == "kg":
                done = run(*words[1:], cwd=folder)
            else:
                done = subprocess.run(
                    ["sh", "-e", "-c", command], cwd=folder, capture_output=True, text=True
                )
            assert done.returncode == 0, command + done.stdout[-2000:] + done.stderr[-2000:]
            said.append(done.stdout)
        told.append("".join(said))
    added, checked, asked, own, undone = told[3:]
    assert "exercise-post/c001 now contradicts exercise-post/c002" in added
    assert "0 errors, 3 to review" in checked
    # Seven rows, of which every one is found again.
    assert re.search(r"exercise-post\s+7\s+0\s+0", checked)
    # 40,000 in March against 25,000 in May, and the denial of the supplier.
    assert asked.count("contradicts: rounds from Valdoria to Estmark") == 2
    assert "the later is smaller, though the count can only grow" in asked
    assert "the one asserts it, the other denies it" in asked
    assert "is part of" in asked
    assert "Estmark Army" in asked
    assert "now contradicts" in asked
    # The ministry's army, and the institute's guard: neither is thrown away.
    assert "Estmark Army" in own
    assert "Frontier Guard" in own
    assert "two values of which only one can hold" in own
    assert (tmp_path / "exercise.html").stat().st_size > 100_000
    assert "no difference" in undone
    assert "Valdoria" not in undone.split("what")[0]
    assert not (tmp_path / "exercise" / "seeds" / "exercise-post.ttl").exists()
