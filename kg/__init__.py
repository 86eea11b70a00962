"""Entente: an open knowledge graph of sourced, hedged and conflicting claims.

>>> import kg
>>> graph = kg.open()
>>> for row in graph.query("SELECT ?label WHERE { kgd:state-russia rdfs:label ?label }"):
...     print(row["label"].value)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = ["Graph", "KgError", "UsageError", "__version__", "open"]

if TYPE_CHECKING:
    from kg.api import Graph
    from kg.api import open_graph as open
    from kg.errors import KgError, UsageError

_LAZY = {
    "Graph": ("kg.api", "Graph"),
    "open": ("kg.api", "open_graph"),
    "KgError": ("kg.errors", "KgError"),
    "UsageError": ("kg.errors", "UsageError"),
}


def __getattr__(name: str) -> object:
    """Load the public names when they are first used, so that ``import kg`` costs nothing."""
    if name not in _LAZY:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    from importlib import import_module

    module, attribute = _LAZY[name]
    return getattr(import_module(module), attribute)
