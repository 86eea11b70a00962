"""What every ``kg new`` says of the files that it wrote."""

from __future__ import annotations

import pytest

from kg.cli._new import _asking
from kg.curate.new.target import Target
from kg.text.layout import Layout


@pytest.fixture
def wrote(tmp_path, monkeypatch, capsys):
    """Say from a folder that a file of a root was written; gives stdout and stderr."""
    (tmp_path / "core" / "seeds").mkdir(parents=True)
    monkeypatch.setattr(_asking, "data_root", lambda: tmp_path / "core")

    def call(root: str, here: str) -> tuple[str, str]:
        (tmp_path / here).mkdir(exist_ok=True)
        monkeypatch.chdir(tmp_path / here)
        target = Target(Layout(tmp_path / root, tmp_path), "kg", "https://example.org/")
        _asking.report_written(target, tmp_path / root / "seeds" / "new.ttl")
        done = capsys.readouterr()
        return done.out.replace(str(tmp_path), "TMP"), done.err

    return call


def test_a_path_is_as_seen_from_the_current_folder(wrote):
    assert wrote("mine", ".") == ("wrote mine/seeds/new.ttl\n", "")
    assert wrote("mine", "mine") == ("wrote seeds/new.ttl\n", "")
    assert wrote("mine", "elsewhere") == ("wrote TMP/mine/seeds/new.ttl\n", "")


def test_the_core_itself_is_said_in_a_line(wrote):
    out, err = wrote("core", "elsewhere")
    assert out == "wrote TMP/core/seeds/new.ttl\n"
    assert "the core itself" in err
    assert "kg new workspace DIR" in err
    assert err.count("\n") == 1
