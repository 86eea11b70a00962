"""Who asks at the desk: by a token, by a session that a token began, or by the name that a proxy gives."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING

from kg.publish.desk.users import ADMIN, User, hash_of, holder_of, new_token, read_users
from kg.publish.serve.evaluation import Refusal
from kg.publish.serve.requests import base_of

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from starlette.requests import Request

COOKIE = "kg_desk"
_HOURS = 12
_MOST_SESSIONS = 1_000
#: So many wrong tokens from one address within so many seconds, and it has to wait.
_TRIES, _WINDOW = 10, 60.0
_MOST_ADDRESSES = 10_000


@dataclass
class Signing:
    """Knows who asks. ``users_file``: names, roles and hashes, read anew when it changes.

    ``header``: the header in which a proxy of ``proxies`` (addresses or networks) names the user. Where
    there is no user in the file, ``own_token`` is that of one who started the server, for this run alone.
    """

    users_file: Path
    header: str = ""
    proxies: tuple[str, ...] = ()
    own_token: str = ""
    _sessions: dict[str, tuple[str, str, float]] = field(default_factory=dict)
    _wrong: dict[str, list[float]] = field(default_factory=dict)
    _stamp: tuple[int, int, int] | None = None
    _users: dict[str, User] = field(default_factory=dict)

    def make_own(self) -> str:
        """A token for who starts the server, where the file has no user; else "". Raises KgError."""
        if not self.users() and not self.header:
            self.own_token = new_token()
        return self.own_token

    def users(self) -> dict[str, User]:
        """The users as the file has them now. Raises KgError."""
        try:
            found = self.users_file.stat()
            stamp = (found.st_mtime_ns, found.st_size, found.st_ino)
        except OSError:
            stamp = None
        if stamp is None or stamp != self._stamp:
            self._users, self._stamp = read_users(self.users_file), stamp
        return self._users

    def who(self, request: Request) -> User | None:
        """The user who asks; None for one who is not known. Raises Refusal 429 after too many wrong tokens."""
        if token := _bearer(request):
            return self._holder(request, token)
        if name := self._named_by_proxy(request):
            user = self.users().get(name)
            return None if user is None or user.is_over(_today()) else user
        return self._in_session(request.cookies.get(COOKIE, ""))

    def require(self, request: Request, role: str) -> User:
        """The user who asks, if he may do what a role may. Raises Refusal 401 and 403."""
        user = self.who(request)
        if user is None:
            raise Refusal(
                401, "the desk wants to know who you are", "sign in with a token: kg token add NAME"
            )
        if not user.may(role):
            raise Refusal(
                403, f"{user.name} may {user.role}, and this takes the role {role}", "ask an admin"
            )
        return user

    def begin(self, request: Request, token: str) -> tuple[User, str]:
        """Begin a session; gives the user and its secret. Raises Refusal 401, 429."""
        user = self._holder(request, token)
        if user is None:
            raise Refusal(
                401, "this token is nobody's, or its time is over", "kg token add NAME makes one"
            )
        now = time.time()
        self._sessions = {s: one for s, one in self._sessions.items() if one[2] > now}
        if len(self._sessions) >= _MOST_SESSIONS:
            self._sessions.pop(next(iter(self._sessions)))
        secret = secrets.token_urlsafe(32)
        self._sessions[hash_of(secret)] = (user.name, hash_of(token), now + _HOURS * 3600)
        return user, secret

    def end(self, request: Request) -> None:
        """End the session of who asks."""
        self._sessions.pop(hash_of(request.cookies.get(COOKIE, "")), None)

    def _holder(self, request: Request, token: str) -> User | None:
        user = self._user_of(hash_of(token))
        if user is not None:  # whatever others from this address have tried
            return user
        address = request.client.host if request.client else ""
        now = time.monotonic()
        recent = [at for at in self._wrong.get(address, ()) if now - at < _WINDOW]
        if len(recent) >= _TRIES:
            raise Refusal(429, "too many wrong tokens came from this address", "wait a minute")
        if len(self._wrong) >= _MOST_ADDRESSES:
            self._wrong.clear()
        self._wrong[address] = [*recent, now]
        return None

    def _user_of(self, digest: str) -> User | None:
        if self.own_token and secrets.compare_digest(hash_of(self.own_token), digest):
            return User("local", ADMIN)
        return holder_of(self.users(), digest, _today())

    def _in_session(self, secret: str) -> User | None:
        held = self._sessions.get(hash_of(secret)) if secret else None
        if held is None or held[2] < time.time():
            return None
        user = self._user_of(held[1])  # the token may be revoked since
        return user if user is not None and user.name == held[0] else None

    def _named_by_proxy(self, request: Request) -> str:
        peer = request.scope.get("state", {}).get("peer", "")
        if not self.header or not peer or not any(_within(peer, one) for one in self.proxies):
            return ""
        return request.headers.get(self.header, "").strip()


def _today() -> date:
    return datetime.now(UTC).date()


def _bearer(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _within(peer: str, network: str) -> bool:
    try:
        return ip_address(peer) in ip_network(network, strict=False)
    except ValueError:
        return False


def require_own_page(request: Request) -> None:
    """Raise Refusal 403 for a request that a page of another origin sends."""
    origin = request.headers.get("origin")
    if origin is not None and origin != base_of(request):
        raise Refusal(403, "a page of another origin cannot use the desk")
    if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        raise Refusal(403, "a page of another origin cannot use the desk")
