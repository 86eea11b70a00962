"""Entente: an open knowledge graph of sourced, hedged and conflicting claims.

>>> import kg
>>> graph = kg.open()
>>> for group in graph.estimates("casualties of the North Korean troops"):
...     for figure in group.ranges:
...         print(figure.speaker_name, figure.figure, figure.when)

What is public stands in ``__all__``; modules below are for ``kg`` itself, and may change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"
__all__ = [
    "CacheError",
    "Claim",
    "DataError",
    "Entity",
    "Fact",
    "Figure",
    "Finding",
    "Graph",
    "Interval",
    "KgError",
    "QueryTimeoutError",
    "Report",
    "Scope",
    "UsageError",
    "Verdict",
    "__version__",
    "build",
    "check",
    "formats",
    "importers",
    "open",
    "stores",
    "verify",
]

if TYPE_CHECKING:
    import kg.build as build
    from kg.api import Graph, check, verify
    from kg.api import open_graph as open
    from kg.claims.claim import Claim
    from kg.claims.figure import Figure
    from kg.claims.interval import Interval
    from kg.claims.scope import Scope
    from kg.claims.verdicts.verdict import Verdict
    from kg.curate.checks.run import Report
    from kg.errors import (
        CacheError,
        DataError,
        Finding,
        KgError,
        QueryTimeoutError,
        UsageError,
    )
    from kg.graph.entities import Entity
    from kg.graph.facts import StoredFact as Fact
    from kg.plugins import importers, stores
    from kg.publish.formats._registry import formats

#: The module of each public name; and its name there, where that is another.
_MODULES = {
    **dict.fromkeys(("Graph", "check", "verify"), "kg.api"),
    "open": "kg.api:open_graph",
    "Claim": "kg.claims.claim",
    "Entity": "kg.graph.entities",
    "Fact": "kg.graph.facts:StoredFact",
    "Figure": "kg.claims.figure",
    "Interval": "kg.claims.interval",
    "Report": "kg.curate.checks.run",
    "Scope": "kg.claims.scope",
    "Verdict": "kg.claims.verdicts.verdict",
    **dict.fromkeys(
        ("CacheError", "DataError", "Finding", "KgError", "QueryTimeoutError", "UsageError"),
        "kg.errors",
    ),
    **dict.fromkeys(("importers", "stores"), "kg.plugins"),
    "formats": "kg.publish.formats._registry",
}


def __getattr__(name: str) -> object:
    """Load the public names when they are first used, so that ``import kg`` costs nothing."""
    from importlib import import_module

    if name == "build":
        return import_module("kg.build")
    if name not in _MODULES:
        raise AttributeError(f"module 'kg' has no attribute {name!r}")
    module, _, attribute = _MODULES[name].partition(":")
    return getattr(import_module(module), attribute or name)


def __dir__() -> list[str]:
    """What is public."""
    return sorted(__all__)
