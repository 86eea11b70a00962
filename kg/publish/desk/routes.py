"""The desk over HTTP: its page, and the JSON behind it. What is asked is done by forks of the clerk."""

from __future__ import annotations

import asyncio
import json
import socket
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kg.publish.desk.asked_of_texts import FORM
from kg.publish.desk.clerk import SECONDS
from kg.publish.desk.signing import COOKIE, require_own_page
from kg.publish.desk.users import ADMIN, CURATE, READ
from kg.publish.serve.evaluation import Refusal
from kg.publish.serve.pool import Busy
from kg.publish.serve.requests import body, media_type
from kg.publish.serve.wire import Channel
from kg.text.reading import read_file

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from kg.publish.desk.signing import Signing
    from kg.publish.desk.users import User

_HERE = Path(__file__).resolve().parent
_STATIC = {"desk.css": "text/css"}
_STATIC |= dict.fromkeys(
    (
        "desk.js",
        "ask.js",
        "find.js",
        "form.js",
        "marks.js",
        "offers.js",
        "sheet.js",
        "sides.js",
        "text.js",
    ),
    "text/javascript",
)
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
)
#: The most bytes of what is sent: a form, and a document or a sheet (which comes as base64).
_FORM_BYTES, _LARGE_BYTES = 1 << 20, 24 << 20
#: So many things are done at a time, and so many wait.
_AT_ONCE, _WAITING = 4, 32
#: The most events whose status is said with one claim.
_STATUSES = 4
_KEEPS = {"Cache-Control": "no-store"}


