"""Addresses that nobody means are refused before anything looks at them: rubbish in plain words, never a fault."""

from __future__ import annotations

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
    """An application that gets only requests whose path can be an address of something."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        """Answer a request, or refuse it (400)."""
        if scope["type"] == "http" and (problem := _problem(scope.get("raw_path") or b"")):
            request = Request(scope, receive)
            await refusal(request, Refusal(400, problem, "see what there is: /"))(
                scope, receive, send
            )
            return
        await self._app(scope, receive, send)


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
