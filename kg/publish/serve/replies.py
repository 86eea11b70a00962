"""Answers over HTTP: a worker's, sent as it grows; errors in plain words; what a cache may keep."""

from __future__ import annotations

import asyncio
import hashlib
import json
import zlib
from typing import TYPE_CHECKING

from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from kg.publish.serve.evaluation import Refusal
from kg.publish.serve.pages.frame import POLICY, render
from kg.publish.serve.pool import Busy
from kg.publish.serve.requests import client_of
from kg.publish.serve.types import accepted, content_type, takes_gzip

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request
    from starlette.types import Receive, Send
    from starlette.types import Scope as Connection

    from kg.claims.scope import Scope
    from kg.publish.serve.handles import Answer
    from kg.publish.serve.pool import Pool
    from kg.publish.serve.wire import Message

#: How long (s) an answer may take before it is looked whether the client is still there.
_AT_ONCE = 0.05
#: An answer of fewer bytes is not worth being compressed.
_SMALL = 1_000
_NAMED = 3  # how closely a range that names a type covers it
_PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self'; base-uri 'none'"
    "; frame-ancestors 'none'"
)
#: How an error that comes late is told in the format of the answer, which it breaks off.
_LATE = {
    "application/sparql-results+json": "\n/* {} */\n",
    "application/sparql-results+xml": "\n<!-- {} -->\n",
    "application/rdf+xml": "\n<!-- {} -->\n",
    "application/ld+json": "\n/* {} */\n",
}


def refusal(request: Request, error: Refusal) -> Response:
    """An error as an answer: in words, as a page for people, or as a problem (RFC 9457) for who asks for JSON."""
    headers = {"Vary": "Accept", "Cache-Control": "no-store"}
    if isinstance(error, Busy):
        headers["Retry-After"] = str(error.after)
    wanted = {
        f"{range_.kind}/{range_.subtype}" for range_ in accepted(request.headers.get("accept", ""))
    }
    identifier = request.scope.get("state", {}).get("id", "")
    if wanted & {"application/json", "application/problem+json"}:
        told = {"type": "about:blank", "title": error.what, "status": error.status}
        told |= {"detail": error.remedy} if error.remedy else {}
        return JSONResponse(
            {**told, "instance": f"urn:request:{identifier}"},
            error.status,
            headers,
            media_type="application/problem+json",
        )
    if _is_for_people(request):
        title = error.what[:1].upper() + error.what[1:]
        page = render("refused.html", title=title, status=error.status, remedy=error.remedy)
        headers["Content-Security-Policy"] = POLICY
        return HTMLResponse(page, error.status, headers)
    remedy = f"\n→ {error.remedy}" if error.remedy else ""
    return PlainTextResponse(f"{error.what}{remedy}\n", error.status, headers)


def _is_for_people(request: Request) -> bool:
    """Whether a browser shows the answer: it names pages as what it takes most gladly."""
    if request.method not in ("GET", "HEAD"):
        return False
    ranges = accepted(request.headers.get("accept", ""))
    named = [each for each in ranges if each.covers("text/html") == _NAMED]
    return any(each.quality == max(r.quality for r in ranges) for each in named)


def tag_of(*parts: object) -> str:
    """A weak entity tag of what an answer depends on: the same data and question, the same tag."""
    digest = hashlib.sha256(json.dumps(parts, default=str).encode()).hexdigest()
    return f'W/"{digest[:32]}"'


def is_known(request: Request, tag: str) -> bool:
    """Whether the client holds the answer of this tag (If-None-Match, RFC 9110, section 13.1.2)."""
    held = request.headers.get("if-none-match", "")
    return held.strip() == "*" or tag in [each.strip() for each in held.split(",")]