class DeskRoutes:
    """The addresses of the desk. ``clerk``: the socket by which its clerk is asked."""

    def __init__(self, clerk: socket.socket, signing: Signing) -> None:
        self._clerk, self.signing = Channel(clerk), signing
        self._places, self._count = asyncio.Semaphore(_AT_ONCE), 0
        self._sending = asyncio.Lock()

    def routes(self) -> list[Route]:
        """What the server adds to its own."""
        one = "/desk/api/documents/{source}"
        read = ["GET", "HEAD"]
        return [
            Route("/desk", self.page, methods=read),
            Route("/desk/static/{name}", self.static, methods=read),
            Route("/desk/session", self.session, methods=["GET", "POST", "DELETE"]),
            Route("/desk/api/form", self.form, methods=read),
            Route("/desk/api/complete", self._read("complete"), methods=read),
            Route("/desk/api/log", self._read("log"), methods=read),
            Route("/desk/api/documents", self.documents, methods=["GET", "POST"]),
            Route("/desk/api/sheets", self.sheets, methods=["POST"]),
            Route("/desk/api/words", self._write("make", CURATE, tagged=False), methods=["POST"]),
            Route(one, self._read("document"), methods=read),
            *(
                Route(f"{one}/{name}", self._read(name), methods=read)
                for name in ("drafts", "findings", "codings", "log")
            ),
            *(
                Route(f"{one}/{name}", self._write(name, CURATE, tagged=False), methods=["POST"])
                for name in ("draft", "preview", "refuse")
            ),
            Route(f"{one}/claims", self._write("save", CURATE), methods=["POST"]),
            Route(f"{one}/claims/{{claim}}", self._write("take out", CURATE), methods=["DELETE"]),
            Route(f"{one}/review", self._write("review", ADMIN), methods=["POST"]),
            Route(f"{one}/undo", self._write("undo", CURATE), methods=["POST"]),
            Route("/desk/{source}", self.page, methods=read),
        ]

    async def page(self, _: Request) -> Response:
        """The page; who may see what is asked for by its script."""
        return Response(
            _file("desk.html"),
            media_type="text/html",
            headers={
                "Content-Security-Policy": _POLICY,
                "Referrer-Policy": "no-referrer",
                "Cache-Control": "no-cache",
            },
        )

    async def static(self, request: Request) -> Response:
        """A script or the style of the page."""
        name = request.path_params["name"]
        if name not in _STATIC:
            raise HTTPException(404)
        return Response(
            _file(name), media_type=_STATIC[name], headers={"Cache-Control": "no-cache"}
        )

    async def session(self, request: Request) -> Response:
        """Who is signed in (GET); sign in with a token (POST), and out (DELETE). Raises Refusal."""
        require_own_page(request)
        if request.method == "GET":
            user = self.signing.who(request)
            return JSONResponse(
                {"name": user.name, "role": user.role} if user else None, headers=_KEEPS
            )
        if request.method == "DELETE":
            self.signing.end(request)
            answer = JSONResponse(None, headers=_KEEPS)
            answer.delete_cookie(COOKIE, path="/desk")
            return answer
        given = await _json(request, _FORM_BYTES)
        user, secret = self.signing.begin(request, str(given.get("token", "")).strip())
        answer = JSONResponse({"name": user.name, "role": user.role}, headers=_KEEPS)
        secure = request.url.scheme == "https"
        answer.set_cookie(
            COOKIE, secret, path="/desk", httponly=True, samesite="strict", secure=secure
        )
        return answer

    async def form(self, request: Request) -> Response:
        """The fields of a claim: their names, groups, what they mean, an example."""
        self._user(request, READ)
        told = [
            {
                "name": c.name,
                "group": c.group,
                "means": c.means.replace("`", ""),
                "example": c.example,
                "usual": c.usual,
            }
            for c in FORM
            if c.name != "claim"
        ]
        return JSONResponse(told, headers=_KEEPS)

    async def documents(self, request: Request) -> Response:
        """The documents (GET); bring one (POST). Raises Refusal."""
        if request.method == "GET":
            self._user(request, READ)
            return await self._asked({"do": "documents"})
        user = self._user(request, CURATE)
        given = await _json(request, _LARGE_BYTES)
        fields = given.get("fields")
        if not isinstance(fields, dict):
            raise Refusal(400, "“fields” is missing", 'send {"fields": {"title": …}, "text": …}')
        asked = {
            "do": "new document",
            "fields": fields,
            "text": given.get("text"),
            "user": user.name,
        }
        return await self._asked(asked)

    async def sheets(self, request: Request) -> Response:
        """Look at a sheet, or add it. Raises Refusal."""
        user = self._user(request, CURATE)
        given = await _json(request, _LARGE_BYTES)
        for name in ("name", "content"):
            if not isinstance(given.get(name), str):
                raise Refusal(
                    400, f"“{name}” is missing", "send the name and the content (base64) of a sheet"
                )
        try:
            import base64

            base64.b64decode(given["content"], validate=True)
        except ValueError:
            raise Refusal(400, "the content is not in base64") from None
        kept = {
            n: given[n]
            for n in ("name", "content", "source", "mapping")
            if isinstance(given.get(n), str)
        }
        return await self._asked(
            {**kept, "do": "add sheet" if given.get("add") is True else "sheet", "user": user.name}
        )

    def _read(self, name: str) -> Callable[[Request], Awaitable[Response]]:
        async def read(request: Request) -> Response:
            self._user(request, READ)
            asked: dict[str, Any] = {"do": name, **request.path_params}
            for parameter in ("other", "column", "typed", "relation", "source"):
                if parameter in request.query_params:
                    asked[parameter] = request.query_params[parameter][:500]
            if name == "complete":
                asked = {"typed": "", "column": "", **asked}
            return await self._asked(asked)

        return read

    def _write(
        self, name: str, role: str, *, tagged: bool = True
    ) -> Callable[[Request], Awaitable[Response]]:
        async def write(request: Request) -> Response:
            user = self._user(request, role)
            given = await _json(request, _FORM_BYTES) if request.method == "POST" else {}
            asked: dict[str, Any] = _checked(name, given)
            asked |= {"do": name, **request.path_params, "user": user.name, "role": user.role}
            if name == "take out":
                asked["claim"] = f"{asked['source']}/{asked['claim']}"
            if tagged:
                asked["tag"] = _tag(request)
            return await self._asked(asked)

        return write

    def _user(self, request: Request, role: str) -> User:
        require_own_page(request)
        return self.signing.require(request, role)

    async def _asked(self, asked: dict[str, Any]) -> Response:
        """What a fork of the clerk answers. Raises Refusal, Busy."""
        if self._count >= _AT_ONCE + _WAITING:
            raise Busy("too many things are asked at the desk")
        self._count += 1
        try:
            async with self._places:
                told = await self._told(asked)
        finally:
            self._count -= 1
        status = told.pop("status")
        if status == 200:
            value = told["value"]
            tag = value.get("tag") if isinstance(value, dict) else None
            return JSONResponse(value, headers={**_KEEPS, **({"ETag": f'"{tag}"'} if tag else {})})
        return JSONResponse(
            {"type": "about:blank", "status": status, **told},
            status,
            _KEEPS,
            media_type="application/problem+json",
        )

    async def _told(self, asked: dict[str, Any]) -> dict[str, Any]:
        ours, theirs = socket.socketpair()
        channel = Channel(ours)
        try:
            async with self._sending:
                await self._clerk.send(asked, [theirs.fileno()])
            theirs.close()
            async with asyncio.timeout(SECONDS + 15):
                received = await channel.receive()
        except TimeoutError:
            received = None
        except OSError:
            raise Refusal(503, "the desk has ended", "start the server again") from None
        finally:
            theirs.close()
            channel.close()
        if received is None:
            raise Refusal(
                503,
                "no answer came of what does this",
                "it is done whole or not at all: look at the document before you do it again",
            )
        return received[0]


