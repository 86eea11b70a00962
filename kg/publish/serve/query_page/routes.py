"""The addresses of what the query page loads; the page itself answers at the endpoint (``protocol``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import Route

from kg.publish.serve.query_page.files import TOP, file
from kg.publish.serve.query_page.page import start

if TYPE_CHECKING:
    from kg.publish.serve.settings import Settings

_READ = ["GET", "HEAD"]


def routes(settings: Settings) -> list[Route]:
    """What its script starts with, and its files."""
    return [
        Route(f"{TOP}/start.json", start(settings), methods=_READ),
        Route(f"{TOP}/{{version}}/{{name:path}}", file, methods=_READ),
    ]
