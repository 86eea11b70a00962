"""The query page of the endpoint, and what its script is told at the start.

Nothing is evaluated for it: its script asks the endpoint, as any other client does.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import secrets
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from starlette.responses import HTMLResponse, JSONResponse

from kg.errors import KgError
from kg.graph.questions import all_questions
from kg.publish.serve.pages.frame import ServerFrame
from kg.publish.serve.query_page.files import IMPORTS, STYLES, address
from kg.publish.serve.spaces import spaces_of
from kg.publish.serve.types import GRAPHS, RESULTS
from kg.text.display import shown
from kg.text.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.requests import Request
    from starlette.responses import Response

    from kg.graph.questions import Question
    from kg.publish.serve.settings import Settings

_TEMPLATE = Path(__file__).parent / "query.html"
_FORMAT_NAMES = {
    "json": "JSON",
    "xml": "XML",
    "csv": "CSV",
    "tsv": "TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "nq": "N-Quads",
    "trig": "TriG",
    "jsonld": "JSON-LD",
    "rdf": "RDF/XML",
}


def page(settings: Settings) -> Response:
    """The page, for a browser that comes without a query."""
    nonce = secrets.token_urlsafe(18)
    imports = json.dumps({"imports": IMPORTS}, separators=(",", ":"))
    told = _template()(
        nonce=nonce,
        imports=imports,
        address=address,
        frame=ServerFrame(settings, path="/query"),
        limits=_limits(settings),
    )
    policy = _policy(imports, nonce)
    headers = {"Vary": "Accept", "Cache-Control": "no-store", "Content-Security-Policy": policy}
    return HTMLResponse(told.encode("utf-8", "replace"), headers=headers)


def start(settings: Settings) -> Callable[[Request], Any]:
    """What answers at the address of the data that the script starts with."""

    async def answer(_: Request) -> Response:
        spaces = spaces_of(settings.layout.workspace)
        questions, unread = await asyncio.to_thread(_questions, settings)
        return JSONResponse(
            {
                "prefixes": dict(sorted(settings.known_prefixes.items())),
                "paths": [[space, top] for space, top, _ in reversed(spaces)],
                "questions": [_told(question) for question in questions],
                "unread": unread,
                "limits": {"seconds": settings.seconds, "rows": settings.rows},
                "formats": {
                    "rows": [
                        [name, _FORMAT_NAMES[name], types[0]] for name, types in RESULTS.items()
                    ],
                    "graphs": [
                        [name, _FORMAT_NAMES[name], types[0]] for name, types in GRAPHS.items()
                    ],
                },
            },
            headers={"Cache-Control": "no-cache"},
        )

    return answer


def _questions(settings: Settings) -> tuple[list[Question], str]:
    """The named questions; where a file of the workspace is none, none of them, and what is wrong."""
    if settings.scratch == "empty":
        return [], ""
    try:
        found = all_questions(*settings.layout.folders("ontology/queries"))
    except KgError as error:
        return [], shown(f"The named questions cannot be read: {error.what}")
    return sorted(found.values(), key=_by_place), ""


def _by_place(question: Question) -> tuple[int, str]:
    """Those with a place among the headlines first."""
    return (1_000 if question.headline is None else question.headline, question.title)


def _told(question: Question) -> dict[str, Any]:
    return {
        "name": question.name,
        "title": shown(question.title),
        "question": shown(question.question),
        "sparql": question.sparql,
        "isFirst": question.headline is not None,
        "parameters": [
            {
                "name": each.name,
                "kind": each.kind,
                "value": each.default or "",
                "meaning": shown(each.meaning),
            }
            for each in question.parameters
        ],
    }


def _limits(settings: Settings) -> str:
    """The limits of one query, in words."""
    told = [f"ends after {settings.seconds:g} seconds"] if settings.seconds else []
    told += [f"gives at most {settings.rows:,} rows or triples"] if settings.rows else []
    return "A query " + " and ".join(told) + "." if told else ""


@cache
def _template() -> Callable[..., str]:
    import jinja2

    made = jinja2.Environment(autoescape=True, undefined=jinja2.StrictUndefined)
    render: Callable[..., str] = made.from_string(
        read_text(_TEMPLATE, _TEMPLATE.name, root=_TEMPLATE.parent)
    ).render
    return render


def _policy(imports: str, nonce: str) -> str:
    """What the browser may load: our own files, the map of imports, and the style that the editor makes."""
    digest = base64.b64encode(hashlib.sha256(imports.encode()).digest()).decode()
    styles = " ".join(f"'{value}'" for value in STYLES)
    return (
        f"default-src 'none'; script-src 'self' 'sha256-{digest}'; style-src 'self' 'nonce-{nonce}'"
        f" {styles}; img-src 'self' data: blob:; connect-src 'self'; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    )
