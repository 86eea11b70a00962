"""What an operator sees: an id for each request, a line of JSON for each, numbers for Prometheus.

Neither queries nor tokens are in the lines, as addresses stand in them without what follows a "?".
"""

from __future__ import annotations

import json
import logging
import re
import time
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypedDict

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Send
    from starlette.types import Scope as Connection

    from kg.publish.serve.pool import Pool

_LOG = logging.getLogger("kg.serve")
_IDENTIFIER = re.compile(r"[A-Za-z0-9._\-]{1,64}")
_METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS")
_STEPS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class _Own(TypedDict):
    registry: CollectorRegistry
    namespace: str


class Numbers:
    """What is counted, for ``/metrics``."""

    def __init__(self, pool: Pool) -> None:
        self._registry = CollectorRegistry()
        own = _Own(registry=self._registry, namespace="entente")
        self.requests = Counter(
            "requests", "Requests answered", ["path", "method", "status"], **own
        )
        self.seconds = Histogram(
            "request_seconds", "Time to the last byte", ["path"], buckets=_STEPS, **own
        )
        self.bytes = Counter("response_bytes", "Bytes of answers", **own)
        self.ended = Counter(
            "evaluations_ended", "Evaluations not finished, by why", ["why"], **own
        )
        self.loads = Counter("loads", "Times that data were loaded", **own)
        Gauge("requests_waiting", "Requests that wait for a worker", **own).set_function(
            lambda: pool.waiting
        )
        Gauge("queries_slow", "Queries that go on beside", **own).set_function(lambda: pool.slow)
        Gauge("ready", "Whether queries are answered", **own).set_function(
            lambda: float(pool.is_ready)
        )

    async def answer(self, _: Request) -> Response:
        """``/metrics``."""
        return Response(generate_latest(self._registry), media_type=CONTENT_TYPE_LATEST)


class WithPeer:
    """An application that knows from which address the connection itself comes, whatever headers tell."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        """Answer a request."""
        client = scope.get("client")
        scope.setdefault("state", {})["peer"] = client[0] if client else ""
        await self._app(scope, receive, send)


class Observed:
    """An application with an id, a line and numbers for each request."""

    def __init__(self, app: ASGIApp, numbers: Numbers, *, queries: bool) -> None:
        self._app, self._numbers, self._queries = app, numbers, queries

    async def __call__(self, scope: Connection, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = dict(scope["headers"]).get(b"x-request-id", b"").decode("latin-1")
        identifier = given if _IDENTIFIER.fullmatch(given) else uuid.uuid4().hex
        state = scope.setdefault("state", {})
        state["id"] = identifier
        start, status, size = time.monotonic(), 0, 0

        async def sent(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *message.get("headers", ()),
                    (b"x-request-id", identifier.encode()),
                    (b"x-content-type-options", b"nosniff"),
                ]
            size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, sent)
        finally:
            self._tell(scope, state, status, size, time.monotonic() - start)

    def _tell(
        self, scope: Connection, state: dict[str, str], status: int, size: int, took: float
    ) -> None:
        route = getattr(scope.get("route"), "path", "other")
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self._numbers.requests.labels(route, method, str(status)).inc()
        self._numbers.seconds.labels(route).observe(took)
        self._numbers.bytes.inc(size)
        line = {
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "id": state["id"],
            "client": scope["client"][0] if scope.get("client") else "",
            "method": scope["method"],
            "path": scope["path"][:500],
            "status": status,
            "ms": round(took * 1000, 1),
            "bytes": size,
        }
        if self._queries and "query" in state:
            line["query"] = state["query"]
        _LOG.info(json.dumps(line))
