"""The addresses of the Reconciliation API 0.2 (https://reconciliation-api.github.io/specs/0.2/), for OpenRefine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from kg.iris import KG, KGD
from kg.publish.serve.evaluation import Refusal
from kg.publish.serve.replies import Streamed
from kg.publish.serve.requests import (
    FORM,
    base_of,
    body,
    media_type,
    of_address,
    one,
    parameters,
    scope_of,
)
from kg.publish.serve.settings import QUERY_BYTES
from kg.publish.serve.spaces import path_of

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.publish.serve.pool import Pool
    from kg.publish.serve.requests import Parameters

_KINDS = ("entity", "type", "property")
_READ = ["GET", "HEAD"]
#: A preview is shown in a frame of the page of whoever reconciles.
_FRAMED = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors *"


class Reconcile:
    """What answers below /reconcile."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def routes(self) -> list[Route]:
        """Its addresses."""
        return [
            Route("/reconcile", self.service, methods=[*_READ, "POST"]),
            Route("/reconcile/suggest/{kind}", self.suggest, methods=_READ),
            Route("/reconcile/flyout/{kind}", self.flyout, methods=_READ),
            Route("/reconcile/preview", self.preview, methods=_READ),
            Route("/reconcile/properties", self.properties, methods=_READ),
            Route("/reconcile/view", self.view, methods=_READ),
        ]

    async def service(self, request: Request) -> Response:
        """The manifest; with ``queries`` a batch, with ``extend`` values of properties. Raises Refusal."""
        given = of_address(request)
        if request.method == "POST":
            if media_type(request) != FORM:
                raise Refusal(415, "the content is no form", f"send {FORM}")
            for name, values in parameters(await body(request, QUERY_BYTES)).items():
                given.setdefault(name, []).extend(values)
        named = [name for name in ("queries", "extend") if name in given]
        if len(named) > 1:
            raise Refusal(400, "the request holds queries and extend", "send one of them")
        if named:
            return self._asked(request, given, what=named[0], text=one(given, named[0]))
        if request.method == "POST":
            raise Refusal(400, "the form holds neither queries nor extend")
        return JSONResponse(_manifest(base_of(request)), headers={"Cache-Control": "no-cache"})

    async def suggest(self, request: Request) -> Response:
        """Entities, types or properties that begin with ``prefix``. Raises Refusal."""
        given = of_address(request)
        prefix = _needed(given, "prefix")
        cursor = _number(given, "cursor", 0)
        kind = _kind(request)
        return self._asked(
            request, given, what="suggest", kind=kind, prefix=prefix, cursor=cursor or 0
        )

    async def flyout(self, request: Request) -> Response:
        """A few lines on one of them, as HTML in JSON. Raises Refusal."""
        _kind(request)
        given = of_address(request)
        return self._asked(request, given, what="flyout", id=_needed(given, "id"))

    async def preview(self, request: Request) -> Response:
        """A page on an entity, to be framed. Raises Refusal."""
        given = of_address(request)
        extra = {"Content-Security-Policy": _FRAMED}
        return self._asked(request, given, extra, what="preview", id=_needed(given, "id"))

    async def properties(self, request: Request) -> Response:
        """The properties that entities of a type have. Raises Refusal."""
        given = of_address(request)
        limit = _number(given, "limit", None)
        return self._asked(
            request, given, what="properties", type=one(given, "type") or "kg:Entity", limit=limit
        )

    async def view(self, request: Request) -> Response:
        """Leads to the page of an identifier. Raises Refusal."""
        name = _needed(of_address(request), "id")
        path = path_of(
            self._pool.settings.layout.prefixes.expand(name) or KGD + name,
            self._pool.settings.layout.workspace,
        )
        if not path:
            raise Refusal(404, f"there is no page of {name[:80]}")
        return RedirectResponse(base_of(request) + path, 303)

    def _asked(
        self, request: Request, given: Parameters, extra: dict[str, str] | None = None, **asked: Any
    ) -> Response:
        message = {"do": "reconcile", **asked}
        return Streamed(request, self._pool, message, scope_of(given), extra=extra)


def _kind(request: Request) -> str:
    kind: str = request.path_params["kind"]
    if kind not in _KINDS:
        raise HTTPException(404)
    return kind


def _needed(given: Parameters, name: str) -> str:
    value = one(given, name)
    if value is None:
        raise Refusal(400, f"the parameter {name} is missing")
    return value


def _number(given: Parameters, name: str, otherwise: int | None) -> int | None:
    value = one(given, name)
    if value is None:
        return otherwise
    if not (value.isascii() and value.isdecimal() and len(value) < 9):
        raise Refusal(400, f"{name} is no whole number from 0 on")
    return int(value)


def _manifest(base: str) -> dict[str, Any]:
    from kg import __version__

    def service(kind: str) -> dict[str, str]:
        return {
            "service_url": base,
            "service_path": f"/reconcile/suggest/{kind}",
            "flyout_service_url": base,
            "flyout_service_path": f"/reconcile/flyout/{kind}?id=${{id}}",
        }

    return {
        "versions": ["0.2"],
        "name": "Entente",
        "identifierSpace": KGD,
        "schemaSpace": KG,
        "serviceVersion": __version__,
        "defaultTypes": [{"id": "kg:Entity", "name": "entity"}],
        "view": {"url": f"{base}/reconcile/view?id={{{{id}}}}"},
        "preview": {"url": f"{base}/reconcile/preview?id={{{{id}}}}", "width": 420, "height": 260},
        "suggest": {kind: service(kind) for kind in _KINDS},
        "extend": {
            "propose_properties": {"service_url": base, "service_path": "/reconcile/properties"},
            "property_settings": [],
        },
    }
