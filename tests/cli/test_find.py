"""kg find and kg show as a user meets them; and what all commands share."""

from __future__ import annotations

import json
import re
import shlex
from importlib import import_module

import click
import pytest

from tests.conftest import ROOT
from tests.program import CORE, UNASKED

COMMANDS = sorted(p.stem for p in (ROOT / "kg" / "cli").glob("[a-z]*.py"))


@pytest.mark.parametrize("words", ["storm corps", "Storm Crops", "폭풍군단"])
def test_find(run, core, words):
    (hit, *_) = json.loads(run("find", *words.split(), "-f", "json").stdout)
    assert hit["id"] == "kgd:unit-kpa-11th-corps"
    assert "kgd:unit-kpa-11th-corps" in run("find", words).stdout


def test_nothing_found(run, core):
    done = run("find", "zzzzqq")
    assert (done.returncode, done.stdout) == (0, "")
    assert "nothing fits" in done.stderr
    assert run("find", "zzzzqq", "-f", "json").stdout == "[]\n"
    assert run("find", "zzzzqq", "-f", "csv").stdout == ""


@pytest.mark.parametrize("words", [".*", "(", "[^]+", "\\"])
def test_signs_alone_are_no_words(run, core, words):
    done = run("find", words)
    assert done.returncode == 2
    assert "no word" in done.stderr


@pytest.mark.parametrize("width", ["20", "40", "80"])
def test_a_narrow_terminal(run, core, width):
    done = run("find", "storm", "corps", COLUMNS=width)
    assert done.returncode == 0
    assert max(map(len, done.stdout.splitlines())) <= int(width)


def test_show_by_id_name_and_alias(run, core):
    pages = {run("show", name).stdout for name in ("state-russia", "kgd:state-russia", "Russia")}
    assert len(pages) == 1
    assert "Russia" in pages.pop().splitlines()[0]


@pytest.mark.parametrize("name", ["<x y>", "kgd:a b", "kgd:<", "nobody at all", "<>", "src:a b/c"])
def test_show_what_is_not_there(run, core, name):
    done = run("show", name)
    assert done.returncode == 2
    assert "→" in done.stderr


@pytest.mark.parametrize(
    ("options", "locale"),
    [((), {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}), ((), {"LC_ALL": "C"})],
)
def test_korean_names_in_a_plain_c_locale(run_process, core, options, locale):
    done = run_process("find", "폭풍군단", *options, **locale)
    assert done.returncode == 0
    assert "kgd:unit-kpa-11th-corps" in done.stdout
    assert run_process("show", "폭풍군단", **locale).returncode == 0
    assert run_process("show", "폭풍", "없는것", **locale).returncode == 2


def test_an_unknown_command_is_answered_with_the_nearest(run):
    done = run("qurey")
    assert done.returncode == 2
    assert "did you mean query?" in done.stderr
    assert run("zzzz").returncode == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_an_unknown_option(run, command):
    done = run(command, "--no-such-option")
    assert done.returncode == 2
    assert "--no-such-option" in done.stderr


def test_version_and_help(run):
    assert re.fullmatch(r"entente-kg \d+\.\d+\.\d+\n", run("--version").stdout)
    told = run("--help")
    assert told.returncode == 0
    for command in COMMANDS:
        assert command in told.stdout


def examples() -> list[str]:
    """Every line after "Example:" in the help of the group and of each command."""
    from kg.cli import group

    helps = [group, *(import_module(f"kg.cli.{name}").command for name in COMMANDS)]
    lines = []
    for command in helps:
        assert isinstance(command, click.Command)
        _, _, text = (command.help or "").partition("Example")
        found = [line.strip() for line in text.splitlines() if line.strip().startswith("kg ")]
        assert found, f"the help of {command.name} has no example"
        lines += found
    # A server goes on until it is ended: tests/publish has them run. tests/build has a cluster.
    left_out = ("kg serve", "kg mcp")
    return [line for line in lines if not line.startswith(left_out) and "--spark" not in line]


#: What these write, or are of, is a workspace.
_IN_A_WORKSPACE = ("fmt", "token")


@pytest.mark.slow
@pytest.mark.parametrize("line", examples())
def test_the_examples_of_the_help_run(run, own_cache, small_core, tmp_path, line):
    words = shlex.split(line)[1:]
    # These name nothing that only the whole core holds, and take the longer the more there is.
    core = {CORE: str(small_core)} if words[0] in ("docs", "check", "export") else {}
    if words[0] in _IN_A_WORKSPACE:
        assert run("new", "workspace", "own", cwd=tmp_path).returncode == 0
        tmp_path /= "own"
    done = run(*words, cwd=tmp_path, KG_CACHE=str(own_cache), **core, **{UNASKED: "yes"})
    assert done.returncode == 0, done.stderr
    assert done.stdout or done.stderr
