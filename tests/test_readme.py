"""The README's commands work when they are copied."""

from __future__ import annotations

import os
import re
import shlex

import pytest

from tests.cli.test_find import examples
from tests.conftest import ROOT
from tests.program import CORE, UNASKED

README = (ROOT / "README.md").read_text(encoding="utf-8")
SHELL = "\n".join(re.findall(r"```sh\n(.*?)```", README, re.DOTALL))
COMMANDS = [
    *(line.split("  #")[0].strip() for line in SHELL.splitlines() if line.startswith("kg ")),
    *re.findall(r"\| `(kg ask [^`]+)` \|", README),
]
# A server goes on until it is ended: tests/publish/serve and mcp have it run.
COMMANDS = [command for command in COMMANDS if not command.startswith(("kg serve", "kg mcp"))]


def test_there_are_commands_to_try():
    assert len(COMMANDS) > 10


#: What is an example of the help too, word for word, is run as that. ``fmt`` runs there in a workspace.
OWN = [line for line in COMMANDS if line not in examples() or line.startswith("kg fmt")]


@pytest.mark.slow
@pytest.mark.parametrize("line", OWN)
def test_a_command_of_the_readme_runs(run, line: str, own_cache, small_core, tmp_path):
    clone = tmp_path / "clone"  # a workspace is made beside it
    (clone / "out").mkdir(parents=True)  # which scripts/run has made
    words = shlex.split(line)[1:]
    # These name nothing that only the whole core holds, and take the longer the more there is.
    core = {CORE: str(small_core)} if words[0] in ("docs", "check", "export") else {}
    done = run(*words, cwd=clone, KG_CACHE=str(own_cache), **core, **{UNASKED: "yes"})
    assert done.returncode == 0, done.stderr
    assert done.stdout or done.stderr


@pytest.mark.slow
def test_the_python_of_the_readme_runs(monkeypatch, capsys):
    (program,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("kg.publish.page.page.answers_of", lambda *_: [])
    exec(compile(program, "README.md", "exec"), {})
    told = capsys.readouterr().out
    assert "Ministry of Defence of the United Kingdom more than 6,000" in told
    assert "the later is smaller, though the count can only grow" in told


@pytest.mark.parametrize(
    "script", ["run", "test", "setup", "bench", "bench-verify", "picture", "lock", "sbom"]
)
def test_the_scripts_are_there_and_can_be_run(script: str):
    assert os.access(ROOT / "scripts" / script, os.X_OK)


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "ontology/README.md"])
def test_named_files_exist(document: str):
    text = (ROOT / document).read_text(encoding="utf-8")
    for name in re.findall(r"`((?:kg|ontology|seeds|tests|scripts)/[\w./\-]*)`", text):
        assert (ROOT / name).exists(), name
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (ROOT / document).parent.joinpath(target).exists(), target
