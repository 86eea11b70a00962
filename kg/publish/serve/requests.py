"""What a request asks for, read to the letter: parameters, bodies within limits, clocks, who asks."""

from __future__ import annotations

import asyncio
import re
from email.message import Message as Header
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from kg.claims.scope import Scope
from kg.errors import nearest
from kg.publish.serve.evaluation import Refusal
from kg.publish.serve.settings import BODY_SECONDS

if TYPE_CHECKING:
    from starlette.requests import Request

FORM = "application/x-www-form-urlencoded"
_MOST_FIELDS = 1_000
_CLOCKS = ("as-of", "known-at", "view", "source", "stated-only")
_LONGEST_NAME = 200  # of a parameter that is compared with those there are
_TRUTH = {"": True, "1": True, "true": True, "0": False, "false": False}
_HOST = re.compile(r"(?:[A-Za-z0-9_.\-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?")

Parameters = dict[str, list[str]]


def parameters(text: bytes) -> Parameters:
    """The values of each parameter of a query string or a form. Raises Refusal 400."""
    try:
        pairs = parse_qsl(
            text.decode("utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except UnicodeDecodeError:
        raise Refusal(400, "the parameters are not UTF-8") from None
    except ValueError:
        raise Refusal(400, f"there are more than {_MOST_FIELDS:,} parameters") from None
    found: Parameters = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return found


def of_address(request: Request) -> Parameters:
    """The parameters of the address. Raises Refusal 400."""
    return parameters(request.scope["query_string"])


def one(given: Parameters, name: str) -> str | None:
    """The value of a parameter that may be given once; None where it is not. Raises Refusal 400."""
    values = given.get(name, [])
    if len(values) > 1:
        raise Refusal(400, f"the parameter {name} is given {len(values)} times", "give it once")
    return values[0] if values else None


def scope_of(given: Parameters) -> Scope:
    """The clocks, view and sources of parameters. Raises Refusal 400 also for a name that is nearly one.

    A clock that is misspelt would give an answer at another clock, and nobody would notice.
    """
    for name in given:
        if meant := _meant(name[:_LONGEST_NAME]):
            raise Refusal(400, f"there is no parameter {name[:80]}", f"did you mean {meant}?")
    stated = one(given, "stated-only")
    if stated is not None and stated.casefold() not in _TRUTH:
        raise Refusal(400, "stated-only is neither true nor false")
    return Scope(
        one(given, "as-of") or None,
        one(given, "known-at") or None,
        tuple(sorted(set(given.get("source", ())))),
        one(given, "view") or None,
        stated_only=stated is not None and _TRUTH[stated.casefold()],
    )


@lru_cache(1_024)
def _meant(name: str) -> str:
    """The clock, view or such of which a parameter's name is a misspelling; "" where it is none."""
    plain = name.replace("_", "-").casefold()
    if name in _CLOCKS:
        return ""
    return plain if plain in _CLOCKS else next(iter(nearest(plain, _CLOCKS[:2])), "")


def media_type(request: Request) -> str:
    """The type of the content, without parameters. Raises Refusal 415 for a coding or charset that is not read."""
    if request.headers.get("content-encoding", "identity").strip().lower() not in ("identity", ""):
        raise Refusal(415, "the content is compressed, which is not read", "send it as it is")
    header = Header()
    header["content-type"] = request.headers.get("content-type", "")
    charset = header.get_param("charset", "utf-8")
    if not isinstance(charset, str) or charset.lower() not in ("utf-8", "utf8", "us-ascii"):
        raise Refusal(415, "the content is in another charset than UTF-8", "send UTF-8")
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


async def body(request: Request, most: int) -> bytes:
    """The content of a request, of at most so many bytes. Raises Refusal 413, 408 and 400."""
    size = request.headers.get("content-length", "0")
    if size.isdigit() and int(size) > most:
        raise _too_large(most)
    content = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for piece in request.stream():
                content += piece
                if len(content) > most:
                    raise _too_large(most)
    except TimeoutError:
        raise Refusal(408, f"the content did not come within {BODY_SECONDS:g} seconds") from None
    return bytes(content)


def _too_large(most: int) -> Refusal:
    return Refusal(413, f"the content is larger than {most:,} bytes", "send less at a time")


def client_of(request: Request) -> str:
    """Who asks: the address that the connection comes from."""
    return request.client.host if request.client else "local"


def base_of(request: Request) -> str:
    """The address of the server as the client knows it, without a slash at the end. Raises Refusal 400."""
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        raise Refusal(400, "the header Host is missing, or names no host")
    return f"{request.url.scheme}://{host}"


def refuse_foreign(request: Request, host: str) -> None:
    """Raise Refusal 403 for a write that a page of another origin sends (also by a name that now leads here)."""
    base = base_of(request)
    origin = request.headers.get("origin")
    if origin is not None and origin != base:
        raise Refusal(403, "a page of another origin cannot write here")
    name = base.split("://", 1)[1]
    name = name if name.endswith("]") else name.rsplit(":", 1)[0]
    if origin is not None and name not in ("localhost", "127.0.0.1", "[::1]", host, f"[{host}]"):
        raise Refusal(403, "a page cannot write by this name of the server")
    if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
        raise Refusal(403, "a page of another origin cannot write here")
