"""kg fmt as a user meets it."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.unbuilt

MESSY = "@prefix e: <http://e/> .\ne:a e:b 1;\n e:c 'x'.\n"
NEAT = '@prefix e: <http://e/> .\n\ne:a e:b 1 ;\n    e:c "x" .\n'


def test_a_file(run, tmp_path):
    file = tmp_path / "a.ttl"
    file.write_text(MESSY)
    file.chmod(0o640)
    assert run("fmt", "--check", file).returncode == 1
    assert run("fmt", "--check", file).stdout == f"{file}\n"
    shown = run("fmt", "--diff", file)
    assert shown.returncode == 0
    assert '+    e:c "x" .' in shown.stdout.splitlines()
    assert file.read_text() == MESSY
    assert run("fmt", file).returncode == 0
    assert file.read_text() == NEAT
    assert file.stat().st_mode & 0o777 == 0o640
    done = run("fmt", "--check", file)
    assert (done.returncode, done.stdout) == (0, "")


def test_the_whole_workspace(run, workspace):
    file = workspace / "seeds" / "reference-states.ttl"
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace(" ;\n    ", " ; "), encoding="utf-8")
    assert run("fmt", "--check", "--workspace", workspace).stdout == "seeds/reference-states.ttl\n"
    assert run("fmt", "--workspace", workspace).returncode == 0
    assert file.read_text(encoding="utf-8") == before


def test_nothing_is_written_when_one_file_is_refused(run, tmp_path):
    good, bad = tmp_path / "good.ttl", tmp_path / "bad.ttl"
    good.write_text(MESSY)
    bad.write_text(MESSY + "# why\n")
    done = run("fmt", good, bad)
    assert done.returncode == 1
    assert f"{bad}:4: error [format]" in done.stderr
    assert good.read_text() == MESSY


def test_a_pipe(run):
    assert run("fmt", "-", stdin=MESSY).stdout == NEAT


@pytest.mark.parametrize(
    ("name", "text", "code", "words"),
    [
        ("a.ttl", "e:a e:b 1 .", 1, "a.ttl:1: error [syntax]"),
        ("a.txt", MESSY, 2, "give files that end in .ttl"),
        ("gone.ttl", None, 3, "cannot read this file"),
    ],
)
def test_wrong_calls(run, tmp_path, name, text, code, words):
    if text is not None:
        (tmp_path / name).write_text(text)
    done = run("fmt", tmp_path / name)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr


def test_a_link_to_a_file_elsewhere_is_left_alone(run, tmp_path):
    file, link = tmp_path / "a.ttl", tmp_path / "link.ttl"
    file.write_text(MESSY)
    link.symlink_to(file)
    assert run("fmt", link).returncode == 3
    assert file.read_text() == MESSY
