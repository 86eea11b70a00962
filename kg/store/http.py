"""Speak to a SPARQL server over HTTP: one connection, held; what goes wrong in words, with what to do.

Credentials come from the environment or from a file, never from an address, and go to that server
alone: a redirect to another is refused. What is asked again after a while (a server that is busy, a
connection that breaks) changes nothing when it comes twice.
"""

from __future__ import annotations

import base64
import http.client
import os
import ssl
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urljoin, urlsplit

from kg.errors import KgError, UsageError
from kg.text.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

#: The variables of the environment that say who asks.
USER, PASSWORD, TOKEN, CREDENTIALS = (
    f"KG_STORE_{name}" for name in ("USER", "PASSWORD", "TOKEN", "CREDENTIALS")
)
#: How long (s) a server may be silent, and how long one answer may take: ``KG_STORE_TIMEOUT``.
_SILENT, _LONGEST = 30.0, 600.0
#: The most bytes of an answer.
_MOST_BYTES = 1 << 30
_PIECE = 1 << 20
_TRIES, _FIRST_PAUSE, _LONGEST_PAUSE = 6, 0.5, 30.0
_REDIRECTS = 3
_BUSY = (429, 503)
_LOOPBACK = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of a server: its status, the type of its content (without parameters), its bytes."""

    status: int
    kind: str
    content: bytes


class Client:
    """What asks one server. Raises KgError where it cannot be reached or breaks off, in every method."""

    _connection: http.client.HTTPConnection | None = None

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise UsageError("this is no address of a store", address, "give http://… or https://…")
        if "@" in parts.netloc:
            raise UsageError(
                "the address holds credentials, which others can read there",
                f"{parts.scheme}://{parts.hostname}",
                f"set {USER} and {PASSWORD}, or {CREDENTIALS} to a file that holds them",
            )
        try:
            self._place = (parts.scheme, parts.hostname, parts.port)
        except ValueError:
            raise UsageError("this address has no such port", address, "give 1 to 65535") from None
        self.shown = f"{parts.scheme}://{parts.netloc}"
        self._process = 0
        self._silent = _seconds("KG_STORE_TIMEOUT", _SILENT)
        self._authorization = authorization()
        if self._authorization and parts.scheme == "http" and parts.hostname not in _LOOPBACK:
            raise UsageError(
                "credentials would go over the network as plain text", self.shown, "use https://…"
            )

    def post(self, address: str, form: Sequence[tuple[str, str]], accept: str) -> Answer:
        """Send a form, as the SPARQL 1.1 protocol has queries and updates."""
        kind = "application/x-www-form-urlencoded"
        return self.send("POST", address, urlencode(form).encode(), kind, accept)

    def send(
        self,
        method: str,
        address: str,
        body: bytes | None = None,
        kind: str = "",
        accept: str = "*/*",
    ) -> Answer:
        """Send a request, again after a pause where the server says that it is busy or hangs up."""
        headers = {"Accept": accept, "User-Agent": "entente-kg"}
        if kind:
            headers["Content-Type"] = kind
        if self._authorization:
            headers["Authorization"] = self._authorization
        pause = _FIRST_PAUSE
        for attempt in range(1, _TRIES + 1):
            last = attempt == _TRIES
            try:
                answer, wait = self._followed(method, address, body, headers)
            except (http.client.HTTPException, ConnectionError) as error:
                self.close()
                if last or attempt > 2:
                    raise self._broken(error) from None
                wait = None
            except OSError as error:
                self.close()
                raise self._broken(error) from None
            else:
                if answer.status not in _BUSY:
                    return answer
                if last:
                    raise KgError(
                        f"the store is busy (HTTP {answer.status}), after {_TRIES} tries",
                        self.shown,
                        "run the command again later: what was done before is kept",
                    )
            time.sleep(min(pause if wait is None else wait, _LONGEST_PAUSE))
            pause *= 2
        raise AssertionError  # the last try returns or raises

    def _followed(
        self, method: str, address: str, body: bytes | None, headers: Mapping[str, str]
    ) -> tuple[Answer, float | None]:
        """The answer, behind redirects on the same server; and how long it asks us to wait (s)."""
        for _ in range(_REDIRECTS + 1):
            parts = urlsplit(address)
            if (parts.scheme, parts.hostname, parts.port) != self._place:
                raise KgError(
                    f"the store redirects to another server, {parts.scheme}://{parts.netloc}",
                    self.shown,
                    "if that one is meant, give its address",
                )
            path = f"{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"
            connection = self._connected()
            connection.request(method, path, body, dict(headers))
            response = connection.getresponse()
            content = self._content(response)
            if response.status in (301, 302, 307, 308) and (to := response.getheader("Location")):
                address = urljoin(address, to)
                continue
            kind = (response.getheader("Content-Type") or "").partition(";")[0].strip().lower()
            wait = response.getheader("Retry-After") or ""
            return Answer(response.status, kind, content), float(wait) if wait.isdigit() else None
        raise KgError("the store redirects in a circle", self.shown, "look at its address")

    def _content(self, response: http.client.HTTPResponse) -> bytes:
        end = time.monotonic() + max(_LONGEST, self._silent)
        pieces, size = [], 0
        while piece := response.read1(_PIECE):
            size += len(piece)
            pieces.append(piece)
            if size > _MOST_BYTES:
                self.close()
                raise KgError(
                    f"the store answers with more than {_MOST_BYTES >> 20} MB",
                    self.shown,
                    "ask for less (LIMIT, --about), or look whether this is the right address",
                )
            if time.monotonic() > end:
                self.close()
                raise TimeoutError
        if response.length:  # http.client says nothing of it where pieces are read
            raise http.client.IncompleteRead(b"", response.length)
        response.close()
        return b"".join(pieces)

    def _connected(self) -> http.client.HTTPConnection:
        """The connection; a process that was forked makes its own."""
        if self._connection is None or self._process != os.getpid():
            scheme, host, port = self._place
            if scheme == "https":
                context = ssl.create_default_context()
                self._connection = http.client.HTTPSConnection(
                    host, port, timeout=self._silent, context=context
                )
            else:
                self._connection = http.client.HTTPConnection(host, port, timeout=self._silent)
            self._process = os.getpid()
        return self._connection

    def close(self) -> None:
        """Let the connection go."""
        if self._connection is not None and self._process == os.getpid():
            self._connection.close()
        self._connection = None

    def __del__(self) -> None:
        self.close()

    def _broken(self, error: Exception) -> KgError:
        if isinstance(error, TimeoutError):
            what = f"the store does not answer within {self._silent:g} seconds"
            remedy = "look whether it runs, or allow more: KG_STORE_TIMEOUT=120"
        elif isinstance(error, ConnectionRefusedError):
            what, remedy = (
                "nothing answers at this address",
                "start the store, or correct the address",
            )
        elif isinstance(error, ssl.SSLError):
            what = f"the store cannot be trusted: {error.reason or error}"
            remedy = "look at its certificate"
        elif isinstance(error, http.client.HTTPException | ConnectionError):
            what = f"the store breaks off its answer ({type(error).__name__})"
            remedy = "run the command again; if it stays so, look at the log of the store"
        else:
            what = f"the store cannot be reached: {error}"
            remedy = "look at the address, and whether the store runs"
        return KgError(what, self.shown, remedy)


def authorization() -> str:
    """The header that says who asks; empty where nothing does. Raises UsageError, KgError for the file."""
    user, password = os.environ.get(USER), os.environ.get(PASSWORD)
    token, file = os.environ.get(TOKEN), os.environ.get(CREDENTIALS)
    if file:
        path = Path(file)
        said = read_text(path, file, "the credentials of the store", root=path.parent).strip()
        user, colon, password = said.partition(":")
        if not colon:
            token, user = said, None
    if token:
        return f"Bearer {token}" if token.isprintable() else _unfit()
    if user is None:
        return ""
    pair = f"{user}:{password or ''}"
    return f"Basic {base64.b64encode(pair.encode()).decode()}" if pair.isprintable() else _unfit()


def _unfit() -> str:
    raise UsageError(
        "the credentials of the store hold control characters",
        None,
        "give them in one line: user:password, or a token",
    )


def _seconds(name: str, otherwise: float) -> float:
    said = os.environ.get(name, "")
    try:
        return max(0.1, float(said)) if said else otherwise
    except ValueError:
        raise UsageError(f"{said} is no number of seconds", name, "give for instance 120") from None
