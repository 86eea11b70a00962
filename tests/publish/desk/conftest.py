"""One desk, and somebody of each role at it, for all tests of a worker."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kg.curate.new.workspace import new_workspace, plan_workspace
from kg.publish.desk.users import added, new_token, write_users
from tests.conftest import core_at
from tests.publish.desk.material import Client
from tests.publish.serve import running

if TYPE_CHECKING:
    from pathlib import Path

ROLES = {"reader": "read", "ana": "curate", "ben": "curate", "chief": "admin"}


@pytest.fixture(scope="session")
def desk_workspace(tmp_path_factory, small_core) -> Path:
    """A workspace of nothing but its editors, on the small core: each save builds both."""
    folder = tmp_path_factory.mktemp("desk") / "river"
    with core_at(small_core):
        new_workspace(folder, plan_workspace(folder, "River", "river", None), date(2026, 12, 1))
    return folder


@pytest.fixture(scope="session")
def tokens(desk_workspace) -> dict[str, str]:
    """The tokens of the users."""
    users, given = {}, {name: new_token() for name in ROLES}
    for name, role in ROLES.items():
        users = added(users, name, role, None, token=given[name])
    write_users(desk_workspace / "desk" / "users.toml", users)
    return given


@pytest.fixture(scope="session")
def served(desk_workspace, small_core, tokens):
    """The server of the workspace."""
    served = running.start("--write", "--workers", "2", cwd=desk_workspace, core=small_core)
    yield served
    assert served.stop() == 0


@pytest.fixture(scope="session")
def ana(served, tokens) -> Client:
    return Client(served, tokens["ana"])


@pytest.fixture(scope="session")
def ben(served, tokens) -> Client:
    return Client(served, tokens["ben"])


@pytest.fixture(scope="session")
def chief(served, tokens) -> Client:
    return Client(served, tokens["chief"])


@pytest.fixture(scope="session")
def reader(served, tokens) -> Client:
    return Client(served, tokens["reader"])
