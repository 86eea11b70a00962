"""One server that is read and one that is written, for all tests of a worker."""

from __future__ import annotations

import pytest

from tests.publish.serve import running

#: The limits of the server that is read: small, so that a test reaches them.
ROWS, SECONDS = 5_000, 3


@pytest.fixture(scope="session")
def server(core):
    """The core, served with small limits."""
    served = running.start("--rows", str(ROWS), "--time-limit", str(SECONDS), "--workers", "2")
    yield served
    assert served.stop() == 0


@pytest.fixture(scope="session")
def empty_store():
    """A server with a store that is empty at first, and may be written."""
    served = running.start("--scratch", "--workers", "2", "--proxy", "127.0.0.1")
    yield served
    assert served.stop() == 0


@pytest.fixture
def scratch(empty_store):
    """The same, empty."""
    assert empty_store.update("DROP ALL").status == 204
    return empty_store
