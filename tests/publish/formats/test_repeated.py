"""An export depends on nothing but the graph: not on the moment, the process or an earlier export."""

from __future__ import annotations

import pytest

import kg
from kg.publish.formats._registry import built_in
from tests.conftest import ROOT
from tests.publish.reading import module, whole

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def again() -> kg.Graph:
    """The core, opened a second time."""
    return kg.open(ROOT)


@pytest.mark.parametrize("form", built_in())
def test_two_exports_are_the_same_bytes(rendered, again, form):
    assert rendered(form) == whole(form, again)


def test_a_picture_does_not_depend_on_the_threads_of_numpy(run_process, small, tmp_path):
    path = tmp_path / "out.svg"
    given = ("export", "svg", "-o", path, "--workspace", small.layout.root)
    done = run_process(*given, OPENBLAS_NUM_THREADS="2")
    assert done.returncode == 0, done.stderr
    assert path.read_bytes() == module("svg").render(small)
