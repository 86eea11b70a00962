"""Addresses that nobody means are refused before anything looks at them: rubbish in plain words, never a fault."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from starlette.requests import Request

from kg.publish.serve.evaluation import Refusal
from kg.publish.serve.replies import refusal

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Send
    from starlette.types import Scope as Connection

_LONGEST = 8_000  # bytes of a path


class Checked:
    """An application that gets only requests whose path can be an address of something.

    ``names``: the names of the server by which alone it may be asked; None: any.
    """

    def __init__(self, app: ASGIApp, names: frozenset[str] | None = None) -> None:
        self._app, self._names = app, names

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it (400, 421)."""
        if scope["type"] == "http" and (error := self._wrong(scope)) is not None:
            await refusal(Request(scope, receive), error)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _wrong(self, scope: Connection) -> Refusal | None:
        if problem := _problem(scope.get("raw_path") or b""):
            return Refusal(400, problem, "see what there is: /")
        if self._names is None:
            return None
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        if re.sub(r":\d+$", "", host).lower() in self._names:
            return None
        return Refusal(
            421, "this server is not asked by this name", f"ask {', '.join(sorted(self._names))}"
        )


def _problem(raw: bytes) -> str:
    """Why a path is no address of anything; empty where it may be one."""
    path = raw.partition(b"?")[0]
    if len(path) > _LONGEST:
        return f"this address is longer than {_LONGEST:,} bytes"
    try:
        text = unquote_to_bytes(path).decode()
    except UnicodeDecodeError:
        return "this address is not UTF-8"
    if any(ord(char) < 32 or ord(char) == 127 for char in text):
        return "this address holds a control character"
    return ""
