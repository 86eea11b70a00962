"""A workspace for imports, without the checks that take seconds (tests of them say so)."""

from __future__ import annotations

import pytest

from kg.curate.importers import _importing


@pytest.fixture
def unchecked(monkeypatch):
    """Imports do not run the checks of the whole text."""
    monkeypatch.setattr(_importing, "MOST_CHECKED", -1)


@pytest.fixture
def place(tmp_path):
    """An empty workspace."""
    from click.testing import CliRunner

    from kg.cli import main  # noqa: F401 - its modules are found by name
    from kg.cli._new.workspace import command

    folder = tmp_path / "mine"
    done = CliRunner().invoke(command, [str(folder)])
    assert done.exit_code == 0, done.output
    return folder
