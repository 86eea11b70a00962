"""The server as an ASGI application: its routes, and what holds for all of them.

What is asked is read in ``requests`` and ``types``, and answered by ``protocol`` (queries and updates),
``graph_store``, ``linked`` (things and the description of the whole), ``reconcile`` (OpenRefine) through ``replies``. Nothing is
evaluated in this process: ``pool`` hands it to the workers of ``keeper``, by ``handles`` and ``wire``;
they do what stands in ``evaluation``, ``updates``, ``things`` and ``candidates``. ``observing`` counts and logs.

A page for people is one more thing that a worker renders (``pages.making``), so that it is under the
same limits, at the same clocks, and of the same state of the data as the answers for programs. What
writes claims does not belong to the scratch store, which never reaches the text.
"""

from __future__ import annotations

import asyncio
import contextlib
from http import HTTPStatus
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from kg.claims.scope import Scope
from kg.errors import KgError
from kg.publish.serve.checked import Checked
from kg.publish.serve.evaluation import Refusal
from kg.publish.serve.graph_store import GraphStore
from kg.publish.serve.linked import Linked
from kg.publish.serve.observing import Numbers, Observed
from kg.publish.serve.pages.routes import PageRoutes
from kg.publish.serve.protocol import Protocol
from kg.publish.serve.query_page.routes import routes as query_routes
from kg.publish.serve.reconcile import Reconcile
from kg.publish.serve.replies import refusal
from kg.publish.serve.spaces import spaces_of
from kg.store import cache

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from kg.publish.desk.routes import DeskRoutes
    from kg.publish.serve.pool import Pool

#: How often (s) the server looks whether there is a newer build.
LOOK = 1.0
_SHOWN = ("ETag", "Link", "Location", "Retry-After", "Entente-Limits", "X-Request-Id")
_READ = ["GET", "HEAD"]


def application(
    pool: Pool,
    notify: Callable[[str], None],
    started: Callable[[], None],
    desk: DeskRoutes | None = None,
) -> ASGIApp:
    """The application over a pool of workers, which it loads when it starts and ends when it stops.

    ``desk``: where claims are written, if they may be. ``started`` is called when the data are loaded. Where they cannot be, ``pool.problem`` says why.
    """
    numbers = Numbers(pool)
    pool.ended = lambda why: numbers.ended.labels(why).inc()
    app = Starlette(
        routes=routes_of(pool, numbers, desk),
        middleware=[_cross_origin(pool.settings.origins)],
        exception_handlers={Refusal: _refused, HTTPException: _http_error, Exception: _fault},
        lifespan=_lifespan(pool, numbers, notify, started),
    )
    return Observed(Checked(app, pool.settings.names), numbers, queries=pool.settings.log_queries)


def routes_of(pool: Pool, numbers: Numbers, desk: DeskRoutes | None = None) -> list[Route]:
    """All addresses of the server; those in JSON are described in ``openapi``."""
    pages = PageRoutes(pool)
    protocol, store, linked = Protocol(pool), GraphStore(pool), Linked(pool, pages)
    tops = [top for _, top, _ in spaces_of(pool.settings.layout.workspace)]
    graph_methods = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"]
    return [
        *(Route(path, protocol.service, methods=["GET", "HEAD", "POST"]) for path in _ENDPOINTS),
        Route("/update", protocol.update, methods=["POST"]),
        *(
            Route(f"{top}{below}", store.graph, methods=graph_methods)
            for top in ("/store", "/data")
            for below in ("", "/{path:path}")
        ),
        *pages.routes(),
        *(Route(top, linked.listing, methods=_READ) for top in tops),
        *(Route(f"{top}{{name:path}}", linked.thing, methods=_READ) for top in tops),
        *Reconcile(pool).routes(),
        *(desk.routes() if desk is not None else ()),
        *query_routes(pool.settings),
        Route("/view/current", linked.thing, methods=_READ),
        Route("/.well-known/void", linked.void, methods=_READ),
        Route("/sitemap.xml", linked.sitemap, methods=_READ),
        Route("/robots.txt", linked.robots, methods=_READ),
        Route("/openapi.json", linked.openapi, methods=_READ),
        Route("/metrics", numbers.answer, methods=_READ),
        Route("/health", _health, methods=_READ),
        Route("/ready", _readiness(pool), methods=_READ),
        *pages.own_space(),
    ]


_ENDPOINTS = ("/sparql", "/sparql/", "/query")


def _cross_origin(origins: tuple[str, ...]) -> Middleware:
    """Pages of these origins may read (``*``: of any)."""
    methods = ["GET", "HEAD", "POST", "OPTIONS"]
    return Middleware(
        CORSMiddleware,
        allow_origins=origins,
        allow_methods=methods,
        allow_headers=["Accept", "Content-Type", "Entente-Errors", "If-None-Match", "X-Request-Id"],
        expose_headers=_SHOWN,
        max_age=86_400,
    )


def _lifespan(
    pool: Pool,
    numbers: Numbers,
    notify: Callable[[str], None],
    started: Callable[[], None],
) -> Callable[[Starlette], contextlib.AbstractAsyncContextManager[None]]:
    @contextlib.asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        try:
            await pool.load(Scope())
        except Refusal as error:
            pool.problem = KgError(error.what, None, error.remedy)
            raise
        numbers.loads.inc()
        started()
        watching = asyncio.create_task(_watch(pool, numbers, notify))
        try:
            yield
        finally:
            watching.cancel()
            pool.close()

    return life


async def _watch(pool: Pool, numbers: Numbers, notify: Callable[[str], None]) -> None:
    """Serve each newer build as soon as it is there."""
    settings = pool.settings
    if settings.scratch is not None or settings.remote is not None:
        return
    seen = cache.current(settings.layout.cache)
    while True:
        await asyncio.sleep(LOOK)
        build = cache.current(settings.layout.cache)
        if build is None or (seen is not None and build.path == seen.path):
            continue
        try:
            await pool.load(Scope())
        except Refusal as error:
            notify(f"the new build cannot be loaded, the old one answers: {error.what}")
        else:
            numbers.loads.inc()
            notify("the new build answers")
        seen = build


async def _health(_: Request) -> Response:
    return PlainTextResponse("ok\n")


def _readiness(pool: Pool) -> Callable[[Request], object]:
    async def ready(_: Request) -> Response:
        keeper = pool.current
        told = {
            "ready": pool.is_ready,
            "build": keeper.key if keeper else "",
            "view": keeper.view if keeper else "",
        }
        return JSONResponse(told, 200 if pool.is_ready else 503, {"Cache-Control": "no-store"})

    return ready


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)  # noqa: S101  # it is registered for these
    return refusal(request, error)


async def _http_error(request: Request, error: Exception) -> Response:
    """What the framework refuses (no such address, no such method), in our words."""
    assert isinstance(error, HTTPException)  # noqa: S101  # it is registered for these
    words = {
        404: ("there is nothing at this address", "see what there is: /"),
        405: (
            "this address does not answer this method",
            f"allowed: {(error.headers or {}).get('Allow', '')}",
        ),
    }
    what, remedy = words.get(error.status_code, (HTTPStatus(error.status_code).phrase, ""))
    answer = refusal(request, Refusal(error.status_code, what, remedy))
    for name, value in (error.headers or {}).items():
        answer.headers[name] = value
    return answer


async def _fault(request: Request, _: Exception) -> Response:
    return refusal(request, Refusal(500, "a fault of the program", "please report it"))
