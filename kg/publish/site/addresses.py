"""Where each thing has its page: IRIs become paths, so that the site can be served at the IRIs."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from kg.iris import KG, KGD, SRC

if TYPE_CHECKING:
    from kg.text.workspace import Workspace

#: Namespaces and their folders.
Folders = tuple[tuple[str, str], ...]

CORE: Folders = ((KG, "ns"), (KGD, "id"), (SRC, "source"))
#: The interactive page, and the list of what contradicts.
GRAPH, CONFLICTS = "graph/", "conflicts/"
# The first folders that the site itself needs.
_RESERVED = {
    "codebook",
    "conflicts",
    "graph",
    "id",
    "model",
    "ns",
    "other",
    "own",
    "questions",
    "search",
    "source",
}
# What is safe as a path on every system: letters, digits and a few marks, no segment of dots.
_SEGMENT = r"(?!index\.html(?:/|$))[A-Za-z0-9_~\-][A-Za-z0-9._~\-]*"
_SAFE = re.compile(rf"{_SEGMENT}(/{_SEGMENT})?|")
_PATH = re.compile(rf"{_SEGMENT}(/{_SEGMENT})*")
_LONGEST = 120


def folders_of(workspace: Workspace | None) -> Folders:
    """The folders of all namespaces, that of a workspace's own terms last.

    It is the path of the namespace, ``sahel/ns`` for ``https://example.org/sahel/ns/``, so that the
    site can be served there too; ``own/<prefix>`` where that is no safe path, or taken.
    """
    if workspace is None:
        return CORE
    path = workspace.namespace.split("/", 3)[3].strip("/#")
    usable = len(path) <= _LONGEST and _PATH.fullmatch(path) and path.split("/")[0] not in _RESERVED
    return (*CORE, (workspace.namespace, path if usable else f"own/{workspace.prefix}"))


def path_of(iri: str, folders: Folders = CORE) -> str:
    """The page's path below the site: ``ns/Claim/``, ``id/state-russia/``, ``source/stem/c001/``.

    A namespace has its list (``ns/``). What has another namespace, or a name that is no safe path,
    gets a path by its hash.
    """
    for space, folder in folders:
        local = iri.removeprefix(space)
        if iri.startswith(space) and len(local) <= _LONGEST and _SAFE.fullmatch(local):
            return f"{folder}/{local}/" if local else f"{folder}/"
    return f"other/{hashlib.sha256(iri.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}/"


def way_to_top(path: str) -> str:
    """The relative address of the site's top from a page's path: ``../../`` for ``ns/Claim/``."""
    return "../" * path.count("/")


def name_in_graph(name: str) -> str:
    """How the address of the interactive page names a thing: ``state-russia``, ``claim:…`` as it is."""
    for space, _ in CORE:
        if name.startswith(space):
            return name.removeprefix(space)
    return name


def anchor(text: str, page: str, away: str = "") -> Markup:
    """A text as a link to a page of the site, else to an address elsewhere; as mere text without."""
    words = f"<bdi>{escape(text)}</bdi>"
    if page:
        words = f'<a href="{escape(page)}">{words}</a>'
    elif away:
        words = f'<a href="{escape(away)}" rel="noopener noreferrer">{words}</a>'
    return Markup(words)  # noqa: S704  # each part is escaped
