"""What broke a reader stays mended, and a bounded run of every target finds nothing new.

``scripts/fuzz`` runs the same for as long as one likes.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.fuzz.target import CASES, all_targets

pytestmark = pytest.mark.slow

REPLAYED = [(target.name, path) for target in all_targets().values() for path in target.cases()]


@pytest.mark.parametrize(
    ("name", "path"), REPLAYED, ids=[f"{name}/{path.name}" for name, path in REPLAYED]
)
def test_what_broke_a_reader_once_does_not_again(name, path):
    all_targets()[name].try_on(path.read_bytes())


def test_every_case_is_of_a_target():
    assert {folder.name for folder in CASES.iterdir()} <= all_targets().keys()


@pytest.mark.parametrize("name", all_targets())
def test_what_is_good_is_not_refused(name):
    """Else a target could hold for the reason that it refuses everything."""
    target = all_targets()[name]
    target.hold(target.good)


@pytest.mark.filterwarnings("ignore::hypothesis.errors.HypothesisWarning")  # too long to be shown
@pytest.mark.parametrize("name", all_targets())
def test_a_reader_answers_or_refuses(name):
    target = all_targets()[name]

    @settings(
        max_examples=target.examples,
        derandomize=True,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(target.inputs)
    def read(data: bytes) -> None:
        target.try_on(data)

    read()
