"""Who may use the desk: roles, tokens kept as hashes, last days, and files that say something else."""

from __future__ import annotations

import hashlib
import stat
from datetime import date

import pytest

from kg.errors import KgError, UsageError
from kg.publish.desk.users import (
    User,
    added,
    holder_of,
    new_token,
    read_users,
    without,
    write_users,
)

DAY = date(2027, 3, 1)


def test_a_token_is_kept_as_its_hash_for_its_owner_alone(tmp_path):
    token = new_token()
    path = tmp_path / "desk" / "users.toml"
    write_users(path, added({}, "ana", "curate", DAY, token=token))
    text = path.read_text()
    assert token not in text
    assert hashlib.sha256(token.encode()).hexdigest() in text
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert (path.parent / ".gitignore").read_text().split() == ["users.toml"]
    assert read_users(path)["ana"].role == "curate"
    assert read_users(path)["ana"].expires == DAY


def test_a_token_serves_until_its_last_day_and_not_after():
    token = new_token()
    digest = hashlib.sha256(token.encode()).hexdigest()
    users = added({}, "ana", "curate", DAY, token=token)
    assert holder_of(users, digest, DAY).name == "ana"
    assert holder_of(users, digest, date(2027, 3, 2)) is None
    assert holder_of(users, hashlib.sha256(b"other").hexdigest(), DAY) is None
    assert holder_of(without(users, "ana"), digest, DAY) is None


def test_one_whom_a_proxy_names_has_no_token_that_could_be_guessed():
    users = added({}, "dora", "admin", None, token=None)
    for guess in ("", "0" * 64, hashlib.sha256(b"").hexdigest()):
        assert holder_of(users, guess, DAY) is None


@pytest.mark.parametrize(
    ("role", "may"),
    [("read", "read"), ("curate", "read curate"), ("admin", "read curate admin")],
)
def test_a_role_may_what_those_before_it_may(role, may):
    user = User("x", role)
    assert [name for name in ("read", "curate", "admin") if user.may(name)] == may.split()


@pytest.mark.parametrize(
    "text",
    [
        "[users.ana]\nrole = 'boss'\n",
        "[users.ana]\nrole = 'read'\nsha256 = 'abc'\n",
        "[users.ana]\nrole = 'read'\nexpires = 'soon'\n",
        "[users.ana]\nrole = 'read'\npassword = 'x'\n",
        "[users]\nana = 3\n",
        "users = 3\n",
        "[users.'a b']\nrole = 'read'\n",
        "nonsense",
        "\xff",
    ],
)
def test_a_file_that_says_something_else_is_refused(tmp_path, text):
    path = tmp_path / "users.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(KgError) as error:
        read_users(path)
    assert error.value.remedy


def test_a_name_that_cannot_be_and_one_that_is_not_there(tmp_path):
    assert read_users(tmp_path / "users.toml") == {}
    for name in ("", "a b", "a\n", "x" * 80, '"'):
        with pytest.raises(UsageError):
            added({}, name, "read", None, token="t")
    with pytest.raises(UsageError, match="no user ana"):
        without({}, "ana")


def test_the_command_gives_lists_and_revokes(tmp_path, desk_workspace, run):
    place = ("--workspace", str(desk_workspace), "--users", str(tmp_path / "users.toml"))
    made = run("token", "add", "ana", *place, "--role", "admin", "--days", "0")
    assert made.returncode == 0
    assert made.stdout.startswith("kgt_")
    listed = run("token", "list", *place)
    assert "ana" in listed.stdout
    assert "without end" in listed.stdout
    assert made.stdout.strip() not in listed.stdout
    assert run("token", "revoke", "ana", *place).returncode == 0
    assert run("token", "revoke", "ana", *place).returncode == 2
    assert run("token", "list").returncode == 2  # the core is no workspace
