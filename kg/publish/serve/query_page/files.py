"""The files that the query page loads: its own, those that it shares with the exported page, the vendored ones.

Each has an address with a hash of all of them, so that a browser may keep it for ever.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response

from kg.publish.page.places import land_path
from kg.publish.serve.types import takes_gzip
from kg.text.reading import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

TOP = "/query-page"
_OWN = Path(__file__).parent / "browser"
_PAGE = Path(__file__).parents[2] / "page"
_SHARED, VENDOR = _PAGE / "browser", _PAGE / "vendor"
_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
}
_OF_ITS_OWN = (
    "asking.js",
    "completion.js",
    "editor.js",
    "query.css",
    "start.js",
    "terms.js",
    "view_drawn.js",
    "view_graph.js",
    "view_table.js",
)
#: The modules of the exported page that this one runs as they are.
_FROM_PAGE = ("parts/dom.js", "parts/download.js", "rules/dates.js", "rules/scale.js")
#: The module of each package that the editor imports, by the name of its vendored file.
_PACKAGES = {
    "@codemirror/autocomplete": "codemirror-autocomplete.js",
    "@codemirror/commands": "codemirror-commands.js",
    "@codemirror/language": "codemirror-language.js",
    "@codemirror/legacy-modes/mode/sparql": "codemirror-legacy-modes.js",
    "@codemirror/lint": "codemirror-lint.js",
    "@codemirror/state": "codemirror-state.js",
    "@codemirror/streamparser": "codemirror-streamparser.js",
    "@codemirror/view": "codemirror-view.js",
    "@lezer/common": "lezer-common.js",
    "@lezer/highlight": "lezer-highlight.js",
    "@marijn/find-cluster-break": "marijn-find-cluster-break.js",
    "crelt": "crelt.js",
    "style-mod": "style-mod.js",
    "w3c-keyname": "w3c-keyname.js",
}


@cache
def files() -> Mapping[str, tuple[str, str]]:
    """The text and the media type of each file, by its name below the address of all."""
    found = {
        **{f"own/{name}": read_text(_OWN / name, name, root=_OWN) for name in _OF_ITS_OWN},
        **{f"page/{name}": read_text(_SHARED / name, name, root=_SHARED) for name in _FROM_PAGE},
        **{
            f"vendor/{name}": read_text(VENDOR / name, name, root=VENDOR)
            for name in (*_PACKAGES.values(), "vis-network.min.js")
        },
        "page/colours.css": _colours(),
        "page/land.txt": land_path(),
    }
    return {name: (text, _TYPES[f".{name.rpartition('.')[2]}"]) for name, text in found.items()}


def _colours() -> str:
    """The colours of the exported page in both themes: what stands before its first rule of layout."""
    text = read_text(_SHARED / "page.css", "page.css", root=_SHARED)
    return text[: text.index("\n* {")]


@cache
def address(name: str = "") -> str:
    """The address of a file (``own/start.js``)."""
    whole = hashlib.sha256()
    for each, (text, _) in sorted(files().items()):
        whole.update(f"{each}\0{text}\0".encode())
    return f"{TOP}/{whole.hexdigest()[:12]}/{name}"


IMPORTS = {
    **{package: address(f"vendor/{name}") for package, name in _PACKAGES.items()},
    "page/": address("page/"),
}
STYLES: tuple[str, ...] = tuple(
    json.loads(read_text(VENDOR / "VENDOR.json", "VENDOR.json", root=VENDOR))["styles"]
)


async def file(request: Request) -> Response:
    """A file by its name. Raises HTTPException 404."""
    found = files().get(request.path_params["name"])
    if found is None:
        raise HTTPException(404)
    text, kind = found
    kept = {"Cache-Control": "public, max-age=31536000, immutable", "Vary": "Accept-Encoding"}
    if takes_gzip(request.headers.get("accept-encoding", "")):
        return Response(_packed(text), 200, {**kept, "Content-Encoding": "gzip"}, media_type=kind)
    return Response(text.encode(), 200, kept, media_type=kind)


@cache
def _packed(text: str) -> bytes:
    return gzip.compress(text.encode(), 9, mtime=0)