class Streamed(Response):
    """The answer of a worker, sent while it grows. A client that goes away ends the evaluation."""

    def __init__(  # what an evaluation needs
        self,
        request: Request,
        pool: Pool,
        asked: Message,
        scope: Scope,
        tag: str = "",
        *,
        network: bool = False,
        extra: Mapping[str, str] | None = None,
    ) -> None:
        self._request, self._pool, self._asked, self._scope = request, pool, asked, scope
        self._tag, self._network, self._extra = tag, network, dict(extra or {})
        self.background = None

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        if self._tag and is_known(self._request, self._tag):
            await Response(None, 304, self._kept())(scope, receive, send)
            return
        serving = asyncio.create_task(self._serve(scope, receive, send))
        leaving: asyncio.Task[None] | None = None
        try:
            await asyncio.wait({serving}, timeout=_AT_ONCE)
            if not serving.done():
                leaving = asyncio.create_task(_left(receive))
                await asyncio.wait({serving, leaving}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            if leaving is not None:
                leaving.cancel()
            serving.cancel()
            await asyncio.wait({serving})
        if not serving.cancelled():
            serving.result()

    async def _serve(self, scope: Connection, receive: Receive, send: Send) -> None:
        started = False
        try:
            async with self._pool.answer(
                self._asked, self._scope, client_of(self._request), network=self._network
            ) as answer:
                sender = _Sender(send, answer, self._headers_of(answer), self._request)
                started = True
                await sender.send_all()
        except Refusal as error:
            self._pool.ended(_reason(error))
            if not started:
                await refusal(self._request, error)(scope, receive, send)
            else:
                await _break_off(send, sender, error, self._request)

    def _kept(self) -> dict[str, str]:
        headers = {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache"}
        return headers | ({"ETag": self._tag} if self._tag else {}) | self._extra

    def _headers_of(self, answer: Answer) -> dict[str, str]:
        limits = self._pool.settings
        kind = answer.head["type"]
        headers = self._kept() | {"Content-Type": content_type(kind)}
        headers["Entente-Limits"] = (
            f"seconds={limits.seconds:g}, rows={limits.rows}, bytes={limits.bytes}"
        )
        if kind == "text/html":
            headers.setdefault("Content-Security-Policy", _PAGE_POLICY)
        return headers


def _reason(error: Refusal) -> str:
    return "busy" if error.status == 503 else "limit" if error.status == 422 else "refused"


async def _left(receive: Receive) -> None:
    """Wait until the client is gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


class _Sender:
    """Sends an answer: whole, where it is small and there; else in pieces, compressed where that is taken."""

    def __init__(
        self, send: Send, answer: Answer, headers: dict[str, str], request: Request
    ) -> None:
        self._send, self._answer, self._headers = send, answer, headers
        self._is_head = request.method == "HEAD"
        self.kind = headers["Content-Type"].partition(";")[0]
        takes = takes_gzip(request.headers.get("accept-encoding", ""))
        small = answer.finished.done() and answer.size < _SMALL
        self.packing = zlib.compressobj(5, wbits=31) if takes and not small else None

    async def send_all(self) -> None:
        place, answer = 0, self._answer
        first = await answer.more(place)
        if self.packing is not None:
            self._headers["Content-Encoding"] = "gzip"
        elif answer.finished.done() and len(first) == answer.size:
            self._headers["Content-Length"] = str(answer.size)
        headers = [(k.lower().encode(), v.encode("latin-1")) for k, v in self._headers.items()]
        await self._send({"type": "http.response.start", "status": 200, "headers": headers})
        piece = b"" if self._is_head else first
        while piece:
            place += len(piece)
            await self.piece(piece)
            piece = await answer.more(place)
        await self.end()

    async def end(self) -> None:
        """End the transfer, so that the client knows that all came."""
        rest = self.packing.flush() if self.packing is not None and not self._is_head else b""
        await self._send({"type": "http.response.body", "body": rest, "more_body": False})

    async def piece(self, content: bytes, *, last: bool = False) -> None:
        """Send some bytes, compressed or not; ``last`` with all that are held back."""
        if self.packing is not None:
            content = self.packing.compress(content)
            if last:
                content += self.packing.flush(zlib.Z_SYNC_FLUSH)
        if content:
            await self._send({"type": "http.response.body", "body": content, "more_body": True})


async def _break_off(send: Send, sender: _Sender, error: Refusal, request: Request) -> None:
    """Say in the content what went wrong, and end without its end: no client takes it for whole.

    A browser drops what came last before a connection broke, and with it the reason. A client that
    says that it reads errors in the content (``Entente-Errors: in-content``) gets the end of the
    transfer as well.
    """
    form = _LATE.get(sender.kind, "\n# {}\n")
    await sender.piece(form.format(f"error: {error.what}".replace("--", "- -")).encode(), last=True)
    if request.headers.get("entente-errors") == "in-content":
        await sender.end()


async def content_of(pool: Pool, request: Request, asked: Message, scope: Scope) -> bytes:
    """The whole of a small answer, for what the server makes of it. Raises Refusal."""
    async with pool.answer(asked, scope, client_of(request)) as answer:
        pieces: list[bytes] = []
        place = 0
        while piece := await answer.more(place):
            pieces.append(piece)
            place += len(piece)
        return b"".join(pieces)
