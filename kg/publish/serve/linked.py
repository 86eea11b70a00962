"""The addresses at which things are looked up, as pages or as data; and what is known of the whole."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response

from kg.claims.scope import Scope
from kg.iris import CURRENT_VIEW, KG, KGD, SRC
from kg.publish.serve import description
from kg.publish.serve.evaluation import Refusal
from kg.publish.serve.openapi import openapi
from kg.publish.serve.replies import Streamed, content_of, tag_of
from kg.publish.serve.requests import base_of, of_address, scope_of
from kg.publish.serve.spaces import IN_PATHS, SPACES, iri_of, spaces_of
from kg.publish.serve.types import GRAPHS, JSON, PAGES, preferred

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.publish.serve.pages.routes import PageRoutes
    from kg.publish.serve.pool import Pool


class Linked:
    """What answers at the addresses of things."""

    def __init__(self, pool: Pool, pages: PageRoutes) -> None:
        self._pool, self._pages = pool, pages
        self._workspace = pool.settings.layout.workspace

    async def thing(self, request: Request) -> Response:
        """A term, entity, source or claim, with the claims behind it. Raises Refusal."""
        iri = iri_of(request.scope["path"], self._workspace)
        if iri is None:
            raise HTTPException(404)
        given = of_address(request)
        form = preferred(request.headers.get("accept", ""), {**GRAPHS, **PAGES})
        if form is None:
            raise Refusal(406, "a thing is in none of the types that are accepted")
        if form[0] == "html" and iri != CURRENT_VIEW:
            return self._pages.page(request, given, what="thing", iri=iri)
        if form[0] == "html":
            form = ("ttl", GRAPHS["ttl"][0])
        scope, asked = scope_of(given), {"do": "thing", "iri": iri, "form": form}
        there = quote(request.scope["path"], safe=IN_PATHS)  # a header holds no other letters
        extra = {"Link": f'<{there}>; rel="alternate"; type="text/turtle"'}
        return Streamed(request, self._pool, asked, scope, self._tag(scope, asked), extra=extra)

    async def listing(self, request: Request) -> Response:
        """The things of one namespace. Raises Refusal."""
        form = preferred(request.headers.get("accept", ""), {**PAGES, **JSON})
        if form is None:
            raise Refusal(406, "a list is sent as HTML or as JSON")
        given, top = of_address(request), request.url.path
        if form[0] == "html":
            return self._pages.page(request, given, what="listing", top=top)
        space = next(iri for iri, each, _ in spaces_of(self._workspace) if each == top)
        scope, asked = scope_of(given), {"do": "listing", "space": space, "form": form}
        return Streamed(request, self._pool, asked, scope, self._tag(scope, asked))

    def _tag(self, scope: Scope, asked: object) -> str:
        return "" if self._pool.settings.remote else tag_of(self._pool.key, scope, asked)

    async def void(self, request: Request) -> Response:
        """The data in VoID and DCAT. Raises Refusal."""
        form = preferred(request.headers.get("accept", ""), GRAPHS)
        if form is None:
            raise Refusal(406, "the description of the data has no type that is accepted")
        graphs = await description.graphs(self._pool, request)
        triples = description.dataset(base_of(request), graphs, self._pool.settings)
        return description.response(request, triples, form)

    async def sitemap(self, request: Request) -> Response:
        """The addresses of all pages. Raises Refusal."""
        iris: list[str] = []
        own = [space for space, _, _ in spaces_of(self._workspace)[len(SPACES) :]]
        for space in (KGD, SRC, KG, *own):
            asked = {"do": "listing", "space": space, "form": ["json", "application/json"]}
            iris += json.loads(await content_of(self._pool, request, asked, Scope()))
        return Response(
            description.sitemap(base_of(request), iris, self._workspace),
            media_type="application/xml",
        )

    async def robots(self, request: Request) -> Response:
        """What crawlers are asked."""
        return PlainTextResponse(description.robots(base_of(request)))

    async def openapi(self, request: Request) -> Response:
        """The JSON parts in OpenAPI."""
        from kg import __version__

        return JSONResponse(openapi(base_of(request), __version__, self._pool.settings))
