"""The addresses of the pages: what is asked for is read here, and made by a worker (``making``)."""

from __future__ import annotations

import gzip
import re
from collections import OrderedDict
from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from kg.publish.serve.evaluation import Refusal
from kg.publish.serve.pages.frame import POLICY, assets
from kg.publish.serve.replies import Streamed, content_of, is_known, tag_of
from kg.publish.serve.requests import of_address, one, scope_of
from kg.publish.serve.spaces import spaces_of
from kg.publish.serve.types import JSON, PAGES, RESULTS, preferred, takes_gzip

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.claims.scope import Scope
    from kg.publish.serve.pool import Pool
    from kg.publish.serve.requests import Parameters

_READ = ["GET", "HEAD"]
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
#: Parameters that are no values of a question.
_OWN = ("as-of", "known-at", "view", "source", "stated-only", "lang", "format")
_SUGGESTED, _MOST_CENTRES, _DEEPEST = 20, 40, 3
#: So many bytes of pages that take long to make are kept.
_KEPT = 64 << 20
_OPEN_PAGE = {"Content-Security-Policy": "frame-ancestors 'none'; base-uri 'none'"}


class PageRoutes:
    """What answers with pages."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0

    def routes(self) -> list[Route]:
        """The routes of the pages that are not those of a thing."""
        listed: dict[str, Any] = {
            "/": self.home,
            "/search": self.search,
            "/questions": self.questions,
            "/ask/{name}": self.ask,
            "/conflicts": self.conflicts,
            "/graph": self.graph,
            "/picture.svg": self.still,
            "/thing": self.thing,
            "/codebook": self.guide,
            "/model": self.guide,
            "/assets/{name}": self.asset,
        }
        return [Route(path, answer, methods=_READ) for path, answer in listed.items()]

    def own_space(self) -> list[Route]:
        """The route of a workspace's namespace without its slash, as of ``https://example.org/s#``."""
        tops = [top for _, top, _ in spaces_of(self._pool.settings.layout.workspace)[3:]]
        return [Route(top.rstrip("/"), self._slash, methods=_READ) for top in tops]

    async def _slash(self, request: Request) -> Response:
        query = f"?{request.url.query}" if request.url.query else ""
        return RedirectResponse(f"{request.url.path}/{query}", 308)

    async def home(self, request: Request) -> Response:
        """The first page. Raises Refusal."""
        return await self._slow(request, "page", what="home")

    async def search(self, request: Request) -> Response:
        """What is found, as a page, or as JSON for who asks for that. Raises Refusal."""
        given = of_address(request)
        text = one(given, "q") or ""
        if _form(request, {**PAGES, **JSON})[0] == "html":
            return self.page(request, given, what="search", text=text)
        most = one(given, "most") or str(_SUGGESTED)
        if not (most.isascii() and most.isdecimal() and 0 < int(most[:9]) <= _SUGGESTED):
            raise Refusal(400, f"most is no number from 1 to {_SUGGESTED}")
        return self._streamed(request, given, "found", text=text, most=int(most))

    async def questions(self, request: Request) -> Response:
        """The list of the named questions. Raises Refusal."""
        return self.page(request, of_address(request), what="questions")

    async def ask(self, request: Request) -> Response:
        """A named question with its answer, as a page, or its rows as data. Raises Refusal."""
        given = of_address(request)
        form = _form(request, {**PAGES, **RESULTS})
        if (named := one(given, "format")) is not None:
            if named not in RESULTS:
                raise Refusal(400, f"there is no format {named[:40]}", f"give {', '.join(RESULTS)}")
            form = (named, RESULTS[named][0])
        values = {name: one(given, name) or "" for name in given if name not in _OWN}
        values = {name: value.strip() for name, value in values.items() if value.strip()}
        asked = {"name": request.path_params["name"], "values": values}
        if form[0] == "html":
            return self.page(request, given, what="ask", **asked)
        return self._streamed(request, given, "answer", form=form, **asked)

    async def conflicts(self, request: Request) -> Response:
        """All that contradicts, or beside a claim, or about an entity. Raises Refusal."""
        given = of_address(request)
        about, claim = (one(given, name) or "" for name in ("about", "claim"))
        if about or claim:
            return self.page(request, given, what="conflicts", about=about.strip(), claim=claim)
        return await self._slow(request, "page", what="conflicts", about="", claim="")

    async def guide(self, request: Request) -> Response:
        """The codebook, or the model. Raises Refusal."""
        return await self._slow(request, "page", what="guide", name=request.url.path.strip("/"))

    async def thing(self, request: Request) -> Response:
        """The page of what has another namespace than ours, by its IRI. Raises Refusal."""
        given = of_address(request)
        iri = one(given, "iri")
        if not iri:
            raise Refusal(400, "the parameter iri is missing")
        return self.page(request, given, what="thing", iri=iri)

    async def graph(self, request: Request) -> Response:
        """The interactive page: of all, or around entities. Raises Refusal."""
        given = of_address(request)
        about = [name.strip() for name in given.get("about", []) if name.strip()]
        if len(about) > _MOST_CENTRES:
            raise Refusal(400, f"more than {_MOST_CENTRES} entities are named")
        depth = one(given, "depth") or "1"
        if depth not in map(str, range(1, _DEEPEST + 1)):
            raise Refusal(400, f"depth is no number from 1 to {_DEEPEST}")
        return await self._slow(request, "interactive", about=about, depth=int(depth))

    async def still(self, request: Request) -> Response:
        """The first picture of the interactive page. Raises Refusal."""
        return await self._slow(request, "picture")

    async def asset(self, request: Request) -> Response:
        """A style or a script, which never changes at its address."""
        if (known := assets().get(request.path_params["name"])) is None:
            raise HTTPException(404)
        headers = {"Cache-Control": "public, max-age=31536000, immutable"}
        return Response(known[0], headers={**headers, "Content-Type": known[1]})

    def page(self, request: Request, given: Parameters, **asked: Any) -> Response:
        """A page of what is asked for. Raises Refusal."""
        return self._streamed(request, given, "page", **asked)

    def _asked(self, request: Request, given: Parameters, do: str, **asked: Any) -> dict[str, Any]:
        language = one(given, "lang") or "en"
        if not _LANGUAGE.fullmatch(language) or len(language) > 20:
            raise Refusal(400, f"“{language[:40]}” is no tag of a language", "write en, ko, ru …")
        return {
            "do": do,
            "lang": language,
            "path": request.url.path,
            "scope": list(scope_of(given)),
            "others": [[n, v] for n, values in given.items() if n not in _OWN for v in values],
            "build": self._pool.current.key if self._pool.current else "",
            **asked,
        }

    def _streamed(self, request: Request, given: Parameters, do: str, **asked: Any) -> Response:
        scope, message = scope_of(given), self._asked(request, given, do, **asked)
        extra = _headers("text/html" if do == "page" else "")
        tag = self._tag(scope, message)
        return Streamed(request, self._pool, message, scope, tag, extra=extra)

    def _tag(self, scope: Scope, asked: object) -> str:
        from kg import __version__

        return (
            "" if self._pool.settings.remote else tag_of(self._pool.key, scope, asked, __version__)
        )

    async def _slow(self, request: Request, do: str, **asked: Any) -> Response:
        """A page that takes long to make: kept, until there are newer data. Raises Refusal."""
        given = of_address(request)
        scope, message = scope_of(given), self._asked(request, given, do, **asked)
        tag = self._tag(scope, message)
        kind = "image/svg+xml" if do == "picture" else "text/html; charset=utf-8"
        headers = {"Vary": "Accept, Accept-Encoding", "Cache-Control": "no-cache"}
        headers |= {"ETag": tag} if tag else {}
        headers |= _OPEN_PAGE if do == "interactive" else _headers(kind)
        if tag and is_known(request, tag):
            return Response(None, 304, headers)
        packed = self._kept.get(tag) if tag else None
        if packed is None:
            made = await content_of(self._pool, request, message, scope)
            packed = gzip.compress(made, 5, mtime=0)
            self._keep(tag, packed)
        headers["Content-Type"] = kind
        if takes_gzip(request.headers.get("accept-encoding", "")):
            return Response(packed, headers={**headers, "Content-Encoding": "gzip"})
        return Response(gzip.decompress(packed), headers=headers)

    def _keep(self, tag: str, packed: bytes) -> None:
        if not tag or tag in self._kept:
            return
        self._kept[tag] = packed
        self._size += len(packed)
        while self._size > _KEPT:
            self._size -= len(self._kept.popitem(last=False)[1])


def _headers(kind: str) -> dict[str, str]:
    return {"Content-Security-Policy": POLICY} if kind.startswith("text/html") else {}


def _form(request: Request, offered: dict[str, tuple[str, ...]]) -> tuple[str, str]:
    form = preferred(request.headers.get("accept", ""), offered)
    if form is None:
        raise Refusal(406, "this is in none of the types that are accepted")
    return form
