"""Who may write: a file of names, roles and the hashes of their tokens, kept by ``kg token``.

    [users.ana]
    role = "curate"
    sha256 = "…"
    expires = 2027-03-01

A token is random (256 bits), so that its plain hash gives nothing away; it is told once, when it is made.
A user without a hash is one whom a reverse proxy names. Without ``expires`` it never ends.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
import secrets
import stat
import tomllib
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from kg.errors import KgError, UsageError
from kg.text.atomic import write_atomic
from kg.text.reading import read_if_there

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

#: What each role may do beside what those before it may.
ROLES = READ, CURATE, ADMIN = "read", "curate", "admin"
FILE = "users.toml"
_NAME = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._@\-]{0,62}[A-Za-z0-9])?")
_HEAD = (
    "# Who may use the desk of kg serve --write. Tokens stand here as hashes: kg token add, list, revoke.\n"
    "# Keep it out of what you publish.\n"
)
_PREFIX = "kgt_"  # by which a scanner of leaked secrets knows a token


@dataclass(frozen=True, slots=True)
class User:
    """One who is known: a name, a role of ROLES, the hash of a token ("": none), the last day."""

    name: str
    role: str
    sha256: str = ""
    expires: date | None = None

    def may(self, role: str) -> bool:
        """Whether the user may do what a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)

    def is_over(self, today: date) -> bool:
        """Whether the user's time is over."""
        return self.expires is not None and today > self.expires


def new_token() -> str:
    """A token, to be told once."""
    return _PREFIX + secrets.token_urlsafe(32)


def hash_of(token: str) -> str:
    """The SHA-256 of a token, as it stands in the file."""
    return hashlib.sha256(token.encode()).hexdigest()


def read_users(path: Path) -> dict[str, User]:
    """The users of a file by their names; none where there is no file.

    Raises KgError for a file that cannot be read or says something else.
    """
    data = read_if_there(path, str(path), "the file of users", root=path.parent)
    if data is None:
        return {}
    try:
        given = tomllib.loads(data.decode()).get("users", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KgError(
            f"this is no file of users: {error}", str(path), "see: kg token --help"
        ) from None
    if not isinstance(given, dict):
        raise KgError("“users” is no table in it", str(path), "make it anew: kg token add NAME")
    return {name: _user(name, values, path) for name, values in given.items()}


def _user(name: str, values: object, path: Path) -> User:
    given = values if isinstance(values, dict) else {}
    role, sha256 = given.get("role"), given.get("sha256", "")
    expires = given.get("expires")
    wrong = (
        (not isinstance(values, dict) or not _NAME.fullmatch(name), "this is no user"),
        (role not in ROLES, f"role is none of {', '.join(ROLES)}"),
        (sha256 != "" and not re.fullmatch("[0-9a-f]{64}", str(sha256)), "sha256 is no SHA-256"),
        (expires is not None and type(expires) is not date, "expires is no date"),
        (
            bool(given.keys() - {"role", "sha256", "expires"}),
            "there is more than role, sha256 and expires",
        ),
    )
    for is_wrong, what in wrong:
        if is_wrong:
            raise KgError(
                f"{name}: {what}", str(path), "mend the line, or: kg token revoke " + name
            )
    return User(name, str(role), str(sha256), expires)


def write_users(path: Path, users: Mapping[str, User]) -> None:
    """Write the file, for its owner alone. Raises KgError where it cannot be written."""
    blocks = [_HEAD]
    for user in users.values():
        lines = [f"[users.{json.dumps(user.name)}]", f"role = {json.dumps(user.role)}"]
        lines += [f"sha256 = {json.dumps(user.sha256)}"] if user.sha256 else []
        lines += [f"expires = {user.expires.isoformat()}"] if user.expires else []
        blocks.append("\n".join(lines) + "\n")
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.name == FILE and not (ignored := path.parent / ".gitignore").exists():
        write_atomic(ignored, f"{FILE}\n".encode())
    write_atomic(path, "\n".join(blocks).encode())
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)


def added(
    users: Mapping[str, User], name: str, role: str, expires: date | None, *, token: str | None
) -> dict[str, User]:
    """The users with one more, or with another role and token of one. Raises UsageError for a name that cannot be."""
    if not _NAME.fullmatch(name):
        raise UsageError(f"“{name}” is no name of a user", "NAME", "letters, digits and . _ - @")
    return {**users, name: User(name, role, "" if token is None else hash_of(token), expires)}


def without(users: Mapping[str, User], name: str) -> dict[str, User]:
    """The users without one. Raises UsageError where there is none of that name."""
    if name not in users:
        known = ", ".join(users) or "nobody"
        raise UsageError(f"there is no user {name}", "NAME", f"there is: {known}")
    return {other: user for other, user in users.items() if other != name}


def holder_of(users: Mapping[str, User], sha256: str, today: date) -> User | None:
    """The user with the token of a hash, whose time is not over; all are compared in the same time."""
    holder = None
    for user in users.values():
        if hmac.compare_digest(user.sha256 or "-" * 64, sha256):
            holder = user
    return None if holder is None or holder.is_over(today) else holder
