"""The SPARQL 1.1 Graph Store HTTP Protocol (https://www.w3.org/TR/sparql11-http-rdf-update/).

Graphs are read always, and written where the server was started with a scratch store.
"""

from __future__ import annotations

import uuid
from typing import IO, TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.responses import Response

from kg.publish.serve.evaluation import Refusal
from kg.publish.serve.replies import Streamed, tag_of
from kg.publish.serve.requests import (
    base_of,
    body,
    media_type,
    of_address,
    one,
    refuse_foreign,
    scope_of,
)
from kg.publish.serve.settings import GRAPH_BYTES
from kg.publish.serve.types import GRAPHS, READABLE, preferred
from kg.store.limits import temporary_file

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from starlette.requests import Request

    from kg.publish.serve.pool import Pool
    from kg.publish.serve.requests import Parameters
    from kg.publish.serve.wire import Message

_READING, _WRITING = ("GET", "HEAD"), ("PUT", "POST", "DELETE")
_MULTIPART = "multipart/form-data"
_MOST_PARTS = 100


class GraphStore:
    """What answers at the address of the graph store, and at those of graphs below it."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._settings = pool.settings

    @property
    def methods(self) -> tuple[str, ...]:
        """The methods that are answered."""
        return (*_READING, *(_WRITING if self._settings.scratch else ()))

    async def graph(self, request: Request) -> Response:
        """Answer for the graph that a request names. Raises Refusal."""
        given = of_address(request)
        if request.method not in self.methods:
            raise HTTPException(405, headers={"Allow": ", ".join(self.methods)})
        if request.method in _READING:
            return self._read(request, given, self._name(request, given))
        refuse_foreign(request, self._settings.host)
        scope_of(given)
        if request.method == "POST" and self._is_store(request, given):
            name = f"{base_of(request)}{request.url.path.rstrip('/')}/{uuid.uuid4()}"
            await self._write("post", request, name)
            return Response(None, 201, {"Location": name})
        name_or_default = self._name(request, given)
        told = await self._write(request.method.lower(), request, name_or_default)
        return Response(None, 201 if told["created"] else 204)

    def _is_store(self, request: Request, given: Parameters) -> bool:
        """Whether the request is to the store itself, and to none of its graphs."""
        below = request.path_params.get("path", "").strip("/")
        return not below and "graph" not in given and "default" not in given

    def _name(self, request: Request, given: Parameters) -> str | None:
        """The graph that is meant: named, or by its own address; None for the default graph. Raises Refusal."""
        below = request.path_params.get("path", "").strip("/")
        if below:
            if "graph" in given or "default" in given:
                raise Refusal(400, "the graph is named twice, by the address and by a parameter")
            return f"{base_of(request)}{request.url.path}"
        if "default" in given and "graph" in given:
            raise Refusal(400, "the request asks for the default graph and for a named one")
        if "default" in given:
            if one(given, "default"):
                raise Refusal(400, "the parameter default has no value")
            return None
        name = one(given, "graph")
        if not name:
            raise Refusal(
                400, "the request names no graph", "add ?default, or ?graph= and the IRI of one"
            )
        return name

    def _read(self, request: Request, given: Parameters, name: str | None) -> Response:
        form = preferred(request.headers.get("accept", ""), GRAPHS)
        if form is None:
            raise Refusal(406, "a graph is in none of the types that are accepted")
        scope = scope_of(given)
        asked = {"do": "graph", "graph": name, "graphs": form}
        tag = "" if self._settings.remote else tag_of(self._pool.key, scope, asked)
        return Streamed(request, self._pool, asked, scope, tag)

    async def _write(self, what: str, request: Request, name: str | None) -> Message:
        base = name or str(request.url.replace(query=None, fragment=None))
        asked: Message = {"do": what, "graph": name, "base": base, "parts": []}
        with temporary_file() as file:
            if what != "delete":
                await self._take_content(request, file, asked["parts"])
                file.flush()
            return await self._pool.write(asked, file.fileno())

    async def _take_content(self, request: Request, file: IO[bytes], parts: list[Message]) -> None:
        kind = media_type(request)
        content = await body(request, GRAPH_BYTES)
        if kind != _MULTIPART:
            file.write(content)
            parts.append({"start": 0, "size": len(content), "form": _form_of(kind)})
            return
        for part_kind, part in await _parts_of(request, content):
            parts.append({"start": file.tell(), "size": len(part), "form": _form_of(part_kind)})
            file.write(part)


def _form_of(kind: str) -> str:
    form = READABLE.get(kind)
    if form is None:
        raise Refusal(
            415,
            f"a graph is not read from {'content without a type' if not kind else kind[:80]}",
            f"send one of {', '.join(READABLE)}",
        )
    return form


async def _parts_of(request: Request, content: bytes) -> list[tuple[str, bytes]]:
    """The files of a form, each with its type. Raises Refusal 400."""

    async def whole() -> AsyncGenerator[bytes, None]:
        yield content

    try:
        parser = MultiPartParser(
            request.headers, whole(), max_files=_MOST_PARTS, max_fields=0, max_part_size=GRAPH_BYTES
        )
        form = await parser.parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise Refusal(400, f"the form cannot be read: {str(error)[:200]}") from None
    try:
        return [
            ((part.content_type or "").partition(";")[0].strip().lower(), await part.read())
            for _, part in form.multi_items()
            if not isinstance(part, str)
        ]
    finally:
        await form.close()
