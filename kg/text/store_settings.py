"""The addresses of a SPARQL server: from an option, or from the table ``[store]`` of ``kg.toml``."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, NamedTuple

from kg.errors import UsageError
from kg.text.reading import read_file
from kg.text.workspace import MARK

if TYPE_CHECKING:
    from pathlib import Path

_KEYS = ("query", "update", "graph")
#: How servers name their three services, by the end of the address of the first.
_KNOWN = {
    "/query": ("/update", "/store"),  # Oxigraph
    "/sparql": ("/update", "/data"),  # Fuseki; Virtuoso's are asked for
}


class Addresses(NamedTuple):
    """Where a server takes queries, updates, and whole graphs (SPARQL 1.1 Graph Store HTTP Protocol).

    The last two are empty where they are not known: such a store is read only.
    """

    query: str
    update: str = ""
    graph: str = ""


def addresses_of(query: str, update: str | None = None, graph: str | None = None) -> Addresses:
    """The addresses of a server by that of its queries; the others by how servers name them."""
    for end, (others, graphs) in _KNOWN.items():
        if query.endswith(end):
            base = query.removesuffix(end)
            return Addresses(query, update or base + others, graph or base + graphs)
    return Addresses(query, update or "", graph or "")


def store_of_workspace(root: Path) -> Addresses | None:
    """What ``[store]`` of a workspace's ``kg.toml`` names; None where there is none. Raises UsageError."""
    path = root / MARK
    if not path.is_file():
        return None
    try:
        settings = tomllib.loads(read_file(path, str(path), root=root).decode())
    except ValueError:
        return None  # who opens the workspace says so
    table = settings.get("store")
    if table is None:
        return None
    if not isinstance(table, dict) or not isinstance(table.get("query"), str):
        raise UsageError("[store] has no query", str(path), 'add: query = "https://…/query"')
    for key, value in table.items():
        if key not in _KEYS:
            raise UsageError(
                f"there is no setting {key} of [store]",
                str(path),
                f"write {', '.join(_KEYS)}; credentials come from the environment: KG_STORE_USER",
            )
        if not isinstance(value, str):
            raise UsageError(f"{key} of [store] is no text", str(path), 'write an address in "…"')
    return addresses_of(table["query"], table.get("update"), table.get("graph"))
