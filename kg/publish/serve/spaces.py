"""Which IRIs the server answers for, and at which paths: the core's namespaces, and that of a workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from kg.iris import CURRENT_VIEW, KG, KGD, SRC
from kg.publish.site.addresses import folders_of

if TYPE_CHECKING:
    from kg.text.workspace import Workspace

#: The namespaces of the core, each with its path and what its things are.
SPACES = ((KG, "/ns/", "Terms"), (KGD, "/id/", "Entities"), (SRC, "/source/", "Sources"))
#: The first parts of paths at which the server answers something else.
_TAKEN = frozenset(
    [
        "ask",
        "assets",
        "data",
        "desk",
        "health",
        "metrics",
        "openapi.json",
        "picture.svg",
        "query",
        "query-page",
        "ready",
        "reconcile",
        "robots.txt",
        "sitemap.xml",
        "sparql",
        "store",
        "thing",
        "update",
        "view",
    ]
)
#: What may stand in a path as it is, beside letters and digits (RFC 3986, section 3.3).
IN_PATHS = "/:@!$&'()*+,;=-._~"


def spaces_of(workspace: Workspace | None) -> tuple[tuple[str, str, str], ...]:
    """All namespaces that are answered for: that of a workspace lies at its own path (``/sahel/ns/``)."""
    if workspace is None:
        return SPACES
    space, folder = folders_of(workspace)[-1]
    if folder.partition("/")[0] in _TAKEN:
        folder = f"own/{workspace.prefix}"
    return (*SPACES, (space, f"/{folder}/", f"Terms of {workspace.name}"))


def iri_of(path: str, workspace: Workspace | None = None) -> str | None:
    """The IRI that is answered at a path of the server (``/id/state-russia``); None where none is."""
    for space, top, _ in reversed(spaces_of(workspace)):
        if path.startswith(top) and path != top:
            return space + path.removeprefix(top)
    return CURRENT_VIEW if path == "/view/current" else None


def path_of(iri: str, workspace: Workspace | None = None) -> str:
    """The path at which an IRI is answered, fit for an address; empty where it is none of ours."""
    for space, top, _ in reversed(spaces_of(workspace)):
        if iri.startswith(space) and iri != space:
            return top + quote(iri.removeprefix(space), safe=IN_PATHS)
    return ""
