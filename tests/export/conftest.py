"""A graph of hostile names, built once for all formats."""

from __future__ import annotations

import shutil

import pytest

from tests.conftest import ROOT
from tests.export.reading import open_worse


@pytest.fixture(scope="session")
def worse(tmp_path_factory):
    """The core, and people whose names mean something in one format or another."""
    folder = tmp_path_factory.mktemp("worse")
    for part in ("ontology", "seeds"):
        shutil.copytree(ROOT / part, folder / part)
    return open_worse(folder)
