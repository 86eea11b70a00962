"""The SPARQL 1.1 Protocol (https://www.w3.org/TR/sparql11-protocol/): queries, and updates of a scratch store."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from starlette.responses import Response

from kg.publish.serve import description
from kg.publish.serve.evaluation import Refusal, check_network
from kg.publish.serve.query_page import page as query_page
from kg.publish.serve.replies import Streamed, tag_of
from kg.publish.serve.requests import (
    FORM,
    body,
    media_type,
    of_address,
    one,
    parameters,
    refuse_foreign,
    scope_of,
)
from kg.publish.serve.settings import QUERY_BYTES
from kg.publish.serve.types import GRAPHS, PAGES, graphs_for, preferred, results_for
from kg.store.guard import keywords
from kg.store.limits import temporary_file

if TYPE_CHECKING:
    from starlette.requests import Request

    from kg.publish.serve.pool import Pool
    from kg.publish.serve.requests import Parameters

_QUERY, _UPDATE = "application/sparql-query", "application/sparql-update"
_DATASET = ("default-graph-uri", "named-graph-uri")
_USING = ("using-graph-uri", "using-named-graph-uri")
#: What makes the same query give another answer of the same data.
_VOLATILE = {"NOW", "RAND", "UUID", "STRUUID", "SERVICE", "BNODE"}
_MAY_BE_VOLATILE = re.compile("|".join(_VOLATILE), re.IGNORECASE)


class Protocol:
    """What answers at the address of queries and updates."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._settings = pool.settings

    async def service(self, request: Request) -> Response:
        """GET and POST of queries, POST of updates; without either the description. Raises Refusal."""
        given = of_address(request)
        if request.method in ("GET", "HEAD"):
            if "update" in given:
                raise Refusal(400, "an update is not sent by GET", "send it by POST")
            if "query" not in given:
                return await self._description(request, given)
            return self._query(request, given)
        await self._read_body(request, given)
        if "query" in given and "update" in given:
            raise Refusal(400, "the request holds a query and an update", "send one of them")
        if "update" in given:
            return await self._update(request, given)
        if "query" not in given:
            raise Refusal(400, "the request holds neither a query nor an update")
        return self._query(request, given)

    async def update(self, request: Request) -> Response:
        """POST of updates alone. Raises Refusal."""
        given = of_address(request)
        await self._read_body(request, given)
        if "update" not in given or "query" in given:
            raise Refusal(400, "the request holds no update", "queries are asked at /sparql")
        return await self._update(request, given)

    async def _read_body(self, request: Request, given: Parameters) -> None:
        """Add what the content of a POST says to the parameters of its address."""
        kind = media_type(request)
        if kind not in (FORM, _QUERY, _UPDATE):
            raise Refusal(
                415,
                f"the content has {'no type' if not kind else 'a type that is not read'}",
                f"send {FORM}, {_QUERY} or {_UPDATE}",
            )
        content = await body(request, QUERY_BYTES)
        if kind == FORM:
            for name, values in parameters(content).items():
                given.setdefault(name, []).extend(values)
            return
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise Refusal(400, f"byte {error.start} of the content is not UTF-8") from None
        given.setdefault("query" if kind == _QUERY else "update", []).append(text)

    def _query(self, request: Request, given: Parameters) -> Response:
        text = one(given, "query") or ""
        if len(text.encode("utf-8", "surrogatepass")) > QUERY_BYTES:
            raise Refusal(413, f"the query is larger than {QUERY_BYTES:,} bytes")
        scope = scope_of(given)
        request.scope["state"]["query"] = text
        accept = request.headers.get("accept", "")
        asked = {
            "do": "query",
            "text": text,
            "base": _address(request),
            "results": results_for(accept),
            "graphs": graphs_for(accept),
            **{name: given[name] for name in _DATASET if name in given},
        }
        if asked["results"] is None and asked["graphs"] is None:
            raise Refusal(406, "no answer to a query has a type that is accepted")
        network = check_network(text, self._settings.allowed)
        is_volatile = "\\u" in text.casefold() or (  # an escape may spell any of them
            _MAY_BE_VOLATILE.search(text) is not None
            and any(word in _VOLATILE for word, _ in keywords(text))
        )
        tag = ""
        if request.method in ("GET", "HEAD") and not is_volatile and not self._settings.remote:
            tag = tag_of(self._pool.key, scope, asked)
        return Streamed(request, self._pool, asked, scope, tag, network=network)

    async def _update(self, request: Request, given: Parameters) -> Response:
        if self._settings.scratch is None:
            raise Refusal(
                403,
                "this server is read only",
                "a scratch store beside it can be written: kg serve --scratch",
            )
        refuse_foreign(request, self._settings.host)
        text = one(given, "update") or ""
        check_network(text, self._settings.allowed)
        asked = {
            "do": "update",
            "text": text,
            "base": _address(request),
            **{name: given[name] for name in _USING if name in given},
        }
        with temporary_file() as nothing:
            await self._pool.write(asked, nothing.fileno())
        return Response(None, 204)

    async def _description(self, request: Request, given: Parameters) -> Response:
        """The service description (https://www.w3.org/TR/sparql11-service-description/), or a page."""
        form = preferred(request.headers.get("accept", ""), {**GRAPHS, **PAGES})
        if form is None:
            raise Refusal(406, "the description of the service has no type that is accepted")
        if form[0] == "html":
            return query_page.page(self._settings)
        scope_of(given)  # a clock that is misspelt is told
        endpoint = _address(request)
        graphs = await description.graphs(self._pool, request)
        triples = description.service(endpoint, graphs, self._settings)
        return description.response(request, triples, form)


def _address(request: Request) -> str:
    """The address that is asked, without what stands behind “?”."""
    return str(request.url).partition("?")[0]