async def _json(request: Request, most: int) -> dict[str, Any]:
    """The content of a request, an object in JSON. Raises Refusal 400, 413, 415."""
    if media_type(request) != "application/json":
        raise Refusal(415, "the desk reads JSON", "send it with Content-Type: application/json")
    try:
        given = json.loads(await body(request, most))
    except (ValueError, RecursionError):
        raise Refusal(400, "this is no JSON in UTF-8") from None
    if not isinstance(given, dict):
        raise Refusal(400, 'an object is wanted, as {"cells": {}}')
    return given


def _checked(name: str, given: dict[str, Any]) -> dict[str, Any]:
    """What an address needs of what was sent. Raises Refusal 400."""
    if name in ("preview", "save"):
        return _row(given)
    if name == "make":
        for part, kind in (("sort", str), ("label", str), ("said", dict)):
            if not isinstance(given.get(part), kind):
                raise Refusal(400, f"“{part}” is missing, or something else")
        return {part: given[part] for part in ("sort", "label", "said")}
    if name == "draft":
        start, end = given.get("start"), given.get("end")
        if type(start) is not int or type(end) is not int or not 0 <= start < end:
            raise Refusal(400, "“start” and “end” are no places of characters")
        return {"start": start, "end": end}
    wanted = {"refuse": "draft", "review": "status"}.get(name)
    if wanted is None:
        return {}
    if not isinstance(given.get(wanted), str):
        raise Refusal(400, f"“{wanted}” is missing")
    return {wanted: given[wanted]}


def _row(given: dict[str, Any]) -> dict[str, Any]:
    """What is sent of a claim. Raises Refusal 400."""
    cells, statuses = given.get("cells"), given.get("statuses") or {}
    if not isinstance(cells, dict) or not all(isinstance(v, str) for v in cells.values()):
        raise Refusal(400, "“cells” is missing, or has other values than texts")
    if not isinstance(statuses, dict) or not all(isinstance(v, str) for v in statuses.values()):
        raise Refusal(400, "“statuses” has other values than texts")
    if len(statuses) > _STATUSES:
        raise Refusal(400, f"“statuses” has more than {_STATUSES} events")
    draft = given.get("draft")
    return {
        "cells": cells,
        "draft": draft if isinstance(draft, str) else None,
        "statuses": statuses,
    }


def _tag(request: Request) -> str:
    """The tag that If-Match holds. Raises Refusal 428."""
    held = request.headers.get("if-match", "").strip()
    if not (held.startswith('"') and held.endswith('"') and len(held) > 2):  # two quotes
        raise Refusal(
            428, "If-Match is missing: of which state of the document you speak", "send its ETag"
        )
    return held[1:-1]


@cache
def _file(name: str) -> bytes:
    path = _HERE / "static" / name
    return read_file(path, name, root=path.parent)
